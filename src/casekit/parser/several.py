"""Pieces of a collection that titles alone tell apart: all of them seen together.

One short line says little. A series of them says much: under each the same stands, a field, a date, a byline, a greeting, or all are named
after kinds of documents; before the first there is no numbering, and none runs on from one piece to the next.

Guarantees:
1. There are at least three pieces, or two that a list in front names; a text whose cases have markers has none.
2. No numbering goes on over a title that is found here.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import Final

from casekit.parser.front import is_byline, is_dateline, is_signed, is_subtitle
from casekit.parser.lines import Lines
from casekit.parser.regions.listed import titles_listed
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.patterns import lazy

_LEAST: Final = 3
_LISTED_LEAST: Final = 2
_TRIED: Final = 4
"""So many signs are tried."""
_TITLE_MOST: Final = 40
_SIGN_MOST: Final = 60
"""What stands under each title is not longer, in code points."""
_UNFINISHED: Final = frozenset("。；：，、;:,.…—-")
_ENDS: Final = frozenset("。！？；!?”’」』）)…】》~～")
_HEAD: Final = 6
"""The title of the whole and that of the first piece are among so many lines."""
_COMMAS: Final = frozenset("，、：:,")
_DATE_LEAST: Final = 7
"""A year alone is no date of a piece."""
_BROKEN_LEAST: Final = 6
"""The first of two lines of a title is not shorter, in code points."""
_SENTENCE: Final = 15
"""A line before with so many code points that ends no sentence broke off."""
_MARKED: Final = 1.5
"""A line that begins with a marker believed so much is no mere title, and its number counts."""
_FIELD: Final = lazy("(?P<label>[一-鿿]{2,8})[:：]")
_FIELD_MOST: Final = 10
_NO_FIELDS: Final = frozenset(
    ("单位", "来源", "资料来源", "说明", "备注", "注意", "提示", "答案", "解析", "回答", "主持人", "记者", "例如", "摘要", "关键词")
)
"""What stands under tables, questions and papers."""
_ADOPTED: Final = lazy("[（(][^（()）。；]*(?:年|修订|通过|印发|公议|施行|试行)[^（()）。；]*[）)]")
_DAY: Final = lazy("[（(]?[0-9０-９]{1,2}\\s*月\\s*[0-9０-９]{1,2}\\s*日[^。，；：]{0,12}")
_DAY_FIRST: Final = frozenset("（(0123456789０１２３４５６７８９")
_QUOTES: Final = frozenset('“‘《〈「『"')
_SQUARES: Final = "□■◇◆●○ \u3000"
"""What may stand before a name: □　尤小舟."""
_NAME_AND_UNIT: Final = lazy("(?P<name>[一-鿿][ \u3000]?[一-鿿]{1,2})[ \u3000]*[（(][一-鿿]{4,24}[）)]")
_GREETING: Final = lazy(
    "(?:尊敬的|敬爱的|亲爱的|各位|诸位|全体|同志们|同学们|老师们|朋友们|乡亲们|大家)[^。；]{0,40}[:：!！]|大家(?:上午|下午|晚上|早上|早|新年|)好[。，,!！]"
)
_GREETING_FIRST: Final = frozenset("尊敬亲各诸全同老朋乡大")
_KIND: Final = lazy(
    "[一-鿿）)》”]{2}(?:制度|规则|办法|规定|细则|守则|章程|公约|规约|规程|规范|职责|预案|方案|计划|标准|准则|须知|纪要|总结|要点|讲话|发言|致辞|记录|报告|教案|说课稿|反思|日记|笔记"
    "|合同|协议|协议书|通知|公告|简报|提纲|倡议书|承诺书|决定|意见|心得|体会|读后感|观后感)$"
)
"""What names a document of its own: its last word is a kind of document."""
_COLLECTS: Final = lazy(
    "(?:规章制度|汇编|选编|选登|选辑|集锦|合集|例选|文集|作品选|作品集|案例集|材料|专辑|[二两三四五六七八九十0-9]{1,3}[则篇例个])$"
)
"""A title of the whole."""
_ON: Final = 5
"""Of so many pieces one may begin with the number that the one before stopped at: its own first ones are lost."""
_LATE: Final = 2
"""Of so many one may have a series that begins late."""
_NUMBERED_MOST: Final = 30
"""The numbering of a piece begins so many lines behind its title at most, where nothing else tells that it is one."""


def several(lines: Lines, candidates: list[Candidate], setting: Setting, covered: list[int]) -> list[int]:
    """The rows of the titles, in order; that of the first line among them where it is the first piece's. `covered` are those that stand
    behind a signature and its date.
    """
    texts = lines.texts
    if lines.head is not None or any(candidate.kind == "case" and not candidate.refused for candidate in candidates):
        return []
    starts = _Numbering(candidates)
    toc = [row for row, kind in setting.kinds.items() if kind == "toc"]
    if toc:
        named = _named(lines, setting, sorted(toc), candidates)
        if len(named) >= _LISTED_LEAST and starts.divide(texts, named, sure=True):
            return named
    if len(covered) >= _LEAST - 1:
        rows = [_first(lines, setting, covered[0]), *covered]
        if rows[0] >= 0 and _signed_off(texts) and starts.divide(texts, rows):
            return rows
    signs: defaultdict[str, list[int]] = defaultdict(list)
    torn: set[int] = set()
    border = starts.rows[0] if starts.rows else len(texts)
    resumed = starts.first_run()
    most = _TITLE_MOST
    if setting.width:  # a full line is no title
        most = min(most, (setting.width // 2 if setting.wrap.columns else setting.width) - 2)
    for row, text in enumerate(texts):
        if border < row < resumed:  # the first title stands before all numbering, the second behind the first numbering
            if not signs:
                return []
            continue
        if 2 <= len(text) <= most and text[-1] not in _UNFINISHED and row not in starts.marked and setting.free(lines.begin(row)):
            found = _signs(lines, setting, row, starts)
            if found and not _set_off(lines, setting, row):
                torn.add(row)
            for sign in found:
                signs[sign].append(row)
    rows = _series(lines, signs, torn, starts)
    if rows and signs["kind"]:
        more = sorted({*rows, *(row for row in signs["kind"] if row > rows[0] and row not in torn)})
        return more if starts.divide(texts, more) else rows
    return rows


def _series(lines: Lines, signs: dict[str, list[int]], torn: set[int], starts: "_Numbering") -> list[int]:
    """The titles with the sign that most have, where they divide the text; those behind a `torn` line only beside two others."""
    found: list[int] = []
    for sign in _frequent(signs):
        rows = signs[sign] if sign != "kind" else [row for row in signs[sign] if row not in torn]
        if len(rows) >= max(_LEAST, len(found) + 1) and sum(1 for row in rows if row not in torn) >= _LEAST - 1:
            rows = _without_the_whole(lines, rows, starts, by_kind=sign == "kind")
            if len(rows) >= _LEAST and starts.divide(lines.texts, rows):
                found = rows
    return found


def _frequent(signs: dict[str, list[int]]) -> list[str]:
    """The signs that come most often, the first of equals before the others."""
    counts = Counter({sign: len(rows) for sign, rows in signs.items()})
    return [sign for sign, _ in counts.most_common(_TRIED)]


def _named(lines: Lines, setting: Setting, toc: list[int], candidates: list[Candidate]) -> list[int]:
    """The titles that the entries `toc` of a list name, where the list counts nothing."""
    marked = {candidate.row for candidate in candidates if not candidate.glued}
    if sum(1 for row in toc if row in marked) > 1:
        return []
    rows = [row for row in titles_listed(lines, toc) if setting.free(lines.begin(row))]
    return rows if sum(1 for row in rows if row in marked) <= 1 else []


def _first(lines: Lines, setting: Setting, second: int) -> int:
    """The row of the first piece's title where the others are told by what stands before them: the last of the lines at the top that can be
    titles, -1 for none.
    """
    found = -1
    for row in range(min(second, _HEAD)):
        text = lines.texts[row]
        if not text or not setting.free(lines.begin(row)):
            continue
        if not (2 <= len(text) <= _TITLE_MOST) or text[-1] in _UNFINISHED or not _is_title(text):
            break
        found = row
    return found


def _signed_off(texts: list[str]) -> bool:
    """Whether the text ends with a date or a name."""
    last = next((text for text in reversed(texts) if text), "")
    return 0 < len(last) <= _SIGN_MOST and _sign(last) in ("date", "byline")


def _signs(lines: Lines, setting: Setting, row: int, starts: "_Numbering") -> list[str]:
    """What tells that the unmarked line `row` is the title of a piece, as others may have it too."""
    texts = lines.texts
    text = texts[row]
    below = _next(lines, setting, row)
    if below >= 0 and is_subtitle(texts[below]):
        below = _next(lines, setting, below)
    if below < 0:
        return []
    sign = _sign(texts[below]) if len(texts[below]) <= _SIGN_MOST else ""
    kind = _KIND.search(text)
    if not sign and not kind and texts[below][0] not in _GREETING_FIRST:
        return []
    if not _is_title(text) or _again(texts, row):
        return []
    if is_byline(text):  # 一台插秧机带动一个村 reads as a unit's name
        return ["greeting"] if _greets(texts[below]) and row and texts[row - 1][-1:] in _ENDS else []
    found = [sign] if sign and below not in starts.marked and not (sign[:6] == "field:" and _has_colon(text)) else []
    if found and sign in ("date", "byline"):
        below = _next(lines, setting, below)
    if below >= 0 and _greets(texts[below]):
        found.append("greeting")
    if kind and starts.begins(row):
        found.append("kind")
    return found


def _sign(text: str) -> str:
    field = _FIELD.match(text[:_FIELD_MOST])
    if field:
        return "" if field["label"] in _NO_FIELDS else "field:" + field["label"]
    if text[0] in _DAY_FIRST and _DAY.fullmatch(text):
        return "day"
    if is_dateline(text):
        return "date" if len(text) >= _DATE_LEAST or "月" in text else ""
    if text[0] in "（(" and _ADOPTED.fullmatch(text):
        return "date"
    if text[0] in _SQUARES:
        text = text.lstrip(_SQUARES) or text
    if text[-1] in "）)":
        named = _NAME_AND_UNIT.fullmatch(text)
        return "byline" if is_byline(text) or (named and is_byline(named["name"])) else ""
    return "byline" if text[-1] not in _ENDS and (is_byline(text) or is_signed(text)) else ""


def _greets(text: str) -> bool:
    return text[0] in _GREETING_FIRST and _GREETING.match(text) is not None


def _has_colon(text: str) -> bool:
    return "：" in text or ":" in text


def _next(lines: Lines, setting: Setting, row: int) -> int:
    """The next line with text that is no page furniture, the same words again apart; -1 for none."""
    texts = lines.texts
    for below in range(row + 1, min(row + 5, len(texts))):
        if texts[below] and texts[below] != texts[row] and (not setting.kinds or below not in setting.kinds):
            return below
    return -1


def _is_title(text: str) -> bool:
    first = text[0]
    if not (first.isalpha() or first in _QUOTES) or "。" in text or is_signed(text) or is_dateline(text):
        return False
    return sum(1 for c in text if "一" <= c <= "鿿") >= 2


def _again(texts: list[str], row: int) -> bool:
    """Whether the line before says the same."""
    return row > 0 and texts[row] in (texts[row - 1], texts[row - 2] if row > 1 and not texts[row - 1] else "")


def title_row(lines: Lines, setting: Setting, row: int) -> int:
    """The line before the last line `row` of a title that it began in, else `row`: behind the end of a sentence, a line that ends none."""
    texts = lines.texts
    first = row - 1
    if first < _HEAD or not _BROKEN_LEAST <= len(texts[first]) <= _TITLE_MOST - len(texts[row]) or not setting.free(lines.begin(first)):
        return row
    text, before = texts[first], texts[first - 1]
    if text[-1] in _ENDS or text[-1] in _UNFINISHED or _sign(text) or not _is_title(text) or is_byline(text):
        return row
    return first if before == "" or before[-1] in _ENDS or not setting.free(lines.begin(first - 1)) else row


def _set_off(lines: Lines, setting: Setting, row: int) -> bool:
    """Whether no sentence goes on over the line's beginning."""
    texts = lines.texts
    above = row - 1
    while above >= 0 and setting.kinds and above in setting.kinds:
        above -= 1
    if above < 0 or not texts[above]:
        return True
    before = texts[above]
    if before[-1] in _ENDS or (len(before) < _SENTENCE and before[-1] not in _COMMAS):
        return True
    return is_dateline(before) or _FIELD.match(before) is not None


class _Numbering:
    """The markers of a text that count."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self.counted = [one for one in candidates if not one.glued and not one.refused and one.belief >= _MARKED]
        self.rows = [one.row for one in self.counted]
        self.marked = set(self.rows)

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
        return at < len(self.rows) and self.rows[at] - row <= _NUMBERED_MOST and self.counted[at].number == 1

    def holds(self, row: int, end: int) -> bool:
        """Whether there is a marker between two lines."""
        at = bisect_left(self.rows, row + 1)
        return at < len(self.rows) and self.rows[at] < end

    def filled(self, texts: list[str], rows: list[int], at: int) -> bool:
        """Whether a sentence that fills no field, or a first heading, stands between a title and the next."""
        end = rows[at + 1] if at + 1 < len(rows) else len(texts)
        return any("。" in text and not _FIELD.match(text) for text in texts[rows[at] + 1 : end]) or self.holds(rows[at], end)

    def divide(self, texts: list[str], rows: list[int], *, sure: bool = False) -> bool:
        """Whether the titles `rows` divide the text: each has text, none stands behind a numbering but its own, hardly any before one that
        goes on; not `sure`, what is numbered behind the last of several without numbers is of the whole.
        """
        if self.rows and self.rows[0] < rows[0]:
            return False
        last: dict[str, int] = {}
        late = on = held = 0
        borders = [bisect_left(self.rows, row) for row in rows]
        for first, end in zip(borders, [*borders[1:], len(self.rows)], strict=True):
            here: dict[str, int] = {}
            held += first < end
            for one in self.counted[first:end]:
                if one.number > 1 and one.style not in here:
                    late += 1
                    on += last.get(one.style) == one.number - 1
                here[one.style] = one.number
            last |= here
        if held == 1 and borders[-1] < len(self.rows) and not sure:
            return False
        return _ON * on <= len(rows) and _LATE * late <= len(rows) and all(self.filled(texts, rows, at) for at in range(len(rows)))


def _without_the_whole(lines: Lines, rows: list[int], starts: _Numbering, *, by_kind: bool) -> list[int]:
    """The titles without the first where that is the title of the whole: of a collection, or without the numbering that others have."""
    above = all(not text for text in lines.texts[: rows[0]])
    if not above:
        return rows
    if _COLLECTS.search(lines.texts[rows[0]]) or not starts.filled(lines.texts, rows, 0):
        return rows[1:]
    return rows[1:] if by_kind and not starts.holds(rows[0], rows[1]) else rows
