"""Which format bytes are in, by what they hold; a name only decides between formats that look alike.

`FORMATS` is the one table of formats: a row here and a module with a function `read` make a reader.
"""

from typing import NamedTuple


class Format(NamedTuple):
    """A format that is read. `textual` ones are decoded first; `extra` must be installed for it, and brings the module `needs`."""

    id: str
    title: str
    title_zh: str
    suffixes: tuple[str, ...]
    textual: bool = False
    extra: str = ""
    needs: str = ""


FORMATS = (Format("docx", "Word document", "Word 文档", (".docx", ".docm", ".dotx")),)
BY_ID = {format.id: format for format in FORMATS}
TEXT = "text"

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENDS = 1 << 16


def recognise(data: bytes, path: str = "") -> str:
    """The id of the format of `data`, "text" for plain text and for what no reader is for."""
    if data.startswith(_ZIP):
        return _zip(data)
    return TEXT


def _zip(data: bytes) -> str:
    """What a ZIP package holds, by the names in its directory, which stands at its end."""
    ends = data[:_ENDS] + data[-_ENDS:]
    if b"word/" in ends and b"[Content_Types].xml" in ends:
        return "docx"
    return TEXT
