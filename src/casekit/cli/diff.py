"""`casekit diff`: two texts, two records, or two folders of them, compared by heading."""

import os
from collections.abc import Callable, Iterable
from typing import Annotated, Literal

from casekit.cli.comparing import NUMBERED, Comparing, Pair
from casekit.cli.config import Config
from casekit.cli.differences import Context, count, writer
from casekit.cli.inputs import Changes, how_to_read
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.pager import paged
from casekit.cli.report import Painter, Report, wants_color
from casekit.corpus import Input, is_folder
from casekit.corpus.holders import holds_several
from casekit.errors import ConfigError

Format = Literal["text", "json", "html"]
Color = Literal["auto", "always", "never"]
Words = list[str] | None


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def diff(
        old: Annotated[str, Argument(metavar="OLD", help=report.say("help.old"))],
        new: Annotated[str, Argument(metavar="NEW", help=report.say("help.new"))],
        format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text",
        ignore: Annotated[Words, Option("--ignore", metavar="WHAT", help=report.say("help.diff-ignore"))] = None,
        stat: Annotated[bool, Option("--stat", help=report.say("help.stat"))] = False,
        color: Annotated[Color, Option("--color", help=report.say("help.color"))] = "auto",
        no_pager: Annotated[bool, Option("--no-pager", help=report.say("help.no-pager"))] = False,
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        tracked: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        main_content: Annotated[bool, Option("--main-content", help=report.say("help.main-content"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, tracked, relevel, text_field, main_content)
        ignored = ignorable(ignore or [])
        folders = _many(old) or _many(new)
        if _many(old) != _many(new) and os.devnull not in (old, new):
            raise wrong(ConfigError, "sides")
        compared = Comparing(report, how, ignored).run(_pairs(report, old, new, folders))
        painter = Painter(format == "text" and wants_color(color))
        with paged(report, wanted=format == "text" and not no_pager):
            for text in writer(format)(compared, Context(report, painter, folders, stat, ignored)):
                report.out(text)
        if not report.failed:
            differences = count(compared)
            report.note(report.say("differences", count=differences) if differences else report.say("same"))
        return report.verdict(count(compared) > 0)

    return diff


def ignorable(words: list[str]) -> tuple[str, ...]:
    """What is to be passed over, named in lists with commas. Raises ConfigError for what cannot be."""
    from casekit.changes import IGNORABLE

    names = [name.strip() for word in words for name in word.split(",")]
    for name in names:
        if name not in IGNORABLE:
            import difflib

            near = difflib.get_close_matches(name, IGNORABLE, 1)
            raise wrong(ConfigError, "not-ignorable", near=near[0] if near else "", name=name, names=", ".join(IGNORABLE))
    return tuple(name for name in IGNORABLE if name in names)


def _many(argument: str) -> bool:
    return is_folder(argument) or holds_several(argument)


def _pairs(report: Report, old: str, new: str, folders: bool) -> list[Pair]:
    """What to compare with what: in folders, equal paths; of the records of one source, equal titles and then equal numbers.

    Where something cannot be looked into, such as a damaged archive, what is on one side only is left out: it may be in there.
    """
    sides = [[] if argument == os.devnull else report.inputs([argument], records=True) for argument in (old, new)]
    if not folders:
        if report.failed:
            return []
        first, second = (side[0] if side else None for side in sides)
        return [(first, second)] if first or second else []
    before, after = ({_path(item, is_folder(side)): item for item in items} for side, items in zip((old, new), sides, strict=True))
    titles = _titles(before), _titles(after)
    moved = {titles[0][title]: path for title, path in titles[1].items() if title in titles[0]}
    olds = {moved.get(path, path): item for path, item in before.items()}
    pairs = [(olds.get(path), after.get(path)) for path in sorted({**olds, **after})]
    return [pair for pair in pairs if None not in pair] if report.failed else pairs


def _path(item: Input, folder: bool) -> str:
    """Where an input is in the folder, or in the archive."""
    return item.below if folder else item.member or item.below


def _titles(paths: Iterable[str]) -> dict[tuple[str, str], str]:
    """The records of numbered cases by folder and title, without titles that come again.

    A case that was put in changes the numbers of all behind it, so the title tells more.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        place, _, name = path.rpartition("/")
        numbered = NUMBERED.fullmatch(name)
        if numbered:
            found.setdefault((place, numbered[2]), []).append(path)
    return {title: paths[0] for title, paths in found.items() if len(paths) == 1}
