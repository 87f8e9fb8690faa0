"""The lines of one text, looked at once for all stages.

Guarantees:
1. Lines end at `\\n` of the buffer and nowhere else; numbers of lines are 0-based in here.
2. Whatever a stage asks costs no second pass over the text: lines are found by the character they begin with.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from casekit.source import Source


class Lines:
    """Where each line of a text begins, and what it says between its blanks.

    `buffer` is the text with every line end as one `\\n`, `starts` the offset of every line, `raw` the lines, `texts` the same without
    the white space around them, and `by_first` the numbers of the lines whose text begins with a character. `head` are the first lines
    of the whole text where this is only a window of it, as in `texts`; None where it begins here.
    """

    __slots__ = ("_by_last", "buffer", "by_first", "head", "raw", "starts", "texts")

    def __init__(self, source: Source, head: list[str] | None = None) -> None:
        self.head = head
        self.buffer = source.buffer
        self.raw = source.lines
        self.starts = source.starts
        self.texts = texts = list(map(str.strip, self.raw))
        self.by_first: defaultdict[str, list[int]] = defaultdict(list)
        self._by_last: defaultdict[str, list[int]] | None = None
        by_first = self.by_first
        for number, text in enumerate(texts):
            if text:
                by_first[text[0]].append(number)

    def ending(self, characters: Iterable[str]) -> list[int]:
        """The numbers of the lines whose text ends with one of `characters`, in order."""
        by_last = self._by_last
        if by_last is None:
            by_last = defaultdict(list)
            for number, text in enumerate(self.texts):
                if text:
                    by_last[text[-1]].append(number)
            self._by_last = by_last
        return _gathered(by_last, characters)

    def at(self, offset: int) -> int:
        """The number of the line that holds `offset`."""
        return bisect_right(self.starts, offset) - 1

    def end(self, number: int) -> int:
        """The offset behind the last code point of a line."""
        return self.starts[number] + len(self.raw[number])

    def begin(self, number: int) -> int:
        """The offset of a line's text; of its end where the line is blank."""
        raw, text = self.raw[number], self.texts[number]
        return self.starts[number] + (0 if raw is text else len(raw) - len(raw.lstrip()))

    def beginning(self, characters: Iterable[str]) -> list[int]:
        """The numbers of the lines whose text begins with one of `characters`, in order."""
        return _gathered(self.by_first, characters)


def _gathered(rows: defaultdict[str, list[int]], characters: Iterable[str]) -> list[int]:
    found: list[int] = []
    for character in characters:
        more = rows.get(character)
        if more:
            found += more
    found.sort()
    return found
