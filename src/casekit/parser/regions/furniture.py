"""Page numbers, running heads, and what a web page puts around a text."""

import re
from itertools import pairwise
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.parser.lines import Lines, lasts
from casekit.parser.regions.families import Families
from casekit.parser.scan import LONE_FAMILIES, Candidate
from casekit.parser.scan.candidate import opens_dated
from casekit.parser.setting import Region
from casekit.patterns import lazy
from casekit.plane import table, told

_SURE: Final = 3.0
"""A marker believed so much is a heading's."""
_B: Final = f"[{BLANK}]*+"
_PAGE: Final = lazy(
    f"[-—–－~·•]+{_B}[0-9０-９]{{1,4}}{_B}[-—–－~·•]+|第{_B}[0-9一二三四五六七八九十百]{{1,4}}{_B}页(?:{_B}[,，/]?{_B}共{_B}[0-9一二三四五六七八九十百]{{1,4}}{_B}页)?"
    f"|[0-9]{{1,4}}{_B}/{_B}[0-9]{{1,4}}|(?i:page{_B}[0-9]{{1,4}}(?:{_B}of{_B}[0-9]{{1,4}})?)|[0-9]{{1,4}}"
)
_CAPTION: Final = lazy(
    f"(?P<words>[^。！？；]{{2,60}}?)(?P<sign>{_B}[_＿|｜·~－—–-]+{_B}|{_B})[（(\\[【]?第{_B}(?P<page>[0-9]{{1,4}}|[一二三四五六七八九十百]{{1,4}}){_B}页"
    f"(?:{_B}[,，/（(]?{_B}[共总]{_B}[0-9一二三四五六七八九十百]{{1,4}}{_B}页[)）]?)?[）)\\]】]?"
)
"""The words under the picture of a page, as sites that share documents have them: 企业管理案例分析_第1页."""
_CAPTION_MOST: Final = 80
_CAPTION_LAST: Final = lasts("页)）]】")
_WORDS_LEAST: Final = 4
"""The words of the page's title are not fewer, in code points."""
_HAS_PAGES: Final = frozenset("册书本卷材簿件录")
"""What ends so has pages that people speak of: 练习册第3页."""
_PAGE_FIRST: Final = frozenset("-—–－~·•第0123456789pP")
_PAGE_LAST: Final = lasts("-—–－~·•页0123456789")
_PAGE_MOST: Final = 24
"""A page number and what stands around it are not longer, in code points."""
_BARE_PAGE: Final = lazy("[0-9]{1,4}")
_HEAD_CUT: Final = 8
"""The same where the head is cut short."""
_SHORT: Final = 40
"""The head of a page is not longer, in code points."""
_SENTENCE: Final = 15
"""A line with so many code points that ends no sentence broke off."""
_SENTENCE_END: Final = frozenset("。！？!?；;：:")
_PAGE_LEAST: Final = 6
"""A page has so many lines at least."""
_HEAD_LEAST: Final = 4
"""A title is no shorter where it serves as the head of a page."""
_HEADS_LEAST: Final = 3
"""So many numbers that rise with the same line beside each are those of pages."""
_FIRST_PIECE: Final = lazy(f"[【（(]?(?:第{_B}[一1壹]{_B}[篇章编部节]|案例[一1])")
"""A text that begins so does not begin again in its middle."""
_PIECE_FIRST: Final = frozenset("【（(第案")
_HEADS: Final = frozenset(("chapter", "section", "part", "division"))
_PLAIN: Final = frozenset(
    (
        *("han-comma", "han-parens", "han-half-parens", "formal-comma", "stem", "stem-parens", "circled", "decimal"),
        *("arabic-dot", "arabic-comma", "arabic-parens", "arabic-half-parens"),
    )
)
_PAGED_HEAD: Final = lazy(f"(?P<head>.{{2,40}}?)(?:[{BLANK}]{{2,}}|\t)[-—–·•][{BLANK}]*[0-9]{{1,4}}[{BLANK}]*[-—–·•]")
_BARE_HEAD: Final = lazy(f"(?P<head>.{{2,40}}?)[{BLANK}]+(?P<page>[0-9]{{1,4}})")
_PAGED: Final = 1
_BARE: Final = 2
_HEAD_LAST: Final = table((_PAGED, "-—–·•"), (_BARE, "0123456789"))
"""What the last character of a head tells: that of a page's number, bare or between signs."""
_GOES_ON: Final = ("，", "、", ",")
"""A line that ends so is no whole sentence."""
_BARE_LEAST: Final = 2
"""So many heads with bare numbers rise."""
_INDENT_MOST: Final = 3
"""A bare page number is not indented further, in code points, unless all lines are."""
_NO_ROWS: Final[list[int]] = []
_NAMED_BY_NUMBER: Final = lazy(f"[附图表][件录表]?{_B}[0-9]{{1,2}}")
"""A line whose number is its own, not that of the page that it stands on."""


def line_end_at(buffer: str, at: int) -> int:
    end = buffer.find("\n", at)
    return len(buffer) if end < 0 else end


def pages(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Page numbers on lines of their own; bare digits only where they rise through the text or have a line beside them that
    comes again.

    Numbers alone on their lines that divide the text are none.
    """
    title = next((row for row, text in enumerate(lines.texts) if text), 0) if lines.head is None else -1
    first = next((text for text in (lines.texts if lines.head is None else lines.head) if text), "")
    numbered = first[:1] in _PIECE_FIRST and _FIRST_PIECE.match(first) is not None
    sure: list[Region] = []
    bare: list[tuple[int, Region]] = []
    deep: list[tuple[int, Region]] = []
    sections: set[int] | None = None
    for row in lines.ending(_PAGE_LAST, _PAGE_MOST):
        text = lines.texts[row]
        if not row or text[0] not in _PAGE_FIRST or not _PAGE.fullmatch(text):
            continue
        if sections is None:
            sections = {candidate.row for candidate in candidates if candidate.family.id in LONE_FAMILIES} | _dated(lines, candidates)
        if row in sections:
            continue
        region = Region(lines.starts[row], lines.end(row), "furniture")
        bare_number = _BARE_PAGE.fullmatch(text) is not None
        head = _head_again(lines, row, title, first) if bare_number or numbered else -1
        if head >= 0:
            sure += [region, Region(lines.starts[head], lines.end(head), "furniture")]
        elif bare_number:
            indent = lines.begin(row) - lines.starts[row]
            (bare if indent <= _INDENT_MOST or indent <= lines.margin() else deep).append((int(text), region))
        else:
            sure.append(region)
    heads = _headings_again(lines, [lines.at(region.start) for _, region in bare], candidates) if bare else {}
    for row, head in heads.items():
        sure += [Region(lines.starts[row], lines.end(row), "furniture"), Region(lines.starts[head], lines.end(head), "furniture")]
    bare = [(number, region) for number, region in bare if lines.at(region.start) not in heads] if heads else bare
    rising: list[tuple[int, Region]] = []
    for number, region in bare:
        if not rising or (rising[-1][0] < number <= rising[-1][0] + 3 and region.start - rising[-1][1].end > 150):
            rising.append((number, region))
    if len(rising) >= 3 or (
        len(rising) == 2 and not sure and rising[1][0] == rising[0][0] + 1 and rising[1][1].start - rising[0][1].start > 400
    ):
        sure += [region for _, region in rising]
    if len(rising) < len(bare) and len(bare) >= _HEADS_LEAST:
        deep = sorted(deep + bare, key=_start_of_second)
    sure += _headed(lines, deep) if len(deep) > 1 else []
    return sorted(sure, key=_start)


def page_captions(lines: Lines) -> list[Region]:
    """Captions of pages, words and a page's number: the words are of the text's first line, or stand behind a sign again and again."""
    first = next((text for text in (lines.texts if lines.head is None else lines.head) if text), "")
    first = "".join(first.split())
    several: dict[str, list[tuple[int, int]]] = {}
    found: list[int] = []
    for row in lines.ending(_CAPTION_LAST, _CAPTION_MOST):
        text = lines.texts[row]
        match = _CAPTION.fullmatch(text) if row and "页" in text and "第" in text else None
        if match is None:
            continue
        words = "".join(match["words"].split())
        signed = match["sign"].strip() != ""
        if len(words) >= _WORDS_LEAST and words in first and (signed or words[-1] not in _HAS_PAGES):
            found.append(row)
        elif signed:
            several.setdefault(words, []).append((numerals.read(match["page"]) or 0, row))
    for places in several.values():
        if len(places) > 1 and all(one < two for (one, _), (two, _) in pairwise(places)):
            found += [row for _, row in places]
    return [Region(lines.starts[row], lines.end(row), "furniture") for row in sorted(found)]


def _headed(lines: Lines, numbers: list[tuple[int, Region]]) -> list[Region]:
    """Numbers alone on their lines that rise, each with the same short line beside it: several, or set in the middle of their lines, where
    one of them tears a sentence.
    """
    texts = lines.texts
    beside: dict[str, list[tuple[int, int, int]]] = {}
    for number, region in numbers:
        row = lines.at(region.start)
        for head in (_filled(texts, row - 1, -1), _filled(texts, row + 1, 1)):
            words = "".join(texts[head].split()) if head >= 0 else ""
            if _HEAD_LEAST <= len(words) <= _SHORT and words[-1] not in "。！？!?；;：:，,、" and not words.isdecimal():
                beside.setdefault(words, []).append((number, row, head))
    found: list[Region] = []
    for places in beside.values():
        rising = len(places) > 1 and all(one[0] < two[0] and two[1] - one[1] >= _PAGE_LEAST for one, two in pairwise(places))
        if rising and (len(places) >= _HEADS_LEAST or any(torn(texts, min(row, head)) for _, row, head in places)):
            found += [Region(lines.starts[at], lines.end(at), "furniture") for _, row, head in places for at in (row, head)]
    return found


def _filled(texts: list[str], row: int, step: int) -> int:
    """`row`, or the next one where it is blank; -1 outside of the text."""
    if 0 <= row < len(texts) and not texts[row]:
        row += step
    return row if row < len(texts) else -1


def torn(texts: list[str], row: int) -> bool:
    """Whether the line before `row`, over blank ones, breaks off in mid-sentence."""
    row -= 1
    while row > 0 and not texts[row]:
        row -= 1
    return row > 0 and len(texts[row]) >= _SENTENCE and texts[row][-1] not in _SENTENCE_END


def _dated(lines: Lines, candidates: list[Candidate]) -> set[int]:
    """The rows of the numbers alone on their lines that open pieces with a date each and count on from one to the next."""
    dated = [candidate for candidate in candidates if candidate.family.id == "arabic-alone" and opens_dated(lines.texts, candidate.row)]
    following = [pair for pair in pairwise(dated) if pair[0].number + 1 == pair[1].number]
    return {candidate.row for pair in following for candidate in pair}


def _head_again(lines: Lines, row: int, title: int, first: str) -> int:
    """The line beside a page's number that repeats the first line of the text, or its beginning, -1 for none: the head of a page.

    `title` is the number of the text's `first` line, -1 where it stands in an earlier window.
    """
    texts = lines.texts
    for beside in (row + 1, row - 1):
        if title < beside < len(texts) and texts[beside] and first.startswith(texts[beside]):
            if texts[beside] == first and (len(first) >= _HEAD_LEAST or _FIRST_PIECE.match(first)):
                return beside
            if len(texts[beside]) >= _HEAD_CUT:
                return beside
    return -1


def _headings_again(lines: Lines, rows: list[int], candidates: list[Candidate]) -> dict[int, int]:
    """Of the lines `rows` that are bare numbers those with a chapter's or section's line beside them that stood before: head of a page."""
    first: dict[str, int] = {}
    for candidate in candidates:
        if candidate.family.id in _HEADS and not candidate.glued:
            first.setdefault(lines.texts[candidate.row], candidate.row)
    found: dict[int, int] = {}
    anew = _begun_anew(candidates) if first and rows else set()
    for row in rows if first else ():
        for beside in (row - 1, row + 1):
            if 0 <= beside < len(lines.texts) and first.get(lines.texts[beside], beside) < beside - 2 and beside not in anew:
                found[row] = beside
    return found


def running_heads(lines: Lines, pages: list[Region], candidates: list[Candidate]) -> list[Region]:
    """Lines that stand beside page numbers twice or more with the same words; the first with a sure marker is its heading.

    So is one that comes again behind another number of its series, which began anew: 一、基本情况 of the next case.
    """
    buffer = lines.buffer
    first: dict[str, int] = {}
    beside: dict[str, list[tuple[int, int]]] = {}
    for region in pages:
        for start, end in (_neighbour(buffer, region.start - 1, -1), _neighbour(buffer, region.end, 1)):
            text = "".join(buffer[start:end].split())
            if 2 <= len(text) <= 40 and text[-1] not in "。；！？，、,;" and not text.isdecimal():
                beside.setdefault(re.sub("[0-9]+$|^[0-9]+", "", text), []).append((start, end))
    heads: list[Region] = []
    anew: set[int] | None = None
    for places in beside.values():
        if len(places) >= 2:
            places = sorted(set(places))
            first = first or {_named(lines.texts[c.row]): c.row for c in reversed(candidates) if not c.glued and c.belief >= _SURE}
            rows = [lines.at(start) for start, _ in places]
            anew = _begun_anew(candidates) if anew is None else anew
            # The heading itself, on a new page, or each of 附件1, 附件2.
            places = [
                place
                for row, place in zip(rows, places, strict=True)
                if row not in anew
                and (
                    first.get(_named(lines.texts[row])) != row
                    or not (row == rows[0] or _NAMED_BY_NUMBER.fullmatch(lines.texts[row]))
                )
            ]
            heads += [Region(start, end, "furniture") for start, end in places]
    return heads


def _named(text: str) -> str:
    """What a line names, without blanks, and without the text behind the name."""
    return "".join(text.partition("。")[0].split())


def _begun_anew(candidates: list[Candidate]) -> set[int]:
    """The rows of sure markers that follow another number of their series: no head of a page, which names the part that is open.

    Nor are plain numbers alone on their lines: a head names something.
    """
    found: set[int] = set()
    last: dict[str, int] = {}
    for candidate in candidates:
        if candidate.glued or candidate.refused or candidate.belief < _SURE:
            continue
        alone = candidate.end == candidate.line_end and candidate.family.id in _PLAIN
        if alone or last.get(candidate.style, candidate.number) != candidate.number:
            found.add(candidate.row)
        last[candidate.style] = candidate.number
    return found


def heads_in_sentences(lines: Lines, families: Families) -> list[Region]:
    """Lines of a chapter that stood before, come again between two halves of a sentence: the head of a page whose number is gone."""
    texts = lines.texts
    chapters = [candidate for candidate in families.among(_HEADS) if not candidate.glued]
    if not any(texts[candidate.row - 1].endswith(_GOES_ON) for candidate in chapters):
        return []
    first: dict[str, int] = {}
    found: list[Region] = []
    for candidate in chapters:
        row = candidate.row
        again = first.setdefault(_named(texts[row]), row) < row - 1
        if again and row + 1 < len(texts) and texts[row - 1][-1:] in _GOES_ON and texts[row + 1]:
            found.append(Region(lines.starts[row], lines.end(row), "furniture"))
    return found


def _neighbour(buffer: str, at: int, step: int) -> tuple[int, int]:
    """The next line with text before (`step` -1) or behind the line end at `at`."""
    for _ in range(3):
        if step < 0:
            if at <= 0:
                break
            start = buffer.rfind("\n", 0, at) + 1
            if buffer[start:at].strip():
                return start, at
            at = start - 1
        else:
            start = at + 1
            if start >= len(buffer):
                break
            end = line_end_at(buffer, start)
            if buffer[start:end].strip():
                return start, end
            at = end
    return 0, 0


def paged_heads(lines: Lines, families: Families) -> list[Region]:
    """Lines of a chapter or section that stood before and come again with a page number behind a wide gap: 第三编 灌溉　　· 127 ·."""
    texts = lines.texts
    heads = [candidate for candidate in families.among(_HEADS) if not candidate.glued]
    if not heads:
        return []
    ends = 0
    for row in lines.by_first.get("第", _NO_ROWS):
        ends |= told(_HEAD_LAST, texts[row], len(texts[row]) - 1)
    bare = _bare_heads(texts, heads) if ends & _BARE else []
    if not ends & _PAGED:
        return bare
    found: list[Region] = []
    first: set[str] = set()
    for candidate in heads:
        paged = _PAGED_HEAD.fullmatch(texts[candidate.row])
        if paged is None:
            first.add("".join(texts[candidate.row].split()))
        elif "".join(paged["head"].split()) in first:
            found.append(Region(candidate.line_start, candidate.line_end, "furniture"))
    return found + bare


def _bare_heads(texts: list[str], heads: list[Candidate]) -> list[Region]:
    """The same with a bare number behind one blank, which rises from page to page: 第一章　选址　5 … 第二章　改造　11."""
    numbered = [told(_HEAD_LAST, texts[candidate.row], len(texts[candidate.row]) - 1) == _BARE for candidate in heads]
    if numbered.count(True) < _BARE_LEAST:
        return []
    first: set[str] = set()
    found: list[tuple[Candidate, int]] = []
    for candidate, ended in zip(heads, numbered, strict=True):
        paged = _BARE_HEAD.fullmatch(texts[candidate.row]) if ended else None
        if paged is not None and "".join(paged["head"].split()) in first:
            found.append((candidate, int(paged["page"])))
        first.add("".join(texts[candidate.row].split()))
    apart = all(b.row - a.row >= _PAGE_LEAST and low < high for (a, low), (b, high) in pairwise(found))
    return [Region(one.line_start, one.line_end, "furniture") for one, _ in found] if len(found) >= _BARE_LEAST and apart else []


def _start_of_second(numbered: tuple[int, Region]) -> int:
    return numbered[1].start


def _start(region: Region) -> int:
    return region.start
