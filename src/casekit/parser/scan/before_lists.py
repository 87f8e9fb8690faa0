"""Titles that begin with numbers that count together or repeat the one before them: 四、五、六年级以自理为主 where 四、 is due.

Guarantees:
1. A candidate is the number between its two neighbours of the series, at the beginning of a sentence; its line does not go on in the next.
"""

from bisect import bisect_left
from typing import Final

from casekit.ladder import BY_ID
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start

_FAMILY: Final = BY_ID["han-comma"]
_ONES: Final = "一二三四五六七八九十"
_DUN: Final = "、"
_SENTENCE_END: Final = frozenset("。！？；!?;”）)")
_GOES_ON: Final = frozenset("，,、；;")
_TITLE_MOST: Final = 40
"""Such a title is not longer, in code points."""


def before_lists(lines: Lines, reader: Reader, candidates: list[Candidate], taken: list[bool]) -> list[Candidate]:
    """The candidates of such numbers, given those found at the beginnings of lines, which are `taken`."""
    texts = lines.texts
    free: dict[int, int] = {}
    for number, first in enumerate(_ONES[1:], 2):
        for row in lines.by_first.get(first, ()):
            text = texts[row]
            if text[1:2] == _DUN and not taken[row] and text[2:3] in _ONES and text[3:4] and _is_title(texts, row, taken):
                free[row] = number
    if not free:
        return []
    counted = {candidate.row: candidate.number for candidate in candidates if candidate.family is _FAMILY and not candidate.refused}
    counted.update(free)
    ordered = sorted(counted)
    found: list[Candidate] = []
    for row, number in sorted(free.items()):
        place = bisect_left(ordered, row)
        if not 0 < place < len(ordered) - 1 or counted[ordered[place - 1]] != number - 1 or counted[ordered[place + 1]] != number + 1:
            continue
        mark = reader.read(_FAMILY, texts[row][:2])
        start = lines.begin(row)
        candidate = at_line_start(lines, mark, start, start + 2, row) if mark is not None else None
        if candidate is not None:
            found.append(candidate)
    return found


def _is_title(texts: list[str], row: int, taken: list[bool]) -> bool:
    """Whether a line may be a title: a sentence ends before it, or a heading stands there, and it does not go on."""
    before, text = texts[row - 1] if row else "", texts[row]
    begins = not before or before[-1] in _SENTENCE_END or (taken[row - 1] and len(before) <= _TITLE_MOST)
    return begins and len(text) <= _TITLE_MOST and text[-1] not in _GOES_ON
