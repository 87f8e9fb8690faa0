"""Texts wrapped as programs wrap them: to columns or code points, through words or around them, with a straight margin or a ragged one."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_CANNOT_BEGIN = frozenset("，。、；：？！”’）》」』】…—,.;:?!)]%％")
_CANNOT_END = frozenset("“‘（《「『【([")
_UNITS = re.compile(r"[A-Za-z0-9.,%\-_/:@]+|.")
_INDENT = "　　"


def columns(text: str) -> int:
    """The columns of a terminal or an old word processor, one character after the other."""
    return sum(2 if c >= "\u1100" or c in "“”‘’—…·×①②③④⑤⑥⑦⑧⑨⑩" else 1 for c in text)


@dataclass(frozen=True)
class Way:
    """A way to wrap: `words` are kept whole; `signs` are carried over, hang, or begin lines as they come; the right margin is `ragged` by
    so much. `set_as` is how paragraphs are told apart: not, by an indent, by blank lines, or by nothing behind a margin on the left.
    """

    width: int
    measure: Callable[[str], int] = columns
    words: bool = True
    signs: str = "carried"
    ragged: int = 0
    set_as: str = "plain"

    def __str__(self) -> str:
        unit = "columns" if self.measure is columns else "points"
        return f"{self.width}-{unit}-{self.signs}-{self.ragged}-{self.set_as}"


def set_apart(text: str, set_as: str) -> str:
    """The text before it is wrapped, each paragraph a line."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    if set_as == "indented":
        lines = [_INDENT + line if line and not line[0].isspace() else line for line in lines]
    return "\n".join(f"{line}\n" if set_as == "spaced" and line else line for line in lines)


def wrapped(text: str, way: Way, seed: int = 0) -> str:
    """The same text wrapped; it differs in line breaks and blanks alone."""
    rng = random.Random(seed)
    margin = "    " if way.set_as == "behind-a-margin" else ""
    return "\n".join(margin + line if line else "" for row in set_apart(text, way.set_as).split("\n") for line in _lines(row, way, rng))


def _lines(row: str, way: Way, rng: random.Random) -> Iterator[str]:
    units = _UNITS.findall(row) if way.words else list(row)
    line = ""
    width = way.width - rng.randint(0, way.ragged)
    units.reverse()
    while units:
        unit = units.pop()
        hangs = way.signs == "hanging" and unit in _CANNOT_BEGIN and way.measure(line) <= width
        if way.measure(line + unit) <= width or hangs or not line.strip():
            line += unit
            continue
        while way.signs == "carried" and (unit in _CANNOT_BEGIN or line[-1] in _CANNOT_END) and len(line.strip()) > 4:
            units.append(unit)
            unit, line = line[-1], line[:-1]
        yield line.rstrip(" ")
        line = unit.lstrip(" ")
        width = way.width - rng.randint(0, way.ragged)
    yield line
