"""Bytes become a `Source`: decoded once, never altered after.

Plain text is read as it is, other formats by the reader that `recognise` names; what a file holds decides, not what it is called. What
cannot be read raises `SourceError`: a file of a kind without a reader, one in an encoding that stays unknown, an empty one, one that
cannot be opened. Nothing is guessed in silence: the origin tells the format, the encoding and how much was damaged.
"""

import errno
import os
import stat
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from casekit.errors import SourceError
from casekit.patterns import lazy
from casekit.readers.binary import HOLDERS, kind
from casekit.readers.content import DEFAULT, Content, Options, escaped, shown
from casekit.readers.recognise import BY_ID, TEXT, recognise
from casekit.readers.utf8 import sure_text
from casekit.source import Origin, Source

__all__ = ["SIZE_LIMIT", "Options", "open_regular", "read_bytes", "read_path", "read_plain", "source_of", "unreadable"]

SIZE_LIMIT = 2 << 30
"""Larger files, in bytes, are refused."""

_CHARSET = lazy(rb"charset\s{0,20}=\s{0,20}[\"']?([A-Za-z0-9_:.-]{1,40})")
_NO_WAIT: int = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_FILE_KINDS = (
    (stat.S_ISDIR, "a directory", "目录"),
    (stat.S_ISFIFO, "a pipe", "管道"),
    (stat.S_ISSOCK, "a socket", "套接字"),
    (stat.S_ISCHR, "a device", "设备"),
    (stat.S_ISBLK, "a device", "设备"),
)
_REASONS = {
    errno.ENOENT: ("does not exist; check the path", "不存在，请检查路径"),
    errno.ENOTDIR: ("does not exist; check the path", "不存在，请检查路径"),
    errno.EACCES: ("may not be read; check its permissions", "没有读取权限，请检查文件权限"),
    errno.EPERM: ("may not be read; check its permissions", "没有读取权限，请检查文件权限"),
    errno.ELOOP: ("is a link that leads back to itself; give the file itself", "是循环链接，请指定文件本身"),
    errno.EISDIR: ("is a directory; give a regular file", "是目录，请指定普通文件"),
    errno.ENAMETOOLONG: ("is too long a path; check it", "路径过长，请检查"),
}


def read_bytes(data: bytes, path: str = "-", encoding: str | None = None, options: Options = DEFAULT) -> Source:
    """The text of `data`; `path` is where it came from, "-" for standard input.

    `encoding` is what the user says it is in; without, it is found out. Line ends of plain text stay as they are; a byte-order mark is
    taken off and noted. Raises SourceError where there is no text in `data` or its encoding stays unknown, ConfigError where `encoding`
    names none.
    """
    _refuse_empty(data, path)
    origin = Origin.of(path, data)
    format = recognise(data, path)
    if format == TEXT:
        return _plain(data, path, encoding, origin)
    origin.format = format
    return source_of(_content(data, path, encoding, options, origin), origin)


def read_plain(data: bytes, path: str = "-", encoding: str | None = None) -> Source:
    """The text of `data` as plain text, whatever format it looks like; otherwise as `read_bytes`."""
    _refuse_empty(data, path)
    return _plain(data, path, encoding, Origin.of(path, data))


def _refuse_empty(data: bytes, path: str) -> None:
    if not data:
        name, name_zh = shown(path)
        raise SourceError(f"{name}: is empty; give a file with text", f"{name_zh}：文件为空，请提供有文字的文件")


def _plain(data: bytes, path: str, encoding: str | None, origin: Origin) -> Source:
    name, name_zh = shown(path)
    known = kind(data)
    if known and known[0] in HOLDERS:
        raise SourceError(
            f"{name}: is a {known[0]} and may hold many texts; save it under its own suffix and give its path",
            f"{name_zh}：是{known[1]}，可能装有多个文本，请以其本来的后缀保存并给出路径",
        )
    if known:
        raise SourceError(
            f"{name}: is not a text but a {known[0]}, which is not supported yet; convert it to text first",
            f"{name_zh}：不是文本，而是{known[1]}，暂不支持，请先转换为文本",
        )
    sure = sure_text(data) if encoding is None else None
    if sure is not None:
        return _with_text(Source(sure, origin, warnings=[]))
    from casekit.readers.text import decode_into  # what knows the other encodings is loaded for them

    text, warnings = decode_into(origin, data, path, encoding)
    return _with_text(Source(text, origin, warnings=warnings))


def _content(data: bytes, path: str, encoding: str | None, options: Options, origin: Origin) -> Content:
    """What the reader of the format makes of `data`; notes in `origin` how it was decoded."""
    format = BY_ID[origin.format]
    name = shown(path)[0]
    module = import_module(f"casekit.readers.{format.id}")
    content: Content
    if format.textual:
        from casekit.readers.text import decode_into

        declared = _CHARSET.search(data, 0, 4096) if format.id == "html" else None
        text, warnings = decode_into(origin, data, path, encoding, declared[1].decode("ascii") if declared else "")
        content = module.read(text, name, options)
        content.warnings += warnings
    else:
        origin.encoding = "unicode"
        content = module.read(data, name, options)
    return content


def source_of(content: Content, origin: Origin) -> Source:
    """What a reader made, as a source. Raises SourceError where it has no text."""
    source = Source(content.text(), origin, content.sorted_hints(), content.places, content.streams, content.warnings)
    return _with_text(source)


def _with_text(source: Source) -> Source:
    if not source.text or source.text.isspace():
        name, name_zh = shown(source.origin.path)
        raise SourceError(f"{name}: has no text, only blanks; give a file with text", f"{name_zh}：只有空白，没有文字，请提供有文字的文件")
    return source


def read_path(path: Path, encoding: str | None = None, options: Options = DEFAULT) -> Source:
    """The text of a regular file of at most `SIZE_LIMIT` bytes; see `read_bytes`.

    Raises SourceError where it cannot be read: pipes, devices and directories are refused without waiting for them.
    """
    given = path.as_posix()
    try:
        data = _bytes(path)
    except SourceError:
        raise
    except (OSError, ValueError, MemoryError) as error:
        raise unreadable(given, error) from error
    return read_bytes(data, given, encoding, options)


def _bytes(path: Path) -> bytes:
    """The bytes of a regular file, opened so that nothing can make it wait."""
    _check(path, path.stat())
    with os.fdopen(os.open(path, _NO_WAIT), "rb", buffering=0) as file:
        # The name may lead elsewhere by now; what was opened counts.
        status = os.fstat(file.fileno())
        _check(path, status)
        chunks: list[bytes] = []
        size = 0
        while chunk := _read(file.read(max(status.st_size - size, 0) + 1)):
            chunks.append(chunk)
            size += len(chunk)
            if size > SIZE_LIMIT:
                raise _too_large(path)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def open_regular(path: Path) -> BinaryIO:
    """A regular file, opened so that nothing can make it wait. Raises SourceError where it is none, OSError where it cannot be opened."""
    _check(path, path.stat(), size=False)
    file = os.fdopen(os.open(path, _NO_WAIT), "rb")
    try:
        _check(path, os.fstat(file.fileno()), size=False)
    except BaseException:
        file.close()
        raise
    return file


def _read(chunk: bytes | None) -> bytes:
    """What was read; a file that would make the reader wait (None) is no regular one."""
    if chunk is None:
        raise BlockingIOError(errno.EAGAIN, "it would have to be waited for")
    return chunk


def _check(path: Path, status: os.stat_result, size: bool = True) -> None:
    """Refuse what is no regular file or, with `size`, too large."""
    if not stat.S_ISREG(status.st_mode):
        name, name_zh = shown(path.as_posix())
        english, chinese = next(((en, zh) for test, en, zh in _FILE_KINDS if test(status.st_mode)), ("no regular file", "特殊文件"))
        raise SourceError(f"{name}: is {english}; give a regular file", f"{name_zh}：是{chinese}，请指定普通文件")
    if size and status.st_size > SIZE_LIMIT:
        raise _too_large(path)


def _too_large(path: Path) -> SourceError:
    name, name_zh = shown(path.as_posix())
    limit = SIZE_LIMIT >> 20
    return SourceError(f"{name}: is larger than {limit} MiB; split it first", f"{name_zh}：超过 {limit} MiB，请先拆分")


def unreadable(path: str, error: Exception) -> SourceError:
    """One line for whatever the operating system said."""
    name, name_zh = shown(path)
    if isinstance(error, MemoryError):
        return SourceError(f"{name}: does not fit into memory; split it first", f"{name_zh}：内存不足，请先拆分文件")
    if isinstance(error, OSError) and error.errno in _REASONS:
        english, chinese = _REASONS[error.errno]
        return SourceError(f"{name}: {english}", f"{name_zh}：{chinese}")
    reason = escaped(error.strerror if isinstance(error, OSError) and error.strerror else str(error))
    return SourceError(
        f"{name}: cannot be read ({reason}); check the path and the disk",
        f"{name_zh}：无法读取（{reason}），请检查路径和磁盘",
    )
