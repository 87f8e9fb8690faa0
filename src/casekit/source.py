"""One decoded text, never altered, and the places in it.

Offsets are code points into `Source.text`, half-open. Lines end at `\\n`, `\\r\\n` or a lone `\\r` and nowhere else; lines and columns
are 1-based. A byte-order mark is not part of the text.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

LINE_END = re.compile(r"\r\n?|\n")


class Position(NamedTuple):
    """A place for people: 1-based line and column, columns in code points."""

    line: int
    column: int


@dataclass(slots=True)
class Origin:
    """Where a text came from: its path as given, the SHA-256 of its bytes, how they were decoded.

    `bom` tells that a byte-order mark stood before the text, `replaced` how many code points stand for undecodable bytes.
    """

    path: str = "-"
    sha256: str = ""
    encoding: str = "utf-8"
    bom: bool = False
    replaced: int = 0


@dataclass(slots=True)
class Source:
    """A decoded text with its origin."""

    text: str
    origin: Origin = field(default_factory=Origin)
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
            self._starts = list(accumulate([len(line) + 1 for line in self.lines], initial=0))
            self._starts.pop()
        return self._starts

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
