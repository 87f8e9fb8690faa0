"""Numbers that are no headings of this text: lists of annexes, outlines inside a quotation, what a lesson writes on the board."""

from bisect import bisect_left
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines, firsts, lasts
from casekit.parser.regions.families import Families
from casekit.parser.regions.furniture import line_end_at
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
_ANNEX_LIST: Final = lazy(f"附(?<=[{BLANK}\\n]附){_B}(?:[表图]?{_B}[:：]{_B}|件{_B}[:：]{_B}(?:\n{_B})?)(?=1{_B}[.．、])")
_QUOTED_MOST: Final = 15
_CLOSES: Final = {"“": "”", "「": "」", "『": "』"}
_QUOTE: Final = firsts("“「『")
_OPENED: Final = lazy(
    f"[“「『](?<=[：，\u4e00-\u9fff].)(?=[（(]?[一1１壹][）)、.．]|第[一1][{BLANK}]?[章节節條条部]"
    f"|(?<=：.)第[一二三四五六七八九十百0-9]{{1,5}}[条條])"
)
"""An outline that is quoted from the middle of a line on."""
_LABEL: Final = firsts("【")
_RULE_FIRST: Final = firsts("-=_—─━*")
_COLONS: Final = lasts("：:")
_CITES: Final = lazy("(?:写道|写着|写的是|原文|全文|条文|抄录|摘录)(?:为|是|如下|如此|于下)?[：:]$")
_CITES_MOST: Final = 8
_LISTS_ON: Final = frozenset("：；:;")
"""A line that ends so goes on in the next."""
_SPOKEN_LINES: Final = 6
_SPOKEN_MOST: Final = 400
"""A quotation that holds markers began no further before one, in lines and code points."""
_ACTS: Final = lazy(f"{_B}[^，。：（）\n]{{1,8}}：（[^（）\n]{{1,12}}）")
"""Who speaks in a play, and what they do."""
_BOARD: Final = lazy(f"【{_B}板{_B}书(?:{_B}设{_B}计)?{_B}】")
_BOARD_SAID: Final = lazy(f"(?:附[:：]?|[（(]?[一二三四五六七八九十0-9]{{1,3}}[)）、.．]{{1,2}}{_B})?板书(?:设计)?{_B}[:：]?")
_RULE: Final = lazy("([-=_—─━*])\\1{5,}")
"""A line above and below what stands on a screen or a form."""
_SHOWN_LINES: Final = 30
_BOARD_MOST: Final = 30
"""A line on the board is not longer, in code points."""
_LABEL_MOST: Final = 12
_FEW: Final = 2
"""So few lines may be headings without a text."""
_SENTENCES: Final = frozenset("。；！？")
_QUOTE_ENDS: Final = frozenset("。；！？…”’」』）)：:.;!?")
_BOARD_LINES: Final = 20
"""So many lines have room on it."""


def annexes(buffer: str, candidates: list[Candidate]) -> None:
    """Refuse the numbers of a list of annexes: 附件：1.…, 附表：1.… and the lines that count on."""
    starts: list[int] = []
    behind = 0
    while (sign := buffer.find("附", behind)) >= 0:  # the sign is rare: leaping from one to the next is faster than a search by pattern
        behind = sign + 1
        match = _ANNEX_LIST.match(buffer, sign)
        if match is None:
            continue
        starts = starts or [candidate.start for candidate in candidates]
        due = 1
        at = match.end()
        for place in range(bisect_left(starts, at), len(candidates)):
            candidate = candidates[place]
            if candidate.number != due or candidate.series != "arabic" or candidate.start - at > 120:
                if due == 1 and candidate.start < at + 2:
                    continue
                break
            candidate.refused = "in-annex-list"
            due += 1
            at = candidate.start
        if due == 1:
            _refuse_from(buffer, candidates, starts, match.end())


def _refuse_from(buffer: str, candidates: list[Candidate], starts: list[int], at: int) -> None:
    """The same where the first number was no candidate itself."""
    due = 2
    for place in range(bisect_left(starts, at), len(candidates)):
        candidate = candidates[place]
        if candidate.number != due or candidate.series != "arabic" or candidate.start - at > 120:
            break
        candidate.refused = "in-annex-list"
        due += 1
        at = candidate.start


def quoted(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the markers of an outline that stands inside one quotation over several lines."""
    starts: list[int] = []
    behind = 0
    opened = [lines.begin(row) for row in lines.beginning(_QUOTE)]
    opened += [at for at in lines.spots.quotes if _OPENED.match(lines.buffer, at)]
    for at in sorted(opened):
        row = lines.at(at)
        text = lines.texts[row]
        sign, close = lines.buffer[at], _CLOSES[lines.buffer[at]]
        if not row or at <= behind or text.count(sign) != text.count(close) + 1 or lines.buffer.find(close, at, lines.end(row)) > 0:
            continue
        behind = _quotation_end(lines.buffer, lines.end(row), sign, close)
        starts = starts or [candidate.line_start for candidate in candidates]
        for place in range(bisect_left(starts, lines.starts[row]), len(candidates)):
            candidate = candidates[place]
            if candidate.line_start >= behind:
                break
            if candidate.start >= at:
                candidate.refused = candidate.refused or "in-quotation"


def cited(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the markers of what is cited behind a line that says so, set further in than it and than the line behind: 写道： and on."""
    texts, count = lines.texts, len(lines.texts)
    for row in lines.ending(_COLONS):
        if row + 1 >= count or not texts[row + 1] or not _CITES.search(texts[row][-_CITES_MOST:]):
            continue
        margin = _indent(lines, row)
        last = row + 1
        while last < count and last - row <= _QUOTED_MOST and texts[last] and _indent(lines, last) > margin:
            last += 1
        if last < count and texts[last] and texts[last - 1][-1] not in _QUOTE_ENDS:
            continue  # the first line of each paragraph is set in
        if last > row + 1 and last - row <= _QUOTED_MOST and last < count and (texts[last] or _back(lines, last, margin)):
            _refuse_rows(candidates, lines.end(row), lines.starts[last])


def cited_articles(lines: Lines, families: Families) -> None:
    """Refuse an article that no other counts with behind a colon whose line names it or says that it cites, and what is below it up to the
    end of its sentence: 第十九条规定： / 第十九条　评估按照下列方法计算： / （一）…；
    """
    texts = lines.texts
    numbers: set[int] | None = None
    articles = families.of("article")
    for candidate in articles:
        if candidate.glued or candidate.refused or not candidate.row:
            continue
        before = texts[candidate.row - 1]
        if before[-1:] not in _COLONS:
            continue
        if candidate.marker not in before and not _CITES.search(before[-_CITES_MOST:]):
            continue
        numbers = numbers or {one.number for one in articles if not one.refused}
        if candidate.number - 1 in numbers or candidate.number + 1 in numbers:
            continue
        candidate.refused = "in-quotation"
        end = candidate.row
        while texts[end][-1:] in _LISTS_ON and end - candidate.row <= _QUOTED_MOST and end + 1 < len(texts):
            end += 1
        place = families.all.index(candidate, bisect_left(families.all, candidate.line_start, key=_line_start))
        for below in families.all[place + 1 : place + 1 + _QUOTED_MOST]:
            if below.row > end:
                break
            below.refused = below.refused or "in-quotation"


def _back(lines: Lines, row: int, margin: int) -> bool:
    """Whether the line behind a blank one stands no further in than `margin`."""
    return row + 1 < len(lines.texts) and lines.texts[row + 1] != "" and _indent(lines, row + 1) <= margin


def spoken(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse markers between “ and ” of one line or of it and those right before it, and those that a role says behind what it does:
    小五：（念）一、…
    """
    buffer = lines.buffer
    if "“" not in buffer and "：（" not in buffer:
        return
    for place, candidate in enumerate(candidates):
        if candidate.refused or candidate.suffix:
            continue
        close = buffer.find("”", candidate.end, candidate.line_end)
        if close < 0:
            if candidate.glued and buffer[candidate.start - 1] == "）" and _ACTS.fullmatch(buffer, candidate.line_start, candidate.start):
                candidate.refused = "in-quotation"
            continue
        ended = close + 2 >= candidate.line_end or buffer[close + 1] in _SENTENCES
        first = lines.starts[max(candidate.row - (_SPOKEN_LINES if ended else 1), 0)]
        opened = buffer.rfind("“", max(first, candidate.start - _SPOKEN_MOST), candidate.start)
        if 0 <= opened < candidate.line_start and _turned_around(buffer, close, candidate.line_end):
            continue
        if opened >= 0 and buffer.find("”", opened, candidate.start) < 0 and buffer.find("“", candidate.end, close) < 0:
            candidate.refused = "in-quotation"
            while place and candidates[place - 1].start > opened:
                place -= 1
                candidates[place].refused = candidates[place].refused or "in-quotation"


def _turned_around(buffer: str, close: int, end: int) -> bool:
    """Whether the sign at `close` opens, and another before `end` closes: （一）听”灶头“上的话."""
    opened = buffer.rfind("“", close, end)
    return opened >= 0 and buffer.find("”", opened, end) < 0


def on_the_board(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the markers of what a lesson writes on the board: short lines that end no sentence between 【板书设计】 and the next 【…】."""
    texts = lines.texts
    for row in lines.beginning(_LABEL):
        if not _BOARD.match(texts[row]):
            continue
        last = row + 1
        while last < len(texts) and last - row <= _BOARD_LINES and len(texts[last]) <= _BOARD_MOST and texts[last][-1:] not in _SENTENCES:
            if texts[last][:1] == "【":
                break
            last += 1
        if last < len(texts) and texts[last][:1] != "【":
            continue
        _refuse_rows(candidates, lines.end(row), lines.starts[last] if last < len(texts) else len(lines.buffer))


def board(lines: Lines, candidates: list[Candidate]) -> None:
    """The same behind 板书设计： or a heading of that name: short lines set further in than it, or adjacent ones with markers and nothing
    between them or, at the end, under them, or all up to the next heading of its series.
    """
    texts = lines.texts
    for row in sorted({lines.at(at) for at in lines.places("板书")}):
        if len(texts[row]) > _LABEL_MOST or not _BOARD_SAID.fullmatch(texts[row]):
            continue
        margin = _indent(lines, row)
        last = row + 1
        while last < len(texts) and last - row <= _BOARD_LINES and texts[last] and _indent(lines, last) > margin:
            if len(texts[last]) > _BOARD_MOST or texts[last][-1] in _SENTENCES:
                last = row
                break
            last += 1
        if last == row + 1:
            last = _bare(lines, candidates, row)
        if last == row:
            last = _below_its_heading(lines, candidates, row)
        if last > row:
            _refuse_rows(candidates, lines.end(row), lines.starts[last] if last < len(texts) else len(lines.buffer))


def _bare(lines: Lines, candidates: list[Candidate], row: int) -> int:
    """Where the adjacent short lines with markers of one family behind the line `row` end, `row` where a text stands under them."""
    texts = lines.texts
    first = bisect_left(candidates, lines.end(row), key=_line_start)
    last = row + 1
    for candidate in candidates[first : first + _BOARD_LINES]:
        if candidate.row == last - 1:
            continue
        if candidate.row != last or candidate.family is not candidates[first].family or len(texts[last]) > _BOARD_MOST:
            break
        last += 1
    ended = last < len(texts) and (texts[last][-1:] in _SENTENCES or len(texts[last]) > _BOARD_MOST)
    return row if ended or last - row <= _FEW or texts[last - 1][-1] in _SENTENCES else last


def _below_its_heading(lines: Lines, candidates: list[Candidate], row: int) -> int:
    """Where the next number of the series of the heading on the line `row` stands, `row` where what is between is no outline."""
    texts = lines.texts
    first = bisect_left(candidates, lines.starts[row], key=_line_start)
    head = candidates[first] if first < len(candidates) else None
    if head is None or head.row != row:
        return row
    for candidate in candidates[first + 1 : first + 1 + _BOARD_LINES]:
        if candidate.style == head.style and candidate.number == head.number + 1 and candidate.row <= row + _BOARD_LINES:
            between = texts[row + 1 : candidate.row]
            return candidate.row if between and all(len(text) <= _BOARD_MOST and text[-1:] not in _SENTENCES for text in between) else row
    return row


def _indent(lines: Lines, row: int) -> int:
    return lines.begin(row) - lines.starts[row]


def between_rules(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the markers of what stands between two rules behind a colon: what a screen shows, how a form looks."""
    texts = lines.texts
    behind = -1
    for row in lines.beginning(_RULE_FIRST):
        if row <= behind or not row or texts[row - 1][-1:] not in ("：", ":") or not _RULE.fullmatch(texts[row]):
            continue
        for last in range(row + 1, min(row + _SHOWN_LINES, len(texts))):
            if texts[last] == texts[row]:
                _refuse_rows(candidates, lines.end(row), lines.starts[last])
                behind = last
                break


def _refuse_rows(candidates: list[Candidate], start: int, end: int) -> None:
    """Refuse what stands between two places of the text."""
    first = bisect_left(candidates, start, key=_line_start)
    for place in range(first, bisect_left(candidates, end, lo=first, key=_line_start)):
        candidates[place].refused = candidates[place].refused or "in-quotation"


def _line_start(candidate: Candidate) -> int:
    return candidate.line_start


def _quotation_end(buffer: str, at: int, sign: str, closing: str) -> int:
    """Where the quotation between `sign` and `closing` that is open at `at` closes, `at` when it does not within reach."""
    depth = 1
    end = at
    for _ in range(_QUOTED_MOST):
        if end >= len(buffer):
            break
        start = end + 1
        end = line_end_at(buffer, start)
        line = buffer[start:end]
        for c in line:
            if c == sign:
                depth += 1
            elif c == closing:
                depth -= 1
                if depth == 0:
                    return end
        if depth > 1:
            break
    return at
