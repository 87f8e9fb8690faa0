"""Markers behind their title, at the end of a line or glued to text: 标题【篇一】, 标题 篇1, 标题 第一篇, 标题之二, 标题1."""

import re
from collections import defaultdict
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK, Family, characters
from casekit.parser.front import is_byline
from casekit.parser.lines import Lines, lasts
from casekit.parser.scan.candidate import Candidate, Mark
from casekit.parser.spots import Spots
from casekit.patterns import lazy
from casekit.plane import PLANE, table
from casekit.shapes import dataclass

_HAN: Final = "一二三四五六七八九十"
_N: Final = f"{_HAN}0-9０-９"
_BLURRED: Final = f"{_N}＝彡"
"""What stands in brackets for a number in scanned texts."""
_BLANKS: Final = "".join(characters(BLANK))
_SIGNS: Final = "★☆▲△※◆■●"
"""Signs that stand around a title: ★标题篇一★."""
_COLONS: Final = ":："
_MARKER_LAST: Final = frozenset(f"】)）〕{_HAN}0123456789０１２３４５６７８９篇则")
_TAIL: Final = lasts([*_MARKER_LAST, *_SIGNS, *_COLONS])
_NUMBER_LAST: Final = frozenset(f"{_HAN}0123456789０１２３４５６７８９")
_BEFORE_LAST: Final = _NUMBER_LAST | frozenset("篇则例ー—－-＝彡")
"""What a marker has before its last sign, where that is no number."""
_LINE_MOST: Final = 71
"""A title with its number is not longer, in code points."""
_CHOSEN: Final = "(?:精选|通用|优秀|热门|经典|实用|最新|推荐|必备|精品)"
"""What a site says of its pieces before their number: 标题（精选篇1）."""
_IN_LENTICULAR: Final = (
    f"【[{BLANK}]*(?:(?:{_CHOSEN}?篇|范文|例文|案例|示例|例|样本|模板)[{BLANK}]*(?:[{_N}]{{1,3}}|[ー—－-])"
    f"|第[{BLANK}]*[{_N}]{{1,3}}[{BLANK}]*(?:篇|则|例)?|[{_N}]{{1,3}})[{BLANK}]*】"
)
_SUFFIX: Final = lazy(
    f"(?P<title>[^\\n。！？；]{{2,60}}?)[{BLANK}]*(?P<marker>{_IN_LENTICULAR}|[（(]{_CHOSEN}篇?[{BLANK}]*[{_N}]{{1,3}}[)）]"
    f"|[（(]?篇[{BLANK}]*[(（]?[{_N}]{{1,3}}[)）]?|[（(]第[{_N}]{{1,3}}[篇则][)）]|第[{BLANK}]*[{_N}]{{1,3}}[{BLANK}]*[篇则]"
    f"|之[{_HAN}]{{1,3}}|[（(〔]之?[{_BLURRED}]{{1,3}}[{BLANK}]{{0,2}}[）)〕]|[0-9０-９]{{1,2}}|[{_HAN}]{{1,2}})"
)
_SURE_SUFFIX: Final = lazy(f"【|[（(]?{_CHOSEN}?篇")
_BESIDE_NUMBER: Final = "【】（）() \u3000篇第之范文例案示样本模板则精选通用优秀热门经典实最新推荐必备品"
SUFFIX_FAMILIES: Final = {
    "case-suffix": Family("case-suffix", "标题【篇一】", "", 5, 1, (), kind="case"),
    "case-count": Family("case-count", "标题1", "", 4, 1, (), kind="case"),
}
"""Markers behind their title: read here and not in LADDER, because they are found from the line's end."""
_NOT_BEFORE_NUMBER: Final = frozenset("分百千万第.．-－–—0123456789")
"""What makes another number of the one behind it: 表5.4, 2019-20."""
_BRACKETED: Final = frozenset("【（(篇第之")
_NO_NUMBERED: Final = _NOT_BEFORE_NUMBER | frozenset(":：=＝")
"""Nor does a title end with one of these ahead of a bare number: 总数：58."""
_NO_TITLE: Final = frozenset("，。！？；：,:;（）()")
_TITLE_MOST: Final = 60
_PAGE_LINES: Final = 3
"""The page's title is one of so many first lines."""
_WORDS_LEAST: Final = 4
"""Words of the page's title that come again are not fewer, in code points."""
_MASKED: Final = "(?<=[0-9]20)[xX×_*＊]{1,4}年"
"""The rest of a year that a site has masked: 20xx年."""
_TEXT: Final = "\u4e00-\u9fff“《0-9A-Za-z"
"""What a text begins with that stands right behind a bracket."""
_SPOKEN_OF: Final = "[到至与及或是的里等]|和.{0,14}[（(【]|由.{0,6}[投提撰整供]|一[文书篇]|为例|中[的，]|[讲写说]的?是|介绍|收录"
"""Behind these a sentence speaks of the piece: 报告（一）到（五）."""
_GLUED_PIECE: Final = lazy(
    f"篇[{BLANK}]*(?P<number>[0-9０-９]{{1,6}}|[{_HAN}]{{1,3}})(?=[:：]?[{BLANK}]{{0,2}}[\u4e00-\u9fff“《]|{_MASKED})"
)
_DIGITS: Final = frozenset("0123456789")
_GLUED_NUMBER: Final = lazy(
    f"(?P<title>[^，。！？；：,:;（）()\\n0-9]{{3,60}}?)(?P<number>[0-9]{{1,6}})(?=[ \u3000]{{0,2}}[\u4e00-\u9fff“《]|{_MASKED})"
    "(?![ \u3000]{0,2}[篇则个份条页])"
)
_CLOSED_PIECE: Final = lazy(
    f"篇[{BLANK}]*(?P<number>[0-9０-９]{{1,3}}|[{_HAN}]{{1,3}})[{BLANK}]*(?P<close>[】)）])[:：]?[{BLANK}]{{0,2}}(?=[{_TEXT}])(?!{_SPOKEN_OF})"
)
_OPENING: Final = {"】": "【", ")": "(（", "）": "(（"}
_WITH_BRACKETS: Final = lazy(
    f"(?P<title>[^，。！？；：,:;（）()【】\\n]{{3,60}}?)[{BLANK}]*(?P<marker>{_IN_LENTICULAR}|[（(](?:之|{_CHOSEN}篇?)?[{_N}]{{1,3}}[）)]"
    f"|[（(]?篇[{BLANK}]*[（(]?[{_N}]{{1,3}}[）)]|[（(]第[{_N}]{{1,3}}[篇则][）)]|第[{_N}]{{1,3}}[篇则])[:：]?[{BLANK}]{{0,2}}(?=[{_TEXT}])(?!{_SPOKEN_OF})"
)
_BRACKET_SIGNS: Final = frozenset("【（(第")
_YEAR: Final = lazy("(?:(?:19|20)[0-9]{2}|20)$")


_FIELD_ENDS: Final = "]］】"
_BRACKETS: Final = "（("
_GOES_ON: Final = frozenset("，、,")
_COUNTED_LEAST: Final = 3
"""So many titles of other words make a series."""
_NO_NAME: Final = frozenset("，是有为")
"""A clause that ends in 之一 has one of these: 是原因之一."""
_THING: Final = 2
"""So many last signs of a title name what it is about."""
_THINGS: Final = lazy("[两二三四五六七八九十几][\u4e00-\u9fff]{1,2}\\Z")
"""A heading that counts things ends so: 两封信."""
_THINGS_MOST: Final = 4
_PICTURED: Final = lazy("(?:[^蓝版宏企意试力看]图|照片|图片|(?:统计|登记|汇总|明细|一览|对照|进度|情况)表)\\Z")
_PICTURED_MOST: Final = 4
"""The caption of a picture or a table ends so: 渠道断面图（一）."""


@dataclass(slots=True)
class _Found:
    """A title with a number behind it: offsets of the title and the marker, the words without blanks, and where a sign before them is."""

    row: int
    title_start: int
    start: int
    end: int
    number: int
    words: str
    sure: bool
    sign: int = -1


def suffixes(lines: Lines, candidates: list[Candidate], spots: Spots) -> list[Candidate]:
    """Titles that carry their number behind: 标题【篇一】, 标题 篇1, and, where the same words come again, 标题 第一篇, 标题之二, 标题(一),
    标题1; with the words of the page's title also 标题一.

    Lines that begin with one of the `candidates` that is sure have no other number.
    """
    texts = lines.texts
    rows = [row for row in lines.ending(_TAIL) if len(texts[row]) <= _LINE_MOST]
    pieces = [piece for at in spots.pieces if (piece := _GLUED_PIECE.match(lines.buffer, at) or _CLOSED_PIECE.match(lines.buffer, at))]
    taken = [False] * len(texts)
    for candidate in candidates if rows or pieces else ():
        if candidate.family.belief >= 4 or candidate.kind == "case":
            taken[candidate.row] = True
    pages = page_titles(lines)
    ended = _ended(lines, rows, taken, pages)
    glued = _glued_pieces(lines, pieces, taken)
    glued += _glued_numbers(lines, pages, {found.row for found in glued})
    whole = {(found.words, found.number) for found in ended} if glued else set()
    glued = [found for found in glued if (found.words, found.number) not in whole]
    counts: defaultdict[str, set[int]] = defaultdict(set)
    for found in (*ended, *glued):
        counts[found.words].add(found.number)
    kept = [found for found in ended if found.sure or (len(counts[found.words]) > 1 and len(found.words) >= 3)]
    kept += (found for found in glued if len(counts[found.words]) > 1)
    kept += _in_brackets(lines, ended, [found for found in glued if len(counts[found.words]) == 1])
    if len(kept) < len(ended):
        sure = {found.row for found in kept}
        left = [found for found in ended if found.row not in sure]
        kept += _counted(lines, left) + [found for found in _ordinals(lines, ended) if found.row not in sure]
    counted_on = [(found.words, found.row, found.number) for found in kept if not found.sure] if candidates else []
    if counted_on:
        from casekit.parser.scan.passed_over import passed_over

        passed = passed_over(candidates, counted_on)
        kept = [found for found in kept if found.sure or found.words not in passed]
    return [_candidate(lines, found, len(counts[found.words]) > 1) for found in kept]


def _in_brackets(lines: Lines, ended: list[_Found], glued: list[_Found]) -> list[_Found]:
    """Of titles of other words with 【篇一】 and their text behind them those next to whose number another stands in brackets too."""
    closed = [found for found in glued if lines.buffer[found.start] == "【"]
    numbers = {found.number for found in (*ended, *closed) if lines.buffer[found.start] == "【"} if closed else set()
    return [found for found in closed if found.number - 1 in numbers or found.number + 1 in numbers]


def _counted(lines: Lines, ended: list[_Found]) -> list[_Found]:
    """Titles of other words with a number in brackets behind each, where they count from 1, far apart, and name one kind of thing, or
    have who wrote it on the next line: 支付故障复盘（1） … 断电事件复盘（2）.
    """
    chain: list[_Found] = []
    for found in ended:
        if lines.buffer[found.start] not in _BRACKETS or (found.row and lines.texts[found.row - 1][-1:] in _GOES_ON):
            continue
        if found.number == 1 and len(chain) < _COUNTED_LEAST:
            chain = [found]
        elif (
            chain
            and found.number == len(chain) + 1
            and found.row > chain[-1].row + 2
            and (found.words[-2:] == chain[0].words[-2:] or (_signed(lines, chain[-1]) and _signed(lines, found)))
        ):
            chain.append(found)
    return chain if len(chain) >= _COUNTED_LEAST else []


def _ordinals(lines: Lines, ended: list[_Found]) -> list[_Found]:
    """Titles of other words with 之一, 之二 … behind them, three at least; two only where they name one thing, or with the same last sign
    under a heading that counts the things: 写给护林站的两封信, 养蜂人的信之一 … 小学生的信之二.
    """
    kept: list[_Found] = []
    chain: list[_Found] = []
    counted: list[_Found | None] = [found for found in ended if lines.buffer[found.start] == "之"]
    for found in [*counted, None]:
        if (
            found is not None
            and chain
            and found.number == len(chain) + 1
            and found.row > chain[-1].row + 1
            and _is_name(lines, found)
        ):
            chain.append(found)
            continue
        if len(chain) >= _COUNTED_LEAST or (len(chain) == _COUNTED_LEAST - 1 and _names_one_thing(lines, chain)):
            kept += chain
        chain = [found] if found is not None and found.number == 1 and _is_name(lines, found) else []
    return kept


def _is_name(lines: Lines, found: _Found) -> bool:
    """Whether a title is no clause, and no sentence goes on over its beginning."""
    return _NO_NAME.isdisjoint(found.words) and not (found.row and lines.texts[found.row - 1][-1:] in _GOES_ON)


def _names_one_thing(lines: Lines, chain: list[_Found]) -> bool:
    thing = chain[0].words[-_THING:]
    if all(found.words[-_THING:] == thing for found in chain):
        return True
    above = lines.texts[chain[0].row - 1] if chain[0].row and len({found.words[-1] for found in chain}) == 1 else ""
    return above[-1:] == thing[-1] and _THINGS.search(above[-_THINGS_MOST:]) is not None


def _signed(lines: Lines, found: _Found) -> bool:
    below = lines.texts[found.row + 1] if found.row + 1 < len(lines.texts) else ""
    return below != "" and is_byline(below)


def _ended(lines: Lines, rows: list[int], taken: list[bool], pages: list[str]) -> list[_Found]:
    """The titles among the lines `rows` that end their line with a number."""
    found: list[_Found] = []
    for row in rows:
        if taken[row]:
            continue
        text = lines.texts[row]
        bare, ahead = _bare(text)
        match = _SUFFIX.fullmatch(bare) if _marked(bare) else None
        if match is None:
            continue
        marker = match["marker"]
        number = numerals.read_lookalike("".join(c for c in marker if c not in _BESIDE_NUMBER))
        title = match["title"].rstrip()
        ends = _NOT_BEFORE_NUMBER if marker[0] in _BRACKETED else _NO_NUMBERED
        if title[-1] in _FIELD_ENDS and lines.texts[row + 1 : row + 2] and lines.texts[row + 1][:1] == title[0]:
            continue  # [编号] 3, and [时间] 九月 below it
        if number is None or title[-1] in ends or not any("\u4e00" <= c <= "\u9fff" for c in title):
            continue
        words = "".join(title.split())
        sure = _SURE_SUFFIX.match(marker) is not None or ("第" in marker[:2] and _of_the_page(words, pages))
        doubtful = len(bare) < len(text) or marker[0] in _HAN or _PICTURED.search(words[-_PICTURED_MOST:])
        if not sure and doubtful and not _of_the_page(words, pages):
            continue
        begin = lines.begin(row)
        at = begin + ahead
        found.append(_Found(row, at, at + match.start("marker"), at + match.end("marker"), number, words, sure, begin if ahead else -1))
    return found


def _bare(text: str) -> tuple[str, int]:
    """A line without the signs around it and the colon behind it, and how many code points are gone before it."""
    bare = text.rstrip(_COLONS).rstrip() if text[-1] in _COLONS else text
    if bare and bare[-1] in _SIGNS:
        bare = bare.rstrip(_SIGNS).rstrip()
    if bare[:1] in _SIGNS:
        ahead = len(bare) - len(bare.lstrip(_SIGNS + BLANK))
        return bare[ahead:], ahead
    if bare[:1] == "【" and bare[-1] == "】" and bare.count("】") == 1:
        return bare[1:-1], 1
    return bare, 0


def _marked(bare: str) -> bool:
    """Whether a line is no more than one sentence and its end can be that of a marker: a plain look before the dear one."""
    if "。" in bare or "；" in bare or "！" in bare or "？" in bare:
        return False
    last = bare[-1:]
    return last in _NUMBER_LAST or (last in _MARKER_LAST and bare[:-1].rstrip(_BLANKS)[-1:] in _BEFORE_LAST)


def _of_the_page(words: str, pages: list[str]) -> bool:
    return len(words) >= _WORDS_LEAST and any(words in page for page in pages)


def page_titles(lines: Lines) -> list[str]:
    """The first lines that can be the page's title, without blanks."""
    found: list[str] = []
    for text in (lines.texts if lines.head is None else lines.head)[: _PAGE_LINES * 3]:
        if text:
            found.append("".join(text.split()))
            if len(found) == _PAGE_LINES:
                break
    return [text for text in found if _WORDS_LEAST <= len(text) <= _TITLE_MOST and "。" not in text]


def _glued_pieces(lines: Lines, pieces: list[re.Match[str]], taken: list[bool]) -> list[_Found]:
    """Titles with 篇N, in brackets or not, and the text right behind that: 标题篇一今天…, 标题【篇一】今天…"""
    found: list[_Found] = []
    due: dict[str, int] = {}
    for match in pieces:
        row = lines.at(match.start())
        if match.start() - lines.starts[row] > _LINE_MOST:
            continue
        sign, start = lines.begin(row), match.start()
        line = lines.buffer[sign:start]
        begin = sign + len(line) - len(line.lstrip(_SIGNS + BLANK))
        close = match["close"] if "close" in match.re.groupindex else ""
        if close:
            start -= len(lines.buffer[begin:start]) - len(lines.buffer[begin:start].rstrip()) + 1
            if start <= begin or lines.buffer[start] not in _OPENING[close]:
                continue
        title = lines.buffer[begin:start].rstrip()
        if taken[row] or not 2 <= len(title) <= _TITLE_MOST or _NO_TITLE.intersection(title):
            continue
        words = "".join(title.split())
        if close:
            end, number = match.end("close"), numerals.read(match["number"]) or 0
        else:
            length, number = _number(match["number"], due.get(words, 1))
            end = match.start("number") + length
        if number:
            due[words] = number + 1
            found.append(_Found(row, begin, start, end, number, words, True, sign if begin > sign else -1))
    return found


def _glued_numbers(lines: Lines, pages: list[str], known: set[int]) -> list[_Found]:
    """Words of the page's title with a number behind them and the text right behind that, 标题1为了…, 标题【1】为了…

    The rows `known` are passed over.
    """
    found: list[_Found] = []
    due: dict[str, int] = {}
    begins = {page[at : at + 3] for page in pages for at in range(len(page) - 2)}
    firsts = table((1, "".join(page[:-2] for page in pages)))
    texts = lines.texts if begins else []
    for row, text in enumerate(texts):
        if not text:
            continue
        first = ord(text[0])
        if (first <= PLANE and not firsts[first]) or text[:3] not in begins or not row or row in known:
            continue
        match = _GLUED_NUMBER.match(text) if not _DIGITS.isdisjoint(text) else None
        words = "".join(match["title"].split()) if match else ""
        if match is None or not any(words in page for page in pages):
            bracketed = _bracketed(lines, row, pages)
            if bracketed is not None:
                found.append(bracketed)
            continue
        if text[match.end()].isspace() and not "\u4e00" <= words[0] <= "\u9fff":  # Part 1　概述
            continue
        length, number = _number(match["number"], due.get(words, 1))
        if number:
            due[words] = number + 1
            begin = lines.begin(row)
            start = begin + match.start("number")
            found.append(_Found(row, begin, start, start + length, number, words, sure=False))
    return found


def _bracketed(lines: Lines, row: int, pages: list[str]) -> _Found | None:
    """Words of the page's title with a number in brackets or 第一篇 behind them, and the text right behind that; None for none."""
    text = lines.texts[row]
    match = _WITH_BRACKETS.match(text) if not _BRACKET_SIGNS.isdisjoint(text[:_LINE_MOST]) else None
    words = "".join(match["title"].split()) if match else ""
    if match is None or not _of_the_page(words, pages):
        return None
    marker = match["marker"]
    number = numerals.read_lookalike("".join(c for c in marker if c not in _BESIDE_NUMBER))
    if not number:
        return None
    begin = lines.begin(row)
    return _Found(row, begin, begin + match.start("marker"), begin + match.end("marker"), number, words, sure=marker[0] in "【第")


def _number(digits: str, due: int) -> tuple[int, int]:
    """How many of the digits before a text are the number, and the number; behind it may stand a year, masked or not, 20岁, 一年来.

    The number is 0 where there is none.
    """
    for length in (1, 2, 3):
        rest = digits[length:]
        if (not rest or not rest[0].isdecimal() or _YEAR.match(rest)) and numerals.read(digits[:length]) == due and length <= len(digits):
            return length, due
    number = numerals.read(digits) if len(digits) <= 2 else None
    return len(digits), number or 0


def _candidate(lines: Lines, found: _Found, repeated: bool) -> Candidate:
    """The candidate of one title with its number behind; `repeated` tells that its words come with other numbers too."""
    marker = lines.buffer[found.start : found.end]
    mark = _mark("case-suffix" if found.sure else "case-count", marker, "" if marker[0].isdecimal() else marker[0], found.number)
    mark.belief = 6.0 if marker[0] == "【" else 5.0 if found.sure and repeated else 4.0
    candidate = Candidate(found.start, found.end, found.row, lines.starts[found.row], lines.text_end(found.row), mark)
    candidate.suffix = True
    candidate.title_start = found.title_start
    candidate.sign = found.sign
    return candidate


def _mark(family_id: str, marker: str, sign: str, number: int) -> Mark:
    mark = Mark(SUFFIX_FAMILIES[family_id], marker, number, None, (number,))
    mark.style = family_id + ("" if sign in _HAN else sign)
    mark.series = "case"
    return mark
