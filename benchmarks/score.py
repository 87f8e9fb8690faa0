"""Scores an outline against a gold one.

A gold document is `{"headings": [{"start", "marker", "title", "parent", "run_in", …}]}`; tests/cases/README.md tells what the keys mean.

- A found heading is right where a gold heading starts at the same place, or behind nothing but blanks.
- Optional gold headings are neither missed nor invented, and are looked through where parents are compared, on both sides.
- Titles and run-in flags are compared for the headings that were found; a title that `title_alt` lists is right too.
- The tree's similarity is 1 - ordered tree edit distance / size of the larger tree (see tree_distance.py).
- A tree is perfect where every heading is found, none invented, and every parent right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from tree_distance import similarity

Row = Mapping[str, Any]

_BLANKS = frozenset(" \t\u3000\xa0\u2002\u2003\r\n")
_REACH = 12
"""So many blanks may stand between where a heading was found and where it begins."""


@dataclass
class Score:
    """What one document came to. Counts are of headings that are not optional; `families` maps a family to wanted, found, parents right."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    parents_right: int = 0
    titles: int = 0
    titles_right: int = 0
    run_in_right: int = 0
    numbered: int = 0
    offered: int = 0
    tree: float = 0.0
    tree_exact: bool = True
    missed: list[int] = field(default_factory=list)
    invented: list[int] = field(default_factory=list)
    misplaced: list[int] = field(default_factory=list)
    families: dict[str, list[int]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def parents(self) -> float:
        return self.parents_right / self.right if self.right else float(not self.wanted)

    @property
    def perfect(self) -> bool:
        return self.right == self.wanted == self.found == self.parents_right


def without_free_leads(rows: Sequence[Row], gold: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows without the lead-ins that the gold does not list; what hung on one moves up."""
    listed = set(_places(gold["headings"]))
    kept: list[dict[str, Any]] = []
    index = {-1: -1}
    for number, row in enumerate(rows):
        if row.get("kind") == "lead" and row["start"] not in listed:
            index[number] = index[row["parent"]]
        else:
            index[number] = len(kept)
            kept.append({**row, "parent": index[row["parent"]]})
    return kept


def score(gold: Mapping[str, Any], rows: Sequence[Row], text: str, offered: Iterable[int] | None = None) -> Score:
    """Compare `rows` with the gold headings. Starts are offsets into `text`; `offered` are the places the scan took into account."""
    headings: list[Row] = gold["headings"]
    rows = _in_order(rows)
    matches = _match(headings, rows, text)
    required = [not heading.get("optional") for heading in headings]
    counted = [index not in matches or required[matches[index]] for index in range(len(rows))]
    wanted_parents = _spliced([heading["parent"] for heading in headings], required)
    found_parents = _spliced([row["parent"] for row in rows], counted)

    result = Score(wanted=sum(required), found=sum(counted))
    seen = set(matches.values())
    result.missed = [index for index in range(len(headings)) if required[index] and index not in seen]
    result.invented = [rows[index]["start"] for index in range(len(rows)) if index not in matches]
    for index, heading in enumerate(headings):
        if required[index]:
            result.families.setdefault(heading.get("family") or "?", [0, 0, 0])[0] += 1
    for index, target in matches.items():
        if required[target]:
            parent = found_parents[index]
            hangs_right = (matches.get(parent, -2) if parent >= 0 else -1) == wanted_parents[target]
            _count(result, headings[target], rows[index], hangs_right)
            if not hangs_right:
                result.misplaced.append(target)
    if offered is not None:
        _count_offered(result, headings, set(offered))
    labels = [matches.get(index, -1 - index) for index in range(len(rows))]
    wanted_tree = _kept(list(range(len(headings))), wanted_parents, required)
    result.tree, result.tree_exact = similarity(*wanted_tree, *_kept(labels, found_parents, counted))
    return result


def _places(headings: Sequence[Row]) -> dict[int, int]:
    """Every offset that counts as a gold heading's start, with the heading's index."""
    places = {heading["start"]: index for index, heading in enumerate(headings)}
    for index, heading in enumerate(headings):
        for place in heading.get("alt", ()):
            places.setdefault(place, index)
    return places


def _in_order(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows by where they start, parents renumbered."""
    order = sorted(range(len(rows)), key=lambda index: rows[index]["start"])
    new = {old: index for index, old in enumerate(order)} | {-1: -1}
    return [{**rows[old], "parent": new[rows[old]["parent"]]} for old in order]


def _match(headings: Sequence[Row], rows: Sequence[Row], text: str) -> dict[int, int]:
    """Index of a row to index of its gold heading; each heading is found once."""
    places = _places(headings)
    matches: dict[int, int] = {}
    taken: set[int] = set()
    for index, row in enumerate(rows):
        place = row["start"]
        while place not in places and place < min(len(text), row["start"] + _REACH) and text[place] in _BLANKS:
            place += 1
        target = places.get(place, -1)
        if target >= 0 and target not in taken:
            matches[index] = target
            taken.add(target)
    return matches


def _spliced(parents: Sequence[int], kept: Sequence[bool]) -> list[int]:
    """The nearest kept ancestor of every node, -1 for none."""
    nearest: list[int] = []
    for parent in parents:
        while parent >= 0 and not kept[parent]:
            parent = parents[parent]
        nearest.append(parent)
    return nearest


def _kept(labels: Sequence[int], parents: Sequence[int], kept: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Labels and parents of the kept nodes alone."""
    place = {-1: -1}
    for index, keep in enumerate(kept):
        if keep:
            place[index] = len(place) - 1
    indices = [index for index, keep in enumerate(kept) if keep]
    return [labels[index] for index in indices], [place[parents[index]] for index in indices]


def _count(result: Score, heading: Row, row: Row, hangs_right: bool) -> None:
    """Add a heading that was found."""
    result.right += 1
    result.parents_right += hangs_right
    result.run_in_right += bool(row["run_in"]) == bool(heading.get("run_in"))
    family = result.families[heading.get("family") or "?"]
    family[1] += 1
    family[2] += hangs_right
    if not heading.get("title_any"):
        result.titles += 1
        result.titles_right += row["title"] in (heading["title"], *heading.get("title_alt", ()))


def _count_offered(result: Score, headings: Sequence[Row], offered: set[int]) -> None:
    """How many of the required headings with a number the scan offered at all."""
    for heading in headings:
        if heading["marker"] and not heading.get("optional"):
            result.numbered += 1
            result.offered += not offered.isdisjoint((heading["start"], *heading.get("alt", ())))


def summary(scores: Sequence[Score]) -> dict[str, float | int | None]:
    """One set's figures.

    Precision, recall, F1, parents, tree and perfect are means over documents. Candidates, titles and run-in flags are shares of all
    headings of the set, since many documents have none to compare; None where the whole set has none.
    """
    right = sum(one.right for one in scores)
    titles = sum(one.titles for one in scores)
    numbered = sum(one.numbered for one in scores)
    return {
        "documents": len(scores),
        "headings": sum(one.wanted for one in scores),
        "candidates": sum(one.offered for one in scores) / numbered if numbered else None,
        "precision": fmean(one.precision for one in scores),
        "recall": fmean(one.recall for one in scores),
        "f1": fmean(one.f1 for one in scores),
        "titles": sum(one.titles_right for one in scores) / titles if titles else None,
        "run_in": sum(one.run_in_right for one in scores) / right if right else None,
        "parents": fmean(one.parents for one in scores),
        "tree": fmean(one.tree for one in scores),
        "perfect": fmean(one.perfect for one in scores),
        "bounded": sum(not one.tree_exact for one in scores),
    }
