"""Which heading of the old tree is which of the new one.

Guarantees:
1. A heading is compared for likeness with a bounded number of others, by a bounded part of its text.
2. The pairs depend on the trees alone.
"""

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Hashable
from itertools import islice

from casekit.changes.flat import SAMPLE, Tree, likeness

_WINDOW = 4
"""So many neighbours on either side are compared for likeness."""
_ALIKE = 0.6
_ALIKE_SAME_NUMBER = 0.4
_ALIKE_FAR = 0.7
"""What went to another parent and was altered there must be more like what it was."""
_STRANGE = 0.3
_OWN_TEXT = 20
"""A text of so many code points is its section's own, so that it tells where the section went under a new title."""
_SHINGLE = 6
_SHARED = 8
"""A run of signs that so many leftovers share tells nothing about any of them."""
_FEW = 8
"""One run in so many must be shared at least."""
_BEST = 3
"""So many of those that share most runs are compared."""

Key = Callable[[Tree, int], Hashable]
"""What is the same for two headings that may be a pair; None for a heading that does not take part."""


def _whole(tree: Tree, index: int) -> Hashable:
    return tree.wholes[index]


def _all_of_it(tree: Tree, index: int) -> Hashable:
    return tree.own[index], tree.titles[index], tree.texts[index]


def _heading(tree: Tree, index: int) -> Hashable:
    return (tree.own[index], tree.titles[index]) if tree.titles[index] else None


def _title_and_text(tree: Tree, index: int) -> Hashable:
    return (tree.titles[index], tree.texts[index]) if tree.texts[index] else None


def _title(tree: Tree, index: int) -> Hashable:
    return tree.titles[index] or None


def _something_whole(tree: Tree, index: int) -> Hashable:
    return tree.wholes[index] if tree.texts[index] or tree.children[index] else None


def _own_text(tree: Tree, index: int) -> Hashable:
    return tree.texts[index] if len(tree.texts[index]) >= _OWN_TEXT else None


_SIBLING_KEYS: tuple[Key, ...] = (_whole, _all_of_it, _heading, _title_and_text, _title)
"""For children of a pair, the surest first. A heading without a title has only its text to be known by."""

_FAR_KEYS: tuple[tuple[Key, bool], ...] = ((_something_whole, False), (_title_and_text, False), (_title, True), (_own_text, True))
"""For headings anywhere, and whether the key must be the only one of its kind left in either tree."""


class Pairing:
    """Which heading of the old tree is which of the new one: `mates` of the two trees."""

    def __init__(self, old: Tree, new: Tree) -> None:
        self.old = old
        self.new = new
        # How often a title comes again: one that only moved is as frequent as before.
        self.surplus = Counter(new.titles)
        self.surplus.subtract(old.titles)
        self.leftover: list[tuple[int, int]] = []

    def run(self) -> None:
        """Pair the roots and everything that follows from them, then what went far, then what only its number is left to tell."""
        self._pair(0, 0)
        for key, alone in _FAR_KEYS:
            self._far(key, alone)
        self._far_alike()
        for i, j in self.leftover:
            self._by_number(i, j)

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
                self.leftover.append((i, j))

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
        alike = max(likeness(titles[0], contents[0]), likeness(titles[1], contents[1]))
        same = old.own[i] == new.own[j]
        if alike >= (_ALIKE_SAME_NUMBER if same else _ALIKE):
            return alike + 0.3 * same
        return 0.0

    def _by_number(self, parent: int, other_parent: int) -> None:
        """Pair what has little but its place to go by: 第三条 with a new text, a bare heading with a new title.

        Only between the same neighbours, so that a number that another heading left free does not make a pair; and where the number is
        the same, or the text at least not strange.
        """
        slots: dict[int, deque[int]] = {}
        numbers: dict[Hashable, list[int]] = {}
        last = -1
        for j in self.new.children[other_parent]:
            mate = self.new.mates[j]
            if mate < 0:
                slots.setdefault(last, deque()).append(j)
                numbers.setdefault((last, self.new.own[j]), []).append(j)
            elif self.old.parents[mate] == parent:
                last = j
        last = -1
        for i in self.old.children[parent]:
            mate = self.old.mates[i]
            if mate >= 0:
                if self.new.parents[mate] == other_parent:
                    last = mate
                continue
            slot = slots.get(last, deque())
            while slot and self.new.mates[slot[0]] >= 0:
                slot.popleft()
            near = dict.fromkeys([*islice(slot, _WINDOW), *numbers.get((last, self.old.own[i]), ())[:_WINDOW]])
            text = self.old.profile(i)[1]
            free = [j for j in near if self.new.mates[j] < 0 and self._bare(i, j)]
            scored = [(-likeness(text, self.new.profile(j)[1]), self.old.own[i] != self.new.own[j], j) for j in free]
            fit = [(score, other, j) for score, other, j in scored if not other or -score >= _STRANGE]
            if fit:
                self._pair(i, min(fit)[2])

    def _bare(self, i: int, j: int) -> bool:
        """Whether neither heading of a family has a title, or both have nothing else and the one title went as the other came."""
        old, new = self.old, self.new
        if old.own[i][0] != new.own[j][0]:
            return False
        if not old.titles[i] and not new.titles[j]:
            return True
        empty = not old.profile(i)[1] and not new.profile(j)[1]
        return empty and self.surplus[old.titles[i]] < 0 < self.surplus[new.titles[j]]

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
        return bool(content and other) and likeness(content, other) < _STRANGE

    def _far_alike(self) -> None:
        """Pair, the likest first, leftovers that share runs of signs few others have: what moved and was altered on the way."""
        olds = [i for i, mate in enumerate(self.old.mates) if mate < 0 and len(self.old.texts[i]) >= _OWN_TEXT]
        news = [j for j, mate in enumerate(self.new.mates) if mate < 0 and len(self.new.texts[j]) >= _OWN_TEXT]
        if not olds or not news:
            return
        places: dict[str, list[int]] = {}
        for i in olds:
            for run in _shingles(self.old.texts[i]):
                places.setdefault(run, []).append(i)
        scored: list[tuple[float, int, int]] = []
        for j in news:
            votes: dict[int, int] = {}
            runs = _shingles(self.new.texts[j])
            for run in runs:
                found = places.get(run)
                if found is not None and len(found) <= _SHARED:
                    for i in found:
                        votes[i] = votes.get(i, 0) + 1
            if not votes:
                continue
            content = self.new.profile(j)[1]
            for i in sorted(votes, key=lambda i: (-votes[i], i))[:_BEST]:
                if votes[i] * _FEW < len(runs):
                    break
                score = likeness(self.old.profile(i)[1], content)
                if score >= _ALIKE_FAR:
                    scored.append((-score, i, j))
        for _, i, j in sorted(scored):
            if self.old.mates[i] < 0 and self.new.mates[j] < 0:
                self._pair(i, j)


def _shingles(text: str) -> set[str]:
    text = text[:SAMPLE]
    return {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)}
