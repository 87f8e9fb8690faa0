"""Openers of several cases on one line, as a site leaves them of its list of pages: 第三篇 第四篇 下载全文.

Guarantees:
1. A line holds nothing but openers whose numbers rise, and what a site says beside them.
2. Without that, or with one opener alone, it is taken only where it stands in the middle of a sentence.
3. An opener that is written twice opens nothing the second time.
"""

from itertools import pairwise
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.regions.furniture import torn
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_N: Final = "(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,3})"
_NUMBER: Final = lazy(_N)
_OPENER: Final = f"(?:第{_N}[篇则例]|[【\\[（(]?(?:篇|案例|范文){_N}[】\\]）)]?)"
_SAID: Final = (
    "(?:点击|免费|继续|返回|展开|查看|阅读|下载|全文|本文|原文|全部|更多|目录|上一篇|下一篇|文档|在线|[（(]?未完[）)]?|待续|>>|»|…)"
)
_LINE: Final = lazy(
    f"(?P<said>{_SAID}{{0,4}})[{BLANK}]*+(?P<openers>{_OPENER}(?:[{BLANK}|｜/／·]*{_OPENER}){{0,9}})[{BLANK}|｜/／·]*(?P<behind>(?:{_SAID}[{BLANK}]*){{0,4}})"
)
_MOST: Final = 60
"""Such a line is not longer, in code points."""
_SEVERAL: Final = 2
_NEAR: Final = 3
"""The same opener again stands no more lines behind."""


def openers(lines: Lines, cases: list[Candidate]) -> list[Region]:
    """The lines of several openers, or of one and a site's words, that open nothing; `cases` are the candidates that open some."""
    found: list[Region] = []
    last = -_NEAR
    for candidate in cases:
        if candidate.glued or candidate.refused:
            continue
        text = lines.texts[candidate.row]
        if 0 < candidate.row - last < _NEAR and text == lines.texts[last]:  # written twice: the second opens nothing
            found.append(Region(candidate.line_start, candidate.line_end, "furniture"))
            continue
        last = candidate.row
        if candidate.suffix:
            continue
        match = _LINE.fullmatch(text) if len(text) <= _MOST else None
        if match is None:
            continue
        numbers = [numerals.read(number) or 0 for number in _NUMBER.findall(match["openers"])]
        said = bool(match["said"] or match["behind"])
        rise = all(one < two for one, two in pairwise(numbers))
        if rise and len(numbers) + said >= _SEVERAL and ((said and len(numbers) >= _SEVERAL) or torn(lines.texts, candidate.row)):
            found.append(Region(candidate.line_start, candidate.line_end, "furniture"))
    return found
