"""Lines become paragraphs: page furniture goes by repetition, lines that the page broke are joined."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from casekit.readers.pdf.layout import Line
from casekit.shapes import dataclass, field

EDGE = 3
"""Lines at the top and at the bottom of a page that may be furniture."""
_MARGIN = 1.3
"""A line that ends this many sizes before the right margin was ended by its writer."""
_INDENT = 1.2
"""A line that begins this many sizes behind the left margin opens a paragraph."""
_LEADING = 1.45
"""A line this many times further below the one before it than usual opens a paragraph."""
_FULL = 8
"""Lines of a page that tells its own margins."""
_DIGITS = re.compile(r"[0-9０-９]+")
_NUMBER = re.compile(r"[0-9０-９]+")
_KINDS = ("header", "footer")
_APART = 1.25
"""Furniture stands this many times further from the text than lines do from each other, at least."""
_PAGE = re.compile(r"[-—–·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／共]\s*共?\s*[0-9０-９]{1,4}\s*页?)?[-—–·•\s]*")
_WORD = re.compile(r"[!-~]{1,40}")
_LETTER = 0.6
"""Sizes that a Latin letter takes; a word that does not fit goes to the next line whole."""
_HANGING = tuple("，。、；：！？”’）》」』】,.;:!?)")
"""Punctuation that may hang over the margin."""
_HYPHEN = re.compile(r"[A-Za-z]-$")


@dataclass(slots=True)
class Page:
    """One page: its number, its lines in reading order, the margins of its text."""

    number: int
    lines: list[Line]
    left: float = 0.0
    right: float = 0.0
    leading: float = 0.0
    width: float = 0.0
    furniture: list[tuple[object, str, str]] = field(default_factory=list)


def take_furniture(pages: list[Page]) -> None:
    """Moves lines that come again at the edges of pages, and page numbers, out of the text.

    What is taken stands apart from the text, so that a first line that happens to come again stays. It is noted as (what is the same on
    other pages, kind, text).
    """
    seen: Counter[object] = Counter()
    for page in pages:
        seen.update({_key(kind, line) for kind in _KINDS for line in _edge(page, kind)})
    shift = _shift(pages)
    often = max(3, len(pages) // 5) if len(pages) > 2 else 2
    for page in pages:
        gone: set[int] = set()
        for kind in _KINDS:
            edge = _edge(page, kind)
            taken = 0
            for at, line in enumerate(edge[:EDGE]):
                number = _is_number(line, page, shift)
                apart = at + 1 == len(edge) or abs(line.y - edge[at + 1].y) > _APART * _leading(page.lines, line.size)
                if number or (apart and seen[_key(kind, line)] >= often):
                    taken = at + 1
                if apart or (not number and seen[_key(kind, line)] < often):
                    break
            if taken < len(page.lines) or len(pages) > taken:
                for line in edge[:taken]:
                    gone.add(id(line))
                    page.furniture.append((_key(kind, line), kind, line.text))
        page.lines = [line for line in page.lines if id(line) not in gone]


def _edge(page: Page, kind: str) -> list[Line]:
    """The lines of a page from one edge inwards, one more than may be furniture."""
    return sorted(page.lines, key=lambda line: line.y if kind == "footer" else -line.y)[: EDGE + 1]


def _key(kind: str, line: Line) -> object:
    """What makes a line the same as one on another page."""
    return kind, round(line.size), _DIGITS.sub("#", line.text)


def _shift(pages: list[Page]) -> int | None:
    """What to take from a printed page number to get the page; None where the pages bear no numbers."""
    shifts: Counter[int] = Counter()
    for page in pages:
        shifts.update({_number(line) - page.number for kind in _KINDS for line in _edge(page, kind)[:1] if _PAGE.fullmatch(line.text)})
    if not shifts:
        return None
    shift, count = shifts.most_common(1)[0]
    return shift if 2 * count > len(pages) or count > 4 else None


def _is_number(line: Line, page: Page, shift: int | None) -> bool:
    return shift is not None and _PAGE.fullmatch(line.text) is not None and _number(line) - page.number == shift


def _number(line: Line) -> int:
    return int((_NUMBER.search(line.text) or [0])[0])


def _leading(lines: list[Line], size: float) -> float:
    """The usual distance of lines."""
    steps = sorted(above.y - below.y for above, below in pairwise(lines) if above.y - below.y > 0.5 * size)
    return steps[len(steps) // 4] if len(steps) > 2 else 1.6 * size


def measure(pages: list[Page]) -> None:
    """Finds the margins of each page and the usual distance of its lines; pages with little text take what others of their width have."""
    for page in pages:
        if page.lines:
            page.left = min(line.left for line in page.lines)
            page.right = _right(page)
            page.leading = _leading(page.lines, page.lines[0].size)
    for page in pages:
        if 0 < len(page.lines) < _FULL:
            full = [other for other in pages if len(other.lines) >= _FULL and abs(other.width - page.width) < 1]
            if full:
                page.left = min(page.left, median(other.left for other in full))
                page.right = max(page.right, median(other.right for other in full))


def _right(page: Page) -> float:
    """The right margin: where most lines end, give or take a letter; some end behind it, for punctuation may hang over.

    Where no lines agree, it is as wide as the left one.
    """
    ends = sorted((line.right - line.size * line.text.endswith(_HANGING), line.size) for line in page.lines)
    best, margin = 0, ends[-1][0]
    low = 0
    for high, (right, size) in enumerate(ends):
        while right - ends[low][0] > size:
            low += 1
        if high - low + 1 >= best:
            best, margin = high - low + 1, right
    if best >= 3 and 5 * best >= len(ends):
        return margin
    return max(ends[-1][0], page.width - page.left)


def goes_on(before: Line, page: Page, line: Line, here: Page) -> bool:
    """Whether `line` goes on with the paragraph that `before`, the line before it, belongs to."""
    size = max(before.size, line.size, 1)
    if before.cells > 1 or line.cells > 1 or abs(before.size - line.size) > 0.08 * size or before.bold != line.bold:
        return False
    left, right = before.column or (page.left, page.right)
    word = _WORD.match(line.text)
    if right - before.right > max(_MARGIN, _LETTER * word.end() + 1 if word else 0) * size:
        return False
    if line.left - (line.column[0] if line.column else here.left) > _INDENT * size:
        return False
    centred = abs((before.left - left) - (right - before.right)) < size and before.left - left > 2 * size
    return not centred and (page is not here or before.y < line.y or before.y - line.y <= _LEADING * max(page.leading, size))


def glue(before: str, behind: str) -> tuple[str, str]:
    """How two lines of a paragraph are joined: the first without a hyphen that only the break needed, and what comes between."""
    if _HYPHEN.search(before) and behind[:1].islower():
        return before[:-1], ""
    last, first = before[-1:], behind[:1]
    return before, " " if last.isascii() and first.isascii() and not last.isspace() else ""
