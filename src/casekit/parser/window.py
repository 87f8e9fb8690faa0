"""What a stretch of text is read with: a whole text, or a window of a long one.

How a long text is cut into windows is told in `windows`, which a short text does not need.
"""

from typing import Final, Protocol

from casekit.model import Document
from casekit.parser.lines import Lines
from casekit.parser.outline import Begun
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.source import Origin, Source

LONG: Final = 1 << 19
"""Longer texts, in code points, are read in windows."""


def is_long(source: Source) -> bool:
    """Whether a text is read in windows."""
    return len(source.text) > LONG and source.origin.format == "text" and not source.hints


class Text(Protocol):
    """A long text, to be read from its beginning to its end."""

    origin: Origin

    def sample(self) -> list[str]:
        """Lines from all over the text, see `Sampler`."""

    def read(self, size: int) -> str:
        """The next `size` code points; fewer only at the end."""


class Window:
    """What the reading of a window begins with, nothing where a text is read whole, and what came of it.

    Its tree is counted from a place `start` code points and `row` lines ahead of it.
    """

    document: Document
    lines: Lines

    def __init__(
        self,
        setting: Setting | None = None,
        head: list[str] | None = None,
        first: Candidate | None = None,
        begun: Begun | None = None,
        start: int = 0,
        row: int = 0,
    ) -> None:
        self.setting = setting
        self.head = head
        self.first = first
        self.begun = begun
        self.start = start
        self.row = row
        self._believed = (first.belief, first.notes) if first is not None else (0.0, ())

    def with_first(self, found: list[Candidate]) -> list[Candidate]:
        """The candidates of the window with the case that begins it as it was read before."""
        first = self.first
        if first is None:
            return found
        behind = next((place for place, candidate in enumerate(found) if candidate.start >= first.end), len(found))
        return [first, *found[behind:]]

    def restore_first(self) -> None:
        """Make the case that begins the window again what it was read as before: what stood above it is not in sight."""
        if self.first is not None:
            self.first.refused = ""
            self.first.belief, self.first.notes = self._believed
