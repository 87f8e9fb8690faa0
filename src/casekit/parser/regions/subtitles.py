"""Subtitles that a text holds: a number alone on its line, a line of two times, and what is shown between them.

Guarantees:
1. A region is whole lines; it begins with the number of a cue, or its line of times, and ends with what is shown, before a blank line.
2. The last cue of a run, behind which neither a blank line nor the next number tells where it ends, shows no more lines than the others.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.setting import Region
from casekit.patterns import lazy

_CLOCK: Final = "(?:[0-9]{1,2}:)?[0-9]{1,2}:[0-9]{2}[,.，][0-9]{1,3}"
_TIMES: Final = lazy(f"{_CLOCK}[ \\t\u3000]*(?:-{{1,2}}>|[—–]>|→)[ \\t\u3000]*{_CLOCK}(?:[ \\t]+[^\u4e00-\u9fff]*)?")
_TIMES_MOST: Final = 80
_INDEX_MOST: Final = 4
"""The number of a cue is not longer, in code points."""
_SHOWN_MOST: Final = 3
"""A cue does not show more lines; nor does one without a number more than `_UNCOUNTED_MOST`, unless a blank line ends it."""
_UNCOUNTED_MOST: Final = 2


def subtitles(lines: Lines, clocks: list[int]) -> list[Region]:
    """The cues of a text; `clocks` are the rows that begin as a line of times may, in order."""
    texts = lines.texts
    timed = [row for row in clocks if len(texts[row]) <= _TIMES_MOST and _TIMES.fullmatch(texts[row])]
    found: list[Region] = []
    usual = 1
    for place, row in enumerate(timed):
        index = _index(texts, row)
        behind = timed[place + 1] if place + 1 < len(timed) else len(texts)
        following = _index(texts, behind) if behind < len(texts) else 0
        next_one = behind - 1 if following else behind
        last = row
        while last + 1 < next_one and last - row < _SHOWN_MOST and texts[last + 1]:
            last += 1
        due = index + 1 if index else 0
        goes_on = last + 1 == next_one < len(texts) and following == due and (index > 0 or last - row <= _UNCOUNTED_MOST)
        if goes_on or (last + 2 < len(texts) and not texts[last + 1]):
            usual = last - row
        else:
            last = min(last, row + usual)
        found.append(Region(lines.starts[row - 1 if index else row], lines.end(last), "code"))
    return found


def _index(texts: list[str], row: int) -> int:
    """The number above a line of times, 0 for none."""
    above = texts[row - 1] if row else ""
    return int(above) if len(above) <= _INDEX_MOST and above.isdecimal() else 0
