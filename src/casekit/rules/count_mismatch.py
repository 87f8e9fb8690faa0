"""A heading promises a number, and another number is there: 三个突出 with one.

Counted are the numbered headings and lead-ins straight below it, where each of them takes up the word that is counted, and the cases of
a compilation whose title says how many it holds (案例三篇, 精选5篇, 共五则). Where numbering shows what is missing, the gap is told
and not this. Told at the promise.

Bad:
    一、改进作风
    1、做到三个走遍。
    （1）走遍困难户，把米面油送到家。
    （2）走遍养殖户，把防疫药送到圈。
    2、做到两个公开。
    （1）公开账目，每月贴一次。
    （2）公开结果，评完就贴。

Bad:
    乡村阅读案例三篇
    乡村阅读案例【篇一】
    东村的书箱挂在自行车后座上，邮递员送到哪里就借到哪里。
    乡村阅读案例【篇二】
    西村的书屋开在磨坊里，等着磨面的人可以坐下来读书。

Good:
    一、改进作风
    1、做到三个走遍。
    （1）走遍困难户，把米面油送到家。
    （2）走遍养殖户，把防疫药送到圈。
    （3）走遍外出户，把问候信寄到手。
    2、加强五项训练。
    （1）结合体能和技能，每周练一次。
    （2）结合灭火和救人，每月练一次。
"""

from collections.abc import Iterator
from typing import Final

from casekit import numerals
from casekit.diagnostic import Severity
from casekit.model import Block, Section
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.series import Key

_ZH = (
    "标题许诺的数目与实际不符：“三个突出”之下只有一个。统计的是其下一级的编号标题和引领句，且每一个都要含有被计数的词；"
    "以及标题写明篇数的汇编（“案例三篇”“精选5篇”“共五则”）中的案例。编号本身已显示缺号的，只报告缺号。位置在许诺数目之处。"
)
_PROMISE: Final = lazy(
    "(?P<number>[二两三四五六七八九十]|十[一二三四五六]?)[个项大条种类点](?P<word>[\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])"
)
_HOLDS: Final = lazy(
    "(?:(?P<said>共|精选|通用|合集|汇编|推荐|选编|[案事范样例][例迹文本]|总结|材料|报告|体会|心得)[的了]?\\s?|^)"
    "(?P<number>[0-9]{1,2}|[二两三四五六七八九十]{1,3})\\s?(?:篇|则|例|份)(?=$|[)）】\\]\\s。：:，,！])"
)
_COUNTED: Final = frozenset("个项大条种类点")
_MOST: Final = 60
"""A title with a promise is not longer, in code points."""


def mismatched(parent: Section, found: list[tuple[Key, list[Section]]]) -> tuple[int, int, int, int] | None:
    """The range in the title of `parent` that promises a number, the number, and how many there are; None where all is well.

    `found` are the series among the sections below it.
    """
    title = parent.title
    match = _PROMISE.search(title) if len(title) <= _MOST and not _COUNTED.isdisjoint(title) else None
    if match is None:
        return None
    number, word = numerals.read(match["number"].replace("两", "二")) or 0, match["word"]
    below = _counted(parent, found)
    if not below or any(word not in section.title for section in below):
        return None
    count = len(below)
    return None if count == number or _told(below, number) else (*match.span(), number, count)


def _counted(parent: Section, found: list[tuple[Key, list[Section]]]) -> list[Section]:
    """The headings below that a promise may count: the first series, or the lead-ins where there is none."""
    if found:
        return found[0][1] if len(found) == 1 else []
    return [section for section in parent.sections if section.kind == "lead"]


def _told(below: list[Section], number: int) -> bool:
    """Whether the numbers of the headings themselves show which are missing or twice."""
    numbers = [section.number for section in below if section.number is not None]
    return bool(numbers) and (numbers[-1] == number or numbers != list(range(1, len(numbers) + 1)))


def _look(reading: Reading) -> Iterator[Finding]:
    for section, below, found in reading.families:
        if section is not reading.root and (wrong := mismatched(section, found)):
            start, end, number, count = wrong
            yield _finding(section.offset(start), section.offset(end - 1) + 1, section.title[start:end], number, count)
        cases = [child for child in below if child.kind == "case"]
        if len(cases) >= 2:
            yield from _compilation(section, cases)


def _compilation(section: Section, cases: list[Section]) -> Iterator[Finding]:
    """Whether the titles ahead of the cases say how many there are, and are wrong."""
    titles: list[tuple[str, Section | Block]] = [(section.title, section)] if section.title else []
    for child in section.children:
        if isinstance(child, Section):
            break
        if child.kind in ("title", "subtitle"):
            titles.append((child.text, child))
    for text, node in titles:
        match = _HOLDS.search(text[:_MOST])
        number = numerals.read(match["number"].replace("两", "二")) if match else None
        if match is None or number is None or number < 2:
            continue
        if number != len(cases) and not _told(cases, number):
            start, end = match.span("number")
            yield _finding(node.offset(start), node.offset(end - 1) + 1, text[match.start() : match.end()], number, len(cases))
        return


def _finding(start: int, end: int, promise: str, number: int, count: int) -> Finding:
    there = "is" if count == 1 else "are"
    return Finding(
        start,
        end,
        f'"{quote(promise)}" promises {number}, {count} {there} there; look for lost ones, or correct the number',
        f"“{quote(promise)}”许诺{number}项，实有{count}项；请查看是否丢失，或更正数目",
    )


RULE = Rule(
    "CK107",
    "count-mismatch",
    Severity.WARNING,
    "a promised number is not what is there",
    "数目与实际不符",
    __doc__ or "",
    _look,
    why_zh=_ZH,
)
