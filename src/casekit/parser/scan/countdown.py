"""Headings that count down: 10.《…》 … 9.《…》 … 1.《…》, as lists of the best do.

Guarantees:
1. Only a series that falls by one from its first number to 1 is marked, with text between its headings and no other number of its style
   among them.
"""

from typing import Final

from casekit.parser.scan.candidate import COUNTDOWN, Candidate

_LEAST: Final = 4
"""So many numbers count down; three may be a damaged list."""
_MOST: Final = 100
_WORTH: Final = 0.5
_APART: Final = 2
"""A heading and its text are so many lines at least."""


def countdowns(candidates: list[Candidate]) -> None:
    """Mark the headings of every such series."""
    open_runs: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        number = candidate.number
        if (number < _LEAST and not open_runs) or candidate.family.runs_on:
            continue
        if candidate.refused or candidate.glued or candidate.kind == "boundary" or len(candidate.path) > 1:
            continue
        run = open_runs.get(candidate.style)
        if run is not None and run[-1].number == number + 1 and candidate.row - run[-1].row >= _APART:
            run.append(candidate)
            if number == 1:
                if len(run) == run[0].number:
                    for each in run:
                        each.weigh(COUNTDOWN, _WORTH)
                del open_runs[candidate.style]
        elif _LEAST <= number <= _MOST and (run is None or run[-1].number != number - 1):
            open_runs[candidate.style] = [candidate]
        elif run is not None:
            del open_runs[candidate.style]
