"""A number of a series is missing: （一） is followed by （三）, or a series begins with 2.

The heading may have been lost with its page, or the author miscounted. Told at the heading behind the gap. Articles that run on through
the chapters, and any series that goes on where the last one of its kind stopped, are complete. A whole part that is missing from a
compilation (第一篇, 第三篇) is missing-part's to tell.

Bad:
    一、仓库管理
    入库的物资当天登记。
    （一）专人保管
    钥匙由两名保管员分别掌握。
    （三）定期盘点
    每个季度末清点一次。
    二、车辆管理
    出车前检查油量和轮胎。

Bad:
    二、车辆管理
    出车前检查油量和轮胎。
    三、食堂管理
    每天公布菜价。

Good:
    一、仓库管理
    （一）专人保管
    钥匙由两名保管员分别掌握。
    （二）定期盘点
    每个季度末清点一次。
    二、车辆管理
    （三）出车检查
    出车前检查油量和轮胎。
"""

from collections.abc import Iterator

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.series import label, spelled

_ZH = (
    "序列缺号：“（一）”之后是“（三）”，或者序列从2开始。可能是标题随页面丢失，也可能是作者数错。位置在缺口之后的标题。"
    "跨章连续编号的条，以及接着上一个同类序列继续编号的，都是完整的。汇编缺少整篇的（“第一篇”“第三篇”）由 missing-part 报告。"
)


def _look(reading: Reading) -> Iterator[Finding]:
    for defect in reading.defects:
        section = defect.section
        if defect.kind != "gap" or section.kind == "case":
            continue
        first, last = defect.due, (section.number or 0) - 1
        missing = spelled(section, first)
        missing_zh = missing
        verb = "is"
        if last > first:
            missing, missing_zh, verb = f"{missing} to {spelled(section, last)}", f"{missing}”至“{spelled(section, last)}", "are"
        here = label(section)
        if defect.before is None:
            message = f'the series begins with "{here}": {missing} {verb} missing; look for a lost heading above'
            message_zh = f"编号从“{here}”开始，缺少“{missing_zh}”；请查看上文是否丢失标题"
        else:
            message = f'"{here}" follows "{label(defect.before)}": {missing} {verb} missing; look for a lost heading between them'
            message_zh = f"“{here}”紧接“{label(defect.before)}”，缺少“{missing_zh}”；请查看两者之间是否丢失标题"
        yield Finding(section.start, max(section.end, section.start + len(section.marker)), message, message_zh)


RULE = Rule("CK101", "numbering-gap", Severity.WARNING, "a number of a series is missing", "编号缺号", __doc__ or "", _look, why_zh=_ZH)
