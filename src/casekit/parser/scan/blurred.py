"""Numbers in which a scanner put the sign of a common word or a letter: 入、附则 between 七、 and 九、 is 八、, （丸） behind （八） is
（九）, and 1O. behind 9. is 10.

Guarantees:
1. A candidate is the number due between its two neighbours at the beginnings of lines, or the one behind the last of them, as a title
   with text under it, or in digits right below it; 人、财、物 names several and begins none.
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
_DIGITS: Final = "123456789lI"
_LETTERS: Final = frozenset("OoQlI|")
_TENS: Final = "(?=[^.．、）)]?[OoQlI|])(?P<number>[1-9lI][0-9OoQlI|])"
_TENS_DOT: Final = lazy(f"{_TENS}[{BLANK}]?[.．、](?![A-Za-z0-9.．])(?![^，。；：、]{{1,4}}、)")
_TENS_PARENS: Final = lazy(f"[（(]{_TENS}[）)]")
_VALUES: Final = {"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1"}
"""What letters stand for in a number of two digits."""
_BRACKETS: Final = ("（", "(")
_DELIMITERS: Final = frozenset("、．.")
_TITLE_MOST: Final = 24
"""The title of the last number is not longer, in code points."""
_SENTENCES: Final = frozenset("。；，：！？,:")
_ENDED: Final = frozenset("。！？；”）)")
_HAN: Final = BY_ID["han-lookalike"]
_BRACKETED: Final = BY_ID["han-parens"]
_DIGITAL: Final = BY_ID["arabic-lookalike"]
_IN_BRACKETS: Final = BY_ID["arabic-parens"]
_ARABIC: Final = (_DIGITAL.series, _IN_BRACKETS.series)
_WORTH: Final = 1.5
"""So much more a number of two digits is believed than l, which may be a letter."""


def blurred(lines: Lines, candidates: list[Candidate], taken: list[bool]) -> list[Candidate]:
    """The candidates of such numbers on lines that are not `taken`, given those found at the beginnings of lines."""
    places = [place for place in (_read(lines, row) for row in _rows(lines) if not taken[row]) if place is not None]
    found: list[Candidate] = []
    counted: dict[str, list[Candidate]] = {_HAN.series: [], _BRACKETED.series: [], _DIGITAL.series: [], _IN_BRACKETS.series: []}
    for candidate in candidates if places else ():
        if candidate.series in counted and not candidate.refused:
            counted[candidate.series].append(candidate)
    last: dict[str, Candidate] = {}
    for at, (row, family, marker, number) in enumerate(places):
        series = counted[family.series]
        place = bisect_left(series, row, key=_row)
        elder = series[place - 1] if place else last.get(family.series)
        if elder is not None and family.series in last and last[family.series].row > elder.row:
            elder = last[family.series]
        before = elder.number if elder is not None else 0
        after = series[place].number if place < len(series) else 0
        arabic = family.series in _ARABIC
        if arabic and at + 1 < len(places):
            below, its_family, _, its_number = places[at + 1]
            if its_family is family and (place == len(series) or below < series[place].row):
                after = its_number  # lO. behind 9. and before l1.
        beside = arabic and elder is not None and elder.row == row - 1
        closes = after < number and (beside or _is_title(lines.texts, row))
        if before != number - 1 or not (after == number + 1 or closes):
            continue
        start = lines.begin(row)
        read = at_line_start(lines, _mark(family, marker, number), start, start + len(marker), row)
        if read is not None:
            if family is _DIGITAL:
                read.weigh("counts-on", _WORTH)
            found.append(read)
            last[family.series] = read
    return found


def _rows(lines: Lines) -> list[int]:
    """The lines that may begin with such a number, in order."""
    texts = lines.texts
    rows = [row for row in lines.beginning(_FIRST) if not _DELIMITERS.isdisjoint(texts[row][1:3])]
    for first in _BRACKETS:
        same = lines.by_first.get(first, ())
        rows += [row for row in same if texts[row][1:2] in _SIGNS or texts[row][2:3] in _SIGNS or not _LETTERS.isdisjoint(texts[row][1:3])]
    if "十" in lines.by_first:
        rows += [row for row in lines.by_first["十"] if texts[row][1:2] in _SIGNS]
    for first in _DIGITS:
        same = lines.by_first.get(first, ())
        rows += [row for row in same if (first in _LETTERS or texts[row][1:2] in _LETTERS) and not _DELIMITERS.isdisjoint(texts[row][2:4])]
    return sorted(rows)


def _read(lines: Lines, row: int) -> tuple[int, Family, str, int] | None:
    """The line, the family, the marker and the number of what it begins with, None for nothing."""
    text = lines.texts[row]
    bracketed = text[0] in _BRACKETS
    tens = (_TENS_PARENS if bracketed else _TENS_DOT).match(text) if bracketed or text[0] in _DIGITS else None
    if tens is not None:
        number = int("".join([_VALUES.get(sign, sign) for sign in tens["number"]]))
        return row, _IN_BRACKETS if bracketed else _DIGITAL, tens.group(), number
    match = (_PARENS if bracketed else _COMMA).match(text)
    if match is None:
        return None
    whole, units = numerals.read(match["tens"] or "") or 0, _SIGNS[match["sign"]]
    if whole and units == 10:
        return None
    return row, _BRACKETED if bracketed else _HAN, match.group(), whole + units


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
