"""How a run ends: the exit codes, usage errors on one line, signals, closed pipes and full disks."""

import contextlib
import io
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from typing import NoReturn

from casekit.cli.language import say

OK = 0
FOUND = 1
"""Findings at or above the limit, or a difference."""
FAILED = 2
"""Not all the work could be done."""
INTERRUPTED = 130
TERMINATED = 143
PIPE_CLOSED = 141
"""The reader of standard output went away: what a process gets that the system ends for it."""


class Stopped(BaseException):
    """The user or the system asked the process to end; `code` is the exit code for that."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class OutputLost(BaseException):
    """Standard output cannot be written; no single input is to blame, so nothing that goes on to the next one may catch it."""

    def __init__(self, reason: str, closed: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.closed = closed


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turns SIGINT and SIGTERM into `Stopped`, so that temporary files go and finished work is noted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: object) -> NoReturn:
        raise Stopped(INTERRUPTED if number == signal.SIGINT else TERMINATED)

    before = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def open_streams() -> None:
    """Makes standard output UTF-8 with `\n`, whatever the system's locale; a terminal keeps its own encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper) and isinstance(sys.stdout.buffer, io.RawIOBase):
        # PYTHONUNBUFFERED: what a pipe does not take in one go would be lost without an error.
        encoding, raw = sys.stdout.encoding, sys.stdout.detach()
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            utf8 = stream.encoding.lower().replace("_", "-") in ("utf-8", "utf8")
            encoding = stream.encoding if stream.isatty() or utf8 else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")


def flush() -> None:
    """Raises OutputLost where what was printed does not reach its place."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError as error:
        raise OutputLost("closed", closed=True) from error
    except (OSError, ValueError) as error:
        raise OutputLost(getattr(error, "strerror", None) or str(error)) from error


def abandon() -> None:
    """Lets the interpreter end without a word about an output that is lost."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


_USAGE = (
    (re.compile(r"No such option:? (\S+)", re.DOTALL), "usage.option"),
    (re.compile(r"No such command (.+?)\.?(?: Did you mean.*)?", re.DOTALL), "usage.command"),
    (re.compile(r"Missing argument (\S+?)\.?(?: Choose from.*)?", re.DOTALL), "usage.missing-argument"),
    (re.compile(r"Missing (?:option|parameter) (\S+?)\.?(?: Choose from.*)?", re.DOTALL), "usage.missing-option"),
    (re.compile(r"Missing command\.?"), "usage.missing-command"),
    (re.compile(r"Invalid value for (.+?): (?:Value error, )?(.+) is not one of (.+?)\.?", re.DOTALL), "usage.choice"),
    (re.compile(r"Invalid value for (.+?): (.+?)\.?", re.DOTALL), "usage.value"),
    (re.compile(r"Option (\S+) requires an argument\.?"), "usage.needs"),
    (re.compile(r"Option (\S+) does not take a value\.?"), "usage.flag"),
    (re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)\.?", re.DOTALL), "usage.extra"),
)
_BEHIND = re.compile(r"[\s('\"]*(\((?:Possible options|Did you mean).*|Did you mean .*)$", re.DOTALL)


def usage_message(error: Exception, lang: str, command: str) -> str | None:
    """A usage error of `command` on one line with what to do; None for errors of another kind."""
    form = getattr(error, "format_message", None)
    if form is None:
        return None
    message = str(form()).strip()
    hint = _BEHIND.search(message)
    near = re.findall(r"--?[\w-]+|'[^']+'", hint[0]) if hint else []
    if hint:
        message = message[: hint.start()]
    for pattern, key in _USAGE:
        found = pattern.fullmatch(message)
        if found:
            message = say(lang, key, *found.groups())
            break
    if near:
        message += say(lang, "hint", near=", ".join(near))
    return say(lang, "usage", message=" ".join(message.split()), command=command)
