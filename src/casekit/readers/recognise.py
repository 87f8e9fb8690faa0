"""Which format bytes are in, by what they hold; a name only decides between formats that look alike.

`FORMATS` is the one table of formats: a row here and a module with a function `read` make a reader.
"""

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from casekit.patterns import lazy
from casekit.readers.binary import kind


class Format(NamedTuple):
    """A format that is read. `textual` ones are decoded first; `extra` must be installed for it, and brings the module `needs`."""

    id: str
    title: str
    title_zh: str
    suffixes: tuple[str, ...]
    textual: bool = False
    extra: str = ""
    needs: str = ""


FORMATS = (
    Format("docx", "Word document", "Word 文档", (".docx", ".docm", ".dotx")),
    Format("doc", "document of an old word processor", "旧版文字处理文档", (".doc", ".wps", ".rtf", ".odt")),
    Format("html", "web page", "网页", (".html", ".htm", ".xhtml"), textual=True, extra="html", needs="selectolax"),
    Format("epub", "book", "电子书", (".epub",), extra="html", needs="selectolax"),
    Format("pdf", "PDF document", "PDF 文档", (".pdf",), extra="pdf", needs="pypdfium2"),
    Format("markdown", "Markdown", "Markdown", (".md", ".markdown"), textual=True),
    Format("docling", "document of docling", "docling 文档", (), textual=True),
)
BY_ID = {format.id: format for format in FORMATS}
TEXT = "text"

TEXT_SUFFIXES = (".txt", ".text")
SUFFIXES = (*TEXT_SUFFIXES, *(suffix for format in FORMATS for suffix in format.suffixes))
"""Names that a file that is read may have, wherever it is found."""
HOLDERS = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.bz2", ".jsonl.xz", ".jsonl.zst", ".parquet")
"""Names of files that hold many."""
PASSED = (".css", ".csv", ".gif", ".jpeg", ".jpg", ".js", ".log", ".mp3", ".mp4", ".pptx", ".png", ".py", ".tsv", ".xls", ".xlsx", ".xml")
"""Names of files that are not looked into: none of them is a text with headings."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENDS = 1 << 16
_HEAD = 4096
_HTML = lazy(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^<>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html|head|body|(?P<loose>meta|title))[\s>]",
    re.IGNORECASE,
)
"""`loose` are tags that a page may begin with, and a text as well that was copied from one with some of its tags."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEETS = ("Workbook", "PowerPoint Document")
_RTF = lazy(rb"\{\\rtf[0-9]")
_PDF = lazy(rb"(?:\A|[\r\n])%PDF-[0-9]")
_DOCLING = lazy(rb'\s*\{.{0,200}"schema_name"\s*:\s*"DoclingDocument"', re.DOTALL)


def recognise(data: bytes, path: str = "") -> str:
    """The id of the format of `data`, "text" for plain text and for what no reader is for. The first and last 64 KB tell."""
    if data.startswith(_ZIP):
        return _zip(data)
    if b"%PDF-" in data[:1024] and _PDF.search(data, 0, 1024):
        return "pdf"
    if data.startswith(_OLE):
        return TEXT if any(sheet.encode("utf-16-le") in data for sheet in _SHEETS) else "doc"
    if data.startswith(b"{") and _RTF.match(data):
        return "doc"
    if kind(data):
        return TEXT
    head = data[:_HEAD].replace(b"\0", b"")
    page = _HTML.match(head) if b"<" in head else None
    if page and (not page["loose"] or PurePath(path).suffix.lower() not in TEXT_SUFFIXES):
        return "html"
    if b"DoclingDocument" in head and _DOCLING.match(head):
        return "docling"
    suffix = PurePath(path).suffix.lower()
    return next((format.id for format in FORMATS if format.textual and suffix in format.suffixes), TEXT)


def wanted(name: str, head: Callable[[], bytes]) -> bool:
    """Whether a file in a folder or an archive is read: by its name, or by its first bytes where the name says nothing."""
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES:
        return True
    return suffix not in PASSED and recognise(head(), "") != TEXT


def may_hold(name: str) -> bool:
    """Whether a file is named like an archive that is opened where it is found inside another."""
    return PurePath(name).suffix.lower() == ".zip"


def _zip(data: bytes) -> str:
    """What a ZIP package holds, by the names in its directory, which stands at its end."""
    ends = data[:_ENDS] + data[-_ENDS:]
    if b"application/vnd.oasis.opendocument.text" in ends:
        return "doc"
    if b"word/" in ends and b"[Content_Types].xml" in ends:
        return "docx"
    return "epub" if b"application/epub+zip" in ends or b"META-INF/container.xml" in ends else TEXT
