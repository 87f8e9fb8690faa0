"""Two headings of a series that changed places: 2. 4. 3. with no other 4.

Guarantees:
1. Weighed are only markers at the beginnings of lines that nothing speaks against, next to each other in their style, with no heading of a
   higher family between them and no second of the higher number behind.
"""

from typing import Final

from casekit.parser.scan.candidate import CLOSED, SURE, Candidate

_NOTE: Final = "changed-places"
_EARLY: Final = 2.0
"""What the higher number is worth more: without it nothing is missing, so that a search for the cheapest reading would drop it."""
_LATE: Final = 2.0
"""The same of the lower one: it falls back, and there is a gap between it and the next where the series goes on, 2. 4. 3. 5."""


def exchanged(candidates: list[Candidate]) -> None:
    """Believe such pairs more, given all candidates in source order."""
    last: dict[str, list[Candidate]] = {}
    found: list[tuple[Candidate, Candidate]] = []
    ranks: dict[int, int] = {}
    here: list[Candidate] = []
    for candidate in candidates:
        if here and here[0].start != candidate.start:
            for other in here:
                ranks[other.family.rank] = other.start
            here = []
        if candidate.refused or candidate.glued:
            continue
        here.append(candidate)
        if candidate.suffix or len(candidate.path) > 1 or candidate.kind != "heading":
            continue
        run = last.setdefault(candidate.style, [])
        number = candidate.number
        if len(run) > 1 and (run[-2].number, run[-1].number) == (number - 1, number + 1) and _plain(run[-1]) and _plain(candidate):
            if (run[-1].traits & CLOSED) == (candidate.traits & CLOSED) and not _parted(ranks, run[-1]):
                found.append((run[-1], candidate))
        elif found and found[-1][1] in run[-1:] and number == found[-1][0].number:
            found.pop()  # the higher number comes again: the first of it was no heading
        run.append(candidate)
        del run[:-2]
    for early, late in found:
        early.weigh(_NOTE, _EARLY)
        late.weigh(_NOTE, _LATE)


def _plain(candidate: Candidate) -> bool:
    return candidate.family.belief <= candidate.belief < SURE


def _parted(ranks: dict[int, int], early: Candidate) -> bool:
    """Whether a heading of a higher family stands behind a candidate; of every rank is known where the last one stands."""
    return any(start > early.start and rank < early.family.rank for rank, start in ranks.items())
