"""Where inside the lines of a text a marker may stand: signs with something fitting beside them, found in one pass for all who look.
And where the words stand, or whether the signs, without which a stage has nothing to do.

Guarantees:
1. Every place that `inside`, `labels` and `suffixes` look for is among the spots; not every spot is such a place: whoever takes one looks
   closer.
2. The spots are the same whether searches found them, one sign after the other, or a walk over the characters, all at once.

A walk is the dearest way to read a text, unless it is compiled; then it is the cheapest.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.ladder.atoms import ARABIC, HAN, characters
from casekit.patterns import lazy
from casekit.plane import PLANE, table, told

_HAN_ONES: Final = "一二三四五六七八九十"
_N: Final = f"{_HAN_ONES}{ARABIC}"
_STOPS: Final = "。！？；…：”）)"
_MAY_STAND: Final = f"第（(〔{{［\\[议提任活案专附QＱ问{_N}”’」』）){BLANK}"
"""A marker behind a sign begins with one of these, or one of these stands between."""
_COUNTED: Final = f"{HAN}{ARABIC}{BLANK}、．､."
"""What a bare numeral goes on with where it is a marker."""
_GAPS: Final = "\u3000 \xa0"
"""Two of these beside each other are a wide blank, also of two kinds: a page keeps two blanks as a no-break one and a plain one."""
_BRACKETS: Final = "（(〔{"
_BRACKETED: Final = f"{_HAN_ONES}＝彡"
_NO_WORDS: Final = f" \t\u3000\n第“”（({_HAN_ONES}百千其条款项"
"""A bracket behind one of these is no marker glued to a word."""
_ONES: Final = "一1１"
_LABEL_ENDS: Final = f":：\n{BLANK}"
_QUOTES: Final = "“「『"
_BEGINS: Final = "（(一1１壹第"
"""An outline that a quotation begins with begins so itself."""
WORDS: Final = ("PAGEREF", "Q1", "__", "完成", "提纲", "板书", "案例", "相关文章", "阅读")
"""No two of them begin alike, nor with a sign that is looked at for another reason."""
RARE: Final = "\t|卒唱帅帥歌炮砲诵"
_FEW: Final = 32
"""So many signs are looked at one by one before a pattern is compiled for them."""


class Spots:
    """Offsets into the text, each list in order.

    `stops` are signs behind which a marker may stand, `gaps` where a wide blank begins inside a line, `ordinals` each 第 behind a blank,
    `brackets` those right behind a word and before a numeral, `commas` each 、 behind a numeral, `ones` the number 1 where a label may end,
    `pieces` each 篇 before a number, and `quotes` what opens a quotation that may begin with a marker. `words` has those of `WORDS` that
    the text has, `rare` those of `RARE`, which have no place.
    """

    __slots__ = ("brackets", "commas", "gaps", "ones", "ordinals", "pieces", "quotes", "rare", "stops", "words")

    def __init__(self) -> None:
        self.stops: list[int] = []
        self.gaps: list[int] = []
        self.ordinals: list[int] = []
        self.brackets: list[int] = []
        self.commas: list[int] = []
        self.ones: list[int] = []
        self.pieces: list[int] = []
        self.quotes: list[int] = []
        self.words: dict[str, list[int]] = {}
        self.rare: set[str] = set()


def spots(buffer: str) -> Spots:
    """All spots of a text."""
    return walked(buffer) if _COMPILED else searched(buffer)


_COMPILED: Final = not hasattr(spots, "__code__")

# A literal first, one pattern for each sign, so that the text between is passed over at the speed of memory.
_BEHIND_STOPS: Final = {stop: lazy(f"\\{stop}(?=[{_MAY_STAND}])(?![{_N}][^{_COUNTED}])") for stop in _STOPS}
_BEHIND_GAPS: Final = {gap: lazy(f"{gap}(?<=[^\n{BLANK}]{gap})(?=[{_GAPS}])") for gap in _GAPS}
_BEHIND_BLANK: Final = lazy(f"第(?<=[{BLANK}]第)(?<!\\n[{BLANK}]第)")
_IN_WORDS: Final = {bracket: lazy(f"\\{bracket}(?<=[^{_NO_WORDS}]\\{bracket})(?=[{_BRACKETED}])") for bracket in _BRACKETS}
_COMMA: Final = lazy(f"、(?<=[{_HAN_ONES}]、)(?![{_HAN_ONES}两])")
_LABELLED: Final = {one: lazy(f"{one}(?=[{_LABEL_ENDS}])") for one in _ONES}
_PIECE: Final = lazy(f"篇(?=[{_N}{BLANK}])")
_QUOTED: Final = {quote: lazy(f"{quote}(?=[{_BEGINS}])") for quote in _QUOTES}
_FOLLOWS: Final = frozenset(characters(_MAY_STAND))


def searched(buffer: str) -> Spots:
    """The spots, by patterns: none is compiled for a sign that the text does not have."""
    found = Spots()
    for sign, pattern in _BEHIND_STOPS.items():
        if _followed(buffer, sign):
            found.stops += [match.start() for match in pattern.finditer(buffer)]
    for gap, pattern in _BEHIND_GAPS.items():
        if gap in buffer and any(gap + other in buffer for other in _GAPS):
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
    for quote, pattern in _QUOTED.items():
        if quote in buffer:
            found.quotes += [match.start() for match in pattern.finditer(buffer)]
    for several in (found.stops, found.gaps, found.brackets, found.ones, found.quotes):
        several.sort()
    for word in WORDS:
        places = _places(buffer, word)
        if places:
            found.words[word] = places
    found.rare.update(sign for sign in RARE if sign in buffer)
    return found


def _places(buffer: str, word: str) -> list[int]:
    """Where a word stands: a leap from one first character to the next, since a search for one is many times faster than for two."""
    found: list[int] = []
    first, second = word[0], word[1]
    at = buffer.find(first)
    while at >= 0:
        if buffer[at + 1 : at + 2] == second and buffer.startswith(word, at):
            found.append(at)
        at = buffer.find(first, at + 1)
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


_STOP: Final = 1
_GAP: Final = 2
_ORDINAL: Final = 4
_BRACKET: Final = 8
_PAUSE: Final = 16
_ONE: Final = 32
_PIECE_SIGN: Final = 64
_WORD: Final = 128
_SIGNS: Final = table(
    (_STOP, _STOPS),
    (_GAP, _GAPS),
    (_ORDINAL, "第"),
    (_BRACKET, _BRACKETS),
    (_PAUSE, "、"),
    (_ONE, _ONES),
    (_PIECE_SIGN, "篇"),
    (_WORD, _QUOTES + "".join(word[0] for word in WORDS)),
    (_ORDINAL, RARE),
)
_FOLLOWING: Final = table(
    (_STOP, characters(_MAY_STAND)),
    (_GAP, _GAPS),
    (_BRACKET, _BRACKETED),
    (_ONE, characters(_LABEL_ENDS)),
    (_PIECE_SIGN, characters(_N + BLANK)),
    (_WORD, _BEGINS + "".join(word[1] for word in WORDS)),
    otherwise=_ORDINAL | _PAUSE,
)
"""The signs that a character may stand behind: most stand before others, and one look tells. Any may stand behind 第 and what is rare."""
_NUMERAL: Final = 1
_GOES_ON: Final = 2
_BLANK: Final = 4
_NO_WORD: Final = 8
_HAN_ONE: Final = 16
_NO_TWO: Final = 32
_LINE_END: Final = 64
_QUOTABLE: Final = 128
_BESIDE: Final = table(
    (_NUMERAL, characters(_N)),
    (_GOES_ON, characters(_COUNTED)),
    (_BLANK, characters(BLANK)),
    (_NO_WORD, _NO_WORDS),
    (_HAN_ONE, _HAN_ONES),
    (_NO_TWO, _HAN_ONES + "两"),
    (_LINE_END, "\n"),
    (_QUOTABLE, _BEGINS),
)
_BEGUN: Final = {word[0]: word for word in WORDS}


def walked(buffer: str) -> Spots:
    """The spots, by a walk over the text."""
    found = Spots()
    signs, following = _SIGNS, _FOLLOWING
    size = len(buffer)
    for at in range(len(buffer)):  # and not to `size`: mypyc counts faster so
        code = ord(buffer[at])
        if code > PLANE:
            continue
        sign = signs[code]
        if sign:
            code = ord(buffer[at + 1]) if at + 1 < size else 0
            if sign & following[code if code <= PLANE else 0]:
                _meet(found, buffer, at, sign)
    return found


def _meet(found: Spots, buffer: str, at: int, sign: int) -> None:
    """Take the place of a sign that stands right before what may follow it, if what else is beside it fits."""
    if sign == _STOP:
        if not told(_BESIDE, buffer, at + 1) & _NUMERAL or at + 2 >= len(buffer) or told(_BESIDE, buffer, at + 2) & _GOES_ON:
            found.stops.append(at)
        return
    if sign == _ONE:
        found.ones.append(at)
        return
    if sign == _PIECE_SIGN:
        found.pieces.append(at)
        return
    if sign == _WORD:
        word = _BEGUN.get(buffer[at], "")
        if not word:
            if told(_BESIDE, buffer, at + 1) & _QUOTABLE:
                found.quotes.append(at)
        elif buffer.startswith(word, at):
            found.words.setdefault(word, []).append(at)
        return
    before = told(_BESIDE, buffer, at - 1) if at else _LINE_END
    if sign == _GAP:
        if not before & (_BLANK | _LINE_END):
            found.gaps.append(at)
    elif sign == _BRACKET:
        if not before & _NO_WORD and at:
            found.brackets.append(at)
    elif sign == _PAUSE:
        if before & _HAN_ONE and not told(_BESIDE, buffer, at + 1) & _NO_TWO:
            found.commas.append(at)
    elif buffer[at] != "第":
        found.rare.add(buffer[at])
    elif before & _BLANK and not (at > 1 and buffer[at - 2] == "\n"):
        found.ordinals.append(at)
