"""Han numbers in which a scanner put the sign of a common word: 入、附则 between 七、 and 九、 is 八、, （丸） behind （八） is （九）.

Guarantees:
1. A candidate is the number due between its two neighbours at the beginnings of lines, or the one behind the last of them, as a title
   with text under it; 人、财、物 names several and begins none.
"""

from bisect import bisect_left
from functools import lru_cache
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK, BY_ID, Family
from casekit.parser.lines import Lines, firsts
from casekit.parser.scan.candidate import Candidate, Mark, at_line_start
from casekit.patterns import lazy

_SIGNS: Final = {
    "工": 2,
    "兰": 3,
    "囚": 4,
    "皿": 4,
    "玉": 5,
    "穴": 6,
    "人": 8,
    "入": 8,
    "儿": 8,
    "丸": 9,
    "几": 9,
    "卜": 10,
    "干": 10,
    "+": 10,
    "＋": 10,
}
"""What each stands for; those that no sentence begins with stand in the ladder."""
_CLASS: Final = "".join(_SIGNS)
_NUMBER: Final = f"(?P<tens>[二三四五六七八九]?十)?(?P<sign>[{_CLASS}])"
_COMMA: Final = lazy(f"{_NUMBER}[{BLANK}]?[、．](?![^，。；：、]{{1,4}}、)")
_PARENS: Final = lazy(f"[（(]{_NUMBER}[）)]")
_FIRST: Final = firsts(_CLASS)
_BRACKETS: Final = ("（", "(")
_DELIMITERS: Final = frozenset("、．")
_TITLE_MOST: Final = 24
"""The title of the last number is not longer, in code points."""
_SENTENCES: Final = frozenset("。；，：！？,:")
_ENDED: Final = frozenset("。！？；”）)")
_HAN: Final = BY_ID["han-lookalike"]
_BRACKETED: Final = BY_ID["han-parens"]


def blurred(lines: Lines, candidates: list[Candidate], taken: list[bool]) -> list[Candidate]:
    """The candidates of such numbers on lines that are not `taken`, given those found at the beginnings of lines."""
    places = [place for place in (_read(lines, row) for row in _rows(lines) if not taken[row]) if place is not None]
    found: list[Candidate] = []
    counted: dict[str, list[Candidate]] = {_HAN.series: [], _BRACKETED.series: []}
    for candidate in candidates if places else ():
        if candidate.series in counted and not candidate.refused:
            counted[candidate.series].append(candidate)
    for row, family, marker, number in places:
        series = counted[family.series]
        place = bisect_left(series, row, key=_row)
        before = series[place - 1].number if place else 0
        after = series[place].number if place < len(series) else 0
        last = after < number and _is_title(lines.texts, row)
        if before != number - 1 or not (after == number + 1 or last):
            continue
        start = lines.begin(row)
        read = at_line_start(lines, _mark(family, marker, number), start, start + len(marker), row)
        if read is not None:
            found.append(read)
    return found


def _rows(lines: Lines) -> list[int]:
    """The lines that may begin with such a number, in order."""
    texts = lines.texts
    rows = [row for row in lines.beginning(_FIRST) if not _DELIMITERS.isdisjoint(texts[row][1:3])]
    for first in _BRACKETS:
        rows += [row for row in lines.by_first.get(first, ()) if texts[row][1:2] in _SIGNS or texts[row][2:3] in _SIGNS]
    if "十" in lines.by_first:
        rows += [row for row in lines.by_first["十"] if texts[row][1:2] in _SIGNS]
    return sorted(rows)


def _read(lines: Lines, row: int) -> tuple[int, Family, str, int] | None:
    """The line, the family, the marker and the number of what it begins with, None for nothing."""
    text = lines.texts[row]
    bracketed = text[0] in _BRACKETS
    match = (_PARENS if bracketed else _COMMA).match(text)
    if match is None:
        return None
    tens, units = numerals.read(match["tens"] or "") or 0, _SIGNS[match["sign"]]
    if tens and units == 10:
        return None
    return row, _BRACKETED if bracketed else _HAN, match.group(), tens + units


def _is_title(texts: list[str], row: int) -> bool:
    """Whether a line is a title behind the end of a sentence, with text under it."""
    text = texts[row]
    above = texts[row - 1] or "".join(texts[row - 2 : row - 1]) if row else ""
    below = any(texts[row + 1 : row + 3])
    return len(text) <= _TITLE_MOST and _SENTENCES.isdisjoint(text) and above[-1:] in _ENDED and above != "" and below


@lru_cache(maxsize=256)
def _mark(family: Family, marker: str, number: int) -> Mark:
    return Mark(family, marker, number, None, (number,))


def _row(candidate: Candidate) -> int:
    return candidate.row
