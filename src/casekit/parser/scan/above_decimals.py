"""Numbers right above decimals that begin with them: 2 研究设计, and 2.1 on the next marked line.

Guarantees:
1. Only the number whose first decimal follows as the next candidate is believed more, and 1 前言 with the 1 behind it.
2. A number that touches what may be counted, 3对现有系统的分析, or a name in Latin letters, 3GIS平台设计, is read where 2 touches its title
   too and 3.1 follows, or where 4 touches one as well, a line of its own each.
"""

from typing import Final

from casekit.ladder import BLANK, BY_ID
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start
from casekit.patterns import lazy

_BLANK: Final = "arabic-blank"
_CUT_OUT: Final = frozenset(("arabic-dot", "arabic-comma", "arabic-blank"))
_PAIR: Final = 2
_SET_IN: Final = 2
"""A list within another is set in by so many blanks at least."""
_TOUCHING: Final = BY_ID["arabic-bare"]
_WORTH: Final = 2.0
_TOUCHING_WORTH: Final = 3.0
_TITLE_MOST: Final = 40
"""The title is not longer, in code points."""
_LINES_MOST: Final = 12
"""What stands between a number and its first decimal is not longer, in lines."""
_FOREWORD: Final = lazy(f"[1１][{BLANK}]+[前引序绪导][{BLANK}]*[言论]")
_TITLED: Final = lazy(f"[1１][{BLANK}]+[\u4e00-\u9fff][^。；：！，、？\n]{{3,38}}(?<![0-9])")
_TITLE: Final = lazy("([0-9]{1,2})(?:[A-Z][A-Za-z0-9-]{1,15}[ ]?)?[\u4e00-\u9fff][^。；！？，：\n]{1,38}")

_LATIN: Final = lazy("([1-9][0-9]?)[A-Z][A-Za-z0-9-]{1,15}[ ]?[\u4e00-\u9fff][^。；！？，：\n]{1,24}")
_DIGITS: Final = "123456789"
_BETWEEN: Final = 1.5
_SENTENCE_END: Final = frozenset("。；！？，：")
_CLOSED: Final = frozenset("。！？；：”）)")
_PADDED_MOST: Final = 24
"""A title of this sort is not longer, its number included (code points)."""


def believe_above_decimals(candidates: list[Candidate]) -> None:
    """Believe the bare numbers among the candidates, in source order, that their decimals follow."""
    before: Candidate | None = None
    for candidate in candidates:
        if before is not None and candidate.path == (before.number, 1) and before.line_end - before.end <= _TITLE_MOST:
            before.weigh("its-decimals-follow", _WORTH if before.family.id == _BLANK else _TOUCHING_WORTH)
        before = candidate if candidate.family.id == _BLANK or candidate.family is _TOUCHING else None


def believe_at_the_beginning(lines: Lines, candidates: list[Candidate]) -> None:
    """Believe the number that a text begins with which is cut out, where its first decimal or a list set in further follows: 5. …, 5.1."""
    if len(candidates) < _PAIR or candidates[0].family.id not in _CUT_OUT or candidates[0].number <= 1:
        return
    first = candidates[0]
    second = candidates[1]
    set_in = second.start - second.line_start - (first.start - first.line_start)
    follows = second.path == (first.number, 1) or (second.number == 1 and set_in >= _SET_IN)
    follows = follows and second.row <= first.row + _LINES_MOST
    if follows and not any(lines.texts[: first.row]) and first.line_end - first.end <= _TITLE_MOST:
        first.weigh("its-decimals-follow", _WORTH)


def believe_behind_forewords(lines: Lines, candidates: list[Candidate]) -> None:
    """Believe 1 前言 and the bare 1 before a short title behind it, whose number it took."""
    texts = lines.texts
    before: Candidate | None = None
    for candidate in candidates:
        if candidate.family.id != _BLANK or candidate.glued:
            continue
        again = before is not None and before.number == candidate.number == 1
        if before is not None and again and _FOREWORD.fullmatch(texts[before.row]) and _TITLED.fullmatch(texts[candidate.row]):
            before.weigh("a-foreword", _WORTH)
            candidate.weigh("behind-a-foreword", _WORTH)
        before = candidate


def believe_padded(lines: Lines, candidates: list[Candidate]) -> None:
    """Believe numbers with a zero before them that touch a title, a line of its own behind the end of a sentence: 01办卡, 02充值."""
    texts = lines.texts
    for candidate in candidates:
        if candidate.family is not _TOUCHING or not candidate.marker.startswith("0") or candidate.refused:
            continue
        text, before = texts[candidate.row], texts[candidate.row - 1] if candidate.row else ""
        ended = not before or before[-1] in _CLOSED or len(before) <= _PADDED_MOST
        if ended and len(text) <= _PADDED_MOST and text[-1] not in _SENTENCE_END:
            candidate.weigh("title-of-its-own", _WORTH)


def counted_above_decimals(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of numbers that touch a title that a quantity or a Latin name may begin, given those at line beginnings."""
    touching = [candidate.number for candidate in candidates if candidate.family is _TOUCHING]
    found: list[Candidate] = []
    if not touching:
        return found
    known = set(touching)
    last = -1
    for candidate in candidates:
        number = candidate.path[0]
        if candidate.path == (number, 1) and number - 1 in known and number not in known:
            for row in range(candidate.row - 1, max(last, candidate.row - 1 - _LINES_MOST), -1):
                match = _TITLE.fullmatch(lines.texts[row])
                if match is None or int(match[1]) != number:
                    continue
                start = lines.begin(row)
                mark = reader.read(_TOUCHING, match[1])
                above = at_line_start(lines, mark, start, start + len(match[1]), row) if mark is not None else None
                if above is not None:
                    above.weigh("its-decimals-follow", _WORTH)
                    found.append(above)
                    known.add(number)
                break
        last = candidate.row
    return found


def between_touching(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of numbers that touch titles with a Latin name first, one behind another between numbers that touch theirs."""
    texts = lines.texts
    named = {row: match[1] for row in lines.beginning(_DIGITS, _TITLE_MOST) if (match := _LATIN.fullmatch(texts[row]))}
    if not named:
        return []
    touching = {one.row: one.number for one in candidates if one.family is _TOUCHING and texts[one.row][-1] not in _SENTENCE_END}
    found: list[Candidate] = []
    run: list[int] = []
    number = 0
    for row in sorted({*named, *touching}):
        if row in touching:
            if touching[row] == number + 1:
                found += [one for at in run if (one := _at(lines, reader, at, named[at])) is not None]
            run = []
            number = touching[row]
        elif number and int(named[row]) == number + 1:
            run.append(row)
            number += 1
    return found


def _at(lines: Lines, reader: Reader, row: int, digits: str) -> Candidate | None:
    """The candidate of a number that begins a line and touches its title."""
    start = lines.begin(row)
    mark = reader.read(_TOUCHING, digits)
    candidate = at_line_start(lines, mark, start, start + len(digits), row) if mark is not None else None
    if candidate is not None:
        candidate.weigh("title-of-its-own", _BETWEEN)
    return candidate
