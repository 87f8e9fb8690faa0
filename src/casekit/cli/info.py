"""`casekit info`: which formats are read here, and how to get the others."""

from collections.abc import Callable
from typing import Annotated, Literal

from casekit.cli.cells import pad, width
from casekit.cli.config import Config
from casekit.cli.options import Option
from casekit.cli.report import Painter, Report, wants_color
from casekit.version import __version__

Format = Literal["text", "json"]
_STYLES = {"ready": "green", "partly": "yellow", "missing": "red"}


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def info(format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text") -> int:
        import platform

        from casekit.readers.available import available

        readers = available()
        if format == "json":
            rows = [{name: value for name, value in reader._asdict().items() if name != "title_zh"} for reader in readers]
            report.json({"casekit": __version__, "python": platform.python_version(), "readers": rows})
            return report.verdict()
        paint = Painter(wants_color("auto"))
        report.out(f"casekit {__version__}, Python {platform.python_version()}\n\n")
        lines = []
        for reader in readers:
            state = report.say(f"info.{reader.state}", uses=reader.uses, get=reader.get)
            title = reader.title_zh if report.lang == "zh" else reader.title
            lines.append((title, " ".join(reader.suffixes), reader.state, state))
        widths = [max(width(line[column]) for line in lines) for column in (0, 1)]
        for title, suffixes, kind, state in lines:
            report.out(f"{pad(title, widths[0])}  {pad(suffixes, widths[1])}  {paint(state, _STYLES[kind])}\n")
        return report.verdict()

    return info
