"""What a run has to do: which sources there are, what earlier runs have done already, and how the work is cut.

1. Sources, rows and records of earlier runs stand in one order and are read side by side, so that none of them has to be held.
2. Work is kept where the bytes, the version and the options are the same and the records are there; a source that failed is tried again.
3. What a killed run had finished counts: it stands in the folder of that run, until the next run joins it with the manifest.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator

from casekit.corpus import lines
from casekit.corpus.discover import MANIFEST, SHARD_FILE, STDIN, Input, Problem, find
from casekit.corpus.lines import Group
from casekit.corpus.manifest import Ledger, Row, foreign, merge, read, sort
from casekit.corpus.names import Namer
from casekit.corpus.shard import in_shard
from casekit.corpus.store import RUN, Local, open_place, owned, unwritable
from casekit.corpus.work import Job, Settings, Task
from casekit.errors import CasekitError, ConfigError
from casekit.ladder.in_use import IN_USE
from casekit.readers.content import DEFAULT
from casekit.readers.content import Options as Formats
from casekit.shapes import dataclass

CHUNK = 1 << 20
"""Bytes of text in a job: enough that handing it over costs nothing, little enough that no worker waits for another at the end."""

_MOST = 1024
_KEPT = 16
"""How much less a source costs that is only looked at."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user wants of a run: all that changes its output, and whether to tell the time of every source."""

    output: str
    format: str = "yaml"
    encoding: str | None = None
    shard: tuple[int, int] = (1, 1)
    force: bool = False
    timed: bool = False
    formats: Formats = DEFAULT


class Plan:
    """An output folder before, while and after a run writes into it."""

    def __init__(self, options: Options, dry: bool = False) -> None:
        """Opens the folder, made where it is missing; with `dry` nothing is made or changed.

        Raises ConfigError where it cannot be written, or holds what is not ours or was made in another way.
        """
        self.options = options
        self.place = open_place(options.output)
        if options.format == "parquet":
            lines.need_parquet()
        try:
            if dry:
                self.dead, run = [name for name in self.place.names() if RUN.fullmatch(name)], ""
            else:
                self.place.make()
                self._check_layout()
                self.place.tidy()
                self.dead = self.place.dead_runs()
                run = self.place.open_run()
        except (OSError, ValueError) as error:
            raise unwritable(self.place.root, error) from error
        families = tuple(IN_USE)
        self.settings = Settings(options.output, run, options.format, options.encoding, options.timed, families, options.formats)
        self.file = lines.file_name(*options.shard, options.format)
        self.sorted = True
        self._namer = Namer()
        try:
            self._survey()
        except BaseException:
            if run:
                self.place.remove_folder(run)
            raise

    def tasks(self, arguments: Iterable[str], tell: Callable[[str, CasekitError | None], None]) -> Iterator[Task]:
        """The sources of this run's shard, in order. `tell` hears of arguments that give none, and of links (None) not followed."""
        rows = Ledger(merge([self._manifest(), *map(self._run_rows, self.dead)]))
        groups = Ledger(merge(self._held(whole=False)))
        for item in find(arguments):
            if not isinstance(item, Input):
                tell(item.name, item.error if isinstance(item, Problem) else None)
                continue
            before = rows.find(item.name)
            folder = "" if self.settings.lines else _folder(before) or self._namer.name(item.name)
            if in_shard(item.name, *self.options.shard):
                yield Task(item, folder, before, self._good(item, before, groups))

    def _good(self, item: Input, before: Row | None, groups: Ledger[Group]) -> bool:
        """Whether the records of an earlier run may be kept if the bytes are the same."""
        group = groups.find(item.name) if self.settings.lines else None
        if before is None or before.state != "ok" or self.options.force or item.name == STDIN:
            return False
        if before.made_by != self.settings.made_by or (item.size or before.size) != before.size:
            return False
        return not self.settings.lines or (group is not None and (group.sha256, group.count) == (before.sha256, before.cases))

    def jobs(self, tasks: Iterable[Task]) -> Iterator[Job]:
        """The tasks, cut into jobs of about a megabyte; the standard input is one of its own."""
        held: list[Task] = []
        number = weight = 0
        for task in tasks:
            cost = (task.source.size // _KEPT if task.keep else task.source.size) + 1000
            alone = task.source.name == STDIN
            if held and (alone or weight + cost > CHUNK or len(held) == _MOST or held[-1].source.name == STDIN):
                yield Job(f"{number:08}", tuple(held), self.settings)
                held, weight, number = [], 0, number + 1
            held.append(task)
            weight += cost
        if held:
            yield Job(f"{number:08}", tuple(held), self.settings)

    def commit(self) -> None:
        """Joins what this run and killed ones have done with the manifest and the shard's file. Raises ConfigError."""
        runs = [*self.dead, self.settings.run]
        try:
            with self.place.locked():
                if self.settings.lines and any(self._noted(run, ".lines") for run in runs):
                    joined = (line for group in merge(self._held(whole=True, own=True)) for line in group.lines)
                    lines.write(self.place, self.file, self.options.format, joined)
                if any(self._noted(run, ".rows") for run in runs):
                    rows = merge([self._manifest(), *map(self._run_rows, runs)])
                    with self.place.writing(MANIFEST) as file:
                        file.writelines(row.line().encode(errors="backslashreplace") for row in rows)
            for run in runs:
                self.place.remove_folder(run)
        except OSError as error:
            raise unwritable(self.place.root, error) from error

    def abandon(self) -> None:
        """Ends a run before its time. Rows are joined with the manifest; records that go into one file wait for the next run."""
        if self.settings.lines:
            if not self._noted(self.settings.run, ".rows"):
                self.place.remove_folder(self.settings.run)
        else:
            with contextlib.suppress(ConfigError):
                self.commit()

    @property
    def handles(self) -> tuple[int, ...]:
        """What a process that forks from this one must close."""
        return tuple(self.place.handles) if isinstance(self.place, Local) else ()

    def _check_layout(self) -> None:
        wanted = (self.options.shard[1], self.options.format)
        for name in self.place.names():
            found = SHARD_FILE.fullmatch(name)
            if found and (int(found[2]), found[3]) != wanted:
                raise self._mixed(f"{found[3]}, {int(found[2])} shards" if int(found[2]) > 1 else found[3])

    def _mixed(self, made: str) -> ConfigError:
        name = self.place.root
        return ConfigError(
            f"{name}: holds what was made as {made}; choose another output folder or remove it",
            f"{name}：其中的内容是按 {made} 生成的，请换一个输出文件夹或删去它",
        )

    def _survey(self) -> None:
        """Goes over what is known: whether it is ours and in order, and which folder names are taken."""
        last: Row | None = None
        for row in self._manifest():
            self.sorted = self.sorted and (last is None or sort([last, row])[0] is last)
            last = row
            self._take(row)
        for run in self.dead:
            for row in self._run_rows(run):
                self._take(row)

    def _take(self, row: Row) -> None:
        if self.settings.lines and row.records:
            raise self._mixed("one file per case")
        folder = _folder(row)
        if folder:
            self._namer.reserve(folder)

    def _manifest(self) -> Iterator[Row]:
        name = f"{self.place.root}/{MANIFEST}"
        try:
            file = self.place.read(MANIFEST)
        except OSError as error:
            raise foreign(name) from error
        if file is None:
            return
        with file:
            rows = read(file, name)
            yield from rows if self.sorted else sort(rows)

    def _noted(self, run: str, suffix: str) -> list[str]:
        """The names of a run's notes of a kind, in order. Records count where their rows are there.

        A job that was done again source by source may be there as a whole too, where its worker was lost behind its last word.
        """
        names = set(self.place.names(run)) if run else set()
        again = {name.partition("-")[0] for name in names if "-" in name}
        return sorted(
            name
            for name in names
            if name.endswith(suffix) and name.removesuffix(suffix) not in again and name.removesuffix(suffix) + ".rows" in names
        )

    def _run_rows(self, run: str) -> Iterator[Row]:
        for name in self._noted(run, ".rows"):
            file = self.place.read(f"{run}/{name}")
            if file is not None:
                with file:
                    yield from read(file, f"{run}/{name}")

    def _held(self, whole: bool, own: bool = False) -> list[Iterator[Group]]:
        """The records that stand in the shard's file, and those in the folders of killed runs, and of this one where `own`."""
        if not self.settings.lines:
            return []
        runs = [*self.dead, self.settings.run] if own else self.dead
        return [self._groups(self.file, self.options.format, whole), *(self._run_groups(run, whole) for run in runs)]

    def _groups(self, name: str, format: str, whole: bool) -> Iterator[Group]:
        file = self.place.read(name)
        if file is not None:
            with file:
                yield from lines.groups(file, format, f"{self.place.root}/{name}", whole)

    def _run_groups(self, run: str, whole: bool) -> Iterator[Group]:
        for name in self._noted(run, ".lines"):
            yield from self._groups(f"{run}/{name}", "jsonl", whole)


def _folder(row: Row | None) -> str:
    """The folder that a source has from an earlier run, "" for none."""
    return row.records[0].split("/")[0] if row and row.records and owned(row.records[0]) else ""
