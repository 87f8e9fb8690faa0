"""Days and months that look like decimals: 8.3 进场。 / 9.15 检测。 / 10.1 不停工。

Guarantees:
1. Only whole runs of adjacent lines are refused, whose numbers rise as dates do and do not count on as decimals do.
2. A single one is refused where a wide blank stands behind it and behind the dates that begin the lines around it.
3. All are refused where nearly all rise through the text as the days of a year do, leaping as no count does, and end sentences.
4. Of a chronicle, whose years stand alone on lines, the entries right under the years are refused, the months among them too, where most
   leap as no count does.
5. Those before a time of the day, 6.18 02:40, are refused where the decimals of their month do not count from 1 under a number.
6. A day with its name, 6.1儿童节, is refused where no decimal stands beside it; days with their word, 8.28号, where the numbers before
   their points do not count.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines, firsts
from casekit.parser.scan.candidate import CLOSED, Candidate
from casekit.parser.scan.counted import SEVERAL_MONTHS
from casekit.patterns import lazy

_LEAST: Final = 3
"""So many lines make a list of dates."""
_MONTHS, _DAYS = 12, 31
_HOLE: Final = 3
"""No more numbers are lost between two decimals that count on."""

_DATED: Final = lazy("(?:[0-9]{1,2}[、至到—～-])?[0-9]{1,2}月(?:[0-9]{1,2}日|[初中底末间]|[上中下]旬)?[　 ]+\\S")
"""An entry of a chronicle: 9月18日　民工进场。"""
_NEAR: Final = 3
"""Between two entries a year may stand, and what is told of one may go on."""

_DAY_TITLE_MOST: Final = 16
"""A title that begins with a day's number is not longer, in code points."""

_AUTUMN, _SPRING = 10, 3
"""Between these a year turns, once in a diary."""
_DIARY_LEAST: Final = 6
"""So many entries make a diary, under headings of its own or without."""
_LEAPS_LEAST: Final = 4
"""So many leaps, and one for so many entries as this at most, tell days from what counts on with holes."""
_ENTRIES_A_LEAP: Final = 3
_STRAY_MOST: Final = 5
"""One in so many may be out of order, a quantity among the days, or end no sentence."""

_YEAR: Final = lazy(
    "(?:[一二三四五六七八九十]{1,3}、|[（(【〔])?(?:公元)?(?:(?:1[0-9]|20)[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})年?[)）】〕]?[.．:：]?(?:[（(][^()（）]{1,12}[)）])?"
)
"""A year alone on its line, above what happened in it."""
_YEAR_FIRST: Final = firsts("12一二三四五六七八九十（(【〔公")
_YEAR_LAST: Final = frozenset("0123456789〇○零一二三四五六七八九)）】〕.．:：")
_YEAR_MOST: Final = 24
_YEARS_LEAST: Final = 2
_FAR: Final = 4
"""An entry is so many lines at most behind its year or the entry before it."""

_TIMED: Final = lazy(
    f"[{BLANK}]+(?:[0-2]?[0-9][:：][0-5][0-9](?![0-9])|[0-2]?[0-9][时点](?![间代段钟尚刻火心评])|(?:凌晨|清晨|早晨|上午|中午|下午|傍晚|晚上|夜间|深夜)[0-9]{{1,2}}[:：时点])"
    "|(?:凌晨|清晨|早晨|上午|中午|下午|傍晚|晚上|夜间|深夜)[0-9]{1,2}[:：时点]"
)
"""A time of the day behind what may be a date."""

_NAMED: Final = {
    (1, 1): ("元旦",),
    (3, 5): ("学雷锋", "雷锋"),
    (3, 8): ("妇女", "国际妇女", "国际劳动妇女"),
    (3, 12): ("植树",),
    (3, 15): ("消费者", "国际消费者", "消费维权"),
    (4, 15): ("国家安全", "全民国家安全"),
    (4, 22): ("地球日", "世界地球日"),
    (4, 23): ("读书日", "世界读书日"),
    (5, 1): ("劳动节", "国际劳动节", "小长假"),
    (5, 4): ("青年节",),
    (5, 12): ("护士节", "国际护士节", "防灾减灾日", "全国防灾减灾日"),
    (6, 1): ("儿童节", "国际儿童节"),
    (6, 5): ("环境日", "世界环境日"),
    (6, 26): ("禁毒日", "国际禁毒日"),
    (7, 1): ("建党节", "建党纪念日"),
    (8, 1): ("建军节",),
    (9, 10): ("教师节",),
    (10, 1): ("国庆",),
    (11, 9): ("消防日", "全国消防日", "消防宣传日"),
    (12, 4): ("宪法日", "国家宪法日"),
    (12, 13): ("公祭日", "国家公祭日"),
}
"""What is celebrated on a day."""
_HAO: Final = "号"
_NO_DAYS: Final = frozenset("召码称令角外楼线院地井机桥门仓库船房坑点塔窑泵闸")
"""3.2号楼 and 3.2号令 are no days."""
_DOTTED: Final = "arabic-dot"

Day = tuple[int, int]
_NO_DAY: Final[Day] = (0, 0)


def refuse_dates(lines: Lines, decimals: list[Candidate], found: list[Candidate]) -> None:
    """Refuse the `decimals` of a text that are dates; `found` are all candidates at the beginnings of its lines."""
    if decimals:
        _refuse_named(lines, decimals, found)
        _refuse_days(lines, decimals, found)
    entries = [candidate for candidate in found if _day(candidate) != _NO_DAY or _names_months(candidate)]
    if entries and (years := _years(lines)):
        _refuse_entries(found, years)
        decimals = [candidate for candidate in decimals if not candidate.refused]
    if _refuse_timed(lines, decimals, found):
        decimals = [candidate for candidate in decimals if not candidate.refused]
    if len(decimals) >= _DIARY_LEAST and _in_diary(decimals):
        for candidate in decimals:
            candidate.refused = "a-date"
        return
    for candidate in decimals:
        path = candidate.path
        if len(path) == 2 and path[0] <= _MONTHS and 0 < path[1] <= _DAYS and candidate.traits & CLOSED and _in_chronicle(lines, candidate):
            candidate.refused = "a-date"
    run: list[Candidate] = []
    before = (0, 0)
    for candidate in decimals:
        month, day = candidate.path if len(candidate.path) == 2 else (0, 0)
        dated = 0 < month <= _MONTHS and 0 < day <= _DAYS and candidate.traits & CLOSED
        if run and not (dated and candidate.row == run[-1].row + 1 and candidate.path > run[-1].path):
            before = _settle(run, before)
            run = []
        if dated:
            run.append(candidate)
        else:
            before = month, day
    _settle(run, before)


def _refuse_named(lines: Lines, decimals: list[Candidate], found: list[Candidate]) -> None:
    """Refuse the days that stand before their names, and beside no decimal that they could count with, nor right under their number."""
    days: set[Day] = set()
    for candidate in decimals:
        day = _day(candidate)
        names = _NAMED.get(day)
        if names is None:
            continue
        at = candidate.end
        if lines.buffer[at : at + 1].isspace():
            if _over_text(lines, candidate):
                continue
            at += 1
        if lines.buffer.startswith(names, at):
            days = days or {_day(other) for other in decimals}
            place = bisect_left(found, candidate.start, key=_start)
            under = place > 0 and found[place - 1].path == (day[0],)
            if not under and (day[0], day[1] - 1) not in days and (day[0], day[1] + 1) not in days:
                candidate.refused = "a-date"


def _over_text(lines: Lines, candidate: Candidate) -> bool:
    """Whether a short line that ends no sentence stands over one that does: 3.8 妇女节慰问."""
    below = next((text for text in lines.texts[candidate.row + 1 : candidate.row + 3] if text), "")
    return not candidate.traits & CLOSED and candidate.line_end - candidate.end <= _DAY_TITLE_MOST and below[-1:] == "。"


def _start(candidate: Candidate) -> int:
    return candidate.start


def _refuse_days(lines: Lines, decimals: list[Candidate], found: list[Candidate]) -> None:
    """Refuse the months with a point before days, 8.28号, in a row that does not go on with what is counted, or counts a month twice."""
    buffer = lines.buffer
    days = {
        candidate.start: candidate
        for candidate in decimals
        if buffer.startswith(_HAO, candidate.end)
        and buffer[candidate.end + 1 : candidate.end + 2] not in _NO_DAYS
        and _day(candidate) != _NO_DAY
    }
    if not days:
        return
    before = 0
    run: list[Candidate] = []
    for candidate in found:
        if candidate.family.id == _DOTTED:
            if candidate.start in days:
                run.append(candidate)
                continue
            _settle_days(run, before, days)
            run = []
            before = candidate.number
    _settle_days(run, before, days)


def _settle_days(run: list[Candidate], before: int, days: dict[int, Candidate]) -> None:
    """Refuse a run of months, and the `days` that begin with them, that do not count on from the number `before`, or from 1."""
    numbers = [candidate.number for candidate in run]
    if any(not one < other <= one + _HOLE for one, other in pairwise([0 if numbers[:1] == [1] else before, *numbers])):
        for candidate in run:
            candidate.refused = days[candidate.start].refused = "a-date"


def _years(lines: Lines) -> list[int]:
    """The lines that hold nothing but a year, where a chronicle may stand under them."""
    texts = lines.texts
    rows = [row for row in lines.beginning(_YEAR_FIRST, _YEAR_MOST) if _may_be_year(texts[row]) and _YEAR.fullmatch(texts[row])]
    return rows if len(rows) >= _YEARS_LEAST else []


def _may_be_year(text: str) -> bool:
    """A plain look before the pattern."""
    return text[1:4].isdigit() if text[0] in "12" else "年" in text or text[-1] in _YEAR_LAST


def _day(candidate: Candidate) -> Day:
    """The month and the day that a candidate may be."""
    path = candidate.path
    dated = len(path) == 2 and 0 < path[0] <= _MONTHS and 0 < path[1] <= _DAYS and candidate.family.id == "decimal"
    return (path[0], path[1]) if dated else _NO_DAY


def _refuse_timed(lines: Lines, decimals: list[Candidate], found: list[Candidate]) -> bool:
    """Refuse the days before a time of the day, month by month; whether there are any."""
    timed = [one for one in decimals if _day(one) != _NO_DAY and _TIMED.match(lines.buffer, one.end, one.line_end)]
    for month in {candidate.path[0] for candidate in timed}:
        days = [candidate.path[1] for candidate in decimals if len(candidate.path) == 2 and candidate.path[0] == month]
        first = next(candidate.row for candidate in timed if candidate.path[0] == month)
        if days != list(range(1, len(days) + 1)) or not any(one.path == (month,) and one.row < first for one in found):
            for candidate in timed:
                if candidate.path[0] == month:
                    candidate.refused = "a-date"
    return bool(timed)


def _names_months(candidate: Candidate) -> bool:
    """Whether a candidate begins with what may be two months."""
    return bool(candidate.notes) and candidate.notes[0][0] == SEVERAL_MONTHS


def _refuse_entries(found: list[Candidate], years: list[int]) -> None:
    """Refuse the entries under `years` that are dates or months."""
    days: list[Candidate] = []
    months: list[Candidate] = []
    leaps = month = at = 0
    last = _NO_DAY
    above = -_FAR - 1
    for candidate in found:
        row = candidate.row
        while at < len(years) and years[at] <= row:
            above, last, month = years[at], _NO_DAY, 0
            at += 1
        if row == above:
            continue
        day, told = _day(candidate), _names_months(candidate)
        if day == _NO_DAY and not told and not candidate.refused and candidate.belief >= candidate.family.belief:
            above = -_FAR - 1  # a heading closes the year
        elif row - above <= _FAR:
            above = row
            if told:
                if candidate.number == month + 1 and month:  # 1、2月份 and 2、3月份 of one year are counted
                    if months and months[-1].number == month:
                        months.pop()
                else:
                    months.append(candidate)
                month = candidate.number
            elif day != _NO_DAY:
                days.append(candidate)
                leaps += not _follows(last, day)
                last = day
    if (leaps >= _LEAST and leaps * 2 > len(days)) or not days:
        for candidate in (*days, *months):
            candidate.refused = candidate.refused or "a-date"


def _in_diary(decimals: list[Candidate]) -> bool:
    """Whether the decimals of a text are the days of a year, in their order."""
    stray = leaps = 0
    turned = False
    last = (0, 0)
    for candidate in decimals:
        path = candidate.path
        if len(path) > 2 or not 0 < path[0] <= _MONTHS or not 0 < path[1] <= _DAYS:
            return False
        day = path[0], path[1]
        stray += not candidate.traits & CLOSED
        if day <= last and not (last[0] >= _AUTUMN and day[0] <= _SPRING and not turned):
            stray += 1
            continue
        turned = turned or day <= last
        leaps += not _follows(last, day)
        last = day
    return stray * _STRAY_MOST <= len(decimals) and leaps >= max(_LEAPS_LEAST, len(decimals) // _ENTRIES_A_LEAP)


def _in_chronicle(lines: Lines, candidate: Candidate) -> bool:
    """Whether a blank stands behind the decimal, and a line before and one behind begin with dates in words in the same way."""
    if not lines.buffer[candidate.end : candidate.end + 1].isspace():
        return False
    texts, row = lines.texts, candidate.row
    before = any(_DATED.match(text) for text in texts[max(row - _NEAR, 0) : row])
    return before and any(_DATED.match(text) for text in texts[row + 1 : row + 1 + _NEAR])


def _settle(run: list[Candidate], before: Day) -> Day:
    """Refuse the run if it is of dates; the last decimal that counts before what follows."""
    days = [before, *((candidate.path[0], candidate.path[1]) for candidate in run)]
    if len(run) >= _LEAST:
        strange = [not _follows(one, other) for one, other in pairwise(days)]
        if strange[0] and sum(strange[1:]) * 2 >= len(run) - 1:
            for candidate in run:
                candidate.refused = "a-date"
            return before
    return days[-1]


def _follows(one: Day, other: Day) -> bool:
    """Whether `other` can be the number behind `one`, a few lost between."""
    if one[0] == other[0]:
        return 0 < other[1] - one[1] <= _HOLE
    return other[1] <= _HOLE and 0 < other[0] - one[0] <= _HOLE
