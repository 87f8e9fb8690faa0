"""Titles that a stray line break fell into, in texts whose lines are not wrapped.

Guarantees:
1. Only the next line is joined, and only where the heading cannot end where its line does or is as long as a line that was cut.
"""

import re

from casekit.parser.setting import Setting

_QUANTITY = re.compile("[0-9０-９]+(?:[.,:：][0-9]+)*[%％‰℃\u4e00-\u9fff]")
_ENDS = frozenset("。；？！")
_CLAUSE_MOST = 20
"""The rest of a sentence is not longer, in code points."""
TORN_LEAST = 24
"""A heading that was cut at a page's width is not shorter."""
_REST_MOST = 14
"""The rest of such a heading is not longer."""
_PARAGRAPH_LEAST = 30
_WORDS = re.compile("[\u4e00-\u9fff]{2,}")


def torn(buffer: str, at: int, end: int, limit: int, setting: Setting) -> tuple[int, int] | None:
    """Where the rest of the title `[at, end)` stands on the next line, None where the title ends with its line."""
    last = buffer[end - 1]
    line_end = buffer.find("\n", end, limit)
    if line_end < 0 or not ("\u4e00" <= last <= "\u9fff"):
        return None
    behind = buffer.find("\n", line_end + 1, limit)
    behind = limit if behind < 0 else behind
    if behind - line_end > 2 * _CLAUSE_MOST:
        return None
    text = buffer[line_end + 1 : behind].rstrip()
    start = line_end + 1
    if not text or text[0].isspace() or not setting.free(start):
        return None
    if text[-1] in _ENDS and len(text) <= _CLAUSE_MOST and _QUANTITY.match(text) and "，" in buffer[at:end] and "。" not in text[:-1]:
        return start, start + len(text)
    if end - at >= TORN_LEAST and len(text) <= _REST_MOST and _WORDS.fullmatch(text):
        following = buffer.find("\n", behind + 1, limit)
        if (limit if following < 0 else following) - behind > _PARAGRAPH_LEAST:
            return start, start + len(text)
    return None
