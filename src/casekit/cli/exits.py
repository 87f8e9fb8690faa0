"""How a run ends: the exit codes and signals."""

import contextlib
import signal
from collections.abc import Iterator
from typing import NoReturn

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


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turns SIGINT and SIGTERM into `Stopped`, so that temporary files go and finished work is noted."""

    def stop(number: int, frame: object) -> NoReturn:
        raise Stopped(INTERRUPTED if number == signal.SIGINT else TERMINATED)

    try:
        before = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)]
    except ValueError:  # signals come to the main thread alone
        before = []
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
