"""`casekit parse`: texts in, records out."""

import re
from collections.abc import Callable
from typing import Annotated, Literal

from casekit.cli.config import Config
from casekit.cli.inputs import Changes, Reading, how_to_read
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.report import Report
from casekit.corpus import Input, Row, in_shard, parse_shard
from casekit.corpus.shard import Records
from casekit.errors import ConfigError

Format = Literal["yaml", "json", "jsonl", "parquet"]
Engine = Literal["local", "ray"]


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def parse(
        inputs: Annotated[list[str], Argument(metavar="INPUT", help=report.say("help.inputs"))],
        output: Annotated[str | None, Option("-o", "--output", metavar="DIR", help=report.say("help.folder"))] = None,
        format: Annotated[Format, Option("--format", help=report.say("help.record-format"))] = "yaml",
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        main_content: Annotated[bool, Option("--main-content", help=report.say("help.main-content"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
        jobs: Annotated[int, Option("-j", "--jobs", metavar="N", min=0, max=1024, help=report.say("help.jobs"))] = 0,
        shard: Annotated[str, Option("--shard", metavar="I/N", help=report.say("help.shard"))] = "1/1",
        resume: Annotated[bool, Option("--resume/--force", help=report.say("help.resume"))] = True,
        dry: Annotated[bool, Option("--dry-run", help=report.say("help.dry-run"))] = False,
        engine: Annotated[Engine, Option("--engine", help=report.say("help.engine"))] = "local",
        address: Annotated[str, Option("--address", metavar="HOST:PORT", help=report.say("help.address"))] = "",
        log: Annotated[str, Option("--log", metavar="FILE", help=report.say("help.log"))] = "",
        progress: Annotated[bool, Option("--progress/--no-progress", help=report.say("help.progress"))] = True,
        quiet: Annotated[bool, Option("-q", "--quiet", help=report.say("help.quiet"))] = False,
    ) -> int:
        how = how_to_read(report, encoding, changes, relevel, text_field, main_content)
        part = _shard(shard)
        if output is not None and output != "-":
            from casekit.cli.batch import Wish, dry_run, store  # what runs over folders; printing needs none of it

            ray = engine == "ray"
            wish = Wish(output, format, how.encoding, part, not resume, jobs, ray, address, log, progress, quiet, how.formats)
            (dry_run if dry else store)(report, inputs, wish)
        elif dry or engine != "local" or format == "parquet":
            raise wrong(ConfigError, "needs-folder")
        else:
            found = [item for item in report.inputs(inputs, records=False) if in_shard(item.name, *part)]
            _print(report, found, format, how._replace(tell=None) if quiet else how, quiet)
        return report.verdict()

    return parse


def _shard(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,7})/([0-9]{1,7})", text)
    index, count = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= index <= count:
        raise wrong(ConfigError, "shard", value=text)
    return index, count


def _print(report: Report, inputs: list[Input], format: Literal["yaml", "json", "jsonl"], how: Reading, quiet: bool) -> None:
    printer = _Printer(report, format)
    sources = headings = count = 0
    for item in inputs:
        with report.guard(item.name):
            for parsed in parse_shard([item], format, how.encoding, printer.take, how.formats):
                for warning in parsed.warnings if how.tell else ():
                    report.warn(item.name, warning)
                if parsed.error is not None:
                    raise parsed.error
                sources += 1
                headings += parsed.row.headings
                count += parsed.row.findings
    printer.end()
    if sources and not quiet:
        report.note(report.say("parsed", sources=sources, cases=printer.count, headings=headings, findings=count))


class _Printer:
    """Prints records one by one: several as a list in JSON, as documents of one stream in YAML."""

    def __init__(self, report: Report, format: str) -> None:
        self.count = 0
        self._report = report
        self._format = format
        self._held = ""  # the first record, until it is known whether it is the only one

    def take(self, row: Row, records: Records) -> list[str]:
        """Print the records of a source; they are files of no folder."""
        for _, text in records:
            self._print(text)
        return []

    def _print(self, text: str) -> None:
        raw, format = self._report.raw, self._format
        self.count += 1
        if format == "jsonl":
            raw(text)
        elif self.count == 1:
            self._held = text
        else:
            if self.count == 2:
                raw(f"[\n{self._held.rstrip()}" if format == "json" else f"---\n{self._held}")
            raw(f",\n{text.rstrip()}" if format == "json" else f"---\n{text}")

    def end(self) -> None:
        """Print what was held back."""
        if self.count == 1:
            self._report.raw(self._held)
        elif self.count and self._format == "json":
            self._report.raw("\n]\n")
