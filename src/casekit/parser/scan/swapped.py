"""Markers with one sign that is not that of their neighbours: （一）（2）（三）, 4.2 / 4,3 / 4.4.

Guarantees:
1. A number in the wrong script stands between its two neighbours, and only its style and series change.
2. A number that touches its text is believed more where the line before it begins with the one before and a delimiter, or where it
   stands before a title between its neighbours.
3. A Han number with a colon, or in brackets where no other near it is, is put into the series of its neighbours; the one behind one with
   a colon may have its number. An Arabic one with a full stop
   behind a sentence is put into the series that it counts on from.
4. Articles are put into the series of chapters that they count on from where no article counts from 1, and they have titles alone.
5. A decimal with the wrong point is the next number behind a decimal, on a line that nothing else begins.
"""

from typing import Final

from casekit.ladder import BLANK, BY_ID
from casekit.ladder.atoms import NO_QUANTITY
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start
from casekit.patterns import lazy

_SCRIPTS: Final = {"han-parens": "arabic-parens", "arabic-parens": "han-parens"}
_DECIMAL: Final = BY_ID["decimal"]
_LOOSE: Final = BY_ID["han-loose"]
_BRACKETED: Final = BY_ID["han-parens"]
_TWO: Final = 2
_ARABIC_LOOSE: Final = BY_ID["arabic-loose"]
_CHAPTER: Final = BY_ID["chapter"]
_ARTICLE: Final = BY_ID["article"]
_POINTS: Final = frozenset(",，。·")
_WRONG_POINT: Final = lazy(f"[0-9]{{1,2}}(?:[.,，。·][0-9]{{1,2}}){{1,2}}(?=[{BLANK}]*[\u4e00-\u9fff]){NO_QUANTITY}")
_SENTENCES: Final = frozenset("。；，！？")
_WRONG: Final = 1.0


_LOST: Final = 1.2
"""So much more."""
_LOST_BLANK: Final = 2.2
"""The same between two numbers of its kind that have kept their blank."""
_TITLE_MOST: Final = 24
"""A title behind a number that touches it is not longer, in code points."""
_UNFINISHED: Final = frozenset("：:,、")
_GOES_ON: Final = frozenset("，、,：:（(")
_ENDS: Final = frozenset("。！？")
_SLIPPED_LEAST: Final = 2
"""So many chapters come before articles that count on from them."""
_COLONS: Final = frozenset("：:")
_NUMERALS: Final = frozenset("一二三四五六七八九十两零0123456789")
_LAST_MOST: Final = 10
"""The same of the last one, behind which no other follows."""
_BLANKS_MOST: Final = 6
"""So many lines above are looked at for one that is not blank."""
_NEAR: Final = 40
"""So many candidates are looked at before and behind."""


def lost_delimiters(texts: list[str], candidates: list[Candidate]) -> None:
    """Believe a number without its delimiter more on the line behind the one that it counts on from, or behind a sentence between that
    and the next: 3、… / 4每周五汇总一次。
    """
    for place, candidate in enumerate(candidates):
        if candidate.family.id == "arabic-bare" and place and not candidate.refused:
            before = candidates[place - 1]
            beside = before.row == candidate.row - 1 or (before.row == candidate.row - 2 and not texts[candidate.row - 1])
            beside = beside or _between(texts, candidates, place)
            sure = beside and not before.refused and before.family.id != "arabic-bare"
            if sure and before.number == candidate.number - 1 and before.series == candidate.series:
                candidate.weigh("counts-on", _LOST)
            elif _lost_its_blank(texts, candidates, place):
                candidate.weigh("counts-on", _LOST_BLANK)


def _between(texts: list[str], candidates: list[Candidate], place: int) -> bool:
    """Whether the next candidate is the next number of the series, and a sentence ends above the one at `place`."""
    candidate = candidates[place]
    behind = candidates[place + 1] if place + 1 < len(candidates) else None
    if behind is None or behind.series != candidate.series or behind.number != candidate.number + 1 or behind.family is candidate.family:
        return False
    if texts[candidate.row].removeprefix(candidate.marker)[1:2].isdecimal():  # 2甲4氯
        return False
    above = next((texts[row] for row in range(candidate.row - 1, max(candidate.row - _BLANKS_MOST, -1), -1) if texts[row]), "")
    return above[-1:] in _ENDS


def odd_delimiters(texts: list[str], candidates: list[Candidate]) -> None:
    """Put a Han number with a colon before a title into the series that has the number before it, and its own or the next behind it:
    二、… / 三：财务分析 / 三、….
    """
    for place in [place for place, candidate in enumerate(candidates) if candidate.family is _LOOSE]:
        candidate = candidates[place]
        if candidate.delimiter not in _COLONS or candidate.refused or not _titled(texts, candidate):
            continue
        if texts[candidate.row][len(candidate.marker) :].lstrip()[:1] in _NUMERALS:
            continue  # 三：二
        before = next((c for c in candidates[max(place - _NEAR, 0) : place][::-1] if _counts(c)), None)
        behind = next((c for c in candidates[place + 1 : place + _NEAR] if _counts(c)), None)
        if before is None or behind is None or before.style != behind.style or before.kind == "case":
            continue
        if before.number == candidate.number - 1 and behind.number in (candidate.number, candidate.number + 1):
            candidate.style = before.style
            candidate.weigh("counts-on", _LOST_BLANK)


def odd_brackets(texts: list[str], candidates: list[Candidate]) -> None:
    """Put a Han number in brackets before a title into the series that has the number before it and the next behind it, where no other
    near it is in brackets: 三、… / （四）停火与出窑 / 五、….
    """
    bracketed = [place for place, candidate in enumerate(candidates) if candidate.family is _BRACKETED and not candidate.refused]
    for at, place in enumerate(bracketed):
        candidate = candidates[place]
        beside = bracketed[max(at - 1, 0) : at] + bracketed[at + 1 : at + 2]
        if candidate.number < _TWO or any(abs(other - place) < _NEAR for other in beside) or not _titled(texts, candidate):
            continue
        before = next((c for c in candidates[max(place - _NEAR, 0) : place][::-1] if _counts(c)), None)
        behind = next((c for c in candidates[place + 1 : place + _NEAR] if _counts(c)), None)
        if before is None or behind is None or before.kind == "case" or behind.kind == "case":
            continue
        if before.number == candidate.number - 1 and behind.number == candidate.number + 1:
            candidate.style, candidate.series = before.style, before.series


def full_stops(texts: list[str], candidates: list[Candidate]) -> None:
    """Put a number with a full stop, as who writes Chinese easily types a point, into the series that it counts on from: 4. … / 5。….

    It begins a line behind a whole sentence, and the next of the series, if there is one, goes on from it.
    """
    for place in [place for place, candidate in enumerate(candidates) if candidate.family is _ARABIC_LOOSE]:
        candidate = candidates[place]
        above = (texts[candidate.row - 1] or texts[candidate.row - 2]) if candidate.row > 1 else ""
        if candidate.delimiter != "。" or candidate.refused or candidate.number < 2 or above[-1:] not in _ENDS:
            continue
        before = next((c for c in candidates[max(place - _NEAR, 0) : place][::-1] if _is_dotted(c)), None)
        behind = next((c for c in candidates[place + 1 : place + _NEAR] if before is not None and c.style == before.style), None)
        if before is not None and before.number == candidate.number - 1 and (behind is None or behind.number == candidate.number + 1):
            candidate.style, candidate.series = before.style, before.series
            candidate.weigh("counts-on", _LOST_BLANK)


def _is_dotted(candidate: Candidate) -> bool:
    return not candidate.refused and candidate.family.id in ("arabic-dot", "arabic-comma")


def slipped_units(lines: Lines, candidates: list[Candidate]) -> None:
    """Put articles that count on from chapters, where the word slipped, into their series: 第五章：退款 … 第六条：免责 … 第七条：争议."""
    texts, buffer = lines.texts, lines.buffer
    number = 0
    sign = style = series = ""
    slipped: list[Candidate] = []
    for candidate in candidates:
        if candidate.glued or candidate.refused:
            continue
        if candidate.family is _CHAPTER and not slipped and candidate.number == number + 1:
            number, style, series = candidate.number, candidate.style, candidate.series
            sign = buffer[candidate.end : candidate.end + 1]
        elif (
            candidate.family is _ARTICLE
            and number >= _SLIPPED_LEAST
            and candidate.number == number + 1
            and buffer[candidate.end : candidate.end + 1] == sign
            and _is_titled(texts, candidate)
        ):
            slipped.append(candidate)
            number += 1
        elif candidate.family is _CHAPTER or candidate.family is _ARTICLE:
            return
    for candidate in slipped:
        candidate.style, candidate.series = style, series


def _is_titled(texts: list[str], candidate: Candidate) -> bool:
    """Whether an article has a title alone on its line, and a text under it."""
    text = texts[candidate.row]
    below = next((text for text in texts[candidate.row + 1 : candidate.row + 3] if text), "")
    return len(text) <= _TITLE_MOST and _SENTENCES.isdisjoint(text) and len(text) > len(candidate.marker) and len(below) > len(text)


def _counts(candidate: Candidate) -> bool:
    """Whether a candidate is one of a series of Han numbers, or begins a case."""
    return not candidate.refused and (candidate.kind == "case" or candidate.series == "han")


def _lost_its_blank(texts: list[str], candidates: list[Candidate], place: int) -> bool:
    """Whether the bare number at `place` stands before a title between its neighbours with a blank, or is the last of them, with text
    under it: 2　结果 … 3讨论 … 4　结论.
    """
    candidate = candidates[place]
    if not _titled(texts, candidate):
        return False
    due = candidate.number - 1
    for at in range(place - 1, max(place - _NEAR, 0) - 1, -1):
        other = candidates[at]
        if other.family.id == "arabic-blank" and not other.refused and other.number >= due:
            if other.number > due:
                return False
            break
        if other.family.id == "arabic-bare" and other.number == due > 1 and _titled(texts, other):
            due -= 1
    else:
        return False
    due = candidate.number + 1
    for at in range(place + 1, min(place + _NEAR, len(candidates))):
        other = candidates[at]
        if other.family.id == "arabic-blank" and not other.refused and other.number >= due:
            return other.number == due
        if other.family.id == "arabic-bare" and other.number == due and _titled(texts, other):
            due += 1
    return place + _NEAR >= len(candidates) and _set_off(texts, candidate)


def _titled(texts: list[str], candidate: Candidate) -> bool:
    """Whether the line of a bare number can be a heading."""
    text = texts[candidate.row]
    if len(text) > _TITLE_MOST or not _SENTENCES.isdisjoint(text) or text[-1] in _UNFINISHED or not candidate.row:
        return False
    above = texts[candidate.row - 1] or texts[candidate.row - 2]
    return above[-1:] not in _GOES_ON


def _set_off(texts: list[str], candidate: Candidate) -> bool:
    """Whether a sentence ends before the line and another stands under it."""
    row = candidate.row
    above = texts[row - 1] or texts[row - 2]
    below = next((text for text in texts[row + 1 : row + 3] if text), "")
    return len(texts[row]) <= _LAST_MOST and above[-1:] in _ENDS and len(below) > len(texts[row]) and not below[0].isdecimal()


def swapped(candidates: list[Candidate]) -> None:
    """Put a bracketed number that stands between the numbers before and behind it, both in the other script, into their series."""
    before: Candidate | None = None
    middle: Candidate | None = None
    for candidate in candidates:
        if candidate.family.id not in _SCRIPTS or candidate.refused or candidate.glued:
            continue
        if (
            before is not None
            and middle is not None
            and before.family is candidate.family
            and middle.family.id == _SCRIPTS[candidate.family.id]
            and before.number + 1 == middle.number == candidate.number - 1
        ):
            middle.style, middle.series = candidate.style, candidate.series
        before, middle = middle, candidate


def wrong_points(lines: Lines, reader: Reader, candidates: list[Candidate], taken: list[bool]) -> list[Candidate]:
    """The candidates of decimals with another sign in place of their point, on lines that are not `taken`."""
    texts = lines.texts
    decimals = [candidate for candidate in candidates if candidate.family is _DECIMAL]
    if not decimals:
        return []
    free = [row for first in "123456789" for row in lines.by_first.get(first, ()) if not taken[row]]
    found: list[Candidate] = []
    at = 0
    last: dict[tuple[int, ...], int] = {}
    for row in sorted([row for row in free if not _POINTS.isdisjoint(texts[row][1:5]) and _WRONG_POINT.match(texts[row])]):
        while at < len(decimals) and decimals[at].row < row:
            last[decimals[at].path[:-1]] = decimals[at].number
            at += 1
        match = _WRONG_POINT.match(texts[row])
        mark = reader.read(_DECIMAL, match.group()) if match else None
        if match is None or mark is None or last.get(mark.path[:-1]) != mark.number - 1:
            continue
        start = lines.begin(row)
        candidate = at_line_start(lines, mark, start, start + match.end(), row)
        if candidate and texts[row][-1] not in _SENTENCES:
            candidate.weigh("wrong-point", -_WRONG)
            last[mark.path[:-1]] = mark.number
            found.append(candidate)
    return found
