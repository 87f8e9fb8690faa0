"""Many sources: which inputs a run has, who does the work, where its records go, what became of each.

from casekit.corpus import parse_shard

for parsed in parse_shard(["dumps/a.txt", ("b", "一、总则\\n…")]):
    print(parsed.row.state, [text for _, text in parsed.records])
"""

from casekit.corpus.discover import RECORD_SUFFIXES, STDIN, Discovery, Input, discover, exists, is_folder
from casekit.corpus.division import divide, dump_line
from casekit.corpus.manifest import Row
from casekit.corpus.shard import Parsed, brief, in_shard, parse_shard
from casekit.corpus.store import is_record, write

__all__ = [
    "RECORD_SUFFIXES",
    "STDIN",
    "Discovery",
    "Input",
    "Parsed",
    "Row",
    "brief",
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
