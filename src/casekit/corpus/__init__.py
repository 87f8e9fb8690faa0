"""Many sources: which inputs a run has, where its records go, what became of each."""

from casekit.corpus.discover import RECORD_SUFFIXES, STDIN, Discovery, Input, discover, exists, is_folder
from casekit.corpus.manifest import Row
from casekit.corpus.store import Store, is_record, write

__all__ = [
    "RECORD_SUFFIXES",
    "STDIN",
    "Discovery",
    "Input",
    "Row",
    "Store",
    "discover",
    "exists",
    "is_folder",
    "is_record",
    "write",
]
