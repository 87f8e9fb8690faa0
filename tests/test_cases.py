"""Golden pairs: tests/cases/NAME.txt and what the parser makes of it, NAME.yaml; NAME.gold.json is what a careful editor makes of it.

`pytest --accept` rewrites the YAML.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from casekit.parser import parse
from casekit.readers import read_path
from casekit.record import dump
from casekit.rules import check

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


def record(name: str) -> str:
    """The record of one golden text, named as it stands in the folder."""
    source = read_path(CASES / f"{name}.txt")
    source.origin.path = f"{name}.txt"
    document = parse(source)
    return dump(document, check(document))


@pytest.mark.parametrize("name", NAMES)
def test_the_record_is_the_accepted_one(name: str, request: pytest.FixtureRequest) -> None:
    made = record(name)
    kept = CASES / f"{name}.yaml"
    if request.config.getoption("--accept"):
        kept.write_text(made, encoding="utf-8")
    assert kept.exists(), "no accepted record: look at the outline, then run pytest --accept"
    assert made == kept.read_text(encoding="utf-8")


def test_no_orphans() -> None:
    assert NAMES
    assert sorted(path.stem for path in CASES.glob("*.yaml")) == NAMES
    assert {path.name.removesuffix(".gold.json") for path in CASES.glob("*.gold.json")} <= set(NAMES)


def test_texts_are_short() -> None:
    long = [name for name in NAMES if len((CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()) > 40]
    assert not long


def gold_errors(name: str) -> list[str]:
    """Where the parser's outline differs from the editor's: missed, invented, or under another parent."""
    gold = json.loads((CASES / f"{name}.gold.json").read_text(encoding="utf-8"))["headings"]
    rows = parse(read_path(CASES / f"{name}.txt")).outline(items=True)
    return compare(gold, rows)


def compare(gold: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[str]:
    """The differences of an outline from a gold one; optional headings are looked through."""
    places = {place: index for index, heading in enumerate(gold) for place in (heading["start"], *heading.get("alt", ()))}
    rows = _without_free_leads(rows, set(places))
    match = {index: places[row["start"]] for index, row in enumerate(rows) if row["start"] in places}
    errors = [f"invented {row['marker']}{row['title']} in line {row['line']}" for index, row in enumerate(rows) if index not in match]
    seen = set(match.values())
    missed = [heading for index, heading in enumerate(gold) if index not in seen and not heading.get("optional")]
    errors += [f"missed {heading['marker']}{heading['title']} in line {heading['line']}" for heading in missed]
    for index, target in match.items():
        if gold[target].get("optional"):
            continue
        parent = rows[index]["parent"]
        while parent >= 0 and parent in match and gold[match[parent]].get("optional"):
            parent = rows[parent]["parent"]
        wanted = gold[target]["parent"]
        while wanted >= 0 and gold[wanted].get("optional"):
            wanted = gold[wanted]["parent"]
        if (match.get(parent, -9) if parent >= 0 else -1) != wanted:
            errors.append(f"line {rows[index]['line']} hangs elsewhere")
    return errors


def _without_free_leads(rows: list[dict[str, Any]], places: set[int]) -> list[dict[str, Any]]:
    """The rows without the lead-ins that the gold does not list, their children moved up."""
    kept: list[dict[str, Any]] = []
    index: dict[int, int] = {-1: -1}
    for number, row in enumerate(rows):
        if row["kind"] == "lead" and row["start"] not in places:
            index[number] = index[row["parent"]]
        else:
            index[number] = len(kept)
            kept.append({**row, "parent": index[row["parent"]]})
    return kept
