"""Markers behind their title, at the end of a line: 标题【篇一】, 标题 篇1, 标题之二, 标题1."""

import re

from casekit import numerals
from casekit.ladder import BLANK, Family
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Mark

_N = "一二三四五六七八九十0-9０-９"
_TAIL = frozenset("】)）一二三四五六七八九十0123456789０１２３４５６７８９")
_LINE_MOST = 71
"""A title with its number is not longer, in code points."""
_SUFFIX = re.compile(
    f"(?P<title>[^\\n。！？；]{{2,60}}?)[{BLANK}]*(?P<marker>【[{BLANK}]*(?:(?:篇|范文|例文|案例|示例|例|样本|模板)[{BLANK}]*(?:[{_N}]{{1,3}}|[ー—－-])|第[{BLANK}]*[{_N}]{{1,3}}[{BLANK}]*(?:篇|则|例)?|[{_N}]{{1,3}})[{BLANK}]*】"
    f"|[（(]?篇[{BLANK}]*[(（]?[{_N}]{{1,3}}[)）]?|之[一二三四五六七八九十]{{1,3}}|[（(][{_N}]{{1,3}}[）)]|[0-9０-９]{{1,2}})"
)
_SURE_SUFFIX = re.compile("【|[（(]?篇")
SUFFIX_FAMILIES = {
    "case-suffix": Family("case-suffix", "标题【篇一】", "", 5, 1, (), kind="case"),
    "case-count": Family("case-count", "标题1", "", 4, 1, (), kind="case"),
}
"""Markers behind their title: read here and not in LADDER, because they are found from the line's end."""
_COUNT = re.compile(f"[（(【]?(?:精选|共|锦集|通用|合集)?[{_N}]{{1,3}}[篇则][)）】]?")
_NO_TITLE = frozenset("，。！？；：,:;（）()")
_TITLE_MOST = 60


def suffixes(lines: Lines, taken: set[int]) -> list[Candidate]:
    """Titles that carry their number behind: 标题【篇一】, 标题 篇1, and, where the same words come again, 标题之二, 标题(一), 标题1.

    `taken` are the lines that begin with a sure marker.
    """
    found: list[tuple[int, re.Match[str], int, str]] = []
    counts: dict[str, set[int]] = {}
    for row, text in enumerate(lines.texts):
        if not text or text[-1] not in _TAIL or len(text) > _LINE_MOST or row in taken:
            continue
        match = _SUFFIX.fullmatch(text)
        if match is None:
            continue
        number = numerals.read_lookalike("".join(c for c in match["marker"] if c not in "【】（）() \u3000篇第之范文例案示样本模板则"))
        title = match["title"].rstrip()
        if number is None or title[-1] in "分百千万第" or not any("\u4e00" <= c <= "\u9fff" for c in title):
            continue
        key = "".join(title.split())
        counts.setdefault(key, set()).add(number)
        found.append((row, match, number, key))
    return [
        _suffix(lines, row, match, number, len(counts[key]) > 1)
        for row, match, number, key in found
        if _SURE_SUFFIX.match(match["marker"]) or (len(counts[key]) > 1 and len(key) >= 3)
    ]


def _suffix(lines: Lines, row: int, match: re.Match[str], number: int, repeated: bool) -> Candidate:
    """The candidate of one title with its number behind; `repeated` tells that its words come with other numbers too."""
    marker = match["marker"]
    sure = _SURE_SUFFIX.match(marker) is not None
    begin = lines.begin(row)
    mark = _mark("case-suffix" if sure else "case-count", marker, "" if marker[0].isdecimal() else marker[0], number)
    mark.belief = 6.0 if marker[0] == "【" else 5.0 if sure and repeated else 4.0
    candidate = Candidate(begin + match.start("marker"), begin + match.end("marker"), row, lines.starts[row], lines.end(row), mark)
    candidate.suffix = True
    candidate.title_start = begin + match.start("title")
    return candidate


def _mark(family_id: str, marker: str, sign: str, number: int) -> Mark:
    mark = Mark(SUFFIX_FAMILIES[family_id], marker, number, None, (number,))
    mark.style = family_id + sign
    mark.series = "case-suffix"
    return mark


def _page_title(buffer: str) -> str:
    """The first line with text, without how many pieces it promises; "" where it is no title."""
    first = buffer[:2000].lstrip().split("\n", 1)[0].strip()
    promise = [match for match in _COUNT.finditer(first[:_TITLE_MOST]) if match.end() == len(first)]
    title = first[: promise[0].start()].strip() if promise else first
    return title if 3 <= len(title) <= _TITLE_MOST and not _NO_TITLE.intersection(title) else ""


def counted(lines: Lines) -> list[Candidate]:
    """The page's title with a number behind it and the text right behind that: 标题1为了…"""
    title = _page_title(lines.buffer)
    if not title:
        return []
    pattern = re.compile(f"{re.escape(title)}(?P<number>[0-9]{{1,2}})(?=[\u4e00-\u9fff“《])(?![篇则个份条])")
    found = [(row, pattern.match(lines.texts[row])) for row in lines.beginning(title[0])]
    rows = [(row, match) for row, match in found if match and row]
    if len({match["number"] for _, match in rows}) < 2:
        return []
    candidates = []
    for row, match in rows:
        begin = lines.begin(row)
        mark = _mark("case-count", match["number"], "", int(match["number"]))
        candidate = Candidate(begin + match.start("number"), begin + match.end("number"), row, lines.starts[row], lines.end(row), mark)
        candidate.suffix = True
        candidate.title_start = begin
        candidates.append(candidate)
    return candidates
