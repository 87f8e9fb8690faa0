"""The halves of a text that touch their titles: 上编总论, 下编分论.

Guarantees:
1. Both halves are there, as often as one another, with the same unit; each is a short line that ends no sentence and has no comma.
2. A numbering stands right under each of them: the first with its number 1, the others with that or the next one of the half before.
3. None stands under a heading of a numbering that goes on behind the halves.
"""

from bisect import bisect_left, bisect_right
from typing import Final

from casekit.ladder import BLANK, BY_ID
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start
from casekit.patterns import lazy

_HALF: Final = BY_ID["volume-half"]
_TITLE_MOST: Final = 24
"""A half is not longer with its title, in code points."""
_TITLED: Final = lazy(
    "(?P<half>[上中下])(?P<unit>[编編篇册冊卷])"
    "(?![的地得是为由与和及或里讲講写寫说說以从從在有共则則将將都也就名末首中所]|目[录錄次]|封面|课文|課文|文章|作文|窗|定[价價]|主[编編]|作者|主要|内容)"
    f"[\u4e00-\u9fff“《][^。；，！？、{BLANK}]{{1,20}}"
)
_BROKEN: Final = frozenset("，、,；")
"""A line that ends so goes on in the next."""
_BELIEVED: Final = 2.4
"""A marker under a half is believed so much at least."""
_TOUCHES: Final = -2.0


def halves(lines: Lines, reader: Reader, found: list[Candidate], rows: list[int]) -> list[Candidate]:
    """The halves among the lines `rows`, which no marker begins; `found` are the other candidates, in source order."""
    heads = {candidate.row: candidate for candidate in reversed(found) if not candidate.refused and candidate.belief >= _BELIEVED}
    numbers = {(candidate.style, candidate.number) for candidate in heads.values()}
    by_unit: dict[str, list[Candidate]] = {}
    for row in rows:
        titled = _TITLED.fullmatch(lines.texts[row]) if len(lines.texts[row]) <= _TITLE_MOST else None
        below = heads.get(_behind(lines.texts, row))
        if titled is None or below is None or (row and lines.texts[row - 1][-1:] in _BROKEN):
            continue
        if below.number != 1 and (titled["half"] == "上" or (below.style, below.number - 1) not in numbers):
            continue
        mark = reader.read(_HALF, titled["half"] + titled["unit"])
        start = lines.begin(row)
        half = at_line_start(lines, mark, start, start + len(titled["half"] + titled["unit"]), row) if mark is not None else None
        if half is not None:
            half.weigh("touches-its-title", _TOUCHES)
            by_unit.setdefault(titled["unit"], []).append(half)
    return [half for several in by_unit.values() if _whole(several) and not _is_inside(several, heads) for half in several]


def _is_inside(several: list[Candidate], heads: dict[int, Candidate]) -> bool:
    """Whether a first half stands in a heading whose numbering goes on behind it."""
    first = [half.row for half in several if half.marker[0] == "上"]
    last: dict[str, Candidate] = {}
    for row, one in sorted(heads.items()):
        before = last.get(one.style)
        if before is not None and one.number == before.number + 1 and bisect_right(first, before.row) < bisect_left(first, row):
            return True
        last[one.style] = one
    return False


def _behind(texts: list[str], row: int) -> int:
    """The next line with text, one blank line away at most."""
    return row + 1 if row + 1 < len(texts) and texts[row + 1] else row + 2


def _whole(several: list[Candidate]) -> bool:
    """Whether the first half is followed by the last, as often as it stands."""
    order = [half.marker[0] for half in several if half.marker[0] != "中"]
    return len(order) % 2 == 0 and order == ["上", "下"] * (len(order) // 2)
