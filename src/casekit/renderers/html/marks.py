"""What is marked where: the parts of headings, points and findings inside the lines, and what the lines themselves are.

The marks of headings and points do not overlap; those of findings may overlap all. A finding is marked in its first lines only, so that
the work stays linear however far its range goes.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Join, Section, nodes
from casekit.renderers.html.headings import Heading
from casekit.renderers.html.rows import Row
from casekit.shapes import dataclass, field

_MARKED_LINES = 6


class Span(NamedTuple):
    """A part of a heading or a point. `kind`: "m" marker, "h" title, "r" title with text behind it, "i" item, "p" point, "x" furniture."""

    start: int
    end: int
    kind: str
    heading: int = 0
    first: bool = False


class Flaw(NamedTuple):
    """Where a finding is marked, and its rank, code and severity."""

    start: int
    end: int
    rank: int
    code: str
    severity: str


@dataclass(slots=True)
class Line:
    """What a row is. `heading` is the one it belongs to, `opens` whether that begins on it, `level` its level then."""

    heading: int = 0
    opens: bool = False
    level: int = 0
    kind: str = ""
    begins: bool = False
    joined: bool = False
    lost: str = ""
    findings: list[int] = field(default_factory=list)


class Marks:
    """The marks of a document over its rows, which are not empty."""

    def __init__(self, document: Document, rows: Sequence[Row], found: Sequence[Heading], findings: Sequence[Diagnostic]) -> None:
        self._starts = [row.start for row in rows]
        self.lines = [Line() for _ in rows]
        self.spans: list[Span] = []
        self._told = 0
        numbers = {id(heading.section): at for at, heading in enumerate(found)}
        now = 0
        for node in nodes(document.root):
            if isinstance(node, Block):
                self._block(node)
                continue
            now = numbers.get(id(node), now)
            if node.marker or node.title:
                self._heading(node, now, found[now].level, id(node) in numbers)
        self.spans = list(_apart(sorted(self.spans)))
        self._belong(found)
        self.flaws = sorted(self._flaws(findings))
        for at, finding in enumerate(findings):
            self.lines[self.row(finding.start)].findings.append(at)

    def row(self, offset: int) -> int:
        """The index of the row that holds `offset`, the first for what stands before all."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _heading(self, section: Section, number: int, level: int, listed: bool) -> None:
        line = self.lines[self.row(section.leaf[0])]
        if listed and not line.opens:
            line.opens, line.level, line.heading, line.kind = True, level, number, section.kind
        if section.marker:
            end = section.start + len(section.marker)
            self.spans.append(Span(section.start, end, "m" if listed else "i", number, listed and not section.title))
        if section.title:
            at, first = section.offset(0), listed
            for end, begin in [*((join.start, join.end) for join in section.joins), (section.end, 0)]:
                self.spans.append(Span(at, end, ("r" if section.run_in else "h") if listed else "i", number, first))
                at, first = begin, False
        self._joins(section.joins)

    def _block(self, block: Block) -> None:
        first, last = self.row(block.start), self.row(max(block.end - 1, block.start))
        self.lines[first].lost = self.lines[first].lost or block.lost
        if block.kind != "paragraph":
            for at in range(max(first, self._told), last + 1):
                self.lines[at].kind = self.lines[at].kind or block.kind
            self._told = max(self._told, last + 1)
        self.lines[first].begins = True
        self.spans += [Span(point.start, point.start + len(point.marker), "p") for point in block.points]
        self._joins(block.joins)

    def _joins(self, joins: Sequence[Join]) -> None:
        for join in joins:
            behind, here = self.row(join.start), self.row(join.end)
            if here > behind:
                self.lines[here].joined = True
            if join.skipped:
                self.spans.append(Span(join.start, join.end, "x"))

    def _belong(self, found: Sequence[Heading]) -> None:
        """Every row belongs to the heading that begins on it, or to the last one before it."""
        last = {self.row(heading.start): at for at, heading in enumerate(found) if at}
        now = 0
        for at, line in enumerate(self.lines):
            if not line.opens:
                line.heading = now
            now = last.get(at, now)

    def _flaws(self, findings: Sequence[Diagnostic]) -> Iterator[Flaw]:
        for finding in findings:
            stop = self.row(finding.start) + _MARKED_LINES
            end = max(finding.end, finding.start + 1)
            if stop < len(self._starts):
                end = min(end, self._starts[stop])
            yield Flaw(finding.start, end, finding.severity.rank, finding.code, finding.severity.value)


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in order, none beginning before the last one ends: those of a record may claim anything."""
    behind = 0
    for span in spans:
        start = max(span.start, behind)
        if start < span.end:
            behind = span.end
            yield span._replace(start=start)


class Piece(NamedTuple):
    """A part of a row with one mark; `codes` are those of the findings over it, `severity` that of the gravest."""

    text: str
    span: Span | None
    codes: tuple[str, ...] = ()
    severity: str = ""


class Cutter:
    """Cuts rows, asked for in order, at the marks."""

    def __init__(self, marks: Marks) -> None:
        self._spans, self._flaws = marks.spans, marks.flaws
        self._span = self._flaw = 0
        self._open: list[Flaw] = []

    def cut(self, row: Row) -> Iterator[Piece]:
        """The pieces of the next row; what they hold, joined, is its text."""
        begin, end = row.start, row.start + len(row.text)
        spans, flaws = self._spans_in(begin, end), self._flaws_in(begin, end)
        if not spans and not flaws:
            yield Piece(row.text, None)
            return
        changes: dict[int, list[tuple[bool, Flaw]]] = {begin: [], end: []}
        for flaw in flaws:
            changes.setdefault(max(flaw.start, begin), []).append((True, flaw))
            changes.setdefault(min(flaw.end, end), []).append((False, flaw))
        for span in spans:
            changes.setdefault(max(span.start, begin), [])
            changes.setdefault(min(span.end, end), [])
        over: dict[tuple[int, str, str], int] = {}
        cuts = sorted(changes)
        at = 0
        for start, stop in pairwise(cuts):
            for opens, flaw in changes[start]:
                key = (flaw.rank, flaw.code, flaw.severity)
                over[key] = over.get(key, 0) + (1 if opens else -1)
            while at < len(spans) and spans[at].end <= start:
                at += 1
            over_here = at < len(spans) and spans[at].start <= start
            here = sorted(key for key, count in over.items() if count > 0)
            codes = tuple(dict.fromkeys(key[1] for key in here))
            yield Piece(row.text[start - begin : stop - begin], spans[at] if over_here else None, codes, here[0][2] if here else "")

    def _spans_in(self, begin: int, end: int) -> list[Span]:
        while self._span < len(self._spans) and self._spans[self._span].end <= begin:
            self._span += 1
        at = self._span
        while at < len(self._spans) and self._spans[at].start < end:
            at += 1
        return self._spans[self._span : at]

    def _flaws_in(self, begin: int, end: int) -> list[Flaw]:
        while self._flaw < len(self._flaws) and self._flaws[self._flaw].start < end:
            self._open.append(self._flaws[self._flaw])
            self._flaw += 1
        self._open = [flaw for flaw in self._open if flaw.end > begin]
        return [flaw for flaw in self._open if flaw.start < end]
