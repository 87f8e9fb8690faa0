"""A piece of a run: a handful of sources that one worker does, writes, and tells about in a few words."""

import gc
import hashlib
import os
import time
from typing import IO

from casekit.corpus.discover import Input
from casekit.corpus.manifest import Row
from casekit.corpus.shard import Parsed, Records, made_by, parse_shard
from casekit.corpus.store import Place, open_place, owned, put, unwritable
from casekit.errors import CasekitError, brief
from casekit.ladder.custom import CustomFamily, digest
from casekit.ladder.in_use import in_use
from casekit.readers.content import DEFAULT
from casekit.readers.content import Options as Formats
from casekit.shapes import dataclass, field

_LINES_HELD = 1 << 22
"""Bytes of records that are held before they are put into a file."""
_CYCLES = 500_000
"""Objects that may be left over before the collector is called by hand."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What all jobs of a run have in common. `run` is the folder below `output` that the run keeps its notes in.

    With `timed` a summary tells the time of every source. Without, it is short enough to pass a pipe in one piece, so that a worker
    killed while it tells leaves no half of it. `families` are the project's own, to be read in whichever process does a job.
    """

    output: str
    run: str
    format: str
    encoding: str | None = None
    timed: bool = False
    families: tuple[CustomFamily, ...] = ()
    formats: Formats = DEFAULT

    @property
    def lines(self) -> bool:
        """Whether the records of a shard go into one file."""
        return self.format in ("jsonl", "parquet")

    @property
    def made_by(self) -> str:
        """What the records depend on besides the sources."""
        return made_by(self.format, self.encoding, self.formats) + (f", families {digest(self.families)}" if self.families else "")


@dataclass(frozen=True, slots=True)
class Task:
    """A source to do: its records go into `folder`; `before` is its row of an earlier run.

    `keep` tells that the records of that run are still good unless the bytes have changed.
    """

    source: Input
    folder: str = ""
    before: Row | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """Neighbours of about a megabyte together. Names of jobs sort as their sources do."""

    name: str
    tasks: tuple[Task, ...]
    settings: Settings

    def single(self) -> list["Job"]:
        """A job for each of the sources."""
        return [Job(f"{self.name}-{at:05}", (task,), self.settings) for at, task in enumerate(self.tasks)]


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be done; `expected` where casekit itself said so."""

    source: str
    message: str
    message_zh: str
    expected: bool = True
    traceback: str = ""


@dataclass(slots=True)
class Summary:
    """What became of a job, in numbers. `bytes` are those of the sources; `times` are source, state and seconds, where they were wanted.

    `warnings` are sources and what their readers could not read of them, in English and in Chinese.
    """

    files: int = 0
    bytes: int = 0
    kept: int = 0
    failed: int = 0
    cases: int = 0
    headings: int = 0
    findings: int = 0
    failures: list[Failure] = field(default_factory=list)
    warnings: list[tuple[str, tuple[str, str]]] = field(default_factory=list)
    times: list[tuple[str, str, float]] = field(default_factory=list)

    def count(self, row: Row, seconds: float = 0.0, kept: bool = False) -> None:
        """Adds a source."""
        self.files += 1
        self.bytes += row.size
        self.kept += kept
        if seconds:
            self.times.append((row.source, "kept" if kept else row.state, seconds))
        if row.state == "ok":
            self.cases += row.cases
            self.headings += row.headings
            self.findings += row.findings
        else:
            self.failed += 1


def work(job: Job) -> Summary:
    """Does a job. Its records are written, then its rows, which make them count; both whole or not at all. Raises ConfigError."""
    place = open_place(job.settings.output)
    summary = Summary()
    rows: list[Row] = []
    lines = _waiting_lines() if job.settings.lines else None
    try:
        for task in job.tasks:
            begin = time.perf_counter() if job.settings.timed else 0.0
            row = kept(place, task, job.settings)
            if row is not None:
                summary.count(row, _since(begin), kept=True)
                continue
            with in_use(job.settings.families):
                parsed = _do(place, task, job.settings, lines)
            rows.append(parsed.row)
            summary.count(parsed.row, _since(begin))
            summary.warnings += [(task.source.name, warning) for warning in parsed.warnings]
            if parsed.error:
                summary.failures.append(_failure(parsed, parsed.error))
            if gc.get_count()[0] > _CYCLES:
                gc.collect()
    finally:  # what is finished counts, whatever stopped the rest
        try:
            if lines is not None:
                with lines:
                    _put_lines(place, job, lines)
            note(place, job, rows)
        except OSError as error:
            raise unwritable(f"{place.root}/{job.settings.run}", error) from error
    return summary


def _since(begin: float) -> float:
    return time.perf_counter() - begin if begin else 0.0


def lost(job: Job) -> Summary:
    """What to say of a job of one source that ends every worker that takes it."""
    (task,) = job.tasks
    name = task.source.name
    message = f"{name}: its worker was killed twice; split it, or give the run more memory"
    failure = Failure(name, message, f"{name}：处理它的进程两次被终止；请先拆分，或增加内存")
    row = _failed(Row(name, "error", size=task.source.size, made_by=job.settings.made_by, error=message), task)
    note(open_place(job.settings.output), job, [row])
    summary = Summary(failures=[failure])
    summary.count(row)
    return summary


def note(place: Place, job: Job, rows: list[Row]) -> None:
    """Takes down the rows of a job. Raises OSError."""
    if rows:
        with place.writing(f"{job.settings.run}/{job.name}.rows") as file:
            file.write("".join(row.line() for row in rows).encode(errors="backslashreplace"))


def _waiting_lines() -> IO[bytes]:
    """Where the lines of a job wait for its end: in memory, and in a file once there are many."""
    import tempfile

    return tempfile.SpooledTemporaryFile(_LINES_HELD, prefix="casekit-")


def _put_lines(place: Place, job: Job, lines: IO[bytes]) -> None:
    if lines.tell():
        lines.seek(0)
        with place.writing(f"{job.settings.run}/{job.name}.lines") as file:
            while block := lines.read(_LINES_HELD):
                file.write(block)


def _do(place: Place, task: Task, settings: Settings, lines: IO[bytes] | None) -> Parsed:
    def write(row: Row, records: Records) -> list[str]:
        if lines is None:
            return put(place, task.folder, records)
        before = lines.tell()
        try:
            for _, text in records:
                lines.write(text.encode(errors="backslashreplace"))
        except BaseException:
            lines.seek(before)
            lines.truncate()
            raise
        return []

    format = "jsonl" if settings.lines else settings.format
    (parsed,) = parse_shard([task.source], format, settings.encoding, write, settings.formats)
    row = parsed.row
    row.made_by = settings.made_by
    row.size = row.size or task.source.size
    if parsed.error is not None:
        _failed(row, task)
    return parsed


def _failed(row: Row, task: Task) -> Row:
    """A source that failed keeps the records it had."""
    if task.before:
        row.records = [record for record in task.before.records if owned(record)]
        row.cases = task.before.cases
    return row


def _failure(parsed: Parsed, error: Exception) -> Failure:
    if isinstance(error, CasekitError):
        return Failure(parsed.row.source, error.message, error.message_zh)
    import traceback

    told = "".join(traceback.format_exception(error))
    return Failure(parsed.row.source, brief(error), brief(error), False, told)


def kept(place: Place, task: Task, settings: Settings) -> Row | None:
    """The row of an earlier run, where nothing has changed since."""
    before = task.before
    if not task.keep or before is None:
        return None
    if not settings.lines and not (before.records and all(owned(name) and place.has(name) for name in before.records)):
        return None
    try:
        return before if _digest(task.source, settings.formats) == before.sha256 else None
    except (OSError, ValueError, CasekitError):
        return None  # reading it again will say what is wrong


def _digest(source: Input, formats: Formats) -> str:
    if source.path is not None and source.member:
        from casekit.readers.members import digest_member

        return digest_member(source.path, source.member, formats)
    if source.path is None:
        from casekit.corpus import remote

        return hashlib.sha256(remote.read(source.name)).hexdigest()
    # Opened without waiting, as the readers do: it may have become a pipe.
    handle = os.open(source.path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
