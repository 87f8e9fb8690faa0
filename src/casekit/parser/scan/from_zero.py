"""Numbers that count from zero: 0 先读这一章 with 0.1 and 0.2 under it; 0.1 总则 under 引言, as standards have it.

Guarantees:
1. Decimals below 0 are candidates only where they count on from 0.1 and a number 1 follows them: under a heading numbered 0, or as short
   titles with text between; from a later one only alone between blank lines, with 1 and 1.1 behind. All others are quantities.
2. A weak 0 is believed more where decimals count below it, or where it is a title with text and 1 and 2 go on behind it; the 1 behind
   decimals below no 0 is believed more, and stands beside what holds them.
"""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import Final

from casekit import numerals
from casekit.ladder import BY_ID
from casekit.parser.lines import Lines, firsts
from casekit.parser.scan.candidate import FROM_ZERO, Candidate, Mark, Reader, at_line_start
from casekit.patterns import lazy

_ZEROS: Final = firsts("0０")
_DECIMAL: Final = BY_ID["decimal"]
_BELOW: Final = lazy(_DECIMAL.pattern)
_DIGITS: Final = lazy("[0-9０-９]+")
_BARE: Final = BY_ID["arabic-bare"]
_TOUCHING: Final = lazy("[0０](?=[\u4e00-\u9fff《“][^，。；：]*\n)")
_PARTS_MOST: Final = 4
_TITLE_MOST: Final = 30
"""A title is not longer, in code points."""
_FOREWORD: Final = lazy("[0０](?:[引前绪緒序导導][言论論]|概[述论論]|背景|综述|綜述)(?:[ \\u3000]*[A-Z][A-Za-z]{5,20})?")
_FOREWORD_MOST: Final = 30
_FOREWORD_WORTH: Final = 3.0
"""0引言 alone on its line begins a paper, where a 1 is near, among so many candidates behind it."""
_NEAR: Final = 12
_LOOK: Final = 200
"""The 2 is looked for among so many candidates behind a 0."""
_APART: Final = 2
"""A title and its text are so many lines at least."""
_SENTENCE_END: Final = frozenset("。！？；!?;”）)》")
_NO_TITLE_END: Final = frozenset("。！？；：，、!?;:,")
_WORTH: Final = 2.0
_FIRST: Final = (0, 1)
_LATE_MOST: Final = 4
"""A text that was cut out begins with no later decimal below 0,"""
_NAMED: Final = lazy("[ \\t\u3000]+[\u4e00-\u9fff]{2}[^0-9０-９]*\\Z")
"""and the title behind it is of words."""

Below = tuple[int, str, tuple[int, ...]]
"""A line, the marker it begins with and its numbers."""


def from_zero(lines: Lines, reader: Reader, found: list[Candidate]) -> list[Candidate]:
    """The candidates that count from zero, to be put among those `found` at the beginnings of lines; the heads among these are weighed."""
    rows = lines.beginning(_ZEROS)
    ones = [c for c in found if not c.refused and c.path[0] == 1 and (c.family.prefix or c.family is _DECIMAL)]
    heads = [c for c in found if c.path == (0,) and c.family.prefix and not c.refused and _is_title(lines.texts[c.row])]
    more: list[Candidate] = []
    if ones:
        for chain in _chains(lines, rows):
            if chain[0][2] != _FIRST and len(chain) < len(rows):
                continue  # values: 0.3, 0.5
            more += _settle(lines, reader, chain, ones, heads)
    known = {one.start for one in more}
    for row in rows:
        if len(lines.texts[row]) <= _FOREWORD_MOST and _FOREWORD.fullmatch(lines.texts[row]):
            head = _touching(lines, reader, row)
            if head is not None and head.start not in known:
                at = bisect_right(found, row, key=_row)
                if any(c.path == (1,) and c.family.series == head.family.series for c in found[at : at + _NEAR]):
                    head.weigh(FROM_ZERO, _FOREWORD_WORTH)
                    more.append(head)
    more.sort(key=_start)
    for head in heads:
        if head.family.id == "arabic-blank" and not _is_noted(head) and _counts_on(lines, head, found):
            head.weigh(FROM_ZERO, _WORTH)
    return more


def _chains(lines: Lines, rows: list[int]) -> list[list[Below]]:
    """The decimals below 0 that count on from 0.1."""
    found: list[list[Below]] = []
    for row in rows:
        match = _BELOW.match(lines.buffer, lines.begin(row))
        if match is None:
            continue
        digits = _DIGITS.findall(match.group())
        path = tuple([numerals.read(part) or 0 for part in digits])
        if len(digits[0]) > 1 or len(path) > _PARTS_MOST or 0 in path[1:]:
            continue
        begins = path == _FIRST or (not found and path[1] <= _LATE_MOST and len(path) == _APART and _is_alone(lines.texts, row))
        if begins:
            found.append([])
        elif not found or not _follows(found[-1][-1][2], path):
            continue
        found[-1].append((row, match.group(), path))
    return found


def _follows(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether `other` is the number behind `one`, or the first below it."""
    depth = len(other) - 1
    if len(other) == len(one) + 1:
        return other[:-1] == one and other[-1] == 1
    return len(other) <= len(one) and other[:-1] == one[:depth] and other[-1] == one[depth] + 1


def _settle(lines: Lines, reader: Reader, chain: list[Below], ones: list[Candidate], heads: list[Candidate]) -> list[Candidate]:
    """The candidates of a chain, with the head that touches its title if there is one; none where it may be quantities."""
    texts, first = lines.texts, chain[0][0]
    place = bisect_right(ones, first, key=_row)
    if place == len(ones):
        return []
    chain = [below for below in chain if below[0] < ones[place].row]
    at = bisect_left(heads, first, key=_row) - 1
    above = at >= 0 and bisect_left(ones, heads[at].row, key=_row) == place
    head = heads[at] if above else _touching(lines, reader, first - 1)
    if head is None:
        apart = all(other[0] - one[0] >= _APART or len(other[2]) > len(one[2]) for one, other in pairwise(chain))
        late = chain[0][2] != _FIRST
        if late and not _is_begun(texts, chain, ones, place):
            return []
        if (len(chain) < _APART and not late) or not apart or not all(_is_title(texts[row]) for row, _, _ in chain):
            return []
    if not _stands_apart(texts, [below[0] for below in chain], head):
        return []
    found = [head] if head is not None and not above else []
    counted = head or (ones[place] if ones[place].path == (1,) else None)
    if counted is not None and not _is_noted(counted):
        counted.weigh(FROM_ZERO, _WORTH)
    for row, marker, path in chain:
        start = lines.begin(row)
        candidate = at_line_start(lines, _mark(marker, path), start, start + len(marker), row)
        if candidate is not None:
            found.append(candidate)
    return found


def _is_alone(texts: list[str], row: int) -> bool:
    """Whether blank lines stand above and below a line."""
    return row > 0 and row + 1 < len(texts) and not texts[row - 1] and not texts[row + 1]


def _is_begun(texts: list[str], chain: list[Below], ones: list[Candidate], place: int) -> bool:
    """Whether a text whose first decimals are cut off goes on with a chain: each title alone between blank lines, then 1 and right
    below it 1.1.
    """
    if place + 1 >= len(ones) or ones[place].path != (1,) or ones[place + 1].path != (1, 1):
        return False
    return all(_is_alone(texts, row) and _NAMED.match(texts[row], len(marker)) is not None for row, marker, _ in chain)


def _touching(lines: Lines, reader: Reader, row: int) -> Candidate | None:
    """The head on the line `row` whose 0 touches its title, None for none."""
    if row < 0 or not _is_title(lines.texts[row]) or not _TOUCHING.match(lines.buffer, lines.begin(row)):
        return None
    start = lines.begin(row)
    mark = reader.read(_BARE, lines.buffer[start])
    return at_line_start(lines, mark, start, start + 1, row) if mark is not None else None


@lru_cache(maxsize=256)
def _mark(marker: str, path: tuple[int, ...]) -> Mark:
    """What a decimal below 0 says, which elsewhere is a quantity."""
    return Mark(_DECIMAL, marker, path[-1], None, path)


def _stands_apart(texts: list[str], rows: list[int], head: Candidate | None) -> bool:
    """Whether no sentence goes on with one of the lines."""
    headings = {*rows, head.row if head is not None else -1}
    for row in rows:
        before = texts[row - 1] if row else ""
        named = row == rows[0] and head is None and _is_title(before)  # 引言
        if before and before[-1] not in _SENTENCE_END and row - 1 not in headings and not named:
            return False
    return True


def _counts_on(lines: Lines, head: Candidate, found: list[Candidate]) -> bool:
    """Whether a 0 is a title with text behind it, and so are the 1 and the 2 of its style that follow."""
    texts = lines.texts
    first = bisect_right(found, head.row, key=_row)
    series = [head, *[c for c in found[first : first + _LOOK] if c.style == head.style and not c.refused][:2]]
    if [candidate.number for candidate in series] != [0, 1, 2]:
        return False
    apart = series[1].row - series[0].row >= _APART and series[2].row - series[1].row >= _APART
    ended = not head.row or texts[head.row - 1][-1:] in _SENTENCE_END or len(texts[head.row - 1]) <= _TITLE_MOST
    return apart and ended and all(_is_title(texts[candidate.row]) for candidate in series)


def _start(candidate: Candidate) -> int:
    return candidate.start


def _row(candidate: Candidate) -> int:
    return candidate.row


def _is_noted(candidate: Candidate) -> bool:
    """Whether a candidate was weighed already."""
    return any(name == FROM_ZERO for name, _ in candidate.notes)


def _is_title(text: str) -> bool:
    """Whether a line may be a title: short, and no sentence ends with it."""
    return 0 < len(text) <= _TITLE_MOST and text[-1] not in _NO_TITLE_END
