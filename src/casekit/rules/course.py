"""The rules in the course of a long text that comes in pieces.

Guarantees:
1. What a rule says of a place inside a case is what it says of the piece alone.
2. Rules that look at series, titles and promised numbers see the cases of the first level all together at the end, as headings without
   their text: so no gap, repeat or copied title is lost where a window ends.
3. Kept are those headings, some hundred bytes a case, and the last article of each kind, since articles run on.
4. `near-duplicate-case` compares the cases of a piece with one another, `toc-mismatch` and `dangling-reference` look into a piece only.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Join, Section
from casekit.rules import (
    count_mismatch,
    duplicate_title,
    missing_part,
    mixed_marker,
    numbering_gap,
    numbering_order,
    numbering_repeat,
    numbering_restart,
    wrong_separator,
)
from casekit.rules.base import Reading, Rule
from casekit.rules.series import Last, defects
from casekit.shapes import replace
from casekit.source import Position, Source

_TOGETHER = frozenset(
    module.RULE.code
    for module in (
        numbering_gap,
        numbering_repeat,
        numbering_order,
        numbering_restart,
        mixed_marker,
        count_mismatch,
        duplicate_title,
        missing_part,
        wrong_separator,
    )
)
"""The rules that look at series and at the headings below one heading."""
_END = 40
"""So much of its end, in code points, is kept of the text under a heading that another series follows."""
_NO_TEXT: list[Section | Block] = []
_TEXT: list[Section | Block] = [Block("paragraph", "", 0, 0, 0, 0)]
_NO_EVIDENCE: list[tuple[str, float]] = []
_NO_JOINS: list[Join] = []
"""Shared by all headings that are kept: there may be many."""


class Course:
    """What rules find in a long text, piece by piece."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._alone: list[Rule] = []
        self._together: list[Rule] = []
        for rule in rules:
            (self._together if rule.code in _TOGETHER else self._alone).append(rule)
        self._root: Section | None = None
        self._stubs: list[Section] = []
        self._lines = array("Q")
        self._starts = array("Q")
        self._before: Section | None = None
        self._articles: Last = {}

    def check(self, document: Document, start: int, row: int) -> list[Diagnostic]:
        """What is wrong inside the next piece, which begins at `start` of the text behind `row` lines: that is what findings count from."""
        reading = Reading(document, row)
        inner = Reading(document, row)
        inner.nodes, inner.sections, inner.passages = reading.nodes, reading.sections, reading.passages
        inner.families = [family for family in reading.families if family[0] is not reading.root]
        inner.defects = defects(inner.families, self._articles)
        found = [finding for rule in self._alone for finding in rule.findings(reading)]
        found += [finding for rule in self._together for finding in rule.findings(inner)]
        self._articles = {place: _stub(section) for place, section in self._articles.items()}
        self._keep(document.root, reading.source, start, row)
        if start or row:
            for finding in found:
                _move(finding, start, row)
        return found

    def close(self) -> list[Diagnostic]:
        """What is wrong with the cases of the first level among themselves, once all pieces are checked."""
        root, self._root = self._root, None
        if root is None:
            return []
        root.children = [*root.children, *self._stubs]
        source = Source("")
        reading = Reading(Document(source.origin, root, source=source))
        reading.position = self._position
        reading.families = [family for family in reading.families if family[0] is root]
        return [finding for rule in self._together for finding in rule.findings(reading)]

    def _keep(self, root: Section, source: Source, start: int, row: int) -> None:
        if self._root is None:
            titles = [child for child in root.children if isinstance(child, Block) and child.kind in ("title", "subtitle")]
            self._root = root.holding([replace(title, joins=[replace(join) for join in title.joins]) for title in titles])
            for title in titles:
                self._place(source, title.start, title.end, start, row)
        for section in root.sections:
            before = self._before
            if before is not None and self._stubs[-1].children and (section.number or 0) <= 1:
                self._stubs[-1].children = [_end(before)]
            stub = _stub(section)
            stub.children = _TEXT if section.children else _NO_TEXT
            stub.start, stub.end, stub.line = stub.start + start, stub.end + start, stub.line + row
            for join in stub.joins:
                join.start, join.end, join.line = join.start + start, join.end + start, join.line + row
            self._stubs.append(stub)
            self._before = section
            self._place(source, *section.leaf, start, row)

    def _place(self, source: Source, begin: int, end: int, start: int, row: int) -> None:
        """Remember the lines that hold `[begin, end)` of a piece."""
        for line in range(source.line(begin), source.line(max(begin, end - 1)) + 1):
            if not self._lines or self._lines[-1] < line + row:
                self._lines.append(line + row)
                self._starts.append(source.starts[line - 1] + start)

    def _position(self, offset: int) -> Position:
        """The line and column of an offset on one of these lines."""
        place = bisect_right(self._starts, offset) - 1
        return Position(self._lines[place], offset - self._starts[place] + 1)


def _move(finding: Diagnostic, start: int, row: int) -> None:
    """Count a finding from further ahead."""
    finding.line += row
    finding.start += start
    finding.end += start
    if finding.edits:
        finding.edits = tuple((first + start, behind + start, text) for first, behind, text in finding.edits)


def _stub(section: Section) -> Section:
    """The heading of a section, without what stands under it and what spoke for it."""
    stub = section.holding(_NO_TEXT)
    stub.evidence = _NO_EVIDENCE
    stub.joins = [replace(join) for join in stub.joins] if stub.joins else _NO_JOINS
    stub.leaf = (0, 0)
    return stub


def _end(section: Section) -> Section | Block:
    """The end of what stands under a heading."""
    node: Section | Block = section
    while isinstance(node, Section) and node.children:
        node = node.children[-1]
    return Section(node.kind) if isinstance(node, Section) else Block(node.kind, node.text[-_END:], 0, 0, 0, 0)
