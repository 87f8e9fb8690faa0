"""Titles without a number that open a text of their own: pieces of a collection with a byline or a date each, what a letter forwards.

Guarantees:
1. A piece is a title line, a line that names its author, unit or date or a label that every piece has, and behind them text or a first
   heading.
2. There are at least two beyond the top of a text, or none; a text whose cases have markers has none.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import Final

from casekit.parser.addressed import ADDRESSEE_MOST, is_letter
from casekit.parser.front import is_byline, is_dateline, is_subtitle
from casekit.parser.lines import Lines, firsts, lasts
from casekit.parser.scan import LONE_FAMILIES, Candidate
from casekit.parser.setting import Setting
from casekit.patterns import lazy
from casekit.plane import table, told

_BYLINE_MOST: Final = 36
_TITLE_MOST: Final = 40
_UNFINISHED: Final = frozenset("。；：，、!！:;,….")
_ENDS: Final = frozenset("。！？；!?”’」』）)…】》")
_SENTENCE: Final = 15
"""A line with so many code points behind its marker that ends no sentence broke off."""
_TEXT_LEAST: Final = 12
"""A line of text is not shorter, in code points."""
_SAID_LEAST: Final = 6
"""Nor a whole sentence."""
_LEAST: Final = 2
"""There are so many pieces beyond the top of the text at least."""
_TOP: Final = 2
"""The title of the whole and its byline stand on so many lines behind the first."""
_CAPTION: Final = lazy("[附]?[图表][\\s0-9一二三四五六七八九十]|来源|资料|注[:：]")
_DATE_FIRST: Final = table((1, "12１２二〇（("))
_BRACKETS: Final = firsts("（(")
_DATE_LEAST: Final = 7
"""A year in brackets under a title may be the year of a table, and is shorter than a date, in code points."""
_SPAN_SIGNS: Final = frozenset("—–-－~～至到起止")
"""A span of time is that of a stage: 准备阶段 / （2024年3月1日—15日）."""
_DATE: Final = 1
_DAYS: Final = 2
_LASTS: Final = table((_DATE, "日）)"), (_DAYS, "0123456789"))
_DATE_LAST: Final = lasts("日）)0123456789")
_DAY: Final = lazy("[12][0-9]{3}(?P<sign>[-./])[0-9]{1,2}(?P=sign)[0-9]{1,2}")
"""A letter may be signed so too: 2011/9/30."""
_DATE_MOST: Final = 24
_SIGNED_NEAR: Final = 6
"""Who signed stands so many lines below the text at most."""
_SIGNATURE_MOST: Final = 30
_NO_SIGNATURE: Final = frozenset("。！？；，：!?;,:")
_ATTACHED: Final = lazy("附件[:：]?|[（(]此件[^（()）]{1,12}[）)]|[-—－ ]*[0-9]{1,3}[-—－ ]*")
"""What may stand between a date and the title of what is forwarded."""
_NUMBERING_NEAR: Final = 9
"""The numbering of what is forwarded begins within so many lines with text."""
_DIGITS: Final = "0123456789"
_LOOK: Final = 40
"""And within so many lines of any sort; so many markers around a title tell whether a series goes on."""
_OF_A_YEAR: Final = lazy("[12][0-9]{3}(?:[-—][12]?[0-9]{1,3})?(?:学年|年)[度一-鿿]")
"""A title may begin so, a date does not: 2026年教师招聘公告."""
_NEWS: Final = lazy(
    "(?:来源|发布(?:日期|时间|单位)|时间|日期|作者)[ \t\u3000]*[:：].{2,30}?"
    "(?:来源|发布|日期|时间|作者|编辑|浏览|点击|阅读|审核)[^:：]{0,4}[:：].{0,40}$"
)
_NEWS_FIRST: Final = firsts("来发时日作")
"""What a site writes under the title of each of its texts: 来源：市气象局　发布日期：2023-04-12."""
_LABEL_SIGN: Final = "【"
_LABEL_FIRST: Final = firsts(_LABEL_SIGN)
_LABEL_MOST: Final = 8
"""A label in brackets is not longer, in code points."""
_COMMENTS: Final = frozenset(
    ("设计意图", "意图", "设计说明", "设计理由", "点评", "评析", "教师点评", "专家点评", "解析", "答案", "提示", "思考", "注")
)
"""What stands under such a label speaks of what is above, which is no title."""
_SIGNS: Final = "◆◇■□●○★☆▲△※▶►❖✦◎"
_SIGNS_FIRST: Final = firsts(_SIGNS)
"""Signs before a title; where they stand before items of a list they are no titles' signs."""
_TICKED: Final = frozenset("√✓☑□■")
"""No title holds what is ticked: □适用 √不适用."""
_SIGNS_MOST: Final = 200
_COMMAS: Final = frozenset("，、,：:")
_BULLETS: Final = frozenset(("- ", "* ", "+ ", "• ", "· "))
_ALONE: Final = frozenset(LONE_FAMILIES) | {"arabic-alone"}
"""A title under one of these is its title."""
_SURE: Final = 3.0
"""A line that begins with a marker believed so much is no mere title."""


def pieces(lines: Lines, candidates: list[Candidate], setting: Setting) -> list[int]:
    """The rows of the titles that open pieces, in order."""
    if any(candidate.kind == "case" and not candidate.refused for candidate in candidates):
        return []
    texts = lines.texts
    signed = [row for row, text in enumerate(texts) if 1 < len(text) <= _BYLINE_MOST and text[-1] not in _ENDS and is_byline(text)]
    signed += [row for row in lines.beginning(_NEWS_FIRST) if _NEWS.match(texts[row])]
    labelled = _labelled(lines) + _dated(lines)
    if len(signed) + len(labelled) < _LEAST:
        return []
    marked = _marked(candidates)
    first = next(row for row, text in enumerate(texts) if text)
    found: list[int] = []
    for row in sorted({*signed, *labelled}):
        title = _above(texts, row)
        if title >= 0 and is_subtitle(texts[title]):
            title = _above(texts, title)
        if title < 0 or row in marked or not setting.free(lines.begin(row)) or not setting.free(lines.begin(title)):
            continue
        if texts[title][0] == _LABEL_SIGN or (title - 1 in marked and marked[title - 1].family.id in _ALONE):
            continue
        unmarked = title not in marked or marked[title].belief < _SURE
        filled = texts[row][0] == _LABEL_SIGN or _text_behind(texts, row, marked)
        if unmarked and filled and _is_title(texts[title]) and _set_off(texts, title, first, marked):
            found.append(title)
    return [row for row in found if row != first] if sum(1 for row in found if row > first + _TOP) >= _LEAST else []


def held(lines: Lines, candidates: list[Candidate], titles: list[int]) -> dict[int, str]:
    """The style of the series whose sections hold the pieces at the rows `titles`, by row: it goes on behind one of them, 一、盗窃类 with
    two cases and 二、诈骗类; the others stand behind one of its numbers. A series that runs on through the pieces holds none.
    """
    found: dict[int, str] = {}
    sure = [one for one in _marked(candidates).values() if one.belief >= _SURE] if titles else []
    for row in titles if sure else ():
        style = _goes_on(lines.texts, sure, bisect_left(sure, row, key=_row))
        if style:
            found[row] = style
    for style in sorted(set(found.values())):
        rows = [one.row for one in sure if one.style == style]
        between = [bisect_left(rows, row) for row in titles]
        if any(behind - before > 1 for before, behind in pairwise(between)):
            found = {row: other for row, other in found.items() if other != style}
        else:
            found = {row: style for row in titles if row > rows[0]} | found
    return found


def _goes_on(texts: list[str], sure: list[Candidate], first: int) -> str:
    """The style of the series that the marker `first` or one behind it goes on with, behind a sentence; "" for none."""
    behind: dict[str, Candidate] = {}
    for one in sure[first : first + _LOOK]:
        behind.setdefault(one.style, one)
    seen: set[str] = set()
    for one in reversed(sure[max(first - _LOOK, 0) : first]):
        if one.style not in seen and one.style in behind:
            after = behind[one.style]
            if after.number == one.number + 1 and texts[max(_above(texts, after.row), 0)][-1:] in _ENDS:
                return one.style
        seen.add(one.style)
    return ""


def _labelled(lines: Lines) -> list[int]:
    """The lines that begin with a label in brackets that comes again: 【基本案情】 under the title of every case."""
    rows: dict[str, list[int]] = {}
    for row in lines.beginning(_LABEL_FIRST):
        label = lines.texts[row][: _LABEL_MOST + 2].partition("】")
        if label[1] and row and label[0][1:] not in _COMMENTS and not lines.texts[row - 1].startswith(_LABEL_SIGN):
            rows.setdefault(label[0], []).append(row)
    return [row for found in rows.values() if len(found) >= _LEAST for row in found]


def _dated(lines: Lines) -> list[int]:
    """The lines that are a date in brackets: under the title of every piece of collected works."""
    texts = lines.texts
    short = [row for row in lines.beginning(_BRACKETS, _DATE_MOST) if len(texts[row]) >= _DATE_LEAST]
    dated = [row for row in short if row and texts[row][-1] in "）)" and "年" in texts[row] and _SPAN_SIGNS.isdisjoint(texts[row])]
    return [row for row in dated if is_dateline(texts[row])]


def signed(lines: Lines, candidates: list[Candidate], setting: Setting) -> dict[int, str]:
    """The rows of the titles behind a sign that open pieces, ◆一双手套, and the sign: all lines that begin with it are such titles, text
    stands under each, and two of them at least have a byline or a numbering of their own.
    """
    found: dict[int, str] = {}
    for sign in _SIGNS if lines.beginning(_SIGNS_FIRST) else "":
        if sign in lines.by_first and _LEAST <= len(lines.by_first[sign]) <= _SIGNS_MOST:
            rows = lines.by_first[sign]
            marked = _marked(candidates)
            if all(_opens(lines, row, marked, setting) for row in rows):
                ends = [*rows[1:], len(lines.texts)]
                if sum(1 for row, end in zip(rows, ends, strict=True) if _its_own(lines.texts, row, end, marked)) >= _LEAST:
                    found |= dict.fromkeys(rows, sign)
    return found


def _opens(lines: Lines, row: int, marked: dict[int, Candidate], setting: Setting) -> bool:
    """Whether the line behind its sign is a title with text or a first heading under it."""
    text = lines.texts[row][1:].lstrip()
    below = row + 1
    while below < len(lines.texts) and not lines.texts[below]:
        below += 1
    if row in marked or below >= len(lines.texts) or not text or not _is_title(text) or not setting.free(lines.begin(row)):
        return False
    if not _TICKED.isdisjoint(text):
        return False
    above = _above(lines.texts, row)
    return lines.texts[below][0] not in _SIGNS and (above < 0 or lines.texts[above][-1] not in _COMMAS)


def _its_own(texts: list[str], row: int, end: int, marked: dict[int, Candidate]) -> bool:
    """Whether a byline stands under the title `row`, or a numbering begins anew before `end`."""
    if row + 1 < end and texts[row + 1] and is_byline(texts[row + 1]):
        return True
    return any(below in marked and marked[below].number == 1 for below in range(row + 1, end))


def _row(candidate: Candidate) -> int:
    return candidate.row


def _marked(candidates: list[Candidate]) -> dict[int, Candidate]:
    """The marker at the beginning of each line."""
    return {candidate.row: candidate for candidate in candidates if not candidate.glued and not candidate.refused}


def forwarded(lines: Lines, candidates: list[Candidate], setting: Setting) -> list[int]:
    """The rows of the titles that stand behind a signature and its date and before a numbering that begins: a cover letter ends and
    what it forwards begins.
    """
    texts = lines.texts
    found: list[int] = []
    for row in lines.ending(_DATE_LAST, _DATE_MOST):
        if not told(_DATE_FIRST, texts[row], 0):
            continue
        sure = told(_LASTS, texts[row], len(texts[row]) - 1) == _DAYS
        if not (_DAY.fullmatch(texts[row]) if sure else is_dateline(texts[row])):
            continue
        signature, title = _above(texts, row), row + 1
        while title < len(texts) and (not texts[title] or _ATTACHED.fullmatch(texts[title])):
            title += 1
        if signature < 0 or title >= len(texts) or not _NO_SIGNATURE.isdisjoint(texts[signature]):
            continue
        if not _is_title(texts[title]) and not (_OF_A_YEAR.match(texts[title]) and _is_title(texts[title].lstrip(_DIGITS))):
            continue
        behind = _behind(texts, title)
        marked = _marked(candidates[bisect_left(candidates, signature - 2, key=_row) : bisect_left(candidates, behind, key=_row)])
        if title in marked or not _is_signature(texts, signature, marked, sure=sure) or not setting.free(lines.begin(title)):
            continue
        if _opens_a_document(texts, title):
            found.append(title)
            continue
        for below in range(title + 1, behind):
            if below in marked:
                if marked[below].number == 1 and marked[below].kind != "case":
                    found.append(title)
                break
    return found


def _behind(texts: list[str], title: int) -> int:
    """The line behind those near a title, blank ones not counted."""
    row, near = title + 1, 0
    while row < min(title + _LOOK, len(texts)) and near < _NUMBERING_NEAR - 1:
        near += texts[row] != ""
        row += 1
    return row


def _opens_a_document(texts: list[str], title: int) -> bool:
    """Whether a title ends with what official letters are, and whom it is for or a sentence stands under it."""
    if not is_letter(texts[title]):
        return False
    below = next((text for text in texts[title + 1 : title + 1 + _TOP] if text), "")
    return below[-1:] == "。" or (below[-1:] in ("：", ":") and len(below) <= ADDRESSEE_MOST)


def _is_signature(texts: list[str], row: int, marked: dict[int, Candidate], *, sure: bool) -> bool:
    """Whether a line behind the end of a sentence can be who signed; `sure`: not behind a short line, as the cells of a table are."""
    above = next((above for above in range(row - 1, max(row - 1 - _SIGNED_NEAR, -1), -1) if texts[above]), -1)
    text = texts[row]
    if row in marked or len(text) > _SIGNATURE_MOST:
        return False
    if above < 0 or texts[above][-1] in _ENDS:
        return above >= 0
    short = not sure and len(texts[above]) <= _SIGNATURE_MOST
    return short and (above not in marked or (above < row - 1 and is_byline(text)))  # behind the last item of a list, set off from it


def _above(texts: list[str], row: int) -> int:
    """The nearest line above that is not blank, at most one blank line away; -1 for none."""
    for above in (row - 1, row - 2):
        if above >= 0 and texts[above]:
            return above
    return -1


def _is_title(text: str) -> bool:
    return (
        2 <= len(text) <= _TITLE_MOST
        and text[-1] not in _UNFINISHED
        and "。" not in text
        and not text[0].isdigit()
        and text[:2] not in _BULLETS
        and not _CAPTION.match(text)
        and sum(1 for c in text if "\u4e00" <= c <= "\u9fff") >= 2
        and not is_byline(text)
        and not is_dateline(text)
    )


def _set_off(texts: list[str], row: int, first: int, marked: dict[int, Candidate]) -> bool:
    """Whether no sentence goes on over the line's beginning."""
    before = texts[row - 1] if row else ""
    if not before or row - 1 == first or before[-1] in _ENDS or is_dateline(before):
        return True
    return len(before) < _SENTENCE or row - 1 in marked


def _text_behind(texts: list[str], row: int, marked: dict[int, Candidate]) -> bool:
    """Whether a line of text or a first heading follows, behind at most one date."""
    seen = 0
    for behind in range(row + 1, min(row + 6, len(texts))):
        text = texts[behind]
        if not text:
            continue
        if behind in marked:
            return marked[behind].number == 1
        if seen == 0 and (is_dateline(text) or (text[0] in "（(" and text[-1] in "）)")):  # （本文获二等奖）
            seen = 1
            continue
        if text[-1] in "：:" and len(text) < _TEXT_LEAST:  # 同志们：
            continue
        if text[-1] == "。" and len(text) >= _SAID_LEAST:
            return True
        return len(text) >= _TEXT_LEAST and (text[-1] in _ENDS or any(c in text for c in "。，,"))
    return False
