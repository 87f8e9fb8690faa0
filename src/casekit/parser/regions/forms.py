"""Forms, lessons and contracts with the same headings one behind another, which no list of contents is.

Guarantees:
1. Only entries that come again are asked about, and only those of a list without a head.
"""

from itertools import pairwise
from typing import Final

from casekit.parser.scan import Candidate

_WRAPPED_LEAST: Final = 20
"""Under a line of so many code points may stand its wrapped rest."""
_TAIL: Final = "0123456789０１２３４５６７８９.．…·•⋯_—-()（）[]第页 \t\u3000\r\n"
"""A page number and its leader are no text."""
_LEAST: Final = 3
"""So many entries come again."""


def forms(buffer: str, rows: list[Candidate], at: int, stop: int, again: list[int]) -> bool:
    """Whether the entries `[at, stop)` open the first of several forms; `again` says for each where it comes again, -1 for nowhere.

    Either text stands under most of them that does not come again, as entries without a number would; or text stands under the last, and
    they stand as close to one another where they come again.
    """
    back = [place for place, other in enumerate(again) if other >= 0]
    if len(back) < _LEAST:
        return False
    body = again[back[0]]
    entries = rows[at : min(body, stop)]
    texts = [buffer[one.line_end : other.line_start].strip(_TAIL) for one, other in pairwise(entries)]
    behind = rows[body].line_start
    filled = 0
    for one, text in zip(entries, texts, strict=False):
        filled += text != "" and one.line_end - one.line_start < _WRAPPED_LEAST and buffer.find(text, behind) < 0
    if 2 * filled > len(texts):
        return True
    last = at + len(entries)
    if "。" not in buffer[rows[last - 1].line_end : rows[last].line_start]:
        return False
    inside = [place for place in back if place < len(entries)]
    return len(inside) >= _LEAST and all(
        rows[at + two].row - rows[at + one].row == rows[again[two]].row - rows[again[one]].row for one, two in pairwise(inside)
    )
