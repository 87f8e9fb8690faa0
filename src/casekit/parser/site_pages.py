"""Numbers that a site gave its pages, 2、 3、 4、, left in the middle of sentences.

Guarantees:
1. Only beliefs and notes change.
"""

from itertools import pairwise
from typing import Final

from casekit.parser.scan import Candidate

PAGE_COST: Final = 4.0
"""How much less the number of a page is believed."""
_PAGE_LEAST: Final = 60
"""Pages are not shorter, in code points."""
_STRAYS_LEAST: Final = 3
"""So many numbers in mid-sentence that nothing counts on to, and that rise over the items of the text, are those of pages."""
_STRAY_STEP: Final = 3
"""From one of them to the next are no more pages: those between stand at the beginning of a paragraph."""
_CLAUSES: Final = frozenset("，,")
"""A line of several clauses that ends no sentence broke off."""
_ANNOUNCING: Final = frozenset("：:")
"""What stands under a number alone and ends so is a title."""
_ALONE_LINES: Final = 12
"""Where the number before stands alone too, so many lines above at most, a list has its numbers on lines of their own."""
_SENTENCE: Final = 15
"""An unfinished line of so many code points broke off."""
_SENTENCE_END: Final = frozenset("。！？!?；;…：:.”’」』）)】》>")
_SIGNS: Final = frozenset("，,。；;：:！!？?、…")
_TITLE_MOST: Final = 15
"""Behind the number of a page stands the rest of a sentence: no line of so many code points without a sign, with text under it."""


def parts_a_sentence(texts: list[str], candidate: Candidate) -> bool:
    """Whether a number alone on its line stands in the middle of a sentence, over a blank line too, and is none of a list whose
    numbers all stand so.
    """
    row = candidate.row
    before = texts[row - 1] or texts[max(row - 2, 0)]
    below = next((text for text in texts[row + 1 : row + 3] if text), "")
    if candidate.number < 2 or len(before) < _SENTENCE or before[-1] in _SENTENCE_END or _CLAUSES.isdisjoint(before):
        return False
    if not below or below[-1] in _ANNOUNCING or (below[-1] not in _SENTENCE_END and (len(below) < _SENTENCE or _CLAUSES.isdisjoint(below))):
        return False
    alone = f"{candidate.number - 1}{candidate.marker[-1]}"
    return alone not in texts[max(row - _ALONE_LINES, 0) : row]


def doubt_page_numbers(texts: list[str], candidates: list[Candidate], broken: set[int]) -> None:
    """Lower the belief in 2、 3、 4、 that rise far apart through a text and stand in mid-sentence: a site numbered its pages so."""
    numbers = [c for c in candidates if c.family.id == "arabic-comma" and not c.glued and not c.refused]
    if not numbers:
        return
    items = _come_again(texts, numbers, broken)
    every = numbers
    numbers = [c for c in numbers if c.start not in items]
    pages: set[int] = set()
    strays = _strays(numbers, broken) if len(broken) >= _STRAYS_LEAST else []
    if strays:
        low, high = strays[0], strays[-1]
        for page in numbers:
            if page.start in broken and low.start <= page.start <= high.start and low.number <= page.number <= high.number:
                page.weigh("page-number-of-a-site", -PAGE_COST)
                broken.discard(page.start)
                pages.add(page.start)
    for page in _apart(texts, [one for one in numbers if one.start not in pages], broken):
        page.weigh("page-number-of-a-site", -PAGE_COST)
        broken.discard(page.start)
        pages.add(page.start)
    listed: set[int] | None = None
    chain: list[Candidate] = []
    for candidate in [*numbers, None]:
        if (
            candidate is not None
            and chain
            and candidate.number == chain[-1].number + 1
            and candidate.start - chain[-1].start >= _PAGE_LEAST
        ):
            chain.append(candidate)
            continue
        titled = bool(chain) and chain[0].number == 1  # the first page has no number
        inside = sum(1 for page in chain if page.start in broken and not (titled and is_titled(texts, page)))
        if inside >= 2 and inside * 5 >= len(chain) * 2:
            listed = _listed(texts, numbers, candidates) if listed is None else listed
            for page in chain if chain[0].start not in listed else ():
                page.weigh("page-number-of-a-site", -PAGE_COST)
                pages.add(page.start)
        chain = [candidate] if candidate is not None else []
    if pages:
        _further(every, pages)


def is_titled(texts: list[str], candidate: Candidate) -> bool:
    """Whether a short line without any sign stands behind a number, and text under it: a title, and no rest of a sentence."""
    row = candidate.row
    behind = texts[row][candidate.end - candidate.line_start :].strip()
    below = next((text for text in texts[row + 1 : row + 3] if text), "")
    return 0 < len(behind) <= _TITLE_MOST and _SIGNS.isdisjoint(behind) and len(below) > len(behind)


def _apart(texts: list[str], numbers: list[Candidate], broken: set[int]) -> list[Candidate]:
    """The `numbers` with a blank behind them, all in mid-sentence, that count on one by one far apart, where those of the items touch
    their titles: …一斤多卖了 / 2、 八角钱。
    """
    found = [one for one in numbers if texts[one.row][len(one.marker) : len(one.marker) + 1].isspace()]
    if not _STRAYS_LEAST <= len(found) < len(numbers) or found[0].number > _STRAY_STEP:
        return []
    counts = all(two.number == one.number + 1 and two.start - one.start >= _PAGE_LEAST for one, two in pairwise(found))
    return found if counts and all(one.start in broken and not is_titled(texts, one) for one in found) else []


def _listed(texts: list[str], numbers: list[Candidate], candidates: list[Candidate]) -> set[int]:
    """Where those begin that count on one by one from a 1 right under a line that begins with another marker, and ends no sentence: a list
    begins.
    """
    heads = {c.row for c in candidates if c.family.id != "arabic-comma" and not c.glued and not c.refused}
    found: set[int] = set()
    due = 0
    for one in numbers:
        above = one.row - 1 if one.row and texts[one.row - 1] else one.row - 2
        opens = one.number == 1 and above in heads and texts[above][-1:] not in _SENTENCE_END
        if not opens and one.number != due:
            due = 0
            continue
        found.add(one.start)
        due = one.number + 1
    return found


def _further(every: list[Candidate], pages: set[int]) -> None:
    """The same of numbers that count on from the last of the `pages` and from no item: those that stand between paragraphs."""
    due = 0
    items: set[int] = set()
    for candidate in every:
        if candidate.start in pages:
            due = candidate.number + 1
            items.clear()
        elif due and candidate.number == due and due - 1 not in items:
            candidate.weigh("page-number-of-a-site", -PAGE_COST)
            due += 1
            items.clear()
        else:
            items.add(candidate.number)


def _come_again(texts: list[str], numbers: list[Candidate], broken: set[int]) -> set[int]:
    """Where the items begin whose number stood in mid-sentence before, and the sentence went on: the first of the two is a page's and is
    believed less.
    """
    found: set[int] = set()
    rows = {one.row for one in numbers}
    for page, item in pairwise(numbers):
        if page.number == item.number > 1 and page.start in broken and item.start not in broken:
            text = texts[page.row]
            if page.row - 1 in rows and "。" not in texts[page.row - 1]:
                continue  # an item whose title has no text
            if text[-1] in _SENTENCE_END or len(text) >= _SENTENCE:
                page.weigh("page-number-of-a-site", -PAGE_COST)
                found.add(item.start)
    return found


def _strays(numbers: list[Candidate], broken: set[int]) -> list[Candidate]:
    """The `numbers` in mid-sentence that the one before does not count on to, nor they to the next, if they rise as pages do."""
    found: list[Candidate] = []
    for place, candidate in enumerate(numbers):
        if candidate.start not in broken or candidate.number < 2 or (place and numbers[place - 1].number == candidate.number - 1):
            continue
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        if following is None or following.number != candidate.number + 1 or following.start in broken:
            found.append(candidate)
    if len(found) < _STRAYS_LEAST or found[0].number > _STRAY_STEP:
        return []
    rises = all(
        one.number < two.number <= one.number + _STRAY_STEP and two.start - one.start >= _PAGE_LEAST for one, two in pairwise(found)
    )
    return found if rises else []
