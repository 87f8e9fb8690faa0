"""Decimals alone on their lines whose point was lost: 3 1, and the term that a standard defines under it.

Guarantees:
1. A heading with the first number stands before them, the second count on from 1, and a term with its definition stands under each.
"""

from typing import Final

from casekit import numerals
from casekit.ladder import BLANK, BY_ID
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start
from casekit.patterns import lazy

_DECIMAL: Final = BY_ID["decimal"]
_DIGITS: Final = "123456789"
_LINE: Final = lazy(f"([1-9][0-9]?)[{BLANK}]([1-9][0-9]?)")
_LINE_MOST: Final = 5
_TITLE: Final = lazy("[\u4e00-\u9fff][^。；，：！？\n]{1,29}")
_LEAST: Final = 2
"""So many count on."""
_TERM: Final = 2
"""A definition does not begin with so many signs of its term: 红队胜 / 红队以二比一战胜了蓝队 tells of a match."""
_WORTH: Final = -1.0


def lost_points(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of such decimals, given those at the beginnings of lines, in source order."""
    series: dict[int, list[int]] = {}
    for row in lines.beginning(_DIGITS, _LINE_MOST):
        match = _LINE.fullmatch(lines.texts[row])
        if match is None or not _is_titled(lines.texts, row):
            continue
        rows = series.setdefault(int(match[1]), [])
        if numerals.read(match[2]) == len(rows) + 1:
            rows.append(row)
    found: list[Candidate] = []
    for number, rows in series.items():
        if len(rows) < _LEAST or not _is_below(candidates, number, rows[0]):
            continue
        for row in rows:
            start = lines.begin(row)
            mark = reader.read(_DECIMAL, lines.texts[row])
            candidate = at_line_start(lines, mark, start, start + len(lines.texts[row]), row) if mark is not None else None
            if candidate is not None:
                candidate.weigh("wrong-point", _WORTH)
                found.append(candidate)
    return found


def _is_titled(texts: list[str], row: int) -> bool:
    """Whether a term stands under a line, and what it means under that, which does not begin with the term."""
    below = [text for text in texts[row + 1 : row + 5] if text][:2]
    if len(below) < _TERM or _TITLE.fullmatch(below[0]) is None:
        return False
    return len(below[1]) > len(below[0]) and not below[1].startswith(below[0][:_TERM])


def _is_below(candidates: list[Candidate], number: int, row: int) -> bool:
    """Whether the last bare number before a line is that of the heading above."""
    last = 0
    for candidate in candidates:
        if candidate.row >= row:
            break
        if candidate.family.id == "arabic-blank" and not candidate.refused:
            last = candidate.number
    return last == number
