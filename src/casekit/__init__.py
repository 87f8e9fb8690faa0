"""casekit turns dumps of Chinese structured prose into heading trees.

    import casekit

    document = casekit.parse("一、总则\\n为了规范…\\n二、附则\\n")
    document.outline()          # the flat list of headings
    casekit.check(document)     # what is wrong with it
    casekit.dump(document)      # the record, YAML or JSON; casekit.load reads it back
    casekit.parse(casekit.read("dump.txt"))

Every name is looked up when it is first used, so that importing the package costs next to nothing.
"""

from casekit.version import __version__

TYPE_CHECKING = False  # importing typing would cost more than the rest of this file
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from casekit.changes import Change, diff
    from casekit.diagnostic import Diagnostic, Severity
    from casekit.errors import CasekitError, ConfigError, RecordError, SourceError
    from casekit.model import Block, Document, Join, Point, Section
    from casekit.record import Record, dump, load
    from casekit.renderers import render
    from casekit.rules import check
    from casekit.source import Origin, Position, Source

__all__ = [
    "Block",
    "CasekitError",
    "Change",
    "ConfigError",
    "Diagnostic",
    "Document",
    "Join",
    "Origin",
    "Point",
    "Position",
    "Record",
    "RecordError",
    "Section",
    "Severity",
    "Source",
    "SourceError",
    "__version__",
    "check",
    "diff",
    "dump",
    "load",
    "parse",
    "read",
    "render",
]

_HOMES = {
    "changes": ("Change", "diff"),
    "diagnostic": ("Diagnostic", "Severity"),
    "errors": ("CasekitError", "ConfigError", "RecordError", "SourceError"),
    "model": ("Block", "Document", "Join", "Point", "Section"),
    "record": ("Record", "dump", "load"),
    "renderers": ("render",),
    "rules": ("check",),
    "source": ("Origin", "Position", "Source"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def parse(text: "str | Source") -> "Document":
    """The heading tree of a text, given as a string or as what `read` gives. Every text has one; nothing is raised for what it says."""
    import hashlib

    from casekit.parser import parse as parse_source
    from casekit.source import Origin, Source

    if isinstance(text, str):
        digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
        text = Source(text, Origin(sha256=digest))
    return parse_source(text)


def read(source: "str | Path | bytes", encoding: str | None = None) -> "Source":
    """The decoded text of a file, or of bytes; `encoding` None lets the bytes tell. Raises SourceError for what is no text."""
    from pathlib import Path

    from casekit import readers

    if isinstance(source, bytes):
        return readers.read_bytes(source, encoding=encoding)
    return readers.read_path(Path(source), encoding)


def __getattr__(name: str) -> "Any":
    if name not in _HOME:
        raise AttributeError(f"module 'casekit' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"casekit.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
