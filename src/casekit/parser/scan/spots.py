"""Where inside the lines of a text a marker may stand: signs with something fitting beside them, found in one pass for all who look.

Guarantees:
1. Every place that `inside`, `labels` and `suffixes` look for is among the spots; not every spot is such a place: whoever takes one looks
   closer.
2. The spots are the same whether patterns found them, one sign after the other, or a walk over the characters, all at once.

A walk is the dearest way to read a text, unless it is compiled; then it is the cheapest.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.ladder.atoms import ARABIC, HAN, characters
from casekit.parser.plane import PLANE, table
from casekit.patterns import lazy

_HAN_ONES: Final = "一二三四五六七八九十"
_N: Final = f"{_HAN_ONES}{ARABIC}"
_STOPS: Final = "。！？；…：”）)"
_MAY_STAND: Final = f"第（(〔{{［\\[议提任活案专QＱ问{_N}”’」』）){BLANK}"
"""A marker behind a sign begins with one of these, or one of these stands between."""
_COUNTED: Final = f"{HAN}{ARABIC}{BLANK}、．､."
"""What a bare numeral goes on with where it is a marker."""
_GAPS: Final = "\u3000 "
_BRACKETS: Final = "（(〔{"
_BRACKETED: Final = f"{_HAN_ONES}＝彡"
_NO_WORDS: Final = f" \t\u3000\n第“”（({_HAN_ONES}百千其条款项"
"""A bracket behind one of these is no marker glued to a word."""
_ONES: Final = "一1１"
_LABEL_ENDS: Final = f":：\n{BLANK}"
_FEW: Final = 32
"""So many signs are looked at one by one before a pattern is compiled for them."""


class Spots:
    """Offsets into the text, each list in order.

    `stops` are signs behind which a marker may stand, `gaps` where a wide blank begins inside a line, `ordinals` each 第 behind a blank,
    `brackets` those right behind a word and before a numeral, `commas` each 、 behind a numeral, `ones` the number 1 where a label may end,
    and `pieces` each 篇 before a number.
    """

    __slots__ = ("brackets", "commas", "gaps", "ones", "ordinals", "pieces", "stops")

    def __init__(self) -> None:
        self.stops: list[int] = []
        self.gaps: list[int] = []
        self.ordinals: list[int] = []
        self.brackets: list[int] = []
        self.commas: list[int] = []
        self.ones: list[int] = []
        self.pieces: list[int] = []


def spots(buffer: str) -> Spots:
    """All spots of a text."""
    return walked(buffer) if _COMPILED else searched(buffer)


_COMPILED: Final = not hasattr(spots, "__code__")

# A literal first, one pattern for each sign, so that the text between is passed over at the speed of memory.
_BEHIND_STOPS: Final = {stop: lazy(f"\\{stop}(?=[{_MAY_STAND}])(?![{_N}][^{_COUNTED}])") for stop in _STOPS}
_BEHIND_GAPS: Final = {gap: lazy(f"{gap}(?<=[^\n{BLANK}]{gap})(?={gap})") for gap in _GAPS}
_BEHIND_BLANK: Final = lazy(f"第(?<=[{BLANK}]第)(?<!\\n[{BLANK}]第)")
_IN_WORDS: Final = {bracket: lazy(f"\\{bracket}(?<=[^{_NO_WORDS}]\\{bracket})(?=[{_BRACKETED}])") for bracket in _BRACKETS}
_COMMA: Final = lazy(f"、(?<=[{_HAN_ONES}]、)(?![{_HAN_ONES}两])")
_LABELLED: Final = {one: lazy(f"{one}(?=[{_LABEL_ENDS}])") for one in _ONES}
_PIECE: Final = lazy(f"篇(?=[{_N}{BLANK}])")
_FOLLOWS: Final = frozenset(characters(_MAY_STAND))


def searched(buffer: str) -> Spots:
    """The spots, by patterns: none is compiled for a sign that the text does not have."""
    found = Spots()
    for sign, pattern in _BEHIND_STOPS.items():
        if _followed(buffer, sign):
            found.stops += [match.start() for match in pattern.finditer(buffer)]
    for gap, pattern in _BEHIND_GAPS.items():
        if 2 * gap in buffer:
            found.gaps += [match.start() for match in pattern.finditer(buffer)]
    if "第" in buffer:
        found.ordinals = [match.start() for match in _BEHIND_BLANK.finditer(buffer)]
    for bracket, pattern in _IN_WORDS.items():
        if _in_words(buffer, bracket):
            found.brackets += [match.start() for match in pattern.finditer(buffer)]
    if "、" in buffer:
        found.commas = [match.start() for match in _COMMA.finditer(buffer)]
    for one, pattern in _LABELLED.items():
        if one in buffer:
            found.ones += [match.start() for match in pattern.finditer(buffer)]
    if "篇" in buffer:
        found.pieces = [match.start() for match in _PIECE.finditer(buffer)]
    for several in (found.stops, found.gaps, found.brackets, found.ones):
        several.sort()
    return found


def _followed(buffer: str, sign: str) -> bool:
    """Whether a marker may stand behind a sign anywhere: in a short text often behind none."""
    at = buffer.find(sign)
    for _ in range(_FEW):
        if at < 0 or buffer[at + 1 : at + 2] in _FOLLOWS:
            return at >= 0
        at = buffer.find(sign, at + 1)
    return True


def _in_words(buffer: str, bracket: str) -> bool:
    """Whether a bracket may stand behind a word anywhere."""
    at = buffer.find(bracket)
    for _ in range(_FEW):
        if at < 0 or (at and buffer[at - 1] not in _NO_WORDS):
            return at >= 0
        at = buffer.find(bracket, at + 1)
    return True


_LINE_END: Final = 10
_TWO: Final = 0x4E24
_STOP: Final = 1
_GAP: Final = 2
_ORDINAL: Final = 3
_BRACKET: Final = 4
_PAUSE: Final = 5
_ONE: Final = 6
# Every other kind is a 篇.
_MAY_FOLLOW: Final = 1
_NUMERAL: Final = 2
_GOES_ON: Final = 4
_BLANK: Final = 8
_IN_BRACKETS: Final = 16
_NO_WORD: Final = 32
_LABEL_END: Final = 64
_HAN_ONE: Final = 128


_KINDS: Final = table(
    (_STOP, _STOPS), (_GAP, _GAPS), (_ORDINAL, "第"), (_BRACKET, _BRACKETS), (_PAUSE, "、"), (_ONE, _ONES), (_ONE + 1, "篇")
)
_BESIDE: Final = table(
    (_MAY_FOLLOW, characters(_MAY_STAND)),
    (_NUMERAL, characters(_N)),
    (_GOES_ON, characters(_COUNTED)),
    (_BLANK, characters(BLANK)),
    (_IN_BRACKETS, _BRACKETED),
    (_NO_WORD, _NO_WORDS),
    (_LABEL_END, characters(_LABEL_ENDS)),
    (_HAN_ONE, _HAN_ONES),
)


def walked(buffer: str) -> Spots:
    """The spots, by a walk over the text."""
    found = Spots()
    stops, gaps, brackets, commas, ones = found.stops, found.gaps, found.brackets, found.commas, found.ones
    kinds, beside = _KINDS, _BESIDE
    size = len(buffer)
    for at in range(len(buffer)):  # and not to `size`: mypyc counts faster so
        code = ord(buffer[at])
        if code > PLANE:
            continue
        kind = kinds[code]
        if not kind:
            continue
        follows = ord(buffer[at + 1]) if at + 1 < size else 0
        behind = beside[follows] if follows <= PLANE else 0
        if kind == _STOP:
            if behind & _MAY_FOLLOW:
                if behind & _NUMERAL and at + 2 < size:
                    third = ord(buffer[at + 2])
                    if third > PLANE or not beside[third] & _GOES_ON:
                        continue
                stops.append(at)
        elif kind == _ONE:
            if behind & _LABEL_END:
                ones.append(at)
        elif kind == _GAP:
            if follows == code and at:
                first = ord(buffer[at - 1])
                if first > PLANE or not (first == _LINE_END or beside[first] & _BLANK):
                    gaps.append(at)
        elif kind == _BRACKET:
            if behind & _IN_BRACKETS and at:
                first = ord(buffer[at - 1])
                if first > PLANE or not beside[first] & _NO_WORD:
                    brackets.append(at)
        elif kind == _PAUSE:
            if at and not behind & _HAN_ONE and follows != _TWO:
                first = ord(buffer[at - 1])
                if first <= PLANE and beside[first] & _HAN_ONE:
                    commas.append(at)
        elif kind == _ORDINAL:
            if at:
                first = ord(buffer[at - 1])
                if first <= PLANE and beside[first] & _BLANK and not (at > 1 and ord(buffer[at - 2]) == _LINE_END):
                    found.ordinals.append(at)
        elif behind & (_NUMERAL | _BLANK):
            found.pieces.append(at)
    return found
