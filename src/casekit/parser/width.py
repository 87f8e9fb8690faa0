"""To which width the lines of a text were wrapped, in code points or in columns of a screen.

A Han character or a full-width sign takes two columns, a Latin letter or a digit one. Both ways of counting are tried on a sample of the
lines; the one that explains more of the lines that end in mid-sentence is taken, code points where they explain as many.

Guarantees:
1. A width is only told where a good part of the lines reach it, hardly any exceeds it, and most that reach it end in mid-sentence.
2. Columns are counted only where the text has enough lines that end in mid-sentence to have been wrapped.
"""

from collections import Counter
from typing import Final

from casekit.patterns import lazy
from casekit.shapes import dataclass

_GOES_ON: Final = frozenset("，、,（“《—")
"""A line that ends with one of these, or with a letter or a Han character, breaks off; rows of tables and contents do not end so."""
_FULL_STOP: Final = ord("。")
_HAN: Final = 0x4E00
_HAN_LAST: Final = 0x9FA5
_LEAST, _MOST = 16, 90
"""Lines are wrapped to widths between these, in code points."""
_COLUMNS_LEAST, _COLUMNS_MOST = 32, 140
"""The same in columns."""
_SAMPLED: Final = 8
"""Fewer lines tell nothing."""
_BEYOND: Final = 0.08
"""No more than this share of the lines exceeds the width."""
_SHARE: Final = 0.25
"""This share of all lines at least reaches it, or of the long ones `_LONG_SHARE`."""
_LONG: Final = 0.6
"""A line is long from this share of the width on."""
_LONG_SHARE: Final = 0.5
_LONG_OF_ALL: Final = 0.12
"""And no fewer of all."""
_BROKEN: Final = 0.06
"""So many lines at least end in mid-sentence: half of those that reach the width."""
_REACH: Final = 4
"""So many lines that end in mid-sentence at least reach the width."""
_CERTAIN: Final = 5
"""So many of them end in mid-sentence where the evidence is weaker: columns, a ragged margin, a good part of the long lines only."""
_FULL: Final = 3
"""The last quarter of the lines that break off, by their length, is full lines where lines are wrapped."""
_SLACK: Final = 2
"""Code points by which a full line may be shorter: punctuation is carried over, or hangs."""
_COLUMNS_SLACK: Final = 3
_RAGGED: Final = 4
"""Code points by which the lines of a ragged margin differ."""
_COLUMNS_RAGGED: Final = 8
_MORE: Final = 1.25
"""A margin is ragged where it explains so many times the lines that a straight one does."""
_PLAINER: Final = 1.1
"""Columns explain so many times the lines that code points do, or these are taken."""
_UNIT: Final = lazy("[^\\S\\n]*\\n[^\\S\\n]*([“‘（《「『【(\\[]*(?:[!-~]{1,24}|[^\\s])[，。、；：！？”’）》」』】…]*)")
"""What begins the next line and is not broken: a Latin word or a number, or a sign, with the punctuation around it."""
_UNIT_MOST: Final = 20
"""A line is not shorter by more, in columns, for the sake of a word."""


@dataclass(slots=True)
class Width:
    """The measure that full lines reach, 0 where lines are not wrapped; `slack` by how much a full line may be shorter."""

    most: int = 0
    slack: int = _SLACK
    columns: bool = False
    explained: int = 0


def columns(text: str) -> int:
    """How many columns a text takes: in UTF-8 a Latin letter has one byte and a Han character or full-width sign three."""
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2


def reaches(width: Width, buffer: str, start: int, end: int) -> bool:
    """Whether the line `[start, end)` reaches the width, or what begins the next one would not have fitted on it."""
    size = end - start
    if not width.columns:
        return size >= width.most - width.slack
    if size + size < width.most - _UNIT_MOST:
        return False
    size = columns(buffer[start:end])
    if size >= width.most - width.slack:
        return True
    if size < width.most - _UNIT_MOST:
        return False
    unit = _UNIT.match(buffer, end)
    return unit is not None and size + columns(unit[1]) > width.most


def width_of(sample: list[str]) -> Width:
    """The width of a text from a sample of its lines, without the white space behind them."""
    counts = Counter(map(len, sample))
    total = len(sample) - counts.pop(0, 0)
    if total < _SAMPLED:
        return Width()
    broken = [line for line in sample if len(line) >= _LEAST and _breaks_off(line)]
    if len(broken) < max(_REACH, _BROKEN * total):
        return Width()
    broken.sort(key=len)
    likely = columns(broken[_FULL * len(broken) // 4]) + _COLUMNS_RAGGED
    if sum([count for length, count in counts.items() if length > likely]) >= _BEYOND * total:
        return Width()  # the common case: paragraphs are lines, and what ends in mid-sentence are titles
    broken_counts = Counter(map(len, broken))
    best = _reached(counts, broken_counts, total, _LEAST, _MOST, _SLACK)
    loose = _reached(counts, broken_counts, total, _LEAST, _MOST, _RAGGED)
    if not all(map(str.isascii, broken)):
        counts = Counter(map(columns, sample))
        counts.pop(0, 0)
        broken_counts = Counter(map(columns, broken))
        best = _better(best, _reached(counts, broken_counts, total, _COLUMNS_LEAST, _COLUMNS_MOST, _COLUMNS_SLACK, True), _PLAINER)
        loose = _better(loose, _reached(counts, broken_counts, total, _COLUMNS_LEAST, _COLUMNS_MOST, _COLUMNS_RAGGED, True), _PLAINER)
    return _better(best, loose, _MORE)


def _breaks_off(line: str) -> bool:
    """Whether a line ends in a letter or a Han character, or in a sign that goes on."""
    last = ord(line[-1])
    return _HAN <= last <= _HAN_LAST or (last != _FULL_STOP and (line[-1].isalpha() or line[-1] in _GOES_ON))


def _better(plain: Width, other: Width, times: float) -> Width:
    """The width `other` where it explains so many times the lines that `plain` does, and enough."""
    return other if other.explained >= _CERTAIN and other.explained > times * plain.explained else plain


def _reached(counts: Counter[int], broken: Counter[int], total: int, least: int, most: int, slack: int, by_columns: bool = False) -> Width:
    """The length that a good part of the lines reach, give or take `slack`, and hardly any exceeds."""
    best = Width()
    nearest = 0
    all_of = [counts.get(size, 0) for size in range(most + 2)]
    open_of = [broken.get(size, 0) for size in range(most + 2)]
    for length in sorted(counts, reverse=True):
        if length > most + 1:
            continue
        if length < least:
            break
        near = open_near = 0
        for size in range(length - slack, length + 1):
            near += all_of[size]
            open_near += open_of[size]
        if (
            near >= nearest
            and open_near >= _REACH
            and 2 * open_near >= near
            and sum(count for size, count in counts.items() if size > length + 1) < _BEYOND * total
            and _enough(counts, near, open_near, total, length)
        ):
            nearest = near
            best = Width(length, slack, by_columns, open_near)
    return best


def _enough(counts: Counter[int], near: int, broken: int, total: int, length: int) -> bool:
    """Whether so many lines as are `near` a length are a good part of all, or of the long ones."""
    if near > _SHARE * total:
        return True
    if broken < _CERTAIN or near < _LONG_OF_ALL * total:
        return False
    least = _LONG * length
    return near > _LONG_SHARE * sum(count for size, count in counts.items() if size >= least)
