"""XML written piece by piece: everything said is escaped, and nothing in it is more than XML 1.0 allows."""

import re

from casekit.renderers.controls import visible

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
_STEERING = "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f"
_IN_TEXT = re.compile(f"[&<>{_STEERING}]")
_IN_ATTRIBUTE = re.compile(f'[&<>"\t\n{_STEERING}]')


class Writer:
    """Elements as they come, each on a line of its own, those with text in one; `text()` is all of it.

    Control characters are written as signs that show them, marks of direction as references, so that they turn nothing in the file.
    """

    def __init__(self, indent: str = "  ") -> None:
        self._parts: list[str] = [HEAD]
        self._open: list[str] = []
        self._indent = indent

    def start(self, tag: str, attributes: dict[str, str] | None = None) -> None:
        """Opens an element that holds elements."""
        self._parts += (self._margin(), _tag(tag, attributes), ">\n")
        self._open.append(tag)

    def end(self) -> None:
        """Closes the element opened last."""
        tag = self._open.pop()
        self._parts += (self._margin(), f"</{tag}>\n")

    def empty(self, tag: str, attributes: dict[str, str] | None = None) -> None:
        """An element without content."""
        self._parts += (self._margin(), _tag(tag, attributes), "/>\n")

    def leaf(self, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
        """An element that holds text."""
        self._parts += (self._margin(), _tag(tag, attributes), ">", in_text(text), f"</{tag}>\n")

    def raw(self, markup: str) -> None:
        """What is markup already, on a line of its own."""
        self._parts += (self._margin(), markup, "\n")

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open)

    def text(self) -> str:
        """The document."""
        return "".join(self._parts)

    def _margin(self) -> str:
        return self._indent * min(len(self._open), 16)


def in_text(text: str) -> str:
    """`text` as it stands between tags."""
    return _IN_TEXT.sub(_escaped, visible(text))


def in_attribute(text: str) -> str:
    """`text` as it stands between double quotes."""
    return _IN_ATTRIBUTE.sub(_escaped, visible(text))


def _tag(tag: str, attributes: dict[str, str] | None) -> str:
    return f"<{tag}" + "".join([f' {name}="{in_attribute(value)}"' for name, value in (attributes or {}).items()])


def _escaped(found: re.Match[str]) -> str:
    sign = found.group()
    return _SIGNS.get(sign) or f"&#x{ord(sign):X};"
