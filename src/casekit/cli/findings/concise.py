"""One line a finding: `file:line:column: CODE name message`."""

from collections.abc import Iterable, Iterator

from casekit.cli.cells import clean
from casekit.cli.findings.context import Context
from casekit.cli.findings.result import Checked, Found
from casekit.cli.report import SEVERITY_STYLES


def write(checked: Iterable[Checked], context: Context) -> Iterator[str]:
    """The lines, file by file."""
    for one in checked:
        yield "".join([head(one, found, context) for found in one.found])


def head(one: Checked, found: Found, context: Context) -> str:
    """The line of one finding."""
    diagnostic = found.diagnostic
    place = context.paint(f"{clean(one.path(found))}:{diagnostic.line}:{diagnostic.column}:", "bold")
    label = context.paint(f"{clean(diagnostic.code)} {clean(diagnostic.name)}", SEVERITY_STYLES[diagnostic.severity.value])
    return f"{place} {label} {clean(diagnostic.text(context.lang))}\n"
