"""A document divided into its cases, and a record as one line."""

from collections.abc import Iterable

from casekit.diagnostic import Diagnostic
from casekit.model import Document, Section


def divide(document: Document, findings: Iterable[Diagnostic]) -> list[tuple[Document, list[Diagnostic]]]:
    """The parts of a document, one per case, each with the findings that lie in it."""
    from casekit.record import split

    parts = split(document)
    waiting = sorted(findings, key=lambda finding: finding.start, reverse=True)
    divided: list[tuple[Document, list[Diagnostic]]] = []
    for at, part in enumerate(parts):
        until = start(parts[at + 1]) if at + 1 < len(parts) else None
        here: list[Diagnostic] = []
        while waiting and (until is None or waiting[-1].start < until):
            here.append(waiting.pop())
        divided.append((part, sorted(here, key=lambda finding: (finding.start, finding.code))))
    return divided


def dump_line(document: Document, findings: Iterable[Diagnostic]) -> str:
    """A record as JSON on one line, with its end."""
    from casekit.record import dump

    return one_line(dump(document, findings, "json"))


def one_line(record: str) -> str:
    """A record in JSON on one line, with its end."""
    # A line end in a string is always escaped: those that are left only set lines apart.
    return "".join(line.lstrip(" ") for line in record.split("\n")) + "\n"


def start(part: Document) -> int:
    """Where a part begins."""
    first = part.root.children[0]
    return first.leaf[0] if isinstance(first, Section) else first.start
