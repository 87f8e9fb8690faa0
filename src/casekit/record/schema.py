"""The JSON Schema (draft-07) of a record, for editors and for programs in other languages.

`kind` tells headings from blocks: the kinds of the two never meet, headings have `level` and `children`, blocks have `text`.
"""

from typing import Any

from casekit.diagnostic import Severity
from casekit.model import BLOCK_KINDS, DEPTH_LIMIT, HEADING_KINDS

SCHEMA_VERSION = 1
"""Changes when a reader of older records would misread newer ones; new keys alone do not change it."""

SCHEMA_ID = "https://casekit.dev/schema/record-1.json"

ROOT_KIND = "root"
"""The kind of the section that stands for the whole text; never a kind in the tree."""

INTEGER_LIMIT = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly."""

SURROGATE_BASES = tuple(base for base in range(0x10F000, 0xEFFFF, -0x800) if base != 0xFF800)
"""Where lone surrogates may be kept: stretches of 0x800 private code points, those with the two last code points of a plane left out."""

_COUNT = {"type": "integer", "minimum": 0, "maximum": INTEGER_LIMIT}


def schema() -> dict[str, Any]:
    """The JSON Schema of a record, a new dict each time."""
    properties = {
        "schema": {"const": SCHEMA_VERSION, "title": "Version", "description": "The version of this shape."},
        "surrogates": {
            "enum": list(SURROGATE_BASES),
            "title": "Base of lone surrogates",
            "description": "Only where the text or its path holds lone surrogates, which no file can: U+D800 + n stands here as "
            "the private code point base + n.",
        },
        "source": _ref("source"),
        "case": _ref("case"),
        "root": {"$ref": "#/definitions/heading", "title": "Root", "description": "The whole text, where it is more than its children."},
        "tree": _nodes("Tree", "What stands directly under the text's root, in source order."),
        "findings": {
            "type": "array",
            "items": _ref("finding"),
            "title": "Findings",
            "description": "What the rules say about this text.",
        },
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": SCHEMA_ID,
        "title": "casekit record",
        "description": "One case of a text as a heading tree. Offsets are code points into the decoded text, half-open; lines and columns "
        "are 1-based. Keys that would be empty are left out; unknown keys may be ignored.",
        "type": "object",
        "required": ["schema", "source", "tree"],
        "properties": properties,
        "definitions": {
            "node": {
                "title": "Heading or block",
                "description": "`kind` tells which: headings have a level and children, blocks have text.",
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"enum": [*HEADING_KINDS, *BLOCK_KINDS]}},
                "if": {"properties": {"kind": {"enum": list(HEADING_KINDS)}}},
                "then": _ref("heading"),
                "else": _ref("block"),
            },
            "source": _source(),
            "case": _case(),
            "heading": _heading(),
            "block": _block(),
            "join": _join(),
            "point": _point(),
            "finding": _finding(),
        },
    }


def _source() -> dict[str, Any]:
    return _object(
        "Source",
        "Where the text came from.",
        ("path", "encoding"),
        {
            "path": _text("Path", "The path as it was given; - is standard input."),
            "sha256": _text("SHA-256", "The digest of the source's bytes in hexadecimal."),
            "encoding": _text("Encoding", "How the bytes were decoded."),
            "bom": _flag("Byte-order mark", "A byte-order mark stood before the text; it is no part of it."),
            "replaced": _count("Replaced", "How many code points stand for undecodable bytes."),
            "format": _text("Format", "What the file was, where it was no plain text."),
            "decided": _text("Decided", "What decided the encoding: given, mark, scored or declared; left out for valid UTF-8."),
            "mixed": _text("Mixed", "Another encoding that some lines seem to be in."),
            "mixed_lines": _count("Mixed lines", "How many lines seem to be in the other encoding."),
        },
    )


def _case() -> dict[str, Any]:
    return _object(
        "Case",
        "Which case of its source this record is.",
        ("number", "of"),
        {
            "number": _count("Number", "The 1-based number of the case.") | {"minimum": 1},
            "of": _count("Of", "How many cases the source has.") | {"minimum": 1},
            "title": _text("Title", "The title of the case, for people; it stands in the tree as well."),
        },
    )


def _heading() -> dict[str, Any]:
    return _object(
        "Heading",
        "A heading and what stands under it.",
        ("kind", "level", "line", "start", "end", "leaf"),
        {
            "kind": {
                "enum": [*HEADING_KINDS, ROOT_KIND],
                "title": "Kind",
                "description": "case opens a case, heading is a heading, item a list item that is none, lead has no number.",
            },
            "marker": _text("Marker", "The marker as written, with its delimiter."),
            "title": _text("Title", "The title, joined over the line breaks in `joins`."),
            "level": _count("Level", "The depth in the tree, 1 for the highest.") | {"maximum": DEPTH_LIMIT},
            "family": _text("Family", "The heading family of the marker, as in han-comma."),
            "number": _count("Number", "The value of the marker."),
            "sub": _count("Sub-number", "The value of 之一."),
            "run_in": _flag("Run-in", "The body starts on the heading's line."),
            "line": _count("Line", "The line of the heading."),
            "start": _count("Start", "The offset of the marker, of the title where there is no marker."),
            "end": _count("End", "The offset where the title ends."),
            "leaf": _range("Leaf", "The range of marker, title and the marks that close it."),
            "separator": _text("Separator", "What stands between marker and title."),
            "closing": _text("Closing", "The mark behind the title."),
            "joins": _list("join", "Joins", "The line breaks inside the title."),
            "confidence": {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "title": "Confidence",
                "description": "How surely this is a heading; 1 where it is left out.",
            },
            "evidence": {
                "type": "array",
                "items": {"type": "array", "items": [{"type": "string"}, {"type": "number"}], "minItems": 2, "maxItems": 2},
                "title": "Evidence",
                "description": "Pairs of a name and a weight: what spoke for the heading (positive) and against it (negative).",
            },
            "children": _nodes("Children", "What stands under the heading, in source order."),
        },
    )


def _block() -> dict[str, Any]:
    return _object(
        "Block",
        "A run of text under a heading.",
        ("kind", "text", "span", "lines"),
        {
            "kind": {"enum": list(BLOCK_KINDS), "title": "Kind", "description": "What the run of text is."},
            "text": _text("Text", "The reader's text, joined over the line breaks in `joins`."),
            "span": _range("Span", "The source range."),
            "lines": _range("Lines", "The first and the last line."),
            "joins": _list("join", "Joins", "The line breaks inside the text."),
            "points": _list("point", "Points", "The points of the paragraph, as in 一是…二是…."),
            "lost": _text("Lost", "The evidence that text is missing before this block."),
        },
    )


def _join() -> dict[str, Any]:
    return _object(
        "Join",
        "A line break inside a text.",
        ("span", "line"),
        {
            "span": _range("Span", "The gap that the joined text leaves out."),
            "line": _count("Line", "The line the text goes on in."),
            "glue": _text("Glue", "What the joined text has instead of the gap."),
            "skipped": _text("Skipped", "The page furniture that stood in the gap."),
        },
    )


def _point() -> dict[str, Any]:
    return _object(
        "Point",
        "One of the points of a paragraph.",
        ("marker", "number", "span"),
        {
            "marker": _text("Marker", "The marker as written."),
            "number": _count("Number", "Its value."),
            "span": _range("Span", "The source range."),
        },
    )


def _finding() -> dict[str, Any]:
    return _object(
        "Finding",
        "One defect of the text.",
        ("code", "name", "severity", "line", "column", "start", "end", "message", "message_zh"),
        {
            "code": {"type": "string", "pattern": "^CK[0-9]{3}$", "title": "Code", "description": "The code of the rule."},
            "name": _text("Name", "What was found."),
            "severity": {"enum": [severity.value for severity in Severity], "title": "Severity", "description": "How much it matters."},
            "line": _count("Line", "The line it starts in."),
            "column": _count("Column", "The column it starts at, in code points."),
            "start": _count("Start", "The offset it starts at."),
            "end": _count("End", "The offset it ends at."),
            "message": _text("Message", "What is wrong, in English."),
            "message_zh": _text("Message in Chinese", "What is wrong, in Chinese."),
        },
    )


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name}"}


def _nodes(title: str, description: str) -> dict[str, Any]:
    return _list("node", title, description)


def _list(name: str, title: str, description: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name), "title": title, "description": description}


def _object(title: str, description: str, required: tuple[str, ...], properties: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "description": description, "type": "object", "required": list(required), "properties": properties}


def _text(title: str, description: str) -> dict[str, Any]:
    return {"type": "string", "title": title, "description": description}


def _flag(title: str, description: str) -> dict[str, Any]:
    return {"type": "boolean", "title": title, "description": description}


def _count(title: str, description: str) -> dict[str, Any]:
    return {**_COUNT, "title": title, "description": description}


def _range(title: str, description: str) -> dict[str, Any]:
    return {"type": "array", "items": {**_COUNT}, "minItems": 2, "maxItems": 2, "title": title, "description": description}
