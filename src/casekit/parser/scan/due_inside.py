"""Markers that lost the line break before them, of families that are not looked for inside lines: …坐下来想一想。案例四：抵押物里的水塘.

Guarantees:
1. A candidate is the number that is due behind one with the same signs at the beginning of a line, or before one, and stands behind the end
   of a sentence. Where no other number follows, the family is a sure one and a title stands behind the marker.
2. Between two such markers the text is searched once for each missing number, behind the last no further than `_REACH`.
"""

from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.ladder.atoms import characters
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, in_line
from casekit.patterns import lazy

_CASES: Final = frozenset(("case-label", "case-bracket", "piece-item", "piece-number"))
_SURE: Final = _CASES | frozenset(
    (
        "unit",
        "lesson",
        "annex",
        "label",
        "formal-comma",
        "stem",
        "stem-parens",
        "roman",
        "english",
        "arabic-half-parens",
        "han-half-parens",
        "annex-decimal",
        "section-sign",
        "latin-dot",
        "chapter-dash",
    )
)
_FAMILIES: Final = _SURE | frozenset(
    (
        "roman-parens",
        "latin-half-parens",
        "latin-parens",
        "circled",
        "parens-char",
        "arabic-blank",
        "han-loose",
        "arabic-loose",
        "unit-first",
        "branch",
        "volume",
    )
)
_TORN: Final = "decimal"
"""Decimals with a blank in them, 2. 3: inside a line they read as 2. and a title that begins with 3."""
_FORMAL: Final = "formal-comma"
_MARKED: Final = frozenset((_FORMAL, "stem", "stem-parens"))
"""Hardly anything else looks like these: text may stand behind their titles."""
_RUN_IN: Final = frozenset(("latin-dot", "arabic-half-parens", "han-half-parens"))
_TITLED: Final = lazy("[\u4e00-\u9fff“”《》、]{1,12}[。：](?=[^\\s0-9])")
"""A title with its text behind it: 1）清塘。冬季…。2）注水。放养前… Where a member of a series has one, the next may."""
_DELIMITERS: Final = ("、", "．", ".")
_NUMBERS: Final = (
    lazy("[0-9]{1,3}|[０-９]{1,3}|[一二三四五六七八九十]{1,3}"),
    lazy("[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,3}|[甲乙丙丁戊己庚辛壬癸]|[子丑寅卯辰巳午未申酉戌亥]|[Ⅰ-Ⅻ]|[IVX]{1,4}|[①-⑳]|[⑴-⒇]|[A-Za-z]"),
)
_TRADITIONAL: Final = str.maketrans("贰叁陆", "貳參陸")
_ENDS: Final = frozenset("。！？…”）)")
_BLANKS: Final = frozenset(characters(BLANK))
_DATE: Final = lazy("(?:[0-9一二三四五六七八九十〇]{1,4}年)?[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日[晨早午晚夜]?")
"""What stands alone on the last line of a letter."""
_DATE_LAST: Final = frozenset("日晨早午晚夜")
_BEHIND: Final = frozenset("：:") | _BLANKS
_TITLE_MOST: Final = 40
"""The title behind a marker is not longer, in code points."""
_NO_TITLE: Final = frozenset("。；，、,;")
"""A sentence that speaks of a case goes on or ends so."""
_TITLE: Final = lazy("[\u4e00-\u9fff“《「【A-Za-z0-9]")
_MISSING_MOST: Final = 3
"""No more numbers in a row lost their line breaks."""
_REACH: Final = 20000
"""The next number is looked for so far behind the last, in code points."""
_WORTH: Final = 1.5
_BETWEEN_WORTH: Final = 2.4
_CASE_WORTH: Final = 3.0


def due_inside(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """The markers inside lines that go on with those of the `candidates`, which begin lines, or come before them."""
    series: dict[tuple[str, str, str], list[Candidate]] = {}
    keys: dict[tuple[str, str], tuple[str, str, str] | None] = {}  # a marker comes many times
    for candidate in candidates:
        family, marker = candidate.family.id, candidate.marker
        if family not in _FAMILIES and (family != _TORN or " " not in marker):
            continue
        if candidate.glued or candidate.suffix or candidate.refused:
            continue
        known = family, marker
        if known not in keys:
            bounds = _number(candidate)
            signs = "" if bounds is None or family == _FORMAL else marker[bounds[1] :]
            keys[known] = None if bounds is None else (family, marker[: bounds[0]], signs)
        key = keys[known]
        if key is not None:
            series.setdefault(key, []).append(candidate)
    found: list[Candidate] = []
    for members in series.values():
        _fill(lines, reader, members, found)
    return found


def _number(candidate: Candidate) -> tuple[int, int] | None:
    """Where the number stands in a marker, None where it could not be counted on."""
    marker = candidate.marker
    for pattern in _NUMBERS:
        matches = list(pattern.finditer(marker))
        if matches:
            return matches[-1].span() if matches[-1].group() in _spelled(candidate.number, matches[-1].group()) else None
    return None


def _spelled(number: int, like: str) -> tuple[str, ...]:
    """How a number can be written in the script of another."""
    spelled = numerals.in_script(number, like[0])
    if spelled is None:
        return ()
    traditional = spelled.translate(_TRADITIONAL)
    return (spelled,) if traditional == spelled else (spelled, traditional)


def _markers(like: Candidate, due: int, number: tuple[int, int]) -> list[str]:
    """How the marker with the number `due` can be written: formal numerals have one delimiter or another."""
    before, behind = like.marker[: number[0]], like.marker[number[1] :]
    signs = _DELIMITERS if like.family.id == _FORMAL else (behind,)
    return [before + spelled + sign for spelled in _spelled(due, like.marker[number[0] :]) for sign in signs]


def _fill(lines: Lines, reader: Reader, members: list[Candidate], found: list[Candidate]) -> None:
    """Add what is missing between the `members` of a series, and behind its last ones."""
    size = len(lines.buffer)
    at, last = 0, 0
    before: Candidate | None = None
    for candidate in members:
        if before is not None and candidate.number <= last:
            at = _search(lines, reader, before, (last + 1, last + _MISSING_MOST), (at, min(candidate.start, at + _REACH)), False, found)
            last = 0
        if last + 1 < candidate.number <= last + 1 + _MISSING_MOST:
            bounds = max(at, candidate.start - _REACH), candidate.start
            _search(lines, reader, candidate, (last + 1, candidate.number - 1), bounds, True, found)
        before, at, last = candidate, candidate.end, candidate.number
    if before is not None:
        _search(lines, reader, before, (last + 1, last + _MISSING_MOST), (at, min(size, at + _REACH)), False, found)


def _search(
    lines: Lines, reader: Reader, like: Candidate, numbers: tuple[int, int], bounds: tuple[int, int], between: bool, found: list[Candidate]
) -> int:
    """Add the markers with the `numbers`, one behind the other within `bounds`; where the search ended."""
    at, stop = bounds
    if not between and like.family.id not in _SURE:
        return at
    number = _number(like)
    assert number is not None
    for due in range(numbers[0], numbers[1] + 1):
        place, marker = -1, ""
        for marker in _markers(like, due, number):
            place = _place(lines, marker, at, stop, like, between or like.family.id in _MARKED)
            if place >= 0:
                break
        mark = reader.read(like.family, marker) if place >= 0 else None
        if mark is None:
            if between:
                continue
            break
        candidate = in_line(lines, mark, place, place + len(marker), lines.at(place))
        worth = _CASE_WORTH if like.family.id in _CASES else _BETWEEN_WORTH if between and candidate.belief > _WORTH else _WORTH
        candidate.weigh("inside-a-line", worth - candidate.belief)
        candidate.glued = True
        found.append(candidate)
        at = candidate.end
    return at


def _place(lines: Lines, marker: str, at: int, stop: int, like: Candidate, between: bool) -> int:
    """Where the marker stands behind the end of a sentence, with a title behind it; -1 for nowhere."""
    buffer = lines.buffer
    parted = like.marker[-1].isalnum() and like.family.id not in ("circled", "parens-char")
    titled = like.family.id in _RUN_IN and _TITLED.match(buffer, like.end) is not None
    while (at := buffer.find(marker, at, stop)) >= 0:
        end = at + len(marker)
        before = at - 1 if at and buffer[at - 1] not in _BLANKS else at - 2
        ended = before >= 0 and (buffer[before] in _ENDS or (between and _behind_a_date(lines, before + 1)))
        if ended and (not parted or buffer[end : end + 1] in _BEHIND):
            line_end = lines.end(lines.at(at))
            title = buffer[end : min(line_end, end + _TITLE_MOST + 1)].strip().lstrip("：:").strip()
            whole = 1 < len(title) <= _TITLE_MOST and "。" not in title and title[-1] not in _NO_TITLE
            if whole or (between and _TITLE.match(title)) or (titled and _TITLED.match(buffer, end)):
                return at
        at = end
    return -1


def _behind_a_date(lines: Lines, at: int) -> bool:
    """Whether a date and nothing else stands before a place on its line."""
    if lines.buffer[at - 1] not in _DATE_LAST:
        return False
    return _DATE.fullmatch(lines.buffer, lines.begin(lines.at(at)), at) is not None
