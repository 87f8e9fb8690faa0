"""Chunks for retrieval, as JSON Lines: pieces of the tree that stand for themselves, each with the headings it is under.

1. Joined, the texts of the chunks hold every heading and every sentence of the document once and in order; page furniture and tables of
   contents are left out.
2. A chunk is a whole section with all below it where that fits. Else the section's own text is cut between paragraphs and sentences, and
   the sections below it are chunks of their own. Cases never share a chunk.
3. No chunk is longer than `max_chars` code points. A sentence that is longer alone is cut behind its clauses, at last anywhere.
4. A heading with nothing of its own under it goes with what follows, where that fits.
5. An id depends on the source's path, the headings and the text, so it is the same in every run, and a change elsewhere leaves it alone.
6. A heading of more than 200 code points stands in paths with its beginning alone.

Control characters are written as signs that show them; marks that turn the direction of text are escaped in the JSON.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Section
from casekit.renderers.controls import json_text, visible
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.sentences import places, sentences
from casekit.renderers.text import Piece, pieces
from casekit.renderers.wording import LINE_END, clipped, has_heading, heading
from casekit.shapes import dataclass

LEFT_OUT = frozenset(("furniture", "toc"))
BETWEEN = " > "
"""What stands between the headings of a path that is one string."""


@dataclass(slots=True)
class Atom:
    """What is never cut: a sentence or a heading. `apart`: a line break stands before it; `first`: a block or heading begins with it."""

    text: str
    start: int
    end: int
    line: int
    last_line: int
    apart: bool
    first: bool
    heading: bool = False


class Group:
    """A section: where its atoms are, and in order its runs of own text, as ranges of atoms, and the sections below it."""

    __slots__ = ("begin", "case", "end", "items", "parent", "path", "section", "title", "whole")

    def __init__(self, section: Section, parent: "Group | None", begin: int, case: int, title: str) -> None:
        words = (clipped(_line(heading(section))),) if has_heading(section) else ()
        self.section = section
        self.parent = parent
        self.path: tuple[str, ...] = parent.path + words if parent else words
        self.case = case
        self.title = clipped(title)
        self.begin = begin
        self.end = begin
        self.items: list[tuple[int, int] | Group] = []
        self.whole = True  # no case is below it, so it may stay together


class Cut(NamedTuple):
    """A chunk to be: atoms from `begin` to `end`; `own` tells that they are a run of own text of the group."""

    group: Group
    begin: int
    end: int
    own: bool


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str:
    """A line of JSON for each chunk; "" for an empty document."""
    from casekit.renderers.shapes import shaped

    return "".join([json_text(row) + "\n" for row in shaped(chunks(document, options.max_chars), options.shape)])


def chunks(document: Document, limit: int = DEFAULT.max_chars) -> list[dict[str, Any]]:
    """The chunks in order: `id`, `text`, `heading_path`, and `metadata` of numbers and strings alone."""
    root, atoms = _tree(document, limit)
    sizes = [0, *accumulate(len(atom.text) + atom.apart for atom in atoms)]
    cuts: list[Cut] = []
    for cut in _divided(root, atoms, sizes, limit):
        last = cuts[-1] if cuts else None
        if last and last.own and last.group.case == cut.group.case and all(atom.heading for atom in atoms[last.begin : last.end]):
            # Headings alone go with what follows.
            size = sizes[cut.end] - sizes[last.begin] - atoms[last.begin].apart
            if size <= limit:
                cuts.pop()
                cut = cut._replace(begin=last.begin)
        cuts.append(cut)
    cuts = [cut for cut in cuts if any(atom.text.strip() for atom in atoms[cut.begin : cut.end])]
    source = visible(document.origin.path).replace("\n", " ")
    seen: Counter[bytes] = Counter()
    return [_row(cut, atoms[cut.begin : cut.end], source, number, len(cuts), seen) for number, cut in enumerate(cuts, 1)]


def _row(cut: Cut, atoms: Sequence[Atom], source: str, number: int, count: int, seen: Counter[bytes]) -> dict[str, Any]:
    group = cut.group
    text = "".join(["\n" * atom.apart + atom.text for atom in atoms]).strip()
    metadata = {
        "source": source,
        "case": group.case,
        "case_title": group.title,
        "path": BETWEEN.join(group.path),
        "level": group.section.level,
        "start": atoms[0].start,
        "end": atoms[-1].end,
        "start_line": atoms[0].line,
        "end_line": atoms[-1].last_line,
        "chunk": number,
        "of": count,
    }
    return {"id": _id(seen, source, *group.path, "", text), "text": text, "heading_path": list(group.path), "metadata": metadata}


def _id(seen: Counter[bytes], *parts: str) -> str:
    """A UUID (version 8: of the maker's own kind) out of what a chunk says and where; the same once more counts as another."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()  # no part holds a control character
    seen[digest] += 1
    if seen[digest] > 1:
        digest = hashlib.sha256(digest + str(seen[digest]).encode()).digest()
    sign = digest[:16].hex()
    return f"{sign[:8]}-{sign[8:12]}-8{sign[13:16]}-{'89ab'[int(sign[16], 16) % 4]}{sign[17:20]}-{sign[20:]}"


def _divided(root: Group, atoms: Sequence[Atom], sizes: Sequence[int], limit: int) -> Iterator[Cut]:
    """What fits stays whole; of the rest the own text is cut and the sections are looked at one by one."""
    stack: list[tuple[Group, tuple[int, int] | Group]] = [(root, root)]
    while stack:
        group, item = stack.pop()
        if isinstance(item, tuple):
            for begin, end in _runs(item, atoms, sizes, limit):
                yield Cut(group, begin, end, True)
        elif item.begin == item.end:
            continue
        elif item.whole and sizes[item.end] - sizes[item.begin] - atoms[item.begin].apart <= limit:
            yield Cut(item, item.begin, item.end, False)
        else:
            stack.extend((item, below) for below in reversed(item.items))


def _runs(run: tuple[int, int], atoms: Sequence[Atom], sizes: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """Own text in pieces of at most `limit`: behind a paragraph where the next fits alone and half of the room is used, else a sentence."""
    begin, end = run
    ends = _paragraph_ends(atoms, begin, end)
    start = begin
    for at in range(begin + 1, end):
        taken = sizes[at] - sizes[start] - atoms[start].apart
        full = sizes[at + 1] - sizes[start] - atoms[start].apart > limit
        if not full and atoms[at].first and not atoms[at - 1].heading and taken * 2 >= limit:
            alone = sizes[ends[at - begin]] - sizes[at] - atoms[at].apart
            full = alone <= limit < taken + alone + atoms[at].apart
        if full:
            yield start, at
            start = at
    yield start, end


def _paragraph_ends(atoms: Sequence[Atom], begin: int, end: int) -> list[int]:
    """For every atom where its paragraph ends."""
    ends = [end] * (end - begin)
    for at in range(end - 2, begin - 1, -1):
        ends[at - begin] = at + 1 if atoms[at + 1].first else ends[at + 1 - begin]
    return ends


def _tree(document: Document, limit: int) -> tuple[Group, list[Atom]]:
    said = {id(piece.node): piece for piece in pieces(document)}
    atoms: list[Atom] = []
    root = Group(document.root, None, 0, document.part or 1, _title(document.root))
    cases = 0
    opened = root
    stack: list[tuple[Section | Block, Group | None]] = [(document.root, None)]
    while stack:
        node, parent = stack.pop()
        while parent and opened is not parent:  # what lies deeper is over
            opened.end = len(atoms)
            assert opened.parent is not None
            opened = opened.parent
        piece = said.get(id(node))
        if isinstance(node, Block):
            if piece and node.kind not in LEFT_OUT:
                _add(opened, atoms, _block_atoms(node, limit, piece.glued))
            continue
        if parent:
            number, title = parent.case, parent.title
            if node.kind == "case":
                cases += parent is root
                number = document.part or max(cases, 1)
                title = _line(node.title) or _title(node) or _line(node.marker)
                _part(parent)
            opened = Group(node, parent, len(atoms), number, title)
            parent.items.append(opened)
        if piece:
            _add(opened, atoms, _heading_atoms(node, piece, limit))
        stack.extend([(child, opened) for child in reversed(node.children)])
    while True:
        opened.end = len(atoms)
        if opened.parent is None:
            return root, atoms
        opened = opened.parent


def _part(group: Group | None) -> None:
    """Cases stand below `group`: it can be no chunk, nor can what it is in."""
    while group and group.whole:
        group.whole = False
        group = group.parent


def _add(group: Group, atoms: list[Atom], new: Iterable[Atom]) -> None:
    begin = len(atoms)
    atoms.extend(new)
    last = group.items[-1] if group.items else None
    if isinstance(last, tuple) and last[1] == begin:
        group.items[-1] = (last[0], len(atoms))
    elif len(atoms) > begin:
        group.items.append((begin, len(atoms)))


def _heading_atoms(section: Section, piece: Piece, limit: int) -> Iterator[Atom]:
    text = visible(piece.text)
    words = section.marker + section.separator + section.title
    last_line = max([section.line + len(LINE_END.findall(words)), *(join.line for join in section.joins)])
    for start, end in sentences(text, limit) if len(text) > limit else [(0, len(text))]:
        yield Atom(text[start:end], *section.leaf, section.line, last_line, not piece.glued and not start, not start, True)


def _block_atoms(block: Block, limit: int, glued: bool) -> Iterator[Atom]:
    text = block.text.rstrip()
    head = len(text) - len(text.lstrip())
    cuts = [(start + head, end + head) for start, end in sentences(text[head:], limit)]
    spots = places(block, [index for start, end in cuts for index in _ends(text, start, end)])
    for start, end in cuts:
        begin, line = next(spots)
        last, last_line = next(spots)
        words = visible(text[start:end])
        first = start == head
        if len(words) <= limit:
            yield Atom(words, begin, last + 1, line, last_line, first and not glued, first)
            continue
        for at in range(0, len(words), limit):  # signs that show controls made it longer
            yield Atom(words[at : at + limit], begin, last + 1, line, last_line, first and not glued and not at, first and not at)


def _ends(text: str, start: int, end: int) -> tuple[int, int]:
    """The indexes of the first and the last sign of a part, blanks at its ends left out: those may stand for a line break of the source."""
    part = text[start:end]
    if not part.strip():
        return start, end - 1
    return end - len(part.lstrip()), start + len(part.rstrip()) - 1


def _title(section: Section) -> str:
    """What a section without a title of its own is called: its title block."""
    if section.title:
        return _line(section.title)
    return next((_line(child.text) for child in section.children if isinstance(child, Block) and child.kind == "title"), "")


def _line(text: str) -> str:
    return " ".join(visible(text).split())
