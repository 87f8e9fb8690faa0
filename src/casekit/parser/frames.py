"""The open levels of one reading, from the innermost to the whole, and the places that a candidate can take among them."""

from typing import Final

from casekit.parser.scan import FOREWORD, Candidate
from casekit.parser.scan.candidate import FIRST_OF_SEVERAL, ONE_OF_SEVERAL

MOST_OPEN: Final = 24
MOST_PAST: Final = 6
CASES: Final = "case "
"""Before a series of cases: where its last number is remembered."""
AGAIN: Final = "again"
"""Paired with a style of cases: it stands above a case and again in it."""


class Frame:
    """One open level: the last heading on it, candidate `index`, None for the whole.

    `past` are the series this heading had below it that were closed, with their last numbers; `open` are the series of all open levels,
    outermost first, and `doubled` tells that two of them are the same.
    """

    __slots__ = ("depth", "doubled", "here", "index", "number", "open", "past", "style", "up")

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
        self.doubled = False
        if up is not None and here is not None:
            self.depth = up.depth + 1
            self.open = up.open + (here.series,)  # noqa: RUF005 - a third of the time where it is compiled
            self.doubled = up.doubled or here.series in up.open

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
        frame.doubled = self.doubled
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
    """What it costs to go `under` a frame, the open level there that this closes for another style (None for none), and a name.

    Where it is weighed against others: which of the readings `takes` it, the `index` of the candidate that does, -1 for no heading, what
    all of the reading costs then, and how many were weighed before.
    """

    __slots__ = ("child", "cost", "index", "order", "relation", "takes", "total", "under")

    def __init__(self, cost: float, under: Frame, child: Frame | None, relation: str) -> None:
        self.cost = cost
        self.under = under
        self.child = child
        self.relation = relation
        self.takes = self.order = 0
        self.index = -1
        self.total = 0.0


def settle(place: Place, index: int, candidate: Candidate) -> Frame:
    """The new last frame once the place is taken."""
    up, child = place.under, place.child
    if child is not None:
        past = [one for one in up.past if one[0] != child.style]
        past.append((child.style, child.number))
        up = Frame(up.up, up.index, up.here, up.style, up.number, tuple(past[-MOST_PAST:]))
    return Frame(up, index, candidate, candidate.style, candidate.number)


def is_foreword(here: Candidate | None) -> bool:
    """Whether a level is a foreword, which the body of the text follows."""
    return here is not None and here.kind == "boundary" and here.notes[0][0] == FOREWORD


def is_piece(here: Candidate | None) -> bool:
    """Whether a level is a piece of a collection, which holds other titles."""
    return here is not None and here.kind == "boundary" and here.notes[0][0] == ONE_OF_SEVERAL


def is_text(here: Candidate) -> bool:
    """Whether a level is a text of its own: a case, a piece of a collection, the first of several documents."""
    return here.kind == "case" or (here.kind == "boundary" and here.notes[0][0] in (ONE_OF_SEVERAL, FIRST_OF_SEVERAL))


def is_open(top: Frame, style: str) -> bool:
    frame: Frame | None = top
    while frame is not None and frame.here is not None:
        if frame.style == style:
            return True
        frame = frame.up
    return False
