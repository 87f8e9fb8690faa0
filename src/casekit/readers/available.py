"""Which readers work in this installation, and how to get the others."""

import sys
from typing import NamedTuple

from casekit.readers.doc import programs
from casekit.readers.extras import install, installed
from casekit.readers.recognise import FORMATS, TEXT, TEXT_SUFFIXES

STATES = ("ready", "partly", "missing")


class Reader(NamedTuple):
    """A format and its state: "ready", "partly" (something is lost) or "missing".

    `uses` names the program or library that does the work, "" for casekit itself; `get` is what to install for more, "" for nothing.
    """

    id: str
    title: str
    title_zh: str
    suffixes: tuple[str, ...]
    state: str = "ready"
    uses: str = ""
    get: str = ""


def available() -> list[Reader]:
    """Every format that casekit knows. Nothing is imported or started to find out."""
    found = [Reader(TEXT, "plain text", "纯文本", TEXT_SUFFIXES)]
    for format in FORMATS:
        row = Reader(format.id, format.title, format.title_zh, format.suffixes)
        if format.id == "doc":
            row = _old(row)
        elif format.extra:
            row = _extra(row, format.needs, format.extra)
        found.append(row)
    found.append(Reader("archive", "archive or compressed file", "压缩包和压缩文件", (".zip", ".tar", ".gz", ".bz2", ".xz")))
    found.append(Reader("jsonl", "data set of JSON lines", "JSON Lines 数据集", (".jsonl", ".jsonl.gz")))
    zstd = Reader("zstd", "file compressed with Zstandard", "Zstandard 压缩文件", (".jsonl.zst", ".zst"))
    found.append(zstd if sys.version_info >= (3, 14) else _extra(zstd, "zstandard", "data"))
    found.append(_extra(Reader("parquet", "Parquet data set", "Parquet 数据集", (".parquet",)), "duckdb", "data"))
    return found


def _extra(row: Reader, module: str, extra: str) -> Reader:
    return row._replace(uses=module) if installed(module) else row._replace(state="missing", get=install(extra))


def _old(row: Reader) -> Reader:
    known = programs()
    if "LibreOffice" in known:
        return row._replace(uses="LibreOffice")
    if known:
        return row._replace(state="partly", uses=next(iter(known)), get="LibreOffice")
    return row._replace(state="missing", get="LibreOffice")
