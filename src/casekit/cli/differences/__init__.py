"""How differences are written out, one file per format: a function from what was compared to pieces of text.

Codes and names are the same in both languages; `text` and `html` speak the language of the run.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from casekit.cli.differences.compared import Compared, Context, Row, count, counts

__all__ = ["FORMATS", "Compared", "Context", "Row", "count", "counts", "writer"]

FORMATS = ("text", "json", "html")
"""Each is a module of this package with a function `write`."""

Writer = Callable[[Sequence[Compared], Context], Iterator[str]]


def writer(name: str) -> Writer:
    """The writer of a format of `FORMATS`."""
    write: Writer = import_module(f"casekit.cli.differences.{name}").write
    return write
