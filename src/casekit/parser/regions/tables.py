"""Tables: lines in a row with columns."""

import re

from casekit.parser.setting import Region

_COLUMNS = re.compile(
    "\\n[ \\t\u3000]*[^\\s。，；][^\\n\\t\u3000。；]{0,30}?(?:\u3000+| {2,})[^\\n\u3000。；]{1,30}?"
    "(?:\u3000+| {2,})[^\\n。；]{1,60}(?=\\n|\\Z)"
)
_FIGURE = re.compile("[0-9]")
_CELLS = re.compile("\\n[ \\t\u3000]*[^\\s，。；：、]{1,16}(?:[ \\t\u3000]+[^\\s，。；：、]{1,16}){2,7}[ \\t]*(?=\\n|\\Z)")


def tables(buffer: str) -> list[Region]:
    """Two or more lines in a row with columns: tabs, or at least three runs of wide blanks."""
    found: list[Region] = []
    at = 0
    found += _columns(buffer)
    found += _cells(buffer)
    row = re.compile("\\n(?:[^\\n\\t]*[^\\n\\t ][^\\n\\t]*\\t[^\\n]*\\t[^\\n]*|[^\\n|]*\\|[^\\n|]*\\|[^\\n]*)(?=\\n|\\Z)")
    if "\t" not in buffer and "|" not in buffer:
        return found
    run: list[tuple[int, int]] = []
    for match in row.finditer(buffer):
        start, end = match.start() + 1, match.end()
        if run and buffer[run[-1][1] : start].strip():
            _add_table(found, run)
            run = []
        run.append((start, end))
        at = end
    _add_table(found, run)
    del at
    return found


def _columns(buffer: str) -> list[Region]:
    """Lines in a row with three columns or more set apart by wide blanks, figures among them."""
    found: list[Region] = []
    run: list[tuple[int, int]] = []
    for match in _COLUMNS.finditer(buffer):
        start, end = match.start() + 1, match.end()
        if run and start != run[-1][1] + 1:
            if len(run) >= 2 and sum(1 for a, b in run if _FIGURE.search(buffer, a, b)) * 2 >= len(run):
                _add_table(found, run)
            run = []
        run.append((start, end))
    if len(run) >= 2 and sum(1 for a, b in run if _FIGURE.search(buffer, a, b)) * 2 >= len(run):
        _add_table(found, run)
    return found


def _cells(buffer: str) -> list[Region]:
    """Three lines or more in a row with equally many short cells, a figure in the last one."""
    found: list[Region] = []
    run: list[tuple[int, int]] = []
    width = 0
    for match in _CELLS.finditer(buffer):
        start, end = match.start() + 1, match.end()
        cells = match.group().split()
        if run and (start != run[-1][1] + 1 or len(cells) != width):
            if len(run) >= 3:
                _add_table(found, run)
            run = []
        if _FIGURE.search(cells[-1]) or run:
            run.append((start, end))
            width = len(cells)
    if len(run) >= 3:
        _add_table(found, run)
    return found


def _add_table(found: list[Region], run: list[tuple[int, int]]) -> None:
    if len(run) >= 2:
        found += [Region(start, end, "table") for start, end in run]
