"""Names in brackets that divide every piece of a text alike: 【事故经过】, 【事故原因】, 【防范措施】 under each numbered accident.

Guarantees:
1. A name stands alone on its line, or comes again; numbers begin behind them. Where none do, lead-ins are enough.
2. Those that come again stand right under headings of one style, twice at least, and under no others; these hold them all.
"""

from bisect import bisect_left
from collections import Counter
from typing import Final

from casekit.ladder.family import Family
from casekit.parser.lines import Lines, firsts
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.patterns import lazy

NAMED: Final = Family("lenticular", "【基本案情】", "", -1.1, 0, (), kind="boundary")
"""A name in brackets without a number that holds what stands behind it."""
NAMED_BELIEF: Final = 2.0
_FIRST: Final = firsts("【")
_NAME: Final = lazy("【[^【】〗0-9一二三四五六七八九十]{2,12}】")
_LEAST: Final = 2
_NEAR: Final = 3
"""The numbers of a section begin so many lines behind its name at most."""
_FEW: Final = 3
"""Of so many numbers that begin behind a name one at most goes on: a series that runs on over names is not divided by them."""
_SURE: Final = 2.0
"""A marker believed so much makes a heading of its line."""


def named_sections(lines: Lines, candidates: list[Candidate], setting: Setting) -> dict[int, str]:
    """The rows of such names, each with the style of the headings that hold it."""
    texts = lines.texts
    names = {row: name for row in lines.beginning(_FIRST) if row and (name := _name(texts[row])) and setting.free(lines.begin(row))}
    counts = Counter(names.values())
    if len(names) == len(counts):
        return {}
    rows = [row for row, name in names.items() if counts[name] >= _LEAST or len(texts[row]) == len(name)]
    sure = [candidate for candidate in candidates if not candidate.glued and not candidate.refused and candidate.belief >= _SURE]
    at = [candidate.row for candidate in sure]
    holders: Counter[str] = Counter()
    begins = goes_on = 0
    for row in rows:
        place = bisect_left(at, row)
        above = row - 1 if texts[row - 1] or row < _LEAST else row - 2
        if place and at[place - 1] == above and sure[place - 1].kind != "boundary" and texts[above][-1:] not in "。；：":
            holders[sure[place - 1].style] += counts[names[row]] >= _LEAST
        if place < len(sure) and at[place] - row <= _NEAR and sure[place].kind == "heading":
            begins += sure[place].number == 1
            goes_on += sure[place].number > 1 and sure[place].style not in holders
    style = max(holders, key=holders.__getitem__, default="")
    if len(holders) != 1 or holders[style] < _LEAST or begins <= _FEW * goes_on:
        return {}
    return dict.fromkeys(rows, style)


def _name(text: str) -> str:
    """The name in brackets that a line begins with, "" for none."""
    match = _NAME.match(text)
    return match.group() if match else ""
