"""Markers behind their title, at the end of a line: 标题【篇一】, 标题 篇1, 标题之二, 标题1."""

import re

from casekit import numerals
from casekit.ladder import BLANK, Family
from casekit.parser.scan.candidate import Candidate

_N = "一二三四五六七八九十0-9０-９"
_LINE_TAIL = re.compile(f"[】)）{_N}][{BLANK}]*(?=\\n|\\Z)")
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


def suffixes(buffer: str, taken: set[int]) -> list[Candidate]:
    """Titles that carry their number behind: 标题【篇一】, 标题 篇1, and, where the same words come again, 标题之二, 标题(一), 标题1."""
    rows: list[tuple[int, int, str, int, int, bool, int, str]] = []
    counts: dict[str, set[int]] = {}
    for tail in _LINE_TAIL.finditer(buffer):
        line_start = buffer.rfind("\n", 0, tail.start()) + 1
        if tail.start() - line_start > 70 or line_start in taken:
            continue
        line = buffer[line_start : tail.start() + 1]
        indent = len(line) - len(line.lstrip())
        match = _SUFFIX.fullmatch(line, indent)
        if match is None:
            continue
        marker = match["marker"]
        number = numerals.read_lookalike("".join(c for c in marker if c not in "【】（）() \u3000篇第之范文例案示样本模板则"))
        title = match["title"].rstrip()
        if number is None or title[-1] in "分百千万第" or not any("\u4e00" <= c <= "\u9fff" for c in title):
            continue
        sure = _SURE_SUFFIX.match(marker) is not None
        key = "".join(title.split())
        counts.setdefault(key, set()).add(number)
        rows.append(
            (
                line_start,
                line_start + match.start("marker"),
                marker,
                line_start + match.end("marker"),
                line_start + match.start("title"),
                sure,
                number,
                key,
            )
        )
    found = []
    for line_start, start, marker, end, title_start, sure, number, key in rows:
        repeated = len(counts[key]) > 1
        if not sure and (not repeated or len(key) < 3):
            continue
        kind = "case-suffix" if sure else "case-count"
        line_end = buffer.find("\n", end)
        line_end = len(buffer) if line_end < 0 else line_end
        sign = "" if marker[0].isdecimal() else marker[0]
        belief = 6.0 if marker[0] == "【" else 5.0 if sure and repeated else 4.0
        found.append(
            Candidate(
                start,
                end,
                line_start,
                line_end,
                SUFFIX_FAMILIES[kind],
                number,
                None,
                (number,),
                kind + sign,
                "case-suffix",
                belief,
                0,
                "" if marker[-1].isalnum() else marker[-1],
                suffix=True,
                title_start=title_start,
            )
        )
    return found


def _page_title(buffer: str) -> str:
    """The first line with text, without how many pieces it promises; "" where it is no title."""
    first = buffer[:2000].lstrip().split("\n", 1)[0].strip()
    promise = [match for match in _COUNT.finditer(first[:_TITLE_MOST]) if match.end() == len(first)]
    title = first[: promise[0].start()].strip() if promise else first
    return title if 3 <= len(title) <= _TITLE_MOST and not _NO_TITLE.intersection(title) else ""


def counted(buffer: str) -> list[Candidate]:
    """The page's title with a number behind it and the text right behind that: 标题1为了…"""
    title = _page_title(buffer)
    if not title:
        return []
    rows = list(
        re.compile(f"\n[{BLANK}]*(?P<title>{re.escape(title)})(?P<number>[0-9]{{1,2}})(?=[\u4e00-\u9fff“《])(?![篇则个份条])").finditer(
            buffer
        )
    )
    if len({row["number"] for row in rows}) < 2:
        return []
    found = []
    for row in rows:
        start, end = row.span("number")
        line_end = buffer.find("\n", end)
        line_end = len(buffer) if line_end < 0 else line_end
        number = int(row["number"])
        family = SUFFIX_FAMILIES["case-count"]
        style = "case-count"
        found.append(
            Candidate(
                start,
                end,
                row.start() + 1,
                line_end,
                family,
                number,
                None,
                (number,),
                style,
                "case-suffix",
                4.0,
                suffix=True,
                title_start=row.start("title"),
            )
        )
    return found
