"""Tables of contents: runs of titles without text that come again, or that carry page numbers.

Guarantees:
1. A list is marked only where its entries return later in the text or end in page numbers that do not fall.
2. The first heading of the body is never part of the list.
"""

import re

from casekit.ladder import BLANK
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region

_B = f"[{BLANK}]*"
_HEAD = re.compile(f"\\n{_B}[【\\[]?(?:目{_B}录|目{_B}次|目{_B}錄|CONTENTS|Contents){_B}[】\\]]?{_B}(?=\\n)")
_PAGE_TAIL = re.compile(f"(?:[.．…·•⋯_—-]{{2,}}|[…⋯]|\\t|[{BLANK}]{{1,}}|[.．·]{_B})[.．…·•⋯_{BLANK}—-]*[（(\\[]?[0-9０-９]{{1,4}}[)）\\]]?{_B}$")
_LEADER = re.compile("[.．…·•⋯]{3,}|…")
_TAIL = re.compile(f"[.．…·•⋯_{BLANK}—-]*[（(\\[]?[0-9０-９]{{0,4}}[)）\\]]?$")
_DIGITS = re.compile("[0-9０-９]+")
_LEAST = 4
_NEAR = 3
"""Entries are at most so many lines apart."""
_LONGEST = 70


def contents(buffer: str, candidates: list[Candidate]) -> list[Region]:
    """The contents lists of `buffer`, in source order."""
    rows = [candidate for candidate in candidates if not candidate.glued]
    found: list[Region] = []
    keys: dict[str, list[int]] | None = None
    at = 0
    while at < len(rows):
        stop = _dense(buffer, rows, at)
        if stop - at >= _LEAST or (stop - at >= 2 and _headed(buffer, rows[at].line_start)):
            if keys is None:
                keys = _keys(buffer, rows)
            end = _paged(buffer, rows, at, stop) or _returning(buffer, rows, at, stop, keys)
            if end > at:
                found.append(_region(buffer, rows, at, end))
                at = end
                while at < len(rows) and rows[at].line_start < found[-1].end:
                    at += 1
                continue
        at = max(stop, at + 1)
    return found


def _headed(buffer: str, line_start: int) -> int:
    """Where the head 目录 stands, among the lines just before `line_start`, -1 for nowhere as a false value of 0."""
    begin = max(0, line_start - 160)
    last = 0
    for match in _HEAD.finditer("\n" + buffer[begin:line_start]):
        last = begin + match.start() + 1
    return last


def _dense(buffer: str, rows: list[Candidate], at: int) -> int:
    """The end of the run of short candidate lines that begins at `at`."""
    stop = at
    previous = -1
    while stop < len(rows):
        row = rows[stop]
        if row.line_start != previous:
            if row.line_end - row.line_start > _LONGEST or _closed(buffer, row):
                break
            if previous >= 0 and (row.line_start - previous > 220 or buffer.count("\n", previous, row.line_start) > _NEAR):
                break
            previous = row.line_start
        stop += 1
    return stop


def _closed(buffer: str, row: Candidate) -> bool:
    end = row.line_end - 1
    while end > row.end and buffer[end].isspace():
        end -= 1
    return buffer[end] in "。；;！" or (buffer[end] in "：:" and end > row.end + 12)


def _paged(buffer: str, rows: list[Candidate], at: int, stop: int) -> int:
    """The end of a list whose entries carry page numbers, 0 for none."""
    last = at
    pages: list[int] = []
    leaders = 0
    misses = 0
    for place in range(at, stop):
        line = buffer[rows[place].line_start : rows[place].line_end].rstrip()
        tail = _PAGE_TAIL.search(line, rows[place].end - rows[place].line_start)
        if tail is None:
            following = buffer[rows[place].line_end : rows[place].line_end + 80].lstrip().split("\n", 1)[0]
            tail = _PAGE_TAIL.search(following) if _LEADER.search(following) else None
            line = following
        if tail is None:
            misses += 1
            if misses > 3:
                break
            continue
        misses = 0
        number = int(_DIGITS.findall(line)[-1])
        if pages and number < pages[-1]:
            continue
        pages.append(number)
        leaders += _LEADER.search(line) is not None
        last = place + 1
    enough = len(pages) >= 3 and len(pages) >= 0.6 * (last - at)
    if enough and (leaders or _headed(buffer, rows[at].line_start) or (len(pages) >= 5 and pages[-1] > pages[0])):
        return last
    return 0


def _key(buffer: str, row: Candidate) -> str:
    """The words of an entry without blanks and without its page number."""
    end = min(row.line_end, row.end + 60)
    return "".join(buffer[row.start : row.end].split()).rstrip("、.．:：") + _TAIL.sub("", "".join(buffer[row.end : end].split()).lstrip(":："))[:24]


def _whole_key(buffer: str, row: Candidate) -> str:
    end = min(row.line_end, row.end + 60)
    return "".join(buffer[row.start : row.end].split()).rstrip("、.．:：") + "".join(buffer[row.end : end].split()).lstrip(":：")[:24]


def _keys(buffer: str, rows: list[Candidate]) -> dict[str, list[int]]:
    keys: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        for key in {_key(buffer, row), _whole_key(buffer, row)}:
            keys.setdefault(key, []).append(place)
    return keys


def _returning(buffer: str, rows: list[Candidate], at: int, stop: int, keys: dict[str, list[int]]) -> int:
    """The end of a list whose entries come again behind it, 0 for none."""
    for first in range(at, min(at + 2, stop)):
        body = _again(buffer, rows, first, keys, first)
        if body < 0 or body - first < 3:
            continue
        end = min(body, stop)
        entries = [place for place in range(first, end) if place == first or rows[place].start != rows[place - 1].start]
        back = sum(1 for place in entries if _again(buffer, rows, place, keys, end - 1) >= 0)
        headed = _headed(buffer, rows[at].line_start) > 0
        if back >= 3 and back >= (0.4 if headed else 0.6) * len(entries) and (headed or len(entries) >= _LEAST):
            return end
    return 0


def _again(buffer: str, rows: list[Candidate], place: int, keys: dict[str, list[int]], behind: int) -> int:
    """The first place after `behind` with the same words, -1 for none."""
    best = -1
    for key in (_key(buffer, rows[place]), _whole_key(buffer, rows[place])):
        for other in keys.get(key, ()):
            if other > behind and other > place:
                best = other if best < 0 else min(best, other)
                break
    return best


def _region(buffer: str, rows: list[Candidate], at: int, end: int) -> Region:
    """The lines of a list: from its head, if it has one, to its last entry and the unnumbered paged lines behind it."""
    start = _headed(buffer, rows[at].line_start) or rows[at].line_start
    stop = rows[end - 1].line_end
    body = rows[end].line_start if end < len(rows) else len(buffer)
    while stop < body:
        line_end = buffer.find("\n", stop + 1)
        line_end = len(buffer) if line_end < 0 else line_end
        line = buffer[stop + 1 : line_end]
        if not line.strip():
            if line_end >= body:
                break
            following = buffer[line_end + 1 : line_end + 80].split("\n", 1)[0]
            if not (_LEADER.search(following) and _PAGE_TAIL.search(following.rstrip())):
                break
        elif not (_LEADER.search(line) and (_PAGE_TAIL.search(line.rstrip()) or len(line) < 60)):
            break
        stop = line_end
    return Region(start, min(stop + 1, len(buffer)), "toc")
