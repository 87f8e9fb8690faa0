"""The command line: the only place that prints, and the only one that knows typer and rich.

1. Data goes to standard output, everything else to standard error.
2. The exit code is 0 where nothing was found, 1 for findings or differences, 2 where not all the work could be done, 130 and 143 for
   signals, 141 where the reader of standard output went away.
3. An error is one line: what, where, what to do; a traceback comes only with `--debug`.
4. One input that fails never stops the others.
"""

import contextlib
import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any, Literal

from casekit.cli import exits
from casekit.cli.config import Config, load
from casekit.cli.exits import OutputLost, Stopped
from casekit.cli.language import LANGUAGES, from_locale, wrong
from casekit.cli.report import Report
from casekit.errors import CasekitError, ConfigError
from casekit.version import __version__

__all__ = ["main"]

Language = Literal["zh", "en"]

COMMANDS = (
    *("parse", "outline", "validate", "baseline", "render", "diff", "redact"),
    *("explain", "rules", "rule", "families", "schema", "config", "info"),
)
"""In the order of the help; each is a module of this package with a function `command`, that of `config` is `config_cmd`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command that `argv` names (the process's own arguments by default) and gives its exit code."""
    collecting = gc.isenabled()
    gc.disable()  # trees hold no cycles, and looking for them would cost a third of the time
    exits.open_streams()
    report = Report(from_locale())
    try:
        with exits.stoppable():
            code = _run(report, list(sys.argv[1:] if argv is None else argv))
            exits.flush()
            return code
    except OutputLost as lost:
        exits.abandon()
        if lost.closed:
            return exits.PIPE_CLOSED
        report.note(report.say("error") + report.say("stdout", reason=lost.reason))
        return exits.FAILED
    except Stopped as stopped:
        report.note(report.say("interrupted"))
        return stopped.code
    finally:
        if collecting:
            gc.enable()


def _run(report: Report, arguments: list[str]) -> int:
    words: list[str] = []
    try:
        words, lang, settings, report.debug = _common(arguments)
        report.lang = lang or report.lang
        config = Config() if {"-h", "--help", "--version"}.intersection(words) else load(given=settings)
        report.lang = lang or config.lang or report.lang
        with contextlib.ExitStack() as families:
            if config.families:
                from casekit.ladder.custom import in_use

                families.enter_context(in_use(config.families))
            code = _app(report, config)(args=words, prog_name="casekit", standalone_mode=False)
        return code if isinstance(code, int) else exits.OK
    except CasekitError as error:
        report.error(error)
    except OSError as error:
        if error.filename is None:  # no file: typer could not print its help
            raise OutputLost(error.strerror or str(error)) from error
        report.unexpected(error, "casekit")
    except Exception as error:
        command = f"casekit {words[0]}" if words and words[0] in COMMANDS else "casekit"
        message = exits.usage_message(error, report.lang, command)
        if message is None:
            report.unexpected(error, "casekit")
        else:
            report.note(report.say("error") + message)
    return exits.FAILED


def _common(arguments: list[str]) -> tuple[list[str], str, str, bool]:
    """The arguments without those that work before and behind every command; the language and settings they name; debugging."""
    words: list[str] = []
    lang = settings = ""
    debug = False
    waiting = iter(arguments)
    for word in waiting:
        if word == "--":
            words += [word, *waiting]
        elif word == "--debug":
            debug = True
        elif word == "--lang" or word.startswith("--lang="):
            value = word[7:] if "=" in word else next(waiting, None)
            if value is None:
                raise wrong(ConfigError, "lang-missing")
            if value not in LANGUAGES:
                raise wrong(ConfigError, "lang", value=value)
            lang = value
        elif word == "--config" or word.startswith("--config="):
            settings = word[9:] if "=" in word else next(waiting, "")
            if not settings:
                raise wrong(ConfigError, "config-missing")
        else:
            words.append(word)
    return words, lang, settings, debug


def _app(report: Report, config: Config) -> Callable[..., Any]:
    """The program with all its commands, speaking through `report`."""
    import typer

    app = typer.Typer(
        name="casekit",
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
        """Declares what `_common` has read already, for the help and for completion."""

    app.callback(help=report.say("app"))(casekit)
    for name in COMMANDS:
        module = import_module(f"casekit.cli.{'config_cmd' if name == 'config' else name}")
        app.command(name, help=report.say(name), epilog=report.say("epilog"))(module.command(report, config))
    return app
