"""What every format may want to know about the run."""

from casekit.cli.report import Painter
from casekit.shapes import dataclass, field


@dataclass(slots=True)
class Context:
    """The language of messages for people, colours, the width in columns, whether the input is a single file.

    `files`, `affected` and `severities` are counts that the run keeps up to date while a format draws on it.
    """

    lang: str = "en"
    paint: Painter = field(default_factory=lambda: Painter(False))
    width: int = 100
    single: bool = False
    files: int = 0
    affected: int = 0
    severities: dict[str, int] = field(default_factory=dict)
