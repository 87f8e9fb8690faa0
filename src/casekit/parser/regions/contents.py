"""Tables of contents: runs of titles without text that come again, or that carry page numbers.

Guarantees:
1. A list is marked only where its entries return later in the text, in other words at most, or the first ones of a text that breaks off,
   where they end in page numbers that do not fall, or stand under 目录 and name headings before it.
2. The first heading of the body is never part of the list.
"""

from bisect import bisect_left, bisect_right
from typing import Final

from casekit.parser.lines import Lines, is_blank
from casekit.parser.regions.forms import forms
from casekit.parser.regions.furniture import line_end_at
from casekit.parser.regions.list_heads import list_heads
from casekit.parser.regions.paged import HEAD_MOST, LEADER, PAGE_TAIL, TAIL_MOST, headed_at, page_tail, paged
from casekit.parser.regions.reworded import behind_its_text, broken_off, renumbered, reworded
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region

_CLOSING: Final = (ord("。"), ord("；"), ord(";"), ord("！"))
"""No entry of a list without a head ends with one of these."""
_COLONS: Final = (ord("："), ord(":"))
_TAIL: Final = "0123456789０１２３４５６７８９.．…·•⋯_—-()（）[]"
_TAILS: Final = frozenset(_TAIL) | {""}
_LETTERS: Final = 0x3001
_LETTERS_END: Final = 0xFF00
"""None of these stands between them, by code points."""
_NUMBERED: Final = 0x110001
"""More than there are code points, and odd: numbers that are made with it differ in their last bits, which slots go by."""
_SLOTS_LEAST: Final = 256
_HAN: Final = 0x4E00
_HAN_END: Final = 0x9FFF
_MARKER_MOST: Final = 20
"""Behind a marker that is not longer, in code points, the first letters of a title are among the words that are compared."""
_LEAST: Final = 4
_HEADED_LEAST: Final = 3
_REACH: Final = 345
"""The fewest entries of a list stand within so many code points."""
_GAP: Final = 45
"""So much text at most, in code points, stands between two entries: the rest of a wrapped one."""
_NEAR: Final = 9
"""Entries are at most so many lines apart, blank ones counted."""
_LONGEST: Final = 70
_TITLE_LEAST: Final = 4
"""A title of fewer code points is no heading's own."""
_LOOKS_MOST: Final = 32
"""After so many looks an entry is taken for one that may come again."""
_LOOK: Final = 200
"""In longer lists nobody looks for entries whose headings are lost."""
_LISTS_MOST: Final = 4
"""More lists than this do not follow one another."""


def contents(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """The contents lists of a text, in source order."""
    buffer = lines.buffer
    rows: list[Candidate] = []
    before = -1
    for candidate in candidates:
        if candidate.line_start != before and not candidate.glued:
            rows.append(candidate)
            before = candidate.line_start
    heads = list_heads(lines)
    found: list[Region] = []
    keys: _Keys | None = None
    at = 0
    tries = run_stop = 0
    body = -1  # where the first entry of a list comes again: what is left of it ends there
    while at < len(rows):
        if not heads:
            while at + _LEAST <= len(rows) and rows[at + _LEAST - 1].line_start - rows[at].line_start > _REACH:
                at += 1
            if at + _LEAST > len(rows):
                break
            behind = at + _LEAST
            while behind > at and not _ends_run(buffer, rows[behind - 1]):
                behind -= 1
            if behind > at:
                at = behind
                continue
        if at >= run_stop:
            tries = 0
        elif tries >= _LISTS_MOST:
            at = run_stop
            continue
        tries += 1
        headed = bool(heads) and headed_at(heads, rows[at].line_start) >= (found[-1].end if at == body else 0)
        if not headed and (at + _LEAST > len(rows) or rows[at + _LEAST - 1].line_start - rows[at].line_start > _REACH):
            at += 1
            continue
        stop = _dense(buffer, heads, rows, at, headed)
        own = _before_its_own(buffer, rows, at, stop) if headed else -1
        stop = own if own >= 0 else stop
        run_stop = max(run_stop, stop)
        if at < body < stop:
            stop = body
        if stop - at >= _LEAST or (stop - at >= 2 and headed):
            if keys is None:
                keys = _Keys(buffer, rows)
            again = [keys.again(place) for place in range(at, stop)]
            first, end = paged(buffer, heads, rows, at, stop, again)
            formed = end <= first and not headed and forms(buffer, rows, at, stop, again)
            if end <= first and not formed:
                first, end = _returning(rows, at, stop, again, headed, keys)
                if first < end and not headed and _stood_before(keys, first, end, found[-1].end if found else 0):
                    first = end
            if end <= first and not formed:
                first, end = reworded(buffer, rows, at, stop, headed)
            if end <= first:
                first, end = broken_off(buffer, rows, at, stop)
            if end <= first and headed:
                first, end = renumbered(buffer, rows, at, stop)
            if end <= first and headed:
                first, end = behind_its_text(rows, at, stop, [keys.before(place, at) for place in range(at, stop)])
            if end > first:
                found.append(_region(buffer, heads, rows, first, end))
                if own == end:
                    body = own
                elif body < end:
                    body = keys.behind(first, end - 1)
                while at < len(rows) and rows[at].line_start < found[-1].end:
                    at += 1
                continue
        at = max(stop, at + 1)
    return found


def _dense(buffer: str, heads: list[int], rows: list[Candidate], at: int, headed: bool) -> int:
    """The end of the run of short candidate lines that begins at `at`."""
    stop = at
    previous = before = -1
    while stop < len(rows):
        row = rows[stop]
        if row.line_start != previous:
            if _ends_run(buffer, row) and not (headed and row.line_end - row.line_start <= _LONGEST):
                break
            far = row.line_start - before
            if previous >= 0 and far > _GAP and not _rest_of_entry(buffer, before, row.line_start, headed):
                break
            if previous >= 0 and far > 1 and _prose(buffer[before : row.line_start]):
                break
            if previous >= 0 and headed_at(heads, row.line_start) > previous:
                break
            previous = row.line_start
            before = row.line_end
        stop += 1
    return stop


def _before_its_own(buffer: str, rows: list[Candidate], at: int, stop: int) -> int:
    """Where an entry of the list that begins at `at` comes again, of those of the first level: its text begins there. -1 for nowhere."""
    style, last = rows[at].style, 0
    seen: set[str] = set()
    for place in range(at, stop):
        if rows[place].style != style:
            continue
        words = _words(buffer, rows[place])
        falls = rows[place].number < last or (rows[place].number == last and rows[place].row > rows[place - 1].row + 1)
        if falls and rows[place].number > 1 and words in seen:
            return place
        seen.add(words)
        last = rows[place].number
    return -1


def _rest_of_entry(buffer: str, at: int, behind: int, headed: bool) -> bool:
    """Whether one line stands between two entries, with a leader and a page number: the rest of a wrapped one. Under a head several may,
    each with its page: entries without a marker.
    """
    if behind - at > 2 * TAIL_MOST:
        return False
    lines = buffer[at:behind].strip().split("\n")
    if len(lines) == 1 and page_tail(lines[0]) is not None and LEADER.search(lines[0]) is not None:
        return True
    return headed and all(page_tail(line.rstrip()) is not None for line in lines)


def _ends_run(buffer: str, row: Candidate) -> bool:
    """Whether a line can be no entry of a list without a head: it is long, or ends a sentence."""
    return row.line_end - row.line_start > _LONGEST or _closed(buffer, row)


def _prose(between: str) -> bool:
    """Whether what stands between two entries is more than the rest of a wrapped one."""
    return "。" in between or between.count("\n") > _NEAR


def _closed(buffer: str, row: Candidate) -> bool:
    end = row.line_end - 1
    while end > row.end and is_blank(buffer, end):
        end -= 1
    last = ord(buffer[end])
    return last in _CLOSING or (last in _COLONS and end > row.end + 12)


class _Keys:
    """Where which words stand, with and without the digits at their end: titles end in digits too.

    Most texts have no list and few entries that are asked for: words are read only of those with the same number whose title begins alike.
    """

    def __init__(self, buffer: str, rows: list[Candidate]) -> None:
        self.buffer = buffer
        self.rows = rows
        size = _SLOTS_LEAST
        while size < 2 * len(rows):
            size *= 2
        self.slots = size - 1
        self.latest: list[int] = [-1] * size
        """The last place of the entries of a slot: all that begin alike, and few others."""
        self.previous: list[int] = []
        """For every entry the place of the one before it in its slot, -1 for none."""
        self.known: dict[int, dict[str, list[int]]] = {}
        """The places of those with the same words, of the entries that were asked for."""
        latest, previous, slots = self.latest, self.previous, self.slots
        for place, row in enumerate(rows):
            slot = _begin(buffer, row) & slots
            previous.append(latest[slot])
            latest[slot] = place

    def again(self, place: int) -> int:
        """The first place at least three entries behind `place` with the same words, -1 for none."""
        if not self._may_come_again(place):
            return -1
        known = self._near(place)
        best = -1
        words = _words(self.buffer, self.rows[place])
        for key in {words, words.rstrip(_TAIL)}:
            others = known.get(key)
            if others is None:
                continue
            at = bisect_right(others, place + 2)
            if at < len(others):
                best = others[at] if best < 0 else min(best, others[at])
        title = _title(self.buffer, self.rows[place]) if best < 0 else ""
        if title:
            series = self.rows[place].series
            others = known[title]
            at = bisect_right(others, place + 2)
            best = others[at] if at < len(others) and self.rows[others[at]].series == series else -1
        return best

    def _may_come_again(self, place: int) -> bool:
        """Whether an entry so far behind begins like the one at `place`, and does not go on otherwise."""
        buffer, row = self.buffer, self.rows[place]
        begin = _begin(buffer, row)
        at = self.latest[begin & self.slots]
        looks = 0
        while at >= place + 3:
            looks += 1
            if looks > _LOOKS_MOST:
                return True
            other = self.rows[at]
            if _begin(buffer, other) == begin and not _goes_on_otherwise(buffer, row, other):
                return True
            at = self.previous[at]
        return False

    def behind(self, place: int, at: int) -> int:
        """The first place behind `at` with the words of the one at `place`, -1 for none."""
        others = self._near(place).get(_words(self.buffer, self.rows[place]).rstrip(_TAIL), [])
        later = bisect_right(others, at)
        return others[later] if later < len(others) else -1

    def last(self, place: int, at: int, since: int) -> bool:
        """Whether the last entry before the place `at` with the words of the one at `place` stands behind the offset `since`."""
        others = self._near(place).get(_words(self.buffer, self.rows[place]), [])
        before = bisect_left(others, at)
        return before > 0 and self.rows[others[before - 1]].line_start >= since

    def before(self, place: int, at: int) -> bool:
        """Whether an entry before the place `at` has the words of the one at `place`."""
        return bisect_left(self._near(place).get(_words(self.buffer, self.rows[place]), []), at) > 0

    def _near(self, place: int) -> dict[str, list[int]]:
        """The words of the entries like the one at `place`, and where they stand."""
        begin = _begin(self.buffer, self.rows[place])
        known = self.known.get(begin)
        if known is None:
            places: list[int] = []
            at = self.latest[begin & self.slots]
            while at >= 0:
                if _begin(self.buffer, self.rows[at]) == begin:
                    places.append(at)
                at = self.previous[at]
            places.reverse()
            known = self.known[begin] = self._read(places)
        return known

    def _read(self, places: list[int]) -> dict[str, list[int]]:
        keys: dict[str, list[int]] = {}
        for place in places:
            words = _words(self.buffer, self.rows[place])
            keys.setdefault(words, []).append(place)
            if words[-1:] in _TAILS and words.rstrip(_TAIL):
                keys.setdefault(words.rstrip(_TAIL), []).append(place)
            title = _title(self.buffer, self.rows[place])
            if title:
                keys.setdefault(title, []).append(place)
        return keys


def _begin(buffer: str, row: Candidate) -> int:
    """The number and the first character behind a marker that is no blank, as one number; the number alone where there is no such
    character, or the digits at the end of the words may begin.
    """
    at, end = row.end, row.line_end
    if end - at < 2 and _alone(buffer, row):  # the title is the next line
        at, end = end + 1, min(end + 37, len(buffer))
    while at < end and is_blank(buffer, at):
        at += 1
    first = ord(buffer[at]) if at < end else 0
    if not _LETTERS <= first < _LETTERS_END and chr(first) in _TAILS:
        first = 0
    return row.number * _NUMBERED + first


def _goes_on_otherwise(buffer: str, row: Candidate, other: Candidate) -> bool:
    """Whether the titles of two entries that begin alike certainly differ: letters right behind their markers that have no part in the
    digits at the end of words do. It may be said of few that differ.
    """
    one, two = row.end, other.end
    if one + 1 >= row.line_end or two + 1 >= other.line_end or one - row.start > _MARKER_MOST or two - other.start > _MARKER_MOST:
        return False
    first, second, third = ord(buffer[one]), ord(buffer[one + 1]), ord(buffer[two + 1])
    if not _HAN <= first <= _HAN_END or ord(buffer[two]) != first:
        return False
    return second != third and _HAN <= second <= _HAN_END and _HAN <= third <= _HAN_END


def _alone(buffer: str, row: Candidate) -> bool:
    """Whether nothing follows a marker on its line: the title is the next line."""
    return not row.suffix and row.line_end - row.end < 2 and not buffer[row.end : row.line_end].strip()


def _words(buffer: str, row: Candidate) -> str:
    """The first words of an entry, marker included, without blanks; the next line's where the marker stands alone."""
    start = row.start
    words = buffer[start : row.line_end if row.line_end < start + 36 else start + 36]
    if _alone(buffer, row):
        begin = buffer.find("\n", row.line_end) + 1
        following = buffer[begin : begin + 36].split("\n", 1)[0] if begin else ""
        words = following if following.strip() else words
    stop = words.find("。")
    if stop > row.end - start + 1:  # the heading has its text behind it
        words = words[:stop]
    if " " in words or not words.isprintable():  # the other white space is not printable
        words = "".join(words.split())
    return words[:24]


def _title(buffer: str, row: Candidate) -> str:
    """The first words behind the marker, which may be damaged in one of two places: l.2 and 1.2; "" where they are too few to tell."""
    title = buffer[row.end : row.line_end if row.line_end < row.end + 36 else row.end + 36]
    title = "".join(title.partition("。")[0].split())[:24].rstrip(_TAIL)
    return " " + title if len(title) >= _TITLE_LEAST else ""


def _returning(rows: list[Candidate], at: int, stop: int, again: list[int], headed: bool, keys: _Keys) -> tuple[int, int]:
    """The bounds of a list whose entries come again behind it, equal where there is none.

    A list under a head ends with the first entry again, however much of the text behind it is lost. What comes again below a heading of a
    higher rank that does not come again itself is another part with the same headings: forms.
    """
    back = [0]
    latest = [at]
    for place, other in enumerate(again, at):
        back.append(back[-1] + (other >= 0))
        latest.append(place if other >= 0 else latest[-1])
    for first in range(at, stop - 2):
        body = again[first - at]
        if body < 0:
            if headed and first > at:
                break
            continue
        if headed and first == at + 1 and body <= stop + 1 and _same(rows[body - 1], rows[at]) and back[body - 1 - at] >= _HEADED_LEAST:
            return at, body - 1  # the words of its first entry are damaged in one of the places
        end = min(body, stop)
        last = latest[end - at]
        if _enough(back, first - at, end - at, headed) or (headed and first == at and end == body and end - first >= _HEADED_LEAST):
            found = end
        elif last + 1 < end and _other_rows(keys.buffer, rows[last], rows[last + 1]) and _enough(back, first - at, last + 1 - at, headed):
            found = last + 1
        else:
            found = first
        if found > first:
            last_one = rows[found - 1]
            if not headed and last_one.style == rows[first].style and last_one.number == rows[first].number - 1:
                break  # a list begins again in other words: 1. 注册邮箱 2. 3., 1. 注册网盘 2. 3.
            opener = rows[body - 1]
            if not headed and opener.family.rank < rows[first].family.rank and keys.again(body - 1) < 0:
                break
            return first, found
        entries = end - first
        if headed and 3 <= entries <= _LOOK and 5 * sum(keys.behind(place, end - 1) >= 0 for place in range(first, end)) >= 2 * entries:
            return first, end
        if not headed and first - at > 200:
            break
    return at, at


def _stood_before(keys: _Keys, first: int, end: int, since: int) -> bool:
    """Whether most entries that come again stood before, too, behind the offset `since` where the last list ends: headings that every part
    has, whose text was lost here.
    """
    again = [place for place in range(first, end) if keys.behind(place, end - 1) >= 0]
    return 2 * sum(1 for place in again if keys.last(place, first, since)) > len(again)


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether two markers have one number and are of one family."""
    return one.number == other.number and one.family is other.family


def _enough(back: list[int], first: int, end: int, headed: bool) -> bool:
    """Whether so many of the entries `first` … `end` come again that they are a list; `back` counts those before each that do."""
    entries, returned = end - first, back[end] - back[first]
    return entries >= (_HEADED_LEAST if headed else _LEAST) and returned >= 3 and returned >= (0.4 if headed else 0.6) * entries


def _other_rows(buffer: str, last: Candidate, behind: Candidate) -> bool:
    """Whether what stands behind the `last` entry of a list is of another kind, with other text between: the rows of a table."""
    return behind.style != last.style and buffer[last.line_end : behind.line_start].strip() != ""


def _number(buffer: str, at: int, step: int) -> bool:
    """Whether the line before (`step` -1) or behind the line end at `at` is a bare number."""
    line = buffer[buffer.rfind("\n", 0, at) + 1 : at] if step < 0 else buffer[at + 1 : line_end_at(buffer, at + 1)]
    return len(line) < HEAD_MOST and line.strip().isdecimal()


def _region(buffer: str, heads: list[int], rows: list[Candidate], at: int, end: int) -> Region:
    """The lines of a list: from its head, if it has one, to its last entry and the unnumbered paged lines behind it."""
    start = headed_at(heads, rows[at].line_start)
    if start < 0 or buffer[start] == "\n":
        start = rows[at].line_start
    last = rows[end - 1]
    stop = last.line_end
    body = rows[end].line_start if end < len(rows) else len(buffer)
    apart = last.line_start > start and _number(buffer, last.line_start - 1, -1) and _number(buffer, stop, 1)
    if stop + 1 < body and (apart or _alone(buffer, last)):
        stop = line_end_at(buffer, stop + 1)  # titles stand under their numbers, or the numbers of pages under the titles
    while stop < body:
        line_end = buffer.find("\n", stop + 1)
        line_end = len(buffer) if line_end < 0 else line_end
        line = buffer[stop + 1 : line_end]
        if not line.strip():
            if line_end >= body:
                break
            following = buffer[line_end + 1 : line_end + 80].split("\n", 1)[0]
            if not (LEADER.search(following) and PAGE_TAIL.search(following.rstrip()[-TAIL_MOST:])):
                break
        elif not (LEADER.search(line) and (PAGE_TAIL.search(line.rstrip()[-TAIL_MOST:]) or len(line) < 60)):
            break
        stop = line_end
    later = bisect_right(heads, stop)
    follows = later < len(heads) and heads[later] <= body and heads[later] - stop <= _GAP and buffer[heads[later]] != "\n"
    if follows and not _prose(buffer[stop : heads[later]]):
        stop = heads[later] - 1  # entries without a number, with the next list behind them
    return Region(start, min(stop + 1, len(buffer)), "toc")
