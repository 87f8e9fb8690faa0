"""How a text is set: its wrap width, its indents, and which lines are no prose.

The setting is read once from the whole text and asked by the stages that follow.

Guarantees:
1. `width` is the measure that hard-wrapped lines reach, in code points or in columns, 0 where lines end where paragraphs end.
2. Marked regions are in source order and do not overlap; a region is whole lines.
"""

from bisect import bisect_left, bisect_right
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.width import Width, columns, reaches, width_of
from casekit.shapes import dataclass, field

_SENTENCE_END: Final = frozenset("。！？!?；;…：:")
_SAMPLE_LINES: Final = 1500
"""Width and indents are read from so many lines at least, where there are as many."""
_REST_MOST: Final = 10
"""What is left of a title on the next line is not longer, in code points."""
_NEARLY: Final = (4, 5)
_INDENTED: Final = 0.08
"""Paragraphs are indented where more than this share of the lines is."""
_ALL_INDENTED: Final = 0.9
"""Where more than this share is, there is a margin."""
_BLANK_BEHIND: Final = 0.8
"""Paragraphs are set apart where this share of their last lines has a blank one behind it."""
_OF_NUMBERS: Final = frozenset("0123456789.")
_PROSE: Final = 12
"""A shorter line tells nothing about indents (code points)."""


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
    wrap: Width = field(default_factory=Width)
    """How lines are wrapped; `width` is its measure."""
    margin: int = 0
    """The blanks that wrapped lines begin with, but for the indent of a paragraph, in code points."""
    spaced: bool = False
    """Whether blank lines stand between the paragraphs of a text whose lines are wrapped and not indented."""
    kinds: dict[int, str] = field(default_factory=dict)
    """The kind of every line that is no prose, by its 0-based number."""
    captions: frozenset[int] = frozenset()
    """The 0-based numbers of the lines where an article has a caption for its title."""
    labels: frozenset[int] = frozenset()
    """The same where it has a label before a colon."""
    told: bool = False
    """Whether the file says of some lines that they are headings, or look so."""
    titles: frozenset[int] = frozenset()
    """The 0-based numbers of the lines that are the document's title, where its file says so."""
    _starts: list[int] = field(default_factory=list)

    def mark(self, lines: Lines, regions: list[Region]) -> None:
        """Set the regions, in source order."""
        self._starts = lines.starts
        for region in regions:
            for row in range(bisect_left(lines.starts, region.start), bisect_left(lines.starts, region.end)):
                self.kinds[row] = region.kind

    def move(self, rows: list[int], lines: Lines) -> None:
        """Tell of the lines of a text what was told of others that begin at some of them: `rows` are the numbers of these."""
        self._starts = lines.starts
        behind = [*rows[1:], len(lines.starts)]
        self.kinds = {at: kind for row, kind in self.kinds.items() for at in range(rows[row], behind[row])}
        self.captions = frozenset([rows[row] for row in self.captions])
        self.labels = frozenset([rows[row] for row in self.labels])
        self.titles = frozenset([rows[row] for row in self.titles])

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

    def full(self, buffer: str, start: int, end: int) -> bool:
        """Whether a line of these bounds reaches the wrap width (punctuation may hang or be carried over, words are not broken)."""
        return self.width > 0 and reaches(self.wrap, buffer, start, end)

    def runs_on(self, lines: Lines, row: int) -> bool:
        """Whether a line goes on as one of text does, not as a title that was wrapped: the next one is full too or ends a sentence."""
        if not self.width or row + 1 >= len(lines.texts) or not self.full(lines.buffer, lines.starts[row], lines.text_end(row)):
            return False
        behind = lines.texts[row + 1]
        return "。" in behind or (behind != "" and self.full(lines.buffer, lines.starts[row + 1], lines.text_end(row + 1)))

    def again(self) -> "Setting":
        """The same width and indents for another part of the text."""
        return Setting(self.width, self.indented, self.wrap, self.margin, self.spaced)

    def measure(self, buffer: str, start: int, end: int) -> int:
        """The length of a piece of text in the units of `width`."""
        return columns(buffer[start:end]) if self.wrap.columns else end - start

    def wraps_title(self, buffer: str, line_start: int, line_end: int, begin: int, text: int, stop: int) -> bool:
        """Whether the title on the line `line_start`…`line_end` goes on in the line `begin`…`stop` whose text begins at `text`."""
        if not self.free(text) or buffer[line_end - 1] in _SENTENCE_END or text - begin >= 2 + self.margin:
            return False
        if not self.width:
            return False
        if self.full(buffer, line_start, line_end):
            return self.measure(buffer, text, stop) <= self.width + 2
        return self.indented and self._flush(buffer, line_start, line_end, begin, text, stop)

    def _flush(self, buffer: str, line_start: int, line_end: int, begin: int, text: int, stop: int) -> bool:
        """Whether a few words stand flush under an indented title that nearly fills its line: no paragraph of such a text begins so."""
        if buffer[line_start + self.margin] not in "\u3000 \t" or text - begin != self.margin or stop - text > _REST_MOST:
            return False
        nearly = self.measure(buffer, line_start, line_end) * _NEARLY[1] >= self.width * _NEARLY[0]
        return nearly and not any(sign in buffer[text:stop] for sign in "，。；：、")


def read_setting(lines: Lines) -> Setting:
    """Width and indents, from a sample of lines spread over the text."""
    step = len(lines.raw) // _SAMPLE_LINES + 1
    return setting_of(lines.raw[::step], lines.texts[::step])


def setting_of(raw: list[str], texts: list[str]) -> Setting:
    """Width and indents of a text from a sample of its lines, as they are and without the white space around them."""
    sample = [line.rstrip() for line in raw]
    setting = Setting()
    prose = [line for line, text in zip(sample, texts, strict=True) if len(text) >= _PROSE]
    indents = sum(1 for line in prose if line[0] in "\u3000 \t")
    setting.indented = bool(prose) and _INDENTED * len(prose) < indents
    setting.wrap = width_of(sample)
    setting.width = setting.wrap.most
    if setting.width:
        if indents > _ALL_INDENTED * len(prose):
            _find_margin(setting, prose)
        if not setting.indented:
            setting.spaced = _spaced(setting, sample)
    return setting


def _find_margin(setting: Setting, prose: list[str]) -> None:
    """The margin of a text where nearly all lines begin with blanks, and whether some lines are indented from there."""
    indents = sorted(len(line) - len(line.lstrip()) for line in prose)
    setting.margin = indents[int((1 - _ALL_INDENTED) * len(indents))]
    setting.indented = sum(1 for indent in indents if indent > setting.margin) > _INDENTED * len(indents)


def _spaced(setting: Setting, sample: list[str]) -> bool:
    """Whether there are as many blank lines as lines that a paragraph may end with."""
    least = setting.width - setting.wrap.slack
    ends = sum(1 for line in sample if line and setting.measure(line, 0, len(line)) < least)
    return sum(1 for line in sample if not line) >= _BLANK_BEHIND * ends


def seam(before: str, behind: str) -> str:
    """What a joined text has between two lines: one blank between Latin words, nothing beside a Han character."""
    if "\u1100" <= before <= "\uffef" or "\u1100" <= behind <= "\uffef":
        return ""
    return " " if (before.isalnum() or before in ",.;:)]%") and (behind.isalnum() or behind in "([") else ""


def joint(buffer: str, end: int, start: int) -> str:
    """The same between the line that ends at `end` and the one whose text begins at `start`: nothing inside a number that was cut."""
    glue = seam(buffer[end - 1], buffer[start])
    if glue and buffer[end - 1] in _OF_NUMBERS and buffer[start] in _OF_NUMBERS:
        before, behind = end - 1, start
        while before > 0 and buffer[before] in _OF_NUMBERS:
            before -= 1
        while behind < len(buffer) - 1 and buffer[behind] in _OF_NUMBERS:
            behind += 1
        if buffer[before] >= "\u1100" and (buffer[behind] >= "\u1100" or buffer[behind] == "%"):
            return ""
    return glue
