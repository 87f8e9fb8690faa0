"""Annexes behind the signature that closes what they are annexed to: 宣教部 / 2023年7月10日 / 附录一　讲解词选.

Guarantees:
1. Only what stands at the beginning of a line, with a date alone on the line above it, is noted.
"""

from typing import Final

from casekit.parser.front import is_dateline
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import SIGNED_OFF, Candidate

_WORTH: Final = 0.2
_BLANKS_MOST: Final = 3
"""So many blank lines may stand between."""


def behind_signatures(lines: Lines, annexes: list[Candidate]) -> None:
    """Note those of the `annexes` that a date stands above: no part of the text before holds them."""
    for annex in annexes:
        above = annex.row - 1
        while above > annex.row - 1 - _BLANKS_MOST and above >= 0 and not lines.texts[above]:
            above -= 1
        if above >= 0 and lines.texts[above] and not annex.glued and is_dateline(lines.texts[above]):
            annex.weigh(SIGNED_OFF, _WORTH)
