"""How many findings of each rule there are, instead of the findings."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from casekit.cli.cells import clean
from casekit.cli.findings.context import Context
from casekit.cli.findings.result import Checked
from casekit.cli.report import SEVERITY_STYLES


def write(checked: Iterable[Checked], context: Context, as_json: bool = False) -> Iterator[str]:
    """A line a rule, the most frequent first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in checked:
        counts.update((found.diagnostic.code, found.diagnostic.name, found.diagnostic.severity.value) for found in one.found)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    if as_json:
        keys = ("code", "name", "severity", "count")
        yield json.dumps([dict(zip(keys, (*key, count), strict=True)) for key, count in rows], ensure_ascii=True) + "\n"
        return
    for (code, name, severity), count in rows:
        yield f"{count:>6}  {context.paint(f'{clean(code)} {clean(name)}', SEVERITY_STYLES[severity])}\n"
