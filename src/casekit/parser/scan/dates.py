"""Days and months that look like decimals: 8.3 进场。 / 9.15 检测。 / 10.1 不停工。

Guarantees:
1. Only whole runs of adjacent lines are refused, whose numbers rise as dates do and do not count on as decimals do.
"""

from itertools import pairwise
from typing import Final

from casekit.parser.scan.candidate import CLOSED, Candidate

_LEAST: Final = 3
"""So many lines make a list of dates."""
_MONTHS, _DAYS = 12, 31
_HOLE: Final = 3
"""No more numbers are lost between two decimals that count on."""

Day = tuple[int, int]


def refuse_dates(decimals: list[Candidate]) -> None:
    """Refuse the decimals of a text that are dates."""
    run: list[Candidate] = []
    before = (0, 0)
    for candidate in decimals:
        month, day = candidate.path if len(candidate.path) == 2 else (0, 0)
        dated = 0 < month <= _MONTHS and 0 < day <= _DAYS and candidate.traits & CLOSED
        if run and not (dated and candidate.row == run[-1].row + 1 and candidate.path > run[-1].path):
            before = _settle(run, before)
            run = []
        if dated:
            run.append(candidate)
        else:
            before = month, day
    _settle(run, before)


def _settle(run: list[Candidate], before: Day) -> Day:
    """Refuse the run if it is of dates; the last decimal that counts before what follows."""
    days = [before, *((candidate.path[0], candidate.path[1]) for candidate in run)]
    if len(run) >= _LEAST:
        strange = [not _follows(one, other) for one, other in pairwise(days)]
        if strange[0] and sum(strange[1:]) * 2 >= len(run) - 1:
            for candidate in run:
                candidate.refused = "a-date"
            return before
    return days[-1]


def _follows(one: Day, other: Day) -> bool:
    """Whether `other` can be the number behind `one`, a few lost between."""
    if one[0] == other[0]:
        return 0 < other[1] - one[1] <= _HOLE
    return other[1] <= _HOLE and 0 < other[0] - one[0] <= _HOLE
