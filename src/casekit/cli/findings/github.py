"""Annotations of GitHub Actions, and the summary of the job.

GitHub shows ten annotations of a kind for a step and drops the others in silence: the ten gravest findings are annotated, and a notice
says how many more there are. Where `GITHUB_STEP_SUMMARY` names a file, a table of all of them (of the first thousand) is added to it.
"""

import heapq
import os
import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from casekit.cli.cells import clean
from casekit.cli.findings.context import Context
from casekit.cli.findings.result import Checked, Found
from casekit.cli.language import say

SHOWN = 10
_ROWS = 1000
"""Rows of the summary; GitHub takes a megabyte a step."""
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>~@&:/-])")

Ranked = tuple[int, int, str, Found]


def write(checked: Iterable[Checked], context: Context) -> Iterator[str]:
    """The commands; failures to read come first, being the gravest."""
    number = count()
    failures: list[str] = []
    rows: list[tuple[str, Found]] = []
    total = 0
    worst: list[Ranked] = []
    for one in checked:
        if one.error:
            failures.append(f"::error file={_property(one.name)},title=casekit::{_data(one.error)}\n")
        total += len(one.found)
        fresh = [(found.diagnostic.severity.rank, next(number), one.path(found), found) for found in one.found]
        worst = heapq.nsmallest(SHOWN, worst + fresh, key=lambda row: row[:2])
        rows += [(path, found) for _, _, path, found in fresh[: max(0, _ROWS - len(rows))]]
    yield from failures[:SHOWN]
    for _, _, path, found in worst[: max(0, SHOWN - len(failures))]:
        yield _command(path, found, context)
    hidden = total + len(failures) - min(SHOWN, total + len(failures))
    if hidden:
        yield f"::notice title=casekit::{_data(say(context.lang, 'more-findings', count=hidden))}\n"
    _summary(rows, total, failures, context)


def _command(path: str, found: Found, context: Context) -> str:
    diagnostic = found.diagnostic
    values = {"file": path, "line": diagnostic.line, "col": diagnostic.column}
    if found.end_line == diagnostic.line and found.end_column > diagnostic.column:
        values |= {"endLine": found.end_line, "endColumn": found.end_column}
    values["title"] = f"{diagnostic.code} {diagnostic.name}"
    properties = ",".join([f"{key}={_property(str(value))}" for key, value in values.items()])
    return f"::{_COMMANDS[diagnostic.severity.value]} {properties}::{_data(diagnostic.text(context.lang))}\n"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _summary(rows: list[tuple[str, Found]], total: int, failures: list[str], context: Context) -> None:
    """Adds a table to the summary of the job. A file that cannot be written is no reason to fail."""
    name = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if not name:
        return
    lines = ["### casekit validate", ""]
    head = say(context.lang, "found-short", count=total, files=context.affected, total=context.files)
    lines += [head if total else say(context.lang, "clean", total=context.files), ""]
    if failures:
        lines += [say(context.lang, "failed", failed=len(failures), total=context.files + len(failures)), ""]
    if rows:
        lines += ["| | | | |", "| --- | --- | --- | --- |"]
    for path, found in rows:
        diagnostic = found.diagnostic
        cells = (f"{path}:{diagnostic.line}:{diagnostic.column}", diagnostic.severity.value, f"{diagnostic.code} {diagnostic.name}")
        lines.append("| " + " | ".join(_markdown(cell) for cell in (*cells, diagnostic.text(context.lang))) + " |")
    if total > len(rows):
        lines += ["", say(context.lang, "more-findings", count=total - len(rows))]
    try:
        with Path(name).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return


def _markdown(text: str) -> str:
    """`text` so that Markdown shows it as it is: no markup, no mention, no link."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", clean(text))
