"""Outlines of another text that a text shows: 这一稿的提纲抄在这里。 / 一、… / 1.… / 二、… / 提纲到此为止，…。

Guarantees:
1. Only the markers of short lines right under one another are refused, three at least, between a line that says that an outline follows
   and a sentence that begins with it.
2. The first has the number 1, and a series of its style stands before it that goes on behind, if the style comes again at all.
"""

from bisect import bisect_left
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

OUTLINE: Final = "提纲"
_NEAR: Final = 10
"""The sentence behind an outline names it among so many first code points."""
_LEAST: Final = 3
_LINES_MOST: Final = 60
_TITLE_MOST: Final = 30
"""A line of an outline is not longer, in code points."""
_LOOK: Final = 400
"""The series of the text is looked for among so many candidates above and below."""
_SAID: Final = frozenset("。；，！？：")
"""Nor does it end with one of these."""
_TOLD_MOST: Final = 60
"""What tells of an outline is looked for among so many last code points of its line."""
_TOLD: Final = lazy(
    f"{OUTLINE}(?:[^。！？]{{0,20}}[，。])?[^。！？]{{0,20}}"
    "(?:(?:抄|附|列|录|留|写|贴|摘)[^，。！？]{0,4}(?:这里|在此|下面|后面|底下|文后|下来)|如下|这样[写列]?的|是这样)[：:。]?\\Z"
)


def outlines_shown(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the markers of such outlines; the candidates are all of the text, in source order."""
    for at in lines.places(OUTLINE):
        row = lines.at(at)
        if not row or at - lines.begin(row) > _NEAR or lines.texts[row][-1] != "。":
            continue
        place = bisect_left(candidates, row, key=_row)
        first = _first(lines, candidates, place, row)
        if first == place or candidates[first].number != 1 or not _is_told(lines, candidates[first].row - 1):
            continue
        begun = place < len(candidates) and candidates[place].row == row and not candidates[place].glued
        if not begun and _goes_on(candidates, first, place):
            for candidate in candidates[first:place]:
                candidate.refused = candidate.refused or "in-quotation"


def _first(lines: Lines, candidates: list[Candidate], place: int, row: int) -> int:
    """The first candidate of the short lines with markers right above the line `row`, `place` where they are too few."""
    first = place
    above = row
    while first and candidates[first - 1].row >= above - 1 and row - above < _LINES_MOST:
        candidate = candidates[first - 1]
        text = lines.texts[candidate.row]
        if candidate.glued or candidate.suffix or len(text) > _TITLE_MOST or text[-1] in _SAID:
            break
        above = candidate.row
        first -= 1
    return first if row - above >= _LEAST else place


def _is_told(lines: Lines, row: int) -> bool:
    """Whether a line says that an outline follows."""
    return row >= 0 and _TOLD.search(lines.texts[row][-_TOLD_MOST:]) is not None


def _goes_on(candidates: list[Candidate], first: int, behind: int) -> bool:
    """Whether a series of the style of the candidate `first` stands before it, and goes on behind the outline or comes no more."""
    style = candidates[first].style
    above = [one for one in candidates[max(first - _LOOK, 0) : first] if one.style == style and not one.refused and not one.glued]
    if not above:
        return False
    below = [one for one in candidates[behind : behind + _LOOK] if one.style == style and not one.refused and not one.glued]
    return not below or below[0].number in (above[-1].number + 1, 1)


def _row(candidate: Candidate) -> int:
    return candidate.row
