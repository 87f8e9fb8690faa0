"""All candidates together: which are headings, and who is whose child.

Every candidate may go on with a series that is open, open a new level, or be no heading. The choice is made for all of them
together, by least cost over the whole text: structure costs, belief pays, and what is not believed is free. A beam of readings
is kept; where only one reading makes sense the search takes it at once.

Guarantees:
1. A heading's parent stands before it, and levels are nested: no heading hangs on a section that was closed.
2. The time is linear in the candidates: at most `BEAM` readings, each with a bounded number of open levels.
3. What is not believed is kept with its reason.
"""

from dataclasses import dataclass

from casekit.model import DEPTH_LIMIT
from casekit.parser.places import TRAIT_COST, Frame, Place, places, settle
from casekit.parser.scan import Candidate
from casekit.parser.weights import BEAM, CLEAR_BELIEF, CLEAR_GLUED, HOPELESS, WEIGHTS

_W = WEIGHTS


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


Grown = tuple[float, int, State, "Place | None", int]
"""Cost, order, the reading that grew, the place taken (None for no heading) and by which candidate."""


_CLEAR_RUN = 2
"""After so many clear steps of the best reading the others must keep up."""


def resolve(candidates: list[Candidate]) -> list[Decision]:
    """The best reading: one decision for every candidate. Candidates with `refused` set are left out."""
    root = Frame(None, -1, "", 0)
    states = [State(0.0, root, None, {}, frozenset())]
    count = len(candidates)
    clear_run = 0
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
        step = _clear_step(states[0], candidates, i) if j == i + 1 else None
        clear_run = clear_run + 1 if step is not None else 0
        if clear_run >= _CLEAR_RUN and len(states) > 1:
            states = [state for state in states if state.cost <= states[0].cost + _W.clear_lead]
        if step is not None and _take_clear(states, candidates, i, step):
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


Step = tuple[Frame, str, float]
"""The new top, the relation and what it costs."""


def _take_clear(states: list[State], candidates: list[Candidate], index: int, step: Step) -> bool:
    """Move every reading on without branching, where the step is clear for each of them."""
    steps = [step]
    for state in states[1:]:
        other = _clear_step(state, candidates, index)
        if other is None:
            return False
        steps.append(other)
    candidate = candidates[index]
    for state, (top, relation, cost) in zip(states, steps, strict=True):
        parent = top.up.index if top.up is not None else -1
        state.top = top
        state.cost += cost - candidate.belief
        state.trail = (state.trail, Decision(parent, relation, cost))
        state.last, state.pairs = _remembered(state, candidate, top)
    return True


def _clear_step(state: State, candidates: list[Candidate], index: int) -> Step | None:
    """The next number of the only open series of its style, or number 1 below a usual parent; None where there is a choice."""
    candidate = candidates[index]
    kind = candidate.family.kind
    glued = candidate.glued
    if candidate.belief < (CLEAR_GLUED if glued else CLEAR_BELIEF) or candidate.sub is not None or kind == "boundary":
        return None
    style, series, number = candidate.style, candidate.series, candidate.number
    top = state.top
    frame = top
    hit: Frame | None = None
    while frame.up is not None:
        if candidates[frame.index].series == series:
            if hit is not None:
                return None
            hit = frame
        frame = frame.up
    if hit is None:
        if glued and candidate.belief < CLEAR_BELIEF:
            return None
        if number == 1 and kind != "case":
            return _clear_opening(state, candidates, candidate, index)
        if candidate.family.runs_on and state.last.get(style) == number - 1 and not top.past and top.up is not None:
            return Frame(top, index, style, number), "runs-on", 0.0
        return None
    if hit.style != style or hit.number + 1 != number:
        return None
    sibling = candidates[hit.index]
    unlike = 0.0 if glued else TRAIT_COST[sibling.traits ^ candidate.traits]
    if (
        (unlike and unlike > candidate.belief - 1.5)
        or sibling.delimiter != candidate.delimiter
        or sibling.glued != glued
        or sibling.path[:-1] != candidate.path[:-1]
    ):
        return None
    return Frame(hit.up, index, style, number), "due", unlike


def _clear_opening(state: State, candidates: list[Candidate], candidate: Candidate, index: int) -> Step | None:
    top = state.top
    if top.depth >= DEPTH_LIMIT:
        return None
    if candidate.glued and (top.up is None or not candidates[top.index].glued):
        return None
    for style, _ in top.past:
        if style == candidate.style:
            return None
    if len(candidate.path) > 1:
        if top.up is None or candidates[top.index].path != candidate.path[:-1]:
            return None
        cost = 0.0
    else:
        if (
            top.up is not None
            and (top.style, candidate.style) not in state.pairs
            and candidates[top.index].family.rank >= candidate.family.rank
        ):
            return None
        cost = _W.opens
    return Frame(top, index, candidate.style, 1), "opens", cost


def _advance(states: list[State], candidates: list[Candidate], first: int, behind: int) -> list[State]:
    """Every state with every reading of the place `first` … `behind`, the best kept."""
    grown: list[Grown] = []
    order = 0
    for state in states:
        cost = state.cost
        grown.append((cost, order, state, None, -1))
        for index in range(first, behind):
            paid = cost - candidates[index].belief
            for option in places(state.top, state.last, state.pairs, candidates, index):
                order += 1
                grown.append((paid + option[0], order, state, option, index))
        order += 1
    grown.sort()
    hopeless = grown[0][0] + HOPELESS
    kept: list[State] = []
    seen: set[int] = set()
    for row in grown:
        cost, _, state, place, index = row
        if cost > hopeless:
            break
        candidate = candidates[index]
        top = state.top if place is None else settle(place, index, candidate.style, candidate.number)
        if top.key in seen:
            continue
        seen.add(top.key)
        trail = state.trail
        for each in range(first, behind):
            if each == index or (index < 0 and each == first):
                trail = (trail, _decision(row, grown))
            else:
                trail = (trail, Decision(-2, "other-reading", 0.0))
        kept.append(State(cost, top, trail, *((state.last, state.pairs) if place is None else _remembered(state, candidate, top))))
        if len(kept) == BEAM:
            break
    return kept


def _decision(row: Grown, grown: list[Grown]) -> Decision:
    """The decision of one row, with its lead over the best row that decides otherwise."""
    cost, _, _, place, index = row
    parent = -2 if place is None else place[1].index
    decision = Decision(parent, "not-worth-it" if place is None else place[3], 0.0 if place is None else place[0])
    for other in grown:
        other_parent = -2 if other[3] is None else other[3][1].index
        if other[4] != index or other_parent != parent:
            decision.margin = min(9.0, other[0] - cost)
            decision.runner_up = (other[4], other_parent)
            break
    return decision


def _remembered(state: State, candidate: Candidate, top: Frame) -> tuple[dict[str, int], frozenset[tuple[str, str]]]:
    """The last numbers and the ladder once the candidate is believed; a new case forgets all but the articles, which run on."""
    if candidate.family.kind == "case":
        kept = {style: number for style, number in state.last.items() if style == "article"}
        return {**kept, candidate.style: candidate.number}, frozenset()
    pair = (top.up.style if top.up is not None else "", candidate.style)
    pairs = state.pairs if pair in state.pairs else state.pairs | {pair}
    return {**state.last, candidate.style: candidate.number}, pairs
