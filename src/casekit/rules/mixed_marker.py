"""One series is marked in different ways: 1、 then 2. then 3，.

Which way does not matter, one series should have one. Full and half width are told by mixed-width, damaged markers by damaged-marker.
Told once a series, at the first marker that is not written like most of them.

Bad:
    一、冬季防火
    1、清理楼道。楼道里的纸箱和旧家具限期搬走。
    2．检查线路。老化的电线由物业统一更换。
    3、备好器材。每个单元放两只灭火器。

Good:
    一、冬季防火
    1、清理楼道。楼道里的纸箱和旧家具限期搬走。
    2、检查线路。老化的电线由物业统一更换。
    二、夏季防汛
    1.疏通管道。雨季以前疏通一次。
    2.备好沙袋。车库门口放足沙袋。
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Section
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.markers import damage_of, shape
from casekit.rules.series import label

_ZH = (
    "同一序列的序号写法不一：先用“1、”，再用“2.”，又用“3，”。用哪一种都可以，但一个序列只应有一种。全角半角之别由 mixed-width 报告，"
    "损坏的序号由 damaged-marker 报告。每个序列报告一次，位置在第一个与多数写法不同的序号。"
)
_CHANGED: Final = ("han", "han-parens", "arabic", "arabic-parens", "latin-dot", "roman", "stem", "formal-comma")
"""The series whose members may be written in different ways and still count as one."""
_BEHIND_BRACKET: Final = lazy("(?<=\\))[、.]$")
_NO_STOP: Final = frozenset(("dot-char", "parens-char", "han-parens-char", "arabic-alone"))
"""Markers of one sign, which has its separator inside."""


def _look(reading: Reading) -> Iterator[Finding]:
    for _, key, series in reading.series:
        if len(series) < 2 or key[0] not in _CHANGED or _alike(series):
            continue
        forms = [(_form(section.marker, section.family), section) for section in series if section.sub is None]
        written = [(form, section) for form, section in forms if form is not None]
        counts = Counter([form for form, _ in written])
        if len(counts) < 2:
            continue
        usual = max(counts, key=counts.__getitem__)  # the first of those that are as frequent
        like = next(section for form, section in written if form == usual)
        odd = next(section for form, section in written if form != usual)
        yield Finding(
            odd.start,
            odd.start + len(odd.marker),
            f'"{label(odd)}" is marked otherwise than "{quote(like.marker)}" in the same series; use one way throughout',
            f"“{label(odd)}”与同一序列的“{quote(like.marker)}”写法不同；请统一",
        )


def _alike(series: list[Section]) -> bool:
    """Whether all markers are written in one way."""
    form = _form(series[0].marker, series[0].family)
    return all(_form(section.marker, section.family) == form for section in series)


@lru_cache(maxsize=4096)
def _form(marker: str, family: str) -> str | None:
    """How a marker is written, None where it is damaged or has its separator inside."""
    if family in _NO_STOP or damage_of(marker, family):
        return None
    # A separator behind a bracket is double-punctuation's to tell.
    return _BEHIND_BRACKET.sub("", shape(marker, family))


RULE = Rule(
    "CK105", "mixed-marker", Severity.INFO, "one series is marked in different ways", "序号写法不一", __doc__ or "", _look, why_zh=_ZH
)
