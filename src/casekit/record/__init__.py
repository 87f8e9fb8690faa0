"""Records: one case as a file that people can read and programs can trust, in YAML or in JSON.

1. `load(dump(document)) == document`, part numbers and findings included; confidence and weights are kept to three places, which is
   one more than the parser gives them.
2. The same document gives the same text: key order is fixed, empty keys are left out.
3. The YAML says the same to readers of YAML 1.1 and 1.2: every string stands in double quotes on one line with JSON's escapes, and
   whatever a reader could take for a line end, a mark or nothing at all is escaped.
4. `read` ends in a `Record` or in a `RecordError`, whatever the text.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from casekit.record.schema import SCHEMA_ID, SCHEMA_VERSION, schema

if TYPE_CHECKING:
    from casekit.record.emit import dump
    from casekit.record.parts import file_name, split
    from casekit.record.reading import Record, load, read

__all__ = ["SCHEMA_ID", "SCHEMA_VERSION", "Record", "dump", "file_name", "load", "read", "schema", "split"]

_HOMES = {"dump": "emit", "Record": "reading", "load": "reading", "read": "reading", "file_name": "parts", "split": "parts"}
"""Looked up when they are first used: who writes need not load what reads."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'casekit.record' has no attribute {name!r}")
    value = getattr(import_module(f"casekit.record.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
