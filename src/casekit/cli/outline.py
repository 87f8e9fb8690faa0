"""`casekit outline`: the headings, as a tree for people or flat for programs."""

import sys
from collections.abc import Callable
from typing import Annotated, Any, Literal

from casekit.cli.cells import clean_json
from casekit.cli.config import Config
from casekit.cli.inputs import Changes, Loaded, how_to_read, load, single
from casekit.cli.options import Argument, Option
from casekit.cli.report import Painter, Report, columns_here, is_terminal, wants_color
from casekit.cli.tree import Tree

Format = Literal["text", "json", "jsonl"]
Color = Literal["auto", "always", "never"]


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def outline(
        inputs: Annotated[list[str], Argument(metavar="INPUT", help=report.say("help.inputs"))],
        format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text",
        items: Annotated[bool, Option("--items", help=report.say("help.items"))] = False,
        no_leads: Annotated[bool, Option("--no-leads", help=report.say("help.leads"))] = False,
        width: Annotated[int | None, Option("--width", metavar="N", min=20, help=report.say("help.width"))] = None,
        color: Annotated[Color, Option("--color", help=report.say("help.color"))] = "auto",
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, changes, relevel, text_field)
        found = report.inputs(inputs, records=True)
        columns = width or (columns_here() if is_terminal(sys.stdout) else 0)
        tree = Tree(report, Painter(format == "text" and wants_color(color)), items, not no_leads, columns)
        array = format == "json" and not single(inputs)
        count = 0
        for item in found:
            with report.guard(item.name):
                loaded = load(item, how)
                if format == "text":
                    lines = "\n".join(tree.draw(loaded.document, loaded.findings))
                    text = f"\n{lines}\n" if count else f"{lines}\n"
                else:
                    text = flat(loaded, items, not no_leads, spread=format == "json")
                    text = ("[\n" if array and not count else ",\n" if array else "") + text + ("" if array else "\n")
                report.out(text)
                count += 1
        if array:
            report.out("\n]\n" if count else "[]\n")
        return report.verdict()

    return outline


def flat(loaded: Loaded, items: bool, leads: bool, spread: bool) -> str:
    """The flat outline as one JSON object; `spread` gives every heading a line of its own."""
    import json

    from casekit.cli.findings.json import finding_row

    headings: list[Any] = loaded.document.outline(items, leads)
    findings = [finding_row(finding) for finding in loaded.findings]
    source = json.dumps(loaded.document.origin.path, ensure_ascii=False)
    text = f'{{"source": {source}, "headings": {_rows(headings, spread)}, "findings": {_rows(findings, spread)}}}'
    return clean_json(text)


def _rows(rows: list[Any], spread: bool) -> str:
    import json

    if not rows or not spread:
        return json.dumps(rows, ensure_ascii=False)
    return "[\n  " + ",\n  ".join([json.dumps(row, ensure_ascii=False) for row in rows]) + "\n]"
