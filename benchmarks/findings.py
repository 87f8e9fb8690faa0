"""Runs the rules over gold folders: what they find, how much of what is recorded they find, and what they find in clean documents.

    python benchmarks/findings.py [GOLD_DIR…] [--profile NAME] [--all] [--clean SET…] [--list RULE…] [--json FILE] [--jobs N]

A gold folder holds NAME.txt and NAME.gold.json, at any depth; `defects` in the gold is a list of {"kind", "line"}. Without a folder,
tests/cases and the samples in data/raw are taken. Gold lists defects as far as they are known: recall counts, and a finding that is not
recorded is no false one before somebody looked at it (--list prints them, with their line). Exits 1 where a document made a rule raise.
"""

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from accuracy import ENCODINGS, over_folders
from casekit.errors import SourceError
from casekit.parser import parse
from casekit.readers import read_bytes
from casekit.rules import PROFILES, RULES, selected
from casekit.source import Source

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = (ROOT / "tests" / "cases", ROOT / "data" / "raw")
SHOWN = 60
"""So much of a line is printed, in code points."""
NUMBERING = ("numbering-gap", "numbering-repeat", "numbering-order", "numbering-restart", "missing-part")
MEANT = {
    "numbering-gap": NUMBERING,
    "numbering-repeat": NUMBERING,
    "numbering-duplicate": NUMBERING,
    "numbering-order": NUMBERING,
    "missing-text": ("lost-text",),
    "broken-line": ("broken-line", "lost-text"),
    "near-duplicate-case": ("near-duplicate-case", "duplicate-title"),
    "junk": ("stray-debris",),
    "placeholder": ("masked-text",),
    "marker-ocr": ("damaged-marker",),
}
"""The findings that tell a recorded defect, where they are not those of its own name. A lost heading is a gap, a repeat or a restart,
whichever its neighbours show."""
NEIGHBOURS = frozenset((*NUMBERING, "missing-text", "lost-text", "broken-line", "truncated-end"))
"""Kinds with two sides: gold names a line of one, and the finding may stand on the other."""


@dataclass
class Found:
    """One finding of one document, with its line for a look at it; `recorded` tells whether gold has it."""

    rule: str
    line: int
    message: str
    text: str
    recorded: bool = False


@dataclass
class Checked:
    """One document: its findings, the recorded defects and which of them were found."""

    name: str
    group: str
    found: list[Found] = field(default_factory=list)
    recorded: list[tuple[str, int, bool]] = field(default_factory=list)
    error: str = ""


def check_file(path: Path, group: str, profile: str = "", everything: bool = False) -> Checked:
    """Parse one document and run the rules of `profile` over it, all rules where `everything` is set."""
    beside = path.with_name(f"{path.stem}.gold.json")
    gold: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    checked = Checked(path.stem, gold.get("set") or group)
    data = path.read_bytes()
    try:
        source = read_bytes(data)
    except SourceError:
        encoding = gold.get("encoding") or "utf-8"
        source = Source(data.decode(ENCODINGS.get(encoding, encoding), "replace").removeprefix("\ufeff"))
    try:
        document = parse(source)
        rules = RULES if everything else selected(profile=profile)
        rows = sorted((row for rule in rules for row in rule.check(document)), key=lambda row: (row.start, row.code))
    except Exception as error:  # whatever it is, the others go on and the table tells
        checked.error = f"{type(error).__name__}: {error}"
        return checked
    checked.found = [Found(row.name, row.line, row.message, source.line_text(row.line).strip()[:SHOWN]) for row in rows]
    match(checked, gold, len(source.starts))
    return checked


def match(checked: Checked, gold: dict[str, Any], last: int) -> None:
    """Mark the recorded defects that were found and the findings that are recorded."""
    lines = sorted({heading["line"] for heading in gold.get("headings", ())})
    for defect in gold.get("defects", ()):
        kind, line = defect["kind"], defect["line"]
        first, end = _reach(kind, line, lines, last)
        rules = MEANT.get(kind, (kind,))
        hits = [row for row in checked.found if row.rule in rules and first <= row.line <= end]
        hits += [row for row in checked.found if row.rule == "lost-text" and kind in NUMBERING and first <= row.line <= end]
        for row in hits:
            row.recorded = True
        checked.recorded.append((kind, line, bool(hits)))


def _reach(kind: str, line: int, headings: list[int], last: int) -> tuple[int, int]:
    """The lines on which a defect recorded at `line` may be told: up to the neighbouring heading where it has two sides."""
    if kind not in NEIGHBOURS:
        return line, line
    before = max((other for other in headings if other < line), default=1)
    behind = min((other for other in headings if other > line), default=last)
    if kind == "truncated-end":
        return line - 3, behind  # a wrapped paragraph is named by its first line, and told at its last
    return (before, behind) if kind.startswith("numbering") else (line - 1, line + 1)


def check_folders(folders: Iterable[Path], profile: str = "", everything: bool = False, jobs: int = 1) -> list[Checked]:
    """Every document below `folders`, in order of path."""
    return over_folders(folders, "*.txt", partial(check_file, profile=profile, everything=everything), jobs)


def figures(results: Sequence[Checked]) -> dict[str, dict[str, Any]]:
    """Set to its figures: documents, findings by rule with those that gold records, and recall by recorded kind."""
    groups: defaultdict[str, list[Checked]] = defaultdict(list)
    for one in results:
        groups[one.group].append(one)
    return {name: _figures(members) for name, members in sorted(groups.items())}


def _figures(members: Sequence[Checked]) -> dict[str, Any]:
    found = Counter(row.rule for one in members for row in one.found)
    known = Counter(row.rule for one in members for row in one.found if row.recorded)
    kinds = Counter(kind for one in members for kind, _, _ in one.recorded)
    told = Counter(kind for one in members for kind, _, hit in one.recorded if hit)
    order = [rule.name for rule in RULES]
    return {
        "documents": len(members),
        "without": sum(1 for one in members if not one.found),
        "rules": {rule: {"findings": found[rule], "recorded": known[rule]} for rule in order if found[rule]},
        "defects": {kind: {"recorded": kinds[kind], "found": told[kind]} for kind in sorted(kinds)},
    }


def show(console: Console, rows: dict[str, dict[str, Any]]) -> None:
    """A table of findings by set and rule, and one of recall by set and recorded kind."""
    table = _table(("set", "rule"), ("findings", "a document", "recorded"))
    for name, row in rows.items():
        total = sum(counts["findings"] for counts in row["rules"].values())
        known = sum(counts["recorded"] for counts in row["rules"].values())
        of = row["documents"]
        table.add_row(
            Text(name, style="bold"), f"all, {of} documents, {row['without']} without", str(total), f"{total / of:.3f}", str(known)
        )
        for rule, counts in row["rules"].items():
            table.add_row("", rule, str(counts["findings"]), f"{counts['findings'] / of:.3f}", str(counts["recorded"] or ""))
    console.print(table)
    table = _table(("set", "recorded defect"), ("recorded", "found", "recall"))
    for name, row in rows.items():
        for kind, counts in row["defects"].items():
            table.add_row(name, kind, str(counts["recorded"]), str(counts["found"]), f"{100 * counts['found'] / counts['recorded']:.1f}")
    console.print(table)


def _table(words: Sequence[str], numbers: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in words:
        table.add_column(name, no_wrap=True)
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def show_list(console: Console, results: Sequence[Checked], rules: Sequence[str], clean: Sequence[str]) -> None:
    """The findings that gold does not record: all of the sets in `clean`, of the others those of `rules`; and what was missed."""
    for one in results:
        for row in one.found:
            if not row.recorded and (row.rule in rules or one.group in clean):
                console.print(Text(_printable(f"+ {one.group}/{one.name}:{row.line}: {row.rule}: {row.message} | {row.text}")))
        for kind, line, hit in one.recorded:
            if not hit and set(MEANT.get(kind, (kind,))) & set(rules):
                console.print(Text(_printable(f"- {one.group}/{one.name}:{line}: {kind}")))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Runs the rules over gold folders.")
    parser.add_argument("folders", nargs="*", type=Path, metavar="GOLD_DIR", help="gold folders; default: tests/cases and data/raw")
    parser.add_argument("--profile", default="", choices=("", *PROFILES), help="the profile whose rules run")
    parser.add_argument("--all", action="store_true", help="run every rule, those that are off by default too")
    parser.add_argument("--clean", action="append", default=[], metavar="SET", help="list every unrecorded finding of this set")
    parser.add_argument(
        "--list", action="append", default=[], metavar="RULE", help="list the unrecorded findings of this rule and its misses"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures and findings")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes; default: as many as processors")
    options = parser.parse_args(arguments)
    console = Console(highlight=False, markup=False, soft_wrap=True, width=None if sys.stdout.isatty() else 120)
    results = check_folders(options.folders or SAMPLES, options.profile, options.all, options.jobs)
    if not results:
        parser.error("no *.txt there")
    rows = figures(results)
    show(console, rows)
    show_list(console, results, options.list, options.clean)
    if options.json:
        everything = {"sets": rows, "documents": [asdict(one) for one in results]}
        options.json.write_text(json.dumps(everything, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    failed = [one for one in results if one.error]
    for one in failed:
        console.print(Text(_printable(f"{one.group}/{one.name} made a rule raise: {one.error}")))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
