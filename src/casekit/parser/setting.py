"""How a text is set: its wrap width, its indents, and which lines are no prose.

The setting is read once from the whole text and asked by the stages that follow.

Guarantees:
1. `width` is the length, in code points, that hard-wrapped lines reach, 0 where lines end where paragraphs end.
2. Marked regions are in source order and do not overlap; a region is whole lines.
"""

import re
import sys
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

_SENTENCE_END = frozenset("。！？!?；;…：:")
_SAMPLE_LINES = 4000
_WIDE = re.compile(r"[\u1100-\uffef]")


@dataclass(slots=True)
class Region:
    """Whole lines that are no prose: `kind` is a block kind of the model."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Setting:
    """Wrap width, indents and marked regions of one text."""

    width: int = 0
    indented: bool = False
    regions: list[Region] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def mark(self, regions: list[Region]) -> None:
        """Set the regions, in source order."""
        self.regions = regions
        self._starts = [region.start for region in regions]

    def region(self, offset: int) -> Region | None:
        """The marked region that holds `offset`."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self.regions[place].end:
            return self.regions[place]
        return None

    def next_region(self, offset: int) -> int:
        """Where the region that holds `offset`, or the next one behind it, begins; a place behind every text where there is none."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self.regions[place].end:
            return self._starts[place]
        return self._starts[place + 1] if place + 1 < len(self._starts) else sys.maxsize

    def free(self, offset: int) -> bool:
        """Whether `offset` lies outside every marked region."""
        return self.region(offset) is None

    def full(self, start: int, end: int) -> bool:
        """Whether a line of these bounds reaches the wrap width (punctuation may hang or be carried over)."""
        return self.width > 0 and end - start >= self.width - 2

    def wraps_title(self, buffer: str, line_start: int, line_end: int, begin: int, text: int, stop: int) -> bool:
        """Whether the title on the line `line_start`…`line_end` goes on in the line `begin`…`stop` whose text begins at `text`."""
        if not self.free(text) or buffer[line_end - 1] in _SENTENCE_END or text - begin >= 2:
            return False
        if self.width:
            return self.full(line_start, line_end) and stop - text <= self.width + 2
        return False


def read_setting(buffer: str) -> Setting:
    """Width and indents, from a sample of lines spread over the text."""
    lines = _sample(buffer)
    lengths = Counter(len(line.rstrip()) for line in lines if line.strip())
    total = sum(lengths.values())
    setting = Setting()
    if total >= 8:
        setting.width = _width(lengths, total)
    prose = [line for line in lines if len(line.strip()) >= 12]
    indents = sum(1 for line in prose if line[:1] in "\u3000 \t")
    setting.indented = bool(prose) and 0.08 * len(prose) < indents
    if setting.width and not _broken(lines, setting.width):
        setting.width = 0
    return setting


def _sample(buffer: str) -> list[str]:
    if len(buffer) < 400_000:
        return buffer.split("\n")[:_SAMPLE_LINES]
    step = len(buffer) // 8
    lines: list[str] = []
    for at in range(0, len(buffer), step):
        lines += buffer[at : at + 40_000].split("\n")[1:-1]
    return lines


def _width(lengths: Counter[int], total: int) -> int:
    """The length that a good part of the lines reach and hardly any exceeds."""
    best = 0
    share = 0.0
    for length in lengths:
        if not 16 <= length <= 90:
            continue
        near = sum(lengths[length - d] for d in range(3))
        beyond = sum(count for other, count in lengths.items() if other > length + 1)
        if near / total > max(share, 0.25) and beyond / total < 0.08 and near >= 4:
            best, share = length, near / total
    return best


def _broken(lines: list[str], width: int) -> bool:
    """Whether the lines of that length really end in mid-sentence."""
    full = [line.rstrip() for line in lines if width - 2 <= len(line.rstrip()) <= width + 1]
    unfinished = sum(1 for line in full if line[-1] not in "。！？!?；;…：:”）)")
    return unfinished >= 0.5 * len(full)


def seam(before: str, behind: str) -> str:
    """What a joined text has between two lines: one blank between Latin words, nothing beside a Han character."""
    if _WIDE.match(before) or _WIDE.match(behind):
        return ""
    return " " if (before.isalnum() or before in ",.;:)]%") and (behind.isalnum() or behind in "([") else ""
