"""Paragraphs numbered through a whole text, whatever headings stand between: 1. to 24. in 一、 and A. alike.

Guarantees:
1. Arabic numbers run through where each is more than the last, there are many and hardly any is missing, and no case begins anew.
2. A style spans them where it begins again, and each of its series goes on behind some of them; it stands above them, then, and is
   marked for it, as they are.
"""

from itertools import pairwise
from typing import Final

from casekit.parser.scan import Candidate
from casekit.parser.scan.candidate import RUNS_THROUGH, SPANS

_RUNNING: Final = frozenset(("arabic-dot", "arabic-comma", "arabic-blank"))
_LEAST: Final = 8
"""So many numbers run through a text."""
_LOST_MOST: Final = 2
"""No more of them are lost."""
_GOES_ON_LEAST: Final = 3
"""So often the headings between them go on with their series."""
_SERIES_LEAST: Final = 2
_RUNS_WORTH: Final = 0.5
_SPANS_WORTH: Final = 1.0


def running(candidates: list[Candidate]) -> None:
    """Mark the numbers that run through and the headings that span them."""
    if any(candidate.kind == "case" and not candidate.refused and not candidate.glued for candidate in candidates):
        return
    by_style: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.family.id in _RUNNING and not candidate.refused and not candidate.glued:
            by_style.setdefault(candidate.style, []).append(candidate)
    for style, run in by_style.items():
        if len(run) < _LEAST or run[-1].number - run[0].number >= len(run) + _LOST_MOST or not _rises(run):
            continue
        spanning = _spanning(candidates, style)
        for one in run if spanning else ():
            one.weigh(RUNS_THROUGH, _RUNS_WORTH)
        for one in candidates if spanning else ():
            if one.style in spanning:
                one.weigh(SPANS, _SPANS_WORTH)


def _rises(run: list[Candidate]) -> bool:
    return all(one.number < other.number for one, other in pairwise(run))


def _spanning(candidates: list[Candidate], running_style: str) -> set[str]:
    """The styles that span the numbers of `running_style`."""
    counted = 0
    last: dict[str, tuple[int, int]] = {}
    begun: dict[str, int] = {}
    gone_on: dict[str, int] = {}
    out: set[str] = set()
    for candidate in candidates:
        if candidate.refused or candidate.glued:
            continue
        style, number = candidate.style, candidate.number
        if style == running_style:
            counted += 1
            continue
        before, at = last.get(style, (0, 0))
        last[style] = (number, counted)
        if number == 1:
            begun[style] = begun.get(style, 0) + 1
        elif number == before + 1 and counted > at:
            gone_on[style] = gone_on.get(style, 0) + 1
        else:
            out.add(style)
    return {
        style for style, count in gone_on.items() if count >= _GOES_ON_LEAST and begun.get(style, 0) >= _SERIES_LEAST and style not in out
    }
