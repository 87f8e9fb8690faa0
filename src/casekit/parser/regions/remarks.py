"""What readers say under a page: a line that counts their remarks, 共有3条评论, and numbered lines with their names, 1、老槐树：同感.

Guarantees:
1. A region is whole lines: the one that counts and those under it, no more of them than are counted, each with a name and what is said.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.setting import Region
from casekit.patterns import lazy

_COUNT: Final = lazy(
    "(?:共有?(?P<a>[0-9]{1,4})[条條]?|(?:全部|最新|网友|網友)?)(?:评论|評論|留言|跟帖|回复|回覆)(?:[（(]共?(?P<b>[0-9]{1,4})[条條]?[）)])?[:：]?"
)
_REMARK: Final = lazy("[0-9]{1,4}[、.．楼樓][ \t\u3000]*[^\\s，。；：:、！？“”]{1,12}[:：].+")


def remarks(lines: Lines, heads: list[int]) -> list[Region]:
    """The remarks of a text; `heads` are the rows that may count them, in order."""
    texts = lines.texts
    found: list[Region] = []
    for row in heads:
        count = _COUNT.fullmatch(texts[row])
        told = int(count["a"] or count["b"] or 0) if count is not None else 0
        last = row
        while last - row < told and last + 1 < len(texts) and _REMARK.fullmatch(texts[last + 1]):
            last += 1
        if last > row:
            found.append(Region(lines.starts[row], lines.end(last), "furniture"))
    return found
