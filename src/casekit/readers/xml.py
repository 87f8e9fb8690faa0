"""XML of packages as a tree, within limits and without anything outside it.

Document types are refused, and with them every entity beyond the five of XML, so nothing expands and nothing foreign is read.
"""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from casekit.readers.content import refused
from casekit.readers.package import damaged

ELEMENT_LIMIT = 1_000_000
ATTRIBUTE_LIMIT = 2_000_000
DEPTH_LIMIT = 256
"""Deeper XML is none that a word processor wrote."""


class _Started(Exception):
    """The prologue is over."""


def parse(data: bytes, name: str) -> Element:
    """The root element of `data`; `name` is how messages call the file. Raises SourceError for what is damaged or beyond the limits."""
    if data.count(b"<") - data.count(b"</") > ELEMENT_LIMIT or data.count(b"=") > ATTRIBUTE_LIMIT:
        raise refused(name, "has too many XML elements; split it first", "XML 元素过多，请先拆分")
    _check_prologue(data, name)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise damaged(name) from error


def _check_prologue(data: bytes, name: str) -> None:
    """Refuses a document type, in whatever encoding it is written."""

    def refuse(*_: object) -> None:
        raise refused(name, "declares XML entities, which are not read; save it anew", "含有 XML 实体声明，不予读取，请重新另存")

    def started(*_: object) -> None:
        raise _Started

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = started
    try:
        parser.Parse(data, True)
    except _Started:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(name) from error
