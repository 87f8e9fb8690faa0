"""`casekit parse -o DIR`: a run over many sources, and what is told about it."""

import contextlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from casekit.cli.cells import clean, pad, width
from casekit.cli.language import wrong
from casekit.cli.progress import Progress, amount
from casekit.cli.report import Report, is_terminal
from casekit.corpus.plan import Options, Plan
from casekit.corpus.work import Failure, Summary, kept
from casekit.errors import CasekitError, ConfigError
from casekit.readers.content import DEFAULT
from casekit.readers.content import Options as Formats
from casekit.shapes import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for, see the help of `casekit parse`."""

    output: str
    format: str
    encoding: str | None
    shard: tuple[int, int]
    force: bool
    jobs: int
    ray: bool
    address: str
    log: str
    progress: bool
    quiet: bool
    formats: Formats = DEFAULT

    @property
    def options(self) -> Options:
        """What the work depends on."""
        return Options(self.output, self.format, self.encoding, self.shard, self.force, bool(self.log), self.formats)


def store(report: Report, inputs: Sequence[str], wish: Wish) -> None:
    """Parses the inputs into an output folder, tells what failed, and at the end what was done."""
    from casekit.corpus.run import run

    plan = Plan(wish.options)
    total = Summary()
    begin = time.monotonic()
    with (
        _log(wish.log) as log,
        Progress(report, total, inputs, wish.shard, wish.progress and not wish.quiet) as progress,
    ):

        def tell(name: str, error: CasekitError | None) -> None:
            with progress.aside():
                _tell(report, name, error)

        for summary in run(plan, inputs, tell, progress.pulse, jobs=wish.jobs, ray=wish.ray, address=wish.address):
            _add(total, summary)
            for name, warning in () if wish.quiet else summary.warnings:
                with progress.aside():
                    report.warn(name, warning)
            for failure in summary.failures:
                with progress.aside():
                    _fail(report, failure)
            if log:
                for source, state, seconds in summary.times:
                    log.write(json.dumps({"source": source, "state": state, "seconds": round(seconds, 4)}) + "\n")
            progress.pulse()
    report.total += total.files
    if total.files > total.failed and not wish.quiet:
        _conclude(report, wish, total, time.monotonic() - begin)


def dry_run(report: Report, inputs: Sequence[str], wish: Wish) -> None:
    """Tells what `store` would do, a line for each source, and changes nothing."""
    plan = Plan(wish.options, dry=True)
    todo = size = same = 0
    for task in plan.tasks(inputs, lambda name, error: _tell(report, name, error)):
        keep = kept(plan.place, task, plan.settings) is not None
        report.out(f"{'keep' if keep else 'parse'}\t{clean(task.source.name)}\n")
        report.total += 1
        same += keep
        todo += not keep
        size += 0 if keep else task.source.size
    report.note(report.say("dry-run", todo=todo, amount=amount(size), kept=same))


def _tell(report: Report, name: str, error: CasekitError | None) -> None:
    if error is None:
        report.note(report.say("note") + report.say("link", name=name))
    else:
        report.total += 1
        report.failed += 1
        report.error(error)


def _fail(report: Report, failure: Failure) -> None:
    report.failed += 1
    if failure.expected:
        report.error(CasekitError(failure.message, failure.message_zh))
        return
    if report.debug:
        sys.stderr.write(failure.traceback)
    report.note(report.say("error") + report.say("unexpected", name=failure.source, reason=failure.message))


def _add(total: Summary, summary: Summary) -> None:
    for name in ("files", "bytes", "kept", "failed", "cases", "headings", "findings"):
        setattr(total, name, getattr(total, name) + getattr(summary, name))


@contextlib.contextmanager
def _log(name: str) -> Iterator[IO[str] | None]:
    """The file for the times of a run, which are never the same twice and so stand nowhere in the output folder."""
    if not name:
        yield None
        return
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(Path(name).open("a", encoding="utf-8"))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise wrong(ConfigError, "unwritable", name=name, reason=reason) from error
        yield file


def _conclude(report: Report, wish: Wish, total: Summary, seconds: float) -> None:
    done = total.files - total.failed
    if not is_terminal(sys.stderr):
        line = report.say("parsed", sources=done, cases=total.cases, headings=total.headings, findings=total.findings)
        if total.kept:
            line += report.say("parsed-kept", kept=total.kept)
        report.note(report.say("up-to-date" if total.kept == total.files else "parsed-into", summary=line, folder=wish.output))
        return
    rate = amount(total.bytes / seconds) + "/s" if seconds else "-"
    rows = (
        ("sources", f"{total.files:,}"),
        ("unchanged", f"{total.kept:,}"),
        ("failures", f"{total.failed:,}"),
        ("cases", f"{total.cases:,}"),
        ("heading-count", f"{total.headings:,}"),
        ("finding-count", f"{total.findings:,}"),
        ("bytes", f"{amount(total.bytes)}, {rate}"),
        ("seconds", f"{seconds:.1f} s"),
        ("folder", wish.output),
    )
    labels = [report.say(f"row.{key}") for key, _ in rows]
    columns = max(map(width, labels))
    for label, (_, value) in zip(labels, rows, strict=True):
        report.note(f"{pad(label, columns)}  {value}")
