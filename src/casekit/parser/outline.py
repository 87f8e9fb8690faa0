"""All candidates together: which are headings, and who is whose child.

Every candidate may go on with a series that is open, open a new level, or be no heading. The choice is made for all of them
together, by least cost over the whole text: structure costs, belief pays, and what is not believed is free. A beam of readings
is kept; where only one reading makes sense the search takes it at once.

Guarantees:
1. A heading's parent stands before it, and levels are nested: no heading hangs on a section that was closed.
2. The time is linear in the candidates: at most `BEAM` readings, each with a bounded number of open levels.
3. What is not believed is kept with its reason.
4. Steps that are clear change nothing but the speed: the same place is the cheapest by far.
"""

from itertools import islice
from typing import TYPE_CHECKING, Final

from casekit.model import DEPTH_LIMIT
from casekit.parser.case_places import behind_nothing
from casekit.parser.costs import TRAIT_COST, is_noted
from casekit.parser.frames import AGAIN, CASES, Frame, Place, is_foreword, settle
from casekit.parser.places import places
from casekit.parser.scan import Candidate
from casekit.parser.scan.candidate import SIGNED_OFF, SPANS
from casekit.parser.weights import BEAM, CLEAR_BELIEF, CLEAR_GLUED, HOPELESS
from casekit.parser.weights import Weights as W
from casekit.shapes import dataclass, field

if TYPE_CHECKING:
    from casekit.parser.levels import Guide

_CLEAR_RUN: Final = 2
"""After so many clear steps of the best reading the others must keep up."""
_STYLES_MOST: Final = 256
"""No more styles, or pairs of them, are remembered: a text can make labels of any word, and what is remembered is copied."""
SURE: Final = 9.0
"""The lead of a heading that has no other reading."""


@dataclass(slots=True)
class Outline:
    """What the search made of every candidate, column by column; all indices are those of the candidates.

    `parents` are -1 for the whole, -2 for no heading; `relations` name the place in the series, or why it is no heading; `costs` are what
    the places cost. `leads` tell by how much the best other reading was dearer and `runners_up` what it was, a candidate (-1 for no
    heading) and its parent, where there was one within reach. `settled` is how many of the first candidates no other reading was left for.
    """

    parents: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    leads: dict[int, float] = field(default_factory=dict)
    runners_up: dict[int, tuple[int, int]] = field(default_factory=dict)
    settled: int = 0

    def add(self, parent: int, relation: str, cost: float) -> None:
        """What the next candidate is."""
        self.parents.append(parent)
        self.relations.append(relation)
        self.costs.append(cost)

    def believed(self) -> list[int]:
        """The candidates that are headings."""
        return [index for index, parent in enumerate(self.parents) if parent >= -1]

    def lead(self, index: int) -> float:
        """By how much the best other reading was dearer."""
        return self.leads.get(index, SURE)


class Trail:
    """What a reading decided last, and the trail of what it decided before."""

    __slots__ = ("before", "cost", "lead", "parent", "relation", "runner_up")

    def __init__(
        self,
        before: "Trail | None",
        parent: int,
        relation: str,
        cost: float = 0.0,
        lead: float = SURE,
        runner_up: tuple[int, int] | None = None,
    ) -> None:
        self.before = before
        self.parent = parent
        self.relation = relation
        self.cost = cost
        self.lead = lead
        self.runner_up = runner_up


class State:
    """One reading of everything so far. `shared` and `lent` tell that `last` and `pairs` belong to another reading too, `cased` that cases
    may be among the pairs; `cases` are those of `last`; `relation` and `paid` are those of the step that `_clear_step` found.
    """

    __slots__ = ("cased", "cases", "cost", "last", "lent", "paid", "pairs", "relation", "shared", "top", "trail")

    def __init__(
        self,
        cost: float,
        top: Frame,
        trail: Trail | None,
        last: dict[str, int],
        pairs: set[tuple[str, str]],
        cases: dict[str, int] | None = None,
        shared: bool = False,
        cased: bool = False,
    ) -> None:
        self.cost = cost
        self.top = top
        self.trail = trail
        self.last = last
        self.pairs = pairs
        self.cases: dict[str, int] = {} if cases is None else cases
        self.shared = self.lent = shared
        self.cased = cased
        self.relation = ""
        self.paid = 0.0

    def believe(self, candidate: Candidate, top: Frame) -> None:
        """Go on to `top`: remember the number and the ladder; a new case forgets all but the articles, which run on,
        and what it stands in."""
        before = self.top
        self.top = top
        if candidate.kind == "case":
            before_it = self.last
            self.cases = self.cases.copy() if len(self.cases) < _STYLES_MOST else {}  # another reading may have them too
            self.cases[CASES + candidate.style] = candidate.number
            self.last = self.cases.copy()
            if "article" in before_it:
                self.last["article"] = before_it["article"]
            for above in top.up.open if top.up is not None else ():
                if above in before_it:
                    self.last[above] = before_it[above]
            self.pairs = {pair for pair in self.pairs if pair[1].startswith(CASES)} if self.cased else set()
            if top.up is not None and top.up.here is not None and top.up.here.kind == "heading":
                self.pairs.add((top.up.style, CASES + candidate.style))
                self.cased = True
            self.shared = self.lent = False
        else:
            if before.up is not top.up or before.style != candidate.style:  # else it is remembered
                self._remember(top.up, candidate)
            if self.shared:
                surplus = len(self.last) - _STYLES_MOST
                self.last = self.last.copy() if surplus <= 0 else dict(islice(self.last.items(), surplus, None))
                self.shared = False
        self.last[candidate.style] = candidate.number

    def _remember(self, up: Frame | None, candidate: Candidate) -> None:
        """That the style stands under that of `up`."""
        pair = (up.style if up is not None else "", candidate.style)
        if pair not in self.pairs:
            if len(self.pairs) >= _STYLES_MOST:
                self.pairs = set()
            elif self.lent:
                self.pairs = self.pairs.copy()
            self.lent = False
            self.pairs.add(pair)
            if up is not None and up.here is not None and up.here.kind == "case" and candidate.series in up.open:
                self.pairs.add((AGAIN, CASES + candidate.style))
                self.cased = True


@dataclass(slots=True)
class Begun:
    """What was known where a text begins anew with a case of the first level: the series closed before it, the last numbers of cases and
    articles, which cases stood under which headings, and what was decided about that case.
    """

    past: tuple[tuple[str, int], ...]
    last: dict[str, int]
    pairs: frozenset[tuple[str, str]]
    relation: str
    cost: float
    lead: float

    def state(self, first: Candidate) -> State:
        """The reading that goes on behind the case that `first` begins."""
        top = Frame(Frame(None, -1, None, "", 0, self.past), 0, first, first.style, first.number)
        cases = {style: number for style, number in self.last.items() if style.startswith(CASES)}
        return State(0.0, top, None, self.last, set(self.pairs), cases, shared=True, cased=True)


def resolve(candidates: list[Candidate], begun: Begun | None = None, guide: "Guide | None" = None) -> Outline:
    """The best reading of all candidates. Those with `refused` set are no headings. With `begun` the first is a case of the first level.

    `guide` is what the file says of their levels, where it does; then every step is searched.
    """
    outline = Outline()
    states = [State(0.0, Frame(None, -1, None, "", 0), None, {}, set())]
    count = len(candidates)
    clear_run = 0
    i = 0
    if begun is not None:
        states = [begun.state(candidates[0])]
        outline.add(-1, begun.relation, begun.cost)
        if begun.lead < SURE:
            outline.leads[0] = begun.lead
        i = 1
    while i < count:
        if len(states) == 1:
            _settle(outline, states[0])
            outline.settled = i
            taken = 0 if guide else _take_clear_alone(states[0], candidates, i, outline)
            if taken:
                i += taken
                clear_run += taken
                continue
        candidate = candidates[i]
        if candidate.refused:
            for state in states:
                state.trail = Trail(state.trail, -2, candidate.refused)
            i += 1
            continue
        j = i + 1
        while j < count and candidates[j].start == candidate.start and not candidates[j].refused:
            j += 1
        best = states[0]
        step = _clear_step(best, candidate) if j == i + 1 and not guide else None
        clear_run = clear_run + 1 if step is not None else 0
        if clear_run >= _CLEAR_RUN and len(states) > 1:
            lead = states[0].cost + W.clear_lead
            states = [state for state in states if state.cost <= lead]
        if step is None or not _take_clear(states, candidate, i, step):
            states = _advance(states, candidates, i, j, guide)
        i = j
    if len(states) == 1:
        outline.settled = count
    _settle(outline, min(states, key=_cost))
    return outline


def _cost(state: State) -> float:
    return state.cost


def _settle(outline: Outline, state: State) -> None:
    """Write down what the only reading left has decided."""
    trail = state.trail
    if trail is None:
        return
    trails: list[Trail] = []
    while trail is not None:
        trails.append(trail)
        trail = trail.before
    state.trail = None
    parents, relations, costs = outline.parents, outline.relations, outline.costs
    for trail in reversed(trails):
        if trail.lead < SURE:
            outline.leads[len(parents)] = trail.lead
        if trail.runner_up is not None:
            outline.runners_up[len(parents)] = trail.runner_up
        parents.append(trail.parent)
        relations.append(trail.relation)
        costs.append(trail.cost)


def _take_clear_alone(state: State, candidates: list[Candidate], first: int, outline: Outline) -> int:
    """Move the only reading on as far as the steps are clear; how many candidates that were."""
    count = len(candidates)
    parents, relations, costs = outline.parents, outline.relations, outline.costs
    i = first
    while i < count:
        candidate = candidates[i]
        i += 1
        if candidate.refused or (i < count and candidates[i].start == candidate.start and not candidates[i].refused):
            return i - 1 - first
        place = _clear_step(state, candidate)
        if place is None:
            return i - 1 - first
        relation, cost = state.relation, state.paid
        if relation == "due":  # no other reading knows the frame, so it moves on itself
            place.next(i - 1, candidate)
            top, parent = place, place.up
        else:
            top = Frame(place, i - 1, candidate, candidate.style, candidate.number)
            parent = place
        state.believe(candidate, top)
        state.cost += cost - candidate.belief
        parents.append(parent.index if parent is not None else -1)
        relations.append(relation)
        costs.append(cost)
    return count - first


def _take_clear(states: list[State], candidate: Candidate, index: int, step: Frame) -> bool:
    """Move every reading on without branching, where the step is clear for each of them."""
    steps = [step]
    for at in range(1, len(states)):
        other = _clear_step(states[at], candidate)
        if other is None:
            return False
        steps.append(other)
    belief = candidate.belief
    for at, state in enumerate(states):
        place, relation, cost = steps[at], state.relation, state.paid
        if relation == "due" and place.up is not None:
            above, top = place.up, place.beside(index, candidate)
        else:
            above, top = place, Frame(place, index, candidate, candidate.style, candidate.number)
        state.believe(candidate, top)
        state.cost += cost - belief
        state.trail = Trail(state.trail, above.index, relation, cost)
    return True


def _clear_step(state: State, candidate: Candidate) -> Frame | None:
    """The open level that is gone on with (for `due`) or gone under, where `candidate` is the next number of the only open series of its
    style, or number 1 below a usual parent; None where there is a choice. The state is told the relation and what it costs.
    """
    top = state.top
    belief, glued, style = candidate.belief, candidate.glued, candidate.style
    if (belief < CLEAR_BELIEF and (not glued or belief < CLEAR_GLUED)) or candidate.sub is not None or candidate.kind == "boundary":
        return None
    hit = top
    while hit.style != style:
        if hit.up is None:
            return None if candidate.series in top.open else _clear_beginning(state, candidate)
        hit = hit.up
    sibling = hit.here
    if hit.number + 1 != candidate.number or sibling is None or sibling.delimiter != candidate.delimiter or sibling.glued != glued:
        return None
    if candidate.kind == "case" and behind_nothing(top, candidate):
        return None
    path = candidate.path
    if len(path) > 1 and sibling.path[:-1] != path[:-1]:
        return None
    cost = 0.0 if glued else TRAIT_COST[sibling.traits ^ candidate.traits]
    if (cost and cost > belief - 1.5) or (top.doubled and _open_twice(top, candidate.series)):
        return None
    state.relation, state.paid = "due", cost
    return hit


def _open_twice(top: Frame, series: str) -> bool:
    """Whether two open levels are of a series."""
    times = 0
    for each in top.open:
        if each == series:
            times += 1
    return times > 1


def _clear_beginning(state: State, candidate: Candidate) -> Frame | None:
    """The same where no series of its kind is open: number 1, or articles that run on."""
    if candidate.belief < CLEAR_BELIEF:
        return None
    if candidate.number == 1 and candidate.kind != "case":
        return _clear_opening(state, candidate)
    top = state.top
    if candidate.family.runs_on and state.last.get(candidate.style) == candidate.number - 1 and not top.past and top.here is not None:
        state.relation, state.paid = "runs-on", 0.0
        return top
    return None


def _clear_opening(state: State, candidate: Candidate) -> Frame | None:
    top = state.top
    above = top.here
    style = candidate.style
    if candidate.notes and (is_noted(candidate, SIGNED_OFF) or is_noted(candidate, SPANS)):
        return None
    if top.depth >= DEPTH_LIMIT or is_foreword(above) or (candidate.glued and (above is None or not above.glued)):
        return None
    for past, _ in top.past:
        if past == style:
            return None
    cost = W.opens
    if len(candidate.path) > 1:
        if above is None or above.path != candidate.path[:-1]:
            return None
        cost = 0.0
    elif above is not None and above.family.rank >= candidate.family.rank and (top.style, style) not in state.pairs:
        return None
    state.relation, state.paid = "opens", cost
    return top


def _advance(states: list[State], candidates: list[Candidate], first: int, behind: int, guide: "Guide | None" = None) -> list[State]:
    """Every state with every reading of the place `first` … `behind`, the best kept; with one where its step is clear."""
    near: list[Place] = []
    far: list[Place] = []
    single = behind == first + 1 and not guide
    for takes, state in enumerate(states):
        cost = state.cost
        hit = _clear_step(state, candidates[first]) if single else None
        if hit is not None:
            above = hit.up if state.relation == "due" and hit.up is not None else hit
            clear = Place(state.paid, above, None, state.relation)
            _weigh(near, far, clear, takes, first, cost + state.paid - candidates[first].belief)
            continue
        _weigh(near, far, Place(0.0, state.top, None, "not-worth-it"), takes, -1, cost)
        for index in range(first, behind):
            paid = cost - candidates[index].belief
            found = places(state.top, state.last, state.pairs, candidates[index])
            if guide is not None:
                found = guide.weighed(state.top, found, candidates[index])
            for option in found:
                _weigh(near, far, option, takes, index, paid + option.cost)
    hopeless = near[0].total + HOPELESS
    while near[-1].total > hopeless:
        far.append(near.pop())
    kept: list[State] = []
    for place in near:
        state, index = states[place.takes], place.index
        top = state.top if index < 0 else settle(place, index, candidates[index])
        if _is_among(top, kept):
            continue
        trail = state.trail
        for each in range(first, behind):
            chosen = each == index or (index < 0 and each == first)
            trail = _chosen(trail, place, near, far) if chosen else Trail(trail, -2, "other-reading")
        new = State(place.total, state.top, trail, state.last, state.pairs, state.cases, shared=True, cased=state.cased)
        if index >= 0:
            new.believe(candidates[index], top)
        kept.append(new)
        if len(kept) == BEAM:
            break
    return kept


def _weigh(near: list[Place], far: list[Place], place: Place, takes: int, index: int, total: float) -> None:
    """Put a place among the others: among those that are `near` the cheapest, which are in order, or among those that are too dear."""
    place.takes, place.index, place.total = takes, index, total
    place.order = len(near) + len(far)
    if near and total > near[0].total + HOPELESS:
        far.append(place)
        return
    at = len(near)
    near.append(place)
    while at and near[at - 1].total > total:
        near[at] = near[at - 1]
        at -= 1
    near[at] = place


def _is_among(top: Frame, kept: list[State]) -> bool:
    """Whether a cheaper reading has the same open levels."""
    return any(top.like(state.top) for state in kept)


def _chosen(before: Trail | None, place: Place, near: list[Place], far: list[Place]) -> Trail:
    """The trail with the decision for a place, and its lead over the best one that decides otherwise."""
    index = place.index
    parent = -2 if index < 0 else place.under.index
    best: Place | None = None
    for other in near:
        if other.index != index or (index >= 0 and other.under.index != parent):
            best = other
            break
    for other in far if best is None else ():
        if other.index == index and (index < 0 or other.under.index == parent):
            continue
        if best is None or other.total < best.total or (other.total == best.total and other.order < best.order):
            best = other
    if best is None:
        return Trail(before, parent, place.relation, place.cost)
    runner_up = best.index, -2 if best.index < 0 else best.under.index
    return Trail(before, parent, place.relation, place.cost, min(SURE, best.total - place.total), runner_up)
