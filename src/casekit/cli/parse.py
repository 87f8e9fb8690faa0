"""`casekit parse`: texts in, records out."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from casekit.cli.config import Config
from casekit.cli.inputs import Changes, Reading, examine, how_to_read, source
from casekit.cli.report import Report, brief
from casekit.corpus import Input, Row, Store
from casekit.diagnostic import Diagnostic
from casekit.errors import CasekitError
from casekit.model import Document, Section

Format = Literal["yaml", "json"]


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def parse(
        inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=report.say("help.inputs"))],
        output: Annotated[str | None, typer.Option("-o", "--output", metavar="DIR", help=report.say("help.folder"))] = None,
        format: Annotated[Format, typer.Option("--format", help=report.say("help.format"))] = "yaml",
        encoding: Annotated[str, typer.Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, typer.Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, typer.Option("--relevel", help=report.say("help.relevel"))] = False,
        text_field: Annotated[str, typer.Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, changes, relevel, text_field)
        found = report.inputs(inputs, records=False)
        if output is None or output == "-":
            _print(report, found, format, how)
        else:
            _store(report, found, Path(output), format, how)
        return report.verdict()

    return parse


def _store(report: Report, inputs: list[Input], folder: Path, format: Format, how: Reading) -> None:
    store = Store(folder)
    names = store.folders([item.name for item in inputs])
    rows: list[Row] = []
    try:
        for item in inputs:
            row = Row(item.name, "error", error="interrupted")
            with report.guard(item.name):
                try:
                    _source(store, item, names[item.name], format, how, row)
                except Exception as error:
                    row.error = error.message if isinstance(error, CasekitError) else brief(error)
                    raise
                finally:
                    store.note(row)
                    rows.append(row)
    finally:
        store.close()
    done = [row for row in rows if row.state == "ok"]
    if not done:
        return
    summary = report.say(
        "parsed",
        sources=len(done),
        cases=sum(row.cases for row in done),
        headings=sum(row.headings for row in done),
        findings=sum(row.findings for row in done),
    )
    report.note(report.say("parsed-into", summary=summary, folder=folder.as_posix()))


def _source(store: Store, item: Input, folder: str, format: Format, how: Reading, row: Row) -> None:
    from casekit.record import dump, file_name

    text = source(item, how)
    row.sha256, row.encoding = text.origin.sha256, text.origin.encoding
    loaded = examine(text)
    parts = divide(loaded.document, loaded.findings)
    records = ((file_name(part, format), dump(part, findings, format)) for part, findings in parts)
    row.records = store.write(folder, records)
    row.cases = len(parts)
    row.headings = sum(1 for _ in loaded.document.root.headings())
    row.findings = len(loaded.findings)
    row.state, row.error = "ok", ""


def _print(report: Report, inputs: list[Input], format: Format, how: Reading) -> None:
    from casekit.record import dump

    sources = cases = headings = count = 0
    held = ""  # the first record, until it is known whether it is the only one
    for item in inputs:
        with report.guard(item.name):
            loaded = examine(source(item, how))
            parts = divide(loaded.document, loaded.findings)
            texts = [dump(part, findings, format) for part, findings in parts]
            for text in texts:
                cases += 1
                if cases == 1:
                    held = text
                    continue
                if cases == 2:
                    report.raw(f"[\n{held.rstrip()}" if format == "json" else f"---\n{held}")
                report.raw(f",\n{text.rstrip()}" if format == "json" else f"---\n{text}")
            sources += 1
            headings += sum(1 for _ in loaded.document.root.headings())
            count += len(loaded.findings)
    if cases == 1:
        report.raw(held)
    elif cases and format == "json":
        report.raw("\n]\n")
    if sources:
        report.note(report.say("parsed", sources=sources, cases=cases, headings=headings, findings=count))


def divide(document: Document, findings: Iterable[Diagnostic]) -> list[tuple[Document, list[Diagnostic]]]:
    """The parts of a document, each with the findings that lie in it."""
    from casekit.record import split

    parts = split(document)
    waiting = sorted(findings, key=lambda finding: finding.start, reverse=True)
    divided: list[tuple[Document, list[Diagnostic]]] = []
    for at, part in enumerate(parts):
        until = _start(parts[at + 1]) if at + 1 < len(parts) else None
        here: list[Diagnostic] = []
        while waiting and (until is None or waiting[-1].start < until):
            here.append(waiting.pop())
        divided.append((part, sorted(here, key=lambda finding: (finding.start, finding.code))))
    return divided


def _start(part: Document) -> int:
    first = part.root.children[0]
    return first.leaf[0] if isinstance(first, Section) else first.start
