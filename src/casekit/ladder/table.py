"""Families by the character their markers begin with."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from casekit.ladder.family import Family
from casekit.ladder.first import REPEATS, class_end, first_characters, first_class, last_class
from casekit.patterns import lazy

Match = Callable[[str, int], "re.Match[str] | None"]

_ALIKE_LEAST: Final = 40
"""Shorter beginnings are not worth writing once, in code points of the pattern."""
_OTHERS_MOST: Final = 2
"""A pattern is shared with characters that so many of its families do not begin with."""
_FEW: Final = 200
"""So many places are tried with one family after the other before the pattern of all is compiled."""


class Row:
    """What matches a marker at a place, and the families it may be of; the match's `lastindex` counts them from 1."""

    __slots__ = ("families", "match")

    def __init__(self, match: Match, families: tuple[Family, ...]) -> None:
        self.match = match
        self.families = families


class _Matcher:
    """Matches a marker of one of `families`, as the pattern of all would.

    A short text has markers of few of them, most of them of the first: those before the one that matches are compiled, and no more.
    """

    def __init__(self, families: tuple[Family, ...]) -> None:
        self.families = families
        self.all: Match | None = None
        """The pattern of all, once it is compiled."""
        self._alone = [lazy(f"(?:{family.pattern}){'()' * at}") for at, family in enumerate(families, 1)]
        self._left = _FEW

    def match(self, buffer: str, start: int) -> "re.Match[str] | None":
        """The match at `start`; its `lastindex` counts the families from 1."""
        if self.all is None:
            self._left -= 1
            if self._left >= 0:
                for pattern in self._alone:
                    found = pattern.match(buffer, start)
                    if found is not None:
                        return found
                return None
            self.all = re.compile(_either([family.pattern for family in self.families])).match
        return self.all(buffer, start)


class FamilyTable(dict[str, Row | None]):
    """First character to what may begin with it, None for nothing. Patterns are compiled when a text first needs them."""

    def __init__(self, families: Iterable[Family]) -> None:
        super().__init__()
        self._families = [(family, first_characters(family.pattern)) for family in families]
        self._matchers: dict[str, _Matcher] = {}
        self.starters = frozenset(c for _, first in self._families for c in first or ())

    def __missing__(self, character: str) -> Row | None:
        matcher = self._matchers.get(character)
        if matcher is None:
            families = tuple(family for family, first in self._families if first is None or character in first)
            if not families:
                self[character] = None
                return None
            matcher = self._matchers[character] = self._near(families) or _Matcher(families)
        if matcher.all is None:
            return Row(matcher.match, matcher.families)
        self[character] = row = Row(matcher.all, matcher.families)
        return row

    def _near(self, families: tuple[Family, ...]) -> _Matcher | None:
        """What there is already for these families and few others, whose markers begin with other characters: it matches the same."""
        for matcher in self._matchers.values():
            if len(matcher.families) <= len(families) + _OTHERS_MOST and all(family in matcher.families for family in families):
                return matcher
        return None


def _either(patterns: Sequence[str]) -> str:
    """All patterns as branches of one; the empty group at the end of a branch tells which it was.

    What neighbours begin or end with alike is written once: a numeral in front of many units is read once, and a class of scattered Han
    or brackets, the dearest thing to compile, is compiled once.
    """
    written: list[str] = []
    at = 0
    while at < len(patterns):
        begin, behind = _begun(patterns, at)
        if not begin:
            begin, behind = _neighbours(patterns, at, first_class)
        if begin:
            written.append(f"{begin}(?:{_either([pattern[len(begin) :] for pattern in patterns[at:behind]])})")
        else:
            end, behind = _neighbours(patterns, at, last_class)
            heads = [f"(?:{pattern[: len(pattern) - len(end)]})()" for pattern in patterns[at:behind]]
            written.append(f"(?:{'|'.join(heads)}){end}" if end else heads[0])
        at = behind
    return "|".join(written)


def _begun(patterns: Sequence[str], at: int) -> tuple[str, int]:
    """What the patterns from `at` on begin with alike, where it is long, and the first that does not begin so."""
    begin = ""
    behind = at + 1
    while behind < len(patterns):
        alike = _whole_atoms(_alike(begin or patterns[at], patterns[behind]))
        repeated = any(pattern.startswith(REPEATS, len(alike)) for pattern in patterns[at : behind + 1])
        if len(alike) < _ALIKE_LEAST or repeated:
            break
        begin = alike
        behind += 1
    return begin, behind


def _neighbours(patterns: Sequence[str], at: int, part: Callable[[str], str]) -> tuple[str, int]:
    """A part that the patterns from `at` on share, and the first that does not; "" where it is one pattern's alone."""
    shared = part(patterns[at])
    behind = at + 1
    while shared and behind < len(patterns) and part(patterns[behind]) == shared:
        behind += 1
    return (shared, behind) if behind > at + 1 else ("", behind)


def _alike(one: str, other: str) -> str:
    """What both begin with."""
    return one[: next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))]


def _whole_atoms(begin: str) -> str:
    """The longest part of a pattern's beginning that ends behind a closed group and what repeats it; "" where none does."""
    depth, at, whole = 0, 0, 0
    while at < len(begin):
        if begin[at] == "\\":
            at += 1
        elif begin[at] == "[":
            at = class_end(begin, at)
        elif begin[at] == "(":
            depth += 1
        elif begin[at] == ")":
            depth -= 1
        elif begin[at] == "|" and not depth:
            return ""
        at += 1
        if not depth and begin[at - 1 : at] == "?" and begin[at - 2 : at - 1] == ")":
            whole = at
    return begin[:whole]
