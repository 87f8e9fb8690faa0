"""Decimals that a spreadsheet took for figures, whose last zero it dropped: 3.9, 3.1, 3.11.

Guarantees:
1. A number is read as ten times its last part only where the next one before it under the same head is one less than that, and the next
   one behind it one more; or where none follows, as many as it counts stand before it, a sentence ends above it and nothing of a higher
   rank begins between.
"""

from bisect import bisect_left
from collections import defaultdict
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate

_TEN: Final = 10
_ENDS: Final = frozenset("。；！？;!?")


def lost_zeros(lines: Lines, decimals: list[Candidate], candidates: list[Candidate]) -> None:
    """Give such numbers among the `decimals`, which stand in source order as all `candidates` do, what they stand for."""
    series: defaultdict[tuple[int, ...], list[Candidate]] = defaultdict(list)
    for candidate in decimals:
        series[candidate.path[:-1]].append(candidate)
    for same in series.values():
        for place in range(1, len(same)):
            before, candidate = same[place - 1], same[place]
            number = _TEN * candidate.number
            if before.number != number - 1:
                continue
            behind = same[place + 1] if place + 1 < len(same) else None
            above = lines.texts[candidate.row - 1]
            closes = behind is None and place >= number - 1 and above[-1:] in _ENDS
            if (closes and _together(candidates, before, candidate)) or (behind is not None and behind.number == number + 1):
                candidate.number = number
                candidate.path = (*candidate.path[:-1], number)


def _together(candidates: list[Candidate], before: Candidate, candidate: Candidate) -> bool:
    """Whether no candidate of a higher rank stands between two."""
    first, last = (bisect_left(candidates, one.row, key=_row) for one in (before, candidate))
    return all(one.family.rank >= candidate.family.rank for one in candidates[first:last] if one.row > before.row)


def _row(candidate: Candidate) -> int:
    return candidate.row
