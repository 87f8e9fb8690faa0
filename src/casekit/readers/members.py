"""Files that hold many texts: archives and data sets. A member is named by its path in the archive or the number of its row.

1. `names` lists what is read, in an order that depends on the file alone; `read` reads one. In that order a file is gone through once.
2. What a file holds decides what it is; a name helps where bytes look alike. JSON lines begin with an object on a line of its own.
3. One member that cannot be read does not touch the others.
"""

import io
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Union

from casekit.readers import open_regular, read_bytes, read_path, source_of, unreadable
from casekit.readers.content import DEFAULT, Content, Options, shown
from casekit.readers.holding import HEAD, compression, is_lines, is_tar
from casekit.readers.package import MEMBER_LIMIT, damaged
from casekit.readers.recognise import TEXT, recognise
from casekit.readers.rows import JsonLines, Parquet, content
from casekit.readers.streams import ERRORS, Bounded, unpacked
from casekit.source import Origin, Source

if TYPE_CHECKING:  # what opens archives is costly to load, and every file is looked at by this module
    from casekit.readers import archive

_PACKED = (".gz", ".bz2", ".xz", ".zst")
_SHORT = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}

Kind = Union["archive.Zip", "archive.Tar", "archive.Single", JsonLines, Parquet]


class Members:
    """An opened file that holds many texts."""

    def __init__(self, path: Path, inner: Kind, options: Options) -> None:
        self.path = path
        self.inner = inner
        self.options = options
        self._held: tuple[str, Any] = ("", None)

    @property
    def rows(self) -> bool:
        """Whether the members are rows of a data set, which come by number."""
        return isinstance(self.inner, JsonLines | Parquet)

    @property
    def several(self) -> bool:
        """Whether there may be more than one member."""
        from casekit.readers.archive import Single

        return not isinstance(self.inner, Single)

    def names(self) -> Iterator[str]:
        """The members that are read. Raises SourceError where the file is damaged."""
        return self.inner.names()

    def read(self, member: str, encoding: str | None = None) -> Source:
        """The text of one member, its path that of the file and its own behind it. Raises SourceError."""
        path = f"{self.path.as_posix()}/{member}"
        if self.rows:
            made = content(self._raw(member), shown(path)[0], self.options)
            origin = Origin.of(path, _bytes(made))
            origin.format = "jsonl" if isinstance(self.inner, JsonLines) else "parquet"
            return source_of(made, origin)
        return read_bytes(self._raw(member), path, encoding, self.options)

    def digest(self, member: str) -> str:
        """The SHA-256 that the origin of `read` has, without reading more than it takes: of a row it is that of its text."""
        raw = self._raw(member)
        return sha256(_bytes(content(raw, member, self.options)) if self.rows else raw).hexdigest()

    def size(self, member: str) -> int:
        """The bytes of a member that `names` just gave, 0 where that is not known."""
        return self.inner.size(member)

    def _raw(self, member: str) -> Any:
        """The bytes of a member, or the value of a row. The last one is held, so that asking again costs no way back."""
        if self._held[0] != member:
            if isinstance(self.inner, JsonLines | Parquet):
                if not (member.isascii() and member.isdigit() and len(member) < 19):
                    from casekit.readers.archive import gone

                    raise gone(shown(self.path.as_posix())[0], member)
                self._held = member, self.inner.row(member)
            else:
                self._held = member, self.inner.read(member)
        return self._held[1]

    def close(self) -> None:
        """Closes the file."""
        self.inner.close()


def open_members(path: Path, options: Options = DEFAULT) -> Members | None:
    """The file at `path` where it holds many texts, None where it is one text. Raises SourceError where it cannot be read."""
    given = path.as_posix()
    name = shown(given)[0]
    try:
        file = open_regular(path)
        try:
            inner = _open(file, path, name, options)
        except BaseException:
            file.close()
            raise
        if inner is None:
            file.close()
            return None
        return Members(path, inner, options)
    except ERRORS as error:
        if isinstance(error, OSError) and error.errno:
            raise unreadable(given, error) from error
        raise damaged(name) from error


def _bytes(made: Content) -> bytes:
    return made.text().encode("utf-8", "surrogatepass")


_last: list[tuple[tuple[int, str, Options, tuple[int, ...]], Members]] = []
"""The file that was read from last: its members mostly come one behind the other."""
_others: list[Members] = []
"""What a parent process had open: it shares its place in the file, and is neither used nor closed here."""


def read_member(path: Path, member: str, encoding: str | None = None, options: Options = DEFAULT) -> Source:
    """The text of one member of the file at `path`; quick where they are asked for in their order. Raises SourceError."""
    return _holder(path, member, options).read(member, encoding)


def digest_member(path: Path, member: str, options: Options = DEFAULT) -> str:
    """The SHA-256 that the origin of `read_member` has. Raises SourceError."""
    return _holder(path, member, options).digest(member)


def _holder(path: Path, member: str, options: Options) -> Members:
    """The file at `path`, opened and at hand for the next call."""
    key = os.getpid(), path.as_posix(), options, _state(path)
    if not _last or _last[0][0] != key:
        while _last:
            (process, *_), members = _last.pop()
            members.close() if process == os.getpid() else _others.append(members)
        opened = open_members(path, options)
        if opened is None:
            from casekit.readers.archive import gone

            raise gone(shown(path.as_posix())[0], member)
        _last.append((key, opened))
    return _last[0][1]


def read_all(path: Path, encoding: str | None = None, options: Options = DEFAULT) -> Iterator[Source]:
    """Every text in the file at `path`, one where it holds one. Raises SourceError at the first that cannot be read."""
    members = open_members(path, options)
    if members is None:
        yield read_path(path, encoding, options)
        return
    try:
        for member in list(members.names()):
            yield members.read(member, encoding)
    finally:
        members.close()


def _state(path: Path) -> tuple[int, ...]:
    """What changes when the file does; empty where it is gone, which opening it will tell."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _open(file: BinaryIO, path: Path, name: str, options: Options) -> Kind | None:
    from casekit.readers import archive

    head = file.read(HEAD)
    file.seek(0)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if recognise(head + _tail(file), path.name) != TEXT:
            return None
        return archive.Zip(file, name)
    if head.startswith(b"PAR1"):
        file.close()
        return Parquet(path, name, options)
    kind = compression(head)
    stream = unpacked(file, os.fstat(file.fileno()).st_size, kind, name)
    inner = path.name
    if kind:
        head = stream.read(HEAD)
        stream.seek(0)
        suffix = path.suffix.lower()
        inner = path.stem if suffix in _PACKED else path.stem + _SHORT.get(suffix, "")
    if is_tar(head):
        return archive.Tar(_at_hand(file, stream) if kind else stream, name)
    if is_lines(head, inner):
        return JsonLines(stream, name)
    return archive.Single(stream, name, inner) if kind else None


def _at_hand(file: BinaryIO, stream: Bounded) -> Bounded:
    """A compressed archive, in memory where it is small: its members are not read in the order in which they stand."""
    data = stream.read(MEMBER_LIMIT + 1)
    if len(data) > MEMBER_LIMIT:
        stream.seek(0)
        return stream
    stream.close()
    file.close()
    return Bounded(io.BytesIO(data), stream.name, stream.limit)


def _tail(file: BinaryIO) -> bytes:
    file.seek(max(os.fstat(file.fileno()).st_size - HEAD, 0))
    tail = file.read(HEAD)
    file.seek(0)
    return tail
