"""A radical stands where a character belongs: ⽤户, ⻓期, ⼯作.

Converters of PDF files put these signs, which print like characters and are others, so that no search finds the word. Told once a
paragraph, with their number. Those in markers are damaged-marker's to tell.

Bad:
    一、⼯作安排
    服务站每天开⻔，由志愿者值班。
    二、服务项目
    代缴水电费，代收快递。

Good:
    一、工作安排
    服务站每天开门，由志愿者值班。
    二、服务项目
    代缴水电费，代收快递。
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.garbled import RADICALS

_ZH = (
    "该用汉字的地方用了部首字符：⽤户，⻓期，⼯作。由 PDF 转换造成，看起来一样，却不是同一个字符，检索不到。每段报告一次，"
    "并给出处数。序号中的由 damaged-marker 报告。"
)
_RADICAL: Final = lazy(f"[{RADICALS}]")
_SUPPLEMENT = dict(
    zip("⻓⻔⻅⻋⻛⻜⻢⻥⻦⻩⻬⻰⻚⻝⺠⻄⺟⻆⻁⻣⻤⻘⻙⻉⻨⻳⻮⻧", "长门见车风飞马鱼鸟黄齐龙页食民西母角虎骨鬼青韦贝麦龟齿卤", strict=True)
)
"""Radicals that have no compatibility mapping, and the characters they print like."""
_HAN: Final = lazy("[\u4e00-\u9fff]")
_QUOTES: Final = frozenset("“‘「『\"'")


def _look(reading: Reading) -> Iterator[Finding]:
    if not any(map(_RADICAL.match, reading.suspects)):
        return
    for passage in reading.passages:
        text = passage.text
        places = [match.start() for match in _RADICAL.finditer(text) if _in_word(text, match.start())]
        if not places:
            continue
        first, count = places[0], len(places)
        sign = text[first]
        right = _SUPPLEMENT.get(sign) or unicodedata.normalize("NFKC", sign)
        near = quote(text[max(0, first - 3) : first + 4])
        instead = f" instead of {right}" if right != sign else ""
        yield Finding(
            passage.offset(first),
            passage.end(first + 1),
            f'the radical {sign}{instead}, at "{near}"{f" and {count - 1} more" if count > 1 else ""}; replace it by the character',
            f"“{near}”中的“{sign}”是部首字符{f'，应为“{right}”' if right != sign else ''}"
            f"{f'，本段共{count}处' if count > 1 else ''}；请换成汉字",
        )


def _in_word(text: str, at: int) -> bool:
    """Whether the radical is part of a word, and not what the sentence speaks of (“⺮”字头)."""
    if text[at - 1 : at] in _QUOTES and at:
        return False
    return bool(_HAN.match(text, at + 1) or (at and _HAN.match(text, at - 1)) or _RADICAL.match(text, at + 1))


RULE = Rule(
    "CK003",
    "kangxi-radical",
    Severity.WARNING,
    "a radical stands where a character belongs",
    "部首字符代替汉字",
    __doc__ or "",
    _look,
    why_zh=_ZH,
)
