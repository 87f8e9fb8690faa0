"""Speakers called 甲、乙、丙 who take turns: 甲、绕什么道？ 乙、我们家门口修路。 甲、那是为什么？ And 伍 and 陆 as names of families.

Guarantees:
1. Only stems on lines right under one another are refused, where the count goes back to 甲 before anything else stands between.
2. Of formal numerals only 伍 and 陆 with a colon or a blank are refused, where no numeral counts up to them and no other has that sign.
"""

from typing import Final

from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_STEM: Final = "stem"
_LEAST: Final = 6
"""So many lines of speakers are a conversation."""
_FORMAL: Final = "formal-comma"
_SURNAMES: Final = frozenset("伍陆")
_BEHIND_NAMES: Final = frozenset(("", "：", ":"))
"""What stands behind the name of who speaks, or between two parts of a name, 陆　洋, where markers end with a delimiter."""
_COLONS: Final = frozenset("：:")
_GIVEN_NAME: Final = lazy("[ \\t\u3000]*[\u4e00-\u9fff]{1,2}(?=[ \\t\u3000\n（(]|\\Z)")
"""What stands behind a surname and a blank, and nothing else before the next one: 陆　洋　县应急局."""
_LOST_MOST: Final = 2
"""A number counts on behind another that is no smaller than it by more."""


def refuse_turns(candidates: list[Candidate]) -> None:
    """Refuse the speakers among the `candidates`, which are in source order."""
    run: list[Candidate] = []
    for candidate in candidates:
        if candidate.family.id != _STEM or candidate.glued:
            continue
        if run and candidate.row != run[-1].row + 1:
            _refuse(run)
            run = []
        run.append(candidate)
    _refuse(run)


def _refuse(run: list[Candidate]) -> None:
    if len(run) < _LEAST or sum(1 for candidate in run if candidate.number == 1) < 2:
        return
    for candidate in run:
        candidate.refused = candidate.refused or "takes-turns"


def refuse_surnames(buffer: str, candidates: list[Candidate]) -> None:
    """Refuse 陆：十七岁。 and 伍　建 among the `candidates`, which are in source order."""
    formal = [candidate for candidate in candidates if candidate.family.id == _FORMAL]
    signs = {candidate.delimiter for candidate in formal if candidate.marker[0] not in _SURNAMES}
    last = 0
    for candidate in formal:
        name = candidate.marker.rstrip("：: ") in _SURNAMES and candidate.delimiter in _BEHIND_NAMES - signs
        if name and candidate.delimiter not in _COLONS:
            name = _GIVEN_NAME.match(buffer, candidate.end) is not None
        if name and not last < candidate.number <= last + _LOST_MOST:
            candidate.refused = candidate.refused or "surname"
        else:
            last = candidate.number
