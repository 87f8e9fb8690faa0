"""Titles with a counter that decimals run on through, and that head nothing: 第三条 付款 / 修改之处 1 / 3.1 / 第四条 验收 / 修改之处 2.

Guarantees:
1. A title is passed over right above a decimal that is due behind the number or the decimal before; so are all others with its words, of
   which there are two at least.
"""

from bisect import bisect_left
from collections import defaultdict
from typing import Final

from casekit.parser.scan.candidate import Candidate

_LOOK: Final = 12
"""The number or decimal before is looked for among so many candidates."""
_BELOW_MOST: Final = 2
"""The decimal stands so many lines below at most: one may be blank."""
_LEAST: Final = 2
_SURE: Final = 2.0


def passed_over(candidates: list[Candidate], titles: list[tuple[str, int, int]]) -> set[str]:
    """Of the `titles`, words, line and number of each, the words of those that decimals run on through; the candidates are those of other
    numbers.
    """
    rows: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for words, row, number in titles:
        rows[words].append((row, number))
    found: set[str] = set()
    for words, here in rows.items():
        above = [_above(candidates, row) for row, _ in here] if len(here) >= _LEAST else []
        # 练习 2 over 2.1 may hold it as well as 第二章 does.
        if above and min(above) > 0 and any(prefix != number for prefix, (_, number) in zip(above, here, strict=True)):
            found.add(words)
    return found


def _above(candidates: list[Candidate], row: int) -> int:
    """The number that the decimals on both sides of a line stand under, the first of them on the one side; 0 where none run through."""
    behind = bisect_left(candidates, row + 1, key=_row)
    if behind == len(candidates):
        return 0
    path = candidates[behind].path
    if len(path) == 1 or candidates[behind].glued or candidates[behind].row > row + _BELOW_MOST:
        return 0
    before = (*path[:-1], path[-1] - 1) if path[-1] > 1 else path[:-1]
    for candidate in reversed(candidates[max(behind - _LOOK, 0) : behind]):
        if candidate.path == before and candidate.row < row and not candidate.glued and candidate.belief >= _SURE:
            return path[0]
    return 0


def _row(candidate: Candidate) -> int:
    return candidate.row
