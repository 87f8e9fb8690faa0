"""What readers say under a page: a line that counts their remarks, 共有3条评论, and numbered lines with their names, 1、老槐树：同感.

Guarantees:
1. A region is whole lines: the one that counts and those under it, no more of them than are counted, each with a name and what is said.
2. The text ends behind them, or a line of the site stands right above or below: points of a report are counted too.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.setting import Region
from casekit.patterns import lazy

_COUNT: Final = lazy(
    "(?:共有?(?P<a>[0-9]{1,4})[条條]?|(?:全部|最新|网友|網友)?)(?:评论|評論|留言|跟帖|回复|回覆)(?:[（(]共?(?P<b>[0-9]{1,4})[条條]?[）)])?[:：]?"
)
_REMARK: Final = lazy("[0-9]{1,4}[、.．楼樓][ \t\u3000]*[^\\s，。；：:、！？“”]{1,12}[:：].+")


def remarks(lines: Lines, heads: list[int], around: list[Region]) -> list[Region]:
    """The remarks of a text; `heads` are the rows that may count them, in order, and `around` the lines of the site."""
    texts = lines.texts
    found: list[Region] = []
    sites = {lines.at(region.start) for region in around}
    for row in heads:
        count = _COUNT.fullmatch(texts[row])
        told = int(count["a"] or count["b"] or 0) if count is not None else 0
        last = row
        while last - row < told and last + 1 < len(texts) and _REMARK.fullmatch(texts[last + 1]):
            last += 1
        if last > row and _is_at_foot(lines.texts, sites, row, last):
            found.append(Region(lines.starts[row], lines.end(last), "furniture"))
    return found


def _is_at_foot(texts: list[str], sites: set[int], first: int, last: int) -> bool:
    """Whether the lines from `first` to `last` close a text, or stand beside one of the lines `sites` that a site prints."""
    above = next((row for row in range(first - 1, -1, -1) if texts[row]), -1)
    below = next((row for row in range(last + 1, len(texts)) if texts[row]), -1)
    return above >= 0 and (below < 0 or above in sites or below in sites)
