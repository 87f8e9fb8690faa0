"""A number stands twice in one series: 1、2、2、3、.

The author miscounted, or the heading above the second one was lost, so that its children now stand behind those of another. Told at the
heading that has the number again; what follows is counted on from there. Inserted articles (第五条之一) are no repeats.

Bad:
    一、值班安排
    1、白天由门卫值守
    来访人员先登记再进门。
    2、夜间由保安值守
    每两小时巡查一次。
    2、节假日由干部带班
    带班干部的电话不得关机。
    3、交接要有记录
    记录保存一年。

Good:
    一、值班安排
    1、白天由门卫值守
    来访人员先登记再进门。
    2、夜间由保安值守
    每两小时巡查一次。
    二、应急安排
    1、节假日由干部带班
    带班干部的电话不得关机。
    2、交接要有记录
    记录保存一年。
"""

from collections.abc import Iterator

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.series import label, spelled

_ZH = (
    "同一序列中一个号码出现两次：1、2、2、3、。可能是作者数错，也可能是第二个号码之上的标题丢失，它的下级接到了别的标题之后。"
    "位置在再次出现的标题，其后从该处接着数。增补的条（“第五条之一”）不算重复。"
)


def _look(reading: Reading) -> Iterator[Finding]:
    for defect in reading.defects:
        section = defect.section
        if defect.kind != "repeat":
            continue
        here, due = label(section), spelled(section, defect.due)
        before = f' after "{label(defect.before)}"' if defect.before is not None else ""
        before_zh = f"在“{label(defect.before)}”之后" if defect.before is not None else ""
        yield Finding(
            section.start,
            max(section.end, section.start + len(section.marker)),
            f'"{here}" repeats a number{before}, where {due} is due; correct it, or look for a lost heading above',
            f"“{here}”{before_zh}重复编号，此处应为{due}；请更正，或查看上文是否丢失标题",
        )


RULE = Rule(
    "CK102", "numbering-repeat", Severity.WARNING, "a number stands twice in one series", "编号重复", __doc__ or "", _look, why_zh=_ZH
)
