"""`casekit validate`: what is wrong, where, for people and for programs."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from casekit.cli import exits
from casekit.cli.config import Config
from casekit.cli.findings import Checked, Context, formatter
from casekit.cli.inputs import Changes, single
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.report import Painter, Report, columns_here, is_terminal, wants_color
from casekit.corpus import STDIN
from casekit.diagnostic import Severity
from casekit.errors import ConfigError

if TYPE_CHECKING:
    from casekit.cli.linting import Linting

Format = Literal["text", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit"]
Limit = Literal["error", "warning", "info"]
Words = list[str] | None


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""
    limit: Any = config.fail_on or "info"
    say = report.say

    def validate(
        inputs: Annotated[list[str], Argument(metavar="INPUT", help=say("help.inputs"))],
        format: Annotated[Format | None, Option("--format", help=say("help.findings-format"))] = None,
        output_file: Annotated[str, Option("--output-file", metavar="FILE", help=say("help.output-file"))] = "",
        statistics: Annotated[bool, Option("--statistics", help=say("help.statistics"))] = False,
        fail_on: Annotated[Limit, Option("--fail-on", help=say("help.fail-on"))] = limit,
        exit_zero: Annotated[bool, Option("--exit-zero", help=say("help.exit-zero"))] = False,
        select: Annotated[Words, Option("--select", metavar="RULES", help=say("help.select"))] = None,
        ignore: Annotated[Words, Option("--ignore", metavar="RULES", help=say("help.ignore"))] = None,
        extend_select: Annotated[Words, Option("--extend-select", metavar="RULES", help=say("help.extend-select"))] = None,
        profile: Annotated[str, Option("--profile", metavar="NAME", help=say("help.profile"))] = "",
        baseline: Annotated[str, Option("--baseline", metavar="FILE", help=say("help.baseline"))] = "",
        since: Annotated[str, Option("--since", metavar="REV", help=say("help.since"))] = "",
        sources: Annotated[str, Option("--sources", metavar="DIR", help=say("help.sources"))] = ".",
        fix: Annotated[bool, Option("--fix", help=say("help.fix"))] = False,
        diff: Annotated[bool, Option("--diff", help=say("help.diff"))] = False,
        unsafe_fixes: Annotated[bool, Option("--unsafe-fixes", help=say("help.unsafe-fixes"))] = False,
        in_place: Annotated[bool, Option("--in-place", help=say("help.in-place"))] = False,
        output: Annotated[str, Option("-o", "--output", metavar="DIR", help=say("help.fixed-folder"))] = "",
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=say("help.relevel"))] = False,
        main_content: Annotated[bool, Option("--main-content", help=say("help.main-content"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=say("help.text-field"))] = "",
        jobs: Annotated[int, Option("-j", "--jobs", min=0, metavar="N", help=say("help.jobs"))] = 0,
        cache: Annotated[bool, Option("--cache/--no-cache", help=say("help.cache"))] = True,
    ) -> int:
        from casekit.cli.baseline_file import read
        from casekit.cli.linting import Linting, Options, baseline_path

        how = (encoding, changes, relevel, text_field, main_content)
        options = Options(select or [], ignore or [], extend_select or [], profile, how, sources, since, jobs, cache)
        known = baseline_path(baseline, config)
        linting = Linting(report, config, options, read(known) if known else None)
        fixing = fix or diff or unsafe_fixes or in_place or bool(output)
        if fixing:
            from casekit.cli.fixing import Fixing

            fixes = Fixing(report, linting, fix, diff, unsafe_fixes, in_place, output)
            inputs = fixes.run(inputs)
            if diff:
                return _verdict(report, fixes.changed > 0, exit_zero)
        printer = _Printer(report, format or ("text" if is_terminal(sys.stdout) else "concise"), statistics, not fixing)
        printer.write(linting, inputs, output_file)
        gravest = Severity(fail_on).rank
        return _verdict(report, any(Severity(name).rank <= gravest for name in printer.context.severities), exit_zero)

    return validate


def _verdict(report: Report, found: bool, exit_zero: bool) -> int:
    code = report.verdict(found)
    return exits.OK if exit_zero and code == exits.FOUND else code


class _Printer:
    """Prints findings and counts them."""

    def __init__(self, report: Report, format: str, statistics: bool, cleared: bool) -> None:
        self.report = report
        self.format = format
        self.statistics = statistics
        self.cleared = cleared
        if statistics and format not in ("text", "concise", "json"):
            raise wrong(ConfigError, "statistics", format=format)
        human = format in ("text", "concise")
        width = columns_here() if is_terminal(sys.stdout) else 100
        self.context = Context(report.lang, Painter(human and wants_color("auto")), width)

    def write(self, linting: "Linting", inputs: list[str], file: str) -> None:
        """Everything the run gives: to standard output, or to a file and for people to standard output."""
        self.context.single = single(inputs)
        pieces = self._pieces(self._counted(linting, inputs, file not in ("", STDIN)))
        if file and file != STDIN:
            from casekit.cli.writing import writing

            self.context.paint = Painter(False)
            with writing(Path(file)) as put:
                for piece in pieces:
                    put(piece)
        else:
            for piece in pieces:
                self.report.out(piece)
        self._end(linting)

    def _pieces(self, checked: Iterator[Checked]) -> Iterator[str]:
        if self.statistics:
            from casekit.cli.findings.statistics import write

            return write(checked, self.context, self.format == "json")
        return formatter(self.format)(checked, self.context)

    def _counted(self, linting: "Linting", inputs: list[str], spoken: bool) -> Iterator[Checked]:
        """What was checked, counted; `spoken`, people are told on the way."""
        context = self.context
        human = Context(self.report.lang, Painter(wants_color("auto")), context.width)
        for one in linting.run(inputs):
            if not one.error:
                context.files += bool(one.digest)
                context.affected += bool(one.found)
            for found in one.found:
                severity = found.diagnostic.severity.value
                context.severities[severity] = context.severities.get(severity, 0) + 1
            if spoken:
                self.report.out("".join(formatter("concise")([one], human)))
            yield one

    def _end(self, linting: "Linting") -> None:
        """The last lines, for people."""
        context, say = self.context, self.report.say
        baseline = linting.accepted.baseline
        stale = baseline.stale(linting.checked, linting.plan.codes | linting.plan.about) if baseline is not None else 0
        if stale and baseline is not None:
            self.report.note(self.report.say("note") + say("baseline.stale", count=stale, name=baseline.path.as_posix()))
        if not context.files and not context.severities:
            return
        if not context.severities:
            self.report.note(say("clean", total=context.files))
            return
        counts = {severity.value: context.severities.get(severity.value, 0) for severity in Severity}
        parts = [say("part", count=count, severity=say(f"{name}.severity")) for name, count in counts.items() if count]
        comma = "，" if self.report.lang == "zh" else ", "
        total = max(context.files, context.affected)
        self.report.note(say("found", count=sum(counts.values()), files=context.affected, total=total, parts=comma.join(parts)))
