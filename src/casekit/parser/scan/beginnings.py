"""Markers at the beginning of a line."""

from operator import attrgetter
from typing import Final

from casekit.ladder import BLANK, BY_ID, STARTERS, TABLE, Family
from casekit.ladder.table import Row
from casekit.parser.lines import Lines, firsts
from casekit.parser.scan.candidate import GLUED, READ_AGAIN, Candidate, Reader, at_line_start, doubt_single_letter, looks, stands
from casekit.patterns import lazy

_N: Final = "一二三四五六七八九十0-9０-９"
_MARKS: Final = "★☆▲△※◆❖▌▍▎►▶■●◎"
"""Signs that stand before a clause or a title; a box before a number is one to tick, and no heading."""
_TICKED: Final = "■"
_BOX: Final = "□"
"""Where boxes are left empty, a full one is ticked."""
_HASHES: Final = f"##{{1,5}}[{BLANK}]+"
"""What Markdown puts before a heading, left in a plain text; one sign alone begins a remark in a script as well."""
_INVISIBLE: Final = "\u00ad\u200b\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
"""Characters of `BLANK` that are no white space to Python."""
_TEN: Final = "🔟"
"""The one sign that markers begin with beyond those that lines are found by."""
_TAG: Final = "</?(?:p|div|span|br|b|i|u|strong|em|font|center|section|article|td|tr|li|h[1-6])(?:[ \\t][^<>\n]{0,200})?/?>"
_ENTITY: Final = "&(?:nbsp|[et]?[mn]sp|thinsp|#0*(?:160|819[45]|12288)|#x0*(?:[aA]0|200[23]|3000));"
_UNSEEN: Final = lazy(f"(?:[{BLANK}]|{_ENTITY}|{_TAG})*+(?:[{_MARKS}][{BLANK}]*|{_HASHES})?")
"""Blanks, what stands for blanks in web pages, and their tags."""
_HIDDEN: Final = frozenset(_MARKS + _INVISIBLE + "&<#")
_SPLIT: Final = lazy(
    f"(?P<marker>第[{BLANK}]*\n[{BLANK}]*[{_N}百零]{{1,5}}(?P<a>[章节编篇])(?=[{BLANK}]|\n|[\u4e00-\u9fff])"
    f"|第[{_N}百零]{{1,5}}[{BLANK}]*\n[{BLANK}]*(?P<b>[章节编篇])(?=[{BLANK}\n])"
    f"|[（(][{BLANK}]*\n[{BLANK}]*[一二三四五六七八九十]{{1,3}}[）)]|[（(][一二三四五六七八九十]{{1,3}}[{BLANK}]*\n[{BLANK}]*[）)])"
)
_SPLIT_FIRST: Final = ("第", "（", "(")
_WHOLE: Final = frozenset("）)章节编篇")
"""A line with one of these holds its marker whole."""
_SPLIT_MOST: Final = 8
"""What is left of a split marker on its first line is not longer, in code points."""
_HAN_ONES: Final = "一二三四五六七八九十"
_SPLIT_BEHIND: Final = firsts(_HAN_ONES + "）)条條百")
"""What the second half of a bracketed number begins with, or that of an article."""
_SPLIT_ARTICLE: Final = lazy(
    f"(?:(?<=[。；：）])|(?<=[。；：）][{BLANK}])|(?<=[。；：）][{BLANK}]{{2}}))第(?:[{BLANK}]*\n[{BLANK}]*[{_HAN_ONES}百零]{{1,5}}|[{_HAN_ONES}百零]{{1,4}}[{BLANK}]*\n[{BLANK}]*[{_HAN_ONES}百零]{{0,3}})[条條]"
    f"(?=[{BLANK}])"
)
_ARTICLE_NEAR: Final = 5
"""The first half of such an article is among so many last code points of its line."""
_SPLIT_INSIDE: Final = lazy(
    f"(?<=[。；！？）)”])[（(](?:[{BLANK}]*\n[{BLANK}]*[{_HAN_ONES}]{{1,3}}|[{_HAN_ONES}]{{1,2}}[{BLANK}]*\n[{BLANK}]*[{_HAN_ONES}]{{0,2}})[）)](?![和与至、])"
)
_SPLIT_NEAR: Final = 3
"""The bracket of such a marker is one of so many last code points of its line."""
_SPLIT_BELIEF: Final = 1.5
_SPLIT_UNITS: Final = {"章": "chapter", "节": "section", "编": "part", "篇": "piece"}
_OTHER_READINGS: Final = {
    "latin-dot": ("roman",),
    "latin-half-parens": ("roman", "roman-parens"),
    "latin-parens": ("roman-parens", "parens-lookalike"),
    "arabic-lookalike": ("roman", "latin-dot"),
    "decimal": ("arabic-dot",),
}
_OTHERS: Final = {
    family_id: [(BY_ID[other], lazy(BY_ID[other].pattern)) for other in others] for family_id, others in _OTHER_READINGS.items()
}


def line_starts(lines: Lines, reader: Reader) -> list[Candidate]:
    """Every reading of every marker that begins a line, in source order."""
    found = _split_markers(lines, reader)
    second = {candidate.row + 1 for candidate in found}
    buffer, texts, raws, starts = lines.buffer, lines.texts, lines.raw, lines.starts
    tables, shown = _tables(lines)
    marks = reader.last
    for row, table in enumerate(tables):
        if table is None:
            continue
        start = line_start = starts[row]
        raw = raws[row]
        if shown and row in shown:
            start = shown[row]
        elif raw is not texts[row]:
            start += len(raw) - len(raw.lstrip())
        match = table.match(buffer, start)
        if match is None or (second and row in second):
            continue
        family = table.families[(match.lastindex or 1) - 1]
        marker: str = match[0]
        mark = marks.get(marker)
        if mark is None or mark.family is not family:
            mark = marks[marker] = reader.read(family, marker)
        if mark is not None:
            end = start + len(marker)
            line_end = line_start + len(raw) if raw is texts[row] else lines.text_end(row)
            candidate = Candidate(start, end, row, line_start, line_end, mark, looks(texts, row, start > line_start, line_end - end))
            if shown and row in shown:
                candidate.sign = lines.begin(row)
            if not mark.beside or stands(lines, candidate):
                found.append(candidate)
        if family.id in READ_AGAIN if mark is None else mark.again:
            _other_readings(lines, reader, found, family, start, row)
    if second:
        found.sort(key=attrgetter("start"))
    return found


def _tables(lines: Lines) -> tuple[list[Row | None], dict[int, int]]:
    """For every line the families that its marker may be of, and where it begins on the lines that have signs or tags before it."""
    tables: list[Row | None] = [None] * len(lines.texts)
    by_first = lines.by_first
    for first in STARTERS.intersection(by_first):
        table = TABLE[first]
        for row in by_first[first]:
            tables[row] = table
    if _TEN in lines.buffer:  # no text without emoji is looked through for it
        for row in lines.beginning(_TEN):
            tables[row] = TABLE[_TEN]
    shown: dict[int, int] = {}
    ticked = _TICKED in by_first and _BOX in lines.buffer
    for row in lines.beginning(_HIDDEN):
        if ticked and lines.texts[row][0] == _TICKED:
            continue
        unseen = _UNSEEN.match(lines.buffer, lines.begin(row))
        shown[row] = start = unseen.end() if unseen else lines.begin(row)
        tables[row] = TABLE[lines.buffer[start : start + 1]]
    return tables, shown


def _other_readings(lines: Lines, reader: Reader, found: list[Candidate], read_as: Family, start: int, row: int) -> None:
    """Add what else a marker can be: (i) is a letter and a numeral."""
    for family, pattern in _OTHERS[read_as.id]:
        again = pattern.match(lines.buffer, start)
        mark = reader.read(family, again.group()) if again else None
        candidate = at_line_start(lines, mark, start, again.end(), row) if again and mark is not None else None
        if candidate is not None:
            if start != lines.begin(row):
                candidate.sign = lines.begin(row)
            doubt_single_letter(candidate, lines.buffer)
            found.append(candidate)


def _split_markers(lines: Lines, reader: Reader) -> list[Candidate]:
    """Markers that a line break fell into: 第 / 一章, （二 / ）."""
    found: list[Candidate] = []
    short = [row for first in _SPLIT_FIRST for row in lines.by_first.get(first, ()) if len(lines.texts[row]) <= _SPLIT_MOST]
    for row in short:
        if not _WHOLE.isdisjoint(lines.texts[row]):
            continue
        match = _SPLIT.match(lines.buffer, lines.begin(row))
        if match is None:
            continue
        unit = match["a"] or match["b"]
        family = BY_ID[_SPLIT_UNITS[unit]] if unit else BY_ID["han-parens"]
        start, end = match.span("marker")
        mark = reader.read(family, match["marker"])
        if mark is not None:
            traits = looks(lines.texts, row + 1, start > lines.starts[row], lines.text_end(row + 1) - end)
            candidate = Candidate(start, end, row, lines.starts[row], lines.text_end(row + 1), mark, traits)
            candidate.weigh("split-over-lines", -1.0)
            found.append(candidate)
    return found + _split_inside(lines, reader)


def _split_inside(lines: Lines, reader: Reader) -> list[Candidate]:
    """The same behind a sentence that ends before the line does: …牵头）（ / 八）发展街巷文化。, …规定。第 / 三条 下列…"""
    found: list[Candidate] = []
    texts, buffer = lines.texts, lines.buffer
    for row in [row for first in _SPLIT_BEHIND if first in lines.by_first for row in lines.by_first[first]]:
        before = texts[row - 1][-_SPLIT_NEAR:] if row else ""
        begun = texts[row - 1].rfind("第", -_ARTICLE_NEAR) if row and "条" in texts[row][:_ARTICLE_NEAR] else -1
        if begun > 0:
            start = lines.begin(row - 1) + begun
            match = _SPLIT_ARTICLE.match(buffer, start)
            mark = reader.read(BY_ID["article"], "".join(match.group().split())) if match is not None else None
            if match is not None and mark is not None:
                candidate = Candidate(start, match.end(), row - 1, lines.starts[row - 1], lines.text_end(row), mark, GLUED)
                candidate.weigh("split-over-lines", _SPLIT_BELIEF - candidate.belief)
                candidate.glued = True
                found.append(candidate)
            continue
        opened = max(before.rfind("（"), before.rfind("("))
        if opened < 0 or len(texts[row - 1]) <= _SPLIT_MOST:
            continue
        start = lines.begin(row - 1) + len(texts[row - 1]) - len(before) + opened
        match = _SPLIT_INSIDE.match(buffer, start)
        mark = reader.read(BY_ID["han-parens"], match.group()) if match is not None else None
        if match is not None and mark is not None:
            candidate = Candidate(start, match.end(), row - 1, lines.starts[row - 1], lines.text_end(row), mark, GLUED)
            candidate.weigh("split-over-lines", _SPLIT_BELIEF - candidate.belief)
            candidate.glued = True
            found.append(candidate)
    return found
