"""A sign in a marker only looks like its numeral or its bracket: ＝、 for 二、, l、 for 1、, 第三十—条, （一〉.

Scanners and converters do that. The parser reads such markers for what they mean, but searching, sorting and other programs do not. Among
these signs are the radicals that print like numerals. A sign that the whole series has is its style. Told at each such marker.

Bad:
    一、清扫街巷
    每天清晨清扫一遍，垃圾装车运走。
    ＝、清理河道
    每周打捞一次漂浮物，水草运到堆肥场。
    三、清洗公厕
    每天冲洗三遍，地面不留积水。

Bad:
    第一条 街巷由沿街住户轮流清扫。
    第二条 河道由专人打捞。
    第彡条 公厕由保洁员冲洗。

Bad:
    街巷清扫安排
    （一）清扫街巷
    每天清晨清扫一遍，垃圾装车运走。
    （二〉清理河道
    每周打捞一次漂浮物，水草运到堆肥场。

Good:
    一、清扫街巷
    每天清晨清扫一遍，垃圾装车运走。
    二、清理河道
    每周打捞一次漂浮物，水草运到堆肥场。
    三、清洗公厕
    每天冲洗三遍，地面不留积水。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.markers import damage

_ZH = (
    "序号中的某个符号只是看起来像数字或括号：把“二、”写成“＝、”，把“1、”写成“l、”，第三十—条，（一〉。多由扫描识别或格式转换造成。"
    "解析时按其本意读取，但检索、排序和其他程序并不认得。形似数字的部首也在其列。整个序列都这样写的视为风格。每处报告一次。"
)
_SAYS: Final = {
    "radical": ("a radical stands for a numeral in it", "其中的数字是部首字符"),
    "lookalike": ("a sign in it only looks like a numeral", "其中有形似数字的符号"),
    "ordinal": ("its first sign only looks like 第", "“第”字误作形近的字"),
    "brackets": ("its brackets are no pair", "前后括号不成对"),
    "stop": ("the sign behind its number is no separator", "数字后面的标点有误"),
}
_STYLE: Final = 3
"""So many markers of a series with the same fault, and none without, are how it is written."""


def _look(reading: Reading) -> Iterator[Finding]:
    for _, _, series in reading.series:
        faults = [damage(section) for section in series]
        if not any(faults) or (len(series) >= _STYLE and len(set(faults)) == 1 and faults[0] in ("stop", "brackets")):
            continue
        for section, fault in zip(series, faults, strict=True):
            if fault:
                what, what_zh = _SAYS[fault]
                marker = quote(section.marker)
                yield Finding(
                    section.start,
                    section.start + len(section.marker),
                    f'the marker "{marker}" is damaged, it is read as {section.number}: {what}; correct it',
                    f"序号“{marker}”有损坏，按{section.number}读取：{what_zh}；请更正",
                )


RULE = Rule(
    "CK106",
    "damaged-marker",
    Severity.WARNING,
    "a sign in a marker only looks like a numeral",
    "序号损坏",
    __doc__ or "",
    _look,
    why_zh=_ZH,
)
