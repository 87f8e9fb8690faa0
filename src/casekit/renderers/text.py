"""Plain text: what a document says, without the damage of its dump.

Guarantees:
1. Every heading begins a line, except a lead-in that is the run-in text of the heading before it. A title that stood on the line below
   its marker stays there; one that was wrapped is one line.
2. Every block is one line with its joined text, or the end of its heading's line where that says `run_in`. A block whose own text has
   line breaks keeps them, and so does a document's title that is too long for one line. Page furniture that stood inside a paragraph
   is left out; furniture on a line of its own stays.
3. Parsed again, the text is meant to give the same tree: the blank lines of the source stay (one for many), others keep apart what
   would be joined, and a line break alone, as it was, stands before text that follows a loss. Indents are not kept.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Section, nodes
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.wording import LINE_END, bare, brackets, has_heading, heading

_SENTENCE_END = frozenset("。！？!?；;…：:")
_CLOSERS = frozenset("”’」』）)】》")
_EXCLAIMED = frozenset("！？!?")
_ONE_LINE = 40
"""A title of more code points on one line would be read as a sentence."""


class Piece(NamedTuple):
    """A heading or a block as the text has it.

    `glued`: it goes on in the line of the piece before. `blank`: a blank line stands before it. `joins`: the next piece is glued to it.
    """

    node: Section | Block
    text: str
    glued: bool
    blank: bool
    joins: bool


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str:
    """The document as lines that end in `\\n`; "" for an empty one. Control characters are not looked at here."""
    parts: list[str] = []
    for piece in pieces(document):
        if not piece.glued and parts:
            parts.append("\n\n" if piece.blank else "\n")
        parts.append(piece.text)
    return "".join(parts) + "\n" if parts else ""


def pieces(document: Document) -> Iterator[Piece]:
    """Every heading and every block that has words, in order."""
    behind: Section | Block | None = None
    glued = False
    tree = list(nodes(document.root))
    for place, node in enumerate(tree):
        if isinstance(node, Section):
            if not has_heading(node):
                continue
            joins = bool(node.children) and node.run_in
            words = _line(node, joins)
            # Only a heading without a marker may stand behind another one on its line.
            here = glued and not node.marker
            yield Piece(node, words, here, not here and _blank_line(behind, node), joins)
            glued = joins
        else:
            text = _text(node)
            if not text:
                continue
            yield Piece(node, text, glued, not glued and (_blank_line(behind, node) or _apart(behind, tree, place)), False)
            glued = False
        behind = node


def _text(block: Block) -> str:
    """The block's text; a title too long for one line keeps the lines it was set in."""
    text = block.text
    if block.kind == "title" and block.joins and len(text) > _ONE_LINE:
        pieces = []
        at = block.start
        index = 0
        for join in block.joins:
            stop = index + join.start - at
            pieces.append(text[index:stop])
            index, at = stop + len(join.glue), join.end
        text = "\n".join([*pieces, text[index:]])
    return LINE_END.sub("\n", text).strip()


def _line(section: Section, joins: bool) -> str:
    """The heading as it begins its line; `joins` tells that text follows on it, which needs a mark between."""
    words = heading(section, between="\n")
    mark = "".join(section.closing.split()).removeprefix(brackets(section)[1])
    if bare(section):
        mark = mark if section.separator or mark or not joins else "\u3000"
    elif section.suffixed:
        mark = mark or ("\u3000" if joins else "")
    elif joins and not section.closing and not _exclaimed(section.title):
        mark = "。"
    if joins and mark.endswith((":", "：")) and section.leaf[1] < _start(section.children[0]):
        # The blank behind a colon stays: with it a label may be far enough from its clause to be read as a title.
        mark += " "
    return words + mark if joins else (words + mark).rstrip()


def _start(node: Section | Block) -> int:
    return node.start if isinstance(node, Block) else node.leaf[0]


def _exclaimed(title: str) -> bool:
    """Whether ？ or ！ ends the title, so that no other mark is needed."""
    return title.rstrip("”’」』")[-1:] in _EXCLAIMED


def _blank_line(behind: Section | Block | None, node: Section | Block) -> bool:
    """Whether the source had a blank line between two neighbours: headings that are set alike belong together."""
    if behind is None:
        return False
    last = behind.last_line if isinstance(behind, Block) else max([behind.line, *(join.line for join in behind.joins)])
    return last < node.line - 1


def _apart(behind: Section | Block | None, tree: Sequence[Section | Block], place: int) -> bool:
    """Whether a blank line belongs before the block at `place`, since its line could be read as the end of the line before."""
    if behind is None:
        return False
    if isinstance(behind, Section):
        return True
    if behind.kind != "paragraph" or _ended(behind.text):
        return False
    return not _lost(tree, place)


def _lost(tree: Sequence[Section | Block], place: int) -> bool:
    """Whether the next text from `place` on, furniture aside, follows a loss."""
    while place < len(tree):
        node = tree[place]
        if not isinstance(node, Block) or node.kind != "furniture":
            return isinstance(node, Block) and bool(node.lost)
        place += 1
    return False


def _ended(text: str) -> bool:
    """Whether a sentence ends with `text`, closing quotes and brackets looked through."""
    last, before = text[-1:], text[-2:-1]
    return last in _SENTENCE_END or (last in _CLOSERS and before != "" and before in "。！？!?…；")
