"""Whether two trees are the same but for what was edited between them."""

from collections.abc import Hashable, Iterator

from casekit.fixes.edit import Moved
from casekit.model import Block, Document, Section, nodes


def same(old: Document, new: Document, moved: Moved, numbers: bool = True) -> bool:
    """Whether every node of `old` is in `new` at the place its text went, of the same kind, under the same parent, and nothing else is.

    `numbers` tells whether headings must keep their numbers. Blocks of which the edits left nothing are passed over.
    """
    text = new.source.text if new.source is not None else ""
    return list(_rows(old, moved, text, numbers)) == list(_rows(new, Moved(()), text, numbers))


def _rows(document: Document, moved: Moved, text: str, numbers: bool) -> Iterator[Hashable]:
    """Each node as what must not change. The family may: 1、 becomes 1. and is another."""
    parents: dict[int, int] = {id(document.root): -1}
    for at, node in enumerate(nodes(document.root)):
        if isinstance(node, Block):
            start, end = _trimmed(text, moved(node.start), moved(node.end))
            if start < end:
                yield node.kind, start, end, len(node.points)
            continue
        for child in node.children:
            if isinstance(child, Section):
                parents[id(child)] = node.start if node is not document.root else -1
        if at:
            number = (node.number, node.sub) if numbers else None
            parent = parents[id(node)]
            place = _trimmed(text, moved(node.leaf[0]), moved(node.leaf[1]))
            title = _trimmed(text, moved(node.offset(0)), moved(node.end)) if node.title else None
            yield node.kind, place, title, number, node.level, node.run_in, moved(parent) if parent >= 0 else -1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
