"""How far a run has come: a bar where people look, a line a minute elsewhere."""

import contextlib
import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from casekit.cli.report import Report, is_terminal
from casekit.corpus import Input, in_shard
from casekit.corpus.discover import find
from casekit.corpus.work import Summary

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_PATIENCE = 0.5
"""Seconds before a bar is shown: most runs are over by then."""
_FRAME = 0.2
"""Seconds between two looks of the bar."""
_LINE = 60.0
"""Seconds between two lines where there is no terminal."""
_AHEAD = 500
"""Inputs counted at a pulse, so that the time left can be told; the run never waits for the count."""


class Progress:
    """Shows what `total` says. Without threads, so that processes can be forked beside it."""

    def __init__(self, report: Report, total: Summary, inputs: Sequence[str], shard: tuple[int, int], wanted: bool) -> None:
        self.report = report
        self.total = total
        self.wanted = wanted
        self.terminal = is_terminal(sys.stderr)
        self.begin = self.last = time.monotonic()
        self.files = self.bytes = 0
        self.counted = False
        self._ahead = (item for item in find(inputs) if isinstance(item, Input) and in_shard(item.name, *shard))
        self._bar: Bar | None = None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def pulse(self) -> None:
        """Shows how far the run has come, if it is time to."""
        now = time.monotonic()
        if not self.wanted:
            return
        if not self.terminal:
            if now - self.last >= _LINE:
                self.last = now
                self.report.note(self._line(now))
            return
        self._count()
        if now - self.last >= (_FRAME if self._bar else _PATIENCE):
            self.last = now
            self._show(now)

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Takes the bar away while something else is printed."""
        if self._bar is not None:
            self._bar.stop()
        yield
        if self._bar is not None:
            self._bar.start()

    def _count(self) -> None:
        if self.counted:
            return
        seen = 0
        for item in itertools.islice(self._ahead, _AHEAD):
            seen += 1
            self.files += 1
            self.bytes += item.size
        self.counted = seen < _AHEAD

    def _line(self, now: float) -> str:
        total = self.total
        rate = total.bytes / (now - self.begin) if now > self.begin else 0.0
        line = self.report.say(
            "progress",
            files=f"{total.files:,}",
            of=f"/{self.files:,}" if self.counted else "",
            amount=amount(total.bytes),
            rate=amount(rate),
            findings=f"{total.findings:,}",
        )
        if self.counted and rate:
            line += self.report.say("left", time=clock((self.bytes - total.bytes) / rate))
        return line

    def _show(self, now: float) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                BarColumn(24),
                TextColumn("{task.description}", markup=False),
                console=Console(file=sys.stderr),
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._bar.add_task("")
            self._bar.start()
        known = max(self.bytes, 1) if self.counted else None
        self._bar.update(self._bar.task_ids[0], total=known, completed=self.total.bytes, description=self._line(now), refresh=True)


def amount(size: float) -> str:
    """Bytes for people."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 999.5:
            return f"{size:.0f} {unit}" if unit == "B" or size >= 99.5 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def clock(seconds: float) -> str:
    """A time for people: 0:07, 12:40, 3:05:00."""
    whole = max(int(seconds), 0)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
