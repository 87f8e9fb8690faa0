"""Lists of contents in which a dump left the codes of the word processor: HYPERLINK \\l "_Toc31" 第一章　选址 PAGEREF _Toc31 \\h 5.

Guarantees:
1. A line is taken only for the code that asks for the page of an entry (_Toc; a reference in the text has _Ref), with the lines
   TOC \\o "1-2" and 目录 right above the first.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.setting import Region
from casekit.patterns import lazy

_WORD: Final = "PAGEREF"
_PAGE: Final = lazy(f"PAGEREF[{BLANK}]++_Toc[0-9]")
_CODE: Final = lazy("TOC[ ]\\\\[a-z].*")
_HEAD: Final = lazy(f"目[{BLANK}]*+[录錄次]")
_HEAD_MOST: Final = 8


def field_codes(lines: Lines) -> list[Region]:
    """The entries of such lists, each run with what stands over it."""
    rows = sorted({lines.at(place) for place in lines.places(_WORD) if _PAGE.match(lines.buffer, place)})
    found: list[Region] = []
    before = -1
    for row in rows:
        first = row
        if before != row - 1:
            while first and _heads(lines.texts[first - 1]):
                first -= 1
        found.append(Region(lines.starts[first], lines.end(row), "toc"))
        before = row
    return found


def _heads(text: str) -> bool:
    """Whether a line is the code of the whole list, or names it."""
    return _CODE.fullmatch(text) is not None or (len(text) <= _HEAD_MOST and _HEAD.fullmatch(text) is not None)
