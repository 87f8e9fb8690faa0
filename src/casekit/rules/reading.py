"""One document as the rules read it: what several of them need, found once.

Guarantees:
1. Each list is made when a rule first asks for it, and once. A reading lives as long as one check, so that no list outlives a change of
   the document between two checks.
2. The time and the size are linear in the text.
"""

from collections.abc import Callable
from functools import cached_property

from casekit.model import Block, Document, Section
from casekit.rules.garbled import Garbled, garbled, suspects
from casekit.rules.passages import Passage, nodes, passages
from casekit.rules.series import Defect, Family, Key, defects, families
from casekit.rules.signs import Signs
from casekit.source import Position, Source


class Reading:
    """A document, its source and the lists the rules share; who reads one must not change them."""

    def __init__(self, document: Document, row: int = 0) -> None:
        """`row` is how many lines stand before the document's text. Raises ValueError for a document that does not hold its text."""
        if document.source is None:
            raise ValueError("the document does not hold its text (it is from a record): parse the text, or take the record's findings")
        self.document = document
        self.row = row
        self.root: Section = document.root
        self.source: Source = document.source
        self.text: str = document.source.text
        self.position: Callable[[int], Position] = document.source.position

    @cached_property
    def nodes(self) -> list[Section | Block]:
        """The root and everything below it, in source order."""
        return nodes(self.root)

    @cached_property
    def sections(self) -> list[Section]:
        """The root and every section below it, in source order."""
        return [node for node in self.nodes if isinstance(node, Section)]

    @cached_property
    def families(self) -> list[Family]:
        """Every section that has sections below it, in source order, with those straight below and the series among them."""
        return families(self.sections)

    @cached_property
    def series(self) -> list[tuple[Section, Key, list[Section]]]:
        """Every series of headings, in source order: the heading above it, its key, and its headings."""
        return [(parent, key, siblings) for parent, _, found in self.families for key, siblings in found]

    @cached_property
    def passages(self) -> list[Passage]:
        """Every passage, in source order."""
        return passages(self.nodes)

    @cached_property
    def signs(self) -> Signs:
        """Which passages, told by their places, hold signs that rules look for."""
        return Signs(self.passages)

    @cached_property
    def defects(self) -> list[Defect]:
        """Where the series are not as they should be, in source order."""
        return defects(self.families)

    @cached_property
    def garbled(self) -> list[Garbled]:
        """The runs of lines in another encoding, in source order."""
        return garbled(self.source, self.suspects) if self.suspects else []

    @cached_property
    def suspects(self) -> frozenset[str]:
        """The signs of the text that hint at a wrong encoding or a wrong character: most texts have none."""
        return suspects(self.source.buffer)
