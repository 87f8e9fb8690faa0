"""Heads and feet of pages that stand on one line with the page's number, or beside it with the title of the part that is open.

Guarantees:
1. A line with a number is taken only with its fellows, whose numbers rise through the text, and only where its words come again.
2. A heading that comes again beside a page's number or with （续） behind it is taken only while no other of its series has begun.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.front import is_byline
from casekit.parser.lines import Lines, firsts, lasts
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_SIGNS: Final = "·•-－—–"
_FIRST: Final = firsts(_SIGNS)
_LAST: Final = lasts(_SIGNS)
_B: Final = f"[{BLANK}]*+"
_NUMBER: Final = f"(?P<sign>[{_SIGNS}]){_B}(?P<number>[0-9０-９]{{1,4}}){_B}(?P=sign)"
_BEFORE: Final = lazy(f"{_NUMBER}{_B}(?P<head>[^。；！？]{{2,40}})")
_BEHIND: Final = lazy(f"(?P<head>[^。；！？]{{2,40}}?)[{BLANK}]{_B}{_NUMBER}")
_LONGEST: Final = 60
"""A head with its number is not longer, in code points."""
_LEAST: Final = 2
_FEET_LEAST: Final = 3
_APART: Final = 3
"""Pages are so many lines long: nearer ones are entries of a list."""
_AGAIN_MOST: Final = 40
"""A heading that serves as the head of a page is not longer, in code points."""
_GOES_ON: Final = ("（续）", "(续)")
"""Behind a heading that comes again on the next page: 三、疏通边沟（续）."""
_AGAIN_LAST: Final = lasts("）)")


def numbered_heads(lines: Lines) -> list[Region]:
    """Lines with a page's number between signs behind or before a head: 第六章　水利　· 119 ·."""
    texts = lines.texts
    rows = lines.beginning(_FIRST, _LONGEST) + lines.ending(_LAST, _LONGEST)
    found: list[tuple[int, int, str]] = []
    for row in sorted(set(rows)):
        text = texts[row]
        match = _BEFORE.fullmatch(text) or _BEHIND.fullmatch(text)
        if match and match["head"][0] not in _SIGNS:
            found.append((row, int(match["number"]), match["head"].strip()))
    if len(found) < _LEAST or any(row < before + _APART or number <= low for (before, low, _), (row, number, _) in pairwise(found)):
        return []
    heads = Counter(head for _, _, head in found)
    chapters = {texts[row] for row in lines.by_first.get("第", ())}
    return [Region(lines.starts[row], lines.end(row), "furniture") for row, _, head in found if heads[head] > 1 or head in chapters]


def feet(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Lines with a unit's name and a number behind a blank that rises from a page on: 灌区管理处　2, 灌区管理处　3."""
    counted = [candidate for candidate in candidates if candidate.family.id == "case-count"]
    if len(counted) < _FEET_LEAST:
        return []
    begun = {candidate.row - 1 for candidate in candidates if candidate.number == 1}
    named: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in counted:
        if lines.buffer[candidate.start - 1].isspace() and candidate.marker.isdecimal():
            named[lines.buffer[candidate.title_start : candidate.start].rstrip()].append(candidate)
    found: list[Region] = []
    for name, places in named.items():
        rising = all(one.number < other.number for one, other in pairwise(places))
        # A case that begins with 2 has its own numbering under it.
        cases = sum(1 for candidate in places if candidate.row in begun) * 2 > len(places)
        if len(places) >= _FEET_LEAST and rising and not cases and places[0].number > 1 and is_byline(name):
            found += [Region(candidate.line_start, candidate.line_end, "furniture") for candidate in places]
    return found


def headings_again(lines: Lines, pages: list[Region], candidates: list[Candidate]) -> list[Region]:
    """Headings beside a page's number, or with （续） behind them, that repeat the last one of their series, word for word."""
    beside: set[int] = set()
    styles: set[str] = set()
    for region in pages:
        row = lines.at(region.start)
        beside.update((row - 1, row + 1))
        for candidate in candidates[bisect_left(candidates, row - 1, key=_row) : bisect_left(candidates, row + 2, key=_row)]:
            styles.add(candidate.style)
    last: dict[str, str] = {}
    found: list[Region] = []
    told = any(lines.texts[row].endswith(_GOES_ON) for row in lines.ending(_AGAIN_LAST))
    for candidate in candidates if styles or told else ():
        if candidate.glued or candidate.refused or not (told or candidate.style in styles):
            continue
        row = candidate.row
        text = lines.texts[row]
        goes_on = told and text.endswith(_GOES_ON)
        if goes_on:
            text = text[:-3].rstrip()
        if (goes_on or row in beside) and last.get(candidate.style) == text and len(candidate.marker) + 2 <= len(text) <= _AGAIN_MOST:
            found.append(Region(candidate.line_start, candidate.line_end, "furniture"))
        last[candidate.style] = text
    return found


def _row(candidate: Candidate) -> int:
    return candidate.row
