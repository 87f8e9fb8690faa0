"""Numbers of stanzas: alone on their lines behind a stage direction that says that a song follows, （合唱《…》。）.

Guarantees:
1. Only numbers that stand alone and count from 1 right behind such a line are refused, with no long line between them.
"""

from bisect import bisect_left
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

_OPENING: Final = frozenset("（(【")
_SUNG: Final = lazy(
    "[（(【][^）)】\n]{0,16}(?:[合齐独领对轮]唱|歌曲|插曲|唱词|[唱吟朗]诵?(?=[：:《“])|朗诵|歌声|唱起)[^）)】\n]{0,24}[）)】]"
)
_SUNG_MOST: Final = 42
_VERSE_MOST: Final = 30
"""A line of a song is not longer, in code points."""
_STANZA_MOST: Final = 16
"""A stanza is not longer, in lines."""


def sung(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the numbers of stanzas."""
    for row in lines.beginning(_OPENING, _SUNG_MOST):
        if _SUNG.fullmatch(lines.texts[row]):
            _refuse_stanzas(lines, candidates, row)


def _refuse_stanzas(lines: Lines, candidates: list[Candidate], row: int) -> None:
    """Refuse the numbers alone that count from 1 behind the line `row`."""
    stanzas: list[Candidate] = []
    last = row
    for place in range(bisect_left(candidates, row + 1, key=_row), len(candidates)):
        candidate = candidates[place]
        if candidate.row == last and stanzas:  # another reading of the same number
            continue
        alone = not candidate.suffix and not lines.buffer[candidate.end : candidate.line_end].strip()
        far = candidate.row - last > (_STANZA_MOST if stanzas else 1)
        if not alone or far or candidate.number != len(stanzas) + 1 or (stanzas and candidate.style != stanzas[0].style):
            break
        if any(len(text) > _VERSE_MOST for text in lines.texts[last + 1 : candidate.row]):
            break
        stanzas.append(candidate)
        last = candidate.row
    if len(stanzas) > 1:
        for stanza in stanzas:
            stanza.refused = stanza.refused or "in-quotation"


def _row(candidate: Candidate) -> int:
    return candidate.row
