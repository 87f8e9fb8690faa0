"""What the file of a text says of its lines: which are headings, on which level, and how they look.

Guarantees:
1. A hint counts for the line that it covers, or for the first of a few; what covers more is no heading.
2. The time is linear in the hints and the lines.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.shapes import dataclass, field
from casekit.source import Hint

_ROWS_MOST: Final = 4
"""A heading has no more lines than this."""
_COVERED: Final = 0.8
"""So much of a line's text must bear a mark for the whole line to bear it."""
_KINDS: Final = {"toc": "toc", "code": "code", "note": "note", "furniture": "furniture", "table": "table"}
_CELL: Final = 60
"""A table with a longer line (code points) frames text: forms and old pages hold whole reports in one."""
_FRAME: Final = 0.5
"""So does one with more than this share of the text."""
_LISTED: Final = 0.5
"""A region in which so many lines are headings to the file is none."""


class Look(NamedTuple):
    """How a whole line looks, where it looks unlike most text: its size in points (0: the usual), bold, centred."""

    size: float = 0.0
    bold: bool = False
    centred: bool = False


@dataclass(slots=True)
class Told:
    """By 0-based line: the level of a heading (0: unknown), its look; the lines of the document's own title; which lines are no prose.

    `ends` has the last line of a heading that has several.
    """

    levels: dict[int, int] = field(default_factory=dict)
    looks: dict[int, Look] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    titles: set[int] = field(default_factory=set)
    regions: list[Region] = field(default_factory=list)


def told(lines: Lines, hints: Sequence[Hint]) -> Told:
    """What `hints` say of `lines`."""
    found = Told()
    covered: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    sizes: dict[int, float] = {}
    filled = [row for row, text in enumerate(lines.texts) if text]
    for hint in hints:
        kind = hint.kind
        if kind in ("level", "bookmark", "title"):
            row, last = _rows(lines, filled, hint)
            if last > row >= 0:
                found.ends[row] = last
            if row >= 0 and kind == "title":
                found.titles.add(row)
            elif row >= 0 and (kind == "level" or row not in found.levels):
                found.levels[row] = int(hint.value)
        elif kind in ("bold", "size", "align"):
            for row, length in _covered(lines, hint):
                if kind != "align" or hint.value == "center":
                    covered[kind][row] += length
                if kind == "size":
                    sizes[row] = max(sizes.get(row, 0.0), float(hint.value))
    for row in {row for rows in covered.values() for row in rows}:
        whole = {kind for kind, rows in covered.items() if rows.get(row, 0) >= _COVERED * len(lines.texts[row])}
        if whole:
            found.looks[row] = Look(sizes[row] if "size" in whole else 0.0, "bold" in whole, "align" in whole)
    found.regions = list(_regions(lines, filled, hints, found.levels))
    return found


def _from(filled: list[int], row: int, last: int) -> int:
    """The first line from `row` on that is not blank; `last` where it is behind that. `filled` are the lines that are not."""
    at = bisect_left(filled, row)
    return min(filled[at], last) if at < len(filled) else last


def _rows(lines: Lines, filled: list[int], hint: Hint) -> tuple[int, int]:
    """The first and the last line that are a heading, -1 where the hint covers no whole line or too many."""
    last = lines.at(max(hint.start, hint.end - 1))
    row = _from(filled, lines.at(hint.start), last)
    text = lines.texts[row]
    if last - row >= _ROWS_MOST or not text:
        return -1, -1
    inside = min(hint.end, lines.end(row)) - max(hint.start, lines.begin(row))
    while last > row and hint.end < lines.begin(last) + len(lines.texts[last]):
        last -= 1
    while not lines.texts[last]:
        last -= 1
    return (row, last) if inside >= _COVERED * len(text) else (-1, -1)


def _covered(lines: Lines, hint: Hint) -> Iterable[tuple[int, int]]:
    """The lines a look covers and how much of their text; none where it covers many, which look so for no reason of their own."""
    first, last = lines.at(hint.start), lines.at(max(hint.start, hint.end - 1))
    if last - first >= _ROWS_MOST:
        return []
    rows = [row for row in range(first, last + 1) if lines.texts[row]]
    return [(row, min(hint.end, lines.end(row)) - max(hint.start, lines.begin(row))) for row in rows]


def _regions(lines: Lines, filled: list[int], hints: Sequence[Hint], levels: dict[int, int]) -> Iterable[Region]:
    """The regions of whole lines, without those inside others, and without tables that only frame the text."""
    behind = 0
    prose: list[int] = []
    for hint in hints:
        if hint.kind != "region" or hint.value not in _KINDS or hint.start < behind:
            continue
        last = lines.at(max(hint.start, hint.end - 1))
        first = _from(filled, lines.at(hint.start), last)
        if hint.start > lines.begin(first) or hint.end < lines.begin(last) + len(lines.texts[last]):
            continue
        if hint.value == "table":
            prose = prose or _prose(lines, levels)
            if lines.end(last) - lines.starts[first] > _FRAME * len(lines.buffer) or prose[last + 1] > prose[first]:
                continue  # it frames text
        behind = hint.end
        yield Region(lines.starts[first], lines.end(last), _KINDS[str(hint.value)])


def _prose(lines: Lines, levels: dict[int, int]) -> list[int]:
    """Of how many of the lines before each line a table would hold prose rather than values. Counted once: tables stand in tables."""
    told = (row in levels or any(len(cell) > _CELL for cell in text.split("\t")) for row, text in enumerate(lines.texts))
    return list(accumulate(told, initial=0))


def settle(lines: Lines, candidates: list[Candidate], found: list[Region], given: Told) -> list[Region]:
    """The regions that the text shows and those that the file names, in source order and without overlap; candidates are refused by them.

    What the text looks like gives way to the file where most of its lines are headings there.
    """
    kept = given.regions + [region for region in (_below(region, given.levels, lines) for region in found) if region is not None]
    kept.sort(key=lambda region: (region.start, -region.end))
    apart: list[Region] = []
    for region in kept:
        if apart and region.start < apart[-1].end:
            if region.end <= apart[-1].end:
                continue
            region = Region(apart[-1].end, region.end, region.kind)
        apart.append(region)
    names = {f"in-{region.kind}" for region in found}
    shown = {(region.start, region.end, region.kind) for region in found}
    starts = [region.start for region in apart]
    for candidate in candidates:
        if not candidate.refused or candidate.refused in names:
            at = bisect_right(starts, candidate.line_start) - 1
            inside = at >= 0 and candidate.line_start < apart[at].end
            spared = inside and not candidate.refused and (apart[at].start, apart[at].end, apart[at].kind) in shown
            candidate.refused = f"in-{apart[at].kind}" if inside and not spared else ""
    return apart


def _below(region: Region, levels: dict[int, int], lines: Lines) -> Region | None:
    """A region without the headings that it begins with; None where most of its lines are headings."""
    if region.kind in ("furniture", "code"):
        return region
    first, last = lines.at(region.start), lines.at(max(region.start, region.end - 1))
    rows = [row for row in range(first, last + 1) if lines.texts[row]]
    if sum(row in levels for row in rows) >= _LISTED * len(rows):
        return None
    begin = next(row for row in rows if row not in levels)
    return region if begin == rows[0] else Region(lines.starts[begin], region.end, region.kind)
