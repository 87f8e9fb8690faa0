"""What an export of slides puts before the text of each: 幻灯片 3, Slide 3.

Guarantees:
1. The lines are pages' numbers only where there are several, the text begins with the first, each counts on from the one before, and
   headings of another kind divide the text: else they are all that divides it, or the parts of a plan for slides.
2. Headings whose numbering begins again under each of them do not divide the text: 幻灯片 1 / 1. 住处 / 幻灯片 2 / 1. 食物.
"""

from bisect import bisect_right
from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_SLIDE: Final = lazy(
    f"(?:幻灯片|投影片|[Ss]lide|SLIDE)[{BLANK}]*+#?(?P<number>[0-9]{{1,3}})(?:[{BLANK}]*+[/／][{BLANK}]*+[0-9]{{1,3}})?[:：]?"
)
_LEAST: Final = 3
_SURE: Final = 3.0
"""A marker believed so much is a heading's."""


def slides(lines: Lines, rows: list[int], candidates: list[Candidate]) -> list[Region]:
    """Those of the `rows` that number slides."""
    numbers = [(row, int(match["number"])) for row in rows if (match := _SLIDE.fullmatch(lines.texts[row]))]
    if len(numbers) < _LEAST or any(one + 1 != other for (_, one), (_, other) in pairwise(numbers)):
        return []
    if lines.head is None and any(lines.texts[: numbers[0][0]]):
        return []
    if not _goes_on([row for row, _ in numbers], candidates):
        return []
    return [Region(lines.starts[row], lines.end(row), "furniture") for row, _ in numbers]


def _goes_on(slides: list[int], candidates: list[Candidate]) -> bool:
    """Whether a numbering that is believed does not begin with 1 on one of the `slides`, the rows of their numbers."""
    begun: set[tuple[str, int]] = set()
    shown = {*slides}
    for candidate in candidates:
        if candidate.belief < _SURE or candidate.glued or candidate.row in shown:
            continue
        place = candidate.style, bisect_right(slides, candidate.row)
        if candidate.number > 1 and place not in begun:
            return True
        begun.add(place)
    return False
