"""One decoded text, never altered, and the places in it.

Offsets are code points into `Source.text`, half-open. Lines end at `\\n`, `\\r\\n` or a lone `\\r` and nowhere else; lines and columns
are 1-based. A byte-order mark is not part of the text.

A reader of a format that says more than its text (Word, PDF, HTML …) leaves that in `hints` and `places`; both are empty for plain text.
docs/readers.md lists the kinds of hints.
"""

import sys
from bisect import bisect_right
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NamedTuple

from casekit.patterns import lazy
from casekit.shapes import dataclass, field

LINE_END: Final = lazy(r"\r\n?|\n")


class Position(NamedTuple):
    """A place for people: 1-based line and column, columns in code points."""

    line: int
    column: int


class Hint(NamedTuple):
    """What a format says about `[start, end)`: evidence, not truth, since people fake headings by hand and misuse styles.

    `kind` is one of `HINT_KINDS`; what `value` means depends on it.
    """

    start: int
    end: int
    kind: str
    value: float | str


HINT_KINDS: Final = ("level", "title", "number", "bullet", "bold", "size", "font", "align", "region", "anchor", "bookmark")
"""`level`: a heading, value its level from 1, or 0 where the level is unknown. `title`: the title of the document.
`number`, `bullet`: an automatic number or bullet that stands in no text of the file; value the depth in its list, from 1.
`bold`: value 1. `size`: the letters' size in points where it is not the usual one, `font`: likewise their font. `align`: "center" or
"right". `region`: "table", "note", "toc", "code", "furniture" or "textbox". `anchor`: the mark of a note, value its number.
`bookmark`: an entry of the file's own outline leads here, value its level."""


class Place(NamedTuple):
    """Where people find what stands from `start` on, up to the next place. 0 and "" stand for what the format does not tell.

    `page`, `paragraph` and `line` are 1-based, counted in the file; `part` names a part of it, such as a chapter's file or "notes".
    """

    start: int
    page: int = 0
    paragraph: int = 0
    line: int = 0
    part: str = ""


class Stream(NamedTuple):
    """A text of the file that stands beside its main text, as running heads and comments do. `kind`: "header", "footer", "comment"."""

    kind: str
    text: str


@dataclass(slots=True)
class Origin:
    """Where a text came from: its path as given, the SHA-256 of its bytes, how they were decoded.

    `bom` tells that a byte-order mark stood before the text, `replaced` how many code points stand for undecodable bytes. `format` is
    "text" or the name of the format; `encoding` is "unicode" where the format leaves no choice. `decided` tells what decided the encoding:
    "given" by the user, a byte-order "mark", "scored" by how the bytes read, "declared" by a page; "" where they were valid UTF-8 or left
    no choice. `mixed` names an encoding that `mixed_lines` of the lines seem to be in instead.
    """

    path: str = "-"
    sha256: str = ""
    encoding: str = "utf-8"
    bom: bool = False
    replaced: int = 0
    format: str = "text"
    decided: str = ""
    mixed: str = ""
    mixed_lines: int = 0

    @classmethod
    def of(cls, path: str, data: bytes) -> "Origin":
        """The origin of `data`. Bytes of a file name that are no UTF-8 are shown as `\\udcff`."""
        return cls(path.encode("utf-8", "backslashreplace").decode("utf-8"), digest(data))


_SHORT: Final = 1 << 19
"""Up to so many bytes the interpreter's own SHA-256 costs less than loading that of OpenSSL."""


def digest(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal digits."""
    module = sys.modules.get("hashlib")
    if module is None:
        try:
            own = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
            module = import_module(own if len(data) <= _SHORT else "hashlib")
        except ImportError:  # another Python
            module = import_module("hashlib")
    found: str = module.sha256(data).hexdigest()
    return found


@dataclass(slots=True)
class Source:
    """A decoded text with its origin, and what its format says beyond the text.

    `hints` are in order of start, `places` too. `warnings` are for people, each in English and in Chinese: what could not be read.
    """

    text: str
    origin: Origin = field(default_factory=Origin)
    hints: Sequence[Hint] = ()
    places: Sequence[Place] = ()
    streams: Sequence[Stream] = ()
    warnings: Sequence[tuple[str, str]] = ()
    _starts: list[int] | None = field(default=None, repr=False, compare=False)
    _buffer: str | None = field(default=None, repr=False, compare=False)
    _lines: list[str] | None = field(default=None, repr=False, compare=False)

    @property
    def buffer(self) -> str:
        """The text with every line end as one `\\n`, at unchanged length: `\\r\\n` is a blank and `\\n`."""
        if self._buffer is None:
            text = self.text
            self._buffer = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
        return self._buffer

    @property
    def lines(self) -> list[str]:
        """Every line without its end (of `\\r\\n` a blank is left); the last is "" where the text ends with a line end."""
        if self._lines is None:
            self._lines = self.buffer.split("\n")
        return self._lines

    @property
    def starts(self) -> list[int]:
        """The offset of the first code point of every line."""
        if self._starts is None:
            at = 0
            self._starts = starts = []
            for line in self.lines:
                starts.append(at)
                at += len(line) + 1
        return self._starts

    def lend(self, starts: list[int]) -> None:
        """Take the offsets of the lines from who has them already."""
        if self._starts is None:
            self._starts = starts

    def line(self, offset: int) -> int:
        """The 1-based line that holds `offset`."""
        return bisect_right(self.starts, offset)

    def position(self, offset: int) -> Position:
        """The line and column of `offset`."""
        line = self.line(offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def line_text(self, line: int) -> str:
        """The text of a 1-based line, without its end."""
        starts = self.starts
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")

    def place(self, offset: int) -> Place | None:
        """Where in the file people find `offset`; None where the lines of the text are the lines of the file."""
        index = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[index - 1] if index else None
