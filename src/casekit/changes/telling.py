"""From pairs to changes: every way in which the two of a pair differ, and what has no partner."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from casekit.changes.change import Change
from casekit.changes.flat import Tree, label_of, text_of
from casekit.changes.pairing import Pairing
from casekit.changes.words import rising

Row = tuple[tuple[int, int, int], Change]
"""A change behind its place: an index in the new tree, whether it was removed behind that, and its own order."""


def tell(pairing: Pairing) -> list[Change]:
    """The changes in the order of the new tree."""
    rows = [*_removed(pairing), *_changed(pairing)]
    rows.sort(key=_place)
    return [change for _, change in rows]


def _place(row: Row) -> tuple[int, int, int]:
    return row[0]


def _removed(pairing: Pairing) -> Iterator[Row]:
    old, new = pairing.old, pairing.new
    anchor = 0
    for i, mate in enumerate(old.mates):
        if mate < 0:
            yield (anchor, 1, i), Change("removed", old.sections[i], None, old.path(i))
        elif i and old.mates[old.parents[i]] == new.parents[mate]:
            # What moved away no longer tells where its old neighbours stood.
            anchor = mate


def _changed(pairing: Pairing) -> Iterator[Row]:
    old, new = pairing.old, pairing.new
    shuffled = _shuffled(pairing)
    for j, i in enumerate(new.mates):
        section = new.sections[j]
        if i < 0:
            yield (j, 0, 0), Change("added", None, section, new.path(j))
            continue
        was = old.sections[i]
        found: list[tuple[str, str, str]] = []
        if j and old.mates[old.parents[i]] != new.parents[j]:
            found.append(("moved", " / ".join(old.path(old.parents[i])), " / ".join(new.path(new.parents[j]))))
        elif j in shuffled:
            found.append(("moved", _before(old, i), _before(new, j)))
        if old.marks[i] != new.marks[j]:
            found.append(("renumbered", was.marker, section.marker))
        if old.titles[i] != new.titles[j]:
            found.append(("retitled", was.title, section.title))
        if old.texts[i] != new.texts[j]:
            found.append(("text-changed", text_of(was), text_of(section)))
        for order, (kind, before, after) in enumerate(found):
            yield (j, 0, order), Change(kind, was, section, new.path(j), {"old": before, "new": after})


def _before(tree: Tree, index: int) -> str:
    siblings = tree.children[tree.parents[index]]
    place = bisect_left(siblings, index)
    return label_of(tree.sections[siblings[place - 1]]) if place else ""


def _shuffled(pairing: Pairing) -> set[int]:
    """The new indexes of the fewest siblings that must move for the others to be in their old order.

    One with a new number is left out, since its number tells the new order.
    """
    old, new = pairing.old, pairing.new
    moved: set[int] = set()
    for parent, children in enumerate(new.children):
        mate = new.mates[parent]
        if mate < 0:
            continue
        stayed = [j for j in children if new.mates[j] >= 0 and old.parents[new.mates[j]] == mate]
        if any(new.mates[first] > new.mates[second] for first, second in pairwise(stayed)):
            keep = rising([new.mates[j] for j in stayed])
            rest = (j for place, j in enumerate(stayed) if place not in keep)
            moved.update(j for j in rest if old.marks[new.mates[j]] == new.marks[j])
    return moved
