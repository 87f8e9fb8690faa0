"""Compares pairs of files, and finds what went from one file to another."""

import os
import re
from collections.abc import Iterable, Sequence

from casekit.changes import Change, diff
from casekit.changes.flat import label_of
from casekit.changes.folders import Signature, moved, renamed, signature, whole
from casekit.cli.differences.compared import Compared, Row, heading, row
from casekit.cli.inputs import Reading, load
from casekit.cli.report import Report
from casekit.corpus import Input
from casekit.model import Document, Section, walk
from casekit.source import Origin

NUMBERED = re.compile(r"(\d{2,})-([^/]*)\.(?:yaml|yml|json)")
"""The file name of the record of a numbered case: its number and its title."""

Pair = tuple[Input | None, Input | None]
Place = tuple[int, int]
"""Which of the files compared, and which of its rows."""


class Comparing:
    """One call's comparisons; what fails is told and counted by `report`."""

    def __init__(self, report: Report, how: Reading, ignored: Sequence[str]) -> None:
        self.report = report
        self.how = how
        self.ignored = ignored
        self.lone: dict[int, list[Row]] = {}

    def run(self, pairs: Sequence[Pair]) -> list[Compared]:
        """What became of every pair, in order; trees are held for one pair at a time."""
        several = len(pairs) > 1
        found: list[Compared] = []
        names = self._new_names(pairs) if several else {}
        gone = set(names.values())
        for at, (before, after) in enumerate(pairs):
            if at in gone:
                continue
            if at in names:
                before = pairs[names[at]][0]
            name = after.name if after else before.name if before else ""
            with self.report.guard(name):
                nowhere = "" if several else os.devnull
                one = Compared(before.name if before else nowhere, after.name if after else nowhere)
                if several and (before is None or after is None):
                    self.lone[len(found)] = self._cases(before or after, added=before is None)
                else:
                    one.rows = self._rows(before, after)
                    one.renamed = at in names and after is not None and _numbered(after) is None
                found.append(one)
        return self._with_moves(found) if several else found

    def _document(self, item: Input | None) -> Document:
        return load(item, self.how, ()).document if item else Document(Origin(), Section("root"))

    def _rows(self, before: Input | None, after: Input | None) -> list[Row]:
        changes = diff(self._document(before), self._document(after), self.ignored)
        rows = [row(change, self.ignored) for change in changes]
        self._mark(changes, rows)
        return rows

    def _mark(self, changes: Sequence[Change], rows: Sequence[Row]) -> None:
        """Give the tops of what was added or removed their digest, and say which rows belong to each."""
        for kind in ("added", "removed"):
            tops: dict[int, int] = {}
            for at, change in enumerate(changes):
                section = change.old if kind == "removed" else change.new
                if change.kind != kind or section is None:
                    continue
                top = tops.get(id(section))
                if top is None:
                    rows[at].whole = whole(section, self.ignored)
                    tops.update((id(each), at) for each in walk(section))
                else:
                    rows[top].below.append(at)

    def _cases(self, item: Input | None, added: bool) -> list[Row]:
        """The cases of a file that is on one side only, as they would be told: another file may have them."""
        rows: list[Row] = []
        for case in self._document(item).cases():
            told = heading(case)
            place = (label_of(case),)
            one = Row("added", place, None, told, {}) if added else Row("removed", place, told, None, {})
            one.whole = whole(case, self.ignored) if case.kind == "case" else None
            rows.append(one)
        return rows

    def _new_names(self, pairs: Sequence[Pair]) -> dict[int, int]:
        """Which pair holds what came under a new name, and which pair holds what it was."""
        went = {at: before for at, (before, after) in enumerate(pairs) if before is not None and after is None}
        came = {at: after for at, (before, after) in enumerate(pairs) if after is not None and before is None}
        if not went or not came:
            return {}
        found = {new: old for old, new in renamed(self._signatures(went), self._signatures(came))}
        # What is left of the records of one source is paired by number, whatever the titles.
        taken = set(found.values())
        numbers = {_numbered(item): at for at, item in went.items() if at not in taken}
        for at, item in came.items():
            number = _numbered(item)
            if at not in found and number is not None and number in numbers:
                found[at] = numbers.pop(number)
        return found

    def _signatures(self, items: dict[int, Input]) -> dict[int, Signature]:
        found: dict[int, Signature] = {}
        quiet = Reading(self.how.encoding, self.how.formats)
        for at, item in items.items():
            try:
                found[at] = signature(load(item, quiet, ()).document.root, self.ignored)
            except Exception:  # it is told when the file itself is compared
                found[at] = {}
        return found

    def _with_moves(self, found: list[Compared]) -> list[Compared]:
        """`found`, in which what was removed from one file and added to another is told as moved."""
        went: dict[Place, Row] = {}
        came: dict[Place, Row] = {}
        for number, one in enumerate(found):
            for at, each in enumerate(self.lone.get(number, one.rows)):
                if each.whole is not None:
                    (went if each.kind == "removed" else came)[number, at] = each
        gone: set[Place] = set()
        for old, new in moved(*({place: each.whole or b"" for place, each in side.items()} for side in (went, came))):
            if old[0] == new[0]:
                continue  # `diff` had its reasons
            source, target = went[old], came[new]
            details = {"old": " / ".join(source.path[:-1]), "new": " / ".join(target.path[:-1])}
            here = Row("moved", target.path, source.old, target.new, details, elsewhere=found[old[0]].old)
            if new[0] in self.lone:
                found[new[0]].rows.append(here)
            else:
                found[new[0]].rows[new[1]] = here
                gone.update(_held(new, target))
            if old[0] not in self.lone:
                gone.add(old)
                gone.update(_held(old, source))
        for number, one in enumerate(found):
            one.rows = [each for at, each in enumerate(one.rows) if (number, at) not in gone or number in self.lone]
        return found


def _numbered(item: Input) -> tuple[str, str] | None:
    """Folder and number of the record of a case, None for everything else."""
    place, _, name = item.below.rpartition("/")
    found = NUMBERED.fullmatch(name)
    return (place, found[1]) if found else None


def _held(place: Place, top: Row) -> Iterable[Place]:
    return ((place[0], at) for at in top.below)
