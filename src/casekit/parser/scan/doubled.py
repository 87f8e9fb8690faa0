"""Numbers that a line begins with twice: 1. 1. and 2. 2., where a word processor wrote its own before that which stood there already.

Guarantees:
1. Refused as decimals are only those with a blank between two equal numbers, of which each is one more than the one before, at least two;
   no other decimal of the text has a blank. What remains is the number alone.
"""

from typing import Final

from casekit.parser.scan.candidate import Candidate

_LEAST: Final = 2
_PARTS: Final = 2


def refuse_doubled(decimals: list[Candidate]) -> None:
    """Refuse the decimals of a text, given in order, that are a number written twice."""
    apart = [one for one in decimals if any(sign.isspace() for sign in one.marker)]
    for before, one in zip([None, *apart], apart, strict=False):
        if len(one.path) != _PARTS or one.path[0] != one.path[1]:
            return
        if before is not None and one.number not in (before.number + 1, 1):
            return
    if len(apart) >= _LEAST and any(one.number == _LEAST for one in apart):
        for one in apart:
            one.refused = "numbered-twice"
