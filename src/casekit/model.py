"""The tree's types and the ways through it.

A `Document` has one `root` section. A section is a heading and what stands under it, blocks and sections in source order.
Blocks and the headings themselves are the leaves: in source order, without overlap, and every code point that no leaf covers
is white space. Offsets are code points into the decoded text, half-open; lines are 1-based.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from casekit.shapes import dataclass, field
from casekit.source import Origin, Source

HEADING_KINDS: Final = ("case", "heading", "item", "lead")
"""`case` opens a case, `item` is a numbered list item that is no heading of its own, `lead` has no number."""

BLOCK_KINDS: Final = (
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
    "caption",
    "code",
    "bullet",
    "question",
    "answer",
)
"""What a run of text under a heading is.

`number` is a document's number, its urgency and its secrecy. `furniture` is page numbers, running heads and what web pages put between.
`caption` is the caption of a figure or a table and the line that tells its source. `bullet`, `question` and `answer` are paragraphs that
begin with a sign such as ●, with 问： and with 答：."""

DEPTH_LIMIT: Final = 64
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

    # As it would be made from the fields, and compiled: a text has a block for every other line.
    def __init__(
        self,
        kind: str,
        text: str,
        start: int,
        end: int,
        line: int,
        last_line: int,
        joins: list[Join] | None = None,
        points: list[Point] | None = None,
        lost: str = "",
    ) -> None:
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.line = line
        self.last_line = last_line
        self.joins = [] if joins is None else joins
        self.points = [] if points is None else points
        self.lost = lost

    def __reduce__(self) -> tuple[type["Block"], tuple[Any, ...]]:
        return type(self), (
            self.kind,
            self.text,
            self.start,
            self.end,
            self.line,
            self.last_line,
            self.joins,
            self.points,
            self.lost,
        )

    def shift(self, start: int, row: int) -> None:
        """Count everything in the block from further ahead: see `move`."""
        self.start += start
        self.end += start
        self.line += row
        self.last_line += row
        _move_joins(self.joins, start, row)
        for point in self.points:
            point.start += start
            point.end += start

    def offset(self, index: int) -> int:
        """The source offset of `text[index]`."""
        at = self.start + index
        for join in self.joins:
            if at < join.start:
                break
            at += join.end - join.start - len(join.glue)
        return at


Span = tuple[int, int, int, int]
"""A run of text without a heading: its start and end, its first and last line, counted from 0."""
Note = tuple[str, float]
"""What spoke for (positive) or against something, and how much."""


def _move_joins(joins: list[Join], start: int, row: int) -> None:
    for join in joins:
        join.start += start
        join.end += start
        join.line += row


class Section:
    """A heading and what stands under it.

    `start` is the offset of the marker (where there is none, of the title or of the bracket that opens it), `end` where the title ends,
    `marker` is as written with its delimiter, `number` its value and `sub` the value of 之一. `separator` stands between marker and title
    (the colon of 第一篇:), `closing` behind the title (。：；); neither is part of it. Where the marker follows its title (标题【篇一】),
    `end` is not behind `start`. `leaf` is the range the heading itself covers: marker, title and the marks that close it. `joins` are the
    line breaks inside the title. `confidence` is 0 to 1; `evidence` names what spoke for (positive) and against (negative) believing it.

    The paragraphs ahead of the sections below it are cut out of the text when `children` is first asked for: whoever wants the outline
    alone need not wait for them. The lists are made when they are asked for too: most headings have no joins and no sections below.
    """

    __slots__ = (
        "_ahead",
        "_behind",
        "_belief",
        "_children",
        "_cost",
        "_evidence",
        "_joins",
        "_judged",
        "_later",
        "_moved",
        "_notes",
        "_relation",
        "_text",
        "closing",
        "confidence",
        "end",
        "family",
        "kind",
        "leaf",
        "level",
        "line",
        "marker",
        "number",
        "run_in",
        "separator",
        "start",
        "sub",
        "title",
    )
    # The text that is cut later, what is known of what stands behind it, how many children stand ahead of it, how far it was moved.
    _text: Span
    _behind: Any
    _ahead: int
    _moved: tuple[int, int]
    # What evidence is made of when it is asked for.
    _belief: float
    _notes: tuple[Note, ...]
    _relation: str
    _cost: float

    def __init__(
        self,
        kind: str,
        line: int = 0,
        start: int = 0,
        end: int = 0,
        marker: str = "",
        family: str = "",
        number: int | None = None,
        sub: int | None = None,
        separator: str = "",
        title: str = "",
        closing: str = "",
        level: int = 0,
        run_in: bool = False,
        leaf: tuple[int, int] = (0, 0),
        joins: list[Join] | None = None,
        confidence: float = 1.0,
        evidence: list[Note] | None = None,
        children: "list[Section | Block] | None" = None,
    ) -> None:
        self.kind = kind
        self.line = line
        self.start = start
        self.end = end
        self.marker = marker
        self.family = family
        self.number = number
        self.sub = sub
        self.separator = separator
        self.title = title
        self.closing = closing
        self.level = level
        self.run_in = run_in
        self.leaf = leaf
        self._joins = joins
        self.confidence = confidence
        self._evidence = evidence
        self._judged = False
        self._children: list[Section | Block] | None = children
        self._later: Callable[[Span, Any], list[Block]] | None = None

    def _fields(self) -> tuple[Any, ...]:
        """All but the children, in the order in which they are given."""
        return (
            self.kind,
            self.line,
            self.start,
            self.end,
            self.marker,
            self.family,
            self.number,
            self.sub,
            self.separator,
            self.title,
            self.closing,
            self.level,
            self.run_in,
            self.leaf,
            self.joins,
            self.confidence,
            self.evidence,
        )

    def holding(self, children: "list[Section | Block]") -> "Section":
        """A copy of this section with other children."""
        values = *self._fields(), children
        return Section(*values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Section):
            return NotImplemented
        return self._fields() == other._fields() and self.children == other.children

    def __repr__(self) -> str:
        return f"Section({self.kind!r}, line={self.line}, marker={self.marker!r}, title={self.title!r}, level={self.level})"

    def __reduce__(self) -> tuple[type["Section"], tuple[Any, ...]]:
        return type(self), (*self._fields(), self.children)  # what is still to be cut out holds on to the text

    @property
    def joins(self) -> list[Join]:
        """The line breaks inside the title."""
        if self._joins is None:
            self._joins = []
        return self._joins

    @joins.setter
    def joins(self, joins: list[Join]) -> None:
        self._joins = joins

    @property
    def evidence(self) -> list[Note]:
        """What spoke for and against believing the heading."""
        if self._evidence is None:
            self._evidence = []
            if self._judged:
                self._evidence += ((self.family, self._belief), *self._notes)
                if self._cost:
                    self._evidence.append((self._relation, round(-self._cost, 2)))
        return self._evidence

    @evidence.setter
    def evidence(self, evidence: list[Note]) -> None:
        self._evidence = evidence

    def judge(self, belief: float, notes: tuple[Note, ...], relation: str, cost: float) -> None:
        """The evidence is the belief in markers of the family, the `notes`, and what the place in the outline cost."""
        self._judged = True
        self._belief = belief
        self._notes = notes
        self._relation = relation
        self._cost = cost

    @property
    def children(self) -> "list[Section | Block]":
        """What stands under the heading, in source order."""
        if self._children is None:
            self._children = []
        cut = self._later
        if cut is not None:
            self._later = None
            blocks = cut(self._text, self._behind)
            start, row = self._moved
            if start or row:
                for block in blocks:
                    block.shift(start, row)
            self._children[self._ahead : self._ahead] = blocks
        return self._children

    @children.setter
    def children(self, children: "list[Section | Block]") -> None:
        self._later = None
        self._children = children

    def add(self, child: "Section | Block") -> None:
        """Put `child` behind the others."""
        if self._children is None:
            self._children = [child]
        else:
            self._children.append(child)

    def postpone(self, cut: Callable[[Span, Any], list[Block]], text: Span, behind: Any, start: int = 0, row: int = 0) -> None:
        """The blocks behind the present children are `cut(text, behind)`, called when they are first asked for, and moved, see `move`."""
        self._later = cut
        self._text = text
        self._behind = behind
        self._ahead = 0 if self._children is None else len(self._children)
        self._moved = start, row

    def shift(self, start: int, row: int) -> "list[Section | Block]":
        """Count the heading from further ahead, and what is cut later too; gives the children that are there, which are not: see `move`."""
        self.start += start
        self.end += start
        self.line += row
        self.leaf = self.leaf[0] + start, self.leaf[1] + start
        if self._joins is not None:
            _move_joins(self._joins, start, row)
        if self._later is not None:
            before = self._moved
            self._moved = before[0] + start, before[1] + row
        return [] if self._children is None else self._children

    @property
    def sections(self) -> list["Section"]:
        """The sections directly under this one."""
        return [] if self._children is None else [child for child in self._children if isinstance(child, Section)]

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
    A record file holds one of them: then `part` is its 1-based number and `parts` how many the text had. `windows` tells where the
    parser began anew in a long text: how many of the root's children each window has, its offset, and the lines before it.
    """

    origin: Origin
    root: Section
    part: int = 0
    parts: int = 0
    source: Source | None = field(default=None, compare=False, repr=False)
    trace: Any = field(default=None, compare=False, repr=False)
    windows: Sequence[tuple[int, int, int]] = field(default=(), compare=False, repr=False)

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
            stack.extend((child, parent) for child in reversed(section.sections))
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
    stack = [root]
    while stack:
        section = stack.pop()
        yield section
        stack.extend(reversed(section.sections))


def move(top: Section | Block, start: int, row: int) -> None:
    """Count everything in `top` from `start` code points and `row` lines further ahead."""
    if not start and not row:
        return
    stack = [top]
    while stack:
        node = stack.pop()
        if isinstance(node, Block):
            node.shift(start, row)
        else:
            stack += node.shift(start, row)
