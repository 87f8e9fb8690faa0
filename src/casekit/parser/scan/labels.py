"""Labels that no family knows: a word with a number that counts on at the beginning of lines, 访谈一 … 访谈二, 第一把钥匙：… 第二把钥匙：…;
and those that lost the blank behind them: 案例一让老人少跑一层楼.

Guarantees:
1. A word becomes a label where it stands with 1 and then with 2, and text stands between them: rows of a table and fields do not count,
   nor do words for persons whose numbers go up and down: they speak.
2. An ordinal with any noun, and a word and number in brackets, are labels where they count on from 1.
3. A label without its blank stands on a short line that ends no sentence, and is one of a series that counts from 1.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK, BY_ID
from casekit.parser.front import is_dateline
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start
from casekit.parser.spots import Spots
from casekit.patterns import lazy

_LABEL: Final = BY_ID["label"]
_WORD: Final = lazy(f"(?:\n|\\A)[{BLANK}]*(?P<word>(?![第其图表附注])[\u4e00-\u9fff]{{2,4}}|[A-Z])[{BLANK}]?\\Z")
_WORD_MOST: Final = 12
"""A word and the blanks before it are not longer, in code points."""
_LABELLED: Final = lazy(
    f"(?P<word>[\u4e00-\u9fff]{{2,4}}?)(?:(?:[一二三四五六七八九十]{{1,3}}|[0-9０-９]{{1,2}})(?=[:：{BLANK}]|$)|[{BLANK}][0-9]{{1,2}}(?=[:：]))"
    f"|(?P<letter>[A-Z])[0-9]{{1,2}}(?=[{BLANK}]+[\u4e00-\u9fff])"
)
"""A word, or a letter as codes have it: B1　场地."""
_NO_WORD: Final = lazy("[一二三四五六七八九十第之]|(?:[图表片照像式注]|表格|公式|代码|文献|链接|网址|来源|答|答案|答复|回答|解答)$")
"""Words with a number that stand under a picture or name a source, and numbers longer than one sign."""
_SPEAKER: Final = lazy(
    "[访谈言讲读听作患记学]者|[人学队演店职]员|[学考]生|家长|嘉宾|居民|村民|网友|评委|老师|专家|发言人|顾客|同学|路人|群众|主持人?$|选手|代表|司仪|旁白"
)
"""A word for a person: where such labels count up and down, they tell who speaks."""
_GLUED: Final = lazy(
    "(?P<marker>(?P<word>(?:典型|优秀|教学|创新|工作)?(?:案例|事例|范文|教案)|例|第(?=[一二三四五六七八九十0-9]{1,3}[步招关站篇]))"
    "(?P<number>[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})[步招关站篇]?+)(?=[\u4e00-\u9fff“《,])(?![的是中和与及至要般如外子]|[以之][前后上下])[^。；！]{2,}"
)
_GLUED_FIRST: Final = "案例典优教创工事范"
_GLUED_MOST: Final = 40
"""A title with such a label is not longer, in code points."""
_ORDINAL: Final = lazy(
    f"第(?:[一二三四五六七八九十]{{1,3}}|[0-9０-９]{{1,2}})(?P<word>(?!页)[\u4e00-\u9fff]{{1,6}}?(?<![名人者员位方]))(?=[:：，{BLANK}]|$)"
)
_QI: Final = lazy(f"其[一二三四五六七八九十]{{1,2}}(?=[:：·]|[{BLANK}]+\\S)")
_VERBS: Final = frozenset("问答访议评谈探思说看忆叹辩")
_COUNTED: Final = lazy(f"[一二三四五六七八九](?P<word>[{''.join(sorted(_VERBS))}])(?=[:：]|[{BLANK}]+\\S)")
"""What is asked or told first, second and third: 一问：书去了哪里."""
_COUNTED_FIRST: Final = "一二三四五六七八九"
_BRACKETED: Final = lazy(
    "[【〖「](?:第(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})(?P<word>(?!页)[\u4e00-\u9fff]{1,6}?)"
    "|(?P<name>[\u4e00-\u9fff]{2,5}?)(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}))[】〗」]"
)
_ORDINAL_FIRST: Final = ("第", "【", "〖", "「", "其")
_MAY_BE_LOST: Final = "【〖第"
_LOST_MOST: Final = 2
"""So many labels in brackets or with an ordinal may be lost out of a series that counts on."""
_ORDINAL_MOST: Final = 40
"""A title with such a label is not longer, in code points."""
_UNFINISHED: Final = frozenset("。；，、：,;:")
_TIMES: Final = frozenset("天日年次回周月晚夜")
_SENTENCES: Final = frozenset("？！…”")
"""第四天，他在群里问：明年去哪里？ tells when; 第四天：回程 is a title."""
_GROUPS: Final = frozenset("组队")
_UNITS: Final = frozenset("步招关站篇")
_STEPS: Final = 3
"""So many steps make a series: one may be a word of a sentence."""
_NEAR_MOST: Final = 4
"""No more than one in so many stands nearer than that."""
_LINES_BETWEEN: Final = 2
"""The next label stands so many lines further on at least."""


def labels(lines: Lines, reader: Reader, taken: list[bool], spots: Spots) -> list[Candidate]:
    """The candidates of all such words on lines that are not `taken` by other candidates."""
    buffer = lines.buffer
    words: set[str] = set()
    for at in spots.ones:
        line = buffer.rfind("\n", max(0, at - _WORD_MOST), at)
        word = _WORD.match(buffer, max(0, line), at) if line >= 0 or at < _WORD_MOST else None
        if word and not _NO_WORD.search(word["word"]):
            words.add(word["word"])
    if not words:
        return []
    series: dict[str, list[Candidate]] = {}
    for row in lines.beginning({word[0] for word in words}):
        labelled = None if taken[row] else _LABELLED.match(lines.texts[row])
        name = (labelled["word"] or labelled["letter"]) if labelled else ""
        if labelled is None or name not in words:
            continue
        mark = reader.read(_LABEL, labelled.group())
        start = lines.begin(row)
        candidate = at_line_start(lines, mark, start, start + labelled.end(), row) if mark else None
        if candidate:
            series.setdefault(name, []).append(candidate)
    return [
        candidate
        for word, found in series.items()
        if any(map(_counts_on, _runs(found))) and not (_SPEAKER.search(word) and len(list(_runs(found))) > 1)
        for candidate in found
    ]


def ordinal_labels(lines: Lines, reader: Reader, taken: list[bool]) -> list[Candidate]:
    """The candidates of an ordinal with any noun, 第一把钥匙：听得进, and of a word and number in brackets, 【镜头一】, where each counts
    on from 1 with its fellows.
    """
    texts = lines.texts
    series: dict[str, list[Candidate]] = {}
    rows = [row for first in _ORDINAL_FIRST for row in lines.by_first.get(first, ()) if not taken[row]]
    if any(texts[row][1:2] in _VERBS for row in lines.by_first.get("一", ())):
        rows += [row for row in lines.beginning(_COUNTED_FIRST, _ORDINAL_MOST) if texts[row][1:2] in _VERBS and not taken[row]]
    for row in sorted(rows):
        text = texts[row]
        fits = len(text) <= _ORDINAL_MOST and text[-1] not in _UNFINISHED
        found = _form(text[0]).match(text) if fits else None
        if found is None or (text[found.end() - 1] in _TIMES and text[found.end() : found.end() + 1] == "，" and text[-1] in _SENTENCES):
            continue
        if found.end() == len(text) and text[-1] in _GROUPS and is_dateline("".join(texts[row + 1 : row + 2]) or " "):
            continue  # 第一调研组 / （2023年5月）: who wrote what stands below
        mark = reader.read(_LABEL, found.group())
        start = lines.begin(row)
        candidate = at_line_start(lines, mark, start, start + found.end(), row) if mark else None
        if candidate:
            series.setdefault(("" if text[0] in _COUNTED_FIRST else text[0]) + candidate.style, []).append(candidate)
    return [
        candidate
        for form, found in series.items()
        if any(map(_counts_on, _runs(found))) or (form[0] in _MAY_BE_LOST and _counts_over_lost(found))
        for candidate in found
    ]


def _form(first: str) -> re.Pattern[str]:
    """What a label that begins with a sign looks like."""
    if first in _COUNTED_FIRST:
        return _COUNTED
    return _ORDINAL if first == "第" else _QI if first == "其" else _BRACKETED


def _runs(found: list[Candidate]) -> Iterator[list[Candidate]]:
    """The labels of one word, apart where they begin with 1 again: a table of contents and the text behind it."""
    first = 0
    for place in range(1, len(found) + 1):
        if place == len(found) or found[place].number == 1:
            yield found[first:place]
            first = place


def glued_labels(lines: Lines, reader: Reader, candidates: list[Candidate], taken: list[bool]) -> list[Candidate]:
    """The candidates of labels with their title right behind the number, where each counts on from 1 with its fellows."""
    texts = lines.texts
    rows = lines.beginning(_GLUED_FIRST) + [row for row in lines.by_first.get("第", ()) if texts[row][2:3] in _UNITS]
    series: dict[str, list[Candidate]] = {}
    for row in rows:
        if taken[row]:
            continue
        text = texts[row]
        found = _GLUED.fullmatch(text) if len(text) <= _GLUED_MOST and text[-1] not in _UNFINISHED else None
        if found is None:
            continue
        word = found["word"]
        family = BY_ID[("piece" if "篇" in found["marker"] else "class") if word == "第" else "label" if word == "例" else "case-label"]
        marker = found["marker"]
        if word != "第":  # 案例一一棵槐树: the title may begin with a number
            due = numerals.in_script(len(series.get(word, ())) + 1, found["number"][0])
            marker = f"{word}{due}" if due is not None and marker.startswith(f"{word}{due}") else marker
        mark = reader.read(family, marker)
        start = lines.begin(row)
        candidate = at_line_start(lines, mark, start, start + len(marker), row) if mark else None
        if candidate:
            if family.id == "class":
                candidate.weigh("counts-on", 2.0)
            series.setdefault(candidate.style if word == "第" else word, []).append(candidate)
    kept: list[Candidate] = []
    for glued in series.values():
        fellows = [c for c in candidates if c.style == glued[0].style and not c.glued and not c.refused and c.belief > 1]
        together = sorted([*fellows, *glued], key=_row)
        if _counts_on(together) and (glued[0].family.id != "class" or len(together) >= _STEPS):
            kept += glued
    return kept


def _row(candidate: Candidate) -> int:
    return candidate.row


def _counts_on(found: list[Candidate]) -> bool:
    """Whether the labels of one word count from 1 and, more often than not, have text between them."""
    return [candidate.number for candidate in found[:2]] == [1, 2] and not _crowded(found)


def _crowded(found: list[Candidate]) -> bool:
    """Whether more of the labels than a few stand right behind one another, as the rows of a table do."""
    return _NEAR_MOST * sum(1 for one, other in pairwise(found) if other.row - one.row < _LINES_BETWEEN) >= len(found)


def _counts_over_lost(found: list[Candidate]) -> bool:
    """Whether the numbers of at least three labels rise from 1 or 2, with few that are lost."""
    numbers = [candidate.number for candidate in found]
    rising = all(one < other for one, other in pairwise(numbers)) and not _crowded(found)
    return rising and len(found) >= _STEPS and numbers[0] <= 2 and numbers[-1] <= len(found) + _LOST_MOST
