"""`casekit render`: the tree as a text for people."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from casekit.cli.config import Config
from casekit.cli.inputs import Changes, how_to_read, load
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.report import Report
from casekit.corpus import STDIN, write
from casekit.errors import ConfigError, SourceError


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def render(
        input: Annotated[str, Argument(metavar="INPUT", help=report.say("help.input"))],
        to: Annotated[str, Option("--to", metavar="FORMAT", help=report.say("help.to"))] = "markdown",
        output: Annotated[str, Option("-o", "--output", metavar="FILE", help=report.say("help.file"))] = "-",
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        changes: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        from casekit.renderers import RENDERERS
        from casekit.renderers import render as draw

        how = how_to_read(report, encoding, changes, relevel, text_field)
        if to not in RENDERERS:
            import difflib

            near = difflib.get_close_matches(to, list(RENDERERS), 1)
            raise wrong(ConfigError, "no-renderer", near=near[0] if near else "", name=to, names=", ".join(RENDERERS))
        for item in report.one(input):
            with report.guard(item.name):
                text = draw(load(item, how).document, to)
                if output == STDIN:
                    report.raw(text)
                else:
                    save(output, text, item.path)
        return report.verdict()

    return render


def save(output: str, text: str, source: Path | None) -> None:
    """Writes `text` to the file `output`, whole or not at all. Raises ConfigError, also where that is the source itself."""
    path = Path(os.path.realpath(output))
    name = Path(output).as_posix()
    try:
        if path.is_dir():
            raise wrong(ConfigError, "output-folder", name=name)
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            path.write_bytes(text.encode(errors="backslashreplace"))  # a device or a pipe: nothing to move into its place
            return
        if source is not None and path.exists() and path.samefile(source):
            raise wrong(SourceError, "output-input", name=name)
        write(path, text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise wrong(ConfigError, "unwritable", name=name, reason=reason) from error
