"""Compressed files as streams, within limits: no stream gives more than `RATIO_LIMIT` times what it is stored in."""

import bz2
import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO, Protocol, cast

from casekit.errors import SourceError
from casekit.readers.content import refused
from casekit.readers.extras import missing
from casekit.readers.package import MEMBER_LIMIT, RATIO_LIMIT

FREE = 64 << 20
"""Bytes that a stream may give whatever its ratio."""
ERRORS: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
"""What the decompressors raise for damaged data."""
if sys.version_info >= (3, 14):
    ERRORS += (import_module("compression.zstd").ZstdError,)

_OPENERS: dict[str, Callable[[BinaryIO], Any]] = {
    "": lambda file: file,
    "gz": lambda file: gzip.GzipFile(fileobj=file),
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}


class _Stream(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...
    def readline(self, size: int = ..., /) -> bytes: ...
    def seek(self, offset: int, whence: int = ..., /) -> int: ...
    def tell(self) -> int: ...
    def close(self) -> None: ...


class Bounded:
    """A file of bytes that refuses to become too large: the part of the interface that `tarfile` and readers of lines need."""

    def __init__(self, inner: _Stream, name: str, limit: int) -> None:
        self.inner = inner
        self.name = name
        self.limit = limit

    def read(self, size: int = -1) -> bytes:
        """As of any file; no single read may be larger than a member."""
        if size < 0 or size > MEMBER_LIMIT + 1:
            raise too_large(self.name)
        data = self.inner.read(size)
        self._check(self.inner.tell())
        return data

    def readline(self) -> bytes:
        """The next line with its end, b"" at the end of the file."""
        line = self.inner.readline(MEMBER_LIMIT + 1)
        self._check(self.inner.tell() if len(line) <= MEMBER_LIMIT else self.limit + 1)
        return line

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As of any file; not to its end, which would have to be unpacked first."""
        if whence == io.SEEK_SET:
            self._check(offset)
        return self.inner.seek(offset, whence)

    def tell(self) -> int:
        """The offset in what was unpacked."""
        return self.inner.tell()

    def close(self) -> None:
        """Closes the file."""
        self.inner.close()

    def _check(self, offset: int) -> None:
        if offset > self.limit:
            raise too_large(self.name)


def unpacked(file: BinaryIO, size: int, kind: str, name: str) -> Bounded:
    """What a file of `size` bytes holds, compressed as `kind` says. Raises SourceError where the library for it is missing."""
    inner = _zstd(file, name) if kind == "zst" else _OPENERS[kind](file)
    return Bounded(inner, name, max(FREE, RATIO_LIMIT * size) if kind else size)


def too_large(name: str) -> SourceError:
    """The error for what would unpack to more than is safe."""
    return refused(name, "unpacks to more than is safe; unpack it yourself", "解压后超出安全限度，请自行解压后再处理")


def _zstd(file: BinaryIO, name: str) -> _Stream:
    if sys.version_info >= (3, 14):
        return cast(_Stream, import_module("compression.zstd").ZstdFile(file))
    try:
        zstandard = import_module("zstandard")
    except ImportError as error:
        raise missing("data", name, "compressed with Zstandard", " Zstandard 压缩文件") from error
    return cast(_Stream, io.BufferedReader(cast(Any, _Rewindable(file, zstandard.ZstdDecompressor(max_window_size=128 << 20)))))


class _Rewindable(io.RawIOBase):
    """A Zstandard stream that can go back to its start, and so to any place, as those of the standard library can."""

    def __init__(self, file: BinaryIO, decompressor: Any) -> None:
        self.file = file
        self.decompressor = decompressor
        self.at = 0
        self.inner = decompressor.stream_reader(file, read_across_frames=True, closefd=False)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self.inner.read(len(buffer))
        except Exception as error:  # its error type is not public in every release
            raise OSError(str(error)) from error
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        target = offset if whence == io.SEEK_SET else self.at + offset
        if target < self.at:
            self.file.seek(0)
            self.inner = self.decompressor.stream_reader(self.file, read_across_frames=True, closefd=False)
            self.at = 0
        while self.at < target:
            if not self.readinto(bytearray(min(1 << 16, target - self.at))):
                break
        return self.at

    def tell(self) -> int:
        return self.at
