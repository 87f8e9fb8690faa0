"""What a rule is, and how it speaks."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from casekit.diagnostic import Diagnostic, Severity
from casekit.model import Document
from casekit.patterns import lazy
from casekit.rules.quoting import quote
from casekit.rules.reading import Reading
from casekit.shapes import dataclass, field

__all__ = ["Finding", "Reading", "Rule", "quote"]

_EXAMPLES = lazy("^(?:Bad|Good):$", re.MULTILINE)
_HEADINGS_ZH = {"Bad:": "反例：", "Good:": "正例："}


class Finding(NamedTuple):
    """What a rule saw: the range `[start, end)` in code points of the source, and what to say about it in both languages.

    `edits` are what would put it right, ranges and the texts to put there, where that is plain.
    """

    start: int
    end: int
    message: str
    message_zh: str
    edits: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of defect.

    `code` is `CK` and three digits, never reused; `name` says what is found; `summary` is one line, `summary_zh` the same in Chinese.
    `doc` is the rule's manual page, with `Bad:` and `Good:` blocks that are run as tests; `why_zh` says in Chinese what it says ahead of
    them. `look` yields what it sees in the reading of a document. `default` tells whether `check` runs it.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    summary_zh: str
    doc: str = field(repr=False)
    look: Callable[[Reading], Iterator[Finding]] = field(repr=False)
    default: bool = True
    why_zh: str = field(default="", repr=False)

    @property
    def why(self) -> str:
        """What the manual page says ahead of its examples."""
        return _EXAMPLES.split(self.doc, maxsplit=1)[0].strip()

    def page(self, lang: str) -> str:
        """The manual page in `lang`, `zh` or `en`: why, and the examples."""
        if lang != "zh":
            return self.doc.strip()
        examples = self.doc.strip()[len(self.why) :]
        return self.why_zh + _EXAMPLES.sub(lambda match: _HEADINGS_ZH[match.group()], examples)

    def check(self, document: Document) -> Iterator[Diagnostic]:
        """The findings in a freshly parsed document. Raises ValueError for one that does not hold its text."""
        return self.findings(Reading(document))

    def findings(self, reading: Reading) -> Iterator[Diagnostic]:
        """The same for a document whose reading other rules share."""
        position = reading.position
        for start, end, message, message_zh, edits in self.look(reading):
            line, column = position(start)
            yield Diagnostic(self.code, self.name, self.severity, line, column, start, max(start, end), message, message_zh, edits)

    def examples(self, heading: str) -> list[str]:
        """The texts of the blocks under `heading`, "Bad" or "Good", in the manual page."""
        import textwrap

        found: list[list[str]] = []
        inside = False
        for line in self.doc.split("\n"):
            if line.strip() and not line.startswith("    "):
                inside = line.strip() == f"{heading}:"
                if inside:
                    found.append([])
            elif inside:
                found[-1].append(line)
        return [textwrap.dedent("\n".join(lines)).strip("\n") + "\n" for lines in found]
