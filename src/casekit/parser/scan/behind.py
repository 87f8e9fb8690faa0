"""What stands behind a marker and makes it a part of a sentence, or an answer to choose.

Guarantees:
1. Each candidate is looked at with what stands on its line; none is added.
"""

from collections import Counter
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.ladder.atoms import MEASURES
from casekit.parser.lines import Lines
from casekit.parser.plane import table, told
from casekit.parser.scan.candidate import Candidate
from casekit.parser.scan.counted import believe_between, continued, may_be_title
from casekit.patterns import lazy

_COUNTING: Final = frozenset(("han-comma", "arabic-comma", "ordinal-comma"))
_NUMERALS: Final = frozenset("一二三四五六七八九十0123456789０１２３４５６７８９")
_NUMERAL: Final = 1
_ANSWER: Final = 2
_REFERRED: Final = 4
_FORMULA: Final = 8
_BEHIND: Final = table(
    (_NUMERAL, "一二三四五六七八九十0123456789０１２３４５６７８９"),
    (_ANSWER, "ABCDEFGHＡＢＣＤ√×✓✗"),
    (_REFERRED, "，,。；;、)）的"),
    (_FORMULA, "\\"),
)
"""What may stand right behind a marker. Behind a bracketed number some go on with a sentence that speaks of it: （2），得到."""
_SQUARE: Final = frozenset("[［〔")
_CITED: Final = {
    sign: lazy(f"\\{sign}(?<=[\u4e00-\u9fff”》]\\{sign})[0-9]{{1,3}}(?:[,，\\-–—~][0-9]{{1,3}})*[\\]］](?=[。，；、：\u4e00-\u9fff\n])")
    for sign in "[［"
}
"""A source named inside a sentence; a literal first, so that the text between is passed over at the speed of memory."""
_REFERENCE: Final = 3.0
_ARTICLES_LEAST: Final = 4
_FEW: Final = 3
"""One article in so many at most touches what follows by mistake."""
_ARTICLE: Final = "article"
_ALIKE: Final = 3
"""Articles whose numbers lie no further apart belong together, some lost between."""
_SPACED_MEASURE: Final = lazy(f"[{BLANK}]*[0-9]{{1,2}}[{BLANK}]+[{MEASURES}]")
_MEASURED_APART: Final = 2.6
"""3 . 5 斤 in a text whose signs stand apart, where another 3 . follows."""
_TOUCHED_COST: Final = 3.0
_PLAIN_NUMERALS: Final = frozenset("一二三四五六七八九十123456789")
_NAMED_COST: Final = 4.8
"""The same of one whose line names another: 第一条渠是人挖的，第二条渠是机器挖的."""
_ANOTHER: Final = lazy("(?<![反按依据照合同约本述])第[一二三四五六七八九十]{1,3}条(?![规所约款的项、和与])")
"""Another article that is no rule referred to."""
_WORDS: Final = lazy("[\u4e00-\u9fff]")
_SPAN: Final = lazy("[0-9０-９]{1,3}(?:小[时時]|天|日|周|[个個]月|分[钟鐘])[之以]?[内內]")
_WITHIN: Final = 0.8
"""1.48小时内 may be a span of time too."""
_TITLE_MOST: Final = 14
"""A short clause with a full stop behind a bare number and a blank is a title with its text (code points)."""
_TITLE: Final = 0.6
_INTRODUCTION: Final = lazy(f"[{BLANK}]*(?:引|前|序|导)[{BLANK}]*(?:言|论)[{BLANK}]*|[{BLANK}]*(?:绪论|概述|背景|引子)[{BLANK}]*")
_ZERO: Final = 2.6
"""Journals count their introductions 0."""
_COLONS: Final = frozenset("：:")
_SEMICOLONS: Final = frozenset("；;")
_TO_FILL_IN: Final = lazy(f"[:：]?[{BLANK}]*[_＿]{{4,}}[_＿{BLANK}。]*")
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
}
_LISTS: Final = frozenset("、，,")
_ENDED: Final = frozenset("。！？；!?;”）)")
"""A circled number behind one of these begins a sentence; behind a word it is one of several on its line."""
_ANSWERS: Final = lazy(f"(?:[0-9]{{1,3}}[.．、][{BLANK}]*[A-HＡＢＣＤ√×✓✗]{{1,5}}(?:[{BLANK}，,；;]+|\\Z)){{2,}}\\Z")
"""A key to questions: 1.B　2.C　3.A."""
_LETTER: Final = lazy("[A-Za-zＡ-Ｚａ-ｚ]")
_ASKED: Final = lazy(f"[（(][{BLANK}]*[）)]|_{{2,}}|＿{{2,}}|[？?]$")
"""What a question leaves open: empty brackets, a line to write on."""
_LISTED: Final = 2
"""So many answers make a choice."""
_QUESTION: Final = lazy(f"[0-9０-９]{{1,3}}[{BLANK}]*[.．、)）](?![0-9])")
_NUMBERED_LINE: Final = lazy(
    f"[0-9０-９]{{1,3}}[{BLANK}]*[.．、)）]|[（(]?[一二三四五六七八九十]{{1,3}}[、．.）)]|第[一二三四五六七八九十Ⅰ-Ⅻ]{{1,3}}[卷部]"
)
_CHOICES: Final = 2
"""A text with so many whose answers share lines has others whose answers stand on lines of their own, at least so many of them:"""
_WHOLE: Final = 3


def look_behind(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse or doubt markers that go on with a number, with a comma, or that offer a choice."""
    buffer = lines.buffer
    options: list[Candidate] = []
    parts: list[Candidate] = []
    counted: list[Candidate] = []
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
                if candidate.refused and candidate.number > 1 and may_be_title(lines, candidate):
                    counted.append(candidate)
            elif sign & _ANSWER and _ANSWERS.match(buffer, candidate.start, candidate.line_end):
                candidate.refused = "answer-key"
        elif looked_at == _DOTTED:
            sign = told(_BEHIND, buffer, candidate.end)
            if sign & _ANSWER and _ANSWERS.match(buffer, candidate.start, candidate.line_end):
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
        elif len(candidate.path) == _VERSION_PARTS and _beside_a_version(lines.texts, candidate.row):
            candidate.refused = "version"
        elif len(candidate.path) > _VERSION_PARTS:
            deep.append(candidate)
    if len(articles) > _ARTICLES_LEAST:
        _doubt_touched(buffer, articles)
    elif articles:
        _doubt_few(buffer, articles)
    if alone:
        _doubt_alone(candidates, alone)
    if deep:
        _refuse_addresses(deep, candidates)
    if options:
        _refuse_options(lines, options)
    if counted:
        believe_between(counted, candidates, lines.texts)
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
        elif candidate.family.id == "arabic-parens":
            if buffer[candidate.start] in _SQUARE:
                candidate.refused = "names-a-source"
                cited = True
            elif _behind_formula(buffer, candidate, candidate.line_start, candidate.start):
                candidate.refused = "in-a-formula"
    if len(articles) == 1 and not any(candidate.family.id == _ARTICLE for candidate in beginning):
        _doubt_few(buffer, articles)
    _refuse_told(buffer, candidates, beginning)
    listed = [c for c in beginning if c.family.id == "arabic-parens" and buffer[c.start] in _SQUARE]
    if listed and (cited or any(sign in buffer and cites.search(buffer) for sign, cites in _CITED.items())):
        for candidate in listed:
            if not buffer[candidate.end : candidate.end + 1].isspace():
                candidate.refused = "names-a-source"


def _refuse_told(buffer: str, candidates: list[Candidate], beginning: list[Candidate]) -> None:
    """Refuse 一、…；二、…；三、… of one line where the lines before and behind it that begin so count on without it."""
    second = {c.row for c in candidates if c.family.id == "han-comma" and c.number == _LISTED and buffer[c.start - 1] in _SEMICOLONS}
    told: set[int] = set()
    before = first = -1
    for candidate in beginning if second else ():
        if candidate.family.id != "han-comma" or candidate.refused:
            continue
        if first >= 0 and candidate.number == before + 1:
            told.add(first)
            first = -1
        if candidate.number == 1 and before > 0 and candidate.row in second:
            first = candidate.row
        else:
            before, first = candidate.number, -1
    for candidate in (*beginning, *candidates) if told else ():
        listed = not candidate.glued or buffer[candidate.start - 1] in _SEMICOLONS
        if listed and candidate.row in told and candidate.family.id == "han-comma":
            candidate.refused = "list-in-a-sentence"


def _numbers_formula(lines: Lines, candidate: Candidate) -> bool:
    """Whether a number at the beginning of its line stands there alone, under the formula that it numbers."""
    above = candidate.row - 1
    return above >= 0 and _behind_formula(lines.buffer, candidate, lines.starts[above], lines.end(above))


def _behind_formula(buffer: str, candidate: Candidate, start: int, end: int) -> bool:
    """Whether nothing stands behind a number on its line, and `[start, end)` before it is the formula that it numbers."""
    behind = candidate.end
    while behind < candidate.line_end and buffer[behind].isspace():
        behind += 1
    if behind < candidate.line_end:
        return False
    equals = buffer.find("=", start, end)
    return equals > start and not _WORDS.search(buffer, start, equals)


def _doubt_touched(buffer: str, articles: list[Candidate]) -> None:
    """Lower the belief in the few articles that touch what follows where the others stand apart from it: 第九条由… speaks of one.

    And in those that count on from no other near them and stand between no two: 第二百六十条列举的财产 behind 第四条.
    """
    touched = [candidate for candidate in articles if "\u4e00" <= buffer[candidate.end : candidate.end + 1] <= "\u9fff"]
    if len(articles) <= _ARTICLES_LEAST or len(touched) * _FEW >= len(articles):
        touched = _stray(articles, touched) if len(touched) < len(articles) else []
    for candidate in touched:
        candidate.weigh("in-a-sentence", -_TOUCHED_COST)


def _stray(articles: list[Candidate], touched: list[Candidate]) -> list[Candidate]:
    """Those of the `touched` articles that no other is near, nor a lower one that is not touched before and a higher one behind."""
    numbers = {candidate.number for candidate in articles}
    alone = {one.start for one in touched if len(numbers.intersection(range(one.number - _ALIKE, one.number + _ALIKE + 1))) == 1}
    if not alone:
        return []
    places = {one.start for one in touched}
    higher: list[int] = []
    most = 0
    for candidate in reversed(articles):
        higher.append(most)
        most = max(most, 0 if candidate.start in places else candidate.number)
    found: list[Candidate] = []
    least = most + 1
    for candidate, behind in zip(articles, reversed(higher), strict=True):
        if candidate.start in alone and not least < candidate.number < behind:
            found.append(candidate)
        elif candidate.start not in places:
            least = min(least, candidate.number)
    return found


def _doubt_few(buffer: str, articles: list[Candidate]) -> None:
    """The same of the few articles of a text that all touch what follows, where one has no neighbour or names another."""
    if not all("\u4e00" <= buffer[candidate.end : candidate.end + 1] <= "\u9fff" for candidate in articles):
        _doubt_touched(buffer, articles)
        return
    numbers = {candidate.number for candidate in articles}
    for candidate in articles:
        if _ANOTHER.search(buffer, candidate.end, candidate.line_end):
            candidate.weigh("in-a-sentence", -_NAMED_COST)
        elif candidate.number - 1 not in numbers and candidate.number + 1 not in numbers:
            candidate.weigh("in-a-sentence", -_TOUCHED_COST)


def _beside_one_inside(buffer: str, article: Candidate) -> bool:
    """Whether the article before or behind stands inside a line, behind the end of a sentence: line breaks were lost."""
    sample = article.marker[1:2]
    if sample not in _PLAIN_NUMERALS:
        return False
    for number in (article.number - 1, article.number + 1):
        if number > 0 and buffer.find(f"。第{numerals.spell(number, sample)}条") >= 0:
            return True
    return False


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


def _refuse_options(lines: Lines, options: list[Candidate]) -> None:
    """Refuse answers to choose from: several letters on one line, or lines of letters behind a question that leaves a blank."""
    texts = lines.texts
    run: list[Candidate] = []
    asked = False
    whole: list[list[Candidate]] = []
    beside = 0
    for candidate in options:
        row = candidate.row
        if not run or row > run[-1].row + 1:
            beside += _refuse(run, asked)
            whole.append(run)
            run = []
            asked = bool(row) and _ASKED.search(texts[row - 1]) is not None
        run.append(candidate)
        if _next_letter(lines.buffer, candidate):
            candidate.refused = "answer-option"
    beside += _refuse(run, asked)
    whole.append(run)
    complete = [run for run in whole if len(run) >= _WHOLE and [candidate.number for candidate in run] == list(range(1, len(run) + 1))]
    if beside < _CHOICES:
        complete = [run for run in complete if not run[0].refused and _between_questions(texts, run)]
    if beside >= _CHOICES or len(complete) >= _CHOICES:
        for run in complete:
            _refuse(run, True)


def _between_questions(texts: list[str], run: list[Candidate]) -> bool:
    """Whether adjacent lines of letters stand right under a numbered line, with a numbered line or nothing behind them.

    What one may choose is no title with its text on the line.
    """
    first, behind = run[0].row, run[-1].row + 1
    if any("。" in texts[candidate.row][:-1] for candidate in run):
        return False
    if not first or behind - first != len(run) or not _QUESTION.match(texts[first - 1]):
        return False
    return behind >= len(texts) or not texts[behind] or _NUMBERED_LINE.match(texts[behind]) is not None


def _refuse(run: list[Candidate], asked: bool) -> bool:
    """Refuse the letters of a run of lines that are options; whether some stand beside others on their line."""
    beside = any(candidate.refused for candidate in run)
    if beside or (asked and run[-1].row - run[0].row >= _LISTED - 1):
        for candidate in run:
            candidate.refused = "answer-option"
    return beside


def _listed(buffer: str, candidate: Candidate, glyph: bool) -> bool:
    """Whether the next number follows on the line as one more of what is told: （1）计划、（2）设计, ①守信　②守时."""
    first = buffer[candidate.start]
    if glyph:
        if buffer[candidate.end : candidate.end + 1] in numerals.GLYPHS:  # ①③选对的
            return True
        following = chr(ord(first) + 1)
        if numerals.GLYPHS.get(following) != candidate.number + 1:  # behind ⑳ stands ⑴
            return False
        at = buffer.find(following, candidate.end, candidate.line_end)
        named = buffer[at + 1 : at + 2] in ("号", "號") and buffer[candidate.end : candidate.end + 1] not in _LISTS
        return at > candidate.end and not named and buffer[at - 1] not in _ENDED and buffer[at - 1] not in numerals.GLYPHS
    at = buffer.find(first, candidate.end, candidate.line_end)
    if at <= candidate.end or buffer[at - 1] not in _LISTS:
        return False
    sign = buffer[candidate.start + 1]
    if sign not in _NUMERALS:
        return False
    return buffer.startswith(f"{first}{numerals.spell(candidate.number + 1, sign)}{candidate.marker[-1]}", at)


def _next_letter(buffer: str, candidate: Candidate) -> bool:
    """Whether the letter that follows stands on the same line with the same sign: A. 4.09　　B. 4.9."""
    letter = _LETTER.search(buffer, candidate.start, candidate.end)
    if letter is None:
        return False
    before, after = buffer[candidate.start : letter.start()], buffer[letter.end() : candidate.end]
    if candidate.family.id == "annex-decimal":  # the answer begins with a digit: A．1—2人　B．3—4人
        marker = chr(ord(letter.group()) + 1) + after[0]
        at = buffer.find(marker, candidate.end, candidate.line_end)
        return at > candidate.end and buffer[at - 1].isspace()
    marker = before + chr(ord(letter.group()) + 1) + after
    at = buffer.find(marker, candidate.end, candidate.line_end)
    return at >= 0 and (not buffer[at - 1].isascii() or buffer[at - 1] in " \t;,.)0123456789")
