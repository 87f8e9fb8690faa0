"""Articles that touch a word which elsewhere tells that a sentence speaks of them, between the two beside them: 第十七条信息处理….

Guarantees:
1. A candidate begins its line, behind a line that ends a sentence or is a title, and has one of the numbers due between two articles.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import Final

from casekit import numerals
from casekit.ladder import BY_ID
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start
from casekit.patterns import lazy

_ARTICLE: Final = BY_ID["article"]
_MARKER: Final = lazy(
    "第(?P<number>[一二三四五六七八九十百]{1,7}|[1-9][0-9]{0,2})[条條](?=[\u4e00-\u9fff])(?!的|之[一二三四五六七八九十]|规定|規定)"
)
_LOST_MOST: Final = 4
"""So many numbers at most are looked for between two articles."""
_GOES_ON: Final = frozenset("，、,和与及至或第据照按")
"""A line that ends so goes on in the next."""
_SHORT: Final = 20
"""A line of so many code points may be a title (code points)."""
_ENDS: Final = frozenset("。；：！？;:）)")


def due_articles(lines: Lines, reader: Reader, rows: list[int], candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of such articles on the `rows`, given those found at the beginnings of lines."""
    counted = [candidate for candidate in candidates if candidate.family is _ARTICLE and not candidate.refused and not candidate.glued]
    found: list[Candidate] = []
    for before, behind in pairwise(counted):
        due = before.number + 1
        if not due < behind.number <= due + _LOST_MOST:
            continue
        for row in rows[bisect_left(rows, before.row + 1) : bisect_left(rows, behind.row)]:
            match = _MARKER.match(lines.texts[row])
            if match is None or numerals.read(match["number"]) != due or not _begins(lines.texts, row):
                continue
            start = lines.begin(row)
            mark = reader.read(_ARTICLE, match.group())
            candidate = at_line_start(lines, mark, start, start + match.end(), row) if mark is not None else None
            if candidate is not None:
                found.append(candidate)
                due += 1
    return found


def _begins(texts: list[str], row: int) -> bool:
    """Whether the line before ends a sentence, or is a title."""
    before = texts[row - 1] if row else ""
    return not before or before[-1] in _ENDS or (len(before) <= _SHORT and before[-1] not in _GOES_ON)
