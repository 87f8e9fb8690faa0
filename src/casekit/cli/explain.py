"""`casekit explain`: every reading of one line, what spoke for and against it, and which won."""

import math
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

from casekit.cli.cells import clean
from casekit.cli.config import Config
from casekit.cli.inputs import Changes, how_to_read, source
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.report import Painter, Report, wants_color
from casekit.corpus import exists
from casekit.errors import ConfigError

Format = Literal["text", "json"]

_PLACE = re.compile(r"(.+):([1-9][0-9]{0,11})", re.DOTALL)


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def explain(
        place: Annotated[str, Argument(metavar="FILE:LINE", help=report.say("help.place"))],
        format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text",
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, changes, relevel, text_field)
        file, line = where(place)
        for item in report.one(file):
            with report.guard(item.name):
                text = source(item, how)
                last = len(text.starts)
                if line > last:
                    raise wrong(ConfigError, "no-line", name=item.name, line=line, last=last)
                from casekit.parser import explain as ask

                row = _row(item.name, ask(text, line))
                if format == "json":
                    report.json(row)
                else:
                    report.out("".join(f"{line}\n" for line in _lines(report, row)))
        return report.verdict()

    return explain


def where(place: str) -> tuple[str, int]:
    """File and line of `FILE:LINE`, also of the `FILE:LINE:COLUMN` that validate prints. Raises ConfigError."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise wrong(ConfigError, "place", place=place)
    inner = _PLACE.fullmatch(found[1])
    if inner and not exists(found[1]) and exists(inner[1]):
        found = inner
    return found[1], int(found[2])


def _row(name: str, found: Any) -> dict[str, Any]:
    readings = [
        {
            "marker": reading.marker,
            "family": reading.family,
            "number": reading.number,
            "believed": reading.believed,
            "parent": reading.parent,
            "evidence": [[word, round(weight, 3)] for word, weight in reading.evidence],
            "reason": reading.reason,
            "lead": reading.lead if math.isfinite(reading.lead) else None,
            "runner_up": reading.runner_up,
        }
        for reading in found.readings
    ]
    return {"source": name, "line": found.line, "text": found.text, "verdict": found.verdict, "readings": readings}


def _lines(report: Report, row: dict[str, Any]) -> list[str]:
    say = report.say
    paint = Painter(wants_color("auto"))
    lines = [f"{paint(clean(row['source']) + ':' + str(row['line']) + ':', 'bold')} {clean(row['text']).strip()}"]
    if row["verdict"]:
        lines.append(f"{say('explain.verdict')}: {clean(row['verdict'])}")
    if not row["readings"]:
        lines.append(say("explain.none"))
    for reading in row["readings"]:
        believed = reading["believed"]
        lines.append("")
        word = paint(say("explain.believed" if believed else "explain.refused"), "bold green" if believed else "yellow")
        number = "–" if reading["number"] is None else reading["number"]
        family = clean(reading["family"]) or "–"
        marker = clean(reading["marker"]) or "–"
        lines.append(f"{marker}  {word}, {say('explain.family')} {family}, {say('explain.number')} {number}")
        if believed:
            lines.append(f"    {say('explain.parent')}: {clean(reading['parent']) or say('explain.top')}")
        for name, weight in reading["evidence"]:
            lines.append(f"    {paint(f'{weight:+7.2f}', 'green' if weight > 0 else 'red')}  {clean(name)}")
        if reading["reason"]:
            lines.append(f"    {say('explain.reason')}: {clean(reading['reason'])}")
        if reading["runner_up"]:
            behind = f", {say('explain.lead')} {reading['lead']:.2f}" if reading["lead"] is not None else ""
            lines.append(f"    {say('explain.runner-up')}: {clean(reading['runner_up'])}{behind}")
    return lines
