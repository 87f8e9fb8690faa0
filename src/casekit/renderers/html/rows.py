"""The lines a page shows, from the text itself or, for a record, put together again from its tree.

1. Rows are in source order: their ranges do not overlap, their numbers do not fall.
2. More than two blank lines in a run are one row, which tells the last of them.
3. The time is linear in the text, or in the record whatever ranges and lines it claims.
"""

from collections.abc import Iterator
from typing import NamedTuple

from casekit.model import Block, Document, Join, Section, nodes
from casekit.renderers.wording import LINE_END, brackets

_BLANKS = 2
"""Blank lines that are shown one by one."""
_GAP = 64
"""A wider gap inside a line begins a row of its own: only a record that lies has one."""


class Row(NamedTuple):
    """A line: its 1-based number, the offset of its first code point, its text without the line end.

    `last` is the number of the last line where the row stands for a run of blank ones, else 0.
    """

    number: int
    start: int
    text: str
    last: int = 0


class _Piece(NamedTuple):
    line: int
    start: int
    text: str


def rows(document: Document) -> list[Row]:
    """The lines of a document, blank ones at the end left out."""
    return list(_numbered(document) if document.source is not None else _rebuilt(document))


def _numbered(document: Document) -> Iterator[Row]:
    source = document.source
    assert source is not None
    begin, end = 0, len(source.text)
    if document.parts > 1:  # one case of the text
        leaves = list(document.leaves())
        begin, end = (leaves[0][0], leaves[-1][1]) if leaves else (0, 0)
    waiting: list[Row] = []
    for number, (start, text) in enumerate(zip(source.starts, source.lines, strict=True), 1):
        if start + len(text) < begin or start >= end:
            continue
        if not text or text.isspace():
            waiting.append(Row(number, start, ""))
            continue
        if len(waiting) > _BLANKS:
            yield waiting[0]._replace(last=waiting[-1].number)
        else:
            yield from waiting
        waiting = []
        yield Row(number, start, text.rstrip())


def _rebuilt(document: Document) -> Iterator[Row]:
    """The rows of a record: what its leaves say, where they say it stood."""
    number, start, end = 1, 0, 0
    parts: list[str] = []  # of the row that is not finished, which begins at `start` and ends at `end`
    for piece in _pieces(document):
        if not piece.text:
            continue
        at, line = max(piece.start, end), max(piece.line, number)
        if parts and line == number and at - end <= _GAP:
            parts += (" " * (at - end), piece.text)
        else:
            if parts:
                yield Row(number, start, "".join(parts))
            number, start, parts = line, at, [piece.text]
        end = at + len(piece.text)
    if parts:
        yield Row(number, start, "".join(parts))


def _pieces(document: Document) -> Iterator[_Piece]:
    for node in nodes(document.root):
        if isinstance(node, Block):
            yield from _lined(_parts(node.text, node.start, node.line, node.joins))
        elif node.marker or node.title:
            yield from _lined(_heading(node))


def _heading(section: Section) -> Iterator[_Piece]:
    """The parts of a heading in their order: marker, separator, title, what closes it; a title may also stand before its marker."""
    opening = brackets(section)[0]
    below = section.line + len(LINE_END.findall(section.separator))
    if section.suffixed:
        yield from _parts(section.title, section.offset(0), section.line, section.joins)
        yield _Piece(below, section.start, section.marker)
        yield _Piece(below, section.start + len(section.marker), section.closing)
        return
    behind = section.start + len(section.marker)
    first = section.offset(0) if section.title else behind + len(section.separator)
    if section.marker:
        yield _Piece(section.line, section.start, section.marker)
        yield _Piece(section.line, behind, section.separator)
    elif opening:
        yield _Piece(section.line, first - len(opening), opening)
    if section.title:
        yield from _parts(section.title, first, below, section.joins)
    lines = [below, *(join.line for join in section.joins)]
    yield _Piece(max(lines), section.end if section.title else first, section.closing)


def _parts(text: str, start: int, line: int, joins: list[Join]) -> Iterator[_Piece]:
    """A text cut where it was joined, with what was skipped there."""
    index = 0
    for join in joins:
        stop = index + max(join.start - start, 0)
        yield _Piece(line, start, text[index:stop])
        if join.skipped:
            yield _Piece(min(line + 1, join.line), join.start, join.skipped)
        index, start, line = stop + len(join.glue), join.end, join.line
    yield _Piece(line, start, text[index:])


def _lined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Pieces cut at the line breaks in them."""
    for piece in pieces:
        at, line = 0, piece.line
        for end in LINE_END.finditer(piece.text):
            yield _Piece(line, piece.start + at, piece.text[at : end.start()])
            at, line = end.end(), line + 1
        yield _Piece(line, piece.start + at, piece.text[at:])
