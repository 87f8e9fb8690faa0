"""Many sources: which inputs a run has, who does the work, where its records go, what became of each.

from casekit.corpus import parse_shard

for parsed in parse_shard(["dumps/a.txt", ("b", "一、总则\\n…")]):
    print(parsed.row.state, [text for _, text in parsed.records])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from casekit.corpus.discover import RECORD_SUFFIXES, STDIN, Discovery, Input, discover, exists, is_folder

if TYPE_CHECKING:
    from casekit.corpus.division import divide, dump_line
    from casekit.corpus.manifest import Row
    from casekit.corpus.reading import is_record
    from casekit.corpus.shard import Parsed, in_shard, parse_shard
    from casekit.corpus.store import write

__all__ = [
    "RECORD_SUFFIXES",
    "STDIN",
    "Discovery",
    "Input",
    "Parsed",
    "Row",
    "discover",
    "divide",
    "dump_line",
    "exists",
    "in_shard",
    "is_folder",
    "is_record",
    "parse_shard",
    "write",
]

_HOMES = {
    "division": ("divide", "dump_line"),
    "manifest": ("Row",),
    "reading": ("is_record",),
    "shard": ("Parsed", "in_shard", "parse_shard"),
    "store": ("write",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}
"""Looked up when they are first used: who looks at a text needs nothing that writes records."""


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'casekit.corpus' has no attribute {name!r}")
    value = getattr(import_module(f"casekit.corpus.{_HOME[name]}"), name)
    globals()[name] = value
    return value
