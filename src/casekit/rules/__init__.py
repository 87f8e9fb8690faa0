"""What is wrong with a document: one rule, one file.

Guarantees:
1. A rule only reads the tree. One defect is told once, by the rule that knows it best.
2. A clean document in a consistent style has no findings.
3. The findings stand in order of place, then code; their number and the time are linear in the text.
"""

from casekit.diagnostic import Diagnostic
from casekit.model import Document
from casekit.rules import (
    broken_line,
    empty_field,
    lost_text,
    masked_text,
    numbering_gap,
    numbering_order,
    numbering_repeat,
    numbering_restart,
    stray_debris,
    stray_space,
    truncated_end,
    unclosed_quote,
)
from casekit.rules.base import Rule

__all__ = ["RULES", "Rule", "check"]

RULES: tuple[Rule, ...] = (
    numbering_gap.RULE,
    numbering_repeat.RULE,
    numbering_order.RULE,
    numbering_restart.RULE,
    lost_text.RULE,
    broken_line.RULE,
    truncated_end.RULE,
    unclosed_quote.RULE,
    stray_space.RULE,
    stray_debris.RULE,
    masked_text.RULE,
    empty_field.RULE,
)
"""Every rule, in order of code."""


def check(document: Document) -> list[Diagnostic]:
    """What the default rules find in a freshly parsed document, in order of place. Raises ValueError where it does not hold its text."""
    found = [finding for rule in RULES if rule.default for finding in rule.check(document)]
    found.sort(key=_place)
    return found


def _place(finding: Diagnostic) -> tuple[int, str]:
    return finding.start, finding.code
