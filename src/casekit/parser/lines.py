"""The lines of one text, looked at once for all stages.

Guarantees:
1. Lines end at `\\n` of the buffer and nowhere else; numbers of lines are 0-based in here.
2. Whatever a stage asks costs no second pass over the text: lines are found by the character they begin or end with, where a stage has
   told beforehand that it will ask for it (`firsts`, `lasts`). Lines with other characters are found too, by a look at all of them.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from sys import byteorder
from typing import Final

from casekit.ladder import STARTERS
from casekit.parser.spots import Spots, spots
from casekit.source import Source

_CODES: Final = 1 << 16
"""Characters with higher code points stand in no table."""
_ANY: Final = 1 << 60
_BLANKS_END: Final = 0x3000
"""No character behind this one is white space."""
_SIGNS: Final = 0x20
_SIGNS_END: Final = 0x7F
"""Nor is one between these."""
_NOWHERE: Final[list[int]] = []

Asked = tuple[tuple[str, ...], frozenset[str]]
"""Characters that lines are found by, and others that must be looked for."""


class Index:
    """The characters that lines are found by: most lines begin and end with letters that nobody asks for, and need no entry."""

    __slots__ = ("_asked", "_slots", "known", "names")

    def __init__(self, characters: Iterable[str]) -> None:
        self.known: set[str] = set()
        self.names = [""]
        """By their number."""
        self._slots = ""
        self._asked: dict[object, Asked] = {}
        self.add(characters)

    def add(self, characters: Iterable[str]) -> frozenset[str]:
        """Find lines by these characters too, from the next text on."""
        asked = frozenset(characters)
        for character in sorted(asked):
            if ord(character) < _CODES and character not in self.known:
                self.known.add(character)
                self.names.append(character)
        self._slots = ""
        self._asked.clear()
        return asked

    @property
    def slots(self) -> str:
        """By code point, the number of a character as another character, 0 for none: a string is the smallest table."""
        if not self._slots:
            table = bytearray(2 * _CODES)
            for slot, character in enumerate(self.names):
                if slot:
                    code = 2 * ord(character)
                    table[code : code + 2] = slot.to_bytes(2, byteorder)
            self._slots = table.decode("utf-16")  # of the machine's own byte order: no codec is loaded for it
        return self._slots

    def parted(self, characters: Iterable[str]) -> Asked:
        """Which of them lines are found by, and which must be looked for."""
        kept = isinstance(characters, (str, frozenset))  # those of a text are not asked for again
        asked = self._asked.get(characters) if kept else None
        if asked is None:
            known, distinct = self.known, sorted(set(characters))
            asked = tuple([one for one in distinct if one in known]), frozenset([one for one in distinct if one not in known])
            if kept:
                self._asked[characters] = asked
        return asked


_FIRST: Final = Index(STARTERS | set(map(chr, range(0x21, 0x7F))))
_FIRST.add("★☆▲△※◆❖▌▍▎►▶■●◎\u00ad\u200b\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")  # what may stand before a marker
_FIRST.add("“‘「『《〈【〖〔（［")
_LAST: Final = Index("】)）:：0123456789０１２３４５６７８９一二三四五六七八九十篇则★☆▲△※◆■●")


def firsts(characters: Iterable[str]) -> frozenset[str]:
    """Characters that `Lines.beginning` will be asked for: told when a module is loaded."""
    return _FIRST.add(characters)


def lasts(characters: Iterable[str]) -> frozenset[str]:
    """The same for `Lines.ending`."""
    return _LAST.add(characters)


def is_blank(text: str, at: int) -> bool:
    """Whether white space stands at a place."""
    code = ord(text[at])
    return code <= _BLANKS_END and not _SIGNS < code < _SIGNS_END and text[at].isspace()


_MARGIN_LINES: Final = 40
"""The margin of a text shows in so many lines."""


class Lines:
    """Where each line of a text begins, and what it says between its blanks.

    `buffer` is the text with every line end as one `\\n`, `starts` the offset of every line, `raw` the lines, `texts` the same without
    the white space around them, and `by_first` the numbers of the lines whose text begins with a character, for those of `firsts` and
    those that markers begin with. `head` are the first lines of the whole text where this is only a window of it, as in `texts`; None
    where it begins here. `written` is the buffer as the text has it, where the lines are read in other characters, see `folded`.
    `like` are the same lines in other characters, whose bounds are borrowed until the text is cut.
    """

    __slots__ = ("_by_last", "_source", "_spots", "_times", "buffer", "by_first", "head", "raw", "starts", "texts", "written")

    def __init__(self, source: Source, head: list[str] | None = None, like: "Lines | None" = None) -> None:
        self.head = head
        self.buffer = self.written = source.buffer
        self._by_last: dict[str, list[int]] | None = None
        self._spots: Spots | None = None
        self._times: Counter[str] | None = None
        self._source = source if like is not None else None
        self.raw: list[str] = source.lines if like is None else like.raw
        self.starts: list[int] = source.starts if like is None else like.starts
        self.texts: list[str] = [] if like is None else like.texts
        self.by_first: dict[str, list[int]] = {} if like is None else like.by_first
        if like is not None:
            return
        texts, slots, names = self.texts, _FIRST.slots, _FIRST.names
        rows: list[list[int] | None] = [None] * len(names)
        for text in self.raw:
            if text:
                first, last = ord(text[0]), ord(text[-1])
                if not ((first > _BLANKS_END or _SIGNS < first < _SIGNS_END) and (last > _BLANKS_END or _SIGNS < last < _SIGNS_END)):
                    text = text.strip()
                    first = ord(text[0]) if text else 0
                slot = ord(slots[first]) if first < _CODES else 0
                if slot:
                    same = rows[slot]
                    if same is None:
                        rows[slot] = self.by_first[names[slot]] = [len(texts)]
                    else:
                        same.append(len(texts))
            texts.append(text)

    @property
    def borrowed(self) -> bool:
        """Whether `raw` and `texts` are still those of lines that are read in other characters, which bound the same."""
        return self._source is not None

    def as_written(self) -> "Lines":
        """Itself, with `raw` and `texts` as the text has them: they are read when somebody cuts from them."""
        source = self._source
        if source is not None:
            self._source = None
            borrowed, self.raw = self.texts, source.lines
            self.texts = [raw if len(raw) == len(text) else raw.strip() for raw, text in zip(self.raw, borrowed, strict=True)]
        return self

    @property
    def spots(self) -> Spots:
        """Where inside the lines something may stand that a stage looks for."""
        if self._spots is None:
            self._spots = spots(self.buffer)
        return self._spots

    def margin(self) -> int:
        """How far all of the first lines are indented, in code points."""
        rows = [row for row in range(min(len(self.texts), _MARGIN_LINES)) if self.texts[row]]
        return min([self.begin(row) - self.starts[row] for row in rows], default=0)

    def places(self, word: str) -> list[int]:
        """The offsets of a word, one of `spots.WORDS`, in order."""
        return self.spots.words.get(word, _NOWHERE)

    def times(self, text: str) -> int:
        """How many lines say `text`."""
        if self._times is None:
            self._times = Counter(self.texts)
        return self._times[text]

    def at(self, offset: int) -> int:
        """The number of the line that holds `offset`."""
        return bisect_right(self.starts, offset) - 1

    def end(self, number: int) -> int:
        """The offset behind the last code point of a line."""
        return self.starts[number] + len(self.raw[number])

    def text_end(self, number: int) -> int:
        """The offset behind the last character of a line's text, where no white space stands behind it any more."""
        return self.begin(number) + len(self.texts[number])

    def begin(self, number: int) -> int:
        """The offset of a line's text; of its end where the line is blank."""
        raw, text = self.raw[number], self.texts[number]
        return self.starts[number] + (0 if raw is text else len(raw) - len(raw.lstrip()))

    def beginning(self, characters: Iterable[str], most: int = _ANY) -> list[int]:
        """The numbers of the lines whose text begins with one of `characters` and is not longer than `most`, in order."""
        known, unknown = _FIRST.parted(characters)
        return _gathered(self.by_first, known, self.texts, most, _beginning(self.texts, unknown, most) if unknown else [])

    def ending(self, characters: Iterable[str], most: int = _ANY) -> list[int]:
        """The same for the character that their text ends with."""
        if self._by_last is None:
            self._by_last = _by_last(self.texts)
        known, unknown = _LAST.parted(characters)
        found = [row for row, text in enumerate(self.texts) if text[-1:] in unknown and len(text) <= most] if unknown else []
        return _gathered(self._by_last, known, self.texts, most, found)


def _beginning(texts: list[str], characters: frozenset[str], most: int) -> list[int]:
    """The lines that begin with characters that nobody had told of."""
    table = bytearray(_CODES)
    for character in characters:
        if ord(character) < _CODES:
            table[ord(character)] = 1
    among = bytes(table)
    found: list[int] = []
    for row, text in enumerate(texts):
        if text and len(text) <= most:
            first = ord(text[0])
            if among[first] if first < _CODES else text[0] in characters:
                found.append(row)
    return found


def _by_last(texts: list[str]) -> dict[str, list[int]]:
    """The numbers of the lines whose text ends with a character, for those of `lasts`."""
    slots, names = _LAST.slots, _LAST.names
    found: dict[str, list[int]] = {}
    rows: list[list[int] | None] = [None] * len(names)
    for row, text in enumerate(texts):
        if text:
            last = ord(text[-1])
            slot = ord(slots[last]) if last < _CODES else 0
            if slot:
                same = rows[slot]
                if same is None:
                    rows[slot] = found[names[slot]] = [row]
                else:
                    same.append(row)
    return found


def _gathered(rows: dict[str, list[int]], characters: tuple[str, ...], texts: list[str], most: int, found: list[int]) -> list[int]:
    """The rows of all `characters` and those `found` already, in order."""
    parts = 1 if found else 0
    for character in characters:
        more = rows.get(character)
        if more is None:
            continue
        parts += 1
        if most == _ANY:
            found += more
        else:
            found += [row for row in more if len(texts[row]) <= most]
    if parts > 1:
        found.sort()
    return found
