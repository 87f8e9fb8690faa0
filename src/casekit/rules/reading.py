"""One document as the rules read it: what several of them need, found once.

Guarantees:
1. Each list is made when a rule first asks for it, and once. A reading lives as long as one check, so that no list outlives a change of
   the document between two checks.
2. The time and the size are linear in the text.
"""

from functools import cached_property

from casekit.model import Block, Document, Section, nodes
from casekit.rules.garbled import Garbled, garbled
from casekit.rules.passages import Passage, passages
from casekit.rules.series import Defect, Key, defects, groups
from casekit.source import Source


class Reading:
    """A document, its source and the lists the rules share; who reads one must not change them."""

    def __init__(self, document: Document) -> None:
        """Raises ValueError for a document that does not hold its text."""
        if document.source is None:
            raise ValueError("the document does not hold its text (it is from a record): parse the text, or take the record's findings")
        self.document = document
        self.root: Section = document.root
        self.source: Source = document.source
        self.text: str = document.source.text

    @cached_property
    def nodes(self) -> list[Section | Block]:
        """The root and everything below it, in source order."""
        return list(nodes(self.root))

    @cached_property
    def sections(self) -> list[Section]:
        """The root and every section below it, in source order."""
        return [node for node in self.nodes if isinstance(node, Section)]

    @cached_property
    def families(self) -> list[tuple[Section, list[Section]]]:
        """Every section that has sections below it, in source order, and those straight below."""
        return [(parent, below) for parent in self.sections if (below := parent.sections)]

    @cached_property
    def series(self) -> list[tuple[Section, Key, list[Section]]]:
        """Every series of headings, in source order: the heading above it, its key, and its headings."""
        return [(parent, key, siblings) for parent, below in self.families for key, siblings in groups(below)]

    @cached_property
    def passages(self) -> list[Passage]:
        """Every passage, in source order."""
        return list(passages(self.nodes[1:]))

    @cached_property
    def defects(self) -> list[Defect]:
        """Where the series are not as they should be, in source order."""
        return list(defects(self.root))

    @cached_property
    def garbled(self) -> list[Garbled]:
        """The runs of lines in another encoding, in source order."""
        return garbled(self.source)
