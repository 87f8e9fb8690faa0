"""Records: one case as a file that people can read and programs can trust, in YAML or in JSON.

1. `load(dump(document)) == document`, part numbers and findings included; confidence and weights are kept to three places, which is
   one more than the parser gives them.
2. The same document gives the same text: key order is fixed, empty keys are left out.
3. The YAML says the same to readers of YAML 1.1 and 1.2: every string stands in double quotes on one line with JSON's escapes, and
   whatever a reader could take for a line end, a mark or nothing at all is escaped.
4. `read` ends in a `Record` or in a `RecordError`, whatever the text.
"""

from casekit.record.emit import dump
from casekit.record.load import Record, load, read
from casekit.record.parts import file_name, split
from casekit.record.schema import SCHEMA_ID, SCHEMA_VERSION, schema

__all__ = ["SCHEMA_ID", "SCHEMA_VERSION", "Record", "dump", "file_name", "load", "read", "schema", "split"]
