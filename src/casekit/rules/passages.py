"""The texts a reader reads: a heading with the text that runs on behind it, a heading alone, or a block."""

from collections.abc import Iterable, Iterator

from casekit.model import Block, Section
from casekit.shapes import dataclass

PROSE = frozenset(("heading", "paragraph", "abstract", "bullet", "question", "answer"))
"""The kinds of passage that hold running text."""

WRITTEN = PROSE | {"title", "subtitle", "term", "date", "byline", "unit", "addressee", "signature", "disclaimer"}
"""Everything an author wrote as text: no lists of contents, tables, references, notes, furniture."""


@dataclass(slots=True)
class Passage:
    """One such text. `kind` is a block kind, or `heading` where it is a heading or begins with one.

    `lost` is the block's evidence of text lost before it, `joined` the length of what the heading gives to `text`.
    """

    kind: str
    text: str
    head: Section | None
    block: Block | None
    joined: int = 0

    @property
    def lost(self) -> str:
        """The evidence that text is missing before this passage, "" for none."""
        return self.block.lost if self.block is not None and self.head is None else ""

    def offset(self, index: int) -> int:
        """The source offset of `text[index]`."""
        head, block = self.head, self.block
        if head is not None and (index < self.joined or block is None):
            length = len(head.title)
            return head.offset(index) if index < length else head.offset(length - 1) + 1 + index - length
        assert block is not None
        return block.offset(index - self.joined)

    def end(self, index: int) -> int:
        """The source offset behind `text[index - 1]`."""
        return self.offset(index - 1) + 1 if index else self.offset(0)


def passages(below: Iterable[Section | Block]) -> Iterator[Passage]:
    """Every passage among the nodes below the root, in source order."""
    waiting: Section | None = None
    for node in below:
        if isinstance(node, Block):
            if waiting is not None and waiting.title:
                head = waiting.title + waiting.closing
                yield Passage("heading", head + node.text, waiting, node, len(head))
            else:
                yield Passage(node.kind, node.text, None, node)
            waiting = None
            continue
        if waiting is not None and waiting.title:
            yield Passage("heading", waiting.title, waiting, None)
        waiting = None
        if node.run_in:
            waiting = node
        elif node.title:
            yield Passage("heading", node.title, node, None)
    if waiting is not None and waiting.title:
        yield Passage("heading", waiting.title, waiting, None)
