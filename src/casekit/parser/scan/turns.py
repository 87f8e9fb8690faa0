"""Speakers called 甲、乙、丙 who take turns: 甲、绕什么道？ 乙、我们家门口修路。 甲、那是为什么？

Guarantees:
1. Only stems on lines right under one another are refused, where the count goes back to 甲 before anything else stands between.
"""

from typing import Final

from casekit.parser.scan.candidate import Candidate

_STEM: Final = "stem"
_LEAST: Final = 6
"""So many lines of speakers are a conversation."""


def refuse_turns(candidates: list[Candidate]) -> None:
    """Refuse the speakers among the `candidates`, which are in source order."""
    run: list[Candidate] = []
    for candidate in candidates:
        if candidate.family.id != _STEM or candidate.glued:
            continue
        if run and candidate.row != run[-1].row + 1:
            _refuse(run)
            run = []
        run.append(candidate)
    _refuse(run)


def _refuse(run: list[Candidate]) -> None:
    if len(run) < _LEAST or sum(1 for candidate in run if candidate.number == 1) < 2:
        return
    for candidate in run:
        candidate.refused = candidate.refused or "takes-turns"
