"""Headings that count down: 10.《…》 … 9.《…》 … 1.《…》, as lists of the best do.

Guarantees:
1. Only a series that falls by one is marked, one number may be lost, with text between its headings: to 1 and from 4 at least, from 3 where
   the text has another that falls so and no higher heading stands between, or five of any height.
2. Numbers of its style that stand between are left alone where something speaks against them already, 2、3月是淡季, where they end
   sentences among titles, or where the one that is due follows; any other ends it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import Final

from casekit.parser.scan.candidate import CLOSED, COUNTDOWN, Candidate

_LEAST: Final = 3
"""So many numbers count down where several series do; alone they may be a damaged list."""
_LEAST_ALONE: Final = 4
_LEAST_OPEN: Final = 5
"""So many need no 1 at their end: a part of a list, or its last heading has no number."""
_MOST: Final = 100
_BETWEEN_MOST: Final = 200
"""No more candidates stand between the first and the last of three."""
_WORTH: Final = 0.5
_APART: Final = 2
"""A heading and its text are so many lines at least,"""
_APART_IN_TEXT: Final = 30
"""or so many code points where the text stands on its line."""


def countdowns(candidates: list[Candidate]) -> None:
    """Mark the headings of every such series."""
    open_runs: dict[str, list[Candidate]] = {}
    found: list[list[Candidate]] = []
    before: dict[str, int] = {}
    for candidate in candidates:
        if candidate.family.runs_on or candidate.refused or candidate.kind == "boundary" or len(candidate.path) > 1:
            continue
        number, style = candidate.number, candidate.style
        run = open_runs.get(style)
        if run is not None and _goes_on(run, candidate):
            if number == 1:
                found.append(open_runs.pop(style))
        elif candidate.glued or (run is not None and _is_doubted(run, candidate)):
            continue
        elif _LEAST <= number <= _MOST and before.get(style) != number - 1:
            if run is not None:
                found.append(run)
            open_runs[style] = [candidate]
        elif run is not None:
            found.append(open_runs.pop(style))
        before[style] = number
    found += open_runs.values()
    falling = [run for run in found if len(run) >= _LEAST and _falls(run)]
    several = Counter([run[0].style for run in falling])
    for run in falling:
        if len(run) > _LEAST or (several[run[0].style] > 1 and not _is_parted(candidates, run)):
            for each in run:
                each.weigh(COUNTDOWN, _WORTH)


def _goes_on(run: list[Candidate], candidate: Candidate) -> bool:
    """Put `candidate` into a run where it is due there; it may turn out that the last one was not."""
    number = candidate.number
    last = run[-1]
    lost = 1 < number == last.number - 2 and len(run) > 1 and not candidate.glued and not _is_doubted(run, candidate)
    if (lost or number == last.number - 1) and _apart(last, candidate):
        run.append(candidate)
    elif len(run) > 1 and number == run[-2].number - 1 and _apart(run[-2], candidate) and (number > last.number or _is_doubted(run, last)):
        run[-1] = candidate
    else:
        return False
    return True


def _falls(run: list[Candidate]) -> bool:
    """Whether a run is long enough for what it has: the numbers down to 1, or none lost between, or most of them."""
    lost = run[0].number - run[-1].number + 1 - len(run)
    if lost > 1:
        return False
    return len(run) >= (_LEAST_OPEN if run[-1].number != 1 else _LEAST_ALONE if lost else _LEAST)


def _is_parted(candidates: list[Candidate], run: list[Candidate]) -> bool:
    """Whether a higher heading stands between those of a run."""
    first = bisect_right(candidates, run[0].start, key=_start)
    behind = bisect_left(candidates, run[-1].start, first, key=_start)
    for candidate in candidates[first : min(behind, first + _BETWEEN_MOST)]:
        if candidate.family.rank < run[0].family.rank and not candidate.refused and not candidate.glued:
            return True
    return behind > first + _BETWEEN_MOST


def _start(candidate: Candidate) -> int:
    return candidate.start


def _is_doubted(run: list[Candidate], candidate: Candidate) -> bool:
    """Whether something speaks against a candidate at the beginning of a line, or it ends a sentence and the first of the run does not."""
    if candidate.glued:
        return False
    return candidate.belief < candidate.family.belief or (candidate.traits & CLOSED) > (run[0].traits & CLOSED)


def _apart(one: Candidate, other: Candidate) -> bool:
    """Whether there may be text between two headings."""
    return other.row - one.row >= _APART or other.start - one.start >= _APART_IN_TEXT
