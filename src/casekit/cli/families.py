"""`casekit families`: the heading families and what their markers look like."""

from collections.abc import Callable
from typing import Annotated, Literal

from casekit.cli.cells import pad, width
from casekit.cli.config import Config
from casekit.cli.options import Option
from casekit.cli.report import Painter, Report, wants_color

Format = Literal["text", "json"]


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def families(format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text") -> int:
        from casekit.cli.family_names import family_name
        from casekit.ladder import LADDER

        rows = (*LADDER, *(custom.family for custom in config.families))
        if format == "json":
            report.json(
                [
                    {
                        "id": family.id,
                        "title": family.title,
                        "name": family_name(family.id, "en"),
                        "rank": family.rank,
                        "belief": family.belief,
                        "kind": family.kind,
                        "examples": [list(example) for example in family.examples],
                        "lookalikes": list(family.lookalikes),
                    }
                    for family in rows
                ]
            )
            return report.verdict()
        paint = Painter(wants_color("auto"))
        ids = max(width(family.id) for family in rows)
        titles = max(width(_line(family.title)) for family in rows)
        names = {family.id: family_name(family.id, report.lang) for family in rows}
        most = max(map(width, names.values()))
        for family in sorted(rows, key=lambda family: family.rank):
            name = pad(names[family.id], most)
            examples = "  ".join(_line(marker) for marker, _ in family.examples[:5])
            report.out(f"{paint(pad(family.id, ids), 'bold')}  {pad(_line(family.title), titles)}  {name}  {examples}\n")
        return report.verdict()

    return families


def _line(text: str) -> str:
    return " ".join(text.split())
