"""What is wrong with a document: one rule, one file.

Guarantees:
1. A rule only reads the tree and the text. One defect is told once, by the rule that knows it best.
2. A clean document in a consistent style has no findings.
3. The findings stand in order of place, then code; their number and the time are linear in the text.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Section, move
from casekit.rules import (
    broken_line,
    count_mismatch,
    damaged_marker,
    dangling_reference,
    double_punctuation,
    doubtful_heading,
    duplicate_title,
    empty_field,
    empty_section,
    flat_outline,
    kangxi_radical,
    lone_child,
    lost_text,
    masked_text,
    missing_part,
    mixed_encoding,
    mixed_marker,
    mixed_width,
    mojibake,
    near_duplicate_case,
    numbering_gap,
    numbering_order,
    numbering_repeat,
    numbering_restart,
    skipped_level,
    stray_debris,
    stray_space,
    toc_mismatch,
    truncated_end,
    unclosed_quote,
    wrong_separator,
)
from casekit.rules.base import Reading, Rule
from casekit.rules.profiles import PROFILES, Profile, select_from
from casekit.source import Source

if TYPE_CHECKING:
    from casekit.rules.course import Course

__all__ = ["PROFILES", "RULES", "Profile", "Rule", "check", "selected"]

RULES: tuple[Rule, ...] = (
    mojibake.RULE,
    mixed_encoding.RULE,
    kangxi_radical.RULE,
    numbering_gap.RULE,
    numbering_repeat.RULE,
    numbering_order.RULE,
    numbering_restart.RULE,
    mixed_marker.RULE,
    damaged_marker.RULE,
    count_mismatch.RULE,
    skipped_level.RULE,
    lone_child.RULE,
    empty_section.RULE,
    flat_outline.RULE,
    doubtful_heading.RULE,
    lost_text.RULE,
    broken_line.RULE,
    truncated_end.RULE,
    unclosed_quote.RULE,
    stray_space.RULE,
    stray_debris.RULE,
    masked_text.RULE,
    empty_field.RULE,
    duplicate_title.RULE,
    near_duplicate_case.RULE,
    missing_part.RULE,
    wrong_separator.RULE,
    double_punctuation.RULE,
    mixed_width.RULE,
    toc_mismatch.RULE,
    dangling_reference.RULE,
)
"""Every rule, in order of code."""


def check(document: Document, rules: Iterable[Rule] | None = None) -> list[Diagnostic]:
    """What `rules`, by default the default ones, find in a freshly parsed document, in order of place.

    Raises ValueError where the document does not hold its text.
    """
    wanted = [rule for rule in RULES if rule.default] if rules is None else rules
    if document.windows and document.source is not None:
        found = list(_in_course(document, document.source, wanted))
    else:
        reading = Reading(document)
        found = [finding for rule in wanted for finding in rule.findings(reading)]
    found.sort(key=place)
    return found


def in_course(rules: Iterable[Rule] | None = None) -> "Course":
    """What `rules`, by default the default ones, find in a long text that comes in pieces; the same that `check` finds in the whole."""
    from casekit.rules.course import Course

    return Course([rule for rule in RULES if rule.default] if rules is None else rules)


def _in_course(document: Document, source: Source, rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    """The findings in a document that was read in windows: the rules see it as the parser did."""
    running = in_course(rules)
    children = document.root.children
    first = 0
    for count, start, row in document.windows:
        behind = first + count
        held = children[first:behind]
        end = _begin(children[behind]) if behind < len(children) else len(source.text)
        if behind < len(children):
            end = source.starts[source.line(end) - 1]
        for child in held:
            move(child, -start, -row)
        piece = Document(document.origin, document.root.holding(held), source=Source(source.text[start:end], document.origin))
        yield from running.check(piece, start, row)
        for child in held:
            move(child, start, row)
        first = behind
    yield from running.close()


def _begin(node: Section | Block) -> int:
    return node.leaf[0] if isinstance(node, Section) else node.start


def selected(
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    extend_select: Collection[str] = (),
    profile: str = "",
) -> tuple[Rule, ...]:
    """The rules that run, in order of code: by default, or by the codes in `select`; see `profiles.select_from`. Raises nothing."""
    return select_from(RULES, select, ignore, extend_select, profile)


def place(finding: Diagnostic) -> tuple[int, str]:
    """What findings are put in order by."""
    return finding.start, finding.code
