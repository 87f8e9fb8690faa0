"""For programs that read a stream: one line of JSON a file."""

from collections.abc import Iterable, Iterator

from casekit.cli.findings.context import Context
from casekit.cli.findings.json import file_row
from casekit.cli.findings.result import Checked
from casekit.cli.report import compact


def write(checked: Iterable[Checked], context: Context) -> Iterator[str]:
    """The line of every file that could be checked."""
    for one in checked:
        if not one.error:
            yield compact(file_row(one)) + "\n"
