"""Levels that a file gives to its headings, in the search for the outline: strong, not sacred.

Guarantees:
1. A place costs more where its levels do not nest: under a heading of its own or a lower level, or closing one of a higher.
2. What a level cost is told of the heading by a note of its own.
"""

from collections.abc import Iterable
from typing import Final

from casekit.ladder.family import Family
from casekit.model import DEPTH_LIMIT
from casekit.parser.frames import MOST_OPEN, Frame, Place
from casekit.parser.lines import Lines
from casekit.parser.outline import Outline
from casekit.parser.scan import Candidate
from casekit.parser.weights import Weights as W

STYLED: Final = Family("styled", "标题样式", "", 0.0, 0, (), kind="styled")
"""A line without a number that is a heading to its file."""
LOOKED: Final = Family("looked", "标题样式", "", 0.0, 0, (), kind="boundary")
"""A line without a number that only looks like one."""
_AGAINST: Final = "against-its-level"
LONG: Final = 40
"""A line with more is no mere title (code points)."""


def runs_in(text: str) -> bool:
    """Whether a line goes on behind its title: a style is of a whole paragraph, so such a heading can have none."""
    return len(text) > LONG or "。" in text[:-1]


class Guide:
    """What the file says of levels, by the start of the candidate: 0 where it calls a line a heading and no more.

    `trust`, 0 to 1, is how far the levels count.
    """

    def __init__(self, lines: Lines, trust: float) -> None:
        self.lines = lines
        self.trust = trust
        self.levels: dict[int, int] = {}

    def weighed(self, top: Frame, found: list[Place], candidate: Candidate) -> list[Place]:
        """The places `found` with the price of levels that do not nest; those of a heading without a number are others."""
        if candidate.family is STYLED or candidate.family is LOOKED:
            found = self._bare_places(top, candidate)
        prices = self._prices(top, candidate)
        for place in found:
            place.cost += prices.get(place.under.index, 0.0)
        return found

    def _bare_places(self, top: Frame, candidate: Candidate) -> list[Place]:
        """A heading without a number may stand under every open one."""
        level = self.levels[candidate.start]
        found: list[Place] = []
        frame: Frame | None = top
        depth = 0
        left = 0.0
        while frame is not None and depth < MOST_OPEN:
            here = frame.here
            above = self.levels.get(here.start) if here is not None else 0
            cost = W.opens + left
            if above is None:
                cost += W.under_text
            elif level:
                cost += W.level_skipped * min(2, max(0, level - above - 1))
            elif here is not None and here.kind != "case":
                cost += W.level_unknown
            if frame.depth < DEPTH_LIMIT:
                found.append(Place(cost, frame, None, "by-its-level" if level else "by-its-style"))
            if above is None and here is not None and here.kind == "case":
                left += W.case_left
            frame = frame.up
            depth += 1
        return found

    def _prices(self, top: Frame, candidate: Candidate) -> dict[int, float]:
        """What levels that do not nest cost under every open heading, by its index; nothing where they do."""
        level = self.levels.get(candidate.start, 0)
        if not self.trust or (candidate.start in self.levels and not level):
            return {}
        said = runs_in(self.lines.texts[candidate.row])
        prices: dict[int, float] = {}
        closing = 0.0
        frame: Frame | None = top
        while frame is not None:
            above = self._above(frame)
            price = closing + (W.level_against if level and above >= level else 0.0)
            if price:
                prices[frame.index] = self.trust * price
            here = frame.here
            own = self.levels.get(here.start, 0) if here is not None else 0
            if own and not closing:
                closing = W.level_against if 0 < own < level else 0.0 if level or said else W.text_closes
            frame = frame.up
        return prices

    def _above(self, frame: Frame) -> int:
        """The level of the nearest open heading that has one, from `frame` up."""
        at: Frame | None = frame
        while at is not None and at.here is not None:
            level = self.levels.get(at.here.start, 0)
            if level:
                return level
            at = at.up
        return 0

    def tell(self, candidates: list[Candidate], outline: Outline) -> None:
        """Note on every heading what its level cost, and keep those that the file calls headings from being mere items."""
        if not self.levels:
            return
        parents = outline.parents
        for index in outline.believed():
            candidate = candidates[index]
            level = self.levels.get(candidate.start, 0)
            if candidate.start in self.levels and candidate.kind == "item":
                candidate.kind = candidate.family.kind
            at = parents[index]
            while level and at >= 0 and not self.levels.get(candidates[at].start):
                at = parents[at]
            if level and at >= 0 and self.levels[candidates[at].start] >= level:
                paid = min(outline.costs[index], round(self.trust * W.level_against, 2))
                outline.costs[index] -= paid
                candidate.weigh(_AGAINST, -paid)


def fitness(headings: Iterable[tuple[Candidate | None, int]]) -> float:
    """How well the levels of a file fit the numbers of its headings, 0 to 1; a heading is its candidate, None without a marker, and its
    level.
    """
    stack: list[tuple[int, Candidate | None]] = []
    last: dict[str, int] = {}
    fits = count = 0.0
    for candidate, level in headings:
        before: Candidate | None = None
        beside = False
        while stack and stack[-1][0] >= level:
            at, before = stack.pop()
            beside = at == level
        stack.append((level, candidate))
        if candidate is None:
            continue
        if not (beside and before is None):
            count += 1
            on = last.get(candidate.style, 0) if candidate.family.runs_on else before.number if beside and before is not None else 0
            alike = not beside or (before is not None and before.series == candidate.series and len(before.path) == len(candidate.path))
            parted = candidate.number == last.get(candidate.style, 0) + 1
            fits += 1.0 if alike and candidate.number == on + 1 else 0.5 if alike and candidate.number > on and not parted else 0.0
        last[candidate.style] = candidate.number
    return (fits + 1) / (count + 1)
