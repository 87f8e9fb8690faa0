"""Articles and chapters of a draft that have no number yet: 第×条, 第__条 between 第五条 and 第七条.

Guarantees:
1. A candidate reads as its family would read the numbers due, and stands where just as many are due between two of its family.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK, BY_ID, Family
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Mark, at_line_start
from casekit.patterns import lazy

_SIGNS: Final = "×xXＸｘ╳✕□○？?_＿"
_FAMILIES: Final = {"条": BY_ID["article"], "條": BY_ID["article"], "章": BY_ID["chapter"], "节": BY_ID["section"], "節": BY_ID["section"]}
_MARKER: Final = lazy(
    f"第(?:[{BLANK}]?[{_SIGNS}]{{1,6}}[{BLANK}]?|[（(][{_SIGNS}{BLANK}]{{0,6}}[）)]|[{BLANK}]{{1,6}})(?P<unit>[条條章节節])"
)
_READ: Final = {unit: lazy(family.pattern) for unit, family in _FAMILIES.items()}
_DOUBT: Final = -1.0
"""A number that is not there speaks less for a marker than one that is."""

Place = tuple[int, str, Family]
"""A line, the marker that it begins with, and its family."""


def unassigned(lines: Lines, rows: list[int], candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of such markers on the `rows`, given those found at the beginnings of lines."""
    places = [place for place in (_read(lines.texts[row], row) for row in rows) if place is not None]
    found: list[Candidate] = []
    for family in {id(place[2]): place[2] for place in places}.values():
        counted = [candidate for candidate in candidates if candidate.family is family and not candidate.refused]
        due = [place for place in places if place[2] is family]
        at = 0
        for before, behind in pairwise(counted):
            between: list[Place] = []
            while at < len(due) and due[at][0] < behind.row:
                if due[at][0] > before.row:
                    between.append(due[at])
                at += 1
            if between and behind.number == before.number + len(between) + 1:
                found += [_candidate(lines, place, before.number + step) for step, place in enumerate(between, 1)]
    return found


def _read(text: str, row: int) -> Place | None:
    """What a line begins with, None where its family would not read the words behind a number there."""
    match = _MARKER.match(text)
    if match is None:
        return None
    unit = match["unit"]
    if not _READ[unit].match(f"第一{unit}{text[match.end() :]}"):
        return None
    return row, match.group(), _FAMILIES[unit]


def _candidate(lines: Lines, place: Place, number: int) -> Candidate:
    row, marker, family = place
    start = lines.begin(row)
    candidate = at_line_start(lines, _mark(family, marker, number), start, start + len(marker), row)
    assert candidate is not None
    candidate.weigh("no-number-yet", _DOUBT)
    return candidate


@lru_cache(maxsize=256)
def _mark(family: Family, marker: str, number: int) -> Mark:
    return Mark(family, marker, number, None, (number,))
