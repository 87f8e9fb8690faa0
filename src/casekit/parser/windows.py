"""A long plain text, read a window of whole cases at a time: memory stays that of a window, time is linear whatever a stage does.

A window ends before a case of the first level; the last one, perhaps unfinished, is read again at the head of the next, unless a look at
the beginnings of lines kept it out. What later windows know of earlier ones is small: how the text is set, its first lines, the case that
begins the window, and which series of cases and articles were open before it. Texts up to `LONG` code points, and those of formats that
say more than their text, are read whole.

Guarantees:
1. The pieces cover the text in order, without gap or overlap; each begins at the beginning of a line.
2. What comes out depends on the text alone: not on whether it was in memory, nor on what is done with the pieces.
3. A window without such an end grows, and with it one whose head holds a list of contents, which speaks of what is far behind:
   a text that is one case is read whole.
4. A heading's place among the cases is the one the whole text would give it, as long as what decides it stands in the window: of a text
   shorter than a window nothing changes. What needs the whole is listed in docs/architecture.md.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from casekit.ladder import BLANK, BY_ID
from casekit.model import Block, Document, Section
from casekit.parser.begun import begun_behind
from casekit.parser.lines import Lines
from casekit.parser.outline import Outline
from casekit.parser.scan import Candidate, Mark, leaf_start
from casekit.parser.setting import Setting, setting_of
from casekit.parser.window import Text, Window
from casekit.patterns import lazy
from casekit.source import Source

SIZE: Final = 3 << 15
"""A window has so many code points to begin with."""
_GROWTH: Final = 2
_MARGIN: Final = 32
"""This part of a window at its end is too near to it to begin a case: what stands behind a heading has a say in what it is."""
_HEAD_LINES: Final = 9
"""So many first lines may say what the text is called."""
_CONTENTS_NEAR: Final = 1 << 14
"""A list of contents at the head of a text begins within so many code points."""
_CONTENTS: Final = lazy(r"[【\[]?(?:目\s*[录次錄]|CONTENTS|Contents)[】\]]?")
_CONTENTS_FIRST: Final = "【[目C"
GROUP, GROUP_LINES, _GROUPS_MOST, _GROUP_TEXT = 1 << 15, 8, 256, 1 << 12


class Sampler:
    """Lines from all over a text that comes in parts: some from each of up to 256 places at equal distance.

    The places are multiples of `GROUP` code points, or of that doubled as often as it takes: so a text need not be known to its end.
    """

    def __init__(self) -> None:
        self._at = 0
        self._stride = 1
        self._held = ""
        self._groups: list[list[str]] = []

    def add(self, part: str, last: bool = False) -> None:
        """Take the next part."""
        self._held += part
        while len(self._held) >= _GROUP_TEXT or last:
            due = len(self._groups) * self._stride * GROUP - self._at
            if due >= len(self._held):
                self._skip(len(self._held))
                return
            if due + _GROUP_TEXT > len(self._held) and not last:
                self._skip(due)
                return
            lines = self._held[due : due + _GROUP_TEXT].replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._groups.append(lines[1 if due or self._at else 0 : -1][:GROUP_LINES])
            if len(self._groups) > _GROUPS_MOST:
                self._groups = self._groups[::2]
                self._stride *= 2

    def _skip(self, count: int) -> None:
        if count > 0:
            self._held = self._held[count:]
            self._at += count

    def lines(self) -> list[str]:
        """What was sampled."""
        return [line for group in self._groups for line in group]


class Whole:
    """A long text that is in memory already."""

    def __init__(self, source: Source) -> None:
        self.origin = source.origin
        self._text = source.text
        self._at = 0

    def sample(self) -> list[str]:
        """See `Text`."""
        sampler = Sampler()
        sampler.add(self._text, last=True)
        return sampler.lines()

    def read(self, size: int) -> str:
        """See `Text`."""
        self._at += size
        return self._text[self._at - size : self._at]


class Piece:
    """The finished cases of a window: a document of its own, whose text begins at `start` of the whole one, behind `row` lines.

    Everything in `document` is counted from there, and `root` is its root. `full` is the window it was taken from, `last` whether the text
    ends with it.
    """

    __slots__ = ("_document", "_parts", "full", "last", "root", "row", "start")

    def __init__(self, start: int, row: int, window: Window, first: Candidate | None = None) -> None:
        self.start = start
        self.row = row
        self.full = full = window.document
        self.last = first is None
        self.root = full.root if first is None else _before(full.root, first.start + window.start)
        self._parts = None if first is None else (window.lines, first)
        self._document = full if first is None else None

    @property
    def document(self) -> Document:
        """Made when it is first asked for: its text is cut from that of the window."""
        if self._document is None:
            assert self._parts is not None
            self._document = Document(self.full.origin, self.root, source=_part(self.full, *self._parts))
            self._parts = None
        return self._document


Read = Callable[[Source, Window], Window]
"""Fills in a window."""


def pieces(text: Text, read: Read, size: int = SIZE, placed: bool = False) -> Iterator[Piece]:
    """The pieces of a long text, in order; `placed` tells that their trees are counted from where the whole text begins."""
    sample = text.sample()
    set_as = setting_of(sample, list(map(str.strip, sample)))
    window = Window(set_as.again())
    held = ""
    start = row = 0
    wanted = size
    while True:
        more = text.read(wanted - len(held))
        ended = len(held) + len(more) < wanted
        held += more
        del more
        read(Source(held if ended else held[: _enough(held, window.first)], text.origin), window)
        if ended:
            yield Piece(start, row, window)
            return
        cut = None if not start and _has_contents(window) else _cut(window)
        fresh = set_as.again()
        if cut is None:
            wanted = _GROWTH * len(held)
            window = Window(fresh, window.head, window.first, window.begun, window.start, window.row)
            continue
        first: Candidate = window.document.trace[0][cut]
        found = [Piece(start, row, window, first)]
        start += first.line_start
        row += first.row
        held = held[first.line_start :]
        candidates, outline = window.document.trace[:2]
        begun = begun_behind(candidates, outline, cut, window.begun)
        head = window.lines.head or _head(window.lines)
        window = Window(fresh, head, _moved(first), begun, start if placed else 0, row if placed else 0)
        del candidates, outline
        del first
        yield found.pop()  # whoever takes it alone decides how long it stays
        wanted = max(size, len(held) + size // 2)


def _enough(held: str, first: Candidate | None) -> int:
    """How much of `held` a window takes: all of it, or less where a line in its second half begins as the case did that begins the window.
    What stands far behind the last of these is likely part of a case that the next window reads again.
    """
    size = len(held)
    if first is None or first.suffix or BY_ID.get(first.family.id) is not first.family:
        return size
    begins = re.compile(f"[{BLANK}]*(?:{first.family.pattern})")
    line = held.rfind("\n", size // 2, size - size // _MARGIN)
    while line >= 0:
        if begins.match(held, line + 1):
            behind = held.find("\n", line + line // (_MARGIN - 1) + _MARGIN)
            return behind + 1 if behind >= 0 else size
        line = held.rfind("\n", size // 2, line)
    return size


def _has_contents(window: Window) -> bool:
    """Whether a list of contents stands at the head of the text."""
    lines = window.lines
    setting: Setting = window.document.trace[2]
    near = lines.at(_CONTENTS_NEAR)
    if any(kind == "toc" for row, kind in setting.kinds.items() if row <= near):
        return True
    return any(row <= near and _CONTENTS.fullmatch(lines.texts[row]) for row in lines.beginning(_CONTENTS_FIRST))


def _cut(window: Window) -> int | None:
    """The candidate that begins the last case of a window: it and what follows is left to the next one. None where there is none.

    If there is one in the second half of the window that has no other reading, the last of these.
    """
    candidates: list[Candidate] = window.document.trace[0]
    outline: Outline = window.document.trace[1]
    buffer = window.lines.buffer
    most = len(buffer) - len(buffer) // _MARGIN
    best: int | None = None
    for index in range(len(candidates) - 1, 0, -1):
        candidate = candidates[index]
        if (
            outline.parents[index] == -1
            and candidate.kind == "case"
            and not candidate.glued
            and candidate.row > 0
            and candidate.line_start <= most
            and not buffer[candidate.line_start : leaf_start(candidate)].strip()
        ):
            if index < outline.settled and (best is None or 2 * candidate.line_start > len(buffer)):
                return index
            best = index if best is None else best
    return best


def _head(lines: Lines) -> list[str]:
    """The first lines of a text up to the first that says something, and so many lines as may say what it is called."""
    title = next((row for row, text in enumerate(lines.texts) if text), 0)
    return lines.texts[: max(_HEAD_LINES, title + 1)]


def _before(root: Section, start: int) -> Section:
    """The root of what stands ahead of the case at `start`."""
    children = root.children
    kept = next(place for place, child in enumerate(children) if isinstance(child, Section) and child.start == start)
    return root.holding(children[:kept])


def _part(full: Document, lines: Lines, first: Candidate) -> Source:
    """The text of a window ahead of the case that `first` begins."""
    source, at = full.source, first.line_start
    assert source is not None
    starts = [*lines.starts[: first.row], at]
    raw = None if lines.borrowed else [*lines.raw[: first.row], ""]
    return Source(source.text[:at], source.origin, _starts=starts, _buffer=lines.buffer[:at], _lines=raw)


def _moved(first: Candidate) -> Candidate:
    """The same candidate in a window that begins with its line."""
    at = first.line_start
    mark = Mark(first.family, first.marker, first.number, first.sub, first.path)
    moved = Candidate(first.start - at, first.end - at, 0, 0, first.line_end - at, mark, first.traits)
    moved.style, moved.series, moved.delimiter = first.style, first.series, first.delimiter
    moved.belief, moved.notes, moved.suffix = first.belief, first.notes, first.suffix
    moved.title_start = first.title_start - at if first.title_start >= 0 else -1
    moved.sign = first.sign - at if first.sign >= 0 else -1
    return moved


def join(source: Source, read: Read, size: int = SIZE) -> Document:
    """The document of a whole text from its pieces."""
    children: list[Section | Block] = []
    windows: list[tuple[int, int, int]] = []
    for piece in pieces(Whole(source), read, size, placed=True):
        own = piece.root.children
        windows.append((len(own), piece.start, piece.row))
        children += own
        del piece, own  # the next window is read without this one's candidates in memory
    return Document(source.origin, Section("root", children=children), source=source, windows=windows if len(windows) > 1 else [])
