"""Headings of one series are not in the order of their numbers: 一、三、二、四、.

Two headings changed places, or one number is a slip of the pen while the others go on. Told once, at the first that is not the one due.

Bad:
    一、报名
    社区公告栏和微信群同时发布通知。
    三、评审
    评委由居民代表抽签产生。
    二、初选
    初选名单公示三天。
    四、颁奖
    颁奖仪式在活动广场举行。

Good:
    一、报名
    社区公告栏和微信群同时发布通知。
    二、初选
    初选名单公示三天。
    三、评审
    评委由居民代表抽签产生。
"""

from collections.abc import Iterator

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.series import label, spelled

_ZH = (
    "同一序列的标题没有按号码排列：一、三、二、四、。或者两个标题互换了位置，或者某个号码是笔误，其余照常。只在第一个不合顺序的标题"
    "处报告一次。"
)


def _look(reading: Reading) -> Iterator[Finding]:
    for defect in reading.defects:
        section = defect.section
        if defect.kind != "order":
            continue
        here, due = label(section), spelled(section, defect.due)
        yield Finding(
            section.start,
            max(section.end, section.start + len(section.marker)),
            f'"{here}" stands where {due} is due; put the headings in order, or correct the number',
            f"“{here}”处应为{due}；请调整标题顺序，或更正编号",
        )


RULE = Rule(
    "CK103", "numbering-order", Severity.WARNING, "headings of one series are out of order", "编号乱序", __doc__ or "", _look, why_zh=_ZH
)
