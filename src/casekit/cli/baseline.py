"""`casekit baseline update`: what is found now is put into the baseline, so that `validate` tells only what is new."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from casekit.cli.config import Config
from casekit.cli.inputs import Changes
from casekit.cli.options import Argument, Option
from casekit.cli.report import Report

Action = Literal["update"]
Words = list[str] | None


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""
    say = report.say

    def baseline(
        action: Annotated[Action, Argument(metavar="update", help=say("help.baseline-action"))],
        inputs: Annotated[list[str], Argument(metavar="INPUT", help=say("help.inputs"))],
        baseline: Annotated[str, Option("--baseline", metavar="FILE", help=say("help.baseline-file"))] = "",
        select: Annotated[Words, Option("--select", metavar="RULES", help=say("help.select"))] = None,
        ignore: Annotated[Words, Option("--ignore", metavar="RULES", help=say("help.ignore"))] = None,
        extend_select: Annotated[Words, Option("--extend-select", metavar="RULES", help=say("help.extend-select"))] = None,
        profile: Annotated[str, Option("--profile", metavar="NAME", help=say("help.profile"))] = "",
        sources: Annotated[str, Option("--sources", metavar="DIR", help=say("help.sources"))] = ".",
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=say("help.relevel"))] = False,
        main_content: Annotated[bool, Option("--main-content", help=say("help.main-content"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=say("help.text-field"))] = "",
        jobs: Annotated[int, Option("-j", "--jobs", min=0, metavar="N", help=say("help.jobs"))] = 0,
        cache: Annotated[bool, Option("--cache/--no-cache", help=say("help.cache"))] = True,
    ) -> int:
        from casekit.cli.baseline_file import NAME, Baseline, read, text
        from casekit.cli.findings.result import Found
        from casekit.cli.linting import Linting, Options, baseline_path
        from casekit.cli.writing import writing
        from casekit.corpus.holders import locate

        path = baseline_path(baseline, config) or Path(NAME)
        how = (encoding, changes, relevel, text_field, main_content)
        options = Options(select or [], ignore or [], extend_select or [], profile, how, sources, "", jobs, cache)
        linting = Linting(report, config, options)
        old = read(path) if path.exists() else Baseline(path, [])
        found: list[tuple[str, Found]] = []
        seen: set[str] = set()
        with writing(path) as put:
            for one in linting.run(inputs):
                if one.error or not one.digest:
                    continue
                seen |= {old.name(name) for name in (one.name, one.source, one.record) if name}
                found += [(one.path(row), row) for row in one.found]
            codes = linting.plan.codes | linting.plan.about
            kept = [entry for entry in old.entries if entry["path"] not in seen or entry.get("code") not in codes]
            kept = [entry for entry in kept if os.path.lexists(locate(path.parent / entry["path"])[0])]
            put(text(old, found, kept))
        report.note(say("baseline.written", count=len(found), name=path.as_posix()))
        return report.verdict()

    return baseline
