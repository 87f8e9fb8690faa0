"""Brackets whose number is written in the other script than its neighbours': （一）（2）（三）.

Guarantees:
1. Only style and series change, of a number between its two neighbours; none is added or taken away.
"""

from typing import Final

from casekit.parser.scan.candidate import Candidate

_SCRIPTS: Final = {"han-parens": "arabic-parens", "arabic-parens": "han-parens"}


def swapped(candidates: list[Candidate]) -> None:
    """Put a bracketed number that stands between the numbers before and behind it, both in the other script, into their series."""
    before: Candidate | None = None
    middle: Candidate | None = None
    for candidate in candidates:
        if candidate.family.id not in _SCRIPTS or candidate.refused or candidate.glued:
            continue
        if (
            before is not None
            and middle is not None
            and before.family is candidate.family
            and middle.family.id == _SCRIPTS[candidate.family.id]
            and before.number + 1 == middle.number == candidate.number - 1
        ):
            middle.style, middle.series = candidate.style, candidate.series
        before, middle = middle, candidate
