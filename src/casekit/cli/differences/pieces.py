"""Two texts as one: what stayed, what was taken out, what was put in."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from casekit.changes import Replaced

Kind = Literal["same", "del", "ins"]


class Piece(NamedTuple):
    """A stretch of text and what became of it; what stayed is as it is now."""

    kind: Kind
    text: str


def pieces(old: str, new: str, words: list[Replaced]) -> Iterator[Piece]:
    """Both texts, in order."""
    at = 0
    for word in words:
        if word.new_start > at:
            yield Piece("same", new[at : word.new_start])
        if word.old_end > word.old_start:
            yield Piece("del", old[word.old_start : word.old_end])
        if word.new_end > word.new_start:
            yield Piece("ins", new[word.new_start : word.new_end])
        at = word.new_end
    if at < len(new):
        yield Piece("same", new[at:])


def shortened(text: str, context: int, first: bool, last: bool) -> str:
    """What stayed, without what is far from a change; `first` and `last` say that there is none before or behind it."""
    before, behind = (0 if first else context), (0 if last else context)
    if len(text) <= before + behind + 1:
        return text
    return text[:before] + "…" + (text[-behind:] if behind else "")
