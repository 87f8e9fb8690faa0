"""Where records are written.

1. Nothing is written outside the folder of the store, and nothing through a link below it.
2. A file is whole or absent: it is written beside its place under a temporary name and then moved.
3. Records that an earlier run left for the same source go; no file that is not a record of casekit is ever removed.
4. Runs at the same time on the same sources do each other no harm.
"""

import contextlib
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from casekit.corpus import manifest
from casekit.corpus.discover import MANIFEST
from casekit.corpus.manifest import Row
from casekit.corpus.names import folders, portable
from casekit.errors import ConfigError
from casekit.record import SCHEMA_ID

RECORD_NAME = re.compile(r"\d{2,}-[^/\\]*\.(?:yaml|json)|\d{2,}\.(?:yaml|json)")
RECORD_HEAD = re.compile(
    rb'# yaml-language-server: \$schema=%s|\{\s*"schema": \d+,\s*(?:"surrogates": \d+,\s*)?"source": \{\s*"path": '
    % re.escape(SCHEMA_ID.rpartition("-")[0]).encode()
)
"""What the first bytes of every record say."""

_TEMPORARY = re.compile(r"\.casekit-(\d+)-[0-9a-f]+\.tmp")
_PATIENCE = 10
"""Seconds to wait for another run that holds the manifest; it takes milliseconds, unless that run was stopped."""
_ABANDONED = 3600.0
"""Seconds after which a temporary file counts as left over where its process cannot be asked."""


class Store:
    """An output folder with its manifest."""

    def __init__(self, root: Path) -> None:
        """Opens `root`, made where it is missing. Raises ConfigError where that cannot be."""
        self.root = root
        try:
            root.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise _unwritable(root, error) from error
        self.rows = manifest.read(root)
        self.done: dict[str, Row] = {}

    def folders(self, sources: Sequence[str]) -> dict[str, str]:
        """The folder of each source, see `names.folders`."""
        taken: dict[str, str] = {}
        for row in self.rows.values():
            folder = row.records[0].split("/")[0] if row.records else ""
            if folder and folder == portable(folder):
                taken[row.source] = folder
        return folders(sources, taken)

    def write(self, folder: str, records: Iterable[tuple[str, str]]) -> list[str]:
        """Writes (file name, text) pairs into `folder`, removes what is stale there, gives the paths below the root.

        Raises ConfigError where a file cannot be written; the files written before it stay, each of them whole.
        """
        if folder != portable(folder):
            raise ConfigError(f"{folder!r}: no portable folder name", f"{folder!r}：不是可移植的文件夹名")
        place = self.root / folder
        written: list[str] = []
        try:
            place.mkdir(exist_ok=True)
            if place.is_symlink():
                raise NotADirectoryError(0, "it is a link")
            for name, text in records:
                if not RECORD_NAME.fullmatch(name):
                    raise ConfigError(f"{name!r}: no name for a record", f"{name!r}：不能作为记录的文件名")
                write(place / name, text)
                written.append(name)
            _sweep(place, set(written))
        except OSError as error:
            raise _unwritable(place, error) from error
        return [f"{folder}/{name}" for name in written]

    def note(self, row: Row) -> None:
        """Takes down the state of a source; `close` writes it. A source that failed keeps the records it had."""
        before = self.rows.get(row.source)
        if row.state == "error" and before and not row.records:
            row.records = [record for record in before.records if self._ours(record)]
        self.done[row.source] = row

    def close(self) -> None:
        """Writes the manifest: what this run took down, and the rows of other sources as they are by now."""
        if not self.done:
            return
        try:
            with _locked(self.root):
                write(self.root / MANIFEST, manifest.text({**manifest.read(self.root), **self.done}.values()))
                _sweep(self.root, None)
        except OSError as error:
            raise _unwritable(self.root, error) from error

    def _ours(self, record: str) -> bool:
        folder, _, name = record.partition("/")
        return folder == portable(folder) and bool(RECORD_NAME.fullmatch(name)) and (self.root / folder / name).is_file()


def write(path: Path, text: str) -> None:
    """Puts `text` at `path` as UTF-8, whole or not at all. Raises OSError."""
    temporary = path.parent / f".casekit-{os.getpid()}-{os.urandom(6).hex()}.tmp"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode(errors="backslashreplace"))
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _sweep(place: Path, keep: set[str] | None) -> None:
    """Removes temporary files of dead processes and, unless `keep` is None, records whose name is not in it."""
    with os.scandir(place) as entries:
        here = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
    for entry in here:
        temporary = _TEMPORARY.fullmatch(entry.name)
        stale = keep is not None and entry.name not in keep and RECORD_NAME.fullmatch(entry.name) and _holds_record(entry.path)
        if stale or (temporary and _left_over(entry, int(temporary[1]))):
            with contextlib.suppress(FileNotFoundError):
                Path(entry.path).unlink()


def is_record(data: bytes) -> bool:
    """Whether bytes begin like a record."""
    return RECORD_HEAD.match(data[:515].removeprefix(b"\xef\xbb\xbf")) is not None


def _holds_record(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return is_record(file.read(512))
    except OSError:
        return False


def _left_over(entry: "os.DirEntry[str]", process: int) -> bool:
    if sys.platform != "win32" and process < 1 << 30:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        except OSError:
            pass
    with contextlib.suppress(FileNotFoundError):
        return time.time() - entry.stat().st_mtime > _ABANDONED
    return False


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Holds other runs off the manifest, where the system can; the lock ends with the process."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        for _ in range(_PATIENCE * 100):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:
                break  # a file system without locks
        yield
    finally:
        os.close(handle)


def _unwritable(place: Path, error: OSError | ValueError) -> ConfigError:
    name = place.as_posix()
    reason = getattr(error, "strerror", None) or str(error)
    return ConfigError(
        f"{name}: cannot be written ({reason}); choose another output folder",
        f"{name}：无法写入（{reason}），请换一个输出文件夹",
    )
