"""Marks of notes that a break of the line put at its beginning: …引起的上海市民骚动 / 〔1〕和去年十二月…

Guarantees:
1. Only numbers in 〔〕 or [] are refused, each behind a line that breaks off in mid-sentence, where two of them at least are sure:
   a sentence goes on behind the mark or before it, or the same mark stands before its note.
"""

from collections import Counter
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.regions.families import Families
from casekit.parser.scan import Candidate

_FAMILY: Final = "arabic-parens"
_SQUARE: Final = frozenset("〔[［")
_GOES_ON: Final = frozenset("，。；、：”）")
_MARKS: Final = "，。；"
_CLOSING: Final = frozenset("”》）")
_LEAST: Final = 2
_BEFORE_LEAST: Final = 4
"""What a mark is torn from is not shorter, in code points."""


def note_marks(lines: Lines, families: Families) -> None:
    """Refuse such marks among the candidates."""
    found: list[Candidate] = []
    times = Counter([candidate.marker for candidate in families.of(_FAMILY)])
    sure = 0
    row = -1
    for candidate in families.all:
        before = lines.texts[candidate.row - 1] if candidate.row else ""
        beside = row == candidate.row - 1
        row = candidate.row
        if candidate.family.id != _FAMILY or candidate.marker[0] not in _SQUARE or candidate.glued or candidate.refused or not before:
            continue
        if not ("\u4e00" <= before[-1] <= "\u9fff" or before[-1] in _CLOSING):
            continue
        goes_on = lines.buffer[candidate.end : candidate.end + 1] in _GOES_ON
        if goes_on or (not beside and len(before) >= _BEFORE_LEAST):
            found.append(candidate)
            sure += goes_on or times[candidate.marker] >= _LEAST or any(mark in before for mark in _MARKS)
    if sure >= _LEAST:
        for candidate in found:
            candidate.refused = "note-mark"
