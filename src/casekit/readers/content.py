"""What the reader of a format hands on, and the options all of them share."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from casekit.errors import SourceError
from casekit.shapes import dataclass, field
from casekit.source import Hint, Place, Stream

_KEPT_BLANKS = " \u3000\u00a0"


class Options(NamedTuple):
    """How to read formats that leave a choice.

    `changes`: whether tracked changes of Word are taken as accepted or as rejected. `relevel`: the heading levels of Markdown and of
    converters' output mean nothing. `text_field`: which field of a data set's row holds the text, dotted for nested ones; "" finds it.
    `main_content`: whether web pages are read without menus, notices and what else stands around their text.
    """

    changes: str = "accept"
    relevel: bool = False
    text_field: str = ""
    main_content: bool = False


DEFAULT = Options()


@dataclass(slots=True)
class Content:
    """A text under construction. Offsets are code points into it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    hints: list[Hint] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    known: set[Stream] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Appends `text`."""
        if text:
            self.parts.append(text)
            self.length += len(text)

    def mark(self, start: int, kind: str, value: float | str, end: int | None = None) -> None:
        """A hint from `start` to `end`, by default to what was added last, without a line end; nothing where that is empty."""
        if end is None:
            end = self.length - (bool(self.parts) and self.parts[-1].endswith("\n"))
        if end > start:
            self.hints.append(Hint(start, end, kind, value))

    def place(self, page: int = 0, paragraph: int = 0, line: int = 0, part: str = "") -> None:
        """What is added from here on stands there in the file."""
        place = Place(self.length, page, paragraph, line, part)
        if self.places and self.places[-1][0] == self.length:
            self.places[-1] = place
        elif not self.places or self.places[-1][1:] != place[1:]:
            self.places.append(place)

    def stream(self, kind: str, text: str) -> None:
        """A text beside the main one; blank ones and repeats are left out."""
        stream = Stream(kind, text.strip())
        if stream.text and stream not in self.known:
            self.known.add(stream)
            self.streams.append(stream)

    def text(self) -> str:
        """All that was added."""
        return "".join(self.parts)

    def sorted_hints(self) -> list[Hint]:
        """The hints in order of start, wider ones first."""
        return sorted(self.hints, key=lambda hint: (hint.start, -hint.end, hint.kind))


def unusual(spans: Iterable[tuple[int, int, float | str]]) -> list[tuple[int, int, float | str]]:
    """The spans whose value is not the one that most characters have; neighbours of one value are joined. "" and 0 stand for unknown."""
    joined: list[tuple[int, int, float | str]] = []
    weight: Counter[float | str] = Counter()
    for start, end, value in spans:
        weight[value] += end - start
        if joined and joined[-1][1] == start and joined[-1][2] == value:
            joined[-1] = (joined[-1][0], end, value)
        elif end > start:
            joined.append((start, end, value))
    usual = max(weight, key=lambda value: (weight[value], str(value)), default="")
    return [span for span in joined if span[2] and span[2] != usual]


def refused(name: str, english: str, chinese: str) -> SourceError:
    """The error for an input whose name is already fit to show; `english` and `chinese` say what is wrong and what to do."""
    return SourceError(f"{name}: {english}", f"{'标准输入' if name == 'standard input' else name}：{chinese}")


def shown(path: str) -> tuple[str, str]:
    """A path as messages name it, in English and in Chinese, on one line and without control characters."""
    return ("standard input", "标准输入") if path == "-" else (escaped(path), escaped(path))


def escaped(text: str) -> str:
    """`text` with everything that does not print written as an escape."""
    return "".join(c if c.isprintable() or c in _KEPT_BLANKS else c.encode("unicode_escape").decode("ascii") for c in text)
