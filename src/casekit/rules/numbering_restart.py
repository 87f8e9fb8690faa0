"""A series begins again at 1 under the same parent, and nothing announces a second list.

Mostly the heading between the two series was lost. A paragraph that ends with a colon, a title without a number, or another heading
above the second series makes it a list of its own.

Bad:
    一、春季管护
    （一）修剪
    剪去枯枝和病枝。
    （二）施肥
    以农家肥为主。
    （一）灌溉
    早晚各浇一次水。
    （二）除草
    人工除草，不用药剂。

Good:
    一、春季管护
    （一）修剪
    剪去枯枝和病枝。
    （二）施肥
    以农家肥为主。
    二、夏季管护
    （一）灌溉
    早晚各浇一次水。
    （二）除草
    人工除草，不用药剂。
"""

from collections.abc import Iterator

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.series import label

_ZH = (
    "同一上级之下，序列又从1开始，而没有任何文字引出第二个列表。多半是两个序列之间的标题丢失。前面有以冒号结尾的段落、"
    "没有编号的标题或其他标题的，是另一个列表。"
)


def _look(reading: Reading) -> Iterator[Finding]:
    for defect in reading.defects:
        section = defect.section
        if defect.kind != "restart":
            continue
        here = label(section)
        before = label(defect.before) if defect.before is not None else ""
        yield Finding(
            section.start,
            max(section.end, section.start + len(section.marker)),
            f'"{here}" begins the series again behind "{before}"; look for a lost heading between them',
            f"“{before}”之后又从“{here}”重新编号；请查看两者之间是否丢失标题",
        )


RULE = Rule(
    "CK104",
    "numbering-restart",
    Severity.WARNING,
    "a series begins again under its parent",
    "编号重新开始",
    __doc__ or "",
    _look,
    why_zh=_ZH,
)
