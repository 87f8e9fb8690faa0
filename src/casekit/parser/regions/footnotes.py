"""Notes between the paragraphs of a page, whose numbers stand behind words of the text above: …连续三年收缩1。 and 1 等深线以…起算。

Guarantees:
1. A region is one line that begins with a bare number and ends with 。.
2. There are at least two, which count from 1, and the sign of each stands in the text above it, behind a word of its own.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import CLOSED, Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_BARE: Final = "arabic-blank"
_LEAST: Final = 2
_REACH: Final = 3000
"""The sign of a note stands no more code points before it."""
_WORD: Final = lazy(
    "(?<![方预草提议])案|[”》）]|(?![表图式件案第例号为是达约近至到于类型题款共计有仅占超过得分在按取等减加乘除以比录卷册版篇章节条注])[\u4e00-\u9fff]"
)
"""What a sign stands behind: a word that numbers nothing, as 表 and 方案 do."""
_BEHIND: Final = frozenset("。，；、")
"""The clause ends behind it."""


def footnotes(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """The notes of a text whose signs stand above them."""
    found: list[Region] = []
    words: set[str] = set()
    number = 0
    for candidate in candidates:
        if candidate.family.id != _BARE or candidate.glued or not candidate.traits & CLOSED:
            continue
        word = _signed(lines.buffer, candidate) if candidate.number in (1, number + 1) else ""
        if word in words:
            return []  # 任务1 and 任务2 are counted
        if word:
            words.add(word)
            number = candidate.number
            found.append(Region(candidate.line_start, candidate.line_end, "note"))
    return found if len(found) >= _LEAST else []


def _signed(buffer: str, candidate: Candidate) -> str:
    """The last two characters before the sign of a note above its line, "" where there is none."""
    number = str(candidate.number)
    at = candidate.line_start
    first = max(at - _REACH, 2)
    while (at := buffer.rfind(number, first, at)) >= 0:
        if buffer[at + len(number)] in _BEHIND and _WORD.match(buffer, at - 1):
            return buffer[at - 2 : at]
    return ""
