"""What a check gives: one input and what was found in it, in a shape that can be kept, sent and printed."""

from typing import Any

from casekit.diagnostic import Diagnostic, Severity
from casekit.shapes import dataclass, field, replace


@dataclass(slots=True)
class Found:
    """A finding with what is needed to print it and to know it again.

    `heading` is the path of headings it stands under, for people; `text` the words it is about; `fingerprint` says the same for programs:
    it is made of the rule, the headings and the text, not of the line. `end_line` and `end_column` are 1-based, the column one behind the
    last code point. `excerpt` is (a part of) the line, `cut` how many code points of the line stand before it. `on_record` tells that
    the record itself is meant and not the text it was made from.
    """

    diagnostic: Diagnostic
    heading: str = ""
    text: str = ""
    fingerprint: str = ""
    end_line: int = 0
    end_column: int = 0
    excerpt: str = ""
    cut: int = 0
    on_record: bool = False

    def row(self) -> list[Any]:
        """As plain data."""
        d = self.diagnostic
        return [
            [d.code, d.name, d.severity.value, d.line, d.column, d.start, d.end, d.message, d.message_zh],
            *(self.heading, self.text, self.fingerprint, self.end_line, self.end_column, self.excerpt, self.cut, self.on_record),
        ]

    @staticmethod
    def from_row(row: list[Any]) -> "Found":
        """The finding that `row` gave. Raises ValueError or TypeError for what is none."""
        code, name, severity, *rest = row[0]
        texts = (code, name, *rest[4:], *row[1:4], row[6])
        numbers = (*rest[:4], row[4], row[5], row[7])
        if len(row) != 9 or len(rest) != 6 or not all(type(t) is str for t in texts) or not all(type(n) is int for n in numbers):
            raise ValueError("no finding")
        heading, text, known, end_line, end_column, excerpt, cut, on_record = row[1:]
        diagnostic = Diagnostic(code, name, Severity(severity), *rest)
        return Found(diagnostic, heading, text, known, end_line, end_column, excerpt, cut, bool(on_record))

    def graded(self, severity: Severity) -> "Found":
        """The same finding with another severity."""
        return replace(self, diagnostic=replace(self.diagnostic, severity=severity))


@dataclass(slots=True)
class Checked:
    """One input that was checked. `name` is its path as given, `source` the path of the text, `record` that of the record, "" for none.

    `error` and `error_zh` say why it could not be checked, "" where it could; `trace` is the traceback of an error that should not be.
    `digest` is the SHA-256 of the bytes; `needs` the path and digest of a source a record was compared with. `unseen` tells that a record's
    source was not to be had. `warnings` are what could not be read of the input, each in English and in Chinese.
    """

    name: str
    source: str = ""
    record: str = ""
    found: list[Found] = field(default_factory=list)
    error: str = ""
    error_zh: str = ""
    trace: str = ""
    digest: str = ""
    needs: tuple[str, str] | None = None
    unseen: bool = False
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def path(self, found: Found) -> str:
        """The file that a finding is about."""
        return self.record if found.on_record and self.record else self.source or self.name
