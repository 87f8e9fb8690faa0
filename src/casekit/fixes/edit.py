"""Changes of a text: ranges and what to put there, and where a place of the old text is in the new one."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple


class Edit(NamedTuple):
    """The text of `[start, end)`, in code points, becomes `text`."""

    start: int
    end: int
    text: str


def ordered(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order of place; of those that overlap, the first."""
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        if not kept or edit.start > kept[-1].end or (edit.start == kept[-1].end and edit.end > edit.start):
            kept.append(edit)
    return kept


def apply(text: str, edits: Sequence[Edit]) -> str:
    """`text` with the edits made; they are in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


class Moved:
    """Where the places of the old text are after some edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = edits
        self.starts = [edit.start for edit in edits]
        self.shifts = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)]

    def __call__(self, offset: int) -> int:
        """The place in the new text; what lay inside an edit comes to lie no further than its end."""
        at = bisect_right(self.starts, offset)
        if at and offset < self.edits[at - 1].end:
            edit = self.edits[at - 1]
            return edit.start + self.shifts[at - 1] + min(offset - edit.start, len(edit.text))
        return offset + self.shifts[at]
