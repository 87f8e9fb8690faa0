"""What became of two files, in plain values: the trees they came from can go."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from casekit.changes import CHANGE_KINDS, Change, Replaced, replaced
from casekit.changes.flat import text_of
from casekit.cli.report import Painter, Report
from casekit.model import Section
from casekit.shapes import dataclass, field

_RUN = 3
"""So many headings in a row that only have new numbers are told as one."""


@dataclass(slots=True)
class Row:
    """A change as `Change` has it, the headings as what is printed of them.

    `words` are the ranges of `details` that differ, where those are titles or texts; `text` is what stands under a heading that was
    added or removed. `elsewhere` is the other file, for what moved between files; `whole` the digest it is known by there, `below` the
    places of the rows of what it holds.
    """

    kind: str
    path: tuple[str, ...]
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    details: dict[str, str]
    words: list[Replaced] = field(default_factory=list)
    text: str = ""
    elsewhere: str = ""
    whole: bytes | None = None
    below: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Compared:
    """Two files by name, "" for one that is not there, and what changed. `renamed`: it is the same file under another name."""

    old: str
    new: str
    rows: list[Row] = field(default_factory=list)
    renamed: bool = False

    @property
    def name(self) -> str:
        """The file as it is called now, or was."""
        return self.new or self.old

    @property
    def lone(self) -> bool:
        """Whether it is on one side only."""
        return not self.old or not self.new


@dataclass(frozen=True, slots=True)
class Context:
    """How to write: the voice, the colours, whether folders were compared, whether only counts are wanted, what was passed over."""

    report: Report
    paint: Painter
    folders: bool = False
    stat: bool = False
    ignored: tuple[str, ...] = ()


def row(change: Change, ignore: Sequence[str]) -> Row:
    """A change as it is written out."""
    marked = change.kind in ("retitled", "text-changed")
    words = replaced(change.details["old"], change.details["new"], ignore) if marked else []
    lone = change.old if change.new is None else change.new if change.old is None else None
    text = text_of(lone) if lone else ""
    return Row(change.kind, change.path, heading(change.old), heading(change.new), change.details, words, text)


def heading(section: Section | None) -> dict[str, Any] | None:
    """What is told of a heading."""
    if section is None:
        return None
    names = ("line", "start", "end", "marker", "family", "number", "title")
    return {name: getattr(section, name) for name in names}


def counts(compared: Iterable[Compared]) -> dict[str, int]:
    """How many changes of each kind there are, in the order of the kinds, without those that did not occur; then of files."""
    found: Counter[str] = Counter()
    for one in compared:
        found.update(row.kind for row in one.rows)
        if one.lone or one.renamed:
            found["files-renamed" if one.renamed else "files-added" if one.new else "files-removed"] += 1
    return {kind: found[kind] for kind in (*CHANGE_KINDS, "files-added", "files-removed", "files-renamed") if found[kind]}


def count(compared: Iterable[Compared]) -> int:
    """How many differences there are."""
    return sum(counts(compared).values())


def tally(found: dict[str, int], report: Report) -> list[str]:
    """The counts in words."""
    words: list[str] = []
    for kind, number in found.items():
        if kind in CHANGE_KINDS:
            words.append(report.say("diff.count", count=number, kind=report.say(f"change.{kind}")))
        else:
            words.append(report.say(f"diff.{kind}", count=number))
    return words


def runs(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows one by one, but headings of one family that all moved on by as many numbers as one."""
    run: list[Row] = []
    for row in rows:
        if run and not _goes_on(run[-1], row):
            yield from [run] if len(run) >= _RUN else ([one] for one in run)
            run = []
        run.append(row)
    yield from [run] if len(run) >= _RUN else ([one] for one in run)


def _goes_on(last: Row, row: Row) -> bool:
    if last.kind != "renumbered" or row.kind != "renumbered":
        return False
    numbers = []
    for before, after in ((last.old, row.old), (last.new, row.new)):
        if before is None or after is None or before["family"] != after["family"] or None in (before["number"], after["number"]):
            return False
        numbers.append(after["number"] - before["number"])
    return numbers == [1, 1]
