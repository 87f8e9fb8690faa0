"""The program: what surrounds every command, and the way to it, straight for a plain call and through typer for every other."""

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

from casekit.cli import COMMANDS, exits, streams
from casekit.cli.config import Config, load
from casekit.cli.exits import Stopped
from casekit.cli.front import CommonWrong, common
from casekit.cli.language import from_locale, wrong
from casekit.cli.options import bind
from casekit.cli.report import Report
from casekit.cli.streams import OutputLost
from casekit.errors import CasekitError, ConfigError

__all__ = ["output_lost", "run"]


def run(arguments: list[str]) -> int:
    """Runs the command that `arguments` name and gives its exit code."""
    streams.open_streams()
    report = Report(from_locale())
    try:
        with exits.stoppable():
            code = _run(report, arguments)
            streams.flush()
            return code
    except OutputLost as lost:
        return _lost(report, lost)
    except Stopped as stopped:
        report.note(report.say("interrupted"))
        return stopped.code


def output_lost(lost: OutputLost, arguments: list[str]) -> int:
    """The exit code of a call that could not print what it had to say; tells why."""
    return _lost(Report(common(arguments)[1] or from_locale()), lost)


def _lost(report: Report, lost: OutputLost) -> int:
    streams.abandon()
    if lost.closed:
        return exits.PIPE_CLOSED
    report.note(report.say("error") + report.say("stdout", reason=lost.reason))
    return exits.FAILED


def _run(report: Report, arguments: list[str]) -> int:
    words: list[str] = []
    try:
        words, lang, settings, report.debug = _common(arguments)
        report.lang = lang or report.lang
        config = Config() if {"-h", "--help", "--version"}.intersection(words) else load(given=settings)
        report.lang = lang or config.lang or report.lang
        if not config.families:
            code = _call(report, config, words)
        else:
            from casekit.ladder.in_use import in_use

            with in_use(config.families):
                code = _call(report, config, words)
        return code if isinstance(code, int) else exits.OK
    except CasekitError as error:
        report.error(error)
    except OSError as error:
        if error.filename is None:  # no file: typer could not print its help
            raise OutputLost(error.strerror or str(error)) from error
        report.unexpected(error, "casekit")
    except Exception as error:
        from casekit.cli.usage import usage_message

        command = f"casekit {words[0]}" if words and words[0] in COMMANDS else "casekit"
        message = usage_message(error, report.lang, command)
        if message is None:
            report.unexpected(error, "casekit")
        else:
            report.note(report.say("error") + message)
    return exits.FAILED


def _common(arguments: list[str]) -> tuple[list[str], str, str, bool]:
    try:
        return common(arguments)
    except CommonWrong as error:
        raise wrong(ConfigError, error.key, value=error.value) from error


def _call(report: Report, config: Config, words: list[str]) -> Any:
    """What the command gives back."""
    if words and words[0] in COMMANDS and "_CASEKIT_COMPLETE" not in os.environ:
        command = _command(words[0], report, config)
        values = bind(command, words[1:])
        if values is not None:
            return command(**values)
    from casekit.cli.typed import app

    commands = {name: _command(name, report, config) for name in COMMANDS}
    return app(report, commands)(args=words, prog_name="casekit", standalone_mode=False)


def _command(name: str, report: Report, config: Config) -> Callable[..., int]:
    module = import_module(f"casekit.cli.{'config_cmd' if name == 'config' else name}")
    command: Callable[..., int] = module.command(report, config)
    return command
