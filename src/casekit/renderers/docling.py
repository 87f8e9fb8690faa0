"""docling's JSON (`DoclingDocument`): the headings with the levels that docling's own readers cannot tell, for its chunkers and exporters.

A heading is a `section_header` with its level, the document's title a `title`, a list item a `list_item` with its marker, rows with tabs a
table, notes, captions, references and code what docling calls them, all else `text`. Page furniture and tables of contents are left out,
and so are places on pages, which casekit does not know.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Section
from casekit.renderers.branches import LEFT_OUT, name, one_line
from casekit.renderers.controls import json_text, visible
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.text import Piece, pieces
from casekit.renderers.wording import has_heading

VERSION = "1.7.0"
"""The version of the schema that this is written for; later versions of docling read it."""
_DEEPEST = 100
_LABELS = {"note": "footnote", "caption": "caption", "reference": "reference", "code": "code"}

Item = dict[str, Any]


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str:
    """The document as one JSON object, a line for each of its parts."""
    return _Writer(document).text()


class _Writer:
    """Collects texts, tables and groups, and what the body holds, in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.body: list[Item] = []
        self.texts: list[Item] = []
        self.tables: list[Item] = []
        self.groups: list[Item] = []
        self.list: Item | None = None

    def text(self) -> str:
        titled = False
        depths = _depths(self.document)
        before: Piece | None = None
        for piece in pieces(self.document):
            node = piece.node
            if isinstance(node, Section):
                if node.kind == "item":
                    self._item(node, piece)
                else:
                    self.list = None
                    self._text("section_header", one_line(piece.text), level=min(max(depths[id(node)], 1), _DEEPEST))
            elif node.kind in LEFT_OUT:
                continue
            elif before and piece.glued and isinstance(before.node, Section) and before.node.kind == "item":
                item = self.texts[-1]  # it goes on in the line of the list item
                item["text"] = item["orig"] = item["text"] + _words(piece.text)
            elif node.kind == "title" and not titled:
                titled = True
                self.list = None
                self._text("title", one_line(piece.text))
            else:
                self.list = None
                self._block(node)
            before = piece
        return self._joined()

    def _joined(self) -> str:
        """Every part on a line of its own."""
        origin = self.document.origin
        furniture = {"self_ref": "#/furniture", "children": [], "content_layer": "furniture", "name": "_root_", "label": "unspecified"}
        body = {"self_ref": "#/body", "children": self.body, "content_layer": "body", "name": "_root_", "label": "unspecified"}
        filename = one_line(origin.path.replace("\\", "/").rstrip("/").rpartition("/")[2])
        hash = int.from_bytes(hashlib.sha256(origin.sha256.encode(errors="backslashreplace")).digest()[:8])
        rows = [
            ("schema_name", "DoclingDocument"),
            ("version", VERSION),
            ("name", name(self.document)),
            ("origin", {"mimetype": "text/plain", "binary_hash": hash, "filename": filename or "-"}),
            ("furniture", furniture),
            ("body", body),
        ]
        lines = [f'"{key}": {json_text(value)}' for key, value in rows]
        for key, items in (("groups", self.groups), ("texts", self.texts), ("pictures", []), ("tables", self.tables)):
            inner = ",\n".join([json_text(item) for item in items])
            lines.append(f'"{key}": [\n{inner}\n]' if inner else f'"{key}": []')
        lines += ['"key_value_items": []', '"form_items": []', '"pages": {}']
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def _block(self, block: Block) -> None:
        text = _words(block.text)
        if block.kind == "table" and "\t" in text:
            self._table(text)
            return
        label = _LABELS.get(block.kind, "text")
        more: Item = {"captions": [], "references": [], "footnotes": [], "code_language": "unknown"} if label == "code" else {}
        self._text(label, text, **more)

    def _item(self, section: Section, piece: Piece) -> None:
        """A list item, in the list of the items before it."""
        if self.list is None:
            self.list = self._add(self.groups, "groups", self.body, "#/body", {"name": "list", "label": "list"})
        marker = one_line(section.marker)
        text = _words(piece.text)
        text = text.removeprefix(marker).lstrip(" \t") if marker.endswith(tuple("、，。．）】〕〗」』》：；")) else text
        more = {"enumerated": True, "marker": marker} if marker and text and not section.suffixed else {"enumerated": False, "marker": "-"}
        self._text("list_item", text, self.list, **more)

    def _text(self, label: str, text: str, inside: Item | None = None, **more: Any) -> None:
        if inside is None:
            place, above = self.body, "#/body"
        else:
            place, above = inside["children"], inside["self_ref"]
        self._add(self.texts, "texts", place, above, {"label": label, "prov": [], "orig": text, "text": text, **more})

    def _table(self, text: str) -> None:
        rows = [line.split("\t") for line in text.split("\n")]
        cells = [_cell(row, column, words.strip()) for row, line in enumerate(rows) for column, words in enumerate(line)]
        data = {"table_cells": cells, "num_rows": len(rows), "num_cols": max(map(len, rows))}
        more = {"label": "table", "prov": [], "captions": [], "references": [], "footnotes": [], "data": data}
        self._add(self.tables, "tables", self.body, "#/body", more)

    def _add(self, items: list[Item], kind: str, place: list[Item], above: str, more: Item) -> Item:
        reference = f"#/{kind}/{len(items)}"
        item: Item = {"self_ref": reference, "parent": {"$ref": above}, "children": [], "content_layer": "body", **more}
        items.append(item)
        place.append({"$ref": reference})
        return item


def _cell(row: int, column: int, words: str) -> Item:
    return {
        "row_span": 1,
        "col_span": 1,
        "start_row_offset_idx": row,
        "end_row_offset_idx": row + 1,
        "start_col_offset_idx": column,
        "end_col_offset_idx": column + 1,
        "text": words,
        "column_header": False,
        "row_header": False,
        "row_section": False,
    }


def _words(text: str) -> str:
    return visible(text).strip()


def _depths(document: Document) -> dict[int, int]:
    """The level of every heading, by identity; list items do not count."""
    root = document.root
    found: dict[int, int] = {}
    stack = [(root, 1 if has_heading(root) else 0)]
    while stack:
        section, depth = stack.pop()
        found[id(section)] = depth
        stack.extend((child, depth + (child.kind != "item")) for child in section.sections)
    return found
