"""Heads and feet of pages that stand on one line with the page's number, or beside it with the title of the part that is open.

Guarantees:
1. A line with a number is taken only with its fellows, whose numbers rise through the text, and only where its words come again.
2. A heading that comes again beside a page's number or with （续） behind it is taken only while no other of its series has begun.
3. The line of an issue or a volume is taken only where no other of its kind stands in the text, and a sentence goes on around it
   or it is a masthead among the first three lines.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK, characters
from casekit.parser.front import is_byline
from casekit.parser.lines import Lines, firsts, lasts
from casekit.parser.regions.families import Families
from casekit.parser.regions.furniture import torn
from casekit.parser.scan import Candidate
from casekit.parser.scan.candidate import TAKEN_UP
from casekit.parser.setting import Region
from casekit.patterns import lazy
from casekit.plane import table, told

_SIGNS: Final = "·•-－—–"
_FIRST: Final = firsts(_SIGNS)
_LAST: Final = lasts(_SIGNS)
_B: Final = f"[{BLANK}]*+"
_NUMBER: Final = f"(?P<sign>[{_SIGNS}]){_B}(?P<number>[0-9０-９]{{1,4}}){_B}(?P=sign)"
_BEFORE: Final = lazy(f"{_NUMBER}{_B}(?P<head>[^。；！？]{{2,40}})")
_BEHIND: Final = lazy(f"(?P<head>[^。；！？]{{2,40}}?)[{BLANK}]{_B}{_NUMBER}")
_BESIDE_SIGN: Final = table((1, f"0123456789０１２３４５６７８９{''.join(characters(BLANK))}"))
"""What stands between a sign and the number of a page."""
_LONGEST: Final = 60
"""A head with its number is not longer, in code points."""
_LEAST: Final = 2
_FEET_LEAST: Final = 3
_PAGES_LEAST: Final = 4
"""So many pages in a row, under heads that take turns, are numbers of nothing else."""
_BESIDE_NUMBERS: Final = frozenset(("case-count", "arabic-blank", "unit", "chapter", "section", "part", "piece", "lesson", "division"))
"""What a page's head with its number is taken for."""
_BARE_BEHIND: Final = lazy(f"(?P<head>.{{2,40}}?)[{BLANK}]++(?P<number>[0-9０-９]{{1,4}})")
_HEAD_MOST: Final = 30
"""A head behind its number is not longer, in code points."""
_SENTENCE_SIGNS: Final = frozenset("。；！？，、：:;,")
_APART: Final = 3
"""Pages are so many lines long: nearer ones are entries of a list."""
_ALONE_MOST: Final = 6
"""A marker that stands alone on its line is not longer, in code points: 第三章."""
_AGAIN_MOST: Final = 40
"""A heading that serves as the head of a page is not longer, in code points."""
_GOES_ON: Final = ("（续）", "(续)")
"""Behind a heading that comes again on the next page: 三、疏通边沟（续）."""
_TAKEN_UP: Final = 2.0
"""What speaks for the same behind another of its series: a matter that was left and is taken up again."""
_AGAIN_LAST: Final = lasts("）)")
_PAGE_FIRST: Final = firsts("第")
_PAGE_MOST: Final = 16
"""The page of a newspaper and its name are not longer, in code points."""
_PAPERS_PAGE: Final = lazy(f"第[ A-Z]?[0-9０-９]{{1,2}} ?版(?:[{BLANK}:：·]+[^，。；：]{{2,10}})?")

_BY_SOMEBODY: Final = lazy("第[^第期]{1,6}期[\u4e00-\u9fff]{2,4}等[:：]\\S")
"""A journal's head with who wrote the paper: 第3期 罗某等：…."""
_ISSUED: Final = lazy("第[^第期]{1,6}期|第[^第卷]{1,6}卷第[^第期]{1,6}期")

_MASTHEAD: Final = lazy("第[^第卷]{1,6}卷第[^第期]{1,6}期")
_MASTHEAD_ROWS: Final = 3
"""A paper's first page says so in its first lines: 第31卷　第2期　　　　洞穴与生物　　　　2022年6月."""

_PIECES_LEAST: Final = 4
"""So many pages one after another hardly end with a paragraph each."""
_PAGE_LEAST: Final = 200
_PAGE_LONGEST: Final = 3000
"""A page between two others has so many code points."""

_BESIDE_GAPS: Final = frozenset(("chapter", "section", "part", "division"))
_GAP_LEAST: Final = 2
"""A wide gap has so many blanks."""
_DIGITS: Final = "0123456789"
_Counted = tuple[int, int, str]
"""A line, the number on it and the words beside that."""


def numbered_heads(lines: Lines) -> list[Region]:
    """Lines with a page's number between signs behind or before a head: 第六章　水利　· 119 ·."""
    texts = lines.texts
    rows = lines.beginning(_FIRST, _LONGEST) + lines.ending(_LAST, _LONGEST)
    found: list[tuple[int, int, str]] = []
    for row in sorted(set(rows)):
        text = texts[row]
        match = _BEFORE.fullmatch(text) if told(_BESIDE_SIGN, text, 1) else None
        if match is None and len(text) > 1 and told(_BESIDE_SIGN, text, len(text) - 2):
            match = _BEHIND.fullmatch(text)
        if match and match["head"][0] not in _SIGNS:
            found.append((row, int(match["number"]), match["head"].strip()))
    if len(found) < _LEAST or any(row < before + _APART or number <= low for (before, low, _), (row, number, _) in pairwise(found)):
        return []
    heads = Counter(head for _, _, head in found)
    chapters = {texts[row] for row in lines.by_first.get("第", ())}
    return [Region(lines.starts[row], lines.end(row), "furniture") for row, _, head in found if heads[head] > 1 or head in chapters]


def titled_heads(lines: Lines, families: Families) -> list[Region]:
    """Lines that name the whole, or come again with other chapters, and behind a wide gap a chapter that has a line of its own: the
    heads of pages. 县域图书馆研究　　　第二章　概念与假设.
    """
    texts = lines.texts
    gapped: list[tuple[Candidate, str]] = []
    before = -1
    for candidate in families.among(_BESIDE_GAPS):
        if not candidate.glued or candidate.row == before:
            continue
        before = candidate.row  # a head has one chapter
        begin = lines.begin(candidate.row)
        if candidate.start - begin > _GAP_LEAST and lines.buffer[candidate.start - _GAP_LEAST : candidate.start].isspace():
            words = lines.buffer[begin : candidate.start].split()
            if words and len("".join(words)) <= _HEAD_MOST and words[-1][-1] not in _SENTENCE_SIGNS:
                gapped.append((candidate, "".join(words)))
    if not gapped:
        return []
    title = "".join(next((text for text in lines.head or texts if text), "").split())
    times = Counter(words for _, words in gapped)
    chapters = {"".join(texts[one.row].split()) for one in families.among(_BESIDE_GAPS) if not one.glued}
    return [
        Region(candidate.line_start, candidate.line_end, "furniture")
        for candidate, words in gapped
        if (words == title or times[words] > 1)
        and "".join(lines.buffer[candidate.start : candidate.line_end].split()).rstrip(_DIGITS) in chapters
    ]


def papers_pages(lines: Lines) -> list[Region]:
    """Lines that name the page of a newspaper that a clipping is from: 第03版　综合."""
    texts = lines.texts
    rows = [row for row in lines.beginning(_PAGE_FIRST, _PAGE_MOST) if "版" in texts[row][2:5] and _PAPERS_PAGE.fullmatch(texts[row])]
    return [Region(lines.starts[row], lines.end(row), "furniture") for row in rows] if len(rows) >= _LEAST else []


def counted_heads(lines: Lines, families: Families) -> list[Region]:
    """Lines with a page's number behind a blank, or before one, beside words that come again: 强军报·副刊资料　　17, 18　强军报·副刊资料.

    The numbers rise from a page on. Besides a sentence that one of them breaks, the name of a unit or the line of a chapter that stood
    before tells that they are no titles, or that they are the title of the whole, or that all of them together count on: 34　科学, 35　风,
    36　科学, 37　风.
    """
    named: defaultdict[str, list[_Counted]] = defaultdict(list)
    again: list[_Counted] = []
    sections: set[int] = set()  # at most a hundred
    candidates = families.all
    for candidate in families.among(_BESIDE_NUMBERS):
        family = candidate.family
        if candidate.glued:
            continue
        if candidate.number == 1 and family.id == "arabic-blank":
            sections.add(1)
            continue
        row, text = candidate.row, lines.texts[candidate.row]
        if family.id == "case-count":
            if lines.buffer[candidate.start - 1].isspace() and candidate.marker.isdecimal():
                head = lines.buffer[candidate.title_start : candidate.start].rstrip()
                named["".join(head.split())].append((row, candidate.number, head))
        elif family.id == "arabic-blank":
            head = text[candidate.end - candidate.start :].strip()
            sections.add(candidate.number)
            if 0 < len(head) <= _HEAD_MOST and head[-1] not in _SENTENCE_SIGNS:
                named["".join(head.split())].append((row, candidate.number, head))
        elif text[-1].isdecimal() and len(text) <= _LONGEST:
            match = _BARE_BEHIND.fullmatch(text)
            if match:
                again.append((row, int(match["number"]), match["head"]))
    found = _chapters_again(lines, again) if again else []
    title = "".join(next((text for text in lines.head or lines.texts if text), "").split())
    rising = {
        words: places
        for words, places in named.items()
        if len(places) > 1 and (places[0][1] > 1 or _leaps(places) or _titles_pages(lines, words == title, places)) and _rises(places)
    }
    if not rising:
        return [Region(lines.starts[row], lines.end(row), "furniture") for row, _, _ in found]
    begun = {candidate.row - 1 for candidate in candidates if candidate.number == 1}
    counted_on = {candidate.row - 1 for candidate in candidates if candidate.number > 1 and not candidate.glued}
    together = sorted([*found, *(place for places in rising.values() for place in places)])
    on = len(together) >= _PAGES_LEAST and all(one[1] + 1 == other[1] for one, other in pairwise(together))
    on = on and together[0][1] - 1 not in sections and len(rising) + bool(found) > 1
    for words, places in rising.items():
        # A case that begins with 2 has its own numbering under it.
        cases = sum(1 for row, _, _ in places if row in begun) * 2 > len(places)
        unit = len(places) >= _FEET_LEAST and is_byline(places[0][2])
        pages = len(places) >= _FEET_LEAST and all(one[1] + 1 == other[1] for one, other in pairwise(places))
        # The foot of a page stands before the next heading of a series; a piece has its text, or a numbering of its own.
        pages = pages and sum(1 for row, _, _ in places if row in counted_on) * 2 > len(places)
        # Pieces are not lost again and again, each beside one that is there.
        pages = pages or _leaps(places)
        # The number before it stands under another title: 2　检查结果, 3　整改, 4　检查结果.
        numbers = {number for _, number, _ in places}
        others = sections - numbers if lines.texts[places[0][0]][0].isdecimal() else set()
        counted = any(number - 1 in others for number in numbers)
        whole = words == title and not _pieces(lines, places)
        if on or (not cases and not counted and (unit or pages or whole or any(_tears(lines.texts, row) for row, _, _ in places))):
            found += places
    return [Region(lines.starts[row], lines.end(row), "furniture") for row, _, _ in sorted(found)]


def _pieces(lines: Lines, places: list[_Counted]) -> bool:
    """Whether lines with the title of the whole count its pieces rather than its pages: from 2 on, each behind a finished sentence, and
    there are several of them, or what stands between is too little or too much for a page.
    """
    if any(number != place for place, (_, number, _) in enumerate(places, 2)):
        return False
    if any(lines.texts[row - 1][-1:] != "。" and (lines.texts[row - 1] or lines.texts[row - 2][-1:] != "。") for row, _, _ in places):
        return False
    apart = [lines.starts[other[0]] - lines.starts[one[0]] for one, other in pairwise(places)]
    return len(places) >= _PIECES_LEAST or any(not _PAGE_LEAST < one < _PAGE_LONGEST for one in apart)


def _titles_pages(lines: Lines, whole: bool, places: list[_Counted]) -> bool:
    """Whether the title of the whole stands at places so many as pages are, from the first on, one of them inside a sentence."""
    return whole and len(places) >= _FEET_LEAST and any(_tears(lines.texts, row) for row, _, _ in places)


def _leaps(places: list[_Counted]) -> bool:
    """Whether no number is the next behind the one before, as of pages that begin pieces."""
    return len(places) >= _FEET_LEAST and all(one[1] + 1 < other[1] for one, other in pairwise(places))


def _rises(places: list[_Counted]) -> bool:
    return all(one[1] < other[1] and other[0] >= one[0] + _APART for one, other in pairwise(places))


def _tears(texts: list[str], row: int) -> bool:
    """Whether a sentence goes on over the line; above an entry of contents another ends in a number too."""
    return torn(texts, row) and not texts[row - 1][-1:].isdecimal()


def _chapters_again(lines: Lines, places: list[_Counted]) -> list[_Counted]:
    """The lines of a chapter that stood before without a number behind it, its title perhaps on the next line: 第三单元　风, and then
    第三单元　风　35.
    """
    stood: dict[str, int] = {}
    for row in lines.by_first.get("第", ()):
        words = "".join(lines.texts[row].split())
        stood.setdefault(words, row)
        if len(words) <= _ALONE_MOST and row + 1 < len(lines.texts):
            stood.setdefault(words + "".join(lines.texts[row + 1].split()), row)
    return [place for place in places if stood.get("".join(place[2].split()), place[0]) < place[0] - 1]


def headings_again(lines: Lines, pages: list[Region], candidates: list[Candidate]) -> list[Region]:
    """Headings beside a page's number, or with （续） behind them, that repeat the last one of their series, word for word."""
    beside: set[int] = set()
    styles: set[str] = set()
    for region in pages:
        row = lines.at(region.start)
        beside.update((row - 1, row + 1))
        for candidate in candidates[bisect_left(candidates, row - 1, key=_row) : bisect_left(candidates, row + 2, key=_row)]:
            styles.add(candidate.style)
    if any(lines.texts[row].endswith(_GOES_ON) for row in lines.ending(_AGAIN_LAST)):
        return _taken_up(lines, beside, candidates)
    last: dict[str, int] = {}
    found: list[Region] = []
    for candidate in candidates if styles else ():
        style = candidate.style
        if style not in styles or candidate.glued or candidate.refused:
            continue
        row = candidate.row
        if row in beside and style in last:
            text = _unspaced(lines.texts[row])
            again = text == _unspaced(lines.texts[last[style]]).partition("。")[0]  # the heading may have its text behind it
            if again and len(candidate.marker) + 2 <= len(text) <= _AGAIN_MOST:
                found.append(Region(candidate.line_start, candidate.line_end, "furniture"))
        last[style] = row
    return found


def _unspaced(text: str) -> str:
    return "".join(text.split()) if " " in text or "\u3000" in text else text


def _taken_up(lines: Lines, beside: set[int], candidates: list[Candidate]) -> list[Region]:
    """The same in a text that has headings with （续）, on the lines `beside` pages' numbers or anywhere; one that repeats another heading
    than the last of its series is believed more.
    """
    last: dict[str, str] = {}
    stood: set[str] = set()
    found: list[Region] = []
    for candidate in candidates:
        if candidate.glued or candidate.refused:
            continue
        row = candidate.row
        text = _unspaced(lines.texts[row])
        goes_on = text.endswith(_GOES_ON)
        if goes_on:
            text = text[:-3]
        if (goes_on or row in beside) and last.get(candidate.style) == text and len(candidate.marker) + 2 <= len(text) <= _AGAIN_MOST:
            found.append(Region(candidate.line_start, candidate.line_end, "furniture"))
        elif goes_on and text in stood and last.get(candidate.style) != text:
            candidate.weigh(TAKEN_UP, _TAKEN_UP)
        text = text.partition("。")[0]
        stood.add(text)
        last[candidate.style] = text
    return found


def issue_heads(lines: Lines, families: Families) -> list[Region]:
    """Lines that name the issue or volume and come again, once between two halves of a sentence: 第3期　　罗某等：堤坝….

    No other of their kind stands in the text. A volume's own heading is the first of them; one by somebody need not come again.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    styles: dict[str, str] = {}
    for candidate in families.of("volume") if lines.by_first.get("第") else ():
        if candidate.glued:
            continue
        numbers[candidate.style].add(candidate.number)
        text = lines.texts[candidate.row]
        if len(text) > candidate.end - candidate.start and text[-1] not in _SENTENCE_SIGNS:
            words = "".join(text.split())
            places[words].append(candidate.row)
            styles[words] = candidate.style
    found: list[Region] = []
    for words, rows in places.items():
        if len(rows) == 1 and len(numbers[styles[words]]) == 1 and _BY_SOMEBODY.match(words):
            above = rows[0] - 1
            paged = above >= 0 and lines.texts[above].isdecimal()
            found += [Region(lines.starts[row], lines.end(row), "furniture") for row in ((above, rows[0]) if paged else rows)]
            continue
        alone = lines.head is None and len(numbers[styles[words]]) == 1 and list(styles.values()).count(styles[words]) == 1
        if alone and rows[0] < _MASTHEAD_ROWS and _MASTHEAD.match(words):
            found.append(Region(lines.starts[rows[0]], lines.end(rows[0]), "furniture"))
        apart = len(rows) > 1 and all(other >= row + _APART for row, other in pairwise(rows))
        if apart and len(numbers[styles[words]]) == 1 and any(torn(lines.texts, row) for row in rows):
            first = 0 if _ISSUED.match(words) or torn(lines.texts, rows[0]) else 1
            found += [Region(lines.starts[row], lines.end(row), "furniture") for row in rows[first:]]
    return found


def _row(candidate: Candidate) -> int:
    return candidate.row
