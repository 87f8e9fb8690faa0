"""The places of a marker that opens a case: among the cases that are open, or under a heading."""

from typing import Final

from casekit.model import DEPTH_LIMIT
from casekit.parser.costs import series_cost
from casekit.parser.frames import CASES, Frame, Place, is_open
from casekit.parser.scan import CLOSED, LONG, Candidate
from casekit.parser.weights import Weights as W

_SURE: Final = 4
"""What is believed so much stays a heading without text."""
_RIGHT_BELOW: Final = 2
"""A case so many lines behind a heading has no text between (one may be blank)."""
_CASES_DEEP: Final = 8
"""Cases do not stand deeper in one another."""


def case_places(top: Frame, last: dict[str, int], pairs: set[tuple[str, str]], candidate: Candidate) -> list[Place]:
    """A case marker closes every level that is no case and no container; among those the series decides."""
    runs_on = last.get(CASES + candidate.style) == candidate.number - 1
    fresh = not is_open(top, candidate.style)
    found: list[Place] = []
    closing = False
    child: Frame | None = None
    below: Frame | None = None
    frame: Frame | None = top
    empty = W.case_behind_nothing if behind_nothing(top, candidate) else 0.0
    while frame is not None:
        here = frame.here
        if here is not None and here.kind in ("heading", "boundary"):
            if fresh and here.kind == "heading" and frame.depth < DEPTH_LIMIT:
                found.append(_case_below(frame, below, pairs, candidate, runs_on))
            child = None
            below = frame
            frame = frame.up
            continue
        on = runs_on and here is not None and here.kind == "container"
        opens = W.opens if candidate.number == 1 else W.runs_on if on else W.opens_late
        cost = opens + empty + (W.closes_case if closing else 0.0)
        closing = True
        used = here is not None and any(style == candidate.style for style, _ in frame.past)
        again = here is not None and here.style == candidate.style
        if frame.depth < _CASES_DEEP and (not again or candidate.number == 1):
            cost += W.below_itself_between if again else 0.0 if fresh or not is_open(frame, candidate.style) else W.below_itself
            if here is not None and here.series == candidate.series and 1 < candidate.number > here.number:
                cost += W.kindred_case  # it may as well go on with the open one
            found.append(Place(cost + (W.reopened if used else 0.0), frame, child, "opens-case"))
        if here is None:
            break
        if here.series == candidate.series:
            cost, relation = series_cost(here, frame, candidate)
            if here.style != candidate.style:
                cost += W.kindred_case if fresh else 2 * W.kindred_case
            assert frame.up is not None
            found.append(Place(cost + empty, frame.up, None, relation))
        child = below = frame
        frame = frame.up
    return found


def behind_nothing(top: Frame, candidate: Candidate) -> bool:
    """Whether a case marker stands right behind a heading that may hold it, so that this has either the case below it or nothing."""
    here = top.here
    if here is None or here.kind != "heading" or candidate.row - here.row != 1 or here.traits & (CLOSED | LONG):
        return False
    return here.belief > _SURE or candidate.series not in top.open or top.open.count(here.series) > 1


def _case_below(frame: Frame, below: Frame | None, pairs: set[tuple[str, str]], candidate: Candidate, runs_on: bool) -> Place:
    """A case under a heading: 案例1 under 一、民事案例, believed where the headings above the cases go on behind them."""
    here = frame.here
    assert here is not None
    cost = W.opens if candidate.number == 1 else W.runs_on if runs_on else W.opens_late
    for style, number in frame.past:
        if style == candidate.style:
            cost += W.resumed if number + 1 == candidate.number else W.reopened
    if below is not None:
        cost += W.opens_outside - W.opens
    if (frame.style, CASES + candidate.style) in pairs:
        cost += W.case_below_known
    else:
        cost += W.case_right_below if candidate.row - here.row <= _RIGHT_BELOW else W.case_below
    return Place(cost, frame, below, "opens-case")
