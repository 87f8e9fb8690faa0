"""`casekit diff`: two texts, two records, or two folders of them, compared by heading."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from casekit.cli.cells import clean, cut, pad
from casekit.cli.config import Config
from casekit.cli.inputs import Changes, Reading, how_to_read, load
from casekit.cli.language import wrong
from casekit.cli.options import Argument, Option
from casekit.cli.report import Painter, Report, compact, wants_color
from casekit.corpus import Input, is_folder
from casekit.errors import ConfigError
from casekit.model import Section

if TYPE_CHECKING:
    from casekit.changes import Change

Format = Literal["text", "json"]
Pair = tuple[Input | None, Input | None]

_NUMBERED = re.compile(r"(\d{2,})-[^/]*\.(?:yaml|yml|json)")
_STYLES = {"added": "green", "removed": "red", "moved": "cyan"}
_SIGNS = {"added": "+", "removed": "-", "moved": ">"}
_KIND_WIDTH = 12
_LINES_WIDTH = 9
_CONTEXT = 8
"""Signs shown before the place where two texts part."""
_EXCERPT = 48
"""Columns of a text that are shown."""


def command(report: Report, config: Config) -> Callable[..., int]:
    """The command, speaking through `report`."""

    def diff(
        old: Annotated[str, Argument(metavar="OLD", help=report.say("help.old"))],
        new: Annotated[str, Argument(metavar="NEW", help=report.say("help.new"))],
        format: Annotated[Format, Option("--format", help=report.say("help.format"))] = "text",
        encoding: Annotated[str, Option("--encoding", metavar="NAME", help=report.say("help.encoding"))] = config.encoding,
        tracked: Annotated[Changes, Option("--changes", help=report.say("help.changes"))] = "accept",
        relevel: Annotated[bool, Option("--relevel", help=report.say("help.relevel"))] = False,
        text_field: Annotated[str, Option("--text-field", metavar="NAME", help=report.say("help.text-field"))] = "",
    ) -> int:
        how = how_to_read(report, encoding, tracked, relevel, text_field)
        folders = is_folder(old)
        if folders != is_folder(new):
            raise wrong(ConfigError, "sides")
        rows: list[dict[str, Any]] = []
        count = 0
        for before, after in _pairs(report, old, new, folders):
            with report.guard(_name(after) or _name(before)):
                changes = _changes(before, after, how)
                lone = before is None or after is None
                count += len(changes) + lone
                if format == "json":
                    names = {"old": _name(before) or None, "new": _name(after) or None}
                    rows.append(names | {"changes": [_row(change) for change in changes]})
                else:
                    report.out(_text(report, before, after, changes, folders))
        if format == "json" and (folders or rows):
            report.out("[\n" + ",\n".join(map(compact, rows)) + "\n]\n" if folders else compact(rows[0]) + "\n")
        if not report.failed:
            report.note(report.say("differences", count=count) if count else report.say("same"))
        return report.verdict(count > 0)

    return diff


def _name(item: Input | None) -> str:
    return item.name if item else ""


def _pairs(report: Report, old: str, new: str, folders: bool) -> list[Pair]:
    """What to compare with what: in folders, equal paths; of the records of one source, equal numbers, whatever the titles."""
    sides = [report.inputs([argument], records=True) for argument in (old, new)]
    if report.failed:
        return []
    if not folders:
        return [(sides[0][0], sides[1][0])]
    before, after = ({_key(item): item for item in side} for side in sides)
    return [(before.get(key), after.get(key)) for key in sorted({**before, **after})]


def _key(item: Input) -> str:
    place, _, name = item.below.rpartition("/")
    numbered = _NUMBERED.fullmatch(name)
    return f"{place}/{numbered[1]}" if numbered else f"{place}/{name}"


def _changes(before: Input | None, after: Input | None, how: Reading) -> Sequence["Change"]:
    from casekit.changes import diff

    if before is None or after is None:
        return []
    return diff(load(before, how).document, load(after, how).document)


def _row(change: "Change") -> dict[str, Any]:
    return {
        "kind": change.kind,
        "path": list(change.path),
        "old": _heading(change.old),
        "new": _heading(change.new),
        "details": change.details,
    }


def _heading(section: Section | None) -> dict[str, Any] | None:
    if section is None:
        return None
    return {"line": section.line, "start": section.start, "end": section.end, "marker": section.marker, "title": section.title}


def _text(report: Report, before: Input | None, after: Input | None, changes: Sequence["Change"], folders: bool) -> str:
    paint = Painter(wants_color("auto"))
    if before is None or after is None:
        key, name = ("added-record", _name(after)) if before is None else ("removed-record", _name(before))
        return f"{paint(clean(name), 'bold')}: {report.say(key)}\n"
    head = f"{paint(clean(after.name), 'bold')}:\n" if folders and changes else ""
    return head + "".join([_line(report, paint, change) + "\n" for change in changes])


def _line(report: Report, paint: Painter, change: "Change") -> str:
    lines = [str(section.line) for section in (change.old, change.new) if section is not None and section.line]
    place = clean(" › ".join(change.path)) or report.say("change.top")
    sign = _SIGNS.get(change.kind, "~")
    word = pad(report.say(f"change.{change.kind}"), _KIND_WIDTH)
    text = f"{paint(f'{sign} {word}', _STYLES.get(change.kind, 'yellow'))}  {paint(pad(' → '.join(lines), _LINES_WIDTH), 'dim')}  {place}"
    old, new = change.details.get("old", ""), change.details.get("new", "")
    if change.kind == "text-changed":
        old, new = _apart(old, new)
    return f"{text}: {_quoted(old)} → {_quoted(new)}" if change.details else text


def _apart(old: str, new: str) -> tuple[str, str]:
    """Both texts from a little before the place where they part."""
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(same - _CONTEXT, 0)
    lead = "…" if start else ""
    return lead + old[start:], lead + new[start:]


def _quoted(text: str) -> str:
    return f'"{cut(clean(text[:_EXCERPT]), _EXCERPT)}"'
