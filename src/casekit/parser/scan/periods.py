"""Periods and stages of a process under the heading that names it: 三、教学过程 / 第一课时; each may count from 一、 again.

Guarantees:
1. Only notes are added: to a first one right below a numbered heading that ends with a word for a process, and to those that count on.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import CHAPTERS, IN_A_PROCESS, Candidate
from casekit.patterns import lazy

_PERIODS: Final = frozenset(
    ("lesson:课时", "lesson:課時", "unit:环节", "unit:環節", "unit:阶段", "unit:階段", "unit:板块", "unit:板塊")
)
"""What a process is divided into, by style."""
_PROCESS: Final = lazy(
    "(?:过程|過程|流程|环节|環節|步骤|步驟|程序|进程)(?:设计|安排|实施|展开)?(?:[（(][^（()）]{1,12}[）)])?"
    f"[{BLANK}]*[：:]?\\Z"
)
_NAME_MOST: Final = 24
_NUMBERED: Final = frozenset(("han", "arabic", "han-parens"))
"""Series of the headings that name a process."""
_BELOW_MOST: Final = 2
"""The first one stands so many lines below at most."""


def note_periods(lines: Lines, candidates: list[Candidate]) -> None:
    """Note the periods among all candidates, in source order."""
    inside: dict[str, bool] = {}
    above: Candidate | None = None
    for candidate in candidates:
        if candidate.glued or candidate.refused:
            continue
        if candidate.style in _PERIODS:
            if candidate.number == 1:
                inside[candidate.style] = above is not None and _holds(lines, above, candidate)
            if inside.get(candidate.style):
                candidate.weigh(IN_A_PROCESS, 0.0)
        elif candidate.family.id not in CHAPTERS and (above is None or candidate.row > above.row):
            above = candidate


def _holds(lines: Lines, above: Candidate, first: Candidate) -> bool:
    """Whether a heading right above the `first` period names the process that it is part of."""
    if above.series not in _NUMBERED or not 0 < first.row - above.row <= _BELOW_MOST or any(lines.texts[above.row + 1 : first.row]):
        return False
    name = lines.buffer[above.end : above.line_end]
    return len(name) <= _NAME_MOST and _PROCESS.search(name) is not None
