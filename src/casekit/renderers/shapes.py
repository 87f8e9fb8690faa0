"""How a chunk is laid out for the library that loads it."""

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]


def shaped(rows: list[Row], shape: str) -> list[Row]:
    """Chunks in one of `casekit.renderers.options.SHAPES`."""
    make: Callable[[list[Row], int], Row] = {"plain": _plain, "langchain": _langchain, "llamaindex": _llamaindex}[shape]
    return [make(rows, at) for at in range(len(rows))]


def _plain(rows: list[Row], at: int) -> Row:
    return rows[at]


def _langchain(rows: list[Row], at: int) -> Row:
    """What `langchain_core.documents.Document(**row)` takes."""
    row = rows[at]
    return {"id": row["id"], "page_content": row["text"], "metadata": row["metadata"], "type": "Document"}


def _llamaindex(rows: list[Row], at: int) -> Row:
    """What `llama_index.core.schema.TextNode.from_dict(row)` takes."""
    row = rows[at]
    metadata = row["metadata"]
    related = {kind: _related(rows[to]["id"]) for kind, to in (("2", at - 1), ("3", at + 1)) if 0 <= to < len(rows)}
    # Numbers that say where a chunk stands are of no use to a model, and would change what it is given.
    unread = [name for name in metadata if name not in ("case_title", "path")]
    return {
        "id_": row["id"],
        "embedding": None,
        "metadata": metadata,
        "excluded_embed_metadata_keys": unread,
        "excluded_llm_metadata_keys": unread,
        "relationships": related,
        "text": row["text"],
        "mimetype": "text/plain",
        "start_char_idx": metadata["start"],
        "end_char_idx": metadata["end"],
        "class_name": "TextNode",
    }


def _related(id: str) -> Row:
    return {"node_id": id, "node_type": "1", "metadata": {}, "hash": None, "class_name": "RelatedNodeInfo"}
