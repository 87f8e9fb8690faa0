"""Numbers that nothing but a blank sets off, right above decimals that begin with them: 2 研究设计, and 2.1 on the next marked line.

Guarantees:
1. Only the number whose first decimal follows as the next candidate is believed more.
"""

from typing import Final

from casekit.parser.scan.candidate import Candidate

_BARE: Final = "arabic-blank"
_WORTH: Final = 2.0
_TITLE_MOST: Final = 40
"""The title is not longer, in code points."""


def believe_above_decimals(candidates: list[Candidate]) -> None:
    """Believe the bare numbers among the candidates, in source order, that their decimals follow."""
    before: Candidate | None = None
    for candidate in candidates:
        if before is not None and candidate.path == (before.number, 1) and before.line_end - before.end <= _TITLE_MOST:
            before.weigh("its-decimals-follow", _WORTH)
        before = candidate if candidate.family.id == _BARE else None
