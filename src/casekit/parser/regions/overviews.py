"""Numbered fields in one block that tell of what follows, which is numbered from 1 again: 教案提纲 / 一、课型 新授 / …; behind it 一、.

Guarantees:
1. The fields stand under a short line that names them, three at least from the number 1 on, one to a line, and wide blanks part what is
   asked from what is told in all of them but one.
2. Nothing but blank lines stands between them and the first number of their style, which has no such blanks.
"""

from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_LEAST: Final = 3
"""So many fields make an overview."""
_WIDE: Final = lazy(f"[{BLANK}]?[^\\s。；，]{{1,12}}(?: {{2,}}|\t|\u3000)[{BLANK}]*\\S")
_NAMES: Final = lazy("提纲|教案|概[要况述]|信息|资料|简[况介表]|一览|登记|[卡表]$")
"""What such a block is called."""
_NAME_MOST: Final = 16
_SAID: Final = frozenset("。；，！？…")
"""The name of a block does not end with one of these."""
_BLANK_LINES: Final = 3


def overviews(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """The blocks of such fields, without their names."""
    found: list[Region] = []
    for place, (one, other) in enumerate(pairwise(candidates)):
        if other.number != 1 or one.number < _LEAST or one.style != other.style:
            continue
        first = _first(candidates, place)
        if candidates[first].number != 1 or not _is_named(lines, candidates[first].row) or _is_field(lines, other):
            continue
        if other.row - one.row > _BLANK_LINES + 1 or any(lines.texts[one.row + 1 : other.row]):
            continue
        fields = sum(_is_field(lines, candidate) for candidate in candidates[first : place + 1])
        if fields >= max(_LEAST, one.number - 1):
            found.append(Region(candidates[first].line_start, lines.end(one.row), "table"))
    return found


def _first(candidates: list[Candidate], last: int) -> int:
    """Where the run of one style begins that counts up to the candidate `last`, one to a line."""
    first = last
    while first and candidates[first].number > 1 and not candidates[first].glued:
        one, other = candidates[first - 1], candidates[first]
        if one.style != other.style or one.number + 1 != other.number or one.row + 1 != other.row:
            break
        first -= 1
    return first


def _is_named(lines: Lines, row: int) -> bool:
    """Whether a short line that is no sentence stands above the line `row`, a blank one left out."""
    above = lines.texts[row - 1] or (lines.texts[row - 2] if row > 1 else "") if row else ""
    return 0 < len(above) <= _NAME_MOST and above[-1] not in _SAID and _NAMES.search(above) is not None


def _is_field(lines: Lines, candidate: Candidate) -> bool:
    """Whether wide blanks part a short name from what stands behind it."""
    return not candidate.glued and _WIDE.match(lines.buffer, candidate.end, candidate.line_end) is not None
