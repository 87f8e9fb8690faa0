"""A long plain text in a file, to be gone through part by part.

What takes the whole file is done in one pass of its own: the digest, whether it is UTF-8 all through, how long it is. Files in other
encodings, damaged ones and those of other formats are read whole, by `read_path`.

Guarantees:
1. Text, origin and errors are those of `read_path`; no more than a block of the file is held.
2. A file that changes between the passes is told, never half read in silence.
"""

import codecs
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from casekit.errors import SourceError
from casekit.readers import SIZE_LIMIT, open_regular
from casekit.readers.binary import kind
from casekit.readers.content import shown
from casekit.readers.recognise import TEXT, recognise
from casekit.readers.utf8 import controls
from casekit.source import Origin

BLOCK = 1 << 18
"""Bytes that are read at once."""
_HEAD = 1 << 16
_NAMES = frozenset(("utf-8", "utf8", "utf-8-sig"))


class LongFile:
    """The text of a file that stays open until `close`."""

    def __init__(self, file: BinaryIO, path: str, mark: int, given: bool) -> None:
        self.size = 0
        self._file = file
        self._mark = mark
        self.origin = Origin(path.encode("utf-8", "backslashreplace").decode("utf-8"), bom=mark > 0)
        self.origin.decided = "given" if given else "mark" if mark else ""
        self._state = _state(file)

    def survey(self, take: Callable[[str, bool], None]) -> int:
        """Go through the text once, handing each part to `take`, with whether it is the last; how many code points it has.

        Raises UnicodeDecodeError where it is no UTF-8.
        """
        digest = sha256()
        length = 0
        ahead = ""
        self._file.seek(0)
        mark = self._mark
        decode = codecs.getincrementaldecoder("utf-8")().decode
        while data := self._file.read(BLOCK):
            digest.update(data)
            self.size += len(data)
            if ahead:
                take(ahead, False)
            ahead = decode(data[mark:] if mark else data)
            length += len(ahead)
            mark = 0
        last = decode(b"", True)
        take(ahead + last, True)
        self.origin.sha256 = digest.hexdigest()
        return length + len(last)

    def parts(self) -> Iterator[str]:
        """The text, part by part. Raises SourceError where the file has changed since it was opened."""
        self._file.seek(0)
        mark = self._mark
        decode = codecs.getincrementaldecoder("utf-8")().decode
        left = self.size
        while left and (data := self._file.read(min(BLOCK, left))):
            left -= len(data)
            try:
                yield decode(data[mark:] if mark else data)
            except UnicodeDecodeError:
                left = -1
                break
            mark = 0
        if left or _state(self._file) != self._state:
            name, name_zh = shown(self.origin.path)
            raise SourceError(f"{name}: has changed while it was read; run again", f"{name_zh}：读取时文件有变动，请重新运行")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def open_long(path: Path, encoding: str | None, least: int) -> LongFile | None:
    """The text of a file of more than `least` bytes that is plain text and begins as UTF-8.

    None for any other, and for what cannot be read: `read_path` tells why.
    """
    if encoding is not None and encoding.lower() not in _NAMES:
        return None
    try:
        status = path.stat()
        if not least < status.st_size <= SIZE_LIMIT:
            return None
        file = open_regular(path)
    except (SourceError, OSError, ValueError):
        return None
    found: LongFile | None = None
    try:
        head = file.read(_HEAD)
        if head.startswith(b"PK") or kind(head) or recognise(head, path.as_posix()) != TEXT or _other_mark(head):
            return None
        mark = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
        text = head[mark:].decode("utf-8", "ignore")
        if text.isspace() or not text or (not mark and encoding is None and controls(text)):
            return None
        found = LongFile(file, path.as_posix(), mark, encoding is not None)
    except OSError:
        pass
    finally:
        if found is None:
            file.close()
    return found


def _other_mark(head: bytes) -> bool:
    """Whether the text begins with a mark of another encoding, or with a second one."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE, b"\x84\x31\x95\x33", codecs.BOM_UTF8 * 2)
    return head.startswith(marks)


def _state(file: BinaryIO) -> tuple[int, int]:
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns
