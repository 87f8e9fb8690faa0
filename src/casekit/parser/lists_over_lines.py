"""Lists inside sentences that go on over the ends of lines: 分三种情况：（一）…；（二）…； / （三）….

Guarantees:
1. What is asked of is the start of a line; its fellows stand inside the lines before it.
"""

from typing import Final

from casekit import numerals
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.patterns import lazy

SENTENCE_END: Final = frozenset("。！？!?；;…：:.”’」』）)】》>")
_BRACKETS: Final = frozenset("（(【〔[")
_OTHER_WIDTH: Final = str.maketrans("（）()", "()（）")
_LINES: Final = 4
"""A list is looked for in so many lines before one."""
_NUMBER: Final = lazy("[0-9]+|[０-９]+")


def wrapped_list(lines: Lines, setting: Setting, candidate: Candidate) -> bool:
    """Whether the number before that of `candidate` stands inside the wrapped line before it: 事項：(1)名稱(2)目的 / (3)類別(4)…"""
    row = candidate.row - 1
    marker = _marker_before(candidate)
    at = lines.texts[row].find(marker, 1) if marker else -1
    return at > 0 and lines.texts[row][at - 1] not in SENTENCE_END and setting.full(lines.buffer, lines.starts[row], lines.end(row))


def _marker_before(candidate: Candidate) -> str:
    """The marker with the number before, "" where it cannot be written."""
    number = _NUMBER.search(candidate.marker)
    before = numerals.in_script(candidate.number - 1, number.group()[0]) if number is not None else None
    if number is None or before is None:
        return ""
    return candidate.marker[: number.start()] + before + candidate.marker[number.end() :]


def begun_above(lines: Lines, setting: Setting, candidate: Candidate) -> bool:
    """Whether the number before that of `candidate` stands behind a colon inside the line before: 讲两点：1、…；

    A line that was wrapped goes on from the one above it.
    """
    marker = _marker_before(candidate)
    if not marker:
        return False
    other = marker.translate(_OTHER_WIDTH)
    for row in range(candidate.row - 1, max(candidate.row - 1 - _LINES, -1), -1):
        text = lines.texts[row]
        at = text.find(marker, 1)
        at = text.find(other, 1) if at < 0 else at
        if at > 0:
            return text[at - 1] in ("：:；;，" if text[at] in _BRACKETS else "：:；;")
        if not row or not setting.width or not setting.full(lines.buffer, lines.starts[row - 1], lines.end(row - 1)):
            break
    return False


def announced(texts: list[str], row: int) -> bool:
    """Whether （一） stands right behind a colon inside one of the lines before, and none of those between begins with a bracket."""
    for above in range(row - 1, max(row - 1 - _LINES, -1), -1):
        text = texts[above]
        if "：（一）" in text or "：(一)" in text:
            return True
        if not text or text[0] in _BRACKETS:
            return False
    return False
