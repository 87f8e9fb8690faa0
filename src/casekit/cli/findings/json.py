"""For programs: one object for one file, an array of them for several. Messages are English."""

from collections.abc import Iterable, Iterator
from typing import Any

from casekit.cli.findings.context import Context
from casekit.cli.findings.result import Checked, Found
from casekit.cli.report import compact
from casekit.diagnostic import Diagnostic


def write(checked: Iterable[Checked], context: Context) -> Iterator[str]:
    """The object, or the array, of every file that could be checked."""
    count = 0
    for one in checked:
        if one.error:
            continue
        line = compact(file_row(one))
        yield f"{line}\n" if context.single else f",\n{line}" if count else f"[\n{line}"
        count += 1
    if not context.single:
        yield "\n]\n" if count else "[]\n"


def file_row(one: Checked) -> dict[str, Any]:
    """A file and its findings."""
    row: dict[str, Any] = {"source": one.source or one.name}
    if one.record:
        row["record"] = one.record
    row["findings"] = [_found_row(found) for found in one.found]
    return row


def finding_row(finding: Diagnostic) -> dict[str, Any]:
    """A finding for programs: the message is always English."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "line": finding.line,
        "column": finding.column,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message,
    }


def _found_row(found: Found) -> dict[str, Any]:
    row = finding_row(found.diagnostic)
    row |= {"end_line": found.end_line, "end_column": found.end_column, "heading": found.heading, "fingerprint": found.fingerprint}
    if found.on_record:
        row["on_record"] = True
    return row
