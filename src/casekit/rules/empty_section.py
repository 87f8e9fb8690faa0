"""A heading has nothing below it, while the others of its series have text.

Its text was lost, or was never written. A heading that is a sentence of its own, one with a colon, and a series in which titles without
text are usual are no defect. Told at the heading.

Bad:
    一、清扫街巷
    每天清晨清扫一遍，垃圾装车运走。
    二、清理河道
    三、清洗公厕
    每天冲洗三遍，地面不留积水。
    四、修剪绿篱
    每个季度修剪一次，枝条运到堆肥场。

Good:
    一、清扫街巷
    每天清晨清扫一遍，垃圾装车运走。
    二、河道由专人打捞，每周一次。
    三、清洗公厕
    每天冲洗三遍，地面不留积水。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Section
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.series import label

_ZH = (
    "标题下面没有内容，而同一序列的其他标题都有正文：内容丢失，或者没有写。本身就是一句话的标题、带冒号的标题，以及标题下本来多半没"
    "有正文的序列，不算缺陷。"
)
_LEAST: Final = 3
"""A series is not judged by fewer headings."""
_LONGEST: Final = 16
"""A longer title, in code points, says enough by itself."""
_INSIDE: Final = frozenset("，。；！？：,;!?:、（(")
_NOTHING: Final = ("略", "无", "删除", "暂缺", "待定", "空")


def _look(reading: Reading) -> Iterator[Finding]:
    last = _last(reading.root)
    for _, _, series in reading.series:
        if len(series) < _LEAST:
            continue
        empty = [section for section in series if not section.children]
        if len(empty) != 1 or not _bare(empty[0]):
            continue
        section = empty[0]
        if section is last or section.kind == "item" or not all(len(other.title) <= 2 * _LONGEST for other in series):
            continue
        yield Finding(
            section.start,
            max(section.end, section.start + len(section.marker)),
            f'nothing stands under "{label(section)}", while the others of its series have text; look for it in the original',
            f"“{label(section)}”下面没有内容，而同一序列的其他标题都有；请对照原文补全",
        )


def _last(section: Section) -> Section:
    """The last heading of the text where nothing stands behind it: a text may end with a word."""
    while section.children and isinstance(section.children[-1], Section):
        section = section.children[-1]
    return section


def _bare(section: Section) -> bool:
    """Whether a heading says nothing by itself."""
    title = section.title.strip()
    return (
        bool(title) and not section.closing and len(title) <= _LONGEST and not _INSIDE.intersection(title) and not title.endswith(_NOTHING)
    )


RULE = Rule(
    "CK203", "empty-section", Severity.WARNING, "a heading has nothing below it", "标题下没有内容", __doc__ or "", _look, why_zh=_ZH
)
