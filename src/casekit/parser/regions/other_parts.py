"""The other parts of a standard, which its foreword lists: 第1部分　通则, 第3部分　试验方法 in 某某规范　第2部分　分类.

Guarantees:
1. The head of the text tells which part it is, not the first; the lines listed are all that come before it and those behind it, without
   it, and nothing stands between them.
"""

from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.regions.tables import adjacent
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

_DIVISION: Final = "division"
_OWN: Final = lazy(f"第[{BLANK}]*([0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})[{BLANK}]*部分")
_HEAD: Final = 12
"""So many lines are the head of a text."""
_TITLE_MOST: Final = 60
"""What names a part is not longer, in code points."""
_REFUSED: Final = "names-a-thing"


def other_parts(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the parts that are listed and are other texts."""
    own = _own(lines.texts)
    if own <= 1:
        return
    run: list[Candidate] = []
    for candidate in candidates:
        if candidate.family.id != _DIVISION or candidate.glued or candidate.suffix:
            continue
        if run and not (adjacent(lines, run[-1].row, candidate.row) and candidate.style == run[-1].style):
            _refuse(lines, run, own)
            run = []
        run.append(candidate)
    _refuse(lines, run, own)


def _own(texts: list[str]) -> int:
    """Which part a text says in its head that it is, 0 for none."""
    for text in texts[:_HEAD]:
        match = _OWN.search(text) if len(text) <= _TITLE_MOST else None
        if match is not None:
            return numerals.read(match[1]) or 0
    return 0


def _refuse(lines: Lines, run: list[Candidate], own: int) -> None:
    numbers = [candidate.number for candidate in run]
    others = [number for number in range(1, max(numbers, default=0) + 1) if number != own]
    if len(run) > 1 and numbers == others and all(len(lines.texts[candidate.row]) <= _TITLE_MOST for candidate in run):
        for candidate in run:
            candidate.refused = candidate.refused or _REFUSED
