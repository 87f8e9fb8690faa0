"""Findings put right in the text itself, as far as that is safe.

1. After safe fixes the text parses to the same tree, but for what was fixed: the same headings with the same numbers, levels and parents,
   and the same blocks, each where its text went. An edit that would change more is left out.
2. With the unsafe ones numbers change, and the references to them, and nothing else.
3. Fixing what is fixed changes nothing.
4. Only ranges that a finding names, and the references to what was renumbered, are touched; line ends and all the rest stay as they are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from casekit.diagnostic import Diagnostic
from casekit.fixes import carried, double_punctuation, renumbering, wrong_separator
from casekit.fixes.edit import Edit, Moved, apply, ordered
from casekit.fixes.sameness import same
from casekit.model import Document
from casekit.shapes import dataclass, field
from casekit.source import Source

__all__ = ["SAFE", "UNSAFE", "Edit", "Fixed", "fix"]

Repair = Callable[[Document, Diagnostic], Iterator[Edit]]
Check = Callable[[Source], tuple[Document, list[Diagnostic]]]

SAFE: dict[str, Repair] = {
    "stray-space": carried.edits,
    "stray-debris": carried.edits,
    "wrong-separator": wrong_separator.edits,
    "double-punctuation": double_punctuation.edits,
}
"""What puts findings right without a doubt, by the name of the rule."""

UNSAFE = renumbering.RULES
"""The findings that `renumbering` puts right."""

_ROUNDS = 24
"""What one fix lays open, the next round fixes; so often at most."""
_TRIES = (8, 200)
"""A text is parsed again so many times: at least, and at most."""
_BUDGET = 2_000_000
"""Between the two, as often as makes so many code points. A text made to be refused edit by edit must not cost more."""


@dataclass(slots=True)
class Fixed:
    """A text with its fixes. `made` counts the findings put right, by name."""

    text: str
    made: Counter[str] = field(default_factory=Counter)


def fix(source: Source, check: Check, unsafe: bool = False) -> Fixed:
    """The text of `source` put right; `check` parses and judges a text."""
    fixed = Fixed(source.text)
    tries = iter(range(max(_TRIES[0], min(_TRIES[1], _BUDGET // max(len(source.text), 1)))))
    document, findings = check(source)
    for _ in range(_ROUNDS):
        kept = _kept(document, _safe(document, findings), check, tries)
        if unsafe and not kept:
            repairs = [(names, ordered(edits)) for names, edits in renumbering.repairs(document, findings)]
            kept = _kept(document, repairs, check, tries, numbers=False)
        if not kept:
            break
        for names, _ in kept:
            fixed.made.update(names)
        fixed.text = apply(fixed.text, ordered(edit for _, edits in kept for edit in edits))
        document, findings = check(Source(fixed.text, source.origin))
    return fixed


Repairs = Sequence[tuple[list[str], list[Edit]]]
"""The names of the findings that some edits put right, and the edits: all of them or none are made."""


def _safe(document: Document, findings: Sequence[Diagnostic]) -> Repairs:
    repairs = (([one.name], ordered(SAFE[one.name](document, one))) for one in findings if one.name in SAFE)
    return [(names, edits) for names, edits in repairs if edits]


def _kept(document: Document, repairs: Repairs, check: Check, tries: Iterator[int], numbers: bool = True) -> Repairs:
    """The repairs that leave the tree as it is: all, or, by halves, those that do together with the ones kept before."""
    kept: list[tuple[list[str], list[Edit]]] = []
    waiting = [list(repairs)] if repairs else []
    while waiting and next(tries, None) is not None:
        batch = waiting.pop()
        edits = ordered(edit for _, rows in [*kept, *batch] for edit in rows)
        after = _after(document, edits, check)
        if after is not None and same(document, after[0], Moved(edits), numbers):
            kept += batch
        elif len(batch) > 1:
            middle = len(batch) // 2
            waiting += [batch[middle:], batch[:middle]]
    return kept


def _after(document: Document, edits: Sequence[Edit], check: Check) -> tuple[Document, list[Diagnostic]] | None:
    """The text with the edits made, parsed again; None where nothing would be left of it."""
    text = document.source.text if document.source is not None else ""
    new = apply(text, edits)
    return check(Source(new, document.origin)) if new.strip() else None
