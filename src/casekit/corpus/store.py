"""Where records are written: a folder of this machine.

1. Nothing is written outside the folder, and nothing through a link below it.
2. A file is whole or absent: it is written beside its place under a temporary name and then moved.
3. Records that an earlier run left for the same source go; no file that is not a record of casekit is ever removed.
4. Runs at the same time on the same sources do each other no harm.
"""

import contextlib
import functools
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Protocol

from casekit.corpus.names import digest, portable
from casekit.corpus.reading import is_record
from casekit.errors import ConfigError
from casekit.patterns import lazy

RECORD_NAME = lazy(r"\d{2,}-[^/\\]*\.(?:yaml|json)|\d{2,}\.(?:yaml|json)")
RUN = lazy(r"\.casekit-[0-9a-f-]+\.run")
"""The name of the folder in which a run keeps what it has done until it ends."""

_TEMPORARY = lazy(r"\.casekit-(?:([0-9a-f]{8})-)?(\d+)-[0-9a-f]+\.(?:tmp|new)")
_UNIQUE = lazy(r"\.casekit-([0-9a-f]{8})-(\d+)-")
_LOCK = ".casekit.lock"
_PATIENCE = 60
"""Seconds to wait for another run that holds the manifest; it takes moments, unless that run was stopped."""
_ABANDONED = 3600.0
"""Seconds after which a file counts as left over where nobody can tell whether its process lives."""


class Place(Protocol):
    """An output folder, here or elsewhere. Names are paths below it with `/`; whatever cannot be done raises OSError."""

    root: str

    def make(self, folder: str = "") -> None:
        """Makes a folder where it is missing."""

    def read(self, name: str) -> IO[bytes] | None:
        """A file to read, None where there is none."""

    def writing(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
        """A file to write; it stands in its place when all of it is written, and not before."""

    def has(self, name: str) -> bool:
        """Whether there is such a file."""

    def names(self, folder: str = "") -> list[str]:
        """The names in a folder, none where it is missing."""

    def remove(self, name: str) -> None:
        """Removes a file; it may be gone already."""

    def remove_folder(self, folder: str) -> None:
        """Removes a folder with the files in it."""

    def tidy(self, folder: str = "") -> None:
        """Removes the temporary files of dead processes."""

    def open_run(self) -> str:
        """Makes a folder for what a run has to remember until it ends; while the run lives, nobody else touches it."""

    def dead_runs(self) -> list[str]:
        """The folders of runs that were killed, the oldest first."""

    def locked(self) -> contextlib.AbstractContextManager[None]:
        """Holds other runs off the manifest, where the system can; the lock ends with the process."""


def open_place(root: str) -> Place:
    """The place that a path or an address names. Raises ConfigError where its program is missing."""
    if "://" in root:
        from casekit.corpus.remote import Remote

        return Remote(root)
    return Local(root)


class Local:
    """An output folder on this machine."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root).as_posix()
        self.handles: list[int] = []
        """What holds the locks of this run: a process that forks from it must close them."""

    def _at(self, name: str) -> str:
        return f"{self.root}/{name}" if name else self.root

    def make(self, folder: str = "") -> None:
        """Makes a folder where it is missing. Raises OSError, also where it is a link."""
        path = self._at(folder)
        if folder:
            with contextlib.suppress(FileExistsError):
                Path(path).mkdir()
            if Path(path).is_symlink():
                raise NotADirectoryError(0, "it is a link")
        else:
            Path(path).mkdir(parents=True, exist_ok=True)

    def read(self, name: str) -> IO[bytes] | None:
        """A file to read, None where there is none."""
        try:
            return Path(self._at(name)).open("rb")
        except FileNotFoundError:
            return None

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write, put in its place at the end."""
        path = self._at(name)
        temporary = f"{path.rpartition('/')[0]}/{unique('tmp')}"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            Path(temporary).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return Path(self._at(name)).is_file()

    def names(self, folder: str = "") -> list[str]:
        """The names in a folder."""
        try:
            return [path.name for path in Path(self._at(folder)).iterdir()]
        except FileNotFoundError:
            return []

    def remove(self, name: str) -> None:
        """Removes a file."""
        Path(self._at(name)).unlink(missing_ok=True)

    def remove_folder(self, folder: str) -> None:
        """Removes a folder and the files in it."""
        for name in sorted(self.names(folder), key="lock".__eq__):  # the lock last: nobody else comes before all is gone
            self.remove(f"{folder}/{name}")
        with contextlib.suppress(OSError):  # somebody else has taken it over, and will remove it
            Path(self._at(folder)).rmdir()

    def tidy(self, folder: str = "") -> None:
        """Removes temporary files, and folders of runs that never began, of dead processes."""
        for name in self.names(folder):
            temporary = _TEMPORARY.fullmatch(name)
            if temporary:
                path = Path(self._at(f"{folder}/{name}" if folder else name))
                with contextlib.suppress(FileNotFoundError):
                    if not path.is_symlink() and _left_over(path, temporary[1], int(temporary[2])):
                        self.remove_folder(path.name) if path.is_dir() else path.unlink()

    def open_run(self) -> str:
        """A folder of this run's own. A lock that ends with the process tells that it is in use."""
        new = unique("new")
        Path(self._at(new)).mkdir()
        with contextlib.suppress(OSError):
            handle = _hold(self._at(f"{new}/lock"))
            if handle is not None:
                self.handles.append(handle)
        name = new.removesuffix("new") + "run"
        Path(self._at(new)).rename(self._at(name))
        return name

    def dead_runs(self) -> list[str]:
        """Folders of killed runs, the oldest first; from now on they are this run's."""
        found: list[tuple[float, str]] = []
        for name in self.names():
            path = Path(self._at(name))
            if not RUN.fullmatch(name) or path.is_symlink() or not path.is_dir():
                continue
            with contextlib.suppress(FileNotFoundError):
                changed = path.stat().st_mtime
                try:
                    handle = _hold(self._at(f"{name}/lock"))
                    if handle is None:
                        continue
                    self.handles.append(handle)
                except OSError:  # no locks here
                    if time.time() - changed < _ABANDONED:
                        continue
                found.append((changed, name))
        return [name for _, name in sorted(found)]

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Holds other runs off the manifest."""
        path = Path(self._at(_LOCK))
        handle = None
        with contextlib.suppress(OSError):
            deadline = time.monotonic() + _PATIENCE
            while handle is None and time.monotonic() < deadline:
                handle = _hold(path.as_posix())
                if handle is not None:
                    with contextlib.suppress(FileNotFoundError):
                        if path.stat().st_ino == os.fstat(handle).st_ino:
                            break
                    os.close(handle)  # who held it before has removed it
                    handle = None
                time.sleep(0.01)
        try:
            yield
        finally:
            if handle is not None:
                path.unlink(missing_ok=True)
                os.close(handle)


def put(place: Place, folder: str, records: Iterable[tuple[str, str]]) -> list[str]:
    """Writes (file name, text) pairs into `folder`, removes what is stale there, gives the paths below the root.

    Raises ConfigError where a file cannot be written; the files written before it stay, each of them whole.
    """
    if folder != portable(folder):
        raise ConfigError(
            f"{folder!r}: not a portable folder name; use letters and digits", f"{folder!r}：不是可移植的文件夹名；请只用文字和数字"
        )
    written: list[str] = []
    try:
        place.make(folder)
        for name, text in records:
            if not RECORD_NAME.fullmatch(name):
                raise ConfigError(
                    f"{name!r}: not a name for a record; use letters and digits", f"{name!r}：不能作为记录的文件名；请只用文字和数字"
                )
            with place.writing(f"{folder}/{name}") as file:
                file.write(text.encode(errors="backslashreplace"))
            written.append(name)
        place.tidy(folder)
        for name in set(place.names(folder)).difference(written):
            if RECORD_NAME.fullmatch(name) and holds_record(place, f"{folder}/{name}"):
                place.remove(f"{folder}/{name}")
    except OSError as error:
        raise unwritable(f"{place.root}/{folder}", error) from error
    return [f"{folder}/{name}" for name in written]


def owned(record: str) -> bool:
    """Whether a path of a manifest can be that of a record below its folder, and of nothing else."""
    folder, _, name = record.partition("/")
    return folder == portable(folder) and bool(RECORD_NAME.fullmatch(name))


def write(path: Path, text: str) -> None:
    """Puts `text` at `path` as UTF-8, whole or not at all. Raises OSError."""
    with Local(path.parent).writing(path.name) as file:
        file.write(text.encode(errors="backslashreplace"))


def holds_record(place: Place, name: str) -> bool:
    """Whether a file is a record of casekit."""
    try:
        file = place.read(name)
        if file is None:
            return False
        with file:
            return is_record(file.read(512))
    except OSError:
        return False


def unwritable(name: str, error: OSError | ValueError) -> ConfigError:
    """The error for a folder that does not take what is written."""
    reason = getattr(error, "strerror", None) or str(error)
    return ConfigError(
        f"{name}: cannot be written ({reason}); choose another output folder",
        f"{name}：无法写入（{reason}），请换一个输出文件夹",
    )


def unique(suffix: str) -> str:
    """A name for something passing, which tells the machine and the process that made it."""
    return f".casekit-{_host()}-{os.getpid()}-{os.urandom(6).hex()}.{suffix}"


def process_of(name: str) -> int | None:
    """The process that made a name of `unique`, None where it ran on another machine."""
    found = _UNIQUE.match(name)
    return int(found[2]) if found and found[1] == _host() and sys.platform != "win32" else None


@functools.cache
def _host() -> str:
    """Eight digits that stand for this machine: a number of a process means nothing on another."""
    import platform

    return digest(platform.node())


def _hold(path: str) -> int | None:
    """A handle that locks a file, made where it is missing; None where somebody else holds it. Raises OSError where there are no locks."""
    if sys.platform == "win32":
        raise OSError("no locks that end with the process")
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError:
        os.close(handle)
        raise
    return handle


def _left_over(path: Path, host: str | None, process: int) -> bool:
    if sys.platform != "win32" and process < 1 << 30 and host in (None, _host()):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        except OSError:
            pass
    with contextlib.suppress(FileNotFoundError):
        return time.time() - path.stat().st_mtime > _ABANDONED
    return False
