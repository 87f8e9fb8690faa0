"""Which signs the passages of a text hold, found once for all rules: most have none that a rule looks for.

Guarantees:
1. Told are the passages that hold a sign of a class, and no others; of `UNEVEN`, all and some others.
2. It is the same whether the interpreter searched for one sign after the other, or a compiled walk over the characters met them all; but
   for those others.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from casekit.patterns import lazy
from casekit.plane import PLANE, table
from casekit.rules.passages import Passage

BLANKS: Final = 1
MASKS: Final = 2
DEBRIS: Final = 4
QUOTES: Final = 8
ORDINAL: Final = 16
HALF: Final = 32
FULL: Final = 64
NOTICES: Final = 128
"""The classes: blanks, what masks words, what debris of converters begins with, quotation marks, 第, marks in half and in full width, and
one sign of each notice of a website."""
ASCII_END: Final = 256
UNEVEN: Final = 512
"""The passages that end with seven signs of ASCII, and those whose quotation marks may not all have their partners."""
_CLASSES: Final = {
    BLANKS: " \u00a0",
    MASKS: "*＊×╳xX_＿□■○▲△",
    DEBRIS: "<&\\_x隐略剩-倾阅击【页精",
    QUOTES: '“”‘’「」『』《》"',
    ORDINAL: "第",
    HALF: ",;:!?",
    FULL: "，；：！？",
    NOTICES: "隐略精专倾页击【侵仅版载续>",
}
_OPEN: Final = "“‘《（(【"
_CLOSED: Final = "”’》）)】"
_HAN: Final = 0x3400
_NO_HAN: Final = 0xA000
_BESIDE: Final = f"(?=[\u3400-\u9fff{_OPEN}])(?<=[\u3400-\u9fff{_CLOSED}].)"
_MARKS: Final = {HALF: lazy(f"[{_CLASSES[HALF]}]{_BESIDE}"), FULL: lazy(f"[{_CLASSES[FULL]}]{_BESIDE}")}
_ASCII: Final = 0x7F
_TAIL: Final = 7
_QUOTATION: Final = 1
_TITLE: Final = 2
_LOOSE: Final = 4
_SHAFTS: Final = "-–—="
"""With one of these before it, 》 is the head of an arrow."""
_TABLE: Final = table(*_CLASSES.items())
_BEFORE: Final = 1
_BEHIND: Final = 2
_NEIGHBOURS: Final = table((_BEFORE, _CLOSED), (_BEHIND, _OPEN))


class Signs:
    """The signs of passages, which are told by their places."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self.classes: list[int] = []
        self.half: list[int] = []
        self.full: list[int] = []
        self._text = ""
        self._starts: list[int] = []
        if _COMPILED:
            self.classes, self.half, self.full = walked(passages)

    def holding(self, bit: int) -> list[int]:
        """The places of those of a class."""
        return [place for place, classes in enumerate(self.classes) if classes & bit] if _COMPILED else self.searched(bit)

    def has(self, bit: int) -> bool:
        """Whether one of them is of a class of signs."""
        return bool(self.holding(bit)) if _COMPILED else any(sign in self._joined() for sign in _CLASSES[bit])

    def searched(self, bit: int) -> list[int]:
        """The same, by a search."""
        if bit == ASCII_END:
            return [place for place, passage in enumerate(self.passages) if _ends_in_ascii(passage.text)]
        return self.with_words(_CLASSES[QUOTES if bit == UNEVEN else bit])

    def marks(self, bit: int, places: Iterable[int]) -> int:
        """How many marks of a width, `HALF` or `FULL`, stand between Chinese characters in some of the passages."""
        if _COMPILED:
            counts = self.half if bit == HALF else self.full
            return sum([counts[place] for place in places])
        return self.searched_marks(bit, places)

    def searched_marks(self, bit: int, places: Iterable[int]) -> int:
        """The same, by a search."""
        return len(_MARKS[bit].findall("\n".join([self.passages[place].text for place in places])))

    def with_words(self, words: Iterable[str]) -> list[int]:
        """The places of those whose text holds one of a few words without line ends."""
        text = self._joined()
        found: set[int] = set()
        for word in words:
            at = text.find(word)
            while at >= 0:
                place = bisect_right(self._starts, at)
                found.add(place - 1)
                at = text.find(word, self._starts[place])
        return sorted(found)

    def _joined(self) -> str:
        """The texts of all passages with a line end between them; where each begins is kept too."""
        if not self._starts:
            texts = [passage.text for passage in self.passages]
            self._text = "\n".join(texts)
            self._starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
        return self._text


def first_mark(bit: int, text: str) -> int:
    """Where the first such mark stands, -1 for nowhere."""
    match = _MARKS[bit].search(text)
    return match.start() if match else -1


def walked(passages: list[Passage]) -> tuple[list[int], list[int], list[int]]:
    """By a walk over their texts: the classes of all passages, and their marks in half and in full width between Chinese characters."""
    found: tuple[list[int], list[int], list[int]] = [], [], []
    every, halves, fulls = found
    bits = _TABLE
    for passage in passages:
        text = passage.text
        classes = half = full = quotes = 0
        for at in range(len(text)):
            code = ord(text[at])
            if code > PLANE:
                continue
            bit = bits[code]
            if not bit:
                continue
            classes |= bit
            if bit & FULL:
                full += _between(text, at)
            elif bit & HALF:
                half += _between(text, at)
            elif bit & QUOTES:
                quotes = _quoted(quotes, text, at)
        if quotes:
            classes |= UNEVEN
        if text and ord(text[len(text) - 1]) <= _ASCII and _ends_in_ascii(text):
            classes |= ASCII_END
        every.append(classes)
        halves.append(half)
        fulls.append(full)
    return found


_COMPILED: Final = not hasattr(walked, "__code__")


def _ends_in_ascii(text: str) -> bool:
    return len(text) >= _TAIL and text[-_TAIL:].isascii()


def _between(text: str, at: int) -> int:
    """1 for a mark between Chinese characters, 0 for another."""
    if not at or at + 1 >= len(text):
        return 0
    before, behind = ord(text[at - 1]), ord(text[at + 1])
    if not _HAN <= before < _NO_HAN and (before > PLANE or not _NEIGHBOURS[before] & _BEFORE):
        return 0
    return int(_HAN <= behind < _NO_HAN or (behind <= PLANE and bool(_NEIGHBOURS[behind] & _BEHIND)))


def _quoted(quotes: int, text: str, at: int) -> int:
    """Which quotations are open behind a quotation mark, `quotes` before it, or that the marks are no simple pairs."""
    sign = text[at]
    if sign == "“" and not quotes & _QUOTATION:
        return quotes | _QUOTATION
    if sign == "”" and quotes & _QUOTATION:
        return quotes & ~_QUOTATION
    if sign == "《" and not quotes & _TITLE:
        return quotes | _TITLE
    if sign == "》" and quotes & _TITLE and text[at - 1] not in _SHAFTS:
        return quotes & ~_TITLE
    return quotes | _LOOSE
