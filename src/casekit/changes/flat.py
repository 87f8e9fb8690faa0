"""A tree laid flat, with what its sections are compared by."""

from itertools import pairwise

from casekit.changes.fold import Fold
from casekit.model import Block, Section

SAMPLE = 240
"""So many code points of a text, and so many children, are compared for likeness."""
_TELLING = 24
"""So many signs tell a child without a title apart from others."""

Number = tuple[str, int | None, int | None]
"""Family, number and the value of 之一."""
Profile = tuple[frozenset[str], frozenset[str]]


class Tree:
    """A tree laid flat in source order: the root is 0, and every list has an entry for each section.

    `titles`, `texts` and `own` (family and number) are folded; equal subtrees have equal `wholes` in all trees made with the same `names`.
    """

    __slots__ = ("children", "fold", "marks", "mates", "own", "parents", "profiles", "sections", "texts", "titles", "wholes")

    def __init__(self, root: Section, names: dict[object, int], fold: Fold) -> None:
        self.fold = fold
        self.sections: list[Section] = []
        self.parents: list[int] = []
        self.children: list[list[int]] = []
        self.texts: list[str] = []
        stack: list[tuple[Section, int]] = [(root, -1)]
        while stack:
            section, parent = stack.pop()
            index = len(self.sections)
            self.sections.append(section)
            self.parents.append(parent)
            self.children.append([])
            if parent >= 0:
                self.children[parent].append(index)
            self.texts.append(fold(text_of(section)))
            stack.extend((child, index) for child in reversed(section.sections))
        self.mates = [-1] * len(self.sections)
        self.titles = [fold(section.title) for section in self.sections]
        self.marks = [fold.marker(section) for section in self.sections]
        self.own: list[Number] = [(section.family, section.number, section.sub) for section in self.sections]
        self.profiles: dict[int, Profile] = {}
        self.wholes = [0] * len(self.sections)
        for index in range(len(self.sections) - 1, -1, -1):
            whole = (self.own[index], self.titles[index], self.texts[index], tuple(self.wholes[child] for child in self.children[index]))
            self.wholes[index] = names.setdefault(whole, len(names))

    def path(self, index: int) -> tuple[str, ...]:
        """The labels from the top down to `index`, those without a word left out."""
        labels: list[str] = []
        while index >= 0:
            label = label_of(self.sections[index])
            if label:
                labels.append(label)
            index = self.parents[index]
        return tuple(reversed(labels))

    def profile(self, index: int) -> Profile:
        """What title and content are made of, for likeness: signs and pairs of signs; a content has what its children begin with too."""
        known = self.profiles.get(index)
        if known is None:
            below = ("/" + (self.titles[child] or self.texts[child][:_TELLING]) for child in self.children[index][:SAMPLE])
            known = self.profiles[index] = (grams(self.titles[index][:SAMPLE]), grams(self.texts[index][:SAMPLE]) | frozenset(below))
        return known


def text_of(section: Section) -> str:
    """The text directly under a heading, a line for each paragraph, without page furniture."""
    return "\n".join([child.text for child in section.children if isinstance(child, Block) and child.kind != "furniture"])


def label_of(section: Section) -> str:
    """Marker and title."""
    gap = " " if section.marker and section.title and section.marker[-1].isalnum() else ""
    return section.marker + gap + section.title


def grams(text: str) -> frozenset[str]:
    """The signs of a text and its pairs of neighbours."""
    return frozenset(text) | frozenset(map("".join, pairwise(text)))


def likeness(first: frozenset[str], other: frozenset[str]) -> float:
    """From 0, nothing in common, to 1; 0 where one is empty."""
    return 2 * len(first & other) / (len(first) + len(other)) if first and other else 0.0
