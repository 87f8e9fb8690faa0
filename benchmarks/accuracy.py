"""Parses every document of gold folders and scores the trees.

    python benchmarks/accuracy.py [GOLD_DIR…] [--by set|kind|damage|family] [--worst N] [--peers] [--json FILE]

A gold folder holds NAME.txt and NAME.gold.json, at any depth (tests/cases/README.md tells the format); without one, tests/cases is scored.
Exits 1 where a document made the parser raise.
"""

import argparse
import json
import os
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from casekit.errors import SourceError
from casekit.parser import parse
from casekit.readers import read_bytes
from casekit.source import Source
from peers import INSTALL, available, peers
from score import Score, score, summary, without_free_leads

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
PINS = ROOT / "benchmarks" / "pins.json"
PINNED = ("f1", "parents", "perfect")
COLUMNS = ("candidates", "precision", "recall", "f1", "titles", "run_in", "parents", "tree", "perfect")
ENCODINGS = {"utf-8-bom": "utf-8-sig", "utf-16-le-bom": "utf-16", "utf-16-be-bom": "utf-16"}
"""Names that gold gives to encodings, and Python's."""


@dataclass
class Result:
    """One document: what every parser came to, by the parser's name, and the outlines for a look at them."""

    name: str
    group: str
    kind: str
    damage: list[str]
    scores: dict[str, Score] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    encoding_given: bool = False
    gold: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


def measure(path: Path, group: str, with_peers: bool = False) -> Result:
    """Parse and score the document of one gold file."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    group = gold.get("set") or group
    damage = [words.split()[0] for words in gold.get("damage", ())]
    result = Result(path.name.removesuffix(".gold.json"), group, gold.get("kind") or group, damage, gold=gold["headings"])
    data = path.with_name(f"{result.name}.txt").read_bytes()
    try:
        source = read_bytes(data)
    except SourceError:
        # What is scored here is the tree: an encoding that stays unknown is told, and counted apart.
        encoding = gold.get("encoding") or "utf-8"
        source = Source(data.decode(ENCODINGS.get(encoding, encoding), "replace").removeprefix("\ufeff"))
        result.encoding_given = True
    text, dropped = _gold_text(source.text, gold)
    rows: list[dict[str, Any]] = []
    offered: set[int] = set()
    try:
        document = parse(source)
        rows = document.outline(items=True, leads=True)
        for candidate in document.trace[0]:
            offered.add(candidate.start)
            if candidate.suffix:
                offered.add(candidate.title_start)
    except Exception as error:  # whatever it is, the others go on and the table tells
        result.errors["casekit"] = f"{type(error).__name__}: {error}"
    rows = without_free_leads([{**row, "start": _moved(row["start"], dropped)} for row in rows], gold)
    result.rows = rows
    _name_families(gold["headings"], rows)
    result.scores["casekit"] = score(gold, rows, text, (_moved(place, dropped) for place in offered))
    if with_peers:
        _measure_peers(result, gold, text)
    return result


def _gold_text(text: str, gold: dict[str, Any]) -> tuple[str, list[int]]:
    """The text that the gold's offsets count in, and the places that are dropped for it.

    Gold that notes CRLF line ends counts them as one code point; any other counts the text as it is.
    """
    if gold.get("newline") != "CRLF":
        return text, []
    return text.replace("\r\n", "\n"), [at for at, c in enumerate(text) if c == "\r" and text.startswith("\n", at + 1)]


def _moved(place: int, dropped: list[int]) -> int:
    return place - bisect_left(dropped, place)


def _name_families(headings: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    """Gold that names no families gets those of the parser, where it found the heading."""
    known = {row["start"]: row["family"] for row in rows}
    for heading in headings:
        if not heading.get("family"):
            heading["family"] = known.get(heading["start"], "") if heading["marker"] else "unnumbered"


def _measure_peers(result: Result, gold: dict[str, Any], text: str) -> None:
    for name, run in peers().items():
        try:
            result.scores[name] = score(gold, run(text), text)
        except Exception as error:  # a peer that fails found nothing
            result.errors[name] = f"{type(error).__name__}: {error}"
            result.scores[name] = score(gold, [], text)


def measure_folders(folders: Iterable[Path], with_peers: bool = False, jobs: int = 1) -> list[Result]:
    """Every document below `folders`, in order of path."""
    return over_folders(folders, "*.gold.json", partial(measure, with_peers=with_peers), jobs)


def over_folders(folders: Iterable[Path], pattern: str, run: Callable[[Path, str], Any], jobs: int) -> list[Any]:
    """What `run` makes of every file of that pattern below `folders` and the set it is of, in order of path."""
    work = [(path, _group(path, folder)) for folder in folders for path in sorted(folder.rglob(pattern))]
    if not work:
        return []
    paths, groups = zip(*work, strict=True)
    if jobs == 1:
        return list(map(run, paths, groups))
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(run, paths, groups, chunksize=4))


def _group(path: Path, folder: Path) -> str:
    inside = path.relative_to(folder).parts
    return inside[0] if len(inside) > 1 else folder.resolve().name


def groups(results: Sequence[Result], by: str) -> dict[str, list[Result]]:
    """The results by set, kind or damage; a document with two kinds of damage is in both groups."""
    found: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        for name in (result.damage or ["undamaged"]) if by == "damage" else [result.kind if by == "kind" else result.group]:
            found[name].append(result)
    return dict(sorted(found.items()))


def families(results: Sequence[Result]) -> dict[str, list[int]]:
    """Family to headings wanted, found, and found under the right parent."""
    total: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for result in results:
        for name, counts in result.scores["casekit"].families.items():
            total[name] = [a + b for a, b in zip(total[name], counts, strict=True)]
    return dict(sorted(total.items(), key=lambda item: -item[1][0]))


def figures(results: Sequence[Result], by: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Group to parser to figures; the last group is all of them where there is more than one."""
    rows = groups(results, by)
    if len(rows) > 1:
        rows["all"] = list(results)
    return {
        name: {parser: summary([one.scores[parser] for one in members]) for parser in results[0].scores} for name, members in rows.items()
    }


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.2f}"


def _table(words: Sequence[str], numbers: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in words:
        table.add_column(name)
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def show_figures(console: Console, table_of: dict[str, dict[str, dict[str, Any]]], by: str) -> None:
    table = _table([by, "parser"], ["docs", "headings", *COLUMNS])
    for name, parsers in table_of.items():
        for parser, row in parsers.items():
            numbers = (str(row["documents"]), str(row["headings"]), *(_percent(row[column]) for column in COLUMNS))
            table.add_row(Text(name), Text(parser), *numbers)
    console.print(table)
    bounded = sum(row["bounded"] for row in next(reversed(table_of.values())).values())
    if bounded:
        console.print(f"{bounded} trees too large for the exact distance: their similarity is a lower bound")


def show_families(console: Console, rows: dict[str, list[int]]) -> None:
    table = _table(["family"], ["headings", "recall", "parents"])
    for name, (wanted, found, placed) in rows.items():
        table.add_row(Text(name or "?"), str(wanted), _percent(found / wanted), _percent(placed / found if found else None))
    console.print(table)


def show_worst(console: Console, results: Sequence[Result], count: int) -> None:
    """The documents with the worst trees, gold and found side by side."""

    def quality(result: Result) -> tuple[float, float]:
        one = result.scores["casekit"]
        return one.f1 * one.parents, one.tree

    for result in sorted((one for one in results if not one.scores["casekit"].perfect), key=quality)[:count]:
        one = result.scores["casekit"]
        shares = f"F1 {_percent(one.f1)}, parents {_percent(one.parents)}, tree {_percent(one.tree)}"
        console.print(Text(f"\n{result.group}/{result.name}: {shares}", style="bold"))
        if "casekit" in result.errors:
            console.print(Text(_printable(result.errors["casekit"]), style="red"))
        console.print(_side_by_side(result, one))


def _side_by_side(result: Result, one: Score) -> Table:
    """Both outlines line by line: - missed, + invented, > under another parent, ~ optional."""
    lines: defaultdict[tuple[int, int], list[str]] = defaultdict(lambda: ["", ""])
    missed, misplaced, invented = set(one.missed), set(one.misplaced), set(one.invented)
    for index, heading in enumerate(result.gold):
        mark = "~ " if heading.get("optional") else "- " if index in missed else "> " if index in misplaced else "  "
        lines[heading["line"], heading["start"]][0] = _entry(result.gold, heading, mark)
    places = {place: heading["start"] for heading in result.gold for place in (heading["start"], *heading.get("alt", ()))}
    for row in result.rows:
        lines[row["line"], places.get(row["start"], row["start"])][1] = _entry(result.rows, row, "+ " if row["start"] in invented else "  ")
    table = _table(["line", "gold", "found"], [])
    for (line, _), (left, right) in sorted(lines.items()):
        table.add_row(str(line), Text(left), Text(right))
    return table


def _entry(rows: Sequence[dict[str, Any]], row: dict[str, Any], mark: str) -> str:
    depth, parent = 0, row["parent"]
    while parent >= 0 and depth < 64:
        depth, parent = depth + 1, rows[parent]["parent"]
    return mark + "  " * depth + _printable(f"{row['marker']} {row['title']}".strip())[:40]


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def raise_pins(path: Path, found: Mapping[str, Any]) -> dict[str, float]:
    """Write what was reached, cut to three places, where it is above what was pinned; a pin never falls."""
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    new = {name: max(old.get(name, 0.0), int(found[name] * 1000) / 1000) for name in PINNED}
    path.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")
    return new


def _as_json(results: Sequence[Result], by: str) -> dict[str, Any]:
    documents = []
    for result in results:
        scores = {
            parser: {"f1": one.f1, "parents": one.parents, "perfect": one.perfect, **asdict(one)} for parser, one in result.scores.items()
        }
        documents.append({"name": result.name, "set": result.group, "scores": scores, "errors": result.errors})
    return {by: figures(results, by), "families": families(results), "documents": documents}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Parses every document of gold folders and scores the trees.")
    parser.add_argument("folders", nargs="*", type=Path, metavar="GOLD_DIR", help="gold folders; default: tests/cases")
    parser.add_argument("--by", choices=("set", "kind", "damage", "family"), default="set", help="what a row of the table is")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst documents, gold and found side by side")
    parser.add_argument("--peers", action="store_true", help="run arborparser on the same documents")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures, for every document too")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes; default: as many as processors")
    parser.add_argument("--raise-pins", action="store_true", help="raise benchmarks/pins.json to what tests/cases reach now")
    options = parser.parse_args(arguments)
    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 160)
    if options.peers and not available():
        console.print(INSTALL)
        options.peers = False
    if options.raise_pins and options.folders:
        parser.error("pins are for tests/cases: name no other folder")
    results = measure_folders(options.folders or [CASES], options.peers, options.jobs)
    if not results:
        parser.error("no *.gold.json there")
    by = "set" if options.by == "family" else options.by
    if options.by == "family":
        show_families(console, families(results))
    else:
        show_figures(console, figures(results, by), by)
    _show_troubles(console, results)
    show_worst(console, results, options.worst)
    if options.json:
        options.json.write_text(json.dumps(_as_json(results, by), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.raise_pins:
        console.print(f"pins: {raise_pins(PINS, summary([one.scores['casekit'] for one in results]))}")
    return int(any("casekit" in one.errors for one in results))


def _show_troubles(console: Console, results: Sequence[Result]) -> None:
    given = [one for one in results if one.encoding_given]
    if given:
        console.print(f"{len(given)} documents read in the encoding the gold names, since the reader refused them, e.g. {given[0].name}")
    for parser in results[0].scores:
        failed = [one for one in results if parser in one.errors]
        if failed:
            example = f"{failed[0].name}: {failed[0].errors[parser]}"
            console.print(Text(_printable(f"{parser} raised on {len(failed)} documents, e.g. {example}")))


if __name__ == "__main__":
    sys.exit(main())
