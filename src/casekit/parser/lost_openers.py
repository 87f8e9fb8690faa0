"""Titles of cases whose marker was lost where the others have theirs: the number between two cases is missing, and a title stands there.

Guarantees:
1. Between two cases there are no more such titles than numbers are missing. Each has under it what stands under the others, a label or a
   field, or a numbering that begins again as theirs do.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import Final

from casekit.ladder.family import Family
from casekit.parser.front import is_byline
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate, Mark
from casekit.parser.scan.candidate import looks
from casekit.parser.setting import Setting
from casekit.parser.signs import SIGN_MOST, TITLE_MOST, UNFINISHED, is_title, set_off, sign_of

_LOST: Final = Family("title", "附录", "", 0.0, 0, (), kind="case")
_BELIEF: Final = 4.0
_SURE: Final = 4.0
"""A marker of a case is believed so much."""
_NUMBERED: Final = 2.5
"""And one of a numbering so much."""
_PAIR: Final = 2
"""So many cases at least show what stands under a title."""
_MOST: Final = 3
"""No more markers are lost between two cases."""
_SIGN_NEAR: Final = 4
"""What stands under a title is among so many lines behind its case's marker."""
_ABOVE_MOST: Final = 6
"""A title stands so many lines before the numbering of its case at most."""
_LABEL_MOST: Final = 8
"""A label in brackets is not longer, in code points."""


def lost_openers(lines: Lines, candidates: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates of such titles, in source order."""
    cases = [c for c in candidates if c.kind == "case" and c.belief >= _SURE and not (c.refused or c.glued or c.suffix)]
    holes = [(a, b) for a, b in pairwise(cases) if a.style == b.style and 2 <= b.number - a.number <= _MOST + 1]
    if not holes:
        return []
    heads = {candidate.row for candidate in candidates if not candidate.glued and not candidate.refused}
    sign = _sign_of_most(lines, cases)
    style: str | None = None
    found: list[Candidate] = []
    for a, b in holes:
        lost = b.number - a.number - 1
        rows = _over_signs(lines, setting, a.row, b.row, sign, heads) if sign else []
        if not 0 < len(rows) <= lost:
            style = _style_of_most(candidates, cases) if style is None else style
            rows = _over_numberings(lines, setting, candidates, a, b, style, heads) if style else []
        if len(rows) <= lost:
            found += [_candidate(lines, row, a, a.number + place) for place, row in enumerate(rows, 1)]
    return found


def _sign_of_most(lines: Lines, cases: list[Candidate]) -> str:
    """What stands under the titles of most cases; "" for nothing."""
    counts: Counter[str] = Counter()
    for case in cases:
        signs = [_sign(text) for text in lines.texts[case.row + 1 : case.row + 1 + _SIGN_NEAR]]
        counts.update(dict.fromkeys([sign for sign in signs if sign], 1))  # of equals the first is taken
    sign, count = counts.most_common(1)[0] if counts else ("", 0)
    return sign if count >= max(_PAIR, (2 * len(cases) + 2) // 3) else ""


def _style_of_most(candidates: list[Candidate], cases: list[Candidate]) -> str:
    """The style of the numbering that most cases begin with; "" for none."""
    begun = Counter([style for case in cases if (style := _begins_with(candidates, bisect_right(candidates, case.start, key=_start)))])
    style, count = begun.most_common(1)[0] if begun else ("", 0)
    return style if count >= _PAIR and 3 * count >= 2 * len(cases) else ""


def _sign(text: str) -> str:
    """What a line under a title is: a label in brackets, or a field, a date, a byline."""
    if text[:1] == "【":
        label = text[: _LABEL_MOST + 2].partition("】")
        return label[0] if label[1] else ""
    return sign_of(text) if 0 < len(text) <= SIGN_MOST else ""


def _over_signs(lines: Lines, setting: Setting, first: int, end: int, sign: str, heads: set[int]) -> list[int]:
    """The titles over the lines between two cases that have the sign of most, but for that of the first case."""
    found: list[int] = []
    own = False
    for row in range(first + 1, end):
        if _sign(lines.texts[row]) != sign:
            continue
        if not own and row <= first + _SIGN_NEAR:
            own = True
            continue
        above = row - 1 if lines.texts[row - 1] else row - 2
        if above > first and _can_open(lines, setting, above, heads):
            found.append(above)
    return found


def _over_numberings(
    lines: Lines, setting: Setting, candidates: list[Candidate], a: Candidate, b: Candidate, style: str, heads: set[int]
) -> list[int]:
    """The titles between two cases before a numbering of the `style` that most cases begin with, where it begins again."""
    at, end = bisect_right(candidates, a.start, key=_start), bisect_left(candidates, b.start, key=_start)
    if _begins_with(candidates, at) != style:
        return []
    found: list[int] = []
    last, before = 0, a.row
    for candidate in candidates[at:end]:
        if candidate.refused or candidate.glued:
            continue
        if candidate.style == style:
            if candidate.number == 1 and last > 1:
                found += _title_above(lines, setting, max(before + 1, candidate.row - _ABOVE_MOST), candidate.row, heads)
            last = candidate.number
        before = candidate.row
    return found


def _title_above(lines: Lines, setting: Setting, low: int, high: int, heads: set[int]) -> list[int]:
    """The first of the lines `low`…`high` that can be a title, as a list; empty for none."""
    return next(([row] for row in range(low, high) if _can_open(lines, setting, row, heads)), [])


def _begins_with(candidates: list[Candidate], at: int) -> str:
    """The style of the numbering that a case begins with, given its first candidate; "" where the next case comes first, or no 1."""
    for candidate in candidates[at : at + 2 * _SIGN_NEAR]:
        if candidate.kind == "case" and not candidate.refused:
            return ""
        if not candidate.refused and not candidate.glued and candidate.belief >= _NUMBERED:
            return candidate.style if candidate.number == 1 else ""
    return ""


def _can_open(lines: Lines, setting: Setting, row: int, heads: set[int]) -> bool:
    text = lines.texts[row]
    fits = 2 <= len(text) <= TITLE_MOST and text[-1] not in UNFINISHED and row not in heads and is_title(text) and not is_byline(text)
    return (
        fits and not sign_of(text) and setting.free(lines.begin(row)) and set_off(lines, setting, row) and not setting.runs_on(lines, row)
    )


def _candidate(lines: Lines, row: int, fellow: Candidate, number: int) -> Candidate:
    """The title on the line `row` as the case `number` in the series of its fellow."""
    mark = Mark(_LOST, " ", number, None, (number,))
    mark.delimiter = fellow.delimiter
    mark.style, mark.series = fellow.style, fellow.series
    start = lines.begin(row)
    traits = looks(lines.texts, row, start > lines.starts[row], len(lines.texts[row]))
    candidate = Candidate(start, start, row, lines.starts[row], lines.text_end(row), mark, traits)
    candidate.weigh("lost-its-marker", _BELIEF)
    return candidate


def _start(candidate: Candidate) -> int:
    return candidate.start
