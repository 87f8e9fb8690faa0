"""Two cases of a compilation, or two headings of one series, have the same title.

A case was pasted twice, or a near copy of another kept its title; a heading was copied and not changed. Titles that all cases share are
the compilation's own, and those that a marker follows (案例【篇一】, 案例【篇二】) are meant to be the same. Told at the later one.

Bad:
    第一篇：社区菜园的种植
    屋顶上搭了木箱，种了番茄和辣椒，老人每天上来浇水。
    第二篇：社区食堂的经营
    食堂只做三个菜，价钱写在黑板上，卖完就关门。
    第三篇：社区菜园的种植
    空地上翻了土，种了白菜和萝卜，孩子放学以后来拔草。

Bad:
    一、听取意见
    挨家挨户走一遍，意见当场记下。
    二、集中办理
    能办的三天之内办完。
    三、听取意见
    办完以后请大家打分。

Good:
    社区故事【篇一】
    屋顶上搭了木箱，种了番茄和辣椒，老人每天上来浇水。
    社区故事【篇二】
    食堂只做三个菜，价钱写在黑板上，卖完就关门。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Section
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.series import label

_ZH = (
    "汇编中的两个案例，或同一序列的两个标题，题名相同：案例重复粘贴，或近似的副本沿用了原题；标题复制后没有改。所有案例共有的题名属"
    "于汇编本身，题名后带序号的（案例【篇一】、案例【篇二】）本应相同，均不算。位置在后一个。"
)
_SIGNS: Final = lazy("[\\W_]+")
_LEAST: Final = 3
"""A shorter title, in code points, is a word that may come again (小结)."""
_COMMON: Final = 3
"""Headings of one series with a title that so many share are a form that is filled in again and again."""


def same_title(section: Section) -> str:
    """A title as it is compared: without signs and blanks."""
    return section.title if section.title.isalnum() else _SIGNS.sub("", section.title)


def repeated(siblings: list[Section]) -> Iterator[tuple[Section, Section]]:
    """The sections whose title an earlier one has too, each with that one; none where all share one title."""
    if _begin_apart(siblings):
        return
    first: dict[str, Section] = {}
    titles = [same_title(section) for section in siblings]
    if len(set(titles)) in (1, len(titles)):
        return
    for section, title in zip(siblings, titles, strict=True):
        if len(title) < _LEAST or section.suffixed:
            continue
        if title in first:
            yield first[title], section
        first.setdefault(title, section)


def _begin_apart(siblings: list[Section]) -> bool:
    """Whether every title begins with another letter: then none of them is like another."""
    seen: set[str] = set()
    for section in siblings:
        letter = section.title[:1]
        if letter in seen or not letter.isalnum():
            return False
        seen.add(letter)
    return True


def _look(reading: Reading) -> Iterator[Finding]:
    for _, below, found in reading.families:
        cases = [section for section in below if section.kind == "case"]
        rows = list(repeated(cases)) if len(cases) > 1 else []
        for _, series in found:
            if series[0].kind != "heading":
                continue
            # A sentence in a list may come again in the next: only a title with text below it names something.
            named = [section for section in series if section.title and section.children]
            if len(named) < 2:
                continue
            again = [(one, other) for one, other in repeated(named) if one.number != other.number]
            if len(again) < _COMMON:
                rows += again
        for one, other in rows:
            start = other.offset(0)
            line = one.line + reading.row
            yield Finding(
                start,
                max(other.end, start + 1),
                f'"{label(other)}" has the same title as "{label(one)}" on line {line}; compare the two, or change the title',
                f"“{label(other)}”与第{line}行“{label(one)}”题名相同；请比较两者，或修改题名",
            )


RULE = Rule(
    "CK401", "duplicate-title", Severity.WARNING, "two cases or headings have the same title", "题名重复", __doc__ or "", _look, why_zh=_ZH
)
