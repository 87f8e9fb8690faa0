"""Decimals with a blank behind their point, 1. 1 and 1. 3, whose first number might be read alone: 1. and the title "3 手术方法".

Guarantees:
1. Less believed is only that other reading, and only where a decimal with such a blank and a lesser last number stands before it under the
   same number: a heading was lost between the two, and no title begins with a number so.
"""

from typing import Final

from casekit.parser.scan.candidate import Candidate

_COST: Final = 1.5


def doubt_firsts(spaced: list[Candidate], found: list[Candidate]) -> None:
    """Lower the belief in the readings among `found` that have only the first number of those of the `spaced` decimals that count on."""
    last: dict[tuple[int, ...], int] = {}
    counted: set[int] = set()
    for one in spaced:
        if one.refused:
            continue
        above = one.path[:-1]
        if last.get(above, one.number) < one.number:
            counted.add(one.start)
        last[above] = one.number
    if counted:
        for candidate in found:
            if candidate.family.id == "arabic-dot" and candidate.start in counted:
                candidate.weigh("first-of-a-decimal", -_COST)
