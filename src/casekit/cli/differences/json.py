"""For programs: an object for two files, an array of them for two folders; with `--stat` the counts alone."""

from collections.abc import Iterator, Sequence
from typing import Any

from casekit.cli.differences.compared import Compared, Context, Row, counts
from casekit.cli.report import compact


def write(compared: Sequence[Compared], context: Context) -> Iterator[str]:
    """One JSON text."""
    if context.stat:
        yield compact(counts(compared)) + "\n"
        return
    values = [compact(_file(one)) for one in compared]
    if context.folders:
        yield "[\n" + ",\n".join(values) + "\n]\n"
    elif values:
        yield values[0] + "\n"


def _file(one: Compared) -> dict[str, Any]:
    names: dict[str, Any] = {"old": one.old or None, "new": one.new or None}
    if one.renamed:
        names["renamed"] = True
    return names | {"changes": [_row(row) for row in one.rows]}


def _row(row: Row) -> dict[str, Any]:
    value: dict[str, Any] = {"kind": row.kind, "path": list(row.path), "old": row.old, "new": row.new, "details": row.details}
    if row.words:
        value["words"] = [{"old": [word.old_start, word.old_end], "new": [word.new_start, word.new_end]} for word in row.words]
    if row.elsewhere:
        value["old_source"] = row.elsewhere
    return value
