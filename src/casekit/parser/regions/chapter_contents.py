"""What a chapter holds, listed under its heading: 本章内容, 第一节　…, 第二节　….

Guarantees:
1. A list is adjacent lines with markers that count on under such a label, one of which comes again behind it word for word.
"""

from bisect import bisect_left
from typing import Final

from casekit.parser.lines import Lines, firsts
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_LABEL: Final = lazy(
    "本(?:[章节節编編篇课課讲講册卷]|单元|單元|部分|模块|专题)(?:主要)?(?:内容|內容|目录|目錄|要目|提纲|结构|概览|导航|导读|要点)[：:]?"
)
_LABEL_FIRST: Final = firsts("本")
_LABEL_MOST: Final = 9
_ENTRY_MOST: Final = 40
"""An entry is not longer, in code points."""
_LEAST: Final = 2
_LOOK: Final = 200
"""An entry comes again within so many candidates."""
_ENDS: Final = frozenset("。；！？，")


def chapter_contents(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """The lists of all chapters, each with its label."""
    found: list[Region] = []
    texts = lines.texts
    for row in lines.beginning(_LABEL_FIRST, _LABEL_MOST):
        if not _LABEL.fullmatch(texts[row]):
            continue
        first = last = bisect_left(candidates, row + 1, key=_row)
        while (
            last < len(candidates)
            and (entry := candidates[last]).row == row + 1 + last - first
            and entry.style == candidates[first].style
            and entry.number == candidates[first].number + last - first
            and len(texts[entry.row]) <= _ENTRY_MOST
            and texts[entry.row][-1] not in _ENDS
        ):
            last += 1
        if last - first < _LEAST:
            continue
        entries = {_words(texts[candidate.row]) for candidate in candidates[first:last]}
        if any(_words(texts[candidate.row]) in entries for candidate in candidates[last : last + _LOOK]):
            found.append(Region(lines.starts[row], lines.end(candidates[last - 1].row), "toc"))
    return found


def _words(text: str) -> str:
    return "".join(text.split())


def _row(candidate: Candidate) -> int:
    return candidate.row
