"""The whole program in typer's words: its help, its completion, its errors of usage."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

import typer

from casekit.cli.help_layout import classes
from casekit.cli.options import Argument, Mark, Option, marks
from casekit.cli.report import Report
from casekit.version import __version__

Language = Literal["zh", "en"]


def app(report: Report, commands: Mapping[str, Callable[..., int]]) -> Callable[..., Any]:
    """The program with all its commands, speaking through `report`."""
    group, kind_of_command = classes(report.lang)
    program = typer.Typer(
        name="casekit",
        cls=group,
        help=report.say("app"),
        epilog=report.say("epilog"),
        context_settings={"help_option_names": ["-h", "--help"]},
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    def show_version(wanted: bool) -> None:
        if wanted:
            report.out(f"casekit {__version__}\n")
            raise typer.Exit

    def casekit(
        version: Annotated[bool, typer.Option("--version", callback=show_version, is_eager=True, help=report.say("help.version"))] = False,
        lang: Annotated[Language | None, typer.Option("--lang", help=report.say("help.lang"))] = None,
        config: Annotated[str, typer.Option("--config", metavar="FILE", help=report.say("help.config"))] = "",
        debug: Annotated[bool, typer.Option("--debug", help=report.say("help.debug"))] = False,
    ) -> None:
        """Declares what `front.common` has read already, for the help and for completion."""

    program.callback(help=report.say("app"))(casekit)
    for name, command in commands.items():
        for parameter, (kind, mark) in marks(command).items():
            command.__annotations__[parameter] = Annotated[kind, _typer(mark)]
        more = f"\n\n{command.__doc__}" if command.__doc__ else ""
        program.command(name, cls=kind_of_command, help=report.say(name) + more, epilog=report.say("epilog"))(command)
    return program


def _typer(mark: Mark) -> Any:
    kind = {Option: typer.Option, Argument: typer.Argument}[type(mark)]
    return kind(*mark.names, **mark.settings)
