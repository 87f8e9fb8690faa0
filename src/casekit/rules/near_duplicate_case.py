"""Two cases of a compilation say mostly the same.

One is a copy of the other in which names and figures were changed, or in which something was lost. Compared are strings of five characters
without signs; told from half of the shorter text on, at the later case, with its likest elder. Cases that have the same title too are
duplicate-title's to tell.

Bad:
    第一篇：东村的菜园
    空地上翻了土，种了白菜和萝卜，孩子放学以后来拔草，老人早晚各浇一次水，收下来的菜分给每一户，多出来的拿到集市上卖，卖的钱买种子和农具。
    第二篇：西村的食堂
    食堂只做三个菜，价钱写在黑板上，卖完就关门，剩下的饭菜送到养鸡的人家，一年下来没有倒掉一碗饭，连洗米的水都拿去浇了花。
    第三篇：南村的菜园
    屋顶上翻了土，种了黄瓜和萝卜，孩子放学以后来拔草，老人早晚各浇一次水，收下来的菜分给每一户，多出来的拿到集市上卖，卖的钱买种子和木箱。

Good:
    第一篇：东村的菜园
    空地上翻了土，种了白菜和萝卜，孩子放学以后来拔草，老人早晚各浇一次水，收下来的菜分给每一户，多出来的拿到集市上卖。
    第二篇：西村的食堂
    食堂只做三个菜，价钱写在黑板上，卖完就关门，剩下的饭菜送到养鸡的人家，一年下来没有倒掉一碗饭。
"""

from collections.abc import Iterator

from casekit.diagnostic import Severity
from casekit.model import Section
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.duplicate_title import repeated
from casekit.rules.series import label
from casekit.rules.strings import ALIKE, THIN, Strings, every, pairs, said

_ZH = (
    "汇编中的两个案例内容大体相同：一个是另一个的副本，只换了名称和数字，或者丢失了一部分。比较的是去掉标点后的五字串，"
    "与较短一篇的重合达到一半时报告，位置在后一篇，并指出与它最像的前一篇。题名也相同的由 duplicate-title 报告。"
)
_LEAST = 8
"""A case with fewer kept strings is too short to be compared."""
_SHORT = 500
"""Where a case is shorter, in code points, all the strings that measure a pair find it."""


def _look(reading: Reading) -> Iterator[Finding]:
    for _, below, _ in reading.families:
        cases = [section for section in below if section.kind == "case"]
        if len(cases) >= 2:
            yield from _compare(cases, reading.row)


def _compare(cases: list[Section], row: int) -> Iterator[Finding]:
    texts = [said(case) for case in cases]
    measured: dict[int, Strings] = {}

    def strings(at: int) -> Strings:
        if at not in measured:
            measured[at] = every(texts[at])
        return measured[at]

    thin = min(map(len, texts)) >= _SHORT
    titled: set[int] | None = None
    for at, elders in pairs([every(text, THIN) if thin else strings(at) for at, text in enumerate(texts)]):
        own = strings(at)
        shared, like = max((len(own & strings(elder)), -elder) for elder in elders)
        share = shared / max(_LEAST, min(len(own), len(strings(-like))))
        if len(own) >= _LEAST and share >= ALIKE:
            titled = {other.start for _, other in repeated(cases)} if titled is None else titled
            if cases[at].start not in titled:
                yield _finding(cases[at], cases[-like], share, row)


def _finding(case: Section, like: Section, share: float, row: int) -> Finding:
    line = like.line + row
    start = min(case.start, case.leaf[0]) if case.suffixed else case.start
    percent = min(100, round(100 * share))
    return Finding(
        start,
        max(case.end, case.start + len(case.marker), start + 1),
        f'"{label(case)}" shares {percent} % of its text with "{label(like)}" on line {line}; compare the two with casekit diff',
        f"“{label(case)}”与第{line}行“{label(like)}”有{percent}%的文字相同；请用 casekit diff 比较",
    )


RULE = Rule(
    "CK402", "near-duplicate-case", Severity.INFO, "two cases say mostly the same", "案例内容近似", __doc__ or "", _look, why_zh=_ZH
)
