"""Punctuation in half and in full width is mixed: ，here and , there.

A text, or a case, that uses one of them throughout, whichever, has a style. Counted are the marks , ; : ! ? between Chinese
characters; brackets and full stops, which stand beside numbers and Latin letters in either width, are not. Told once a case, at the
first mark of the kind that it has less of, where that is a tenth or more.

Bad:
    一、院坝议事
    每个月开一次院坝会，大家坐在一起说事,说完的事写在墙上，办完一件划掉一件。
    二、入户走访
    每户坐够半小时，意见当场记下，能办的马上办，难办的报上来,由镇里协调,办完回信。

Good:
    一、院坝议事
    每个月开一次院坝会,大家坐在一起说事,说完的事写在墙上,办完一件划掉一件。
    二、入户走访
    从8:30开始,每户坐够半小时,意见当场记下。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.passages import PROSE
from casekit.rules.signs import FULL, HALF, Signs, first_mark

_ZH = (
    "半角和全角标点混用：这里是“，”，那里是“,”。全文或某一案例一律用其中一种的视为风格。只统计汉字之间的逗号、分号、冒号、"
    "叹号、问号；括号和句点常与数字、字母相邻，不在其内。较少的一种占一成以上时报告，每个案例一次，位置在其第一处。"
)
_LEAST: Final = 3
_SHARE: Final = 0.1
"""Fewer marks of one kind, or a smaller share of all, are slips of the finger and not told."""


def _look(reading: Reading) -> Iterator[Finding]:
    signs = reading.signs
    if not signs.has(HALF):
        return
    cases: list[list[int]] = [[]]
    for place, passage in enumerate(reading.passages):
        if passage.head is not None and passage.head.kind == "case":
            cases.append([])
        if passage.kind in PROSE:
            cases[-1].append(place)
    for case in cases:
        yield from _judge(signs, case)


def _judge(signs: Signs, case: list[int]) -> Iterator[Finding]:
    half = signs.marks(HALF, case)
    full = signs.marks(FULL, case) if half >= _LEAST else 0
    less = min(half, full)
    if less < max(_LEAST, _SHARE * (half + full)):
        return
    more = half + full - less
    width = HALF if less == half else FULL
    passage = next(signs.passages[place] for place in case if first_mark(width, signs.passages[place].text) >= 0)
    at = first_mark(width, passage.text)
    near = quote(passage.text[max(0, at - 5) : at + 6])
    kinds, kinds_zh = (("half", "full"), ("半角", "全角")) if less == half else (("full", "half"), ("全角", "半角"))
    yield Finding(
        passage.offset(at),
        passage.end(at + 1),
        f'{less} marks in {kinds[0]} width among {more} in {kinds[1]} width, the first at "{near}"; use one width',
        f"{more}处{kinds_zh[1]}标点中夹有{less}处{kinds_zh[0]}标点，第一处在“{near}”；请统一",
    )


RULE = Rule("CK503", "mixed-width", Severity.INFO, "half and full width are mixed", "全角半角混用", __doc__ or "", _look, why_zh=_ZH)
