"""The tree's types and the ways through it.

A `Document` has one `root` section. A section is a heading and what stands under it, blocks and sections in source order.
Blocks and the headings themselves are the leaves: in source order, without overlap, and every code point that no leaf covers
is white space. Offsets are code points into the decoded text, half-open; lines are 1-based.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from casekit.source import Origin, Source

HEADING_KINDS = ("case", "heading", "item", "lead")
"""`case` opens a case, `item` is a numbered list item that is no heading of its own, `lead` has no number."""

BLOCK_KINDS = (
    "paragraph",
    "title",
    "subtitle",
    "number",
    "term",
    "date",
    "byline",
    "unit",
    "addressee",
    "abstract",
    "disclaimer",
    "signature",
    "toc",
    "table",
    "reference",
    "note",
    "furniture",
)
"""What a run of text under a heading is.

`number` is a document's number, its urgency and its secrecy. `furniture` is page numbers, running heads and what web pages put between."""

DEPTH_LIMIT = 64
"""No tree is deeper: a marker that would open a deeper level is taken for another place or for text."""


@dataclass(slots=True)
class Join:
    """A line break inside a text: the gap `[start, end)` that the joined text leaves out, and the line it goes on in.

    `glue` is what the joined text has instead, "" or one blank; `skipped` the page furniture that stood in the gap, "" for none.
    """

    start: int
    end: int
    line: int
    glue: str = ""
    skipped: str = ""


@dataclass(slots=True)
class Point:
    """One of the points of a paragraph (一是…二是…, 首先…其次…): its marker, its number and its span."""

    marker: str
    number: int
    start: int
    end: int


@dataclass(slots=True)
class Block:
    """A leaf that is no heading. `text` is the reader's text: joined over the line breaks listed in `joins`.

    `lost` names the evidence that text is missing between this block and the one before it, "" where there is none.
    """

    kind: str
    text: str
    start: int
    end: int
    line: int
    last_line: int
    joins: list[Join] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    lost: str = ""

    def offset(self, index: int) -> int:
        """The source offset of `text[index]`."""
        at = self.start + index
        for join in self.joins:
            if at < join.start:
                break
            at += join.end - join.start - len(join.glue)
        return at


@dataclass(slots=True)
class Section:
    """A heading and what stands under it.

    `start` is the offset of the marker (of the title where there is no marker), `end` where the title ends, `marker` is as written
    with its delimiter, `number` its value and `sub` the value of 之一. `separator` stands between marker and title (the colon of
    第一篇:), `closing` behind the title (。：；); neither is part of it. Where the marker follows its title (标题【篇一】), `end` is not
    behind `start`. `leaf` is the range the heading itself covers: marker, title
    and the marks that close it. `joins` are the line breaks inside the title. `confidence` is 0 to 1; `evidence` names what
    spoke for (positive) and against (negative) believing it.
    """

    kind: str
    line: int = 0
    start: int = 0
    end: int = 0
    marker: str = ""
    family: str = ""
    number: int | None = None
    sub: int | None = None
    separator: str = ""
    title: str = ""
    closing: str = ""
    level: int = 0
    run_in: bool = False
    leaf: tuple[int, int] = (0, 0)
    joins: list[Join] = field(default_factory=list)
    confidence: float = 1.0
    evidence: list[tuple[str, float]] = field(default_factory=list)
    children: list["Section | Block"] = field(default_factory=list)

    @property
    def sections(self) -> list["Section"]:
        """The sections directly under this one."""
        return [child for child in self.children if isinstance(child, Section)]

    @property
    def blocks(self) -> list[Block]:
        """The blocks directly under this section."""
        return [child for child in self.children if isinstance(child, Block)]

    def offset(self, index: int) -> int:
        """The source offset of `title[index]`."""
        at = self.end - sum(join.end - join.start - len(join.glue) for join in self.joins) - len(self.title) + index
        for join in self.joins:
            if at < join.start:
                break
            at += join.end - join.start - len(join.glue)
        return at

    @property
    def suffixed(self) -> bool:
        """Whether the marker follows its title, as in 标题【篇一】."""
        return bool(self.marker) and bool(self.title) and self.end <= self.start

    def headings(self, items: bool = False, leads: bool = True) -> Iterator["Section"]:
        """Every section below this one in source order, this one left out; `items` and `leads` say whether those count."""
        for section in walk(self):
            if section is self or (section.kind == "item" and not items) or (section.kind == "lead" and not leads):
                continue
            yield section


@dataclass(slots=True)
class Document:
    """One text as a tree. Equality leaves out the text itself and what the parser remembers for `explain`.

    A text that holds several cases has them as children of `root`; what stands before the first is the preamble.
    A record file holds one of them: then `part` is its 1-based number and `parts` how many the text had.
    """

    origin: Origin
    root: Section
    part: int = 0
    parts: int = 0
    source: Source | None = field(default=None, compare=False, repr=False)
    trace: Any = field(default=None, compare=False, repr=False)

    def cases(self) -> list[Section]:
        """The cases on the first level; the root itself where the text is one case."""
        return [child for child in self.root.sections if child.kind == "case"] or [self.root]

    def outline(self, items: bool = False, leads: bool = True) -> list[dict[str, Any]]:
        """The flat list of headings in source order; `parent` is an index into it, -1 for none."""
        rows: list[dict[str, Any]] = []
        stack: list[tuple[Section, int]] = [(self.root, -1)]
        while stack:
            section, parent = stack.pop()
            shown = section is not self.root and not (section.kind == "item" and not items) and not (section.kind == "lead" and not leads)
            if shown:
                rows.append(
                    {
                        "line": section.line,
                        "start": section.start,
                        "end": section.end,
                        "marker": section.marker,
                        "family": section.family,
                        "number": section.number,
                        "title": section.title,
                        "level": section.level,
                        "parent": parent,
                        "run_in": section.run_in,
                        "kind": section.kind,
                    }
                )
                if section.sub is not None:
                    rows[-1]["sub"] = section.sub
                parent = len(rows) - 1
            stack.extend((child, parent) for child in reversed(section.children) if isinstance(child, Section))
        return rows

    def leaves(self) -> Iterator[tuple[int, int]]:
        """The range of every leaf in source order."""
        for node in nodes(self.root):
            if isinstance(node, Block):
                yield node.start, node.end
            elif node is not self.root:
                yield node.leaf


def nodes(root: Section) -> Iterator[Section | Block]:
    """`root` and everything below it, in source order, without recursion."""
    stack: list[Section | Block] = [root]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Section):
            stack.extend(reversed(node.children))


def walk(root: Section) -> Iterator[Section]:
    """`root` and every section below it, in source order."""
    return (node for node in nodes(root) if isinstance(node, Section))
