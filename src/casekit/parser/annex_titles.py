"""Annexes without a number but with a title: 附录　表格, and 附件：表格 over text.

Guarantees:
1. Where a list says the line before, only the last one counts, and none right behind contents; text stands behind it.
2. 附件　表格 above a signature and its date, or whom to ask, is only named; 附件：表格 is, unless text and numbers from 1 on follow, or
   the next case.
"""

import re
from bisect import bisect_left
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
_ANNEX: Final = lazy(f"(?P<title>附{_B}(?:录[{BLANK}:：]++|(?P<enclosed>件)[{BLANK}]++)[\u4e00-\u9fff]{{2,14}})")
_WITH_TEXT: Final = lazy(f"(?P<title>附{_B}(?P<enclosed>件){_B}[:：]{_B}(?![0-9０-９]{{1,2}}[.．、])[^。；，:：\n]{{4,40}})")
"""附件：测算方法说明, which tells what is enclosed as well as what begins: text must stand right behind it."""
_TABLE: Final = lazy(f"(?P<title>附{_B}(?P<enclosed>表){_B}[0-9０-９一二三四五六七八九十]{{0,2}}[{BLANK}:：]++[^。；，:：\n]{{2,40}})")
"""附表1　水费标准, with sections instead of a table."""
_TEXT_LEAST: Final = 15
"""Such text is not shorter, in code points, and ends a sentence."""
_SIGNED_LINES: Final = 6
"""A signature and its date stand on so many lines behind what they enclose."""
_DATED: Final = lazy(
    "[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日|[0-9]{4}[.．/年-][0-9]{1,2}[.．/月-][0-9]{1,2}|联系(?:人|电话)"
)
"""A date, or whom to ask: what stands between a letter and what is sent with it."""
_DATE_MOST: Final = 30
_NEAR: Final = 12
"""The numbering of an annex begins within so many lines."""

_LATER: Final = 60
"""The next article is looked for among so many candidates."""


def annex_title(lines: Lines, candidates: list[Candidate], row: int, last: dict[str, int], setting: Setting) -> re.Match[str] | None:
    """The title on a line, None where it is none; `last` are the last lines that say the same."""
    texts = lines.texts
    match = _ANNEX.fullmatch(texts[row])
    if match is None:
        below = next((text for text in texts[row + 1 : row + 5] if text), "")
        over = len(below) >= _TEXT_LEAST and below[-1] == "。" and _begin_anew(candidates, row)
        closed = _behind_articles(texts, candidates, row)
        match = _WITH_TEXT.fullmatch(texts[row]) if over or closed else None
        match = _TABLE.fullmatch(texts[row]) if closed and match is None else match
    near = 5 if match is not None and match["enclosed"] else 3
    if match is None or last[texts[row]] != row or setting.kinds.get(row - 1) == "toc" or not any(texts[row + 1 : row + near]):
        return None
    behind = texts[row + 1 : row + 1 + _SIGNED_LINES] if match["enclosed"] else []
    return None if any(len(text) <= _DATE_MOST and _DATED.search(text) for text in behind) else match


def _begin_anew(candidates: list[Candidate], row: int) -> bool:
    """Whether the next number behind a line is a first one near it, or opens the next case."""
    place = bisect_left(candidates, row + 1, key=_row)
    behind = candidates[place] if place < len(candidates) else None
    if behind is None or behind.refused or behind.row - row > _NEAR:
        return False
    return behind.number == 1 or behind.kind == "case"


def _behind_articles(texts: list[str], candidates: list[Candidate], row: int) -> bool:
    """Whether the last article stands above a line, finished, and a first number with a text of its own right under it."""
    place = bisect_left(candidates, row + 1, key=_row)
    if not 0 < place < len(candidates) or not texts[row - 1].endswith("。"):
        return False
    first, article = candidates[place], candidates[place - 1]
    text = "".join(texts[first.row + 1 : first.row + 2])
    return (
        article.family.id == "article"
        and (first.row, first.number) == (row + 1, 1)
        and not first.refused
        and text.endswith("。")
        and (place + 1 == len(candidates) or candidates[place + 1].row > row + 2)
        and not any(one.style == article.style and one.number == article.number + 1 for one in candidates[place : place + _LATER])
    )


def _row(candidate: Candidate) -> int:
    return candidate.row
