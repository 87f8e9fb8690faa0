"""A heading has one numbered heading below it and no second: 1. without 2.

A list of one is no list: the rest was lost, or the level is not needed. Chapters with one article, and headings that promise a number
(三个突出, count-mismatch's to tell) are left out. Off by default, because many authors number a single point.

Bad:
    一、入户走访
    （一）听意见
    每户坐够半小时，意见当场记下。
    二、集中议事
    （一）定时间
    每月最后一个周五的晚上。
    （二）定议题
    议题由村民小组提前收集。

Good:
    一、入户走访
    每户坐够半小时，意见当场记下。
    二、集中议事
    （一）定时间
    每月最后一个周五的晚上。
    （二）定议题
    议题由村民小组提前收集。
"""

from collections.abc import Iterator

from casekit.diagnostic import Severity
from casekit.ladder import BY_ID
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.count_mismatch import mismatched
from casekit.rules.series import label

_ZH = (
    "标题下面只有一个编号标题：有“1.”而无“2.”。只有一项就不成列表：或者其余丢失，或者这一级多余。只有一条的章，以及许诺了数目的标题"
    "（“三个突出”，由 count-mismatch 报告）不在其内。许多作者习惯给单独一点编号，因此默认关闭。"
)


def _look(reading: Reading) -> Iterator[Finding]:
    for parent, _, found in reading.families:
        if parent is reading.root or parent.kind == "case":
            continue
        if len(found) != 1 or len(found[0][1]) != 1:
            continue
        only = found[0][1][0]
        family = BY_ID.get(only.family)
        if (
            only.number != 1
            or only.kind != "heading"
            or (family is not None and (family.runs_on or family.kind != "heading"))
            or mismatched(parent, found)
        ):
            continue
        yield Finding(
            only.start,
            max(only.end, only.start + len(only.marker)),
            f'"{label(only)}" is the only heading under "{label(parent)}"; look for lost ones, or drop the level',
            f"“{label(parent)}”下只有“{label(only)}”一个标题；请查看是否丢失其余标题，或取消这一级",
        )


RULE = Rule(
    "CK202",
    "lone-child",
    Severity.INFO,
    "a numbered heading is the only one under its parent",
    "只有一个下级标题",
    __doc__ or "",
    _look,
    default=False,
    why_zh=_ZH,
)
