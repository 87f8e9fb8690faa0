"""Tables with each cell on a line or more of its own, told by the serials of their rows, and the rows of a time-table.

Guarantees:
1. A region of serials is the names of the columns from 序号 on and rows of short lines that end no sentence, each of which begins with its
   number alone on the line; the last row is no longer than the longest one before it, but for the sum of the table. One row or two have
   as many lines as the names of three columns and more.
2. A numbered line of a time-table stands under a time of the day alone on its line, and so does another.
"""

from bisect import bisect_left
from typing import Final

from casekit import numerals
from casekit.parser.lines import Lines, firsts
from casekit.parser.regions.families import Families
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_HEADS: Final = frozenset(("序号", "序"))
_FIRST: Final = firsts("序")
_SERIAL: Final = lazy("[0-9]{1,2}|[一二三四五六七八九十]{1,3}")
_SERIAL_MOST: Final = 3
_COLUMNS_MOST: Final = 9
_ROW_MOST: Final = 24
"""A row has not more lines."""
_LEAST: Final = 3
"""So many rows make a table."""
_COLUMNS_LEAST: Final = 3
"""So many columns tell where a row ends in a table of fewer rows."""
_CELL_MOST: Final = 20
_LONG_CELL: Final = 80
_ENDS: Final = frozenset("。；？！：:")
_SUMS: Final = frozenset(("合计", "总计", "小计", "共计"))
_TIME: Final = lazy("[0-2]?[0-9][:：][0-5][0-9](?:[-—–~～至]+[0-2]?[0-9][:：][0-5][0-9])?")
_TIME_MOST: Final = 12
_TIMED: Final = frozenset(("arabic-dot", "arabic-comma", "arabic-loose"))
_SURE: Final = 3.0
"""A line with a marker believed so much is no cell of a last row."""
_CELLS: Final = _TIMED | {"han-alone", "number-alone", "arabic-alone", "decimal"}
_DUE: Final = frozenset(("arabic-dot", "arabic-comma", "decimal"))
_LOOK: Final = 400
"""So many candidates before and behind the head of a table tell which heading is due behind it."""
_TIMES_LEAST: Final = 2


def serial_tables(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """The tables whose first column counts their rows."""
    found: list[Region] = []
    behind = 0
    marked: set[int] | None = None
    for row in lines.beginning(_FIRST, _SERIAL_MOST):
        if row < behind or lines.texts[row] not in _HEADS:
            continue
        marked = marked_rows(candidates) if marked is None else marked
        end = _end(lines.texts, row, marked, due_behind(candidates, row))
        if end:
            found.append(Region(lines.starts[row], lines.end(end - 1), "table"))
            behind = end
    return found


def marked_rows(candidates: list[Candidate]) -> set[int]:
    """The rows that begin with markers so sure that they are no cells."""
    return {one.row for one in candidates if not one.glued and one.belief >= _SURE and one.family.id not in _CELLS}


def due_behind(candidates: list[Candidate], head: int) -> set[int]:
    """The rows near behind the table whose head begins at the row `head` that go on with a series of numbers from above it, with a title,
    and with no list in a cell.
    """
    place = bisect_left(candidates, head, key=_row)
    due: dict[str, tuple[int, ...]] = {}
    for one in candidates[max(place - _LOOK, 0) : place]:
        if one.family.id in _DUE and not one.glued:
            due[one.style] = (*one.path[:-1], one.number + 1)
    if not due:
        return set()
    found: set[int] = set()
    inside = 0, 0
    for one in candidates[place : place + _LOOK]:
        if one.style not in due or one.glued:
            continue
        if one.number == 1 or (one.row - 1, one.number - 1) == inside:  # a list in a cell
            inside = one.row, one.number
        elif one.path == due[one.style] and one.end < one.line_end:
            found.add(one.row)
            del due[one.style]  # where it is a cell others are, too
    return found


def _row(candidate: Candidate) -> int:
    return candidate.row


def _end(texts: list[str], head: int, marked: set[int], due: set[int]) -> int:
    """The row behind the table whose head begins at `head`, 0 where there is none; no cell of the last row is `marked` as a heading or
    `due` as one.
    """
    at = head + 1
    while at < len(texts) and at <= head + _COLUMNS_MOST and _is_cell(texts[at]) and _number(texts[at]) != 1:
        at += 1
    if at < head + 2 or at >= len(texts) or _number(texts[at]) != 1:
        return 0
    marked = marked | due if due else marked
    han = not texts[at].isdecimal()
    number = longest = 1
    last = first = at
    while (next_one := _next(texts, last, number + 1, han)) > 0:
        longest = max(longest, next_one - last)
        last, number = next_one, number + 1
    if number < _LEAST:
        return _few(texts, head, first, number, marked)
    at = _behind_cells(texts, last + 1, last + longest, marked)
    if at < len(texts) and texts[at] in _SUMS:
        at = _behind_cells(texts, at + 1, at + longest, marked)
    return at


def _few(texts: list[str], head: int, first: int, count: int, marked: set[int]) -> int:
    """The row behind a table of one row or two, 0 for none: each has as many lines as there are columns, and the last may be long."""
    columns = sum(1 for text in texts[head:first] if text)
    if columns < _COLUMNS_LEAST:
        return 0
    at, cells = first, 0
    while cells < columns * count and at < len(texts):
        text = texts[at]
        if text:
            begins = cells % columns == 0
            if len(text) > _LONG_CELL or text[-1] in _ENDS or at in marked or (begins and _number(text) != cells // columns + 1):
                return 0
            cells += 1
        at += 1
    return at if cells == columns * count else 0


def _next(texts: list[str], row: int, number: int, han: bool) -> int:
    """Where the row `number` of a table begins, behind the one that begins at `row`; 0 where there is none."""
    for at in range(row + 1, min(row + 1 + _ROW_MOST, len(texts))):
        if not _is_cell(texts[at]):
            return 0
        if at > row + 1 and _number(texts[at]) == number and texts[at].isdecimal() != han:
            return at
    return 0


def _behind_cells(texts: list[str], at: int, most: int, marked: set[int]) -> int:
    """The first row from `at` on that is no cell, `most` at the latest."""
    while at < min(most, len(texts)) and _is_cell(texts[at]) and texts[at] not in _SUMS and at not in marked:
        at += 1
    return at


def _is_cell(text: str) -> bool:
    return len(text) <= _CELL_MOST and not (text and text[-1] in _ENDS)


def _number(text: str) -> int:
    """The number that stands alone on a line, 0 for other lines."""
    if not 0 < len(text) <= _SERIAL_MOST or not _SERIAL.fullmatch(text):
        return 0
    return numerals.read(text) or 0


def timed(lines: Lines, families: Families) -> list[Region]:
    """The numbered lines under times of the day."""
    texts = lines.texts
    found = [
        Region(candidate.line_start, candidate.line_end, "table")
        for candidate in families.all
        if len(texts[candidate.row - 1]) <= _TIME_MOST
        and candidate.row
        and candidate.family.id in _TIMED
        and not candidate.glued
        and _TIME.fullmatch(texts[candidate.row - 1])
        and _is_cell(texts[candidate.row])
        and all(_is_cell(text) for text in texts[candidate.row + 1 : candidate.row + 2])
    ]
    return found if len(found) >= _TIMES_LEAST else []
