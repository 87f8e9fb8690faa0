"""How much two ordered trees differ: the least number of nodes to delete, insert or rename (Zhang and Shasha, 1989; unit costs).

The distance is exact as long as the work stays below `WORK_LIMIT`. Beyond, `similarity` gives a lower bound: the largest part that
both trees share under a greedy choice is kept, and every other node counts as deleted or inserted. The bound never flatters.
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

WORK_LIMIT = 8_000_000
"""Table cells to fill, about two seconds' worth; larger pairs are bounded."""


class Tree(NamedTuple):
    """A node with its subtree. Equal `identity` means equal subtrees, among the trees of one `Grower`."""

    label: Hashable
    identity: int
    children: tuple["Tree", ...]


class Grower:
    """Makes trees from lists of labels and parents, and knows equal subtrees at once."""

    def __init__(self) -> None:
        self._identities: dict[tuple[Hashable, ...], int] = {}

    def grow(self, labels: Sequence[Hashable], parents: Sequence[int]) -> Tree:
        """The tree over a root of its own; `parents` are indices into `labels`, -1 for the root, siblings in order."""
        below: dict[int, list[int]] = {}
        for index, parent in enumerate(parents):
            below.setdefault(parent, []).append(index)
        order = [-1]
        for node in order:
            order.extend(below.get(node, ()))
        made: dict[int, Tree] = {}
        for node in reversed(order):
            children = tuple(made[child] for child in below.get(node, ()))
            label = "root" if node < 0 else labels[node]
            key = (label, *(child.identity for child in children))
            made[node] = Tree(label, self._identities.setdefault(key, len(self._identities)), children)
        return made[-1]


def similarity(
    labels: Sequence[Hashable], parents: Sequence[int], other_labels: Sequence[Hashable], other_parents: Sequence[int]
) -> tuple[float, bool]:
    """1 - distance / size of the larger tree, roots included, at least 0; and whether that is exact (else it is a lower bound)."""
    grower = Grower()
    largest = max(len(labels), len(other_labels)) + 1
    distance = tree_distance(grower.grow(labels, parents), grower.grow(other_labels, other_parents))
    if distance is not None:
        return max(0.0, 1 - distance / largest), True
    kept = _shared(labels, parents, other_labels, other_parents)
    return max(0.0, 1 - (len(labels) + len(other_labels) - 2 * kept) / largest), False


def tree_distance(first: Tree, second: Tree) -> int | None:
    """The exact distance of two trees of one `Grower`, None where it would take too long."""
    left, right = _strip([first], [second])
    if not left or not right:
        return sum(map(_size, left or right))
    rows, columns = _Postorder(left), _Postorder(right)
    if rows.work * columns.work > WORK_LIMIT:
        return None
    return _zhang_shasha(rows, columns)


def _strip(left: list[Tree], right: list[Tree]) -> tuple[list[Tree], list[Tree]]:
    """The two forests without equal trees at either end and without equal single roots; none of these changes the distance."""
    while True:
        ahead = 0
        while ahead < min(len(left), len(right)) and left[ahead].identity == right[ahead].identity:
            ahead += 1
        left, right = left[ahead:], right[ahead:]
        while left and right and left[-1].identity == right[-1].identity:
            left, right = left[:-1], right[:-1]
        if len(left) != 1 or len(right) != 1 or left[0].label != right[0].label:
            return left, right
        left, right = list(left[0].children), list(right[0].children)


def _size(tree: Tree) -> int:
    count, stack = 0, [tree]
    while stack:
        node = stack.pop()
        count += 1
        stack.extend(node.children)
    return count


class _Postorder:
    """A forest under one root as postorder lists: labels, and the leftmost leaf below every node."""

    def __init__(self, forest: list[Tree]) -> None:
        self.labels: list[Hashable] = []
        self.leftmost: list[int] = []
        stack: list[tuple[Tree, int]] = [(Tree("root", -1, tuple(forest)), -1)]
        while stack:
            node, first = stack.pop()
            if first >= 0:
                self.labels.append(node.label)
                self.leftmost.append(first)
                continue
            stack.append((node, len(self.labels)))
            stack.extend((child, -1) for child in reversed(node.children))
        self.keyroots = sorted({leaf: index for index, leaf in enumerate(self.leftmost)}.values())
        self.work = sum(root - self.leftmost[root] + 1 for root in self.keyroots)


def _zhang_shasha(rows: _Postorder, columns: _Postorder) -> int:
    trees = [[0] * len(columns.labels) for _ in rows.labels]
    for root in rows.keyroots:
        for other in columns.keyroots:
            _fill(trees, rows, columns, root, other)
    return trees[-1][-1]


def _fill(trees: list[list[int]], rows: _Postorder, columns: _Postorder, root: int, other: int) -> None:
    """The distances of all pairs of subtrees on the left spines of `root` and `other`."""
    top, left = rows.leftmost[root], columns.leftmost[other]
    above = list(range(other - left + 2))
    forests = [above]
    for row in range(top, root + 1):
        spine = rows.leftmost[row] == top
        known = trees[row]
        before = forests[rows.leftmost[row] - top]
        label = rows.labels[row]
        line = [row - top + 1]
        for column in range(left, other + 1):
            place = column - left
            best = min(above[place + 1], line[place]) + 1
            if spine and columns.leftmost[column] == left:
                best = min(best, above[place] + (label != columns.labels[column]))
                known[column] = best
            else:
                best = min(best, before[columns.leftmost[column] - left] + known[column])
            line.append(best)
        forests.append(line)
        above = line


def _shared(labels: Sequence[Hashable], parents: Sequence[int], other_labels: Sequence[Hashable], other_parents: Sequence[int]) -> int:
    """How many nodes, taken in order, have the same label and the same nearest ancestor among those taken before them."""
    place = {label: index for index, label in enumerate(other_labels)}
    taken: dict[int, int] = {-1: -1}
    behind: set[int] = {-1}
    last = -1
    for index, label in enumerate(labels):
        other = place.get(label, -1)
        if other <= last:
            continue
        parent, other_parent = parents[index], other_parents[other]
        while parent not in taken:
            parent = parents[parent]
        while other_parent not in behind:
            other_parent = other_parents[other_parent]
        if taken[parent] == other_parent:
            taken[index] = last = other
            behind.add(other)
    return len(taken) - 1
