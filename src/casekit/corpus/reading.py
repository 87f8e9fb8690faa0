"""The text of a source, whatever it is; and whether a text is none but a record."""

import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from casekit.corpus.discover import STDIN, Input
from casekit.errors import SourceError
from casekit.readers.content import DEFAULT
from casekit.readers.content import Options as Formats

if TYPE_CHECKING:
    from casekit.source import Source

Origin = Input | str | Path | tuple[str, str | bytes]
"""A source for the mapper: a file, its path or address, or a name with a text or bytes."""


def name_of(source: Origin) -> str:
    """What a source is called."""
    if isinstance(source, Input):
        return source.name
    if isinstance(source, tuple):
        return source[0]
    return source if isinstance(source, str) and "://" in source else PurePath(source).as_posix()


def read_source(source: Origin, encoding: str | None, formats: Formats = DEFAULT) -> "tuple[Source, int]":
    """The text of a source, and how many bytes it has. Raises SourceError, ConfigError."""
    from casekit.readers import read_bytes, read_path, read_plain

    name = name_of(source)
    if isinstance(source, tuple):
        given = source[1]
        if isinstance(given, str):  # it is a text already, whatever it looks like
            data = given.encode(errors="backslashreplace")
            return read_plain(data, name, "utf-8"), len(data)
        return read_bytes(given, name, encoding, formats), len(given)
    if "://" in name:
        from casekit.corpus import remote

        data = remote.read(name)
        return read_bytes(data, name, encoding, formats), len(data)
    if isinstance(source, Input) and source.path is None:
        data = read_stdin()
        return read_bytes(data, STDIN, encoding, formats), len(data)
    path = source.path if isinstance(source, Input) else Path(source)
    assert path is not None
    if isinstance(source, Input) and source.member:
        from casekit.readers.members import read_member

        text = read_member(path, source.member, encoding, formats)
        return text, source.size or len(text.text.encode(errors="surrogatepass"))
    text = read_path(path, encoding, formats)
    return text, path.stat().st_size


def read_stdin() -> bytes:
    """All of the standard input. Raises SourceError where it is closed or larger than a file may be."""
    import sys

    from casekit.readers import SIZE_LIMIT

    if sys.stdin is None:
        raise SourceError("-: standard input is closed; give a file", "-：标准输入已关闭，请给出文件")
    data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        limit = SIZE_LIMIT >> 20
        raise SourceError(f"-: more than {limit} MB on standard input; split it first", f"-：标准输入超过 {limit} MB，请先拆分")
    return data


def is_record(data: bytes) -> bool:
    """Whether bytes begin like a record."""
    head = data[:515].removeprefix(b"\xef\xbb\xbf")
    if not head.startswith((b"# yaml-", b"{")):
        return False  # nearly every text, which needs neither the schema nor a pattern
    from casekit.record import SCHEMA_ID

    schema = re.escape(SCHEMA_ID.rpartition("-")[0]).encode()
    json = rb'\{\s*"schema": \d+,\s*(?:"surrogates": \d+,\s*)?"source": \{\s*"path": '
    return re.match(rb"# yaml-language-server: \$schema=%s|%s" % (schema, json), head) is not None


def record_given(name: str) -> SourceError:
    """The error for a record that stands where a text should be."""
    return SourceError(
        f"{name}: a record, not a text; use outline, validate, render or diff",
        f"{name}：这是记录而不是文稿；请用 outline、validate、render 或 diff",
    )
