"""What an export of slides puts before the text of each: 幻灯片 3, Slide 3.

Guarantees:
1. The lines are pages' numbers only where there are several, the text begins with the first, each counts on from the one before, and
   headings of another kind divide the text: else they are all that divides it, or the parts of a plan for slides.
"""

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
    found = {row for row, _ in numbers}
    if not any(candidate.belief >= _SURE and not candidate.glued and candidate.row not in found for candidate in candidates):
        return []
    return [Region(lines.starts[row], lines.end(row), "furniture") for row, _ in numbers]
