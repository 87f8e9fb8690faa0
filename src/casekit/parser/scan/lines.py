"""Markers at the beginning of a line."""

import re

from casekit.ladder import BLANK, BY_ID, FIRST, LADDER
from casekit.parser.scan.candidate import Candidate, Reader, candidate_at, doubt_single_letter

_N = "一二三四五六七八九十0-9０-９"
_MARKS = "★☆▲△※"
"""Signs that calls for bids put before a clause; a box before a number is one to tick, and no heading."""
_LINE = re.compile(f"\\n[{BLANK}]*(?:[{_MARKS}][{BLANK}]*)?(?=[{FIRST}])(?:" + "|".join(f"({family.pattern})" for family in LADDER) + ")")
_HEAD = re.compile(f"[{BLANK}]*(?:" + "|".join(f"({family.pattern})" for family in LADDER) + ")")
_SPLIT = re.compile(
    f"\n[{BLANK}]*(?P<marker>第[{BLANK}]*\n[{BLANK}]*[{_N}百零]{{1,5}}(?P<a>[章节编篇])(?=[{BLANK}]|\n|[\u4e00-\u9fff])"
    f"|第[{_N}百零]{{1,5}}[{BLANK}]*\n[{BLANK}]*(?P<b>[章节编篇])(?=[{BLANK}\n])"
    f"|[（(][{BLANK}]*\n[{BLANK}]*[一二三四五六七八九十]{{1,3}}[）)]|[（(][一二三四五六七八九十]{{1,3}}[{BLANK}]*\n[{BLANK}]*[）)])"
)
_SPLIT_UNITS = {"章": "chapter", "节": "section", "编": "part", "篇": "piece"}
_OTHER_READINGS = {
    "latin-dot": ("roman",),
    "latin-half-parens": ("roman",),
    "latin-parens": ("roman-parens",),
    "arabic-lookalike": ("roman", "latin-dot"),
    "decimal": ("arabic-dot",),
}
_PATTERNS = {family.id: re.compile(family.pattern) for family in LADDER}


_SIGNED = frozenset(_MARKS + " \t\u3000")


def line_starts(buffer: str, reader: Reader) -> list[Candidate]:
    """Every reading of every marker that begins a line."""
    found = _split_markers(buffer, reader)
    inside = {buffer.find("\n", candidate.start) + 1 for candidate in found}
    first = _HEAD.match(buffer)
    if first:
        _take(buffer, reader, found, first, 0)
    for match in _LINE.finditer(buffer):
        if match.start() + 1 not in inside:
            _take(buffer, reader, found, match, match.start() + 1)
    return found


def _take(buffer: str, reader: Reader, found: list[Candidate], match: re.Match[str], line_start: int) -> None:
    index = match.lastindex
    if index is None:
        return
    family = LADDER[index - 1]
    start, end = match.span(index)
    line_end = buffer.find("\n", end)
    line_end = len(buffer) if line_end < 0 else line_end
    candidate = candidate_at(buffer, reader, family, start, end, line_start, line_end)
    if candidate is not None:
        if start > line_start and buffer[start - 1] in _SIGNED:
            candidate.sign = start - len(buffer[line_start:start].lstrip())
        found.append(candidate)
    for other_id in _OTHER_READINGS.get(family.id, ()):
        other = BY_ID[other_id]
        again = _PATTERNS[other_id].match(buffer, start)
        if again:
            second = candidate_at(buffer, reader, other, start, again.end(), line_start, line_end)
            if second is not None:
                doubt_single_letter(second, buffer)
                found.append(second)


def _split_markers(buffer: str, reader: Reader) -> list[Candidate]:
    """Markers that a line break fell into: 第 / 一章, （二 / ）."""
    found: list[Candidate] = []
    for match in _SPLIT.finditer(buffer):
        unit = match["a"] or match["b"]
        family = BY_ID[_SPLIT_UNITS[unit]] if unit else BY_ID["han-parens"]
        start, end = match.span("marker")
        line_end = buffer.find("\n", end)
        line_end = len(buffer) if line_end < 0 else line_end
        candidate = candidate_at(buffer, reader, family, start, end, match.start() + 1, line_end)
        if candidate is not None:
            candidate.belief -= 1
            candidate.notes.append(("split-over-lines", -1.0))
            found.append(candidate)
    return found
