"""A part of a compilation is missing: 第一篇 is followed by 第三篇, or 【篇二】 is the first.

The case was lost with its page, or left out on purpose without counting anew. It is told here and not as numbering-gap, because a whole
text is missing and not a heading. Told at the case behind the gap.

Bad:
    第一篇：东村的菜园
    空地上翻了土，种了白菜和萝卜。
    第三篇：西村的食堂
    食堂只做三个菜，价钱写在黑板上。

Good:
    第一篇：东村的菜园
    空地上翻了土，种了白菜和萝卜。
    第二篇：西村的食堂
    食堂只做三个菜，价钱写在黑板上。
"""

from collections.abc import Iterator

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.series import label, spelled

_ZH = (
    "汇编缺少一篇：“第一篇”之后是“第三篇”，或者第一个就是“【篇二】”。该篇随页面丢失，或者有意删去而没有重新编号。缺的是整篇文字而不"
    "只是标题，因此在这里报告，不作为 numbering-gap。位置在缺口之后的一篇。"
)


def _look(reading: Reading) -> Iterator[Finding]:
    for defect in reading.defects:
        section = defect.section
        if defect.kind != "gap" or section.kind != "case":
            continue
        first, last = defect.due, (section.number or 0) - 1
        missing = spelled(section, first)
        words, words_zh = f"{missing} is", missing
        if last > first:
            words, words_zh = f"{missing} to {spelled(section, last)} are", f"{missing}”至“{spelled(section, last)}"
        here = label(section)
        where = f'between "{label(defect.before)}" and "{here}"' if defect.before is not None else f'ahead of "{here}"'
        where_zh = f"“{label(defect.before)}”与“{here}”之间" if defect.before is not None else f"“{here}”之前"
        yield Finding(
            section.start,
            max(section.end, section.start + len(section.marker)),
            f"{words} missing {where}; look for the lost part in the original",
            f"{where_zh}缺少“{words_zh}”；请在原文中查找丢失的部分",
        )


RULE = Rule("CK403", "missing-part", Severity.WARNING, "a part of a compilation is missing", "汇编缺篇", __doc__ or "", _look, why_zh=_ZH)
