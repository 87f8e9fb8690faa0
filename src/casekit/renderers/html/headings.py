"""The headings a page lists, numbered from 1 in source order; number 0 is the document itself. List items are none of them."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Section
from casekit.renderers.html.escape import line
from casekit.renderers.wording import has_heading, heading

_EXCERPT = 36
"""Code points of the text that stands for a missing title."""


class Heading(NamedTuple):
    """A row of the outline. `level` is 1 for the first level, `parent` a number in the list; `set_size` and `place` count its siblings."""

    section: Section
    level: int
    parent: int
    place: int = 1
    set_size: int = 1
    leaf: bool = True

    @property
    def start(self) -> int:
        """The offset of its first code point."""
        return self.section.leaf[0]


def headings(document: Document) -> list[Heading]:
    """The document and its headings, whatever their number of levels, without recursion."""
    found: list[Heading] = [Heading(document.root, 1, -1)]
    sizes: list[int] = [0]
    places: list[int] = [0]
    stack: list[tuple[Section, int, int]] = [(document.root, 0, 0)]
    while stack:
        section, level, parent = stack.pop()
        at = parent
        if section is not document.root and section.kind != "item":
            at = len(found)
            sizes[parent] += 1
            places.append(sizes[parent])
            sizes.append(0)
            level += 1
            found.append(Heading(section, level, parent))
        stack.extend((child, level, at) for child in reversed(section.sections))
    # The document's own row stands beside the first level, not above it.
    sizes[0] += 1
    rows = [found[0]._replace(place=1, set_size=sizes[0])]
    for at, row in enumerate(found[1:], 1):
        place = places[at] + (row.parent == 0)
        rows.append(row._replace(place=place, set_size=sizes[row.parent], leaf=not sizes[at]))
    return rows


def owners(found: Sequence[Heading], findings: Sequence[Diagnostic]) -> list[int]:
    """For every finding the number of the last heading that begins at or before it, 0 where none does."""
    starts: list[int] = []
    for row in found[1:]:
        starts.append(max(row.start, starts[-1] if starts else 0))
    return [bisect_right(starts, finding.start) for finding in findings]


def title(document: Document) -> str:
    """What the document is called: its own heading, else its title block, else its file; on one line."""
    if has_heading(document.root):
        return line(heading(document.root))
    block = next((child for child in document.root.children if isinstance(child, Block) and child.kind == "title"), None)
    return line(block.text) if block and block.text.strip() else document.origin.path


def excerpt(section: Section) -> str:
    """The beginning of a section's own text, for a heading without a title."""
    text = next((child.text for child in section.children if isinstance(child, Block)), "")
    text = line(text[: 2 * _EXCERPT])
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
