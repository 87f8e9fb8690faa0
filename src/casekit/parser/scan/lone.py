"""Numbers alone on their lines with the text right under them: the only marks that essays and collected works put between their parts.

Guarantees:
1. A number is taken only with its fellows: at least three that count from 1, each behind the end of a sentence but the first.
2. Numbers that a sentence was broken around are page numbers and are left alone.
3. Numbers with a nought may also begin behind the end of a sentence, and stand behind short lines, where each has a title of its own under
   it.
4. One number alone with its title under it is taken where its neighbour in the count is a marker with a delimiter.
"""

from typing import Final

from casekit import numerals
from casekit.ladder import BY_ID, Family
from casekit.parser.front import is_byline
from casekit.parser.lines import Lines, firsts
from casekit.parser.scan.candidate import SURE, Candidate, Mark, looks
from casekit.patterns import lazy

LONE_FAMILIES: Final = {
    "han-alone": Family("han-alone", "一\n", "", 4.5, 4, (), series="han", prefix=True),
    "roman-alone": Family("roman-alone", "Ⅰ\n", "", 4.5, 4, (), prefix=True),
    "number-alone": Family("number-alone", "1\n", "", 4, 4, (), prefix=True),
    "number-padded": Family("number-padded", "01\n", "", 4, 4, ()),
    "qi-alone": Family("qi-alone", "其一\n", "", 4.5, 7, ()),
}
"""Read here and not in LADDER: one such line alone means nothing."""
_LOST: Final = BY_ID["han-loose"]
_SPACED: Final = BY_ID["arabic-blank"]
_LOST_COST: Final = 0.5
_HAN: Final = lazy("[一二三四五六七八九十]{1,3}")
_HAN_WORD: Final = lazy("(?![一二三四五六七八九十])[\u4e00-\u9fff“《]")
_DIGITS: Final = lazy("[1-9１-９][0-9０-９]?")
_ROMAN: Final = lazy("[Ⅰ-Ⅻ]|[IVX]{1,4}")
_QI: Final = lazy("其[一二三四五六七八九十]{1,3}")
_PADDED: Final = lazy("0[1-9]|[1-9][0-9]")
_FIRST: Final = firsts("其0ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫIVX一二三四五六七八九十123456789１２３４５６７８９")
"""What such a line begins with."""
_MOST: Final = 4
"""Such a line is not longer, in code points."""
_LEAST: Final = 3
"""So many make a series."""
_LEAST_MORE: Final = 2
"""The same where the text has a series already, and of 其一, which is hardly anything else alone on a line."""
_TITLE_MOST: Final = 40
"""Before the first may stand a title or a byline, not longer than this."""
_MISSED: Final = 2
"""A number with a nought before it counts parts for certain: one may be missing, or come twice."""
_BELOW_MOST: Final = 30
"""The title under a number with a nought is not longer, in code points, and stands above a text."""
_PAGE_LINES: Final = 4
"""A page's end and the head of the next are not more lines, blank ones not counted."""
_PAGE: Final = "-—–－~·•0123456789 \u3000"
"""What a page's number is made of."""
_PICTURE_FIRST: Final = frozenset("▲△▼左上向←")
_PICTURE: Final = lazy("[▲△▼][^。]{2,40}|←?(?:左右|上下|向[左右上下])?滑动(?:查看|浏览)?.{0,6}|[左右上下]{2}滑动.{0,8}")
"""What stands under a picture on a page of a phone, and ends no sentence."""
_UNDER_MOST: Final = 30
"""Nor is the title under a number that lost its delimiter."""
_IN_SENTENCES: Final = frozenset("，,；;、")
_FIGURES: Final = frozenset("0123456789")
_ENTRY: Final = lazy("[ \t\u3000.…·][0-9]{1,3}$")
_ENTRY_MOST: Final = 4
"""What an entry of a list of contents ends with is not longer, in code points."""
_ANNOUNCES: Final = frozenset("：:")
"""Behind one of these poems are quoted."""
_ENDS: Final = frozenset("。！？…”』」）)；：—!?.")

Chain = list[tuple[int, int]]
"""Rows and numbers."""


def lone(lines: Lines, candidates: list[Candidate]) -> list[Candidate]:
    """The numbers alone on their lines that divide the text, or stand in the series of the `candidates`; in source order."""
    rows = sorted([row for first in _FIRST for row in lines.by_first.get(first, ()) if len(lines.texts[row]) <= _MOST])
    found: list[Candidate] = []
    if not rows:
        return found
    padded = any(lines.texts[row] == "01" for row in lines.by_first["0"]) if "0" in lines.by_first else False
    digits = ("number-padded", _PADDED) if padded else ("number-alone", _DIGITS)
    for family, pattern in (("han-alone", _HAN), ("roman-alone", _ROMAN), ("qi-alone", _QI), digits):
        read = numerals.read_roman if family == "roman-alone" else numerals.read
        qi = family == "qi-alone"
        numbers = [(row, read(lines.texts[row][qi:])) for row in rows if pattern.fullmatch(lines.texts[row])]
        if family == "number-padded":
            numbers = _apart(numbers)
        if len(numbers) >= (_LEAST_MORE if qi else _LEAST):
            chains = _chains(lines, [(row, number) for row, number in numbers if number], family)
            if family == "number-alone" and chains:
                counting = {one.row for one in candidates if one.number > 1 and one.belief >= SURE and len(one.path) == 1}
                chains = [chain for chain in chains if not _over_markers(lines.texts, chain, counting)]
            sure = qi or any(len(chain) >= _LEAST for chain in chains)
            for chain in chains:
                if len(chain) >= (_LEAST_MORE if sure else _LEAST):
                    found += [_candidate(lines, LONE_FAMILIES[family], row, number) for row, number in chain]
    taken = {candidate.row for candidate in found}
    if "0" in lines.by_first:
        found += _among_padded(lines, candidates, [row for row in rows if row not in taken and _PADDED.fullmatch(lines.texts[row])])
    left = [row for row in rows if row not in taken and _HAN.fullmatch(lines.texts[row])]
    if left:
        counted = {candidate.number for candidate in candidates if candidate.series == "han"}
        found += [candidate for row in left if (candidate := _undelimited(lines, row, counted))]
    return sorted(found, key=_start)


def _over_markers(texts: list[str], chain: Chain, counting: set[int]) -> bool:
    """Whether most numbers stand over lines that count on with sure markers, as a page's number does: 2, and under it 第三章 or 第七条.

    What stands under the number of a part begins anew, or with its decimals.
    """
    over = 0
    for row, _ in chain:
        below = row + 1
        while below < len(texts) and not texts[below]:
            below += 1
        over += below in counting
    return over * 2 > len(chain)


def _apart(numbers: list[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """Those with other lines on both sides: 01, 02 and 03 right under one another are the pictures of a page."""
    rows = {row for row, _ in numbers}
    return [(row, number) for row, number in numbers if row - 1 not in rows and row + 1 not in rows]


def _among_padded(lines: Lines, candidates: list[Candidate], rows: list[int]) -> list[Candidate]:
    """The numbers alone on the `rows`, with their titles under them, that count on from others with a nought and a title on their line."""
    counted = {candidate.number for candidate in candidates if candidate.family is _SPACED and candidate.marker[0] == "0"}
    found: list[Candidate] = []
    for row in rows if len(counted) >= _LEAST_MORE else ():
        number = int(lines.texts[row])
        if number - 1 in counted and number not in counted and _set_off(lines.texts, row) and _has_title(lines.texts, row):
            found.append(_candidate(lines, _SPACED, row, number))
            counted.add(number)
    return found


def _has_title(texts: list[str], row: int) -> bool:
    """Whether a title stands under the line, and a text under that."""
    if row + 2 >= len(texts) or not texts[row + 2]:
        return False
    title = texts[row + 1]
    return 2 <= len(title) <= _UNDER_MOST and title[-1] not in _ENDS and _HAN_WORD.match(title) is not None


def _undelimited(lines: Lines, row: int, counted: set[int]) -> Candidate | None:
    """The candidate of a Han number alone on its line behind the end of a sentence, with a title under it; None where it is none."""
    texts = lines.texts
    number = numerals.read(texts[row])
    if not number or not ({number - 1, number + 1} & counted) or not row or row + 1 >= len(texts):
        return None
    before, title = texts[row - 1], texts[row + 1]
    if (before and before[-1] not in _ENDS) or not 2 <= len(title) <= _UNDER_MOST or title[-1] in _ENDS or not _HAN_WORD.match(title):
        return None
    candidate = _candidate(lines, _LOST, row, number)
    candidate.weigh("alone-on-its-line", -_LOST_COST)
    return candidate


def _chains(lines: Lines, numbers: list[tuple[int, int]], family: str) -> list[Chain]:
    """The series that count on from 1, without a gap but where noughts stand before the numbers."""
    padded = family == "number-padded"
    digits = padded or family == "number-alone"
    chains: list[Chain] = []
    chain: Chain = []
    titled = padded and _all_titled(lines.texts, [row for row, _ in numbers])
    for row, number in numbers:
        if not _stands_free(lines, row, number == 1, digits) and not (titled and _set_off(lines.texts, row)):
            if digits and chain and number == len(chain) + 1:
                chains.pop()  # a sentence goes on around the number: pages are counted here
                chain = []
            continue
        if number == 1:
            chain = [(row, 1)]
            if family != "qi-alone" or "".join(lines.texts[max(row - 2, 0) : row])[-1:] not in _ANNOUNCES:
                chains.append(chain)
        elif chain and (number == len(chain) + 1 or (padded and chain[-1][1] <= number <= chain[-1][1] + _MISSED)):
            chain.append((row, number))
    return chains


def _stands_free(lines: Lines, row: int, first: bool, digits: bool) -> bool:
    """Whether a sentence ends before the line, or a title stands there before the first, and text follows."""
    texts = lines.texts
    below = row + 1
    while below < len(texts) and not texts[below]:
        below += 1
    above = row - 1
    skipped = 0
    while above >= 0 and (not texts[above] or (above and skipped < _PAGE_LINES and _of_a_page(texts, above, first))):
        skipped += texts[above] != ""
        above -= 1
    if below >= len(texts) or (len(texts[below]) <= _MOST and texts[below][0] in _FIRST):
        return False
    if above < 0:
        return first
    ended = texts[above][-1] in _ENDS
    if first and digits and _is_entry(texts[above]) and _is_entry(texts[below]):
        return False  # the page of a list of contents
    if first:
        # A page's number stands under its text: the first of these stands above it, or behind the first sentence under a byline.
        if ended:
            signed = texts[above - 1] or texts[above - 2] if above > 1 else ""
            return not digits or above <= _MOST or (signed != "" and is_byline(signed))
        return len(texts[above]) <= _TITLE_MOST and not _IN_SENTENCES.intersection(texts[above])
    return ended


def _all_titled(texts: list[str], rows: list[int]) -> bool:
    """Whether each number has a title under it that no other has, and a text under that."""
    titles = [texts[row + 1] for row in rows if row + 2 < len(texts)]
    plain = [title for title in titles if 2 <= len(title) <= _BELOW_MOST and title[-1] not in _ENDS and _IN_SENTENCES.isdisjoint(title)]
    return len(plain) == len(rows) == len(set(titles)) and len(rows) >= _LEAST and all(texts[row + 2] for row in rows)


def _set_off(texts: list[str], row: int) -> bool:
    """Whether the line before is whole: it ends a sentence, or is short and has no sign that sentences have."""
    above = (texts[row - 1] or texts[max(row - 2, 0)]) if row else ""
    return above[-1:] in _ENDS or (len(above) <= _TITLE_MOST and _IN_SENTENCES.isdisjoint(above))


def _is_entry(text: str) -> bool:
    """Whether a line ends with a page number as an entry of a list of contents does."""
    return text[-1] in _FIGURES and _ENTRY.search(text[-_ENTRY_MOST:]) is not None


def _of_a_page(texts: list[str], row: int, first: bool) -> bool:
    """Whether a line is what a page has at its end or its head, its number or the text's first line again, or is about a picture.

    Before the first number anything short may stand.
    """
    text = texts[row]
    return text == texts[0] or not text.strip(_PAGE) or (not first and text[0] in _PICTURE_FIRST and _PICTURE.fullmatch(text) is not None)


def _candidate(lines: Lines, family: Family, row: int, number: int) -> Candidate:
    begin = lines.begin(row)
    text = lines.texts[row]
    mark = Mark(family, text, number, None, (number,))
    traits = looks(lines.texts, row, False, 0)
    return Candidate(begin, begin + len(text), row, lines.starts[row], lines.text_end(row), mark, traits)


def _start(candidate: Candidate) -> int:
    return candidate.start
