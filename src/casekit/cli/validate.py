"""`casekit validate`: what is wrong, where, for people and for programs."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Literal

import typer

from casekit.cli.cells import clean
from casekit.cli.config import Config
from casekit.cli.inputs import Changes, Loaded, how_to_read, load
from casekit.cli.language import wrong
from casekit.cli.report import SEVERITY_STYLES, Painter, Report, compact, wants_color
from casekit.corpus import is_folder
from casekit.diagnostic import Diagnostic, Severity
from casekit.errors import ConfigError

Format = Literal["text", "json", "jsonl"]
Limit = Literal["error", "warning", "info"]


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""
    limit: Any = config.fail_on or "info"

    def validate(
        inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=report.say("help.inputs"))],
        format: Annotated[Format, typer.Option("--format", help=report.say("help.format"))] = "text",
        fail_on: Annotated[Limit, typer.Option("--fail-on", help=report.say("help.fail-on"))] = limit,
        select: Annotated[list[str] | None, typer.Option("--select", metavar="RULES", help=report.say("help.select"))] = None,
        ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="RULES", help=report.say("help.ignore"))] = None,
        encoding: Annotated[str, typer.Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, typer.Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, typer.Option("--relevel", help=report.say("help.relevel"))] = False,
        text_field: Annotated[str, typer.Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, changes, relevel, text_field)
        wanted = _codes(select or config.select)
        refused = _codes(ignore or config.ignore)
        found = report.inputs(inputs, records=True)
        printer = _Printer(report, format, array=format == "json" and not single(inputs))
        for item in found:
            with report.guard(item.name):
                loaded = load(item, how, wanted)
                printer.add(loaded, [f for f in loaded.findings if (not wanted or f.code in wanted) and f.code not in refused])
        printer.end()
        gravest = Severity(fail_on).rank
        return report.verdict(any(severity.rank <= gravest for severity in printer.counts))

    return validate


class _Printer:
    """Prints findings file by file and counts them."""

    def __init__(self, report: Report, format: Format, array: bool) -> None:
        self.report = report
        self.format = format
        self.array = array
        self.painter = Painter(format == "text" and wants_color("auto"))
        self.files = 0
        self.affected = 0
        self.counts: Counter[Severity] = Counter()

    def add(self, loaded: Loaded, findings: Sequence[Diagnostic]) -> None:
        path = loaded.document.origin.path
        if self.format == "text":
            self.report.out("".join([self._line(path, finding) for finding in findings]))
        else:
            row = compact({"source": path, "findings": [finding_row(finding) for finding in findings]})
            self.report.out(f"[\n{row}" if self.array and not self.files else f",\n{row}" if self.array else f"{row}\n")
        self.files += 1
        self.affected += bool(findings)
        self.counts.update(finding.severity for finding in findings)

    def end(self) -> None:
        if self.array:
            self.report.out("\n]\n" if self.files else "[]\n")
        if not self.files:
            return
        say = self.report.say
        if not self.counts:
            self.report.note(say("clean", total=self.files))
            return
        parts = [
            say("part", count=self.counts[severity], severity=say(f"{severity.value}.severity"))
            for severity in Severity
            if self.counts[severity]
        ]
        total = sum(self.counts.values())
        comma = "，" if self.report.lang == "zh" else ", "
        self.report.note(say("found", count=total, files=self.affected, total=self.files, parts=comma.join(parts)))

    def _line(self, path: str, finding: Diagnostic) -> str:
        place = self.painter(f"{clean(path)}:{finding.line}:{finding.column}:", "bold")
        label = self.painter(f"{clean(finding.code)} {clean(finding.name)}", SEVERITY_STYLES[finding.severity.value])
        return f"{place} {label} {clean(finding.text(self.report.lang))}\n"


def finding_row(finding: Diagnostic) -> dict[str, Any]:
    """A finding for programs: the message is always English."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "line": finding.line,
        "column": finding.column,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message,
    }


def single(inputs: Sequence[str]) -> bool:
    """Whether the command line names one file, so that JSON is one object and no array. What a folder holds makes no difference."""
    return len(inputs) == 1 and not is_folder(inputs[0])


def _codes(words: Iterable[str]) -> set[str]:
    """The codes that names, codes or beginnings of codes stand for. Raises ConfigError for what stands for none."""
    from casekit.rules import RULES

    codes: set[str] = set()
    for word in (part.strip() for words_here in words for part in words_here.split(",")):
        if not word:
            continue
        meant = {rule.code for rule in RULES if word.lower() == rule.name or rule.code.startswith(word.upper())}
        if not meant:
            near = difflib.get_close_matches(word, [rule.name for rule in RULES] + [rule.code for rule in RULES], 1)
            raise wrong(ConfigError, "no-rule", near=near[0] if near else "", name=word)
        codes |= meant
    return codes
