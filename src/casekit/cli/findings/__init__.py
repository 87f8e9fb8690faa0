"""How findings are written out, one file per format.

A format is a function from what was checked, as it comes, to pieces of text: those that need not see everything first write while the
work goes on. Codes, names and, but for `text` and `concise`, messages are the same in both languages.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from casekit.cli.findings.context import Context
from casekit.cli.findings.result import Checked, Found

__all__ = ["FORMATS", "Checked", "Context", "Found", "formatter"]

FORMATS = ("text", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit")
"""Each is a module of this package with a function `write`."""

Writer = Callable[[Iterable[Checked], Context], Iterator[str]]


def formatter(name: str) -> Writer:
    """The writer of a format of `FORMATS`."""
    writer: Writer = import_module(f"casekit.cli.findings.{name}").write
    return writer
