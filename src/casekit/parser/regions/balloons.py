"""What a word processor prints of a draft beside its text: remarks, what was taken out, how it was set. 批注 [李1]: … 删除的内容: …

Guarantees:
1. A region is a line that begins with the label and goes on behind it, and the lines that a remark goes on in: up to the end of a
   quotation that it opens, and behind a sign that does not end it.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.setting import Region
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
_WHO: Final = f"[\\[［【][^\\[\\]［］【】\n]{{1,20}}[\\]］】]{_B}"
_BALLOON: Final = lazy(
    f"(?:(?P<remark>(?:批注|Commented){_B}{_WHO})|(?:删除的内容|带格式的|带格式表格|设置了格式|Deleted|Formatted){_B}(?:{_WHO})?"
    f"|(?:删除|插入|设置格式){_B}{_WHO})[:：](?={_B}[^{BLANK}\n])"
)
_GOES_ON: Final = frozenset("，,、；;：:")
_LINES_MOST: Final = 5
"""A remark does not go on in more lines."""


def balloons(lines: Lines, labelled: list[int]) -> list[Region]:
    """Such lines among those that are `labelled`, rows in order."""
    found: list[Region] = []
    behind = 0
    for row in labelled:
        balloon = _BALLOON.match(lines.texts[row]) if row >= behind else None
        if balloon is not None:
            last = _end(lines.texts, row) if balloon["remark"] else row
            found.append(Region(lines.starts[row], lines.end(last), "furniture"))
            behind = last + 1
    return found


def _end(texts: list[str], row: int) -> int:
    """The last line of the remark that begins at `row`."""
    last = min(row + _LINES_MOST, len(texts) - 1)
    opened = texts[row].count("“") - texts[row].count("”")
    if opened == 1:
        for at in range(row + 1, last + 1):
            if not texts[at] or "“" in texts[at].partition("”")[0]:
                break
            if "”" in texts[at]:
                return at
    end = row
    while end < last and texts[end][-1:] in _GOES_ON and texts[end + 1]:
        end += 1
    return end
