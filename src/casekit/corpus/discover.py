"""Which files a list of inputs names.

1. An input is a file, a folder (read with all folders below it) or `-`, the standard input.
2. Inside a folder hidden names are passed over; files count by their names, and by what they hold where the name says nothing; the
   order is that of the code points of the paths.
3. A link inside a folder is followed where it leads to a file of that same folder, and nowhere else: no loop, no foreign file.
4. A real file comes once, however many names lead to it.
5. A file that holds many texts, an archive or a data set, is as many inputs, in the order of its members.
6. Nothing but a regular file is opened, so that a pipe or a device on the disk cannot hang a run.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from casekit.corpus.holders import counts, expand, inside
from casekit.errors import SourceError
from casekit.readers.recognise import HOLDERS, SUFFIXES

STDIN = "-"
RECORD_SUFFIXES = (".yaml", ".yml", ".json")
MANIFEST = "manifest.jsonl"

Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Input:
    """One text or record to read. `name` is its path as given, with `/`; `path` is None for the standard input, named `-`.

    `below` is the path inside the folder that was given, the file's own name where it was given itself. `member` is the part of the file
    that is meant where it holds many texts; `name` and `below` end with it then.
    """

    name: str
    path: Path | None
    below: str
    member: str = ""

    @property
    def record(self) -> bool:
        """Whether the name is that of a record, not of a text."""
        return self.path is not None and not self.member and self.path.suffix.lower() in RECORD_SUFFIXES


@dataclass(slots=True)
class Discovery:
    """What was found: the inputs, an error for every argument or folder that gives none, the links that were not followed."""

    inputs: list[Input] = field(default_factory=list)
    errors: list[SourceError] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def discover(arguments: Iterable[str], records: bool = False) -> Discovery:
    """The inputs that `arguments` name, in their order; with `records`, record files in folders count too. Never raises."""
    found = Discovery()
    seen: set[Identity | str] = set()
    suffixes = RECORD_SUFFIXES if records else ()
    for argument in arguments:
        if argument == STDIN:
            if STDIN not in seen:
                seen.add(STDIN)
                found.inputs.append(Input(STDIN, None, "stdin"))
            continue
        try:
            _argument(argument, suffixes, seen, found)
        except (OSError, ValueError) as error:
            found.errors.append(_unreadable(_shown(argument), error))
    return found


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


def _unreadable(name: str, error: OSError | ValueError) -> SourceError:
    """The error for a path that the system refuses."""
    if isinstance(error, FileNotFoundError):
        return SourceError(f"{name}: no such file or folder; check the path", f"{name}：没有这个文件或文件夹，请检查路径")
    if isinstance(error, PermissionError):
        return SourceError(f"{name}: permission denied; make it readable first", f"{name}：没有读取权限，请先放开权限")
    reason = getattr(error, "strerror", None) or str(error)
    return SourceError(f"{name}: cannot be read ({reason}); check the path", f"{name}：无法读取（{reason}），请检查路径")


def _shown(argument: str) -> str:
    return PurePath(argument).as_posix() if argument else "''"


def _argument(argument: str, suffixes: tuple[str, ...], seen: set[Identity | str], found: Discovery) -> None:
    name = _shown(argument)
    if not argument:
        raise FileNotFoundError
    path = Path(argument)
    try:
        status = path.stat()
    except NotADirectoryError:
        _add_member(argument, seen, found)
        return
    if stat.S_ISREG(status.st_mode):
        if _new(status, seen):
            _add(found, Input(name, path, path.name))
        return
    if not stat.S_ISDIR(status.st_mode):
        found.errors.append(
            SourceError(f"{name}: not a regular file; pipe it in and give - instead", f"{name}：不是普通文件，请用管道送入并以 - 代替")
        )
        return
    folder = _folder(path, suffixes, found)
    if not folder:
        found.errors.append(
            SourceError(
                f"{name}: no texts in this folder; casekit info lists what is read",
                f"{name}：文件夹里没有可读的文本，casekit info 列出可读的格式",
            )
        )
    for file in folder:
        if _new(file.stat(), seen):
            _add(found, Input(file.as_posix(), file, file.relative_to(path).as_posix()), given=False)


def _add_member(argument: str, seen: set[Identity | str], found: Discovery) -> None:
    try:
        items = list(inside(argument))
    except SourceError as error:
        found.errors.append(error)
        return
    if not items:
        raise FileNotFoundError
    found.inputs.extend(item for item in items if item.name not in seen)
    seen.update(item.name for item in items)


def _add(found: Discovery, item: Input, given: bool = True) -> None:
    try:
        found.inputs.extend(expand(item, given))
    except SourceError as error:
        found.errors.append(error)


def _new(status: os.stat_result, seen: set[Identity | str]) -> bool:
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return False
    seen.add(identity)
    return True


def _folder(root: Path, suffixes: tuple[str, ...], found: Discovery) -> list[Path]:
    files: list[Path] = []
    links: list[Path] = []
    for entry in _entries(root, found):
        path = Path(entry.path)
        named = path.suffix.lower() in suffixes
        if path.name == MANIFEST:
            continue
        if entry.is_symlink():
            if named or path.name.lower().endswith((*SUFFIXES, *HOLDERS)):
                links.append(path)
        elif entry.is_file(follow_symlinks=False) and (named or counts(path)):
            files.append(path)
    known: set[Identity | str] = set()
    for file in files:
        _new(file.stat(), known)
    home = root.resolve()
    for link in sorted(links):
        try:
            inside = link.resolve().is_relative_to(home) and link.is_file()
            if not inside:
                found.links.append(link.as_posix())
            elif _new(link.stat(), known):
                files.append(link)
        except (OSError, RuntimeError):  # a loop of links
            found.links.append(link.as_posix())
    return sorted(files, key=lambda file: file.parts)


def _entries(root: Path, found: Discovery) -> Iterator["os.DirEntry[str]"]:
    """Everything below `root` that is no folder and not hidden. A folder that cannot be listed becomes an error."""
    waiting = [root]
    entered: set[Identity | str] = set()
    while waiting:
        folder = waiting.pop()
        try:
            if not _new(folder.stat(), entered):
                continue
            with os.scandir(folder) as entries:
                here = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            found.errors.append(_unreadable(folder.as_posix(), error))
            continue
        for entry in here:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            else:
                yield entry
