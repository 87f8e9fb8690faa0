"""The markers of a text that count, and how titles alone divide them among pieces."""

from bisect import bisect_left
from itertools import pairwise
from typing import Final

from casekit.parser.front import is_byline
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.parser.signs import (
    FIELD,
    TITLE_MOST,
    UNFINISHED,
    is_title,
    set_off,
    sign_of,
)

_MARKED: Final = 1.5
"""A line that begins with a marker believed so much is no mere title, and its number counts."""
_ON: Final = 4
"""Of so many pieces one may begin with the number that the one before stopped at: its own first ones are lost."""
_LATE: Final = 3, 2
"""Of so many so many may have a series that begins late."""
_EMPTY: Final = 3
"""Of so many one may have lost its text."""
_LEAST: Final = 3
"""A series of so many tells of pieces."""
_SAID: Final = frozenset("！？!?…”")
_SAID_LEAST: Final = 8
"""A sentence that ends with one of these is not shorter, in code points."""
_BEGINS_MOST: Final = 2
"""A numbering begins with 1; with 2 where 1 is lost."""
_NUMBERED_MOST: Final = 30
"""The numbering of a piece begins so many lines behind its title at most, where nothing else tells that it is one."""
_ABOVE_MOST: Final = 8
"""A title without its sign stands so many lines before its numbering at most."""


def _says(text: str) -> bool:
    """Whether a line holds the end of a sentence, and no field."""
    return ("。" in text or (len(text) >= _SAID_LEAST and text[-1] in _SAID)) and not FIELD.match(text)


def _labelled(lines: Lines, setting: Setting, title: int, numbered: int) -> bool:
    """Whether the first numbering of a piece stands right under a label: 分析与思考 / 1、."""
    row = numbered - 1 if lines.texts[numbered - 1] else numbered - 2
    return row > title and can_be_title(lines, setting, row) and not sign_of(lines.texts[row])


def _title_above(lines: Lines, setting: Setting, low: int, high: int) -> int:
    """The first of the lines `low`…`high` that can be a title behind the end of a sentence, near `high`; -1 for none."""
    for row in range(max(low, high - _ABOVE_MOST), high):
        text = lines.texts[row]
        if can_be_title(lines, setting, row) and not sign_of(text) and not is_byline(text) and set_off(lines, setting, row):
            return row
    return -1


def _is_signed_above(texts: list[str], row: int) -> bool:
    """Whether the next line with text above is who signed."""
    above = next((text for text in reversed(texts[max(row - _ABOVE_MOST, 0) : row]) if text), "")
    return above != "" and is_byline(above)


def can_be_title(lines: Lines, setting: Setting, row: int) -> bool:
    text = lines.texts[row]
    return 2 <= len(text) <= TITLE_MOST and text[-1] not in UNFINISHED and is_title(text) and setting.free(lines.begin(row))


class Numbering:
    """The markers of a text that count."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self.counted = [one for one in candidates if not one.glued and not one.refused and one.belief >= _MARKED]
        self.rows = [one.row for one in self.counted]
        self.marked = set(self.rows)

    def before(self, row: int) -> int:
        """The line `row`, or the first with a marker where that stands before it."""
        return min(row, self.rows[0]) if self.rows else row

    def first_run(self) -> int:
        """The row where the numbering that the text begins with stops to count on."""
        number = row = 0
        style = self.counted[0].style if self.counted else ""
        for one in self.counted:
            if one.style == style:
                if number and one.number != number + 1:
                    break
                number, row = one.number, one.row
        return row

    def begins(self, row: int) -> bool:
        """Whether a numbering begins soon behind the line `row`."""
        at = bisect_left(self.rows, row + 1)
        return at < len(self.rows) and self.rows[at] - row <= _NUMBERED_MOST and self.counted[at].number <= _BEGINS_MOST

    def holds(self, row: int, end: int) -> bool:
        """Whether there is a marker between two lines."""
        at = bisect_left(self.rows, row + 1)
        return at < len(self.rows) and self.rows[at] < end

    def begun(self, rows: list[int]) -> list[str]:
        """What the numbering of each piece begins with, of those that have one and begin with 1."""
        borders = [bisect_left(self.rows, row) for row in rows] + [len(self.rows)]
        return [self.counted[first].style for first, end in pairwise(borders) if first < end and self.counted[first].number == 1]

    def said(self, texts: list[str], rows: list[int]) -> bool:
        """Whether a sentence stands behind each title."""
        return all(any(_says(text) for text in texts[row + 1 : end]) for row, end in pairwise([*rows, len(texts)]))

    def with_text(self, rows: list[int]) -> int:
        """In how many pieces the numbering begins with 1 and text stands between its 1 and its 2."""
        found = 0
        borders = [bisect_left(self.rows, row) for row in rows] + [len(self.rows)]
        for first, end in pairwise(borders):
            if first < end and self.counted[first].number == 1:
                style = self.counted[first].style
                second = next((at for at in range(first + 1, end) if self.counted[at].style == style), end)
                found += second < end and self.rows[second] > self.rows[first] + 1
        return found

    def filled(self, texts: list[str], rows: list[int], at: int) -> bool:
        """Whether a sentence that fills no field, or a first heading, stands between a title and the next."""
        end = rows[at + 1] if at + 1 < len(rows) else len(texts)
        return any(_says(text) for text in texts[rows[at] + 1 : end]) or self.holds(rows[at], end)

    def empty(self, texts: list[str], rows: list[int]) -> int:
        """How many pieces have no text."""
        return sum(1 for at in range(len(rows)) if not self.filled(texts, rows, at))

    def joined(self, texts: list[str], rows: list[int], others: list[int]) -> list[int]:
        """The titles `rows` and those of `others` that have text and leave some to the one before, where they divide the text."""
        more = sorted({*rows, *others})
        known = set(rows)
        kept: list[int] = []
        for at, row in enumerate(more):
            if row in known or (self.filled(texts, more, at) and (not at or self.filled(texts, more, at - 1))):
                kept.append(row)
        return kept if len(kept) > len(rows) and self.divide(texts, kept) else rows

    def divide(self, texts: list[str], rows: list[int], *, sure: bool = False) -> bool:
        """Whether the titles `rows` divide the text: they have text, none stands behind a numbering but its own, hardly any before one that
        goes on; not `sure`, what is numbered behind the last of several without numbers is of the whole.
        """
        if self.rows and self.rows[0] < rows[0]:
            return False
        last: dict[str, int] = {}
        late = on = held = 0
        empty = self.empty(texts, rows)
        borders = [bisect_left(self.rows, row) for row in rows]
        for first, end in zip(borders, [*borders[1:], len(self.rows)], strict=True):
            here: dict[str, int] = {}
            held += first < end
            for one in self.counted[first:end]:
                if one.number > 1 and one.style not in here:
                    if one.family.id == "article" and one.style in last:
                        return False  # the articles of one text
                    late += 1
                    on += last.get(one.style) == one.number - 1
                here[one.style] = one.number
            last |= here
        if held == 1 and borders[-1] < len(self.rows) and not sure:
            return False
        return _ON * on <= len(rows) and _LATE[0] * late <= _LATE[1] * len(rows) and _EMPTY * empty <= len(rows)

    def again(self, lines: Lines, setting: Setting, rows: list[int]) -> list[int]:
        """The titles between those in `rows` behind which the numbering that a piece begins with begins again, where it is no label's."""
        found: list[int] = []
        borders = [bisect_left(self.rows, row) for row in rows] + [len(self.rows)]
        for title, (first, end) in zip(rows, pairwise(borders), strict=True):
            if end - first < _LEAST or _labelled(lines, setting, title, self.rows[first]):
                continue
            style = self.counted[first].style
            for at in range(first + 1, end):
                if self.counted[at].number == 1 and self.counted[at].style == style:
                    row = _title_above(lines, setting, self.rows[at - 1] + 1, self.rows[at])
                    if row >= 0:
                        found.append(row)
        return found

    def behind_names(self, lines: Lines, setting: Setting, rows: list[int]) -> list[int]:
        """The titles between those in `rows` that stand behind who signed, and before a numbering as another piece begins with."""
        styles = set(self.begun(rows))
        found: list[int] = []
        for at in range(1, len(self.rows)):
            if self.counted[at].number == 1 and self.counted[at].style in styles:
                row = _title_above(lines, setting, self.rows[at - 1] + 1, self.rows[at])
                if row > rows[0] and not lines.texts[row - 1] and _is_signed_above(lines.texts, row):
                    found.append(row)
        return found
