"""Numbers that a sentence tells on one line, between lines whose numbers count on without them: 共四条：（一）…；（二）…。

Guarantees:
1. Only what stands between two numbers of its style that follow one another at the beginnings of lines is refused, and what a sentence
   announces by its number: 补充了三条：一、…；二、…；三、…。
"""

from bisect import bisect_left
from typing import Final

from casekit import numerals
from casekit.parser.scan.candidate import Candidate
from casekit.parser.scan.inside import STATED
from casekit.patterns import lazy

_SECOND: Final = 2
_SEMICOLONS: Final = frozenset("；;")
_COUNT: Final = lazy(
    "(?P<count>[二三四五六七八九十两]{1,3}|[2-9]|[1-9][0-9])"
    "(?=[条條点點项項个個件种種步样樣句方类類招关關道大处處段层層次问問不要])[^，。；：:、]{1,8}[：:]\\Z"
)
_COUNT_MOST: Final = 16
"""The number of what is announced stands so near before it, in code points."""
_NEAR: Final = 40
"""Neighbours of a series are among so many candidates before and behind."""


def refuse_told(buffer: str, candidates: list[Candidate], beginning: list[Candidate]) -> None:
    """Refuse 一、…；二、…；三、… of one line where the lines before and behind it that begin so count on without it."""
    second = {c.row for c in candidates if c.family.id == "han-comma" and c.number == _SECOND and buffer[c.start - 1] in _SEMICOLONS}
    told: set[int] = set()
    before = first = -1
    for candidate in beginning if second else ():
        if candidate.family.id != "han-comma" or candidate.refused:
            continue
        if first >= 0 and candidate.number == before + 1:
            told.add(first)
            first = -1
        if candidate.number == 1 and before > 0 and candidate.row in second:
            first = candidate.row
        else:
            before, first = candidate.number, -1
    for candidate in (*beginning, *candidates) if told else ():
        listed = not candidate.glued or buffer[candidate.start - 1] in _SEMICOLONS
        if listed and candidate.row in told and candidate.family.id == "han-comma":
            candidate.refused = "list-in-a-sentence"


def refuse_stated(buffer: str, candidates: list[Candidate], beginning: list[Candidate]) -> None:
    """Refuse the numbers behind a colon and semicolons inside a line, 共四条：（一）…；（二）…, that are as many as it says, or stand
    between two of their style that begin lines and count on without them.
    """
    stated = [one for one in candidates if one.number == 1 and one.notes and one.notes[0][0] == STATED]
    told: set[tuple[int, str]] = set()
    beside: dict[int, list[Candidate]] = {one.row: [] for one in stated}
    for one in candidates if stated else ():
        if one.row in beside:
            beside[one.row].append(one)
    for found in beside.values():
        found.sort(key=_start)
    for first in stated:
        if _announced(buffer, first, beside[first.row]):
            first.refused = STATED
            told.add((first.row, first.style))
            continue
        place = bisect_left(beginning, first.start, key=_start)
        before = next((c for c in reversed(beginning[max(place - _NEAR, 0) : place]) if c.style == first.style and not c.refused), None)
        behind = next((c for c in beginning[place : place + _NEAR] if c.style == first.style and not c.refused), None)
        if before is None or behind is None or behind.number != before.number + 1:
            continue
        first.refused = STATED
        told.add((first.row, first.style))
    for one in candidates if told else ():
        if (one.row, one.style) in told and buffer[one.start - 1] in _SEMICOLONS:
            one.refused = STATED


def _announced(buffer: str, first: Candidate, beside: list[Candidate]) -> bool:
    """Whether a sentence says how many are to come, and they are all that is left of the line: 补充了三条：一、…；二、…；三、…。

    `beside` are the candidates on the line of the `first`, in order.
    """
    count = _COUNT.search(buffer, max(first.line_start, first.start - _COUNT_MOST), first.start)
    if count is None:
        return False
    number, last = 1, first.start
    place = bisect_left(beside, first.start, key=_start) + 1
    for one in beside[place : place + _NEAR]:
        if one.style == first.style and one.number == number + 1 and buffer[one.start - 1] in _SEMICOLONS:
            number, last = one.number, one.start
    return number == numerals.read(count["count"].replace("两", "二")) and buffer.find("。", last, first.line_end - 1) < 0


def _start(candidate: Candidate) -> int:
    return candidate.start
