"""Families by the character their markers begin with."""

import re
from collections.abc import Callable, Iterable

from casekit.ladder.family import Family
from casekit.ladder.first import first_characters

Match = Callable[[str, int], "re.Match[str] | None"]
Row = tuple[Match, tuple[Family, ...]]
"""What matches a marker at a place, and the families it may be of; the match's `lastindex` counts them from 1."""


class FamilyTable(dict[str, Row | None]):
    """First character to what may begin with it, None for nothing. Patterns are compiled when a text first needs them."""

    def __init__(self, families: Iterable[Family]) -> None:
        super().__init__()
        self._families = [(family, first_characters(family.pattern)) for family in families]
        self._compiled: dict[tuple[str, ...], Row] = {}
        self.starters = frozenset(c for _, first in self._families for c in first or ())

    def __missing__(self, character: str) -> Row | None:
        families = tuple(family for family, first in self._families if first is None or character in first)
        key = tuple(family.id for family in families)
        row = self._compiled.get(key) if families else None
        if row is None and families:
            # The empty group at the end of a branch tells the family, and lets the engine see at once which cannot begin here.
            pattern = re.compile("|".join(f"(?:{family.pattern})()" for family in families))
            row = self._compiled[key] = (pattern.match, families)
        self[character] = row
        return row
