"""A finding about a document: what a rule says, and where."""

from enum import StrEnum

from casekit.shapes import dataclass, field


class Severity(StrEnum):
    """How much a finding matters. Ordered by `rank`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return ("error", "warning", "info").index(self.value)


@dataclass(slots=True)
class Diagnostic:
    """One defect. `start` and `end` are code-point offsets, `line` and `column` 1-based.

    `code` is `CK` and three digits, never reused; `name` says what was found. `message` is English, `message_zh` Chinese. `edits` are what
    would put it right, each a range and the text to put there; records do not keep them.
    """

    code: str
    name: str
    severity: Severity
    line: int
    column: int
    start: int
    end: int
    message: str
    message_zh: str
    edits: tuple[tuple[int, int, str], ...] = field(default=(), compare=False, repr=False)

    def text(self, lang: str) -> str:
        """The message in `lang`, `zh` or `en`."""
        return self.message_zh if lang == "zh" else self.message
