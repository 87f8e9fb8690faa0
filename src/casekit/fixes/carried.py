"""Findings that say themselves what puts them right."""

from collections.abc import Iterator

from casekit.diagnostic import Diagnostic
from casekit.fixes.edit import Edit
from casekit.model import Document


def edits(document: Document, finding: Diagnostic) -> Iterator[Edit]:
    """What the rule gave."""
    for start, end, text in finding.edits:
        yield Edit(start, end, text)
