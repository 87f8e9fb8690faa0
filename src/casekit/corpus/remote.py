"""Sources and output elsewhere, through fsspec: `s3://bucket/folder`, `gs://…`, `hdfs://…`, `memory://…` and whatever else it knows.

1. Nothing is fetched but what an argument names; an address is one the user wrote.
2. A file is whole or absent: it is made here first, and then sent in one piece, under a temporary name where the system is no object store.
3. There are no locks: runs of several machines into one place need a folder each.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from typing import IO, Any

from casekit.corpus.discover import SHARD_FILE, Found, Input, Problem, order
from casekit.corpus.store import RUN, process_of, unique
from casekit.errors import ConfigError, SourceError
from casekit.readers.recognise import HOLDERS

_OBJECTS = {"s3", "s3a", "gs", "gcs", "az", "abfs", "adl", "oss", "oci", "memory"}
"""Systems in which a file appears when all of it has been sent, and not before."""
_SPOOL = 8 << 20
"""Bytes kept in memory before a file is made on the disk."""
_ABANDONED = 3600.0
"""Seconds without a sign after which the run of another machine counts as dead."""


def find(argument: str, suffixes: tuple[str, ...]) -> Iterator[Found]:
    """The texts that an address names, in order of path. Never raises."""
    name = argument.rstrip("/")
    try:
        system, root = _system(argument)
        if _holder(name):
            yield _elsewhere(name)
            return
        if system.isfile(root):
            yield Input(name, None, name.rpartition("/")[2], int(system.size(root) or 0))
            return
        if not system.isdir(root):
            raise FileNotFoundError
        nothing = True
        for below, size in _walk(system, root, name):
            if below.endswith("manifest.jsonl") or SHARD_FILE.fullmatch(below.rpartition("/")[2]):
                continue
            if below.lower().endswith(HOLDERS):
                nothing = False
                yield _elsewhere(f"{name}/{below}")
            elif below.lower().endswith(suffixes):
                nothing = False
                yield Input(f"{name}/{below}", None, below, size)
        if nothing:
            error = SourceError(f"{name}: no texts in this folder; check the address", f"{name}：文件夹里没有文本，请检查地址")
            yield Problem(name, error)
    except ConfigError as refused:
        yield Problem(name, refused)
    except FileNotFoundError:
        yield Problem(name, SourceError(f"{name}: no such file or folder; check the address", f"{name}：没有这个文件或文件夹，请检查地址"))
    except Exception as other:  # what a system of somebody else's raises is anybody's guess
        yield Problem(name, _unreadable(name, other))


def _holder(name: str) -> bool:
    """Whether an address leads to, or into, a file that by its name holds many texts."""
    return any(part.lower().endswith(HOLDERS) for part in name.partition("://")[2].split("/")[1:])


def _elsewhere(name: str) -> Problem:
    """What to say of an archive or a data set that is not on this machine: to be read, a file is gone through again and again."""
    return Problem(
        name,
        SourceError(
            f"{name}: an archive or data set is read on this machine only; copy it here and give its path",
            f"{name}：压缩包和数据集只能在本机读取，请先复制到本机并给出路径",
        ),
    )


def read(name: str) -> bytes:
    """The bytes at an address. Raises SourceError, ConfigError."""
    from casekit.readers import SIZE_LIMIT

    system, path = _system(name)
    try:
        if int(system.size(path) or 0) > SIZE_LIMIT:
            limit = SIZE_LIMIT >> 20
            raise SourceError(f"{name}: is larger than {limit} MiB; split it first", f"{name}：超过 {limit} MiB，请先拆分")
        data: bytes = system.cat_file(path)
    except SourceError:
        raise
    except Exception as error:
        raise _unreadable(name, error) from error
    return data


class Remote:
    """An output folder elsewhere; see `store.Place`."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")
        self._system, self._path = _system(root)

    def _at(self, name: str) -> str:
        return f"{self._path.rstrip('/')}/{name}" if name else self._path

    def make(self, folder: str = "") -> None:
        """Makes a folder where it is missing."""
        self._system.makedirs(self._at(folder), exist_ok=True)

    def read(self, name: str) -> IO[bytes] | None:
        """A file to read, None where there is none."""
        try:
            file: IO[bytes] = self._system.open(self._at(name), "rb")
        except FileNotFoundError:
            return None
        return file

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write, sent when it is whole."""
        path = self._at(name)
        target = path if self._objects else f"{path.rpartition('/')[0]}/{unique('tmp')}"
        with tempfile.SpooledTemporaryFile(_SPOOL) as file:
            yield file
            size = file.tell()
            file.seek(0)
            if size <= _SPOOL:
                self._system.pipe_file(target, file.read())
            else:
                with self._system.open(target, "wb") as sent:
                    while data := file.read(_SPOOL):
                        sent.write(data)
        if target != path:
            self._system.mv(target, path)

    @property
    def _objects(self) -> bool:
        protocol = self._system.protocol
        return bool(_OBJECTS.intersection((protocol,) if isinstance(protocol, str) else protocol))

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return bool(self._system.isfile(self._at(name)))

    def names(self, folder: str = "") -> list[str]:
        """The names in a folder."""
        path = self._at(folder)
        with contextlib.suppress(FileNotFoundError):
            self._system.invalidate_cache(path)
            return [str(found).rstrip("/").rpartition("/")[2] for found in self._system.ls(path, detail=False)]
        return []

    def remove(self, name: str) -> None:
        """Removes a file."""
        with contextlib.suppress(FileNotFoundError):
            self._system.rm_file(self._at(name))

    def remove_folder(self, folder: str) -> None:
        """Removes a folder with all that is in it."""
        with contextlib.suppress(FileNotFoundError):
            self._system.rm(self._at(folder), recursive=True)

    def tidy(self, folder: str = "") -> None:
        """Nothing is left behind where files are sent in one piece."""

    def open_run(self) -> str:
        """A folder of this run's own, with a sign of life in it."""
        name = unique("run")
        self.make(name)
        with self.writing(f"{name}/lock") as file:
            file.write(b"")
        return name

    def dead_runs(self) -> list[str]:
        """Folders of runs whose process is gone, or which have given no sign for an hour where that cannot be asked."""
        return sorted(name for name in self.names() if RUN.fullmatch(name) and not self._lives(name))

    def _lives(self, run: str) -> bool:
        process = process_of(run)
        if process is None:
            last = 0.0
            for name in self.names(run):
                with contextlib.suppress(Exception):
                    last = max(last, self._system.modified(self._at(f"{run}/{name}")).timestamp())
            return time.time() - last < _ABANDONED
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except OSError:
            pass
        return True

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """There are no locks here."""
        yield


def _system(address: str) -> tuple[Any, str]:
    """What an address is kept in, and its path there. Raises ConfigError where a program for it is missing."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ConfigError(
            f"{address}: needs fsspec, which is not installed; run: pip install 'casekit[remote]'",
            f"{address}：需要 fsspec，尚未安装；请运行：pip install 'casekit[remote]'",
        ) from error
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())
        raise ConfigError(
            f"{address}: cannot be reached ({reason}); check the address",
            f"{address}：无法访问（{reason}），请检查地址",
        ) from error
    return system, str(path)


def _walk(system: Any, folder: str, name: str) -> Iterator[tuple[str, int]]:
    """Files below a folder in order of path, each with its size; hidden names are passed over. `name` is what the user calls the folder."""
    levels = [_listing(system, folder, name, "")]
    while levels:
        entry = next(levels[-1], None)
        if entry is None:
            levels.pop()
            continue
        path, under, size = entry
        if size is None:
            levels.append(_listing(system, path, name, under + "/"))
        else:
            yield under, size


def _listing(system: Any, folder: str, root: str, below: str) -> Iterator[tuple[str, str, int | None]]:
    found: list[tuple[str, str, int | None]] = []
    for entry in system.ls(folder, detail=True):
        path = str(entry["name"]).rstrip("/")
        name = path.rpartition("/")[2]
        if not name or name.startswith(".") or path == folder.rstrip("/") or entry.get("islink"):
            continue
        if entry["type"] in ("file", "directory"):
            found.append((path, below + name, None if entry["type"] == "directory" else int(entry.get("size") or 0)))
    return iter(sorted(found, key=lambda entry: order(f"{root}/{entry[1]}" + ("/" if entry[2] is None else ""))))


def _unreadable(name: str, error: Exception) -> SourceError:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return SourceError(f"{name}: cannot be read ({reason}); check the address", f"{name}：无法读取（{reason}），请检查地址")
