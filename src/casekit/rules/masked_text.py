"""Names or figures were replaced by signs: **县, xx局, 20××年, ____.

Told once a paragraph, at the first mask, with their number. Bold marks of Markdown (**重点**), sums, and blanks behind a label (which
are empty-field's) are no masks.

Bad:
    一、基本情况
    今年以来，**县建成文化广场12个，惠及群众3万人，**镇和**镇的广场还配了图书角。

Bad:
    一、基本情况
    20xx年，xx社区建成文化广场2个，由××街道负责日常维护。

Good:
    一、基本情况
    今年以来，全县建成文化广场12个，每个长20×30米，**惠及群众**3万人，其中XL号健身器材8套。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.passages import WRITTEN
from casekit.rules.signs import MASKS

_ZH = (
    "名称或数字被符号代替：**县，xx局，20××年，____。每段在第一处报告一次，并给出处数。Markdown 的加粗（**重点**）、算式，"
    "以及栏目后面的空白（由 empty-field 报告）不算。"
)
_UNITS: Final = "省市县区州旗盟乡镇村组街路道局厅部委办处科股所站院校馆厂司行店社团会队园院班级届年月日时号人名个元万亿户平同某"
_MASK: Final = lazy(
    r"(?P<stars>[*＊]{2,12})"
    r"|(?P<cross>[×╳]{2,12}|×(?=[省市县区州乡镇村局年月日某])(?<![0-9]×))"
    r"|(?P<latin>(?<![A-Za-z0-9])[xX]{2,6}(?![A-Za-z0-9]))"
    r"|(?P<year>20(?:[xX×*]{2}|[_＿]{2,8})(?=\s?年|[./-])|20[12][xX×*](?=\s?年))"
    r"|(?P<line>[_＿]{2,60})"
    r"|(?P<box>[□■]{2,30}|[○]{2,12}|[▲△]{2,12})"
)
_FIRST: Final = lazy("[*＊×╳xX_＿□■○▲△2]")
"""Every mask begins with one of these."""
_HAN: Final = lazy("[\u4e00-\u9fff]")
_NOT_MASKED: Final = lazy("\\s?(?:染色体|世纪|型|号|码)")
_COLONS: Final = frozenset("：:")
_NUMERALS: Final = frozenset("一二三四五六七八九十〇零年")
_STOPS: Final = frozenset("，。、；：！？,;:!?）)》”’】 \t\u3000")


def _look(reading: Reading) -> Iterator[Finding]:
    for place in reading.signs.holding(MASKS):
        passage = reading.passages[place]
        if passage.kind not in WRITTEN:
            continue
        masks = [mask for mask in _masks(passage.text) if mask[1] != passage.joined]  # where a bold title ends
        if not masks:
            continue
        start, end = masks[0]
        near = quote(passage.text[max(0, start - 2) : end + 4])
        count = len(masks)
        many = f" and {count - 1} more" if count > 1 else ""
        yield Finding(
            passage.offset(start),
            passage.end(end),
            f'words are masked: "{near}"{many}; fill them in, or leave them if they are meant to be hidden',
            f"文字被遮盖：“{near}”{f'，本段共{count}处' if count > 1 else ''}；请补全，有意隐去的可保留",
        )


def _masks(text: str) -> list[tuple[int, int]]:
    """The masks of a text in order."""
    stars: list[tuple[int, int]] = []
    found: list[tuple[int, int]] = []
    end = 0
    for first in _FIRST.finditer(text):
        match = _MASK.match(text, first.start()) if first.start() >= end else None
        if match is None:
            continue
        start, end = match.span()
        before, behind = text[start - 1 : start], text[end : end + 1]
        kind = match.lastgroup
        if kind == "year":
            found.append((start, end))
        elif not (_HAN.match(before) or _HAN.match(behind)):
            continue
        elif kind == "stars":
            stars.append((start, end))
        elif not _harmless(text, kind, start, end):
            found.append((start, end))
    return sorted(found + _unpaired(text, stars))


def _harmless(text: str, kind: str | None, start: int, end: int) -> bool:
    """Whether signs that look like a mask are something else: a field to fill in, XX染色体, the zeros of 二○○八."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if kind == "line":
        return before in _COLONS
    if kind == "latin":
        return bool(_NOT_MASKED.match(text, end))
    return text[start] == "○" and (before in _NUMERALS or behind in _NUMERALS)


def _unpaired(text: str, stars: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs of asterisks that are masks; those that enclose words are Markdown's bold marks."""
    masks: list[tuple[int, int]] = []
    at = 0
    while at < len(stars):
        start, end = stars[at]
        if at + 1 < len(stars) and end - start == 2 == stars[at + 1][1] - stars[at + 1][0]:
            inside = text[end : stars[at + 1][0]]
            if inside and inside[0] not in _UNITS and inside[0] not in _STOPS and not inside[-1].isspace():
                at += 2
                continue
        masks.append((start, end))
        at += 1
    return masks


RULE = Rule("CK307", "masked-text", Severity.INFO, "names or figures are replaced by signs", "文字被遮盖", __doc__ or "", _look, why_zh=_ZH)
