"""What differs between two trees, by heading and not by line.

Headings are paired from the top down: under parents that are a pair, first those that are equal in family, number and title, then those
with the same title, then those that are alike; what is left is looked for in the whole tree. A pair may differ in several ways, and each
is one change; a heading without a partner was added or removed.

Guarantees:
1. White space, page furniture and the marks around a title are no difference; equal documents have none.
2. Changes stand in the source order of the new tree; what was removed stands where it was, behind what stood before it.
3. The time grows with the number of headings: a heading is compared for likeness with a bounded number of others, by a bounded part
   of its text.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from casekit.model import Block, Document, Section

__all__ = ["CHANGE_KINDS", "Change", "diff"]

CHANGE_KINDS = ("added", "removed", "moved", "renumbered", "retitled", "text-changed")
"""`moved`: under another parent, or to another place among siblings whose numbers do not tell it. `text-changed`: the text directly under
the heading, headings below it not counted."""

_WINDOW = 4
"""So many neighbours on either side are compared for likeness."""
_SAMPLE = 240
"""So many code points of a text are compared for likeness."""
_ALIKE = 0.6
_ALIKE_SAME_NUMBER = 0.4
_STRANGE = 0.3
_OWN_TEXT = 20
"""A text of so many code points is its section's own, so that it tells where the section went under a new title."""


@dataclass(slots=True)
class Change:
    """One difference. `old` is None for what was added, `new` for what was removed.

    `path` is the heading path, marker and title of every heading from the top down to this one, in the new tree (in the old one for
    what was removed); it is empty for the document itself. `details` has the keys `old` and `new`: the markers, the titles or the
    texts; for `moved` the paths of the parents, or, where the parent is the same, the heading each stands behind ("" for none). It is
    empty for what was added or removed.
    """

    kind: str
    old: Section | None
    new: Section | None
    path: tuple[str, ...]
    details: dict[str, str] = field(default_factory=dict)


def diff(old: Document, new: Document) -> list[Change]:
    """Every change that leads from `old` to `new`; [] where they are equal."""
    names: dict[Hashable, int] = {}
    pairing = _Pairing(_Tree(old.root, names), _Tree(new.root, names))
    pairing.run()
    rows = [*_removed(pairing), *_changed(pairing)]
    rows.sort(key=_place)
    return [change for _, change in rows]


Row = tuple[tuple[int, int, int], Change]
"""A change behind its place: an index in the new tree, whether it was removed behind that, and its own order."""

Key = Callable[["_Tree", int], Hashable]
"""What is the same for two headings that may be a pair; None for a heading that does not take part."""


def _place(row: Row) -> tuple[int, int, int]:
    return row[0]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _label(section: Section) -> str:
    gap = " " if section.marker and section.title and section.marker[-1].isalnum() else ""
    return section.marker + gap + section.title


class _Tree:
    """A tree laid flat in source order: the root is 0, and every list has an entry for each section."""

    __slots__ = ("children", "mates", "names", "own", "parents", "profiles", "sections", "texts", "titles", "wholes")

    def __init__(self, root: Section, names: dict[Hashable, int]) -> None:
        self.sections: list[Section] = []
        self.parents: list[int] = []
        self.children: list[list[int]] = []
        stack: list[tuple[Section, int]] = [(root, -1)]
        while stack:
            section, parent = stack.pop()
            index = len(self.sections)
            self.sections.append(section)
            self.parents.append(parent)
            self.children.append([])
            if parent >= 0:
                self.children[parent].append(index)
            stack.extend((child, index) for child in reversed(section.children) if isinstance(child, Section))
        self.mates = [-1] * len(self.sections)
        self.titles = [_squeezed(section.title) for section in self.sections]
        self.texts = [
            "".join(_squeezed(child.text) for child in section.children if isinstance(child, Block) and child.kind != "furniture")
            for section in self.sections
        ]
        self.own: list[Hashable] = [(section.family, section.number, section.sub) for section in self.sections]
        self.profiles: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        # Equal subtrees get equal numbers, in both trees: `names` is common to them.
        self.names = names
        self.wholes = [0] * len(self.sections)
        for index in range(len(self.sections) - 1, -1, -1):
            whole = (self.own[index], self.titles[index], self.texts[index], tuple(self.wholes[child] for child in self.children[index]))
            self.wholes[index] = names.setdefault(whole, len(names))

    def path(self, index: int) -> tuple[str, ...]:
        """The labels from the top down to `index`, those without a word left out."""
        labels: list[str] = []
        while index >= 0:
            label = _label(self.sections[index])
            if label:
                labels.append(label)
            index = self.parents[index]
        return tuple(reversed(labels))

    def profile(self, index: int) -> tuple[frozenset[str], frozenset[str]]:
        """What title and content are made of, for likeness: signs and pairs of signs; a content has its children's titles too."""
        known = self.profiles.get(index)
        if known is None:
            text = self.texts[index][:_SAMPLE]
            below = ("/" + self.titles[child] for child in self.children[index][:_SAMPLE])
            known = self.profiles[index] = (_grams(self.titles[index][:_SAMPLE]), _grams(text) | frozenset(below))
        return known


def _grams(text: str) -> frozenset[str]:
    return frozenset(text) | frozenset(map("".join, pairwise(text)))


def _likeness(first: frozenset[str], other: frozenset[str]) -> float:
    """From 0, nothing in common, to 1; 0 where one is empty."""
    return 2 * len(first & other) / (len(first) + len(other)) if first and other else 0.0


def _whole(tree: _Tree, index: int) -> Hashable:
    return tree.wholes[index]


def _all_of_it(tree: _Tree, index: int) -> Hashable:
    return tree.own[index], tree.titles[index], tree.texts[index]


def _heading(tree: _Tree, index: int) -> Hashable:
    return (tree.own[index], tree.titles[index]) if tree.titles[index] else None


def _title_and_text(tree: _Tree, index: int) -> Hashable:
    return (tree.titles[index], tree.texts[index]) if tree.texts[index] else None


def _title(tree: _Tree, index: int) -> Hashable:
    return tree.titles[index] or None


def _something_whole(tree: _Tree, index: int) -> Hashable:
    return tree.wholes[index] if tree.texts[index] or tree.children[index] else None


def _own_text(tree: _Tree, index: int) -> Hashable:
    return tree.texts[index] if len(tree.texts[index]) >= _OWN_TEXT else None


_SIBLING_KEYS: tuple[Key, ...] = (_whole, _all_of_it, _heading, _title_and_text, _title)
"""For children of a pair, the surest first. A heading without a title has only its text to be known by."""

_FAR_KEYS: tuple[tuple[Key, bool], ...] = ((_something_whole, False), (_title_and_text, False), (_title, True), (_own_text, True))
"""For headings anywhere, and whether the key must be the only one of its kind left in either tree."""


class _Pairing:
    """Which heading of the old tree is which of the new one: `mates` of the two trees."""

    def __init__(self, old: _Tree, new: _Tree) -> None:
        self.old = old
        self.new = new
        # How often a title comes again: one that only moved is as frequent as before.
        self.surplus = Counter(new.titles)
        self.surplus.subtract(old.titles)

    def run(self) -> None:
        """Pair the roots and everything that follows from them, then what went far."""
        self._pair(0, 0)
        for key, alone in _FAR_KEYS:
            self._far(key, alone)

    def _pair(self, i: int, j: int) -> None:
        """Make `i` and `j` a pair, and then their children, from the top down."""
        old, new = self.old.mates, self.new.mates
        old[i], new[j] = j, i
        waiting = [(i, j)]
        while waiting:
            i, j = waiting.pop()
            olds = [child for child in self.old.children[i] if old[child] < 0]
            news = [child for child in self.new.children[j] if new[child] < 0]
            for key in _SIBLING_KEYS:
                if not olds or not news:
                    break
                waiting += self._equal(olds, news, key)
                olds = [child for child in olds if old[child] < 0]
                news = [child for child in news if new[child] < 0]
            if olds and news:
                waiting += self._alike(i, j, olds, news)

    def _equal(self, olds: list[int], news: list[int], key: Key) -> list[tuple[int, int]]:
        """Pair, in order, those of equal keys."""
        pairs: list[tuple[int, int]] = []
        places: dict[Hashable, list[int]] = {}
        for i in reversed(olds):
            value = key(self.old, i)
            if value is not None:
                places.setdefault(value, []).append(i)
        for j in news:
            found = places.get(key(self.new, j))
            if found:
                i = found.pop()
                self.old.mates[i], self.new.mates[j] = j, i
                pairs.append((i, j))
        return pairs

    def _alike(self, parent: int, other_parent: int, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
        """Pair, the likest first, what is alike among the leftover children of a pair."""
        places = {child: place for place, child in enumerate(self.new.children[other_parent])}
        positions = [places[j] for j in news]
        by_number: dict[Hashable, list[int]] = {}
        for y, j in enumerate(news):
            by_number.setdefault(self.new.own[j], []).append(y)
        left = set(olds)
        scored: list[tuple[float, int, int]] = []
        expected = 0
        for child in self.old.children[parent]:
            if child not in left:
                expected = places.get(self.old.mates[child], expected - 1) + 1
                continue
            centre = bisect_left(positions, expected)
            expected += 1
            near = set(range(max(0, centre - _WINDOW), min(len(news), centre + _WINDOW + 1)))
            near.update(by_number.get(self.old.own[child], ())[:_WINDOW])
            for y in sorted(near):
                score = self._score(child, news[y])
                if score > 0:
                    scored.append((-score, child, news[y]))
        pairs: list[tuple[int, int]] = []
        for _, i, j in sorted(scored):
            if self.old.mates[i] < 0 and self.new.mates[j] < 0:
                self.old.mates[i], self.new.mates[j] = j, i
                pairs.append((i, j))
        return pairs

    def _score(self, i: int, j: int) -> float:
        """How much two headings under one parent are alike; 0 for not at all."""
        old, new = self.old, self.new
        titles, contents = old.profile(i), new.profile(j)
        likeness = max(_likeness(titles[0], contents[0]), _likeness(titles[1], contents[1]))
        same = old.own[i] == new.own[j]
        if likeness >= (_ALIKE_SAME_NUMBER if same else _ALIKE):
            return likeness + 0.3 * same
        if not same:
            return 0.0
        # With nothing else to go by the number decides: 第三条 with a new text, a bare heading with a new title.
        untitled = not old.titles[i] and not new.titles[j]
        empty = not titles[1] and not contents[1] and self.surplus[old.titles[i]] < 0 < self.surplus[new.titles[j]]
        return 0.1 if untitled or empty else 0.0

    def _far(self, key: Key, alone: bool) -> None:
        """Pair leftovers of equal keys wherever they are; `alone` asks that no other leftover has the key."""
        olds: dict[Hashable, list[int]] = {}
        for i in range(len(self.old.mates) - 1, -1, -1):
            value = key(self.old, i) if self.old.mates[i] < 0 else None
            if value is not None:
                olds.setdefault(value, []).append(i)
        news = [(key(self.new, j), j) for j, mate in enumerate(self.new.mates) if mate < 0]
        count = Counter(value for value, _ in news)
        for value, j in news:
            found = olds.get(value)
            if not found or self.new.mates[j] >= 0 or (alone and (len(found) > 1 or count[value] > 1)):
                continue
            while found:
                i = found.pop()
                if self.old.mates[i] < 0:
                    if not (alone and self._strangers(i, j)):
                        self._pair(i, j)
                    break

    def _strangers(self, i: int, j: int) -> bool:
        """Whether two headings speak of different things: 主要成效 is a title in many cases."""
        content, other = self.old.profile(i)[1], self.new.profile(j)[1]
        return bool(content and other) and _likeness(content, other) < _STRANGE


def _removed(pairing: _Pairing) -> Iterator[Row]:
    old, new = pairing.old, pairing.new
    anchor = 0
    for i, mate in enumerate(old.mates):
        if mate < 0:
            yield (anchor, 1, i), Change("removed", old.sections[i], None, old.path(i))
        elif i and old.mates[old.parents[i]] == new.parents[mate]:
            # What moved away no longer tells where its old neighbours stood.
            anchor = mate


def _changed(pairing: _Pairing) -> Iterator[Row]:
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
        if _renumbered(was, section):
            found.append(("renumbered", was.marker, section.marker))
        if old.titles[i] != new.titles[j]:
            found.append(("retitled", was.title, section.title))
        if old.texts[i] != new.texts[j]:
            found.append(("text-changed", _text(was), _text(section)))
        for order, (kind, before, after) in enumerate(found):
            yield (j, 0, order), Change(kind, was, section, new.path(j), {"old": before, "new": after})


def _renumbered(old: Section, new: Section) -> bool:
    return (old.number, old.sub, _squeezed(old.marker)) != (new.number, new.sub, _squeezed(new.marker))


def _text(section: Section) -> str:
    return "\n".join(block.text for block in section.blocks if block.kind != "furniture")


def _before(tree: _Tree, index: int) -> str:
    siblings = tree.children[tree.parents[index]]
    place = bisect_left(siblings, index)
    return _label(tree.sections[siblings[place - 1]]) if place else ""


def _shuffled(pairing: _Pairing) -> set[int]:
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
            keep = _longest_run([new.mates[j] for j in stayed])
            rest = (j for place, j in enumerate(stayed) if place not in keep)
            moved.update(j for j in rest if not _renumbered(old.sections[new.mates[j]], new.sections[j]))
    return moved


def _longest_run(values: list[int]) -> set[int]:
    """The places of a longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [place]
    keep: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        keep.add(place)
        place = before[place]
    return keep
