"""`casekit parse`: texts in, records out."""

import re
from collections.abc import Callable
from typing import Annotated, Literal

from casekit.cli.config import Config
from casekit.cli.inputs import Changes, Reading, examine, how_to_read, source
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.report import Report
from casekit.corpus import Input, divide, dump_line, in_shard
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
        from casekit.cli.batch import Wish, dry_run, store

        how = how_to_read(report, encoding, changes, relevel, text_field, main_content)
        part = _shard(shard)
        if output is not None and output != "-":
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
    from casekit.record import dump

    sources = cases = headings = count = 0
    held = ""  # the first record, until it is known whether it is the only one
    for item in inputs:
        with report.guard(item.name):
            loaded = examine(source(item, how))
            parts = divide(loaded.document, loaded.findings)
            texts = [dump_line(*part) if format == "jsonl" else dump(*part, format) for part in parts]
            for text in texts:
                cases += 1
                if format == "jsonl":
                    report.raw(text)
                    continue
                if cases == 1:
                    held = text
                    continue
                if cases == 2:
                    report.raw(f"[\n{held.rstrip()}" if format == "json" else f"---\n{held}")
                report.raw(f",\n{text.rstrip()}" if format == "json" else f"---\n{text}")
            sources += 1
            headings += sum(1 for _ in loaded.document.root.headings())
            count += len(loaded.findings)
    if cases == 1:
        report.raw(held)
    elif cases and format == "json":
        report.raw("\n]\n")
    if sources and not quiet:
        report.note(report.say("parsed", sources=sources, cases=cases, headings=headings, findings=count))
