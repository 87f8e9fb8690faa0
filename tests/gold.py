"""Where an outline differs from the gold one of a document."""

import json
from pathlib import Path
from typing import Any

from casekit.parser import parse
from casekit.readers import read_path


def gold_errors(text: Path) -> list[str]:
    """Where the parser's outline of a file differs from the editor's beside it: missed, invented, or under another parent."""
    gold = json.loads(text.with_suffix(".gold.json").read_text(encoding="utf-8"))["headings"]
    rows = parse(read_path(text)).outline(items=True)
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
