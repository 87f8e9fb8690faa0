"""A pager for what is longer than the screen.

1. It is used on a terminal alone, and only where the text does not fit; `--no-pager`, or `CASEKIT_PAGER` or `PAGER` with nothing or `cat`
   in it, does without.
2. What it shows has been cleaned as for the terminal itself: no sign of a document steers it.
3. Whoever leaves it early has seen enough: that is no error.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from casekit.cli.cells import width
from casekit.cli.report import Report, is_terminal
from casekit.cli.streams import flush, write
from casekit.patterns import lazy

if TYPE_CHECKING:
    from subprocess import Popen

_COLOR = lazy(r"\x1b\[[0-9;]*m")
DEFAULT = "less"
_LESS = "FRX"
"""Leave what fits, let colours through, keep the screen."""


@contextlib.contextmanager
def paged(report: Report, wanted: bool = True) -> Iterator[None]:
    """Within, what `report` gives out goes through a pager once it is longer than the screen."""
    words = _pager() if wanted and is_terminal(sys.stdout) and is_terminal(sys.stdin) else []
    if not words:
        yield
        return
    pager = _Pager(words)
    before = report.sink
    report.sink = pager.write
    try:
        yield
    except _Left:
        pass
    finally:
        report.sink = before
        pager.close()


def _pager() -> list[str]:
    """The words of the command, none for no pager."""
    command = next((os.environ[name] for name in ("CASEKIT_PAGER", "PAGER") if name in os.environ), DEFAULT)
    import shlex

    try:
        words = shlex.split(command)
    except ValueError:
        return []
    return [] if words == ["cat"] or os.environ.get("TERM") == "dumb" else words


class _Left(BaseException):
    """The reader has gone; no input is to blame, so nothing that goes on to the next one may catch it."""


class _Pager:
    """Holds a screenful back, and hands on to the command what is more."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.held: list[str] = []
        self.columns, rows = _size()
        self.room = rows - 1
        self.process: Popen[bytes] | None = None

    def write(self, text: str) -> None:
        """Show `text`, now or at the end. Raises _Left where nobody looks any more."""
        if self.process is None:
            self.held.append(text)
            self.room -= sum(_rows(line, self.columns) for line in text.removesuffix("\n").split("\n"))
            if self.room >= 0 or not self._start():
                return
            text = "".join(self.held)
            self.held = []
        self._send(text)

    def _start(self) -> bool:
        import subprocess

        environment = {"LESS": _LESS, "LESSCHARSET": "utf-8", "LV": "-c", **os.environ}
        flush()
        try:
            self.process = subprocess.Popen(self.words, stdin=subprocess.PIPE, env=environment)
        except (OSError, ValueError):
            self.room = sys.maxsize  # there is none: the text goes to the screen as it is
            return False
        return True

    def _send(self, text: str) -> None:
        if self.process is None or self.process.stdin is None:
            return
        try:
            self.process.stdin.write(text.encode("utf-8", "backslashreplace"))
        except (OSError, ValueError) as error:
            raise _Left from error

    def close(self) -> None:
        """Show what was held back, or wait until the reader has done."""
        if self.process is None:
            write("".join(self.held))
            return
        # While it runs, Ctrl-C is the pager's own affair.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            if self.process.stdin is not None:
                with contextlib.suppress(OSError, ValueError):
                    self.process.stdin.close()
            self.process.wait()
        finally:
            signal.signal(signal.SIGINT, before)


def _size() -> tuple[int, int]:
    """Columns and rows of the terminal; the usual ones where it does not know, or is a device such as NUL of Windows."""
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return 80, 24
    return size.columns or 80, size.lines or 24


def _rows(line: str, columns: int) -> int:
    """How many rows of the screen a line takes."""
    return max(1, -(-width(_COLOR.sub("", line)) // columns))
