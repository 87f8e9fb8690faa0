"""`casekit outline`: the headings, as a tree for people or flat for programs."""

import sys
from collections.abc import Callable
from typing import Annotated, Any, Literal

from casekit.cli.cells import clean, clean_json
from casekit.cli.config import Config
from casekit.cli.inputs import Changes, Loaded, how_to_read, load, single
from casekit.cli.options import Argument, Option
from casekit.cli.pager import paged
from casekit.cli.report import Painter, Report, columns_here, is_terminal, wants_color
from casekit.cli.selecting import Choice, Chosen, choose
from casekit.cli.tree import Tree, label, takes_lines, title_of

Format = Literal["text", "json", "jsonl", "plain"]
Color = Literal["auto", "always", "never"]


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""
    say = report.say

    def outline(
        inputs: Annotated[list[str], Argument(metavar="INPUT", help=say("help.inputs"))],
        format: Annotated[Format, Option("--format", help=say("help.outline-format"))] = "text",
        items: Annotated[bool, Option("--items", help=say("help.items"))] = False,
        no_leads: Annotated[bool, Option("--no-leads", help=say("help.leads"))] = False,
        depth: Annotated[int | None, Option("--depth", metavar="N", min=1, help=say("help.depth"))] = None,
        case: Annotated[str, Option("--case", metavar="N|TITLE", help=say("help.case"))] = "",
        spans: Annotated[bool, Option("--spans", help=say("help.spans"))] = False,
        confidence: Annotated[bool, Option("--confidence", help=say("help.confidence"))] = False,
        ascii: Annotated[bool, Option("--ascii", help=say("help.ascii"))] = False,
        width: Annotated[int | None, Option("--width", metavar="N", min=20, help=say("help.width"))] = None,
        color: Annotated[Color, Option("--color", help=say("help.color"))] = "auto",
        no_pager: Annotated[bool, Option("--no-pager", help=say("help.no-pager"))] = False,
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=say("help.relevel"))] = False,
        main_content: Annotated[bool, Option("--main-content", help=say("help.main-content"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, changes, relevel, text_field, main_content)
        choice = Choice(items, not no_leads, depth or 0, case)
        found = report.inputs(inputs, records=True)
        columns = width or (columns_here() if is_terminal(sys.stdout) else 0)
        painter = Painter(format == "text" and wants_color(color))
        tree = Tree(report, painter, spans, confidence, ascii or not takes_lines(sys.stdout), columns)
        array = format == "json" and not single(inputs)
        count = 0
        with paged(report, wanted=format in ("text", "plain") and not no_pager):
            for item in found:
                with report.guard(item.name):
                    loaded = load(item, how, () if format == "plain" else None)
                    chosen = choose(loaded.document, loaded.findings, choice, item.name)
                    if format == "text":
                        lines = "\n".join(tree.draw(loaded.document, chosen))
                        text = f"\n{lines}\n" if count else f"{lines}\n"
                    elif format == "plain":
                        text = plain(loaded, chosen)
                    else:
                        text = flat(loaded, chosen, format == "json", spans, confidence)
                        text = ("[\n" if array and not count else ",\n" if array else "") + text + ("" if array else "\n")
                    report.out(text)
                    count += 1
        if array:
            report.out("\n]\n" if count else "[]\n")
        return report.verdict()

    return outline


def plain(loaded: Loaded, chosen: Chosen) -> str:
    """A line for each heading, two blanks for each level and nothing that changes when text does: what git may compare."""
    title = title_of(loaded.document.root) if chosen.whole else None
    lines = [clean(title.text)] if title else []
    depths: list[int] = []
    for section, row in zip(chosen.sections, chosen.rows, strict=True):
        depths.append(depths[row["parent"]] + 1 if row["parent"] >= 0 else 0)
        lines.append("  " * depths[-1] + "".join([text for text, _ in label(section, excerpt=0)]))
    return "".join([f"{line}\n" for line in lines])


def flat(loaded: Loaded, chosen: Chosen, spread: bool, spans: bool = False, confidence: bool = False) -> str:
    """The flat outline as one JSON object; `spread` gives every heading a line of its own."""
    import json

    from casekit.cli.findings.json import finding_row

    for section, row in zip(chosen.sections, chosen.rows, strict=True):
        if spans:
            row["span"] = list(chosen.span(section))
        if confidence:
            row["confidence"] = round(section.confidence, 3)
    findings = [finding_row(finding) for finding in chosen.findings]
    source = json.dumps(loaded.document.origin.path, ensure_ascii=False)
    text = f'{{"source": {source}, "headings": {_rows(chosen.rows, spread)}, "findings": {_rows(findings, spread)}}}'
    return clean_json(text)


def _rows(rows: list[Any], spread: bool) -> str:
    import json

    if not rows or not spread:
        return json.dumps(rows, ensure_ascii=False)
    return "[\n  " + ",\n  ".join([json.dumps(row, ensure_ascii=False) for row in rows]) + "\n]"
