"""The candidates of a text by their families: a room that has to do with few of them walks over few candidates."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from casekit.parser.scan import Candidate

_NONE: Final[list[int]] = []


class Families:
    """Which candidates are of a family, and all of them in source order. Who is of which family stays as it is."""

    __slots__ = ("_places", "all")

    def __init__(self, candidates: list[Candidate]) -> None:
        self.all = candidates
        self._places: dict[str, list[int]] = {}
        before = ""
        same = _NONE
        for place, candidate in enumerate(candidates):
            family = candidate.family.id
            if family is not before:  # a few in a row are of one
                before = family
                known = self._places.get(family)
                if known is None:
                    known = self._places[family] = []
                same = known
            same.append(place)

    def has(self, family: str) -> bool:
        """Whether any candidate is of a family."""
        return family in self._places

    def of(self, family: str) -> list[Candidate]:
        """The candidates of a family, in source order."""
        candidates = self.all
        return [candidates[place] for place in self._places.get(family, _NONE)]

    def among(self, families: Iterable[str]) -> list[Candidate]:
        """The candidates of some families, in source order."""
        places: list[int] = []
        parts = 0
        for family in families:
            more = self._places.get(family)
            if more is not None:
                places += more
                parts += 1
        if parts > 1:
            places.sort()
        candidates = self.all
        return [candidates[place] for place in places]

    def mark(self, row: int) -> bool:
        """Whether a candidate that is not inside the line stands on it."""
        candidates = self.all
        place = bisect_left(candidates, row, key=_row)
        while place < len(candidates) and candidates[place].row == row:
            if not candidates[place].glued:
                return True
            place += 1
        return False

    def cases(self) -> list[Candidate]:
        """The candidates that open cases, in source order."""
        candidates = self.all
        return self.among([family for family, places in self._places.items() if candidates[places[0]].kind == "case"])


def _row(candidate: Candidate) -> int:
    return candidate.row
