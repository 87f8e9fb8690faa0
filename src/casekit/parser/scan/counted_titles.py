"""Bare numbers before a title that begins with a measure: 2　把炉子拆开来看 between 1　课题的来由 and 3　结果.

Guarantees:
1. A candidate begins a short line behind the end of a sentence, and stands right above its decimals, between its
   neighbours with a blank, or behind two of them as the last.
"""

from bisect import bisect_left
from typing import Final

from casekit.ladder import BLANK, BY_ID
from casekit.ladder.atoms import MEASURED_SO, MEASURES
from casekit.parser.lines import Lines, firsts
from casekit.parser.scan.candidate import Candidate, Mark, Reader, at_line_start
from casekit.patterns import lazy

_BARE: Final = BY_ID["arabic-blank"]
_DIGITS: Final = firsts("123456789１２３４５６７８９")
_TITLE: Final = lazy(
    f"(?P<number>[1-9１-９][0-9０-９]?)(?!{MEASURED_SO})[{BLANK}]++(?=[{MEASURES}])[\u4e00-\u9fff]{{3}}[^。；，：、？！,;:!?\\t\u3000]{{0,30}}[^。；，：、,;:\\s]?"
)
_NUMBERED: Final = lazy(
    f"(?P<number>[1-9][0-9]?)[{BLANK}]++[0-9]{{1,4}}[号號年期楼樓层層级級类類][\u4e00-\u9fff][^。；，：、？！,;:!?\\t\u3000]{{0,30}}"
)
"""3　3号圆顶的改造: only its decimals tell that it is a title."""
_MOST: Final = 36
"""Such a line is not longer, in code points."""
_ENDS: Final = frozenset("。！？；!?;”’」』）)")
_PARENT_MOST: Final = 24
"""Nor the heading that it may stand right under."""
_LAST_LEAST: Final = 3
"""The last of a series has no neighbour behind it, and is no smaller number."""
_NEAR: Final = 40
"""Its neighbours are among so many candidates before and behind."""


def counted_titles(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of such lines, given all others at the beginnings of lines, in source order."""
    marked = [candidate.row for candidate in candidates]
    heads = {candidate.row for candidate in candidates}
    texts = lines.texts
    free: list[tuple[int, str, Mark]] = []
    for row in lines.beginning(_DIGITS, _MOST):
        match = _TITLE.fullmatch(texts[row]) if row not in heads else None
        if match is None and row not in heads and (match := _NUMBERED.fullmatch(texts[row])) is not None:
            place = bisect_left(marked, row)
            match = match if _above_its_decimals(candidates, place, int(match["number"])) else None
        mark = reader.read(_BARE, match["number"]) if match is not None and _set_off(texts, row, heads) else None
        if match is not None and mark is not None:
            free.append((row, match["number"], mark))
    following = _following([mark.number for _, _, mark in free])
    found: list[Candidate] = []
    for at, (row, marker, mark) in enumerate(free):
        place = bisect_left(marked, row)
        due = _above_its_decimals(candidates, place, mark.number) or _is_due(candidates, found, free, following, at, place)
        if due or (mark.number >= _LAST_LEAST and _is_last(texts, candidates, found, row, place, mark.number)):
            start = lines.begin(row)
            candidate = at_line_start(lines, mark, start, start + len(marker), row)
            if candidate is not None:
                found.append(candidate)
    return found


def _set_off(texts: list[str], row: int, heads: set[int]) -> bool:
    """Whether a sentence ends above the line, or a heading stands there, and something stands under it."""
    above = row - 1 if row and texts[row - 1] else row - 2
    if row + 1 >= len(texts):
        return False
    return above < 0 or texts[above] == "" or texts[above][-1] in _ENDS or (above in heads and len(texts[above]) <= _PARENT_MOST)


def _above_its_decimals(candidates: list[Candidate], place: int, number: int) -> bool:
    """Whether the next candidate is the first decimal of a number."""
    return place < len(candidates) and candidates[place].path == (number, 1)


def _following(numbers: list[int]) -> list[int]:
    """For each of the numbers the place of the first one behind it that is the next, their count where there is none."""
    last: dict[int, int] = {}
    found = [len(numbers)] * len(numbers)
    for place in range(len(numbers) - 1, -1, -1):
        found[place] = last.get(numbers[place] + 1, len(numbers))
        last[numbers[place]] = place
    return found


def _is_due(
    candidates: list[Candidate], found: list[Candidate], free: list[tuple[int, str, Mark]], following: list[int], at: int, place: int
) -> bool:
    """Whether the number of the line `at` of those that are `free` stands between its neighbours: the candidates with a blank before and
    behind `place`, or others of these lines, of which those `found` are candidates already. `following` tells which counts on from which.
    """
    number = free[at][2].number
    if number > 1 and _before(candidates, found, place) != number - 1:
        return False
    for candidate in candidates[place : place + _NEAR]:
        if candidate.kind == "case":
            break
        if candidate.family is _BARE and not candidate.refused:
            while following[at] < len(free) and free[following[at]][0] < candidate.row:
                at = following[at]
                number += 1
            return candidate.number == number + 1
    return False


def _is_last(texts: list[str], candidates: list[Candidate], found: list[Candidate], row: int, place: int, number: int) -> bool:
    """Whether a number is due, none with a blank but a first one follows in its case, and a sentence longer than its title stands below."""
    below = texts[row + 1] or texts[min(row + 2, len(texts) - 1)]
    if below[-1:] != "。" or len(below) <= len(texts[row]) or _before(candidates, found, place) != number - 1:
        return False
    for candidate in candidates[place : place + _NEAR]:
        if candidate.kind == "case" or (candidate.family is _BARE and not candidate.refused):
            return candidate.kind == "case" or candidate.number == 1
    return True


def _before(candidates: list[Candidate], found: list[Candidate], place: int) -> int:
    """The number with a blank that stands last before `place`, of the `candidates` or of those `found`; 0 for none in the same case."""
    before, row = 0, -1
    for candidate in reversed(candidates[max(place - _NEAR, 0) : place]):
        if candidate.kind == "case" or (candidate.family is _BARE and not candidate.refused):
            before, row = candidate.number if candidate.family is _BARE else 0, candidate.row
            break
    return found[-1].number if found and found[-1].row > row else before
