"""Titles that a stray line break fell into, in texts whose lines are not wrapped.

Guarantees:
1. Only the next line is joined, and only where it begins with the quantity that the sentence of the title breaks off before, where
   the title breaks off behind a comma and the next line ends its sentence, where its last word says that it goes on or no line
   begins like the next one, or where a word was torn: what ends the title and what begins the next, short line stand together elsewhere.
"""

from typing import Final

from casekit.parser.setting import Setting
from casekit.patterns import lazy
from casekit.plane import table, told

_N: Final = "一二两三四五六七八九十"
_QUANTITY: Final = lazy(
    f"[0-9０-９]+(?:[.,:：][0-9]+)*[%％‰℃\u4e00-\u9fff]|[{_N}]、[{_N}]"
    f"|[{_N}百千万萬亿億]+[元倍年月日天小个個次人户戶亩畝吨噸米]"
)
_ENDS: Final = frozenset("。；？！")
_COMMA: Final = 1
_DANGLING: Final = 2
_LASTS: Final = table((_COMMA, "，,和与及或把被将从到于"), (_DANGLING, "的更最第所其每各以向在为由对使让"))
"""A title that ends its line with one of these goes on, and no title ends with one of those."""
_PAUSE: Final = ord("、")
_HAN: Final = 0x4E00
_HAN_END: Final = 0x9FFF
_BLANKS_MOST: Final = 0x3000
"""No blank lies beyond."""
WHOLE: Final = frozenset(
    ("标的", "目的", "行为", "理由", "事由", "案由", "缘由", "自由", "供应", "响应", "反应", "效应", "饱和", "方向", "导向", "意向")
)
"""Words that end with one of these and are whole."""
_CLINGING: Final = lazy("[的了们着]|并(?![购网联发轨行列存入])")
"""No line begins so."""
TORN_LEAST: Final = 14
"""A title with a torn word is no shorter, in code points."""
_UNFINISHED_LEAST: Final = 10
"""The same for one that goes on by its last word."""
_LIST_LEAST: Final = 4
_STATED: Final = lazy("[是怎谁]|什么")
"""A title with one of these may end in 的: 一床难求是怎样缓解的."""
_ASKED_MOST: Final = 12
"""The last words of a question are not more code points; those without a word that asks are no question of their own."""
_ASKS: Final = lazy("什么|怎[样么]|如何|哪|谁|吗|呢|几|多少|是否|为何|能否|可否|多[大长久高远]")
_TORN_NEAR: Final = 3000
"""The torn word is looked for so far on both sides, in code points."""
_REST: Final = lazy(f"(?![{_N}]{{1,3}}、)[\u4e00-\u9fff“”、]{{2,16}}(?:。|\\Z)")
"""What is left of the title: words, to the end of the line or of the sentence."""
_CLAUSE_MOST: Final = 20
"""The rest of a sentence is not longer, in code points."""
_LINE_MOST: Final = 2 * _CLAUSE_MOST
"""The line that holds it ends no further behind the one before, in code points."""


def torn(buffer: str, at: int, end: int, limit: int, setting: Setting) -> tuple[int, int] | None:
    """Where the rest of the title `[at, end)` stands on the next line, None where the title ends with its line."""
    line_end = buffer.find("\n", end, limit)
    if line_end < 0:
        return None
    near = line_end + _LINE_MOST + 1
    behind = buffer.find("\n", line_end + 1, near if near < limit else limit)
    if behind < 0:
        if near <= limit:
            return None
        behind = limit
    last = ord(buffer[end - 1])
    comma = told(_LASTS, buffer, end - 1) & _COMMA > 0
    if not (comma or _HAN <= last <= _HAN_END):
        return None
    start = line_end + 1
    if start >= behind or (ord(buffer[start]) <= _BLANKS_MOST and buffer[start].isspace()):
        return None
    text = buffer[start:behind].rstrip()
    return (start, start + len(text)) if _goes_on(buffer, at, end, start, text, comma) and setting.free(start) else None


def _goes_on(buffer: str, at: int, end: int, start: int, text: str, comma: bool) -> bool:
    """Whether the `text` of the next line, which begins at `start`, is the rest of the title `[at, end)`, which may end with a comma."""
    if comma and text[-1] in _ENDS and len(text) <= _CLAUSE_MOST and "。" not in text[:-1] and "\u4e00" <= text[0] <= "\u9fff":
        return True
    if text[-1] in _ENDS and len(text) <= _CLAUSE_MOST and _QUANTITY.match(text) and "，" in buffer[at:end] and "。" not in text[:-1]:
        return True
    asked = text[-1] == "？" and end - at >= TORN_LEAST and len(text) <= _ASKED_MOST
    if asked and _ASKS.search(buffer, at, end) and not _ASKS.search(text):
        return True
    goes_on = unfinished(buffer, at, end)
    if goes_on and "0" <= text[0] <= "9" and _QUANTITY.match(text):
        return True
    if end - at >= (_UNFINISHED_LEAST if goes_on else TORN_LEAST) and not comma and _REST.fullmatch(text):
        return goes_on or _CLINGING.match(text) is not None or one_word(buffer, end, start)
    return False


def unfinished(buffer: str, at: int, end: int) -> bool:
    """Whether the title `[at, end)` says by its last word that it goes on; of words between 、 the last has no single character."""
    if told(_LASTS, buffer, end - 1) & _DANGLING and buffer[end - 2 : end] not in WHOLE:
        return buffer[end - 1] != "的" or not _STATED.search(buffer, at, end)
    return end - at > _LIST_LEAST and ord(buffer[end - 2]) == _PAUSE and ord(buffer[end - 4]) != _PAUSE


def one_word(buffer: str, end: int, start: int) -> bool:
    """Whether the Han characters before `end` and at `start` are parts of one word: the text has them together nearby."""
    last, first = buffer[end - 1], buffer[start]
    if not "\u4e00" <= last <= "\u9fff" or not "\u4e00" <= first <= "\u9fff":
        return False
    word = last + first
    return buffer.find(word, max(0, end - _TORN_NEAR), end) >= 0 or buffer.find(word, start, start + _TORN_NEAR) >= 0
