"""`casekit redact`: a skeleton that shows how a text is built and hides what it says."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from casekit.cli.config import Config
from casekit.cli.inputs import Changes, how_to_read, single, source
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.report import Report
from casekit.corpus import STDIN, Input
from casekit.errors import ConfigError


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def redact(
        inputs: Annotated[list[str], Argument(metavar="INPUT", help=report.say("help.inputs"))],
        output: Annotated[str, Option("-o", "--output", metavar="PATH", help=report.say("help.redact-output"))] = "-",
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        main_content: Annotated[bool, Option("--main-content", help=report.say("help.main-content"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        from casekit.parser import parse
        from casekit.redaction import redact as hide

        how = how_to_read(report, encoding, changes, relevel, text_field, main_content)
        differs = False
        taken: dict[Path, str] = {}
        for item in report.inputs(inputs, records=False):
            with report.guard(item.name):
                done = hide(source(item, how), parse)
                if output == STDIN:
                    report.raw(done.text if done.text.endswith("\n") else done.text + "\n")
                else:
                    from casekit.cli.writing import replace

                    replace(_place(item, Path(output), single(inputs), taken), done.text.encode(errors="backslashreplace"))
                report.note(report.say("redact.done", name=item.name, count=done.hidden, kept=done.kept))
                if done.differs:
                    differs = True
                    report.note(report.say("redact.differs", name=item.name, line=done.differs))
        return report.verdict(differs)

    return redact


def _place(item: Input, output: Path, alone: bool, taken: dict[Path, str]) -> Path:
    """The file for a skeleton. Raises ConfigError where that is the text itself or another one's skeleton."""
    place = output if alone else output / item.below
    if item.path is not None and place.exists() and place.samefile(item.path):
        raise wrong(ConfigError, "output-input", name=place.as_posix())
    if place in taken:
        raise wrong(ConfigError, "fix.twice", name=item.name, other=taken[place])
    taken[place] = item.name
    if not alone:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise wrong(ConfigError, "unwritable", name=place.as_posix(), reason=getattr(error, "strerror", "") or str(error)) from error
    return place
