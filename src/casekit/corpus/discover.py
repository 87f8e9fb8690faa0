"""Which files a list of inputs names.

1. An input is a file, a folder (read with all folders below it), an address such as `s3://bucket/folder`, or `-`, the standard input.
2. Inside a folder hidden names are passed over; files count by their names, and by what they hold where the name says nothing; the
   order is that of the code points of the paths, and of the numbers of rows.
3. A link inside a folder is followed where it leads to a file of that same folder, and nowhere else: no loop, no foreign file.
4. A real file comes once, however many names lead to it.
5. A file that holds many texts, an archive or a data set, is as many inputs, in the same order.
6. Nothing but a regular file is opened, so that a pipe or a device on the disk cannot hang a run.
7. `find` holds one listing for every level of folders it stands in, the names in one archive, the folders it has entered, and files with
   several names; no more.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePath

from casekit.corpus.holders import counts, expand, inside
from casekit.errors import CasekitError, SourceError
from casekit.patterns import lazy
from casekit.readers.recognise import HOLDERS, SUFFIXES
from casekit.shapes import dataclass, field

STDIN = "-"
RECORD_SUFFIXES = (".yaml", ".yml", ".json")
MANIFEST = "manifest.jsonl"
SHARD_FILE = lazy(r"records-(\d{5,})-of-(\d{5,})\.(jsonl|parquet)")
"""The name of a file that holds the records of a shard."""

Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Input:
    """One text or record to read. `name` is its path as given, with `/`; `path` is None for the standard input, named `-`.

    `below` is the path inside the folder that was given, the file's own name where it was given itself. `size` is in bytes, 0 where it
    is not known. A file elsewhere has its address as `name` and no `path`. `member` is the part of the file that is meant where it holds
    many texts; `name` and `below` end with it then.
    """

    name: str
    path: Path | None
    below: str
    size: int = 0
    member: str = ""

    @property
    def record(self) -> bool:
        """Whether the name is that of a record, not of a text."""
        return self.path is not None and not self.member and self.path.suffix.lower() in RECORD_SUFFIXES


@dataclass(frozen=True, slots=True)
class Problem:
    """An argument or a folder that gives no input, and why."""

    name: str
    error: CasekitError


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is not followed."""

    name: str


Found = Input | Problem | Link


@dataclass(slots=True)
class Discovery:
    """What was found: the inputs, an error for every argument or folder that gives none, the links that were not followed."""

    inputs: list[Input] = field(default_factory=list)
    errors: list[CasekitError] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def discover(arguments: Iterable[str], records: bool = False) -> Discovery:
    """The inputs that `arguments` name, in their order; with `records`, record files in folders count too. Never raises."""
    found = Discovery()
    given = list(arguments)
    finder = _Finder(given, records)
    names: set[str] = set()
    for item in chain.from_iterable(finder.argument(argument) for argument in given):
        if isinstance(item, Input):
            if item.name not in names:  # a member may be given beside its archive
                found.inputs.append(item)
            names.add(item.name)
        elif isinstance(item, Problem):
            found.errors.append(item.error)
        else:
            found.links.append(item.name)
    return found


def find(arguments: Iterable[str]) -> Iterator[Found]:
    """The texts that `arguments` name, one by one, in order of path whatever the order of the arguments. Never raises."""
    from heapq import merge  # `discover` does without

    given = sorted(set(arguments), key=lambda argument: order(_shown(argument)))
    finder = _Finder(given, records=False)
    files: list[str] = []
    folders: list[str] = []
    for argument in given:
        (folders if is_folder(argument) or "://" in argument else files).append(argument)
    single = chain.from_iterable(finder.argument(argument) for argument in files)
    last = ""
    for item in merge(single, *(finder.argument(argument) for argument in folders), key=lambda item: order(item.name)):
        if isinstance(item, Input):
            if item.name == last:  # a member may be given beside its archive
                continue
            last = item.name
        yield item


def order(name: str) -> bytes:
    """What paths are sorted by: folder by folder, each by code points, rows by number; the standard input is last. No two are alike."""
    if name == STDIN:
        return b"\xff"
    if name[-1:].isdigit() and is_row(name):
        above, _, number = name.rpartition("/")
        name = f"{above}/{_ranked(number)}"
    return name.replace("/", "\0").encode("utf-8", "backslashreplace")


def is_row(name: str) -> bool:
    """Whether a path ends like that of a row of a data set: in a plain number, below a name with a suffix."""
    above, _, last = name.rpartition("/")
    return last.isascii() and last.isdigit() and last[0] != "0" and "." in above.rpartition("/")[2]


def _ranked(number: str) -> str:
    """A number with its length before it, so that numbers sort by value as text."""
    length = len(number)
    return f"{length}{number}" if length < 9 else f"9{_ranked(str(length))}{number}"


def is_folder(argument: str) -> bool:
    """Whether an argument names a folder; False for what the system refuses. Never raises."""
    try:
        return argument not in (STDIN, "") and Path(argument).is_dir()
    except (OSError, ValueError):
        return False


def exists(argument: str) -> bool:
    """Whether an argument names something on the disk. Never raises."""
    try:
        return Path(argument).exists()
    except (OSError, ValueError):
        return False


def _unreadable(name: str, error: OSError | ValueError) -> Problem:
    """What to say of a path that the system refuses."""
    if isinstance(error, FileNotFoundError):
        return Problem(name, SourceError(f"{name}: no such file or folder; check the path", f"{name}：没有这个文件或文件夹，请检查路径"))
    if isinstance(error, PermissionError):
        return Problem(name, SourceError(f"{name}: permission denied; make it readable first", f"{name}：没有读取权限，请先放开权限"))
    reason = getattr(error, "strerror", None) or str(error)
    return Problem(name, SourceError(f"{name}: cannot be read ({reason}); check the path", f"{name}：无法读取（{reason}），请检查路径"))


def _shown(argument: str) -> str:
    return PurePath(argument).as_posix() if argument else "''"


def _key(entry: "os.DirEntry[str]", above: str) -> bytes:
    """Where an entry of a folder stands: a folder where what is in it stands."""
    return order(f"{above}{entry.name}/" if entry.is_dir(follow_symlinks=False) else above + entry.name)


def _opened(item: Input, given: bool = False) -> Iterator[Input | Problem]:
    """The inputs in a file: itself, or its members where it holds many texts."""
    try:
        yield from expand(item, given)
    except CasekitError as error:
        yield Problem(item.name, error)


def _member(argument: str, name: str) -> Iterator[Input | Problem]:
    try:
        item = inside(argument)
    except CasekitError as error:
        yield Problem(name, error)
        return
    yield _unreadable(name, FileNotFoundError()) if item is None else item


class _Finder:
    """What one search remembers, so that no file comes twice."""

    def __init__(self, arguments: Iterable[str], records: bool) -> None:
        self.suffixes = (*SUFFIXES, *RECORD_SUFFIXES) if records else SUFFIXES
        self.seen: set[Identity | str] = set()
        self.entered: set[Identity] = set()
        self.given: set[Identity] = set()
        """Files that are arguments themselves: a folder may lead to them a second time."""
        for argument in arguments:
            try:
                status = Path(argument).stat()
            except (OSError, ValueError):
                continue
            if stat.S_ISREG(status.st_mode):
                self.given.add((status.st_dev, status.st_ino))

    def argument(self, argument: str) -> Iterator[Found]:
        """What one argument names."""
        if argument == STDIN:
            if STDIN not in self.seen:
                self.seen.add(STDIN)
                yield Input(STDIN, None, "stdin")
            return
        if "://" in argument:
            from casekit.corpus import remote

            yield from remote.find(argument, self.suffixes)
            return
        name = _shown(argument)
        try:
            if not argument:
                raise FileNotFoundError
            path = Path(argument)
            status = path.stat()
        except NotADirectoryError:
            yield from _member(argument, name)
            return
        except (OSError, ValueError) as error:
            yield _unreadable(name, error)
            return
        if stat.S_ISREG(status.st_mode):
            if self._new(status):
                yield from _opened(Input(name, path, path.name, status.st_size), given=True)
        elif stat.S_ISDIR(status.st_mode):
            yield from self._root(path, name)
        else:
            yield Problem(
                name,
                SourceError(f"{name}: not a regular file; pipe it in and give - instead", f"{name}：不是普通文件，请用管道送入并以 - 代替"),
            )

    def _root(self, path: Path, name: str) -> Iterator[Found]:
        prefix = "" if name == "." else name.rstrip("/") + "/"
        something = False
        for item in self._below(path, prefix, "", path.resolve()):
            if item is None:
                something = True  # it is there, and another argument has given it already
                continue
            something = something or not isinstance(item, Link)
            yield item
        if not something:
            yield Problem(
                name,
                SourceError(
                    f"{name}: no texts in this folder; casekit info lists what is read",
                    f"{name}：文件夹里没有可读的文本，casekit info 列出可读的格式",
                ),
            )

    def _below(self, folder: Path, prefix: str, below: str, home: Path) -> Iterator[Found | None]:
        """What a folder and those below it hold, in order, without recursion; None for what came before."""
        levels = [self._listing(folder, prefix, below)]
        while levels:
            item = next(levels[-1], None)
            if item is None:
                levels.pop()
            elif isinstance(item, Problem):
                yield item
            elif not item:
                yield None
            else:
                entry, under = item[0], item[1]
                if entry.is_dir(follow_symlinks=False):
                    levels.append(self._listing(Path(entry.path), prefix, under + "/"))
                elif entry.is_symlink():
                    yield from self._link(entry, prefix + under, under, home)
                else:
                    yield from self._file(entry, prefix + under, under)

    def _listing(self, folder: Path, prefix: str, below: str) -> "Iterator[Problem | tuple[()] | tuple[os.DirEntry[str], str]]":
        """The entries of one folder that count, each with its path below the root; an empty one where the folder was entered before."""
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in self.entered:
                yield ()
                return
            self.entered.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                here = sorted((entry for entry in entries if self._counts(entry)), key=lambda entry: _key(entry, prefix + below))
        except OSError as error:
            yield _unreadable((prefix + below).rstrip("/") or ".", error)
            return
        for entry in here:
            yield entry, below + entry.name

    def _counts(self, entry: "os.DirEntry[str]") -> bool:
        if entry.name.startswith("."):
            return False
        if entry.is_dir(follow_symlinks=False):
            return True
        if entry.is_symlink():
            return self._named(entry.name)
        return entry.is_file(follow_symlinks=False) and (self._named(entry.name) or self._looked_at(Path(entry.path)))

    def _named(self, name: str) -> bool:
        return name.lower().endswith((*self.suffixes, *HOLDERS)) and name != MANIFEST and not SHARD_FILE.fullmatch(name)

    def _looked_at(self, path: Path) -> bool:
        """Whether a file counts, by its name or by what it holds; what runs write does not."""
        return self._named(path.name) or (path.name != MANIFEST and not SHARD_FILE.fullmatch(path.name) and counts(path))

    def _file(self, entry: "os.DirEntry[str]", name: str, below: str) -> Iterator[Found | None]:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            yield Input(name, Path(entry.path), below)  # it went away; reading it will say so
            return
        if self._new(status):
            yield from _opened(Input(name, Path(entry.path), below, status.st_size))
        else:
            yield None

    def _link(self, entry: "os.DirEntry[str]", name: str, below: str, home: Path) -> Iterator[Found | None]:
        path = Path(entry.path)
        try:
            target = path.resolve()
            if not target.is_relative_to(home) or not target.is_file():
                yield Link(name)
                return
            parts = target.relative_to(home).parts
            hidden = any(part.startswith(".") for part in parts)
            status = target.stat()
            if (not hidden and self._looked_at(target)) or not self._new(status, several=True):
                yield None  # it comes under its real name, or came before
                return
        except (OSError, RuntimeError):  # a loop of links
            yield Link(name)
            return
        yield from _opened(Input(name, path, below, status.st_size))

    def _new(self, status: os.stat_result, several: bool = False) -> bool:
        """Whether a file comes for the first time; only those that more than one name may lead to are remembered."""
        identity = (status.st_dev, status.st_ino)
        if not several and status.st_nlink == 1 and identity not in self.given:
            return True
        if identity in self.seen:
            return False
        self.seen.add(identity)
        return True
