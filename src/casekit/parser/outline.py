"""All candidates together: which are headings, and who is whose child.

Every candidate may go on with a series that is open, open a new level, or be no heading. The choice is made for all of them
together, by least cost over the whole text: structure costs, belief pays, and what is not believed is free. A beam of readings is kept; where only one
reading makes sense the search takes it at once.

Guarantees:
1. A heading's parent stands before it, and levels are nested: no heading hangs on a section that was closed.
2. The time is linear in the candidates: at most `BEAM` readings, each with a bounded number of open levels.
3. What is not believed is kept with its reason.
"""

from dataclasses import dataclass

from casekit.model import DEPTH_LIMIT
from casekit.parser.scan import GLUED, Candidate
from casekit.parser.weights import BEAM, CLEAR_BELIEF, HOPELESS, WEIGHTS

_W = WEIGHTS
_TRAIT_COST = [bin(i).count("1") * _W.trait for i in range(64)]
_MOST_OPEN = 24


@dataclass(slots=True)
class Decision:
    """What the search made of one candidate. `parent` is the index of the parent candidate, -1 for none, -2 for no heading.

    `relation` names its place in the series, `cost` what that place cost, `margin` how much dearer the best other reading was, and
    `runner_up` that one: a candidate (-1 for no heading) and its parent.
    """

    parent: int
    relation: str
    cost: float
    margin: float = 9.0
    runner_up: "tuple[int, int] | None" = None


class Frame:
    """One open level: the last heading on it. `past` are the series this heading had below it that were closed, with their last numbers."""

    __slots__ = ("depth", "index", "key", "number", "past", "style", "up")

    def __init__(self, up: "Frame | None", index: int, style: str, number: int, past: tuple[tuple[str, int], ...] = ()) -> None:
        self.up = up
        self.index = index
        self.style = style
        self.number = number
        self.past = past
        self.depth: int = up.depth + 1 if up else 0
        self.key: int = hash((up.key if up else 0, style, number, past))


Trail = tuple["Trail | None", Decision]


class State:
    """One reading of everything so far."""

    __slots__ = ("cost", "last", "pairs", "top", "trail")

    def __init__(self, cost: float, top: Frame, trail: "Trail | None", last: dict[str, int], pairs: frozenset[tuple[str, str]]) -> None:
        self.cost = cost
        self.top = top
        self.trail = trail
        self.last = last
        self.pairs = pairs


def resolve(candidates: list[Candidate]) -> list[Decision]:
    """The best reading: one decision for every candidate. Candidates with `refused` set are left out."""
    root = Frame(None, -1, "", 0)
    states = [State(0.0, root, None, {}, frozenset())]
    count = len(candidates)
    i = 0
    while i < count:
        candidate = candidates[i]
        if candidate.refused:
            for state in states:
                state.trail = (state.trail, Decision(-2, candidate.refused, 0.0))
            i += 1
            continue
        j = i + 1
        while j < count and candidates[j].start == candidate.start and not candidates[j].refused:
            j += 1
        if j == i + 1 and len(states) == 1 and _take_clear(states[0], candidates, i):
            i = j
            continue
        states = _advance(states, candidates, i, j)
        i = j
    best = min(states, key=_cost)
    decisions: list[Decision] = []
    trail = best.trail
    while trail is not None:
        decisions.append(trail[1])
        trail = trail[0]
    decisions.reverse()
    return decisions


def _cost(state: State) -> float:
    return state.cost


def _take_clear(state: State, candidates: list[Candidate], index: int) -> bool:
    """Take the next number of the only open series of its style, or number 1 of a level seen before, without a search."""
    candidate = candidates[index]
    if candidate.belief < CLEAR_BELIEF or candidate.glued or len(candidate.path) > 1:
        return False
    style = candidate.style
    top = state.top
    if candidate.number == 1:
        if (top.style, style) not in state.pairs or top.past or top.index < 0 or candidate.family.kind == "case":
            return False
        frame: Frame | None = top
        while frame is not None and frame.index >= 0:
            if candidates[frame.index].series == candidate.series:
                return False
            frame = frame.up
        state.top = Frame(top, index, style, 1)
        state.cost += _W.opens - candidate.belief
        state.trail = (state.trail, Decision(top.index, "opens", _W.opens))
        state.last[style] = 1
        return True
    frame = top
    hit: Frame | None = None
    while frame is not None and frame.index >= 0:
        if candidates[frame.index].series == candidate.series:
            if hit is not None:
                return False
            hit = frame
        frame = frame.up
    if hit is None or hit.style != style or hit.number + 1 != candidate.number:
        return False
    sibling = candidates[hit.index]
    if sibling.traits != candidate.traits or sibling.delimiter != candidate.delimiter or candidate.sub is not None:
        return False
    passed = top
    while passed is not hit:
        if (passed.style, style) in state.pairs:
            return False
        passed = passed.up or hit
    up = hit.up
    assert up is not None
    state.top = Frame(up, index, style, candidate.number)
    state.cost -= candidate.belief
    state.trail = (state.trail, Decision(up.index, "due", 0.0))
    state.last[style] = candidate.number
    return True


def _advance(states: list[State], candidates: list[Candidate], first: int, behind: int) -> list[State]:
    """Every state with every reading of the place `first` … `behind`, the best kept."""
    grown: list[tuple[float, int, State, Frame, Decision, int]] = []
    order = 0
    for state in states:
        grown.append((state.cost, order, state, state.top, Decision(-2, "not-worth-it", 0.0), -1))
        order += 1
        for index in range(first, behind):
            candidate = candidates[index]
            for cost, top, relation in _moves(state, candidates, index):
                parent = top.up.index if top.up is not None else -1
                grown.append((state.cost + cost - candidate.belief, order, state, top, Decision(parent, relation, round(cost, 2)), index))
                order += 1
    grown.sort(key=_rank)
    best_cost = grown[0][0]
    kept: list[State] = []
    seen: set[int] = set()
    chosen: dict[tuple[int, int], float] = {}
    for row in grown:
        which = (row[5], row[4].parent)
        chosen.setdefault(which, row[0])
    for cost, _, state, top, decision, index in grown:
        if cost > best_cost + HOPELESS:
            break
        if top.key in seen:
            continue
        seen.add(top.key)
        trail = state.trail
        _margin(decision, index, cost, chosen)
        for each in range(first, behind):
            trail = (
                trail,
                decision
                if each == index or (index < 0 and each == first)
                else Decision(-2, "other-reading" if index >= 0 else decision.relation, 0.0),
            )
        if index < 0:
            kept.append(State(cost, top, trail, state.last, state.pairs))
        else:
            kept.append(_believe(state, candidates[index], top, cost, trail))
        if len(kept) == BEAM:
            break
    return kept


def _rank(row: tuple[float, int, State, Frame, Decision, int]) -> tuple[float, int]:
    return row[0], row[1]


def _margin(decision: Decision, index: int, cost: float, chosen: dict[tuple[int, int], float]) -> None:
    own = (index, decision.parent)
    for which, other in chosen.items():
        if which != own:
            decision.margin = round(min(9.0, other - cost), 2)
            decision.runner_up = which
            return


def _believe(state: State, candidate: Candidate, top: Frame, cost: float, trail: Trail | None) -> State:
    up = top.up
    pair = (up.style if up is not None else "", candidate.style)
    pairs = state.pairs
    if candidate.family.kind == "case":
        pairs = frozenset()
        last = {style: number for style, number in state.last.items() if style in ("article",)}
    else:
        if pair not in pairs:
            pairs = pairs | {pair}
        last = dict(state.last)
    last[candidate.style] = candidate.number
    return State(cost, top, trail, last, pairs)


def _moves(state: State, candidates: list[Candidate], index: int) -> list[tuple[float, Frame, str]]:
    """Every place the candidate can take in one reading: its cost, the new top, and a name."""
    candidate = candidates[index]
    if candidate.family.kind == "case":
        return _case_moves(state, candidates, index)
    if candidate.family.kind == "boundary":
        return _boundary_moves(state, candidates, index)
    moves: list[tuple[float, Frame, str]] = []
    style, series = candidate.style, candidate.series
    pairs = state.pairs
    passing = 0.0
    frame: Frame | None = state.top
    between = 0
    same_above: list[tuple[int, bool]] = []
    while frame is not None:
        if frame.index >= 0 and candidates[frame.index].series == series and len(candidates[frame.index].path) == len(candidate.path):
            same_above.append((between, frame.style == style))
        frame = frame.up
        between += 1
    frame = state.top
    child: Frame | None = None
    depth = 0
    while frame is not None:
        here = candidates[frame.index] if frame.index >= 0 else None
        if frame.depth < DEPTH_LIMIT and depth < _MOST_OPEN:
            cost, relation = _open_cost(
                state, candidates, candidate, frame, child, passing, [(b - depth, same) for b, same in same_above if b >= depth]
            )
            past = frame.past
            base = frame
            if child is not None:
                base = Frame(frame.up, frame.index, frame.style, frame.number, _remember(past, child))
            moves.append((cost, Frame(base, index, style, candidate.number), relation))
        if here is None:
            break
        if here.series == series and len(here.path) == len(candidate.path):
            cost, relation = _series_cost(here, frame, candidate)
            moves.append((cost + (0.0 if relation == "due" else passing), Frame(frame.up, index, style, candidate.number), relation))
        if len(candidate.path) == 1 and (frame.style, style) in pairs:
            passing += _W.passes
        if here.family.kind == "case":
            break
        child = frame
        frame = frame.up
        depth += 1
    return moves


def _boundary_moves(state: State, candidates: list[Candidate], index: int) -> list[tuple[float, Frame, str]]:
    """A title without a number may stand under the whole, a case or another heading; it closes what is open there."""
    moves: list[tuple[float, Frame, str]] = []
    frame: Frame | None = state.top
    while frame is not None:
        kind = candidates[frame.index].family.kind if frame.index >= 0 else "case"
        if kind != "boundary":
            moves.append((_W.opens if kind in ("case", "container") else _W.opens_outside, Frame(frame, index, "title", index), "divides"))
        if kind == "case":
            break
        frame = frame.up
    return moves


def _remember(past: tuple[tuple[str, int], ...], child: Frame) -> tuple[tuple[str, int], ...]:
    return (*(row for row in past if row[0] != child.style), (child.style, child.number))[-6:]


def _series_cost(here: Candidate, frame: Frame, candidate: Candidate) -> tuple[float, str]:
    """What it costs to go on with an open series."""
    number, last = candidate.number, frame.number
    if number == last + 1 or (number == last and (candidate.sub or 0) > (here.sub or 0)):
        cost, relation = 0.0, "due"
    elif number == last:
        cost, relation = _W.repeat, "repeat"
    elif number > last:
        missing = number - last - 1
        cost = _W.gap_one if missing == 1 else min(_W.gap_most, _W.gap_more + _W.gap_each * (missing - 2))
        relation = "gap"
    elif number == 1:
        cost, relation = _W.restart, "restart"
    else:
        cost, relation = _W.backwards, "backwards"
    # What a line looks like says nothing about a marker inside one.
    cost += _W.trait * (here.glued != candidate.glued) if here.glued or candidate.glued else _TRAIT_COST[here.traits ^ candidate.traits]
    if here.style != candidate.style:
        cost += _W.kindred
    elif here.delimiter != candidate.delimiter:
        cost += _W.delimiter
    if len(candidate.path) > 1 and here.path[:-1] != candidate.path[:-1]:
        cost += _W.strange_prefix
    return cost, relation


def _open_cost(
    state: State,
    candidates: list[Candidate],
    candidate: Candidate,
    frame: Frame,
    child: Frame | None,
    passing: float,
    same: list[tuple[int, bool]],
) -> tuple[float, str]:
    """What it costs to open a level under `frame`; `child` is the open level under it that this closes."""
    style, number = candidate.style, candidate.number
    parent = candidates[frame.index] if frame.index >= 0 else None
    relation = "opens"
    past = dict(frame.past)
    if child is not None:
        past[child.style] = child.number
    if number == 1 or (number == 0 and candidate.family.id.startswith("decimal")):
        cost = _W.opens
    elif state.last.get(style) == number - 1 and style not in past and not any(alike for _, alike in same):
        cost = 0.0 if candidate.family.runs_on else _W.runs_on
        relation = "runs-on"
    else:
        cost = min(_W.opens_latest, _W.opens_late + _W.opens_later * (number - 2))
        relation = "opens-late"
    if child is not None:
        cost += passing if relation != "runs-on" else 0.0
        closed = candidates[child.index].family.rank - candidate.family.rank
        cost += (_W.opens_above if closed >= 2 else _W.opens_outside) - _W.opens
    if style in past:
        cost += _W.resumed if past[style] + 1 == number else _W.reopened
        relation = "resumed" if past[style] + 1 == number else "reopened"
    if same:
        nearest, alike = same[0]
        if alike:
            cost += _W.below_itself if nearest == 0 else _W.below_itself_between
        elif nearest == 0:
            cost += _W.kindred_below
    known = (frame.style, style) in state.pairs
    if parent is not None and parent.family.rank > candidate.family.rank and len(candidate.path) == 1:
        cost += _W.reversed_known if known else min(_W.reversed, _W.reversed_rank * (parent.family.rank - candidate.family.rank))
    if len(candidate.path) > 1:
        cost += _prefix_cost(candidate, parent)
    if candidate.traits & GLUED and not (parent is not None and parent.glued):
        cost += _W.born_glued
    return cost, relation


def _prefix_cost(candidate: Candidate, parent: Candidate | None) -> float:
    prefix = candidate.path[:-1]
    if parent is not None and (parent.path == prefix) and (parent.family.prefix or len(parent.path) > 1):
        return -_W.opens
    return _W.strange_prefix if parent is not None or len(prefix) > 1 else 0.6


def _case_moves(state: State, candidates: list[Candidate], index: int) -> list[tuple[float, Frame, str]]:
    """A case marker closes every level that is no case and no container; among those the series decides."""
    candidate = candidates[index]
    moves: list[tuple[float, Frame, str]] = []
    closing = False
    frame: Frame | None = state.top
    while frame is not None:
        here = candidates[frame.index] if frame.index >= 0 else None
        if here is not None and here.family.kind in ("heading", "boundary"):
            frame = frame.up
            continue
        cost = (_W.opens if candidate.number == 1 else _W.opens_late) + (_W.closes_case if closing else 0.0)
        closing = True
        used = here is not None and any(style == candidate.style for style, _ in frame.past)
        again = here is not None and here.style == candidate.style
        if not again or candidate.number == 1:
            cost += _W.below_itself_between if again else 0.0
            base = Frame(frame.up, frame.index, frame.style, frame.number) if frame.index >= 0 else frame
            moves.append((cost + (_W.reopened if used else 0.0), Frame(base, index, candidate.style, candidate.number), "opens-case"))
        if here is None:
            break
        if here.series == candidate.series:
            cost, relation = _series_cost(here, frame, candidate)
            moves.append((cost, Frame(frame.up, index, candidate.style, candidate.number), relation))
        frame = frame.up
    return moves
