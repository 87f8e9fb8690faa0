"""What a run tells: data on standard output, everything else on standard error, and how much of the work failed."""

import contextlib
import gc
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from casekit.cli import exits
from casekit.cli.cells import clean, clean_json, clean_lines
from casekit.cli.language import say, wrong
from casekit.cli.streams import write, write_bytes
from casekit.corpus import Input, discover, is_folder
from casekit.errors import CasekitError, RecordError, SourceError, brief

_CYCLES = 500_000
"""Objects that may be left over before the collector is called by hand."""


class Report:
    """The voice of one run, and its count of failures."""

    def __init__(self, lang: str = "en", debug: bool = False) -> None:
        self.lang = lang
        self.debug = debug
        self.total = 0
        self.failed = 0
        self.sink = write

    def say(self, key: str, /, *args: object, **values: object) -> str:
        """A text of the table in this run's language."""
        return say(self.lang, key, *args, **values)

    def out(self, text: str) -> None:
        """Data for standard output, as it is, or for the pager that stands before it. Raises OutputLost."""
        self.sink(text)

    def raw(self, text: str) -> None:
        """A text of the user's for standard output: as it is for a program, without control characters for a terminal."""
        self.out(clean_lines(text) if is_terminal(sys.stdout) else text)

    def bytes(self, data: bytes) -> None:
        """Data that is no text, for standard output. Raises OutputLost."""
        write_bytes(data)

    def json(self, value: Any) -> None:
        """A line of JSON for standard output."""
        self.out(compact(value) + "\n")

    def note(self, text: str) -> None:
        """A line for people on standard error."""
        if sys.stderr is not None:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(f"casekit: {clean(text)}\n")
                sys.stderr.flush()

    def error(self, error: CasekitError, name: str = "") -> None:
        """One line about what went wrong; a record does not know its own name, so `name` goes before it."""
        message = error.message_zh if self.lang == "zh" else error.message
        if isinstance(error, RecordError) and not message.startswith(name):
            message = f"{name}：{message}" if self.lang == "zh" else f"{name}: {message}"
        self.note(self.say("error") + message)

    def warn(self, name: str, warning: tuple[str, str]) -> None:
        """One line about what a reader could not read of an input, in English and in Chinese."""
        chinese = self.lang == "zh"
        self.note(self.say("note") + f"{name}{'：' if chinese else ': '}{warning[chinese]}")

    def unexpected(self, error: Exception, name: str) -> None:
        """One line about an error that should not be; the traceback before it where debugging."""
        if self.debug:
            import traceback

            traceback.print_exception(error, file=sys.stderr)
        self.note(self.say("error") + self.say("unexpected", name=name, reason=brief(error)))

    @contextlib.contextmanager
    def guard(self, name: str) -> Iterator[None]:
        """Turns whatever goes wrong with one input into a line and a count, so that the next can follow."""
        try:
            yield
        except CasekitError as error:
            self.failed += 1
            self.error(error, name)
        except Exception as error:
            self.failed += 1
            self.unexpected(error, name)
        if gc.get_count()[0] > _CYCLES:
            gc.collect()

    def inputs(self, arguments: Iterable[str], records: bool) -> list[Input]:
        """The inputs that `arguments` name; what names none is told and counted."""
        found = discover(arguments, records)
        self.total += len(found.inputs) + len(found.errors)
        for error in found.errors:
            self.failed += 1
            self.error(error)
        for link in found.links:
            self.note(self.say("note") + self.say("link", name=link))
        return found.inputs

    def one(self, argument: str) -> list[Input]:
        """The one file that `argument` names; empty where there is none, which is told and counted."""
        if is_folder(argument):
            self.total += 1
            self.failed += 1
            self.error(wrong(SourceError, "one-file", name=PurePath(argument).as_posix()))
            return []
        found = self.inputs([argument], records=True)
        if len(found) > 1:
            self.failed += len(found)
            self.error(wrong(SourceError, "one-text", name=PurePath(argument).as_posix(), first=found[0].name))
            return []
        return found

    def verdict(self, found: bool = False) -> int:
        """The exit code; says how much failed."""
        if self.failed:
            self.note(self.say("failed", failed=self.failed, total=max(self.total, self.failed)))
            return exits.FAILED
        return exits.FOUND if found else exits.OK


def compact(value: Any) -> str:
    """`value` as JSON on one line, safe to show on a terminal."""
    import json

    return clean_json(json.dumps(value, ensure_ascii=False, default=str))


def is_terminal(stream: Any) -> bool:
    """Whether people look at `stream`."""
    try:
        return bool(stream is not None and stream.isatty())
    except ValueError:
        return False


def columns_here() -> int:
    """How wide the terminal is, in columns: what COLUMNS says, or the terminal itself."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and 0 < len(wanted) < 6 and int(wanted):
        return int(wanted)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        return 80


def wants_color(choice: str) -> bool:
    """Whether to use colours on standard output: `always`, `never`, or for `auto` what NO_COLOR, FORCE_COLOR and the terminal say."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if not is_terminal(sys.stdout):
        return False
    from rich.console import Console

    return Console(file=sys.stdout).color_system not in (None, "windows")


class Painter:
    """Puts colours on text, or leaves it alone."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, style: str) -> str:
        """`text` in a style of rich's, such as "bold red"; `text` is clean already."""
        if not self.color or not style or not text:
            return text
        from rich.color import ColorSystem
        from rich.style import Style

        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
