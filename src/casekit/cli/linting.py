"""From inputs to the findings that count: what `validate` and `baseline` have in common."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from casekit.cli.accepted import Accepted
from casekit.cli.baseline_file import Baseline
from casekit.cli.cache import Cache, default_folder
from casekit.cli.checking import Plan
from casekit.cli.config import Config
from casekit.cli.findings.result import Checked
from casekit.cli.inputs import how_to_read
from casekit.cli.report import Report
from casekit.cli.selection import about, chosen
from casekit.cli.workers import check_all
from casekit.corpus import Input, is_folder, is_record
from casekit.shapes import dataclass, field


@dataclass(slots=True)
class Options:
    """What the command line asks for; what it does not say is taken from the settings."""

    select: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    extend_select: list[str] = field(default_factory=list)
    profile: str = ""
    how: tuple[str, str, bool, str, bool] = ("", "accept", False, "", False)
    """Encoding, tracked changes, whether to forget levels, the field with the text; see `inputs.how_to_read`."""
    sources: str = "."
    since: str = ""
    jobs: int = 0
    cache: bool = True


class Linting:
    """One run. Raises ConfigError for options and settings that mean nothing."""

    def __init__(self, report: Report, config: Config, options: Options, baseline: Baseline | None = None) -> None:
        import casekit.rules

        self.report = report
        self.config = config
        self.options = options
        select, ignore = options.select or config.select, options.ignore or config.ignore
        also = options.extend_select or config.extend_select
        self.rules = chosen(select, ignore, also, options.profile or config.profile)
        known = frozenset(rule.code for rule in casekit.rules.RULES)
        codes = frozenset(rule.code for rule in self.rules)
        encoding, changes, relevel, text_field, main_content = options.how
        self.how = how_to_read(report, encoding or config.encoding, changes, relevel, text_field, main_content)
        own, folder = about(select, ignore, also), os.path.realpath(options.sources)
        self.plan = Plan(codes, own, known, self.how.encoding, folder, config.families, self.how.formats)
        usual = {rule.code: rule.severity for rule in casekit.rules.RULES}
        self.severities = {rule.code: rule.severity for rule in self.rules if rule.severity is not usual[rule.code]}
        self.accepted = Accepted(config, baseline, self.severities)
        self.cache_folder = (config.cache_dir or default_folder()) if options.cache else ""
        self.checked: list[str] = []

    def inputs(self, arguments: Sequence[str]) -> list[Input]:
        """The inputs the arguments name, but for YAML and JSON in folders that is no record; only changed ones where that is asked for."""
        since: set[str] | None = None
        if self.options.since:
            from casekit.cli.since import changed

            since = changed(self.options.since)
        found = self.report.inputs(arguments, records=True)
        if since is not None:
            left = [item for item in found if item.path is None or os.path.realpath(item.path) in since]
            self.report.total -= len(found) - len(left)
            found = left
        named = {PurePath(word).as_posix() for word in arguments}
        others = {item.name for item in found if item.record and item.name not in named and not _begins_as_record(item)}
        if others:
            self.report.total -= len(others)
            self.report.note(self.report.say("note") + self.report.say("no-records", count=len(others), name=min(others)))
        return [item for item in found if item.name not in others]

    def run(self, arguments: Sequence[str]) -> Iterator[Checked]:
        """What counts in each input, in order, and then about the settings. Failures are told and counted as they come."""
        inputs = self.inputs(arguments)
        for one in check_all(inputs, self.plan, self.options.jobs, Cache(self.cache_folder, self.plan)):
            self._tell(one)
            yield self.accepted.settle(one)
            if not one.error:
                self.checked += {one.name, one.source or one.name}
        if "CK901" in self.plan.about:
            whole = not self.options.since and any(is_folder(word) for word in arguments)
            yield from self.accepted.unused(whole, self.plan.codes | self.plan.about)

    def _tell(self, one: Checked) -> None:
        report = self.report
        for warning in one.warnings:
            report.warn(one.name, warning)
        if one.error:
            report.failed += 1
            if report.debug and one.trace and sys.stderr is not None:
                sys.stderr.write(one.trace)
            report.note(report.say("error") + (one.error_zh if report.lang == "zh" else one.error))
        elif one.unseen:
            report.note(report.say("note") + report.say("unseen", name=one.record, source=one.source))


def _begins_as_record(item: Input) -> bool:
    """Whether a file's first bytes are those of a record; True where they cannot be read, so that reading it tells why."""
    assert item.path is not None
    try:
        with item.path.open("rb") as file:
            return is_record(file.read(515))
    except OSError:
        return True


def baseline_path(given: str, config: Config) -> Path | None:
    """The baseline that the option or the settings name, None for none."""
    name = given or config.baseline
    return Path(name) if name else None
