"""Lists of titles without numbers in front of a collection: its pieces by title, often with who wrote them, often with pages.

Guarantees:
1. A list stands under 目录 or the like, or its entries have leaders and pages; they come again behind it, each alone on its line and in
   the same order.
2. Entries with markers are left to `contents`.
"""

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines, lasts
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
_HEAD: Final = lazy(f"[【\\[]?[^，。：:、\\s图表圖]{{0,6}}?(?:目{_B}[录錄次]|篇{_B}目)[】\\]]?")
_HEAD_LAST: Final = lasts("录錄次目】]")
_HEAD_MOST: Final = 20
_HEADS_MOST: Final = 8
_ENTRIES_MOST: Final = 600
"""A list has no more lines."""
_PAGE: Final = lazy(f"(?:[.．…·•⋯_—-]{{2,}}|[…⋯]|[{BLANK}])[.．…·•⋯_{BLANK}—-]*[（(\\[]?(?P<page>[0-9０-９]{{1,4}})[)）\\]]?$")
_ENTRY_MOST: Final = 70
_TITLE_LEAST: Final = 2
_ALONE_LEAST: Final = 4
"""A title that stands without its author is not shorter, in code points."""
_LEAST: Final = 2
_SURE: Final = 2.0
"""A line that begins with a marker believed so much is an entry with a number."""
_DIGITS: Final = "0123456789)）"
_LED_LEAST: Final = 3
_LOOK: Final = 6
"""So many lines under a head tell whether its entries have numbers."""
_WORDS_MOST: Final = 5
"""An entry has no more words that tell who wrote it."""
_UNFINISHED: Final = frozenset("。；;！？，、：:")


def listed(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """The lists, and the numbers of the pages that they promise."""
    texts = lines.texts
    heads = [row for row in lines.ending(_HEAD_LAST) if len(texts[row]) <= _HEAD_MOST and _HEAD.fullmatch(texts[row])]
    led = _led(lines) if not heads else []
    if not heads and not led:
        return []
    marked = {candidate.row for candidate in candidates if not candidate.glued and candidate.belief >= _SURE}
    heads = [head for head in heads or led if len(marked.intersection(_first(texts, head))) < _LEAST]
    if not heads:
        return []
    where = _places(lines)
    found: list[Region] = []
    for head in heads[:_HEADS_MOST]:
        if found and lines.starts[head] < found[-1].end:
            continue
        rows, pages = _entries(texts, where, head)
        named = named_by(texts, where, rows)
        numbered = sum(1 for row in rows if row in marked)
        if len(named) < _LEAST or 5 * len(named) < 3 * len(rows) or 3 * numbered > len(rows):
            continue
        found.append(Region(lines.starts[rows[0] if led else head], lines.end(rows[-1]), "toc"))
        found += _numbers(lines, rows[-1], pages)
    return found


def _led(lines: Lines) -> list[int]:
    """The line before the first of three or more with leaders and pages, where no head stands above them."""
    texts = lines.texts
    if not _has_leader(lines.buffer[: lines.starts[min(_HEAD_MOST, len(texts) - 1)]]):
        return []
    rows = [row for row in lines.ending(_DIGITS) if _has_leader(texts[row]) and _PAGE.search(texts[row])]
    near = len(rows) >= _LED_LEAST and rows[_LED_LEAST - 1] - rows[0] < _LOOK
    return [rows[0] - 1] if near and 0 < rows[0] < _HEAD_MOST else []


def _has_leader(text: str) -> bool:
    return "……" in text or "...." in text or "····" in text


def _first(texts: list[str], head: int) -> list[int]:
    """The rows of the first lines under a head."""
    return [row for row in range(head + 1, min(head + _LOOK, len(texts))) if texts[row]]


def titles_listed(lines: Lines, rows: list[int]) -> list[int]:
    """The rows of the titles that the entries `rows` of a list name."""
    return named_by(lines.texts, _places(lines), rows)


def _places(lines: Lines) -> dict[str, list[int]]:
    """The rows of all short lines by their words without blanks."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(lines.texts):
        if _TITLE_LEAST <= len(text) <= _ENTRY_MOST and text[-1] not in "。；":
            where["".join(text.split())].append(row)
    return where


def _entries(texts: list[str], where: dict[str, list[int]], head: int) -> tuple[list[int], int]:
    """The rows of the entries under the line `head`, and the last page that they name, 0 for none."""
    rows: list[int] = []
    seen: set[str] = set()
    last = missed = 0
    for row in range(head + 1, min(head + _ENTRIES_MOST, len(texts))):
        text = texts[row]
        if not text:
            continue
        if len(text) > _ENTRY_MOST or text[-1] in _UNFINISHED:
            break
        page = _PAGE.search(text)
        words = "".join((text[: page.start()] if page else text).split())
        if words in seen:
            break
        seen.add(words)
        if page:
            last = max(last, int(page["page"]))
        elif last:
            break
        elif _named(texts, where, row, row) < 0:
            missed += 1
            if missed > 1:
                break
            continue
        rows.append(row)
        missed = 0
    return rows, last


def named_by(texts: list[str], where: dict[str, list[int]], rows: list[int]) -> list[int]:
    """Where the titles stand that the entries `rows` name, those in rising order."""
    found: list[int] = []
    behind = rows[-1] if rows else 0
    for row in rows:
        title = _named(texts, where, row, behind)
        if title >= 0:
            found.append(title)
            behind = title
    return found


def _named(texts: list[str], where: dict[str, list[int]], row: int, behind: int) -> int:
    """The first line behind the line `behind` that the entry in the line `row` names, with who wrote it under it where the entry says so,
    or none like it; -1 for none.
    """
    text = texts[row]
    page = _PAGE.search(text)
    words = (text[: page.start()] if page else text).split()
    for count in range(len(words), max(len(words) - _WORDS_MOST, 0), -1):
        author = "".join(words[count:])
        places = where.get("".join(words[:count]), ())
        first = bisect_right(places, behind)
        for title in places[first:]:
            if not author or "".join(_below(texts, title).split()) == author:
                return title
        if author and first + 1 == len(places) and sum(map(len, words[:count])) >= _ALONE_LEAST:
            return places[first]  # who wrote it is lost
    return -1


def _below(texts: list[str], row: int) -> str:
    """The next line that is not blank."""
    for text in texts[row + 1 : row + 3]:
        if text:
            return text
    return ""


def _numbers(lines: Lines, row: int, last: int) -> list[Region]:
    """Bare numbers on their lines behind a list that names pages: those of the pages, where they rise and go no further than it does."""
    if not last:
        return []
    texts = lines.texts
    rows = [at for at in lines.beginning("0123456789") if at > row and len(texts[at]) <= len(str(last)) and texts[at].isdecimal()]
    numbers = [int(texts[at]) for at in rows]
    if len(numbers) < _LEAST or any(one >= other for one, other in pairwise(numbers)) or numbers[-1] > last + len(numbers):
        return []
    return [Region(lines.starts[at], lines.end(at), "furniture") for at in rows]
