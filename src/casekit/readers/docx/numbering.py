"""Automatic numbers: the text that Word puts before a paragraph and that stands in no run of the file.

1. A list is an `abstractNum`; every `num` that leads to it shares its counters, unless it overrides the start.
2. A level restarts behind any higher level, behind those that `lvlRestart` allows, or never (`lvlRestart` 0).
3. A level named in a label but not reached yet shows its start.
4. `isLgl` shows all numbers of a label as decimals.
"""

import re
from xml.etree.ElementTree import Element

from casekit.readers.docx.formats import LIMIT, label
from casekit.readers.docx.styles import VAL, Styles, W, integer, on
from casekit.shapes import dataclass, field

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_BULLETS = {0xF06C: "●", 0xF06E: "■", 0xF075: "◆", 0xF0A7: "▪", 0xF0A8: "□", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖", 0xF0B7: "•"}
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the 1-based level behind which it restarts, None for any higher one, 0 for never."""

    start: int = 0
    format: str = "decimal"
    pattern: str = ""
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str = ""


@dataclass(slots=True)
class List:
    """One `abstractNum`: its levels, its counters (None where not reached yet)."""

    levels: list[Level]
    link: str = ""
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class Num:
    """One `num`: the list it leads to, the levels it replaces, the starts it overrides and has not used yet."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """A rendered number: its text without what follows it, what follows ("tab", "space", "nothing"), its depth from 0."""

    text: str
    suffix: str
    level: int
    bullet: bool


class Numbering:
    """The lists of a document, counting as its paragraphs come by."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, List] = {}
        self.nums: dict[str, Num] = {}
        if root is None:
            return
        for element in root.iterfind(f"{W}abstractNum"):
            link = element.find(f"{W}numStyleLink")
            self.lists[element.get(f"{W}abstractNumId", "")] = List(_levels(element), link.get(VAL, "") if link is not None else "")
        for element in root.iterfind(f"{W}num"):
            self.nums[element.get(f"{W}numId", "")] = _num(element)

    def find(self, style: str, direct: tuple[str | None, int | None]) -> tuple[Num, List, int] | None:
        """The list and level of a paragraph: `direct` is what it names itself, numId and ilvl are inherited apart. None for no number."""
        id, level = direct
        linked = ""
        for step in self.styles.chain(style):
            if id is None:
                id = step.numbered[0]
                linked = step.id
            if level is None:
                level = step.numbered[1]
        num = self.nums.get(id or "0")
        found = self._list(num) if num else None
        if num is None or found is None or id == "0":
            return None
        if level is None or (linked and direct == (None, None)):
            rows = [self._level(num, found, at).style for at in range(LEVELS)]
            level = next((rows.index(name) for name in (style, linked) if name and name in rows), level)
        return num, found, min(max(level or 0, 0), LEVELS - 1)

    def next(self, num: Num, found: List, level: int) -> Label:
        """Counts one paragraph and gives its label."""
        counters = found.counters
        if level in num.starts:
            counters[level] = num.starts.pop(level)
        else:
            before = counters[level]
            counters[level] = self._level(num, found, level).start if before is None else min(before + 1, LIMIT)
        for deeper in range(level + 1, LEVELS):
            restart = self._level(num, found, deeper).restart
            if restart is None or level < restart:
                counters[deeper] = None
        row = self._level(num, found, level)
        if row.format == "bullet":
            return Label(_bullet(row.text), row.suffix, level, True)

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._level(num, found, at)
            value = counters[at]
            format = "decimal" if row.legal and other.format not in ("none", "bullet") else other.format
            return label(format, other.start if value is None else value, other.pattern) if at <= level else ""

        return Label("" if row.format == "none" and "%" not in row.text else _PLACE.sub(written, row.text), row.suffix, level, False)

    def _level(self, num: Num, found: List, level: int) -> Level:
        return num.levels.get(level) or found.levels[level]

    def _list(self, num: Num) -> List | None:
        """The list behind a num, through a numbering style where it only names one."""
        found = self.lists.get(num.abstract)
        for _ in range(LEVELS):
            if found is None or not found.link:
                return found
            style = self.styles.styles.get(found.link)
            target = self.nums.get((style.numbered[0] or "") if style else "")
            if target is None:
                return found
            found = self.lists.get(target.abstract)
        return found


def _levels(element: Element) -> list[Level]:
    levels = [Level()] * LEVELS
    for child in element.iterfind(f"{W}lvl"):
        at = integer(child.get(f"{W}ilvl"))
        if at is not None and 0 <= at < LEVELS:
            levels[at] = _level(child)
    return levels


def _level(element: Element) -> Level:
    def value(name: str) -> str | None:
        child = element.find(f"{W}{name}")
        return None if child is None else child.get(VAL)

    format, pattern = _format(element)
    legal = element.find(f"{W}isLgl")
    return Level(
        min(max(integer(value("start")) or 0, 0), LIMIT),
        format,
        pattern,
        value("lvlText") or "",
        integer(value("lvlRestart")),
        legal is not None and on(legal.get(VAL, "1")),
        value("suff") or "tab",
        value("pStyle") or "",
    )


def _format(element: Element) -> tuple[str, str]:
    """The number format, also where it stands in a choice that older programs pass over."""
    found = element.find(f"{W}numFmt")
    if found is None:
        found = element.find(f"{_MC}AlternateContent/{_MC}Choice/{W}numFmt")
    return ("decimal", "") if found is None else (found.get(VAL, "decimal"), found.get(f"{W}format", ""))


def _num(element: Element) -> Num:
    abstract = element.find(f"{W}abstractNumId")
    num = Num(abstract.get(VAL, "") if abstract is not None else "")
    for child in element.iterfind(f"{W}lvlOverride"):
        at = integer(child.get(f"{W}ilvl"))
        if at is None or not 0 <= at < LEVELS:
            continue
        start, level = child.find(f"{W}startOverride"), child.find(f"{W}lvl")
        if level is not None:
            num.levels[at] = _level(level)
        if start is not None:
            num.starts[at] = min(max(integer(start.get(VAL)) or 0, 0), LIMIT)
    return num


def _bullet(text: str) -> str:
    """A bullet as a character that every font has."""
    return "".join(_BULLETS.get(ord(c), "•") if 0xE000 <= ord(c) <= 0xF8FF else c for c in text) or "•"
