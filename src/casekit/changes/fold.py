"""What makes two texts the same: white space is left out, and whatever else is to be ignored.

Guarantees:
1. A fold takes time linear in its text.
2. Folding twice changes nothing more.
"""

import unicodedata
from functools import lru_cache
from itertools import pairwise

from casekit.model import Section

IGNORABLE = ("numbering", "whitespace", "width", "punctuation")
"""What may be no difference: `numbering`, the markers of headings; `whitespace`, also between Latin words and figures, where it counts
otherwise; `width`, full-width and half-width forms of a sign; `punctuation`, all of it, in markers too."""

_HAN = 0x2E80
"""Where the signs begin that need no blank between words."""

_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | str.maketrans("　｡｢｣､･￠￡￥", " 。「」、・¢£¥")


class Fold:
    """How to compare under a set of `IGNORABLE` names."""

    def __init__(self, ignore: frozenset[str]) -> None:
        self.numbering = "numbering" in ignore
        self.blanks = "whitespace" in ignore
        self.width = "width" in ignore
        self.punctuation = "punctuation" in ignore
        self._points: dict[str, bool] = {}

    def __call__(self, text: str) -> str:
        """What is the same for texts that do not differ."""
        if self.width:
            text = text.translate(_NARROW)
        if self.punctuation:
            text = "".join([sign for sign in text if not self.points(sign)])
        words = text.split()
        if self.blanks or len(words) < 2:
            return "".join(words)
        parts = [words[0]]
        for before, word in pairwise(words):
            if in_word(before[-1]) and in_word(word[0]):
                parts.append(" ")
            parts.append(word)
        return "".join(parts)

    def marker(self, section: Section) -> tuple[object, ...]:
        """What is the same for headings with the same number."""
        return () if self.numbering else (section.number, section.sub, self(section.marker))

    def points(self, sign: str) -> bool:
        """Whether `sign` is a punctuation mark."""
        known = self._points.get(sign)
        if known is None:
            known = self._points[sign] = unicodedata.category(sign)[0] == "P"
        return known


def in_word(sign: str) -> bool:
    """Whether a blank between `sign` and another such sign parts two words: a Latin letter, a figure."""
    return ord(sign) < _HAN and sign.isalnum()


@lru_cache(8)
def fold_for(ignore: frozenset[str]) -> Fold:
    """The fold for `ignore`. Raises ValueError for a name that is not in `IGNORABLE`."""
    unknown = sorted(ignore.difference(IGNORABLE))
    if unknown:
        raise ValueError(f"{unknown[0]!r} cannot be ignored: choose from {', '.join(IGNORABLE)}")
    return Fold(ignore)
