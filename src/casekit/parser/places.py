"""Every place one candidate can take in one reading of what went before, and what each costs.

Guarantees:
1. A place is under an open heading or the whole; taking it closes what is open below.
2. Costs are sums of the named weights, so that every one can be told.
"""

from typing import Final

from casekit.model import DEPTH_LIMIT
from casekit.parser.case_places import case_places
from casekit.parser.costs import after_decimals, is_beside_another, is_noted, late_below, open_cost, series_cost
from casekit.parser.frames import MOST_OPEN, Frame, Place, is_piece, is_text
from casekit.parser.scan import ANSWERS, Candidate
from casekit.parser.scan.candidate import BACK_MATTER, IN_A_PROCESS, IN_A_SECTION, PARAGRAPH, UNDER
from casekit.parser.weights import Weights as W

_LOST_MOST: Final = 3
"""No more numbers are lost before a decimal that tells its own."""
_RIGHT_BELOW: Final = 2
"""A title so many lines behind a heading has no text before it (one may be blank)."""
_NONE: list[tuple[int, bool]] = []


def places(top: Frame, last: dict[str, int], pairs: set[tuple[str, str]], candidate: Candidate) -> list[Place]:
    """Every place that `candidate` can take below or beside `top`."""
    if candidate.kind == "case":
        return case_places(top, last, pairs, candidate)
    if candidate.kind == "boundary":
        return _boundary_places(top, candidate)
    found: list[Place] = []
    style, series, length = candidate.style, candidate.series, len(candidate.path)
    same_above = _alike(top, style, series, length) if series in top.open else _NONE
    frame: Frame | None
    passing = 0.0
    child: Frame | None = None
    depth = 0
    first = candidate.number <= 1 or last.get(style) == candidate.number - 1
    first = first or (bool(candidate.notes) and is_noted(candidate, PARAGRAPH))
    frame = top
    while frame is not None:
        here = frame.here
        # A level that opens late closes others only for the whole, the case or the piece: everything between is dearer than that.
        if (
            (first or child is None or here is None or is_text(here) or late_below(pairs, frame, child, candidate))
            and frame.depth < DEPTH_LIMIT
            and depth < MOST_OPEN
        ):
            same = [(b - depth, alike) for b, alike in same_above if b >= depth] if same_above else same_above
            cost, relation = open_cost(last, pairs, candidate, frame, child, passing, same)
            found.append(Place(cost, frame, child, relation))
        if here is None:
            break
        if here.series == series and len(here.path) == length:
            cost, relation = series_cost(here, frame, candidate)
            assert frame.up is not None
            if len(same_above) > 1 and is_beside_another(top, here, candidate):
                cost += W.set_in_otherwise
            if relation == "gap" and child is not None and length == 1 and after_decimals(child, candidate):
                cost = min(cost, W.after_decimals)  # 5 behind 4.3: there was a 4
                found.append(Place(cost, frame.up, None, relation))
            else:
                found.append(Place(cost + (0.0 if relation == "due" else passing), frame.up, None, relation))
        if length > 1 and _lost_above(frame, child, candidate):
            found.append(Place(W.lost_above, frame, child, "lost-above"))
        if length == 1 and (frame.style, style) in pairs:
            passing += W.passes
        if here.kind == "case":
            _above_cases(frame, candidate, found)
            break
        child = frame
        frame = frame.up
        depth += 1
    return found


def _lost_above(frame: Frame, child: Frame | None, candidate: Candidate) -> bool:
    """Whether a decimal belongs to a lost sibling of `frame`: 4.1 behind 3 or 3.2, of whose 4 the line was lost. A number below decimals
    is an item, and nobody's elder.
    """
    here, prefix = frame.here, candidate.path[:-1]
    if candidate.number != 1 and len(prefix) == 1:  # a quantity or a version as well
        return False
    if here is None or len(here.path) != len(prefix) or here.path[:-1] != prefix[:-1] or not 0 < prefix[-1] - here.path[-1] <= _LOST_MOST:
        return False
    below = child.here.path[:-1] if child is not None and child.here is not None else ()
    if child is not None and below not in (here.path, prefix):
        return False
    if len(prefix) == 1 and not (here.kind == "heading" and (here.family.prefix or below)):
        return False
    up = frame.up
    return len(prefix) > 1 or up is None or up.here is None or len(up.here.path) == 1


def _above_cases(frame: Frame, candidate: Candidate, found: list[Place]) -> None:
    """Add the places in a series above the open cases: 第二部分 behind the last case of 第一部分."""
    up = frame.up
    while up is not None and up.here is not None:
        if up.here.kind != "case" and up.here.series == candidate.series and len(up.here.path) == len(candidate.path):
            cost, relation = series_cost(up.here, up, candidate)
            assert up.up is not None
            found.append(Place(cost + W.closes_case, up.up, None, relation))
        up = up.up


def _alike(top: Frame, style: str, series: str, length: int) -> list[tuple[int, bool]]:
    """The open levels of a series, from the innermost: how far up each is, and whether it has the very style."""
    found: list[tuple[int, bool]] = []
    frame: Frame | None = top
    between = 0
    while frame is not None:
        here = frame.here
        if here is not None and here.series == series and len(here.path) == length:
            found.append((between, frame.style == style))
        frame = frame.up
        between += 1
    return found


def _boundary_places(top: Frame, candidate: Candidate) -> list[Place]:
    """A title without a number may stand under the whole, a case, a piece or another heading; it closes what is open there."""
    found: list[Place] = []
    answers = bool(candidate.notes) and candidate.notes[0][0] == ANSWERS
    matter = bool(candidate.notes) and candidate.notes[0][0] == BACK_MATTER
    piece = is_piece(candidate)
    held = candidate.series.startswith(UNDER)
    inside = held or (bool(candidate.notes) and candidate.notes[0][0] == IN_A_SECTION)
    first = top.here is not None and is_noted(top.here, IN_A_PROCESS) and candidate.row - top.here.row <= _RIGHT_BELOW
    frame: Frame | None = top
    while frame is not None:
        kind = frame.here.kind if frame.here is not None else "case"
        if kind == "boundary" and frame.depth < DEPTH_LIMIT and not piece and is_piece(frame.here):
            found.append(Place(W.opens, frame, None, "divides"))
            break
        if held and frame.here is not None and candidate.series == UNDER + frame.here.style and frame.depth < DEPTH_LIMIT:
            if frame.up is None or frame.up.here is None or frame.up.here.kind != "boundary":  # 1. of 【裁判理由】 holds no 【裁判结果】
                found.append(Place(W.opens, frame, None, "divides"))
        elif inside and not held and kind == "heading" and frame.depth < DEPTH_LIMIT:
            found.append(Place(W.opens, frame, None, "divides"))
        elif kind != "boundary" and not inside and frame.depth < DEPTH_LIMIT:
            cost = W.opens if kind in ("case", "container") else W.opens_outside
            if kind == "container":
                cost += W.answers_in_a_part if answers else W.back_matter_in_a_part if matter else 0.0
            if first and frame is not top:
                cost += W.behind_an_empty_period
            found.append(Place(cost, frame, None, "divides"))
        if kind == "case":
            break
        frame = frame.up
    return found
