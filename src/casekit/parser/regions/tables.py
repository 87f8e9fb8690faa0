"""Tables: lines in a row with columns."""

import re
from bisect import bisect_right

from casekit.parser.setting import Region

_INNER = [re.compile(f"{blank}(?<=\\S{blank})") for blank in (" ", "\u3000", "\t")]
"""A blank behind a word; a literal first, so that texts without any are done at the speed of memory."""
_TABBED = re.compile("[^\\t]*[^\\t ][^\\t]*\\t[^\\n]*\\t.*")
_PIPED = re.compile("\\n[^\\n|]*\\|[^\\n|]*\\|[^\\n]*")
_WIDE = re.compile("\u3000+| {2,}")
_CELLS = re.compile("[^\\s，。；：、]{1,16}(?:[ \\t\u3000]+[^\\s，。；：、]{1,16}){2,7}")
_FIGURE = re.compile("[0-9]")
_LONGEST = 160
"""A row of a table that is set with blanks is not longer, in code points."""

Row = tuple[int, int, str, int]
"""Line number, offset, the kind of columns, and how many cells."""


def tables(buffer: str, starts: list[int]) -> list[Region]:
    """Lines in a row with columns: two with tabs, bars or wide blanks, three with equally many short cells, a figure last."""
    rows = sorted({*_rows(buffer, starts), *_piped(buffer, starts)})
    found: list[Region] = []
    run: list[Row] = []
    for row in rows:
        if run and (row[0] != run[-1][0] + 1 or row[2] != run[-1][2] or (row[2] == "cells" and row[3] != run[-1][3])):
            _add(buffer, starts, found, run)
            run = []
        run.append(row)
    _add(buffer, starts, found, run)
    return found


def _piped(buffer: str, starts: list[int]) -> list[Row]:
    if "|" not in buffer:
        return []
    return [(bisect_right(starts, match.start() + 1), match.start() + 1, "bars", 0) for match in _PIPED.finditer(buffer)]


def _rows(buffer: str, starts: list[int]) -> list[Row]:
    """Every line that has columns of some kind, once for each kind."""
    rows: list[Row] = []
    seen: set[int] = set()
    for inner in _INNER:
        match = inner.search(buffer)
        while match:
            line = bisect_right(starts, match.start())
            end = starts[line] - 1 if line < len(starts) else len(buffer)
            if line not in seen:
                seen.add(line)
                rows += (
                    _row(buffer[starts[line - 1] : end].strip(), line, starts[line - 1]) if end - starts[line - 1] < 4 * _LONGEST else []
                )
            match = inner.search(buffer, end)
    return rows


def _row(text: str, line: int, start: int) -> list[Row]:
    rows: list[Row] = []
    if text.count(" ") + text.count("\u3000") + text.count("\t") < 2:
        return rows
    if _TABBED.fullmatch(text):
        rows.append((line, start, "tabs", 0))
    elif len(text) <= _LONGEST:
        if _columned(text):
            rows.append((line, start, "columns", 0))
        elif _CELLS.fullmatch(text) and _FIGURE.search(text.split()[-1]):
            rows.append((line, start, "cells", len(text.split())))
    return rows


def _columned(text: str) -> bool:
    """Whether wide blanks set three short cells or more apart."""
    cells = _WIDE.split(text)
    return len(cells) >= 3 and all(0 < len(cell) <= 60 for cell in cells) and len(cells[0]) <= 31 and "。" not in text and "；" not in text


def _add(buffer: str, starts: list[int], found: list[Region], run: list[Row]) -> None:
    """Take a run of rows as a table where there are enough, with figures among them."""
    if len(run) < 2 or (run[0][2] == "cells" and len(run) < 3):
        return
    ends = [starts[line] - 1 if line < len(starts) else len(buffer) for line, _, _, _ in run]
    figures = sum(1 for row, end in zip(run, ends, strict=True) if _FIGURE.search(buffer, row[1], end))
    if run[0][2] in ("columns", "cells") and figures * 2 < len(run):
        return
    found += [Region(row[1], end, "table") for row, end in zip(run, ends, strict=True)]
