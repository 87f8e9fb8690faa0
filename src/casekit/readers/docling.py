"""Documents that docling wrote as JSON: its texts in reading order, its headings as evidence.

docling's levels are often all alike; `--relevel` forgets them.
"""

import json
from typing import Any

from casekit.errors import SourceError
from casekit.readers.content import DEFAULT, Content, Options, refused

DEPTH_LIMIT = 200
_REGIONS = {"footnote": "note", "code": "code", "document_index": "toc", "page_header": "furniture", "page_footer": "furniture"}


def read(text: str, name: str, options: Options = DEFAULT) -> Content:
    """The content of a docling document. Raises SourceError where `text` is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_document(name) from error
    if not isinstance(data, dict) or not isinstance(data.get("body"), dict):
        raise _no_document(name)
    content = Content()
    _Writer(content, data, options).children(data["body"], 0)
    return content


class _Writer:
    """Writes what the body of a document refers to, each thing once."""

    def __init__(self, content: Content, data: dict[str, Any], options: Options) -> None:
        self.content = content
        self.data = data
        self.options = options
        self.seen: set[str] = set()
        self.paragraphs = 0

    def children(self, node: dict[str, Any], depth: int) -> None:
        """The texts, tables and groups below a node."""
        for child in _list(node.get("children")):
            reference = child.get("$ref", child.get("cref")) if isinstance(child, dict) else None
            if not isinstance(reference, str) or reference in self.seen or depth > DEPTH_LIMIT:
                continue
            self.seen.add(reference)
            item = self._find(reference)
            if item is not None:
                self._item(item)
                self.children(item, depth + 1)

    def _find(self, reference: str) -> dict[str, Any] | None:
        kind, _, index = reference.removeprefix("#/").partition("/")
        items = _list(self.data.get(kind))
        found = items[int(index)] if index.isascii() and index.isdigit() and len(index) < 10 and int(index) < len(items) else None
        return found if isinstance(found, dict) else None

    def _item(self, item: dict[str, Any]) -> None:
        label = item.get("label")
        text = item.get("text")
        rows = item["data"].get("table_cells") if isinstance(item.get("data"), dict) else None
        lines = _table(rows) if isinstance(rows, list) else str(text).replace("\r", " ") if isinstance(text, str) else ""
        if not lines:
            return
        if item.get("content_layer") == "furniture" or label in ("page_header", "page_footer"):
            self.content.stream("footer" if label == "page_footer" else "header", lines)
            return
        self.paragraphs += 1
        self.content.place(_page(item), self.paragraphs)
        start = self.content.length
        marker = item.get("marker")
        if item.get("enumerated") is True and isinstance(marker, str) and not lines.startswith(marker):
            self.content.add(marker)
            self.content.mark(start, "number", 1)
            self.content.add(" " if marker[-1:].isascii() else "")
        self.content.add(lines + "\n")
        level = item.get("level")
        if label == "section_header":
            self.content.mark(start, "level", 0 if self.options.relevel or type(level) is not int else min(max(level, 1), 9))
        elif label == "title":
            self.content.mark(start, "title", 1)
        elif isinstance(rows, list):
            self.content.mark(start, "region", "table")
        if isinstance(label, str) and label in _REGIONS:
            self.content.mark(start, "region", _REGIONS[label])


def _table(cells: list[Any]) -> str:
    """The rows of a table, a line each."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        if isinstance(cell, dict) and type(cell.get("start_row_offset_idx")) is int and isinstance(cell.get("text"), str):
            rows.setdefault(cell["start_row_offset_idx"], []).append(" ".join(cell["text"].split()))
    return "\n".join("\t".join(rows[row]) for row in sorted(rows))


def _page(item: dict[str, Any]) -> int:
    origins = _list(item.get("prov"))
    page = origins[0].get("page_no") if origins and isinstance(origins[0], dict) else 0
    return page if type(page) is int and page > 0 else 0


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _no_document(name: str) -> SourceError:
    return refused(name, "is no document of docling; write it anew", "不是 docling 文档，请重新导出")
