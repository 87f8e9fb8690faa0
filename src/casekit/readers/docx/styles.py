"""Styles: what a paragraph and its runs have from the styles they name, by id, along `basedOn`."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from casekit.shapes import dataclass, field

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
BASED_LIMIT = 32
"""Longer chains of styles are loops."""

_HEADING = re.compile(r"(?:heading|标题|標題|見出し)\s*([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


class Look(NamedTuple):
    """How letters look; None where nothing says so. `size` is in points."""

    bold: bool | None = None
    size: float | None = None
    font: str | None = None
    hidden: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it says something, else `below`."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.size if self.size is None else self.size,
            below.font if self.font is None else self.font,
            below.hidden if self.hidden is None else self.hidden,
        )


@dataclass(slots=True)
class Style:
    """One style as far as it says something itself. `numbered` is (numId, ilvl), either None where it is not said."""

    id: str
    name: str = ""
    based_on: str = ""
    outline: int | None = None
    numbered: tuple[str | None, int | None] = (None, None)
    look: Look = field(default_factory=Look)
    align: str = ""


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        self.styles: dict[str, Style] = {}
        self.default = ""
        self.base = Look()
        self.looks: dict[str, Look] = {}
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.base = look(defaults)
        for element in root.iterfind(f"{W}style"):
            style = _style(element)
            self.styles[style.id] = style
            if element.get(f"{W}type") == "paragraph" and on(element.get(f"{W}default", "0")):
                self.default = style.id

    def chain(self, id: str) -> list[Style]:
        """A style and those it is based on, nearest first."""
        found: list[Style] = []
        while id in self.styles and len(found) < BASED_LIMIT:
            found.append(self.styles[id])
            id = found[-1].based_on
        return found

    def look_of(self, id: str) -> Look:
        """What a style and its bases say of letters."""
        if id not in self.looks:
            whole = Look()
            for style in self.chain(id):
                whole = whole.over(style.look)
            self.looks[id] = whole
        return self.looks[id]

    def outline(self, id: str) -> int | None:
        """The outline level of a style, 0 to 8, 9 for body text; None where nothing says so.

        A heading style that WPS or a converter wrote without a level is known by its name.
        """
        for style in self.chain(id):
            if style.outline is not None:
                return style.outline
            named = _HEADING.fullmatch(style.name.strip())
            if named:
                return int(named[1]) - 1
        return None

    def align(self, id: str) -> str:
        """The alignment a style gives, "" for none."""
        return next((style.align for style in self.chain(id) if style.align), "")

    def is_title(self, id: str) -> bool:
        """Whether a style is that of the document's title."""
        return any(style.name.strip().lower() in ("title", "标题", "標題") for style in self.chain(id)[:2])


def look(properties: Element | None) -> Look:
    """What an `rPr` says itself."""
    if properties is None:
        return Look()
    size = properties.find(f"{W}sz")
    fonts = properties.find(f"{W}rFonts")
    return Look(
        _flag(properties, "b"),
        _points(size.get(VAL, "")) if size is not None else None,
        (fonts.get(f"{W}eastAsia") or fonts.get(f"{W}ascii")) if fonts is not None else None,
        _flag(properties, "vanish"),
    )


def on(value: str) -> bool:
    """Whether an attribute of the kind on/off says on."""
    return value.lower() not in _OFF


def integer(value: str | None) -> int | None:
    """A number of an attribute, None where it is none."""
    if value is None or not re.fullmatch(r"[+-]?[0-9]{1,9}", value.strip()):
        return None
    return int(value)


def numbered(properties: Element | None) -> tuple[str | None, int | None]:
    """The numId and ilvl that a `pPr` names itself."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None, None
    id, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    return (id.get(VAL) if id is not None else None), (integer(level.get(VAL)) if level is not None else None)


def outline(properties: Element | None) -> int | None:
    """The outline level that a `pPr` names itself."""
    found = properties.find(f"{W}outlineLvl") if properties is not None else None
    level = integer(found.get(VAL)) if found is not None else None
    return level if level is not None and 0 <= level <= 9 else None


def align(properties: Element | None) -> str:
    """The alignment that a `pPr` names itself."""
    found = properties.find(f"{W}jc") if properties is not None else None
    return found.get(VAL, "") if found is not None else ""


def _style(element: Element) -> Style:
    name, base = element.find(f"{W}name"), element.find(f"{W}basedOn")
    properties = element.find(f"{W}pPr")
    return Style(
        element.get(f"{W}styleId", ""),
        name.get(VAL, "") if name is not None else "",
        base.get(VAL, "") if base is not None else "",
        outline(properties),
        numbered(properties),
        look(element.find(f"{W}rPr")),
        align(properties),
    )


def _flag(properties: Element, name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else on(found.get(VAL, "1"))


def _points(half: str) -> float | None:
    value = integer(half)
    return value / 2 if value is not None and value > 0 else None
