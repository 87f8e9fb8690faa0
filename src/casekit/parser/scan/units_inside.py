"""Units that a sentence inside a paragraph speaks of: …到哪一天也不算守完。第二篇最后两条不见于石碑，只见于谱。
And articles on the line of their chapter: 第五章　附则　第十六条　本办法….

Guarantees:
1. Only units inside lines are refused that a word touches.
2. The one that is due, or the first, is refused only where its fellows begin lines and its clause ends the line, or where the next one
   stands behind a comma of the same sentence: 第一篇写木匠，第二篇写篾匠。
"""

from bisect import bisect_left
from collections import Counter
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_UNITS: Final = frozenset(("piece", "chapter", "section", "part", "division", "unit", "lesson", "volume"))
_NUMBER: Final = lazy("[一二三四五六七八九十百]+|[0-9]+")
_BELOW: Final = lazy(f"第[{BLANK}]*[一二三四五六七八九十百0-9]{{1,4}}[{BLANK}]*[条條节節]")
"""Right behind a title its first part may follow: 第二章用水第三条…."""
_STOP: Final = lazy("。")
_COMMA: Final = lazy("[，,；]")
_NOWHERE: Final = 1 << 60
_QUOTES: Final = frozenset("“《")
_COLONS: Final = ("：", ":")
_UNIT: Final = lazy(
    f"[{BLANK}]*第[一二三四五六七八九十百0-9]{{1,4}}[章节節编編][{BLANK}]*[\u4e00-\u9fff、]+(?:[{BLANK}][\u4e00-\u9fff])?[{BLANK}]+"
)
"""A unit with its title: 第五章　总　则."""
_UNIT_MOST: Final = 30
_BLANKS: Final = frozenset(" \t\u3000\xa0")
_BEHIND_A_UNIT: Final = 1.5
_LEAST: Final = 3
"""So many units that begin lines are how the text sets them."""
_REACH: Final = 200
"""The next unit of a sentence stands so near, in code points."""
_TITLE_MOST: Final = 20
"""The title of a number that comes again is not longer, in code points."""


def believe_below_units(buffer: str, glued: list[Candidate]) -> None:
    """Believe the articles among the `glued` candidates that stand right behind the title of a unit: its first article, though others
    before it were lost.
    """
    for candidate in glued:
        if candidate.family.id != "article" or candidate.start - candidate.line_start > _UNIT_MOST:
            continue
        if buffer[candidate.start - 1] in _BLANKS and _UNIT.fullmatch(buffer, candidate.line_start, candidate.start):
            candidate.weigh("behind-a-title", _BEHIND_A_UNIT)


def refuse_units(buffer: str, glued: list[Candidate], beginning: list[Candidate]) -> None:
    """Refuse units among the `glued` candidates, inside lines, that the sentence there speaks of; the others stand at the `beginning`."""
    units = [c for c in glued if c.family.id in _UNITS and not c.refused]
    _refuse_listed(buffer, [c for c in units if buffer[c.end : c.end + 1] in _COLONS])
    told = [c for c in units if not c.refused and _touches(buffer, c)]
    if not told:
        return
    for candidate in told:
        if _goes_on(buffer, candidate):
            candidate.refused = "list-in-a-sentence"
    styles = {candidate.style for candidate in told}
    series = sorted([c for c in (*beginning, *glued) if c.style in styles and not c.refused], key=_start)
    inside = {id(candidate) for candidate in told}
    shared = {candidate.style for candidate in series if candidate.glued and id(candidate) not in inside}
    counted = Counter(candidate.style for candidate in series if not candidate.glued)
    last: dict[str, int] = {}
    stops, commas, below = _signs(buffer, told)
    for candidate in series:
        style, number = candidate.style, candidate.number
        begin_lines = style not in shared and counted[style] >= _LEAST
        known = begin_lines or style in last
        if id(candidate) not in inside or not known:
            last[style] = number
            continue
        end = min(_next(stops, candidate.end), candidate.line_end)
        clause = _next(commas, candidate.end) < end
        if _next(below, candidate.end) >= end and _is_told(candidate, end, clause, number - last.get(style, 0), begin_lines):
            candidate.refused = "spoken-of"
        else:
            last[style] = number


def _refuse_listed(buffer: str, named: list[Candidate]) -> None:
    """Refuse units with a colon, the first of which the sentence goes on from: 分三期支付。第一期：三成；第二期：四成。"""
    last: Candidate | None = None
    for candidate in named:
        goes_on = last is not None and candidate.number == last.number + 1 and candidate.line_start == last.line_start
        if (candidate.number == 1 and _goes_on(buffer, candidate, "；")) or (goes_on and buffer[candidate.start - 1] == "；"):
            candidate.refused = "list-in-a-sentence"
            last = candidate


def _goes_on(buffer: str, candidate: Candidate, comma: str = "，") -> bool:
    """Whether the next unit stands behind a `comma` of the same sentence."""
    number = _NUMBER.search(candidate.marker)
    following = numerals.in_script(candidate.number + 1, number.group()[0]) if number is not None else None
    if number is None or following is None:
        return False
    marker = f"{comma}第{following}{candidate.marker[number.end() :]}"
    end = min(candidate.line_end, candidate.end + _REACH)
    stop = buffer.find("。", candidate.end, end)
    return buffer.find(marker, candidate.end, stop if stop >= 0 else end) >= 0


def _touches(buffer: str, candidate: Candidate) -> bool:
    """Whether a word or a name in quotation marks touches a unit."""
    behind = buffer[candidate.end : candidate.end + 1]
    return "\u4e00" <= behind <= "\u9fff" or behind in _QUOTES


def _signs(buffer: str, told: list[Candidate]) -> tuple[list[int], list[int], list[int]]:
    """Where full stops, commas and first parts stand on the lines of some candidates, in order."""
    spans = sorted({(candidate.line_start, candidate.line_end) for candidate in told})
    stops = [match.start() for start, end in spans for match in _STOP.finditer(buffer, start, end)]
    commas = [match.start() for start, end in spans for match in _COMMA.finditer(buffer, start, end)]
    return stops, commas, [match.start() for start, end in spans for match in _BELOW.finditer(buffer, start, end)]


def _next(places: list[int], at: int) -> int:
    """The first of the places that is not before `at`."""
    place = bisect_left(places, at)
    return places[place] if place < len(places) else _NOWHERE


def _is_told(candidate: Candidate, end: int, clause: bool, step: int, begin_lines: bool) -> bool:
    """Whether the sentence behind a unit inside a line, up to `end`, speaks of it; `step` is its number less the last one of its series.

    Where the others `begin_lines`, so does the next one; a `clause` that ends its line is no title.
    """
    closes = end >= candidate.line_end - 1
    if step == 1 or (candidate.number == 1 and not begin_lines):
        return begin_lines and clause and closes
    return clause or closes or (step <= 0 and (begin_lines or end - candidate.end > _TITLE_MOST))


def _start(candidate: Candidate) -> int:
    return candidate.start
