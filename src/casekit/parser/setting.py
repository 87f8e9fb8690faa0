"""How a text is set: its wrap width, its indents, and which lines are no prose.

The setting is read once from the whole text and asked by the stages that follow.

Guarantees:
1. `width` is the length, in code points, that hard-wrapped lines reach, 0 where lines end where paragraphs end.
2. Marked regions are in source order and do not overlap; a region is whole lines.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import Final

from casekit.parser.lines import Lines
from casekit.shapes import dataclass, field

_SENTENCE_END: Final = frozenset("。！？!?；;…：:")
_SAMPLE_LINES: Final = 1500
"""Width and indents are read from so many lines at least, where there are as many."""
_PROSE: Final = 12
"""A shorter line tells nothing about indents (code points)."""
_WIDTH_LEAST, _WIDTH_MOST = 16, 90
"""Lines are wrapped to widths between these, in code points."""


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
    kinds: dict[int, str] = field(default_factory=dict)
    """The kind of every line that is no prose, by its 0-based number."""
    captions: frozenset[int] = frozenset()
    """The 0-based numbers of the lines where an article has a caption for its title."""
    titles: frozenset[int] = frozenset()
    """The 0-based numbers of the lines that are the document's title, where its file says so."""
    _starts: list[int] = field(default_factory=list)

    def mark(self, lines: Lines, regions: list[Region]) -> None:
        """Set the regions, in source order."""
        self._starts = lines.starts
        for region in regions:
            for row in range(bisect_left(lines.starts, region.start), bisect_left(lines.starts, region.end)):
                self.kinds[row] = region.kind

    def free(self, offset: int) -> bool:
        """Whether `offset` lies outside every marked region."""
        return not self.kinds or bisect_right(self._starts, offset) - 1 not in self.kinds

    def kind_at(self, offset: int) -> str:
        """The kind of the line that holds `offset`, "" where it may be prose."""
        return self.kinds.get(bisect_right(self._starts, offset) - 1, "") if self.kinds else ""

    def is_title(self, offset: int) -> bool:
        """Whether the file says that the line that holds `offset` is the document's title."""
        return bisect_right(self._starts, offset) - 1 in self.titles

    def title_in(self, start: int, end: int) -> int:
        """Where the first line of `[start, end)` begins that the file says is the document's title, -1 for none."""
        starts = [self._starts[row] for row in sorted(self.titles) if start <= self._starts[row] < end]
        return starts[0] if starts else -1

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


def read_setting(lines: Lines) -> Setting:
    """Width and indents, from a sample of lines spread over the text."""
    step = len(lines.raw) // _SAMPLE_LINES + 1
    return setting_of(lines.raw[::step], lines.texts[::step])


def setting_of(raw: list[str], texts: list[str]) -> Setting:
    """Width and indents of a text from a sample of its lines, as they are and without the white space around them."""
    sample = [line.rstrip() for line in raw]
    counts = Counter(map(len, sample))
    counts[0] = 0
    total = sum(counts.values())
    setting = Setting()
    if total >= 8:
        setting.width = _width(counts, total)
    prose = [line for line, text in zip(sample, texts, strict=True) if len(text) >= _PROSE]
    indents = sum(1 for line in prose if line[0] in "\u3000 \t")
    setting.indented = bool(prose) and 0.08 * len(prose) < indents
    if setting.width and not _broken(sample, setting.width):
        setting.width = 0
    return setting


def _width(counts: Counter[int], total: int) -> int:
    """The length that a good part of the lines reach and hardly any exceeds."""
    best = 0
    share = 0.0
    beyond = sum(count for length, count in counts.items() if length > _WIDTH_MOST + 1)
    for length in range(_WIDTH_MOST, _WIDTH_LEAST - 1, -1):
        if counts[length]:
            near = counts[length] + counts[length - 1] + counts[length - 2]
            if near / total > 0.25 and near / total >= share and beyond / total < 0.08 and near >= 4:
                best, share = length, near / total
        beyond += counts[length + 1]
    return best


def _broken(sample: list[str], width: int) -> bool:
    """Whether the lines of that length really end in mid-sentence."""
    full = [line for line in sample if width - 2 <= len(line) <= width + 1]
    unfinished = sum(1 for line in full if line[-1] not in "。！？!?；;…：:”）)")
    return unfinished >= 0.5 * len(full)


def seam(before: str, behind: str) -> str:
    """What a joined text has between two lines: one blank between Latin words, nothing beside a Han character."""
    if "\u1100" <= before <= "\uffef" or "\u1100" <= behind <= "\uffef":
        return ""
    return " " if (before.isalnum() or before in ",.;:)]%") and (behind.isalnum() or behind in "([") else ""
