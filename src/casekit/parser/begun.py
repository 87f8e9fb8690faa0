"""What the search for the outline knew where a window of a long text ends, for the next window to begin with."""

from typing import Final

from casekit.parser.frames import AGAIN, CASES, MOST_PAST
from casekit.parser.outline import Begun, Outline
from casekit.parser.scan import Candidate

_GOES_ON: Final = frozenset(("due", "gap", "repeat", "restart", "backwards"))
"""Relations to a heading of the same series: it closes no level."""


def begun_behind(candidates: list[Candidate], outline: Outline, cut: int, before: Begun | None) -> Begun:
    """What the search knew behind the case that candidate `cut` begins; the only reading left by then, as a later window sees it.

    `before` is what the search began with.
    """
    last: dict[str, int] = {}
    past: tuple[tuple[str, int], ...] = ()
    pairs: frozenset[tuple[str, str]] = frozenset()
    if before is not None:
        last, past, pairs = dict(before.last), before.past, before.pairs
    child: Candidate | None = None
    parents = outline.parents
    for index in range(cut + 1):
        parent = parents[index]
        if parent < -1:
            continue
        candidate = candidates[index]
        if parent >= 0 and candidate.kind == "heading" and candidates[parent].kind != "case" and candidate.style != "article":
            continue  # as nearly all are
        if parent == -1:
            closes = child is not None and outline.relations[index] not in _GOES_ON and candidate.kind != "boundary"
            if closes and child is not None and not (candidate.kind == "case" and child.kind in ("heading", "boundary")):
                past = (*(one for one in past if one[0] != child.style), (child.style, child.number))[-MOST_PAST:]
            child = candidate
        if candidate.kind == "case":
            last = {style: number for style, number in last.items() if style == "article" or style.startswith(CASES)}
            last[CASES + candidate.style] = last[candidate.style] = candidate.number
            if parent >= 0 and candidates[parent].kind == "heading":
                pairs |= {(candidates[parent].style, CASES + candidate.style)}
        elif candidate.style == "article":
            last["article"] = candidate.number
        if candidate.kind != "case" and parent >= 0 and candidates[parent].kind == "case":
            above = parents[parent]
            while above >= 0 and candidates[above].series != candidate.series:
                above = parents[above]
            if above >= 0:
                pairs |= {(AGAIN, CASES + candidate.style)}
    return Begun(past, last, pairs, outline.relations[cut], outline.costs[cut], outline.lead(cut))
