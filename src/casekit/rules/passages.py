"""The texts a reader reads: a heading with the text that runs on behind it, a heading alone, or a block."""

from typing import Final

from casekit.model import Block, Section

PROSE: Final = frozenset(("heading", "paragraph", "abstract", "bullet", "question", "answer"))
"""The kinds of passage that hold running text."""

WRITTEN: Final = PROSE | {"title", "subtitle", "term", "date", "byline", "unit", "addressee", "signature", "disclaimer"}
"""Everything an author wrote as text: no lists of contents, tables, references, notes, furniture."""


class Passage:
    """One such text. `kind` is a block kind, or `heading` where it is a heading or begins with one.

    `joined` is the length of what the heading gives to `text`.
    """

    __slots__ = ("block", "head", "joined", "kind", "text")

    def __init__(self, kind: str, text: str, head: Section | None, block: Block | None, joined: int = 0) -> None:
        self.kind = kind
        self.text = text
        self.head = head
        self.block = block
        self.joined = joined

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


def nodes(root: Section) -> list[Section | Block]:
    """`root` and everything below it, in source order."""
    found: list[Section | Block] = []
    stack: list[Section | Block] = [root]
    while stack:
        node = stack.pop()
        found.append(node)
        if isinstance(node, Section):
            children = node.children
            if children:
                stack.extend(reversed(children))
    return found


def passages(everything: list[Section | Block]) -> list[Passage]:
    """Every passage among the nodes below the root, in source order; `everything` begins with the root."""
    found: list[Passage] = []
    waiting: Section | None = None
    for place in range(1, len(everything)):
        node = everything[place]
        if isinstance(node, Block):
            if waiting is not None:
                head = waiting.title + waiting.closing
                found.append(Passage("heading", head + node.text, waiting, node, len(head)))
                waiting = None
            else:
                found.append(Passage(node.kind, node.text, None, node))
            continue
        if waiting is not None:
            found.append(Passage("heading", waiting.title, waiting, None))
            waiting = None
        if node.title:
            if node.run_in:
                waiting = node
            else:
                found.append(Passage("heading", node.title, node, None))
    if waiting is not None:
        found.append(Passage("heading", waiting.title, waiting, None))
    return found
