"""Every place one candidate can take in one reading of what went before, and what each costs.

Guarantees:
1. A place is under an open heading or the whole; taking it closes what is open below.
2. Costs are sums of the named weights, so that every one can be told.
"""

from typing import Final

from casekit.ladder.readings import LETTERS
from casekit.model import DEPTH_LIMIT
from casekit.parser.scan import ANSWERS, CLOSED, FOREWORD, GLUED, LONG, STATED, Candidate
from casekit.parser.scan.candidate import BACK_MATTER, COUNTDOWN, FROM_ZERO, IN_A_SECTION, ONE_OF_SEVERAL, TAKEN_UP, UNDER
from casekit.parser.weights import WEIGHTS

_W: Final = WEIGHTS
TRAIT_COST: Final = [bin(i).count("1") * _W.trait for i in range(128)]
MOST_OPEN: Final = 24
MOST_PAST: Final = 6
CASES: Final = "case "
"""Before a series of cases: where its last number is remembered."""
AGAIN: Final = "again"
"""Paired with a style of cases: it stands above a case and again in it."""
_SURE: Final = 4
"""What is believed so much stays a heading without text."""
_RIGHT_BELOW: Final = 2
"""A case so many lines behind a heading has no text between (one may be blank)."""
_HIGH: Final = 40
"""A list that begins above this is hardly a list."""
_FALL_MOST: Final = 2
"""A series that counts down falls by no more at a time."""
_LOST_MOST: Final = 3
"""No more numbers are lost before a decimal that tells its own."""
_NONE: list[tuple[int, bool]] = []
_ANNEXES: Final = frozenset(("english:appendix", "english:annex"))
"""Annexes by an English word, which belong to the text as 附件1 does."""
_CASES_DEEP: Final = 8
"""Cases do not stand deeper in one another."""


class Frame:
    """One open level: the last heading on it, candidate `index`, None for the whole.

    `past` are the series this heading had below it that were closed, with their last numbers; `open` are the series of all open levels,
    outermost first.
    """

    __slots__ = ("depth", "here", "index", "number", "open", "past", "style", "up")

    def __init__(
        self, up: "Frame | None", index: int, here: Candidate | None, style: str, number: int, past: tuple[tuple[str, int], ...] = ()
    ) -> None:
        self.up = up
        self.index = index
        self.here = here
        self.style = style
        self.number = number
        self.past = past
        self.depth = 0
        self.open: tuple[str, ...] = ()
        if up is not None and here is not None:
            self.depth = up.depth + 1
            self.open = up.open + (here.series,)  # noqa: RUF005 - a third of the time where it is compiled

    def next(self, index: int, here: Candidate) -> None:
        """Go on to the next number of the series. Only where no other reading knows this frame."""
        self.index = index
        self.here = here
        self.number = here.number
        self.past = ()

    def beside(self, index: int, here: Candidate) -> "Frame":
        """The next number of the series, where other readings know this frame."""
        if self.up is None or self.here is None or self.here.series != here.series:
            return Frame(self.up, index, here, here.style, here.number)
        frame = Frame(None, index, here, here.style, here.number)
        frame.up = self.up
        frame.depth = self.depth
        frame.open = self.open
        return frame

    def like(self, other: "Frame") -> bool:
        """Whether two stacks of levels are equal: nothing that follows tells them apart."""
        one: Frame | None = self
        two: Frame | None = other
        while one is not two:
            if one is None or two is None or one.number != two.number or one.style != two.style or one.past != two.past:
                return False
            one, two = one.up, two.up
        return True


class Place:
    """What it costs to go `under` a frame, the open level there that this closes for another style (None for none), and a name."""

    __slots__ = ("child", "cost", "relation", "under")

    def __init__(self, cost: float, under: Frame, child: Frame | None, relation: str) -> None:
        self.cost = cost
        self.under = under
        self.child = child
        self.relation = relation


def settle(place: Place, index: int, candidate: Candidate) -> Frame:
    """The new last frame once the place is taken."""
    up, child = place.under, place.child
    if child is not None:
        past = [one for one in up.past if one[0] != child.style]
        past.append((child.style, child.number))
        up = Frame(up.up, up.index, up.here, up.style, up.number, tuple(past[-MOST_PAST:]))
    return Frame(up, index, candidate, candidate.style, candidate.number)


def places(top: Frame, last: dict[str, int], pairs: set[tuple[str, str]], candidate: Candidate) -> list[Place]:
    """Every place that `candidate` can take below or beside `top`."""
    if candidate.kind == "case":
        return _case_places(top, last, pairs, candidate)
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
    frame = top
    while frame is not None:
        here = frame.here
        # A level that opens late closes others only for the whole or the case: everything between is dearer than that.
        if (
            (first or child is None or here is None or here.kind == "case" or _late_below(pairs, frame, child, candidate))
            and frame.depth < DEPTH_LIMIT
            and depth < MOST_OPEN
        ):
            same = [(b - depth, alike) for b, alike in same_above if b >= depth] if same_above else same_above
            cost, relation = _open_cost(last, pairs, candidate, frame, child, passing, same)
            found.append(Place(cost, frame, child, relation))
        if here is None:
            break
        if here.series == series and len(here.path) == length:
            cost, relation = _series_cost(here, frame, candidate)
            assert frame.up is not None
            if relation == "gap" and child is not None and length == 1 and _after_decimals(child, candidate):
                cost = min(cost, _W.after_decimals)  # 5 behind 4.3: there was a 4
                found.append(Place(cost, frame.up, None, relation))
            else:
                found.append(Place(cost + (0.0 if relation == "due" else passing), frame.up, None, relation))
        if length > 1 and _lost_above(frame, child, candidate):
            found.append(Place(_W.lost_above, frame, child, "lost-above"))
        if length == 1 and (frame.style, style) in pairs:
            passing += _W.passes
        if here.kind == "case":
            _above_cases(frame, candidate, found)
            break
        child = frame
        frame = frame.up
        depth += 1
    return found


def _late_below(pairs: set[tuple[str, str]], frame: Frame, child: Frame, candidate: Candidate) -> bool:
    """Whether a style stood under that of `frame` before, and `child`, which it closes, is of a lower rank: its first numbers were lost."""
    return child.here is not None and child.here.family.rank > candidate.family.rank and (frame.style, candidate.style) in pairs


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
            cost, relation = _series_cost(up.here, up, candidate)
            assert up.up is not None
            found.append(Place(cost + _W.closes_case, up.up, None, relation))
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
    frame: Frame | None = top
    while frame is not None:
        kind = frame.here.kind if frame.here is not None else "case"
        if kind == "boundary" and frame.depth < DEPTH_LIMIT and not piece and is_piece(frame.here):
            found.append(Place(_W.opens, frame, None, "divides"))
            break
        if held and frame.here is not None and candidate.series == UNDER + frame.here.style and frame.depth < DEPTH_LIMIT:
            if frame.up is None or frame.up.here is None or frame.up.here.kind != "boundary":  # 1. of 【裁判理由】 holds no 【裁判结果】
                found.append(Place(_W.opens, frame, None, "divides"))
        elif inside and not held and kind == "heading" and frame.depth < DEPTH_LIMIT:
            found.append(Place(_W.opens, frame, None, "divides"))
        elif kind != "boundary" and not inside and frame.depth < DEPTH_LIMIT:
            cost = _W.opens if kind in ("case", "container") else _W.opens_outside
            if kind == "container":
                cost += _W.answers_in_a_part if answers else _W.back_matter_in_a_part if matter else 0.0
            found.append(Place(cost, frame, None, "divides"))
        if kind == "case":
            break
        frame = frame.up
    return found


def _series_cost(here: Candidate, frame: Frame, candidate: Candidate) -> tuple[float, str]:
    """What it costs to go on with an open series."""
    number, last = candidate.number, frame.number
    if number == last + 1 or (number == last and (candidate.sub or 0) > (here.sub or 0)):
        cost, relation = 0.0, "due"
    elif number < last <= number + _FALL_MOST and _fall(here, candidate):
        cost, relation = (0.0, "due") if number == last - 1 else (_W.gap_one, "gap")
    elif number == last:
        cost, relation = _W.repeat, "repeat"
    elif number > last:
        missing = number - last - 1
        one = _W.gap_glued if here.glued and candidate.glued and here.delimiter == candidate.delimiter else _W.gap_one
        cost = one if missing == 1 else min(_W.gap_most, _W.gap_more + _W.gap_each * (missing - 2))
        relation = "gap"
    elif number == 1:
        cost, relation = _W.restart, "restart"
    else:
        cost, relation = _W.backwards, "backwards"
    # What a line looks like says nothing about a marker inside one.
    cost += _W.trait * (here.glued != candidate.glued) if here.glued or candidate.glued else TRAIT_COST[here.traits ^ candidate.traits]
    if here.style != candidate.style:
        cost += _W.kindred
    elif here.delimiter != candidate.delimiter:
        cost += _W.delimiter
    if len(candidate.path) > 1 and here.path[:-1] != candidate.path[:-1]:
        cost += _W.strange_prefix
    return cost, relation


def _fall(here: Candidate, candidate: Candidate) -> bool:
    """Whether both belong to a series whose numbers fall to 1."""
    return _is_noted(here, COUNTDOWN) and _is_noted(candidate, COUNTDOWN)


def _is_noted(candidate: Candidate, note: str) -> bool:
    return any(name == note for name, _ in candidate.notes)


def _open_cost(
    last: dict[str, int],
    pairs: set[tuple[str, str]],
    candidate: Candidate,
    frame: Frame,
    child: Frame | None,
    passing: float,
    same: list[tuple[int, bool]],
) -> tuple[float, str]:
    """What it costs to open a level under `frame`; `child` is the open level under it that this closes."""
    style, number = candidate.style, candidate.number
    parent = frame.here
    relation = "opens"
    before = -1
    for past, closed_at in frame.past:
        if past == style:
            before = closed_at
    if child is not None and child.style == style:
        before = child.number
    falls = bool(candidate.notes) and _is_noted(candidate, COUNTDOWN)
    behind_zero = bool(candidate.notes) and number == 1 and _is_noted(candidate, FROM_ZERO)
    if number == 1 or falls or (number == 0 and candidate.family.id.startswith("decimal")):
        cost = _W.opens
    elif last.get(style) == number - 1 and before < 0 and not any(alike for _, alike in same):
        cost = 0.0 if candidate.family.runs_on else _W.runs_on
        relation = "runs-on"
        if cost and (frame.style == "title" or (parent is not None and parent.kind == "boundary")) and not is_foreword(parent):
            cost += _W.runs_on_below_title
    elif child is not None and (parent is None or len(parent.path) == 1) and _after_decimals(child, candidate):
        cost = _W.after_decimals
        relation = "after-decimals"
    else:
        cost = min(_W.opens_latest, _W.opens_late + _W.opens_later * (number - 2))
        relation = "opens-late"
        if number > _HIGH and candidate.series == "arabic":
            cost += _W.opens_high
    if behind_zero:
        cost += _W.strange_prefix if parent is not None and (parent.kind == "boundary" or parent.path[0] == 0) else 0.0
    elif child is not None and not (child.style == "title" and is_foreword(child.here)):
        cost += passing if relation not in ("runs-on", "after-decimals") else 0.0
        closed = (child.here.family.rank if child.here is not None else 0) - candidate.family.rank
        if relation == "opens-late" and _late_below(pairs, frame, child, candidate):
            cost += _W.late_known
        annexed = style in _ANNEXES
        if relation != "after-decimals" and not (annexed and parent is not None and parent.family is candidate.family):
            cost += (_W.opens_above if closed >= 2 or annexed else _W.opens_outside) - _W.opens
    if before >= 0:
        cost += _W.resumed if before + 1 == number else _W.reopened
        relation = "resumed" if before + 1 == number else "reopened"
    if same:
        nearest, alike = same[0]
        if alike and nearest and parent is not None and parent.kind == "case":
            cost += _W.below_itself_known if (AGAIN, CASES + style) in pairs else _W.below_itself_in_a_case
        elif alike and nearest:
            cost += _W.below_itself_between
            if candidate.series == "han" and parent is not None and parent.family.rank > candidate.family.rank:
                cost += _W.turned
        elif alike:
            cost += _W.below_itself_again if len(same) == 1 and (style, style) in pairs else _W.below_itself
            if number == 1 and _right_under_a_title(parent, candidate):
                cost += _W.below_itself_at_once
            if parent is not None and 0 < candidate.start - candidate.line_start == parent.start - parent.line_start:
                cost += _W.below_itself_in_line
        elif nearest == 0:
            cost += _W.kindred_below
            if candidate.series == "han":
                cost += _W.kindred_below_han
        if candidate.notes and _is_noted(candidate, TAKEN_UP):
            cost += _W.taken_up_below
    if parent is not None and parent.family.rank > candidate.family.rank and len(candidate.path) == 1:
        known = (frame.style, style) in pairs
        cost += _W.reversed_known if known else min(_W.reversed, _W.reversed_rank * (parent.family.rank - candidate.family.rank))
        if not known and same and same[0][1] and frame.number > 1 and parent.kind == "heading":
            cost += _W.reversed_late
    if frame.style == "title" and is_foreword(parent):
        cost += _W.below_foreword
    if parent is not None and (candidate.family.id == "annex" or candidate.style in _ANNEXES):
        if parent.kind == "heading" or (parent.kind == "container" and _nested(frame, child)):
            cost += 0.0 if _holds_annexes(frame, candidate) else _W.annex_below
            if parent.family.rank > candidate.family.rank and candidate.style in _ANNEXES:
                cost += _W.annex_below_item
        elif parent.kind == "container" and child is not None and child.here is not None and child.here.path[:-1] == (parent.number,):
            cost += _W.annex_below_part
    if len(candidate.path) > 1:
        cost += _prefix_cost(candidate, parent)
    if candidate.traits & GLUED and not (parent is not None and parent.glued):
        cost += _W.born_glued
        if (parent is None or parent.style != "article") and candidate.notes and candidate.notes[0][0] == STATED:
            cost += _W.born_in_a_statement
    return cost, relation


def _holds_annexes(frame: Frame, candidate: Candidate) -> bool:
    """Whether a heading of the first level stands right above an English annex, which is what it holds: Part 4　附录, Appendix A."""
    here = frame.here
    if here is None or candidate.style not in _ANNEXES or frame.depth != 1 or here.family.rank > candidate.family.rank:
        return False
    return candidate.row - here.row == 1 and not here.traits & (CLOSED | LONG)


def _right_under_a_title(parent: Candidate | None, candidate: Candidate) -> bool:
    """Whether nothing stands between a title and a first number of its own style, which hardly changed its place with the title's."""
    if parent is None or parent.number <= 2 or candidate.row != parent.row + 1:
        return False
    return not parent.traits & (CLOSED | LONG)


def _after_decimals(child: Frame, candidate: Candidate) -> bool:
    """Whether the open level is one of decimals that begin with the number before: 2 behind 1.5, of whose 1 the line was lost."""
    here = child.here
    return here is not None and len(here.path) > 1 and here.path[0] == candidate.number - 1 and candidate.family.prefix


def _nested(frame: Frame, child: Frame | None) -> bool:
    """Whether a container stands in another or holds one, so that both divide the text that an annex belongs to: 第一幕, 第一场."""
    up = frame.up
    above = up is not None and up.here is not None and up.here.kind == "container"
    return above or (child is not None and child.here is not None and child.here.kind == "container")


def is_foreword(here: Candidate | None) -> bool:
    """Whether a level is a foreword, which the body of the text follows."""
    return here is not None and here.kind == "boundary" and here.notes[0][0] == FOREWORD


def is_piece(here: Candidate | None) -> bool:
    """Whether a level is a piece of a collection, which holds other titles."""
    return here is not None and here.kind == "boundary" and here.notes[0][0] == ONE_OF_SEVERAL


def _prefix_cost(candidate: Candidate, parent: Candidate | None) -> float:
    prefix = candidate.path[:-1]
    if parent is not None and (parent.path == prefix) and (parent.family.prefix or len(prefix) > 1 or prefix[0] > LETTERS):
        return -_W.opens
    if parent is not None and parent.kind == "boundary" and prefix == (0,):  # 引言 holds 0.1
        return -_W.opens
    return _W.strange_prefix if parent is not None or len(prefix) > 1 else 0.6


def _case_places(top: Frame, last: dict[str, int], pairs: set[tuple[str, str]], candidate: Candidate) -> list[Place]:
    """A case marker closes every level that is no case and no container; among those the series decides."""
    runs_on = last.get(CASES + candidate.style) == candidate.number - 1
    fresh = not _is_open(top, candidate.style)
    found: list[Place] = []
    closing = False
    child: Frame | None = None
    below: Frame | None = None
    frame: Frame | None = top
    empty = _W.case_behind_nothing if behind_nothing(top, candidate) else 0.0
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
        opens = _W.opens if candidate.number == 1 else _W.runs_on if on else _W.opens_late
        cost = opens + empty + (_W.closes_case if closing else 0.0)
        closing = True
        used = here is not None and any(style == candidate.style for style, _ in frame.past)
        again = here is not None and here.style == candidate.style
        if frame.depth < _CASES_DEEP and (not again or candidate.number == 1):
            cost += _W.below_itself_between if again else 0.0 if fresh or not _is_open(frame, candidate.style) else _W.below_itself
            if here is not None and here.series == candidate.series and 1 < candidate.number > here.number:
                cost += _W.kindred_case  # it may as well go on with the open one
            found.append(Place(cost + (_W.reopened if used else 0.0), frame, child, "opens-case"))
        if here is None:
            break
        if here.series == candidate.series:
            cost, relation = _series_cost(here, frame, candidate)
            if here.style != candidate.style:
                cost += _W.kindred_case if fresh else 2 * _W.kindred_case
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


def _is_open(top: Frame, style: str) -> bool:
    frame: Frame | None = top
    while frame is not None and frame.here is not None:
        if frame.style == style:
            return True
        frame = frame.up
    return False


def _case_below(frame: Frame, below: Frame | None, pairs: set[tuple[str, str]], candidate: Candidate, runs_on: bool) -> Place:
    """A case under a heading: 案例1 under 一、民事案例, believed where the headings above the cases go on behind them."""
    here = frame.here
    assert here is not None
    cost = _W.opens if candidate.number == 1 else _W.runs_on if runs_on else _W.opens_late
    for style, number in frame.past:
        if style == candidate.style:
            cost += _W.resumed if number + 1 == candidate.number else _W.reopened
    if below is not None:
        cost += _W.opens_outside - _W.opens
    if (frame.style, CASES + candidate.style) in pairs:
        cost += _W.case_below_known
    else:
        cost += _W.case_right_below if candidate.row - here.row <= _RIGHT_BELOW else _W.case_below
    return Place(cost, frame, below, "opens-case")
