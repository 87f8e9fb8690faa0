"""SARIF 2.1.0, which code hosts show as alerts that live on from run to run.

Columns count code points. A result is known again by `partialFingerprints`. GitHub takes 25 000 results of a run: what is more goes into
further runs.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from casekit.cli.cells import clean_json
from casekit.cli.findings.context import Context
from casekit.cli.findings.result import Checked, Found
from casekit.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RESULTS_LIMIT = 25_000
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def write(checked: Iterable[Checked], context: Context) -> Iterator[str]:
    """One log; it is built whole, as a run names its rules and failures."""
    results: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    names: dict[str, str] = {}
    for one in checked:
        if one.error:
            location = {"physicalLocation": {"artifactLocation": {"uri": uri(one.name)}}}
            failures.append({"level": "error", "message": {"text": one.error}, "locations": [location]})
        seen: Counter[str] = Counter()
        for found in one.found:
            seen[found.fingerprint] += 1
            names[found.diagnostic.code] = found.diagnostic.name
            results.append(_result(one.path(found), found, seen[found.fingerprint]))
    rules = _rules(names)
    index = {rule["id"]: at for at, rule in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    groups = [results[at : at + RESULTS_LIMIT] for at in range(0, len(results), RESULTS_LIMIT)] or [[]]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(group, rules, failures, at) for at, group in enumerate(groups)]}
    yield clean_json(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _run(results: list[dict[str, Any]], rules: list[dict[str, Any]], failures: list[dict[str, Any]], at: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": not failures}
    if failures:
        invocation["toolExecutionNotifications"] = failures
    driver = {"name": "casekit", "version": __version__, "semanticVersion": __version__, "rules": rules}
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"casekit/{at}" if at else "casekit/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }


def _result(path: str, found: Found, nth: int) -> dict[str, Any]:
    diagnostic = found.diagnostic
    start = (max(diagnostic.line, 1), max(diagnostic.column, 1))
    region = dict(zip(("startLine", "startColumn"), start, strict=True))
    if found.end_column > 0 and (found.end_line, found.end_column) > start:
        region |= {"endLine": found.end_line, "endColumn": found.end_column}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}}
    if found.heading:
        location["logicalLocations"] = [{"fullyQualifiedName": found.heading}]
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": 0,
        "level": _LEVELS[diagnostic.severity.value],
        "message": {"text": diagnostic.message},
        "locations": [location],
        "partialFingerprints": {"casekit/v1": f"{found.fingerprint}:{nth}"},
    }


def _rules(names: dict[str, str]) -> list[dict[str, Any]]:
    """What is said of the rules that found something."""
    from casekit.cli.selection import PAGES
    from casekit.rules import RULES

    known = {rule.code: rule for rule in RULES}
    rows: list[dict[str, Any]] = []
    for code in sorted(names):
        row: dict[str, Any] = {"id": code, "name": names[code]}
        rule = known.get(code)
        if rule is not None:
            row["shortDescription"] = {"text": rule.summary}
            row["help"] = {"text": rule.doc.strip()}
            row["defaultConfiguration"] = {"level": _LEVELS[rule.severity.value]}
        elif code in PAGES:
            row["shortDescription"] = {"text": PAGES[code][2].split("\n")[0]}
            row["help"] = {"text": PAGES[code][2]}
        rows.append(row)
    return rows


def uri(path: str) -> str:
    """A path as a reference to a file: percent-encoded, whatever stands in it."""
    whole = quote(path.encode(errors="surrogateescape"), safe="/")
    return f"file://{whole}" if whole.startswith("/") else whole
