"""How large the streams of a PDF file become when they are unpacked, before pdfium unpacks them: it would take whatever they give.

1. Pictures do not count, for nobody looks at them; neither does what is encrypted, whose letters say nothing before it is opened.
2. The time is linear in the file and in what is allowed.
"""

import re
import zlib
from collections.abc import Iterator

from casekit.errors import SourceError
from casekit.readers.content import refused
from casekit.readers.package import RATIO_LIMIT

FREE = 64 << 20
"""Bytes that a stream may give whatever its ratio."""
_BEST = 1032
"""No stream of zlib gives more times what it is stored in."""
_STEP = 1 << 20
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl\b)")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_HEAD = 2000
"""The bytes before a stream in which its filters stand."""


def check_sizes(data: bytes, name: str) -> None:
    """Raises SourceError where a stream of `data` gives more than its kind can."""
    at = 0
    while (found := _STREAM.search(data, at)) is not None:
        begin, end = found.end(), data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        head = data[max(at, found.start() - _HEAD) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        at = end
        times = len(_PACKED.findall(head))
        if times and not _PICTURE.search(head) and (end - begin) * _BEST**times > FREE:
            _check(data[begin:end], times, name)


def _check(packed: bytes, times: int, name: str) -> None:
    limit = max(FREE, RATIO_LIMIT * len(packed))
    chunks: Iterator[bytes] = iter((packed,))
    for _ in range(min(times, 4)):
        chunks = _unpacked(chunks)
    size = 0
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise _bomb(name)
    except zlib.error:
        return  # damaged, or packed in another way: pdfium will tell


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What zlib makes of `chunks`, step by step."""
    unpacker = zlib.decompressobj()
    for chunk in chunks:
        waiting = chunk
        while waiting and not unpacker.eof:
            yield unpacker.decompress(waiting, _STEP)
            waiting = unpacker.unconsumed_tail


def _bomb(name: str) -> SourceError:
    return refused(name, "unpacks to more than any document holds; make a new PDF of it", "解压后远超正常文档的大小，请重新导出 PDF")
