"""Titles that a stray line break fell into, in texts whose lines are not wrapped.

Guarantees:
1. Only the next line is joined, and only where it begins with the quantity that the sentence of the title breaks off before, or
   where the title breaks off behind a comma and the next line ends its sentence.
"""

from typing import Final

from casekit.parser.setting import Setting
from casekit.patterns import lazy

_QUANTITY: Final = lazy("[0-9０-９]+(?:[.,:：][0-9]+)*[%％‰℃\u4e00-\u9fff]")
_ENDS: Final = frozenset("。；？！")
_COMMAS: Final = frozenset("，,和与及或把被将从到于")
"""A title that ends its line with one of these goes on: no title ends so."""
_CLAUSE_MOST: Final = 20
"""The rest of a sentence is not longer, in code points."""


def torn(buffer: str, at: int, end: int, limit: int, setting: Setting) -> tuple[int, int] | None:
    """Where the rest of the title `[at, end)` stands on the next line, None where the title ends with its line."""
    last = buffer[end - 1]
    line_end = buffer.find("\n", end, limit)
    comma = last in _COMMAS
    if line_end < 0 or not (comma or "\u4e00" <= last <= "\u9fff"):
        return None
    behind = buffer.find("\n", line_end + 1, limit)
    behind = limit if behind < 0 else behind
    if behind - line_end > 2 * _CLAUSE_MOST:
        return None
    text = buffer[line_end + 1 : behind].rstrip()
    start = line_end + 1
    if not text or text[0].isspace() or not setting.free(start):
        return None
    if comma and text[-1] in _ENDS and len(text) <= _CLAUSE_MOST and "。" not in text[:-1] and "\u4e00" <= text[0] <= "\u9fff":
        return start, start + len(text)
    if text[-1] in _ENDS and len(text) <= _CLAUSE_MOST and _QUANTITY.match(text) and "，" in buffer[at:end] and "。" not in text[:-1]:
        return start, start + len(text)
    return None
