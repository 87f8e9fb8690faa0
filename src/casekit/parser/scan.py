"""Each place alone: what could be a heading marker here?

Guarantees:
1. Every candidate is a place where a row of LADDER matches at a line start, behind a sentence end inside a line, or at a line's end.
2. Candidates are in source order; readings of one place that exclude each other follow one another with the same `start`.
3. The scan reads the text a bounded number of times; its time is linear in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from casekit import numerals
from casekit.ladder import BLANK, BY_ID, FIRST, LADDER, Family, Reading

_N = "一二三四五六七八九十0-9０-９"
_LINE = re.compile(f"\\n[{BLANK}]*(?=[{FIRST}])(?:" + "|".join(f"({family.pattern})" for family in LADDER) + ")")
_HEAD = re.compile(f"[{BLANK}]*(?:" + "|".join(f"({family.pattern})" for family in LADDER) + ")")
_GLUED_IDS = (
    "part",
    "piece",
    "chapter",
    "section",
    "article",
    "division",
    "han-comma",
    "han-parens",
    "arabic-dot",
    "arabic-comma",
    "arabic-parens",
    "decimal",
)
_GLUED = [BY_ID[family_id] for family_id in _GLUED_IDS]
_BEHIND_STOP = re.compile(
    f"[。！？；…：”）)][”’」』）)]*[{BLANK}]*(?=[第（(〔{{［\\[{_N}])(?:" + "|".join(f"({family.pattern})" for family in _GLUED) + ")"
)
_BEHIND_DOT = re.compile(f"[.!?;:][”’」』）)]*[{BLANK}]*(?=[第（({_N}])(?:" + "|".join(f"({family.pattern})" for family in _GLUED) + ")")
_BEHIND_GAPS = [
    re.compile(f"{gap}[{BLANK}]*(?=[第（({_N}])(?:" + "|".join(f"({family.pattern})" for family in _GLUED) + ")")
    for gap in ("\\u3000\\u3000", "  ")
]
_COMMA = re.compile("、(?<=[一二三四五六七八九十]、)(?![一二三四五六七八九十两])")
_BEHIND_BLANK = re.compile(
    f"第(?<=[{BLANK}]第)(?<!\\n[{BLANK}]第)(?:"
    + "|".join(f"({BY_ID[unit].pattern.removeprefix('第')})" for unit in ("chapter", "section", "article"))
    + ")"
)
_PARENS = re.compile("[（(〔{][一二三四五六七八九十＝彡]{1,3}[）)〕}](?![项款目、至和及或])")
_LINE_TAIL = re.compile(f"[】)）{_N}][{BLANK}]*(?=\\n|\\Z)")
_SUFFIX = re.compile(
    f"(?P<title>[^\\n。！？；]{{2,60}}?)[{BLANK}]*(?P<marker>【[{BLANK}]*(?:(?:篇|范文|例文|案例|示例|例|样本|模板)[{BLANK}]*[{_N}]{{1,3}}|第[{BLANK}]*[{_N}]{{1,3}}[{BLANK}]*(?:篇|则|例)?|[{_N}]{{1,3}})[{BLANK}]*】"
    f"|[（(]?篇[{BLANK}]*[(（]?[{_N}]{{1,3}}[)）]?|之[一二三四五六七八九十]{{1,3}}|[（(][{_N}]{{1,3}}[）)]|[0-9０-９]{{1,2}})"
)
_SURE_SUFFIX = re.compile("【|[（(]?篇")
_DIGIT = re.compile("[0-9０-９]")

_BLANKS = "\n \t\u3000"

# The bits of `Candidate.traits`: siblings tend to share them.
BLANK_BEFORE, CLOSED, LONG, INDENTED, GLUED, BLANK_BEHIND = 1, 2, 4, 8, 16, 32


@dataclass(slots=True)
class Candidate:
    """One reading of one place.

    `start` and `end` bound the marker, `line_start` and `line_end` its line. `style` is the level a series lives on, `series`
    what may take over from it. `belief` is what speaks for the place alone; `notes` names the parts of it beyond the family's
    own. `title_start` is before `start` where the marker follows its title.
    """

    start: int
    end: int
    line_start: int
    line_end: int
    family: Family
    number: int
    sub: int | None
    path: tuple[int, ...]
    style: str
    series: str
    belief: float
    traits: int = 0
    delimiter: str = ""
    glued: bool = False
    suffix: bool = False
    title_start: int = -1
    notes: list[tuple[str, float]] = field(default_factory=list)
    refused: str = ""


class Reader:
    """Marker text to reading, remembered: a dump has thousands of markers and a few hundred different ones."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Reading | None] = {}

    def read(self, family: Family, marker: str) -> Reading | None:
        """The reading of `marker` in `family`, None where it is no number."""
        key = (family.id, marker)
        try:
            return self._known[key]
        except KeyError:
            value = self._known[key] = family.read(marker)
            return value


def scan(buffer: str, starts: list[int]) -> list[Candidate]:
    """All candidates of `buffer` (line ends already `\\n`, lines begin at `starts`), in source order."""
    reader = Reader()
    found = _line_starts(buffer, reader)
    taken = {candidate.line_start for candidate in found if candidate.family.kind == "case" or candidate.family.belief >= 4}
    extra = _suffixes(buffer, taken) + _counted(buffer)
    suffixed = {candidate.line_start for candidate in extra}
    if suffixed:
        found = [candidate for candidate in found if candidate.line_start not in suffixed or candidate.family.belief >= 4]
    found.sort(key=_order)
    glued = _inside(buffer, starts, reader)
    if extra or glued:
        known = {candidate.start for candidate in found}
        found += extra
        found += (candidate for candidate in glued if candidate.start not in known)
        found.sort(key=_order)
    return found


def merge(candidates: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    """Both lists in source order."""
    return sorted([*candidates, *more], key=_order) if more else candidates


def _order(candidate: Candidate) -> int:
    return candidate.start


def _line_starts(buffer: str, reader: Reader) -> list[Candidate]:
    found = _split_markers(buffer, reader)
    first = _HEAD.match(buffer)
    if first:
        _take(buffer, reader, found, first, 0)
    for match in _LINE.finditer(buffer):
        _take(buffer, reader, found, match, match.start() + 1)
    return found


_SPLIT = re.compile(
    f"\n[{BLANK}]*(?P<marker>第[{BLANK}]*\n[{BLANK}]*[{_N}百零]{{1,5}}(?P<a>[章节编篇])(?=[{BLANK}]|\n|[\u4e00-\u9fff])"
    f"|第[{_N}百零]{{1,5}}[{BLANK}]*\n[{BLANK}]*(?P<b>[章节编篇])(?=[{BLANK}\n])"
    f"|[（(][{BLANK}]*\n[{BLANK}]*[一二三四五六七八九十]{{1,3}}[）)]|[（(][一二三四五六七八九十]{{1,3}}[{BLANK}]*\n[{BLANK}]*[）)])"
)
_SPLIT_UNITS = {"章": "chapter", "节": "section", "编": "part", "篇": "piece"}


def _split_markers(buffer: str, reader: Reader) -> list[Candidate]:
    """Markers that a line break fell into: 第 / 一章, （二 / ）."""
    found: list[Candidate] = []
    for match in _SPLIT.finditer(buffer):
        unit = match["a"] or match["b"]
        family = BY_ID[_SPLIT_UNITS[unit]] if unit else BY_ID["han-parens"]
        start, end = match.span("marker")
        line_end = buffer.find("\n", end)
        line_end = len(buffer) if line_end < 0 else line_end
        candidate = _candidate(buffer, reader, family, start, end, match.start() + 1, line_end)
        if candidate is not None:
            candidate.belief -= 1
            candidate.notes.append(("split-over-lines", -1.0))
            found.append(candidate)
    return found


def _take(buffer: str, reader: Reader, found: list[Candidate], match: re.Match[str], line_start: int) -> None:
    index = match.lastindex
    if index is None:
        return
    family = LADDER[index - 1]
    start, end = match.span(index)
    line_end = buffer.find("\n", end)
    line_end = len(buffer) if line_end < 0 else line_end
    candidate = _candidate(buffer, reader, family, start, end, line_start, line_end)
    if candidate is not None:
        found.append(candidate)
    for other_id in _OTHER_READINGS.get(family.id, ()):
        other = BY_ID[other_id]
        again = _PATTERNS[other_id].match(buffer, start)
        if again:
            second = _candidate(buffer, reader, other, start, again.end(), line_start, line_end)
            if second is not None:
                found.append(second)


_OTHER_READINGS = {
    "latin-dot": ("roman",),
    "latin-half-parens": ("roman",),
    "latin-parens": ("roman-parens",),
    "arabic-lookalike": ("roman", "latin-dot"),
    "decimal": ("arabic-dot",),
}
_PATTERNS = {family.id: re.compile(family.pattern) for family in LADDER}


def _alone(buffer: str, start: int, line_start: int, end: int) -> float:
    """What speaks for a number alone on its line being a heading's: an indent, a short unfinished line behind it."""
    behind = buffer.find("\n", end)
    following = buffer[behind + 1 : behind + 60].split("\n", 1)[0].strip() if behind >= 0 else ""
    if (
        not 2 <= len(following) <= 40
        or following[-1] in "。；，、：！？,;:"
        or not ("\u4e00" <= following[0] <= "\u9fff" or following[0] in "“《")
    ):
        return -9.0
    return 2.0 if start - line_start >= 2 else -0.5


def _candidate(buffer: str, reader: Reader, family: Family, start: int, end: int, line_start: int, line_end: int) -> Candidate | None:
    reading = reader.read(family, buffer[start:end])
    if reading is None:
        return None
    number, sub, path = reading
    style = f"{family.id}-{len(path)}" if len(path) > 1 else family.id
    traits = 0
    before = line_start - 2
    if before >= 0 and buffer[before].isspace():
        while before >= 0 and buffer[before] in " \t\u3000":
            before -= 1
        if before >= 0 and buffer[before] == "\n":
            traits = BLANK_BEFORE
    if start > line_start:
        traits |= INDENTED
    last = line_end - 1
    while last > end and buffer[last].isspace():
        last -= 1
    if buffer[last] in "。；;：:！？":
        traits |= CLOSED
    if line_end - end > 40:
        traits |= LONG
    if buffer[line_end + 1 : line_end + 2] in _BLANKS and not buffer[line_end + 1 : line_end + 40].split("\n", 1)[0].strip():
        traits |= BLANK_BEHIND
    delimiter = "" if buffer[end - 1].isalnum() else buffer[end - 1]
    if family.id == "arabic-alone":
        worth = _alone(buffer, start, line_start, end)
        if worth < -5:
            return None
        notes = [("alone-on-its-line", worth)]
        return Candidate(
            start, end, line_start, line_end, family, number, sub, path, style, style, family.belief + worth, traits, "", notes=notes
        )
    return Candidate(
        start, end, line_start, line_end, family, number, sub, path, style, family.series or style, family.belief, traits, delimiter
    )


def _inside(buffer: str, starts: list[int], reader: Reader) -> list[Candidate]:
    """Markers behind a sentence end, a chapter or article behind a blank, and （一） or 一、 anywhere inside a line."""
    found: dict[int, Candidate] = {}

    def glue(family: Family, start: int, end: int, stop: str, before: int) -> None:
        if start in found:
            return
        line = bisect_right(starts, start)
        if starts[line - 1] >= _word_before(buffer, before):
            return
        line_end = starts[line] - 1 if line < len(starts) else len(buffer)
        candidate = _candidate(buffer, reader, family, start, end, starts[line - 1], line_end)
        if candidate is not None:
            _worth(buffer, candidate, stop)
            found[start] = candidate

    for match in _BEHIND_STOP.finditer(buffer):
        index = match.lastindex or 1
        glue(_GLUED[index - 1], *match.span(index), buffer[match.start()], match.start() + 1)
    if buffer.count("。") * 400 < len(buffer):
        for match in _BEHIND_DOT.finditer(buffer):
            index = match.lastindex or 1
            if "\u4e00" <= buffer[match.start() - 1] <= "\u9fff" or buffer[match.start() - 1] in "”）)":
                glue(_GLUED[index - 1], *match.span(index), "。", match.start() + 1)
    for pattern in _BEHIND_GAPS:
        for match in pattern.finditer(buffer):
            index = match.lastindex or 1
            glue(_GLUED[index - 1], *match.span(index), "gap", match.start())
    for match in _BEHIND_BLANK.finditer(buffer):
        unit = ("chapter", "section", "article")[(match.lastindex or 1) - 1]
        glue(BY_ID[unit], *match.span(), " ", match.start() - 1)
    for match in _PARENS.finditer(buffer):
        _anywhere(buffer, glue, "han-parens", *match.span())
    for match in _COMMA.finditer(buffer):
        start = match.start()
        while start > 0 and buffer[start - 1] in _HAN_DIGITS:
            start -= 1
        _anywhere(buffer, glue, "han-comma", start, match.end())
    return list(found.values())


def _anywhere(buffer: str, glue: Callable[[Family, int, int, str, int], None], family_id: str, start: int, end: int) -> None:
    if start and end - start <= 5 and buffer[start - 1] not in _NOT_BEFORE and not buffer[start - 1].isspace():
        glue(BY_ID[family_id], start, end, "", start)


_HAN_DIGITS = frozenset("一二三四五六七八九十")
_NOT_BEFORE = frozenset("\n第“”（(、一二三四五六七八九十百千其条款项")


def _word_before(buffer: str, at: int) -> int:
    """Behind the last character before `at` that is no blank."""
    while at > 0 and buffer[at - 1] in " \t\u3000":
        at -= 1
    return at


def _worth(buffer: str, candidate: Candidate, stop: str) -> None:
    """How far a marker inside a line is believed, by what stands before it."""
    start, end, family = candidate.start, candidate.end, candidate.family
    arabic = _DIGIT.search(buffer, start, end) is not None and family.id not in ("chapter", "section", "article")
    if stop in ("。", "！", "？", "…") or stop == "gap":
        worth = 0.8 if arabic else 3.0
    elif stop == " ":
        worth = 2.5
    elif stop in ("）", ")") and not arabic:
        worth = 1.5
    elif stop in ("；", "：", "”", "）", ")"):
        worth = -0.5 if arabic else 0.8
    else:
        worth = 0.2
    candidate.notes.append(("inside-a-line", round(worth - candidate.belief, 2)))
    candidate.belief = worth
    candidate.glued = True
    candidate.traits = candidate.traits & ~INDENTED & ~BLANK_BEFORE | GLUED


def _suffixes(buffer: str, taken: set[int]) -> list[Candidate]:
    """Titles that carry their number behind: 标题【篇一】, 标题 篇1, and, where the same words come again, 标题之二, 标题(一), 标题1."""
    rows: list[tuple[int, int, str, int, int, bool, int]] = []
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
        number = numerals.read("".join(c for c in marker if c not in "【】（）() \u3000篇第之范文例案示样本模板则"))
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
            )
        )
    found = []
    for line_start, start, marker, end, title_start, sure, number in rows:
        key = "".join(buffer[title_start:start].split())
        repeated = len(counts[key]) > 1
        if not sure and (not repeated or len(key) < 3):
            continue
        kind = "case-suffix" if sure else "case-count"
        line_end = buffer.find("\n", end)
        line_end = len(buffer) if line_end < 0 else line_end
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
                kind + marker[0],
                "case-suffix",
                belief,
                0,
                marker[-1],
                suffix=True,
                title_start=title_start,
            )
        )
    return found


_PAGE_TITLE = re.compile(
    f"[{BLANK}\n]*(?P<title>[^\n，。！？；：,:;（）()]{{3,40}}?)[{BLANK}]*(?:[（(【]?(?:精选|共|锦集|通用|合集)?[{_N}]{{1,3}}[篇则][)）】]?)?[{BLANK}]*\n"
)


def _counted(buffer: str) -> list[Candidate]:
    """The page's title with a number behind it and the text right behind that: 标题1为了…"""
    page = _PAGE_TITLE.match(buffer)
    if page is None:
        return []
    title = page["title"]
    rows = list(re.compile(f"\n[{BLANK}]*(?P<title>{re.escape(title)})(?P<number>[0-9]{{1,2}})(?=[\u4e00-\u9fff“《])").finditer(buffer))
    if len({row["number"] for row in rows}) < 2:
        return []
    found = []
    for row in rows:
        start, end = row.span("number")
        line_end = buffer.find("\n", end)
        line_end = len(buffer) if line_end < 0 else line_end
        number = int(row["number"])
        family = SUFFIX_FAMILIES["case-count"]
        style = "case-count" + row["number"][:0]
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


SUFFIX_FAMILIES = {
    "case-suffix": Family("case-suffix", "标题【篇一】", "", 5, 1, (), kind="case"),
    "case-count": Family("case-count", "标题1", "", 4, 1, (), kind="case"),
}
"""Markers behind their title: read here and not in LADDER, because they are found from the line's end."""
