"""The sign behind a number is not the one that GB/T 15834 asks for: 一. for 一、, 1、 for 1., 第一、 for 第一，.

The standard wants 、 behind Han numerals and heavenly stems, a full stop in half width behind arabic digits and Latin letters, a comma
behind 第一. Off by default, because 1、 is everywhere; on in the profile gongwen. A series of which a part is right is mixed-marker's
to tell. Told once a document for each kind of marker.

Bad:
    一、入户走访
    1、听意见。每户坐够半小时，意见当场记下。
    2、看实情。看米缸、看水缸、看房顶。

Bad:
    一. 入户走访
    每户坐够半小时，意见当场记下。
    二. 集中议事
    每个月议一次，议定的事张榜公布。

Good:
    一、入户走访
    1.听意见。每户坐够半小时，意见当场记下。
    2.看实情。看米缸、看水缸、看房顶。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Section
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.markers import damage, folded
from casekit.rules.series import spelled

_ZH = (
    "数字后面的标点不合 GB/T 15834 的规定：“一.”应为“一、”，“1、”应为“1.”，“第一、”应为“第一，”。汉字数字和天干后面用顿号，"
    "阿拉伯数字和拉丁字母后面用下脚点，“第一”后面用逗号。“1、”的写法随处可见，因此默认关闭，在 gongwen 方案中开启。每篇文档对每类序"
    "号报告一次。"
)
_WANTED: Final = {
    "han-comma": "、",
    "han-loose": "、",
    "formal-comma": "、",
    "stem": "、",
    "arabic-dot": ".",
    "arabic-comma": ".",
    "arabic-loose": ".",
    "latin-dot": ".",
    "ordinal-comma": ",",
}
_SHOWN: Final = {",": "，"}


def _look(reading: Reading) -> Iterator[Finding]:
    wrong: dict[tuple[str, str], list[Section]] = {}
    for _, _, series in reading.series:
        faulty = [section for section in series if _faulty(section)]
        # A series of which a part is right is mixed-marker's to tell.
        if len(faulty) == len(series):
            for section in faulty:
                wrong.setdefault((section.family, folded(section)[-1:]), []).append(section)
    for (family, _), sections in wrong.items():
        first, count = min(sections, key=lambda section: section.start), len(sections)
        wanted = _SHOWN.get(_WANTED[family], _WANTED[family])
        right = spelled(first, first.number or 0).rstrip("、．.:：,，·。;； ") + wanted
        more = f" and {count - 1} more like it" if count > 1 else ""
        yield Finding(
            first.start,
            first.start + len(first.marker),
            f'"{quote(first.marker)}"{more}: GB/T 15834 asks for "{right}"; correct the separator',
            f"“{quote(first.marker)}”{f'等{count}处' if count > 1 else ''}：按 GB/T 15834 应为“{right}”；请更正标点",
        )


def _faulty(section: Section) -> bool:
    sign, wanted = folded(section)[-1:], _WANTED.get(section.family)
    return wanted is not None and sign != wanted and not sign.isalnum() and not damage(section)


RULE = Rule(
    "CK501",
    "wrong-separator",
    Severity.INFO,
    "the sign behind a number is not what the standard asks for",
    "序号后面的标点不合标准",
    __doc__ or "",
    _look,
    default=False,
    why_zh=_ZH,
)
