"""The code quality report of GitLab: the subset of the Code Climate format that it reads.

GitLab shows one finding of a fingerprint: it is made unique by the file and by a count of equals in it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from casekit.cli.cells import clean_json
from casekit.cli.findings.context import Context
from casekit.cli.findings.result import Checked

_SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def write(checked: Iterable[Checked], context: Context) -> Iterator[str]:
    """One array with every finding."""
    first = True
    for one in checked:
        seen: Counter[tuple[str, str]] = Counter()
        for found in one.found:
            path, diagnostic = one.path(found), found.diagnostic
            key = (path, found.fingerprint)
            seen[key] += 1
            unique = sha256(f"{path}\0{found.fingerprint}\0{seen[key]}".encode(errors="backslashreplace")).hexdigest()
            lines = {"begin": diagnostic.line, "end": max(found.end_line, diagnostic.line)}
            row = {
                "description": f"{diagnostic.code} {diagnostic.name}: {diagnostic.message}",
                "check_name": diagnostic.name,
                "fingerprint": unique,
                "severity": _SEVERITIES[diagnostic.severity.value],
                "location": {"path": path, "lines": lines},
            }
            yield ("[\n" if first else ",\n") + clean_json(json.dumps(row, ensure_ascii=False))
            first = False
    yield "[]\n" if first else "\n]\n"
