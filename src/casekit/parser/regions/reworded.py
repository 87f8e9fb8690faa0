"""Lists of contents whose titles come again in other words or behind other numbers, lists behind what they list or of more than there is.

Guarantees:
1. In other words: the numbers of the list begin again behind it, and titles with the same number share most of their characters.
   Not where names of sections stand over both, as 学习目标 and 学习过程 do.
2. Behind other numbers: only under a head, the same titles with the same numbers in another family, or from the first on titles that share
   most of their characters.
3. Behind what it lists: only under 目录, and only titles that stand before it word for word.
4. Of more than there is: chapters, or sections with decimals, without a text between, from a number 1 on, of which the first ones come
   again, in their order and with a text, and no other of their kind.
"""

from collections import Counter
from typing import Final

from casekit.parser.scan import Candidate
from casekit.parser.scan.candidate import CHAPTERS
from casekit.patterns import lazy

_LEAST: Final = 4
"""A list without a head is no shorter."""
_HEADED_LEAST: Final = 2
_NAMED_LEAST: Final = 3
_LOOK: Final = 200
"""The counterpart of an entry is looked for among so many headings behind the last one's."""
_TITLE_MOST: Final = 40
"""So much of a title is compared, in code points."""
_LONGER: Final = 6
"""A title of the text is longer than its entry by no more, in code points: text may follow it on its line."""
_SHARED: Final = 0.6
_SECTION_NAME: Final = lazy(
    "[ \\t\u3000]*+[【\\[]?[\u4e00-\u9fff]{0,6}?(?:目标|目的|任务|过程|步骤|流程|措施|做法|要求|重点|难点|安排|环节|方法|准备)"
    "[】\\]]?[:：]?"
)
_NAME_MOST: Final = 24
"""The name of a section with what stands around it is not longer, in code points."""
_CHAPTERS: Final = CHAPTERS | {"volume"}
_NUMERIC: Final = frozenset(("arabic-dot", "arabic-comma", "arabic-blank", "arabic-bare", "decimal"))
_DECIMALS_LEAST: Final = 8
"""A list of sections has so many decimals at least."""
_BROKEN_OFF_LEAST: Final = 5
"""A list of what mostly is not there is no shorter."""


def reworded(buffer: str, rows: list[Candidate], at: int, stop: int, headed: bool) -> tuple[int, int]:
    """The bounds of a list in `at` … `stop` whose titles come again in other words, equal where there is none."""
    head = rows[at]
    body = next((place for place in range(at + 2, min(stop + 1, len(rows))) if _same_number(head, rows[place])), at)
    entries = rows[at:body]
    if len(entries) < (_HEADED_LEAST if headed else _LEAST):
        return at, at
    if not headed and ((_named(buffer, head) and _named(buffer, rows[body])) or (at and _counts_on(rows[at - 1], entries[-1]))):
        return at, at
    numbers = [row.number for row in entries if row.style == head.style]
    if not headed and (
        len(numbers) < _NAMED_LEAST
        or numbers != list(range(1, len(numbers) + 1))
        or entries[-1].family.rank < head.family.rank
        or 2 * (stop - body) > len(entries)
    ):
        return at, at
    found = alike = 0
    place = body
    for entry in entries:
        counterpart = next((later for later in range(place, min(place + _LOOK, len(rows))) if _same_number(entry, rows[later])), -1)
        if counterpart >= 0:
            found += 1
            alike += _alike(buffer, entry, rows[counterpart])
            place = counterpart + 1
    enough = 2 * found >= len(entries) and 3 * alike >= found if headed else 4 * found >= 3 * len(entries) and alike >= _SHARED * found
    return (at, body) if enough and alike else (at, at)


def _counts_on(above: Candidate, last: Candidate) -> bool:
    """Whether what would be the last entry of a list is the next number behind the heading above it: 1.1 with steps, 1.2 with others."""
    return above.style == last.style and above.path[:-1] == last.path[:-1] and above.number + 1 == last.number


def _named(buffer: str, row: Candidate) -> bool:
    """Whether the line above, or above a blank one, names a section of the text."""
    end = len(buffer[max(row.line_start - _NAME_MOST, 0) : row.line_start].rstrip()) + max(row.line_start - _NAME_MOST, 0)
    return _SECTION_NAME.fullmatch(buffer, buffer.rfind("\n", 0, end) + 1, end) is not None


def renumbered(buffer: str, rows: list[Candidate], at: int, stop: int) -> tuple[int, int]:
    """The bounds of a list in `at` … `stop` whose titles come again behind numbers of another family: 1. … under 议程, then 一、 …

    They may in other words, and only the first half of them, where the text breaks off.
    """
    head = rows[at]
    end = at + 1
    while end < stop and rows[end].style == head.style and rows[end].number == rows[end - 1].number + 1:
        end += 1
    place, found = end, 0
    style = ""
    same = last = 0
    for entry in rows[at:end]:
        title = _title(buffer, entry)
        later = [row for row in range(place, min(place + _LOOK, len(rows))) if rows[row].number == entry.number]
        later = [row for row in later if rows[row].style != head.style]
        counterpart = next((row for row in later if _title(buffer, rows[row]) == title), -1)
        same += counterpart >= 0
        if counterpart < 0 and entry.number == found + 1:
            due = next((row for row in later if style in ("", rows[row].style)), -1)
            counterpart = due if due >= 0 and _alike(buffer, entry, rows[due]) else -1
        if counterpart >= 0:
            found += 1
            style = rows[counterpart].style
            place = counterpart + 1
            last = entry.number
    if found < _HEADED_LEAST or (same < _HEADED_LEAST and last > found):
        return at, at
    return (at, end) if 3 * found >= 2 * (end - at) or (last == found and 2 * found >= end - at) else (at, at)


def _title(buffer: str, row: Candidate) -> str:
    """What stands behind a marker on its line, up to a full stop or the like at its end."""
    return buffer[row.end : min(row.line_end, row.end + _TITLE_MOST)].strip().rstrip("。；;")


def _same_number(one: Candidate, other: Candidate) -> bool:
    return one.style == other.style and one.path == other.path and one.row != other.row


def _alike(buffer: str, entry: Candidate, heading: Candidate) -> bool:
    """Whether most characters of the shorter title stand in the other one too."""
    listed = _characters(buffer[entry.end : min(entry.line_end, entry.end + _TITLE_MOST)])
    titled = _characters(buffer[heading.end : min(heading.line_end, heading.end + listed.total() + _LONGER)])
    shorter = min(listed.total(), titled.total())
    return shorter > 0 and (listed & titled).total() >= _SHARED * shorter


def _characters(title: str) -> Counter[str]:
    return Counter(c for c in title if "\u4e00" <= c <= "\u9fff")


def _decimals_broken_off(buffer: str, rows: list[Candidate], at: int, stop: int) -> tuple[int, int]:
    """The same of sections with decimals below them: 1 绪论, 1.1, 1.2, 2 …."""
    head = rows[at]
    if head.number != 1 or head.family.id not in _NUMERIC:
        return at, at
    end = at + 1
    while end < stop and rows[end].family.id in _NUMERIC and not buffer[rows[end - 1].line_end : rows[end].line_start].strip():
        end += 1
    entries = [row for row in rows[at:end] if len(row.path) > 1]
    later = [row for row in rows[end : end + _LOOK] if len(row.path) > 1]
    if len(entries) < _DECIMALS_LEAST or not _HEADED_LEAST <= len(later) < len(entries):
        return at, at
    again = all(
        one.path == other.path and (_title(buffer, one) == _title(buffer, other) or _alike(buffer, one, other))
        for one, other in zip(entries, later, strict=False)
    )
    return (at, end) if again and buffer[later[-1].line_end : later[-1].line_end + _TITLE_MOST].strip() else (at, at)


def behind_its_text(rows: list[Candidate], at: int, stop: int, before: list[bool]) -> tuple[int, int]:
    """The bounds of a list in `at` … `stop` that names headings before it, as `before` tells of each entry; equal where there is none."""
    named = 0
    while at + named < stop and before[named]:
        named += 1
    whole = named >= _NAMED_LEAST and len({row.row for row in rows[at : at + named]}) == named
    return (at, at + named) if whole else (at, at)


def broken_off(buffer: str, rows: list[Candidate], at: int, stop: int) -> tuple[int, int]:
    """The bounds of a list in `at` … `stop` of chapters or decimals of which only the first come again, equal where there is none."""
    first, end = _decimals_broken_off(buffer, rows, at, stop)
    if first < end:
        return first, end
    while at < stop and (rows[at].number != 1 or rows[at].family.id not in _CHAPTERS):
        at += 1
    end = at + 1
    while end < stop and rows[end].family.id in _CHAPTERS and not _same_number(rows[at], rows[end]):
        if buffer[rows[end - 1].line_end : rows[end].line_start].strip():
            break
        end += 1
    if end - at < _BROKEN_OFF_LEAST:
        return at, at
    entries = rows[at:end]
    styles = {entry.style for entry in entries}
    later = [row for row in rows[end : end + _LOOK] if row.style in styles]
    if not 0 < len(later) < len(entries) or not buffer[later[-1].line_end : later[-1].line_end + _TITLE_MOST].strip():
        return at, at
    again = all(_same_number(entry, row) and _alike(buffer, entry, row) for entry, row in zip(entries, later, strict=False))
    return (at, end) if again else (at, at)
