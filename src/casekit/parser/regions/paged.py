"""Entries of contents that end in page numbers: on their line, behind the rest of a wrapped title, or alone on the line below.

Guarantees:
1. The pages of a list do not fall.
2. Only under 目录 a title may go on over lines before its page number comes.
"""

import re
from bisect import bisect_right
from typing import Final

from casekit.ladder import BLANK, characters
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
PAGE_TAIL: Final = lazy(
    f"(?:[.．…·•⋯_—-]{{2,}}|[…⋯]|\\t|[{BLANK}]{{1,}}|[.．·]{_B})[.．…·•⋯_{BLANK}/／—-]*[（(\\[]?[0-9０-９]{{1,4}}[)）\\]]?{_B}$"
)
TAIL_MOST: Final = 80
LEADER: Final = lazy("[.．…·•⋯]{3,}|…")
_PAGE_LAST: Final = frozenset("0123456789０１２３４５６７８９)）]" + "".join(characters(BLANK)))
_PAGE_ALONE: Final = lazy(f"[0-9０-９]{{1,4}}{_B}")
_LED: Final = frozenset(".．…·•⋯\t" + "".join(characters(BLANK)))
"""A line whose page number is wrapped ends with one of these."""
_DIGITS: Final = lazy("[0-9０-９]+")
HEAD_MOST: Final = 20
"""The head of a list is not longer, in code points."""
_HEAD_NEAR: Final = 160
"""The first entry stands so near behind the head of its list, in code points."""


def headed_at(heads: list[int], line_start: int) -> int:
    """Where the head 目录 stands among the lines just before `line_start`, -1 for nowhere."""
    place = bisect_right(heads, line_start) - 1
    return heads[place] if place >= 0 and line_start - heads[place] <= _HEAD_NEAR else -1


def paged(buffer: str, heads: list[int], rows: list[Candidate], at: int, stop: int, again: list[int]) -> tuple[int, int]:
    """The bounds of a list whose entries carry page numbers, equal where there is none."""
    first = at
    headed = headed_at(heads, rows[at].line_start) >= 0
    while first < stop and again[first - at] < 0 and not page_tail(buffer[rows[first].end : rows[first].line_end].rstrip()):
        if headed and page_tail(_wrapped(buffer, rows, first)):
            break
        first += 1
    if first == stop:
        first = at
    last = first
    pages: list[int] = []
    leaders = 0
    misses = 0
    headed = headed_at(heads, rows[first].line_start) >= 0
    for place in range(first, stop):
        line = buffer[rows[place].line_start : rows[place].line_end].rstrip()
        tail = page_tail(line, rows[place].end - rows[place].line_start)
        if tail is None:
            following = buffer[rows[place].line_end : rows[place].line_end + 80].lstrip().split("\n", 1)[0]
            tail = PAGE_TAIL.search(following) if LEADER.search(following) else _page_below(buffer, rows[place], following)
            if tail is None and headed:
                following = _wrapped(buffer, rows, place)
                tail = page_tail(following)
            line = following
        if tail is None:
            if headed and pages and line.strip().isdecimal():  # the page number of the entry before
                continue
            misses += 1
            if misses > 3:
                break
            continue
        misses = 0
        number = int(_DIGITS.findall(line)[-1])
        if pages and number < pages[-1]:
            continue
        pages.append(number)
        leaders += LEADER.search(line) is not None
        last = place + 1
    sure = leaders == len(pages) and headed
    enough = len(pages) >= (2 if sure else 3) and len(pages) >= 0.6 * (last - first)
    if enough and (leaders or headed or (len(pages) >= 5 and pages[-1] > pages[0])):
        return first, last
    return at, at


def _wrapped(buffer: str, rows: list[Candidate], place: int) -> str:
    """The last line of an entry that is wrapped, with no more than its rest between it and the next one; "" for none."""
    at = rows[place].line_end
    behind = rows[place + 1].line_start if place + 1 < len(rows) else at
    rest = buffer[at:behind].strip() if 0 < behind - at <= TAIL_MOST else ""
    return "" if "\n\n" in rest or "。" in rest else rest.rsplit("\n", 1)[-1]


def _page_below(buffer: str, row: Candidate, following: str) -> re.Match[str] | None:
    """The page number of an entry whose line was full behind its leader, alone on the `following` line."""
    led = buffer[row.line_end - 1] in _LED
    return _PAGE_ALONE.fullmatch(following) if led and len(following) < HEAD_MOST else None


def page_tail(text: str, at: int = 0) -> re.Match[str] | None:
    """The page number at the end of an entry that is set apart, looked for from `at` on; a look at the last character tells for most."""
    return PAGE_TAIL.search(text, at) if text[-1:] in _PAGE_LAST else None
