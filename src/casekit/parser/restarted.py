"""Pieces of a collection whose numbering begins again under each title, most of which are named after kinds of documents.

Guarantees:
1. The text begins with a title, and one stands over each 一、 or 第一章 that begins again, nothing but an address and a sentence or two
   between them.
"""

from bisect import bisect_left
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.numbered import Numbering, can_be_title
from casekit.parser.setting import Setting
from casekit.parser.signs import is_named_for_its_kind, sign_of

_OPENS: Final = frozenset(("han-comma", "chapter", "article"))
_FIRM: Final = frozenset(("chapter", "article"))
"""One text has one such numbering: two pieces with it are enough."""
_ABOVE_MOST: Final = 6
"""The title stands so many lines with text above its numbering at most."""
_LEAST: Final = 3
_PAIR: Final = 2
_NAMED: Final = 3, 2
"""Of so many titles so many are named after kinds of documents."""
_ENDS: Final = frozenset("。：:；")
_TITLE_LEAST: Final = 6


def restarted(lines: Lines, setting: Setting, starts: Numbering) -> list[int]:
    """The rows of the titles, in order; none where the text is no such collection."""
    firsts = [one for one in starts.counted if one.number == 1 and one.family.id in _OPENS]
    opens: list[int] = []
    families: set[str] = set()
    last = -1
    for one in firsts:
        if one.family.id == "article" and opens and last >= 0 and not _ended(starts, one.row, last):
            continue  # the first article of a chapter
        title = _title(lines, setting, starts, one.row)
        if title < 0:
            if one.family.id == "han-comma" and opens:
                return []  # it begins again below a heading
            continue
        if title != last:
            opens.append(title)
            last = title
        families.add(one.family.id)
    texts = lines.texts
    if len(opens) < _PAIR or any(texts[: opens[0]]):
        return []
    named = sum(1 for row in opens if is_named_for_its_kind(texts[row]))
    if len(opens) < _LEAST and not (named == len(opens) and families <= _FIRM):
        return []
    if _NAMED[0] * named < _NAMED[1] * len(opens) or not starts.divide(texts, opens, sure=True):
        return []
    return opens


def _ended(starts: Numbering, row: int, title: int) -> bool:
    """Whether no chapter stands between a title and an article."""
    first, behind = bisect_left(starts.rows, title + 1), bisect_left(starts.rows, row)
    return not any(one.family.id == "chapter" for one in starts.counted[first:behind])


def _title(lines: Lines, setting: Setting, starts: Numbering, row: int) -> int:
    """The line over a numbering that can be a title: the uppermost of lines that are no sentences, -1 for none."""
    texts = lines.texts
    found, seen = -1, 0
    for above in range(row - 1, -1, -1):
        text = texts[above]
        if not text:
            continue
        seen += 1
        if seen > _ABOVE_MOST or above in starts.marked:
            break
        if can_be_title(lines, setting, above) and text[-1] not in _ENDS and len(text) >= _TITLE_LEAST and not sign_of(text):
            found = above
            before = next((one for one in reversed(texts[max(above - _ABOVE_MOST, 0) : above]) if one), "")
            if before != text:
                break
        elif found >= 0:
            break
    return found
