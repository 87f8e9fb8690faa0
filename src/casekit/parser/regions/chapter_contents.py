"""What a chapter holds, listed under its heading: 本章内容, 第一节　…, 第二节　…; with or without that label. And what a talk held, told
again under 小结: 一、进水的路：坡道和套管。

Guarantees:
1. A list is adjacent lines with markers that count on under such a label, one of which comes again behind it word for word, before any
   other of its style; without a label all of them do, they count from 1 and stand right under another heading.
2. What is told again counts from 1 right under such a word, each with an earlier heading, word for word, before its colon.
"""

from bisect import bisect_left
from typing import Final

from casekit.parser.lines import Lines, firsts, lasts
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
"""An entry comes again within so many candidates, and so does a heading that is told again."""
_PARTS: Final = frozenset(("part", "chapter", "section", "division", "unit", "lesson", "decimal"))
"""Families of lists without a label: 1. 同意 and 2. 不同意 come again under every question."""
_ENDS: Final = frozenset("。；！？，")
_CLOSES: Final = lazy("(?:本[节讲课章次]|课堂|内容|要点|全[课文讲])?(?:小结|总结|回顾|归纳)[：:]?")
_CLOSES_MOST: Final = 8
_CLOSES_LAST: Final = lasts("结顾纳点：:")
_COLONS: Final = lazy("[：:]|——")


def chapter_contents(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """The lists of all chapters, each with its label where it has one."""
    found: list[Region] = []
    texts = lines.texts
    for row in lines.beginning(_LABEL_FIRST, _LABEL_MOST):
        if not _LABEL.fullmatch(texts[row]):
            continue
        first = bisect_left(candidates, row + 1, key=_row)
        behind = _end(texts, candidates, first, row + 1)
        if behind - first >= _LEAST and _again(texts, candidates, first, behind) > 0:
            found.append(Region(lines.starts[row], lines.end(candidates[behind - 1].row), "toc"))
    for place in range(1, len(candidates) - 2):
        candidate = candidates[place]
        if candidate.number != 1 or candidates[place + 1].row != candidate.row + 1 or candidates[place - 1].row != candidate.row - 1:
            continue
        if candidate.family.id not in _PARTS or candidates[place - 1].style == candidate.style:
            continue
        behind = _end(texts, candidates, place, candidate.row)
        if behind - place >= _LEAST and _again(texts, candidates, place, behind) == behind - place:
            found.append(Region(lines.starts[candidate.row], lines.end(candidates[behind - 1].row), "toc"))
    return found


def told_again(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the numbers of headings that are told again, with what was said under each behind it."""
    texts = lines.texts
    for row in lines.ending(_CLOSES_LAST, _CLOSES_MOST):
        if not _CLOSES.fullmatch(texts[row]):
            continue
        first = bisect_left(candidates, row + 1, key=_row)
        again: list[Candidate] = []
        for one in candidates[first : first + _LOOK]:
            if one.row != row + 1 + len(again) or one.number != 1 + len(again) or one.style != candidates[first].style:
                break
            again.append(one)
        if len(again) < _LEAST:
            continue
        stood = {_words(texts[one.row]) for one in candidates[max(first - _LOOK, 0) : first] if one.style == again[0].style}
        if all(_words(_COLONS.split(texts[one.row], maxsplit=1)[0]) in stood for one in again):
            for one in again:
                one.refused = one.refused or "names-a-part-again"


def _end(texts: list[str], candidates: list[Candidate], first: int, row: int) -> int:
    """Behind the last of the short adjacent lines from the line `row` on whose numbers count on from that of the candidate `first`."""
    last = first
    while (
        last < len(candidates)
        and (entry := candidates[last]).row == row + last - first
        and entry.style == candidates[first].style
        and entry.number == candidates[first].number + last - first
        and len(texts[entry.row]) <= _ENTRY_MOST
        and texts[entry.row][-1] not in _ENDS
    ):
        last += 1
    return last


def _again(texts: list[str], candidates: list[Candidate], first: int, behind: int) -> int:
    """How many of the entries come again soon, in their order, the first of them as the next of their style; 0 where it is not the next."""
    place = behind
    count = 0
    style = candidates[first].style
    due = first
    while place < len(candidates) and place < behind + _LOOK and due < behind:
        candidate = candidates[place]
        place += 1
        if candidate.style != style or candidate.glued:
            continue
        words = _words(texts[candidate.row])
        for entry in range(due, behind):
            if _words(texts[candidates[entry].row]) == words:
                count += 1
                due = entry + 1
                break
        else:
            break
    return count


def _words(text: str) -> str:
    return "".join(text.partition("。")[0].split())


def _row(candidate: Candidate) -> int:
    return candidate.row
