"""What stands behind a marker and makes it a part of a sentence, or an answer to choose.

Guarantees:
1. Each candidate is looked at with what stands on its line; none is added.
"""

from collections import Counter
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK, characters
from casekit.ladder.atoms import IN_DECIMALS, MEASURES
from casekit.parser.lines import Lines
from casekit.parser.scan.articles import doubt_articles, doubt_few
from casekit.parser.scan.candidate import Candidate
from casekit.parser.scan.counted import believe_between, believe_in_row, believe_named, continued, may_be_title
from casekit.parser.scan.options import refuse_options
from casekit.parser.scan.spoken_of import names_two
from casekit.patterns import lazy
from casekit.plane import table, told

_COUNTING: Final = frozenset(("han-comma", "arabic-comma", "ordinal-comma"))
_NUMERALS: Final = frozenset("一二三四五六七八九十0123456789０１２３４５６７８９")
_NUMERAL: Final = 1
_ANSWER: Final = 2
_REFERRED: Final = 4
_FORMULA: Final = 8
_FORMAL: Final = 16
_JOINS: Final = 32
_ROUTE: Final = 64
_BEHIND: Final = table(
    (_NUMERAL, "一二三四五六七八九十0123456789０１２３４５６７８９两"),
    (_ANSWER, "ABCDEFGHＡＢＣＤ√×✓✗"),
    (_REFERRED, "，,。；;、)）的"),
    (_FORMULA, "\\"),
    (_FORMAL, "壹贰貳叁參肆伍陆陸柒捌玖拾"),
    (_JOINS, "".join(characters(BLANK)) + "和与與及或至到"),
    (_ROUTE, "号號路"),
)
"""What may stand right behind a marker. Behind a bracketed number some go on with a sentence that speaks of it: （2），得到."""
_NUMERALS_ALONE: Final = lazy("(?:[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億]、?)+[。；;…]*")
"""零、壹、贰、叁 … 拾 are numerals that are told, and no heading."""
_SQUARE: Final = frozenset("[［〔")
_CITED: Final = {
    sign: lazy(
        f"\\{sign}(?<=[\u4e00-\u9fff”》]\\{sign})[0-9]{{1,3}}(?:[,，\\-–—~][0-9]{{1,3}})*[\\]］](?=[。，；、：,;:\u4e00-\u9fff\n]|[ \t]+\n)"
    )
    for sign in "[［"
}
"""A source named inside a sentence; a literal first, so that the text between is passed over at the speed of memory."""
_REFERENCE: Final = 3.0
_ARTICLE: Final = "article"
_SPACED_MEASURE: Final = lazy(f"[{BLANK}]*[0-9]{{1,2}}(?:[{BLANK}]+[{MEASURES}]|[{BLANK}]*{IN_DECIMALS})")
_MEASURED_APART: Final = 2.6
"""3 . 5 斤 in a text whose signs stand apart, where another 3 . follows."""
_MEASURE: Final = lazy(
    f"[{BLANK}]+(?:公[里斤顷]|[厘毫]米|平方(?:米|公里)|立方米|[十百千]?[万亿](?:[元吨亩人户]|平方|立方)|个百分点|{IN_DECIMALS}(?=[的，。]|以[上下内外]|左右))"
)
"""What is measured, a blank behind a decimal; titles begin with 时长 or 度量 too."""
_SECOND: Final = 2
_WORDS: Final = lazy("[\u4e00-\u9fff]")
_SPAN: Final = lazy("[0-9０-９]{1,3}(?:小[时時]|天|日|周|[个個]月|分[钟鐘])[之以]?[内內]")
_WITHIN: Final = 0.8
"""1.48小时内 may be a span of time too."""
_TITLE_MOST: Final = 14
"""A short clause with a full stop behind a bare number and a blank is a title with its text (code points)."""
_TITLE: Final = 0.6
_INTRODUCTION: Final = lazy(f"[{BLANK}]*(?:引|前|序|导)[{BLANK}]*(?:言|论)[{BLANK}]*|[{BLANK}]*(?:绪论|概述|背景|引子)[{BLANK}]*")
_PAPERS: Final = lazy(f"(?:引言|前言|绪论|总结|结论|结语|结束语|讨论|结果与讨论|材料与方法|参考文献|总结与展望|结论与展望)[{BLANK}]*")
_PAPERS_WORTH: Final = 2.0
"""5总结: what the parts of papers are called."""
_ZERO: Final = 2.6
"""Journals count their introductions 0."""
_COLONS: Final = frozenset("：:")
_TO_FILL_IN: Final = lazy(f"[:：]?[{BLANK}]*[_＿]{{4,}}[_＿{BLANK}。]*")
_OF_A_FORMULA: Final = lazy("中[^国间小学心央文]|式|[表说证]明|表示|给出|成立")
"""How a sentence goes on about the formula above: （2）中d为负，…"""
_LINE_NUMBER: Final = lazy("号线|號線|路(?:公交|公車|车|車)")
_AND_ANOTHER: Final = lazy(f"[{BLANK}]?(?:和|与|與|及|或|至|到)[{BLANK}]?[(（][0-9一二三四五六七八九十]{{1,2}}[)）]")
_SOLUTION: Final = lazy("(?:解|解答|分析|证明|證明|思路)[：:（(]|解法[一二三四1-9]|【(?:解|解答|分析|解析)】")
_EXAMPLE: Final = 3.0
"""示例1： introduces what illustrates a clause and divides nothing."""
_OPTION: Final = frozenset(("latin-dot", "latin-half-parens", "latin-parens", "roman", "annex-decimal"))
_TOUCHED: Final = frozenset(("piece", "chapter", "section", "part", "division", "unit", "lesson"))
"""A title may touch these, and so may a sentence that speaks of one."""
_BELOW: Final = lazy(f"第[{BLANK}]*[一二三四五六七八九十百0-9]{{1,4}}[{BLANK}]*[条條节節]")
"""What may stand behind such a title on its line: 第一章总则第一条…"""
_ABOUT: Final = lazy("(?:总|综合)?(?:复习|练习|测试|检测|测验|小结|总结|整理|回顾|习题|思考题)")
"""What closes a part and is named after it: 第一单元复习."""
_ALONE: Final = 0.2
"""So little is a sentence believed that begins with a chapter: it divides nothing alone, but a series of such may."""
_VERSION: Final = lazy("[0-9]{1,3}\\.[0-9]{1,3}\\.0(?![0-9.])")
_VERSION_PARTS: Final = 3
# What is looked for behind a family's markers; behind those of others, nothing.
_COUNTED: Final = 1
_DOTTED: Final = 2
_BRACKETED: Final = 3
_GLYPHED: Final = 4
_NUMBERED: Final = 5
_TITLED: Final = 6
_SPACED: Final = 7
_LABELLED: Final = 8
_CHOSEN: Final = 9
_RULED: Final = 10
_PARTED: Final = 11
_FIRST: Final = 12
_TOUCHING: Final = 13
_LOOKED_AT: Final = {
    **dict.fromkeys(_COUNTING, _COUNTED),
    **dict.fromkeys(_OPTION, _CHOSEN),
    **dict.fromkeys(_TOUCHED, _TITLED),
    "arabic-dot": _DOTTED,
    "han-parens": _BRACKETED,
    "circled": _GLYPHED,
    "parens-char": _GLYPHED,
    "arabic-parens": _NUMBERED,
    "arabic-blank": _SPACED,
    "label": _LABELLED,
    "article": _RULED,
    "decimal": _PARTED,
    "unit-first": _FIRST,
    "arabic-bare": _TOUCHING,
}
_SINGLES: Final = lazy("[\u4e00-\u9fff]、[\u4e00-\u9fff](?:、|[两兩三四五六七八九十]|[这這都和])")
"""Characters spoken of: 十、士、土这三个字; a title may list some too where its number is due: 一、听、说、读、写."""
_LETTERS: Final = 3.0
_LISTS: Final = frozenset("、，,")
_ENDED: Final = frozenset("。！？；!?;”）)")
"""A circled number behind one of these begins a sentence; behind a word it is one of several on its line."""
_ANSWERS: Final = lazy(f"(?:[0-9]{{1,3}}[.．、][{BLANK}]*[A-HＡＢＣＤ√×✓✗]{{1,5}}(?:[{BLANK}，,；;]+|\\Z)){{2,}}\\Z")
"""A key to questions: 1.B　2.C　3.A."""


def _is_key(buffer: str, candidate: Candidate, sign: int) -> bool:
    """Whether a line is a key to questions, 1. B　2. A, given what the sign behind its marker tells."""
    if sign & _JOINS and told(_BEHIND, buffer, candidate.end + 1) & _ANSWER:
        sign = _ANSWER
    return bool(sign & _ANSWER) and _ANSWERS.match(buffer, candidate.start, candidate.line_end) is not None


def look_behind(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse or doubt markers that go on with a number, with a comma, or that offer a choice."""
    buffer = lines.buffer
    options: list[Candidate] = []
    parts: list[Candidate] = []
    counted: list[Candidate] = []
    listed: list[Candidate] = []
    articles: list[Candidate] = []
    alone: list[Candidate] = []
    deep: list[Candidate] = []
    touched: dict[str, int] = {}
    for candidate in candidates:
        family = candidate.family.id
        looked_at = _LOOKED_AT.get(family, 0)
        if not looked_at:
            continue
        if looked_at == _COUNTED:
            sign = told(_BEHIND, buffer, candidate.end)
            if sign & _NUMERAL:
                continued(buffer, candidate)
                if candidate.refused:
                    listed.append(candidate)
                    if may_be_title(lines, candidate):
                        counted.append(candidate)
            elif _is_key(buffer, candidate, sign):
                candidate.refused = "answer-key"
            elif family == "han-comma" and buffer[candidate.end + 1 : candidate.end + 2] == "、" and _SINGLES.match(buffer, candidate.end):
                candidate.weigh("list-of-numbers", -_LETTERS)
            elif sign & _FORMAL and _NUMERALS_ALONE.fullmatch(buffer, candidate.end, candidate.line_end):
                candidate.refused = "list-of-numbers"
        elif looked_at == _DOTTED:
            sign = told(_BEHIND, buffer, candidate.end)
            if _is_key(buffer, candidate, sign):
                candidate.refused = "answer-key"
            elif sign & _NUMERAL and _SPAN.match(buffer, candidate.end):
                candidate.weigh("in-a-sentence", -_WITHIN)
            elif candidate.marker[-2:-1].isspace() and _SPACED_MEASURE.match(buffer, candidate.end):
                candidate.weigh("in-a-sentence", -_MEASURED_APART)
        elif looked_at <= _NUMBERED:
            if _listed(buffer, candidate, looked_at == _GLYPHED):
                candidate.refused = "list-of-numbers"
            elif looked_at == _NUMBERED:
                sign = told(_BEHIND, buffer, candidate.end)
                if sign & _FORMULA or _numbers_formula(lines, candidate):
                    candidate.refused = "in-a-formula"
                elif sign & _REFERRED:
                    candidate.weigh("in-a-sentence", -_REFERENCE)
        elif looked_at == _TITLED:
            rest = buffer[candidate.end : candidate.line_end]
            sentence = "\u4e00" <= rest[:1] <= "\u9fff" and rest.find("。") == len(rest) - 1 and ("，" in rest or "," in rest)
            if sentence and not _BELOW.search(rest):
                candidate.weigh("in-a-sentence", _ALONE - candidate.belief)
            elif _speaks_of(rest.rstrip(), candidate.marker):
                candidate.refused = "in-a-sentence"
            elif touched.get(family) == candidate.number and _ABOUT.match(rest):
                candidate.refused = "names-a-part-again"
            elif candidate.number > 1 and "\u4e00" <= rest[:1] <= "\u9fff" and "，" in rest:
                alone.append(candidate)
            touched[family] = candidate.number
        elif looked_at == _TOUCHING:
            if _PAPERS.fullmatch(buffer, candidate.end, candidate.line_end):
                candidate.weigh("title-of-its-own", _PAPERS_WORTH)
        elif looked_at == _SPACED:
            stop = buffer.find("。", candidate.end, candidate.end + _TITLE_MOST)
            if not candidate.number:
                if _INTRODUCTION.fullmatch(buffer, candidate.end, candidate.line_end):
                    candidate.weigh("title-of-its-own", _ZERO)
            elif 0 < stop < candidate.line_end - 1 and "，" not in buffer[candidate.end : stop]:
                candidate.weigh("title-of-its-own", _TITLE)
        elif looked_at == _LABELLED:
            if _TO_FILL_IN.fullmatch(buffer, candidate.end, candidate.line_end):
                candidate.refused = "to-fill-in"
            if candidate.marker[0] == "例" and _solved(lines.texts, candidate.row):
                candidate.weigh("example-label", -_EXAMPLE)
            if buffer.startswith("示例", candidate.start) and buffer[candidate.end : candidate.end + 1] in _COLONS:
                candidate.weigh("example-label", -_EXAMPLE)
            if candidate.sub is not None:
                parts.append(candidate)
        elif looked_at == _CHOSEN:
            options.append(candidate)
        elif looked_at == _RULED:
            articles.append(candidate)
        elif looked_at == _FIRST:  # 段一 到，先不动手，绕着屋子走三圈。
            rest = buffer[candidate.end : candidate.line_end].rstrip()
            if "，" in rest and rest.find("。") == len(rest) - 1:
                candidate.weigh("in-a-sentence", _ALONE - candidate.belief)
        elif len(candidate.path) == _SECOND and _MEASURE.match(buffer, candidate.end):
            candidate.weigh("in-a-sentence", -_MEASURED_APART)
        elif len(candidate.path) == _VERSION_PARTS and _beside_a_version(lines.texts, candidate.row):
            candidate.refused = "version"
        elif len(candidate.path) > _VERSION_PARTS:
            deep.append(candidate)
    doubt_articles(buffer, articles)
    if alone:
        _doubt_alone(candidates, alone)
    if deep:
        _refuse_addresses(deep, candidates)
    if options:
        refuse_options(lines, options)
    if listed:
        believe_named(listed, candidates, buffer)
        believe_in_row(listed, candidates)
        counted = [candidate for candidate in counted if candidate.refused]
    if counted:
        believe_between(counted, candidates, lines)
    if parts:
        _below(parts, {candidate.style for candidate in candidates if candidate.family.id == "label" and candidate.sub is None})


def look_inside(buffer: str, candidates: list[Candidate], beginning: list[Candidate]) -> None:
    """Refuse numbers in square brackets inside a line: they name a source, and so does one right before a word at a line's beginning."""
    cited = False
    articles: list[Candidate] = []
    for candidate in candidates:
        if candidate.family.id == _ARTICLE:
            articles.append(candidate)
        elif candidate.family.id in _COUNTING:
            if buffer[candidate.end : candidate.end + 1] in _NUMERALS:
                continued(buffer, candidate)
        elif candidate.family.id == "label":
            if names_two(buffer, candidate):
                candidate.refused = "list-in-a-sentence"
        elif candidate.family.id == "arabic-parens":
            if buffer[candidate.start] in _SQUARE:
                candidate.refused = "names-a-source"
                cited = True
            elif _behind_formula(buffer, candidate, candidate.line_start, candidate.start):
                candidate.refused = "in-a-formula"
    if len(articles) == 1 and not any(candidate.family.id == _ARTICLE for candidate in beginning):
        doubt_few(buffer, articles)
    if candidates:
        from casekit.parser.scan.told import refuse_stated, refuse_told

        refuse_told(buffer, candidates, beginning)
        refuse_stated(buffer, candidates, beginning)
    listed = [c for c in beginning if c.family.id == "arabic-parens" and buffer[c.start] in _SQUARE]
    if listed and (cited or any(sign in buffer and cites.search(buffer) for sign, cites in _CITED.items())):
        for candidate in listed:
            if not buffer[candidate.end : candidate.end + 1].isspace():
                candidate.refused = "names-a-source"


def _numbers_formula(lines: Lines, candidate: Candidate) -> bool:
    """Whether a number at the beginning of its line stands there alone, under the formula that it numbers, or speaks of the one above."""
    above = candidate.row - 1
    if above >= 0 and "=" in lines.texts[above] and lines.texts[above].endswith(candidate.marker):
        return _OF_A_FORMULA.match(lines.buffer, candidate.end) is not None
    return above >= 0 and _behind_formula(lines.buffer, candidate, lines.starts[above], lines.end(above))


def _solved(texts: list[str], row: int) -> bool:
    """Whether the solution of an exercise stands under a line: 例1　… / 解：…"""
    below = row + 1 if row + 1 < len(texts) and texts[row + 1] else row + 2
    return below < len(texts) and _SOLUTION.match(texts[below]) is not None


def _behind_formula(buffer: str, candidate: Candidate, start: int, end: int) -> bool:
    """Whether nothing stands behind a number on its line, and `[start, end)` before it is the formula that it numbers."""
    behind = candidate.end
    while behind < candidate.line_end and buffer[behind].isspace():
        behind += 1
    if behind < candidate.line_end:
        return False
    equals = buffer.find("=", start, end)
    return equals > start and not _WORDS.search(buffer, start, equals)


def _doubt_alone(candidates: list[Candidate], touching: list[Candidate]) -> None:
    """The same of a chapter that touches a clause and has no neighbour: 第三章预案里写的“先近后远”，是按人的 …"""
    numbers = {(candidate.style, candidate.number) for candidate in candidates if candidate.family.id in _TOUCHED}
    for candidate in touching:
        if (candidate.style, candidate.number - 1) not in numbers and (candidate.style, candidate.number + 1) not in numbers:
            candidate.weigh("in-a-sentence", _ALONE - candidate.belief)


def _below(parts: list[Candidate], whole: set[str]) -> None:
    """Set 任务1.1 a level below 任务1 where the text has both."""
    for candidate in parts:
        part = candidate.sub
        if part is not None and candidate.style in whole:
            candidate.number, candidate.sub, candidate.path = part, None, (part,)
            candidate.style += ".1"
            candidate.series = candidate.style


def _beside_a_version(texts: list[str], row: int) -> bool:
    """Whether an adjacent line begins with 2.3.0, which numbers no heading."""
    return any(_VERSION.match(text) for text in texts[max(row - 1, 0) : row + 2])


def _refuse_addresses(deep: list[Candidate], candidates: list[Candidate]) -> None:
    """Refuse decimals of four parts whose first two or three begin no other number of the text: 10.1.1.1."""
    shorter = {candidate.path for candidate in candidates if len(candidate.path) in (_VERSION_PARTS - 1, _VERSION_PARTS)}
    beside = Counter(candidate.path[:_VERSION_PARTS] for candidate in deep)
    for candidate in deep:
        head = candidate.path[:_VERSION_PARTS]
        if head not in shorter and head[:-1] not in shorter and beside[head] == 1:
            candidate.refused = "address"


def _speaks_of(rest: str, marker: str) -> bool:
    """Whether what touches the `marker` of a chapter tells of it and goes on: 第2章梳理文献； or 第3章介绍方法；第4章报告结果。"""
    if not "\u4e00" <= rest[:1] <= "\u9fff":
        return False
    at = rest.find("第")
    again = at >= 0 and rest.find(marker[-1], at, at + len(marker) + 2) > 0
    if rest[-1] in "；;" or (rest[-1] in "，," and again):
        return True
    return again and "；第" in rest and rest.find("。") == len(rest) - 1


def _listed(buffer: str, candidate: Candidate, glyph: bool) -> bool:
    """Whether the next number follows on the line as one more of what is told: （1）计划、（2）设计, ①守信　②守时."""
    first = buffer[candidate.start]
    if glyph:
        if buffer[candidate.end : candidate.end + 1] in numerals.GLYPHS:  # ①③选对的
            return True
        route = told(_BEHIND, buffer, candidate.end) & _ROUTE and _LINE_NUMBER.match(buffer, candidate.end)
        if route and buffer[candidate.line_end - 1] == "。":  # ②路公交停在街尾。
            return True
        following = chr(ord(first) + 1)
        if numerals.GLYPHS.get(following) != candidate.number + 1:  # behind ⑳ stands ⑴
            return False
        at = buffer.find(following, candidate.end, candidate.line_end)
        named = buffer[at + 1 : at + 2] in ("号", "號") and buffer[candidate.end : candidate.end + 1] not in _LISTS
        return at > candidate.end and not named and buffer[at - 1] not in _ENDED and buffer[at - 1] not in numerals.GLYPHS
    if told(_BEHIND, buffer, candidate.end) & _JOINS and _AND_ANOTHER.match(buffer, candidate.end):  # （1）和（2）号柜
        return True
    at = buffer.find(first, candidate.end, candidate.line_end)
    if at <= candidate.end or buffer[at - 1] not in _LISTS:
        return False
    sign = buffer[candidate.start + 1]
    if sign not in _NUMERALS:
        return False
    spelled = numerals.in_script(candidate.number + 1, sign)
    return spelled is not None and buffer.startswith(f"{first}{spelled}{candidate.marker[-1]}", at)
