"""The headings of a document as branches, for the formats that show an outline and not the text."""

from collections.abc import Iterator
from typing import NamedTuple

from casekit.model import Block, Document, Section
from casekit.renderers.controls import visible
from casekit.renderers.wording import brackets, has_heading, heading

LEFT_OUT = frozenset(("furniture", "toc"))


class Branch(NamedTuple):
    """A heading of the outline: its section, its depth from 1, its words on one line, and how many headings are right below it."""

    section: Section
    depth: int
    words: str
    below: int


def branches(document: Document) -> Iterator[Branch]:
    """The headings in order; list items are text and no headings."""
    root = document.root
    stack = [(child, 1) for child in ([root] if has_heading(root) else reversed(_below(root)))]
    while stack:
        section, depth = stack.pop()
        below = _below(section)
        yield Branch(section, depth, one_line(heading(section)), len(below))
        stack.extend((child, depth + 1) for child in reversed(below))


def own_text(section: Section) -> Iterator[str]:
    """The paragraphs under a heading and above the next, list items among them."""
    stack: list[Section | Block] = list(reversed(section.children))
    while stack:
        node = stack.pop()
        if isinstance(node, Block):
            if node.kind not in LEFT_OUT and node.text.strip():
                yield node.text.strip()
        elif node.kind == "item":
            words = heading(node).strip()
            children = list(node.children)
            first = children[0] if children else None
            if node.run_in and isinstance(first, Block):
                mark = "".join(node.closing.split()).removeprefix(brackets(node)[1]) or ("。" if node.title else "")
                words += mark + first.text.strip()
                del children[0]
            if words:
                yield words
            stack.extend(reversed(children))


def name(document: Document) -> str:
    """What a document is called: its title, else the name of its file, else ""."""
    root = document.root
    title = root.title or next((child.text for child in root.children if isinstance(child, Block) and child.kind == "title"), "")
    path = document.origin.path
    return one_line(title) or one_line(path.replace("\\", "/").rstrip("/").rpartition("/")[2] if path != "-" else "")


def one_line(text: str) -> str:
    """`text` without line breaks and controls."""
    return " ".join(visible(text).split())


def _below(section: Section) -> list[Section]:
    """The headings right below; those under a list item belong to what the item is in."""
    found: list[Section] = []
    stack = list(reversed(section.sections))
    while stack:
        child = stack.pop()
        if child.kind == "item":
            stack.extend(reversed(child.sections))
        else:
            found.append(child)
    return found
