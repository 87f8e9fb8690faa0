"""What lines that broke off say about the markers behind them: a number in mid-sentence, or the survivor of what was lost.

Guarantees:
1. Only beliefs and notes change, never which candidates there are.
2. Nothing is taken from a marker behind a blank line or behind the end of a sentence, but for the numbers of a site's
   pages and an article behind the name of its law.
"""

from typing import Final

from casekit import numerals
from casekit.ladder import BLANK, Family
from casekit.ladder.atoms import MEASURE_WORDS, MEASURES
from casekit.parser.lines import Lines
from casekit.parser.lists_over_lines import SENTENCE_END, announced, begun_above, wrapped_list
from casekit.parser.openings import OPENING, paragraph_kind
from casekit.parser.scan import MEASURED, Candidate
from casekit.parser.setting import Setting
from casekit.parser.site_pages import PAGE_COST, doubt_page_numbers, is_titled, parts_a_sentence
from casekit.patterns import lazy
from casekit.plane import PLANE, table

_FULL_STOP: Final = ord("。")
"""Nearly every line ends with it, or else with one of the Han letters between these, which end no sentence."""
_HAN: Final = 0x4E00
_HAN_END: Final = 0xA000
_REFERRED: Final = frozenset(("article", "chapter", "section", "part", "section-sign"))
"""Families that sentences refer to: 依照 / 第五条."""
_PARTS: Final = frozenset(("chapter", "section", "part", "division"))
_OF_IT: Final = lazy(f"[^{BLANK}：:、。]{{0,30}}的[^。]{{0,30}}。")
"""Right behind 第三部分 or 第二章 in a sentence that speaks of it."""
_COUNTING: Final = frozenset(("han-comma", "arabic-comma"))
_MEASURED: Final = lazy(
    f"(?!{MEASURE_WORDS})(?:[次个個件辆輛台臺斤亩畝里倍级級层層页頁名户戶家份岁歲项項元分秒点點吨噸万萬亿億]|人(?![手群数类选脉])"
    "|周(?![转围密末])|成的|[千百][克米瓦伏吨元卡帕立平余多])"
)
_QUANTITY: Final = 5.0
"""A decimal before a measure behind a line that broke off: 误报由每天 / 4.1次降到0.3次."""
_AMOUNTS: Final = lazy(
    "(?:(?<![关由对至属鉴基])[高低大小多少晚早重轻深浅宽窄快慢长短优等]于|超过|不[足到够]|达到?|至[多少]|最[多高低少]|约[有为需占]?|仅[为有占]|只有|平均|合计|共[计有]"
    "|(?:[控保维稳限]|(?<!存)放)[制持定]?在|[升降增减提缩涨跌扩加延放][高低长短少大宽加]?[到至了])$"
)
_AMOUNTS_LAST: Final = frozenset("于过足到够达至多少高低约有为需占均计在了")
"""A sentence that breaks off so goes on with a number of whatever: 不得高于 / 3.5波美度."""
_AMOUNT: Final = 3.8
_MEASURED_APART: Final = lazy(f"[{BLANK}]*[{MEASURES}]")
"""Behind a decimal that ends in 0, and a line that broke off: 低于 / 5.0 个单位."""
_SENTENCE: Final = 15
"""An unfinished line of so many code points broke off; a shorter one may be a heading."""
_CUT_BY_A_PAGE: Final = 30
"""Behind an unfinished line of so many code points a number alone with its 、 is that of a page."""
_HOLE_MOST: Final = 8
"""No more numbers are lost in one hole."""
_HOLE_NEAR: Final = 12
"""A hole is so many lines before the survivor at most."""
_HOLE_WORTH: Final = 0.8
_FALLEN_WORTH: Final = 1.2
_JUMP_LOOK: Final = 30
"""The numbers above a series are looked for among so many candidates before and behind."""
_GOES_ON: Final = lazy(
    "(?:(?:[由按将把]|(?<![数证])据|(?<!意)见|(?<![适费作信])用|(?<![收进])入|(?<!服)从)(?:[^，。；、：:]{0,8}(?:式|方程))?|[与和及或、])$"
)
_GOES_ON_LAST: Final = frozenset("式程由按据将把见用入从与和及或、")
"""A line that ends so goes on in the next one, however short it is: 由式 / （1）可知; a noun does not: 处理意见, □适用 √不适用."""
_FORMULA: Final = lazy("[比较与和及以对照如为在]公?式$")
"""A formula that the number behind names: 普遍比式 / （2）大."""
_POINTS_AT: Final = lazy("(?:[按依遵参比]照|违反|[详参]见|，根据|[”》]中)$")
_POINTS_AT_LAST: Final = "照反见据中"
"""A line that ends so goes on with the place that it points at, whatever marks that: 违反 / 第八条, 按照 / 第三章."""
_POINTED_AT: Final = 4.0
_BROKEN: Final = 2.5
"""An unmarked line that broke off behind a comma and more goes on in a finished one."""
_REST: Final = lazy("[\u4e00-\u9fff]{1,2}[，；]")
"""What is left of a sentence behind the number of a page: …就坐在孩子做的板凳 / 3、上，结束以后…"""
_COUNTS: Final = frozenset("前第约近达共至超逾")
_COUNTED: Final = frozenset("一二三四五六七八九十两0123456789")
"""A line that ends with one of the former goes on with a number: 年级前 / 3、三名."""
_CUT_LAST: Final = "初高级一二三四五六七八九0123456789、"
_CLASS_NUMBERS: Final = frozenset(("arabic-parens", "han-parens"))
_CLASS: Final = lazy("班(?![组子长费主干车级])")
_COUNTED_LAST: Final = lazy("(?<![。；：:0-9一二三四五六七八九十])(?P<number>[一二三四五六七八九十]{1,3}|[0-9]{1,3})、$")
"""A line that ends so goes on with the next number of those that count together."""
_CITED: Final = 4.0
"""An article behind the name of the law that a line ends with: 依据《政府采购法》 / 第二十八条."""
_CITING: Final = 8
"""What a sentence says before that name is not shorter, in code points."""
_COMMAS: Final = frozenset("，、")
_OPENING: Final = "“‘「『《（"
_CLOSES: Final = {"“": "”", "‘": "’"}
"""A line that ends so broke off inside what it opens."""
_BRACKETS: Final = frozenset("（(【〔[")
_ONE_MORE: Final = "；;，"
_BRACKETED: Final = frozenset(("arabic-parens", "han-parens"))
_TOLD: Final = frozenset(("arabic", "arabic-parens", "arabic-half-parens"))
"""Series that may be told in a sentence: （1）…；（2）…。"""
_TORN: Final = 3.2
_SET_OFF: Final = 1.0
"""An article with a blank behind it: a sentence that goes on speaks of one without."""
_BLANKS: Final = frozenset(" \t\u3000")
_OPENED: Final = frozenset("（(")
_RUN_IN: Final = lazy("[\u4e00-\u9fff“”]{2,12}。(?=[^\\s])")
"""A short title behind such a bracket, with its text on the same line: （三）强化监督。各村…"""
_RUN_IN_NEAR: Final = 12
_RUN_IN_LOST: Final = 3
"""So many numbers may be lost with the text between two such titles, which are among so many candidates."""
_TORN_MEASURED: Final = 1.0
"""The same where the measure behind them was weighed before."""
_ONE_OF_SEVERAL: Final = 6.0
"""Behind a comma two numbers that follow one another count together: 心尖区可闻及杂音， / 二、三尖瓣区."""
_TEN: Final = 10
_TENS: Final = frozenset("十零")
_TENS_BEFORE: Final = frozenset("二三四五六七八九百千")
"""A sentence that breaks off behind these goes on with the ones: 碑刻四十 / 三、族谱十二种."""
_ORDINAL: Final = 6.0
"""Nothing ends in 第: 第 / 一、二排楼."""
_CLINGS: Final = "之唯"
"""A sentence that breaks off behind one of these goes on with its number: 原因之 / 一，, 三分之 / 二，, 唯 / 一，."""
_HAN_ONES: Final = frozenset("一二三四五六七八九十")
_CLAUSE: Final = 2.2
"""Behind a comma a decimal is easily a quantity or a version: 不到五十家， / 2.4版本."""
_LISTED: Final = frozenset(("toc", "table", "reference", "note", "caption", "code"))
"""A line of these kinds is whole however it ends."""
_FURNITURE: Final = "furniture"
_STOPS: Final = frozenset("。！？；：")
"""A line above the number of a page, or what else a page has at its edge, is whole if it ends so."""
_SET_RIGHT: Final = 12
"""A line with so many blanks before it, and more than it is long, is set to the right or in the middle: a date, who signs."""
_ENDS: Final = 1
_MORE: Final = 2
_NAMES: Final = 4
_OPENS: Final = 8
_POINTS: Final = 16
_CUTS: Final = 32
_CLINGING: Final = 64
_COMMA: Final = 128
_LASTS: Final = table(
    (_ENDS, "".join(SENTENCE_END)),
    (_MORE, _ONE_MORE),
    (_NAMES, "》"),
    (_OPENS, _OPENING),
    (_POINTS, _POINTS_AT_LAST),
    (_CUTS, _CUT_LAST),
    (_CLINGING, _CLINGS),
    (_COMMA, "，,"),
)
"""What the last character of a line tells."""
_NTH: Final = ord("第")
_BULLETS: Final = table((1, "".join(OPENING)))
_WEAK: Final = 3.0
"""Families believed no more than this are easily a number in a sentence."""


def doubt(lines: Lines, candidates: list[Candidate], setting: Setting) -> None:
    """Lower the belief in markers behind a line that was wrapped in mid-sentence, raise it in survivors behind a hole."""
    width, texts, kinds = setting.width, lines.texts, setting.kinds
    broken: set[int] = set()
    told = -1, 0
    marked = 0 if candidates and not candidates[0].row and candidates[0].kind != "boundary" else -1  # a title may end in 利用 or 收入
    titled = False
    for place, candidate in enumerate(candidates):
        row = candidate.row
        if not row or candidate.glued or candidate.refused or candidate.suffix:
            continue
        if row != marked:  # another reading of the same place has the same line before it
            titled, marked = marked == row - 1, row if candidate.kind != "boundary" else marked
        before = texts[row - 1]
        code = ord(before[-1]) if before else 0
        if code == _FULL_STOP:
            continue
        family = candidate.family.id
        sign = _LASTS[code] if code <= PLANE else 0
        if sign == _ENDS and family != "arabic-comma":
            continue
        if family == "arabic-comma" and candidate.end == candidate.line_end and not titled and parts_a_sentence(texts, candidate):
            candidate.weigh("page-number-of-a-site", -PAGE_COST)
            broken.add(candidate.start)
            continue
        if not _HAN <= code < _HAN_END:
            one_more = sign & _MORE and candidate.number > 1 and candidate.series in _TOLD
            if one_more and (told == (row - 1, candidate.number - 1) or begun_above(lines, setting, candidate)):
                listed = True
            else:
                listed = sign & _MORE > 0 and family == "han-parens" and candidate.number > 1 and width > 0
                listed = listed and setting.full(lines.buffer, lines.starts[row - 1], lines.end(row - 1)) and announced(texts, row)
            if listed:
                candidate.refused = "list-in-a-sentence"
                told = row, candidate.number
                continue
            if (
                sign & _NAMES
                and (family == "article" or family in _PARTS)
                and _cites(_sentence(lines, row - 1, setting))
                and _speaks_of(lines.buffer, candidate)
            ):
                candidate.weigh("line-before-broken", -_CITED)
                continue
            if not before and row > 1 and texts[row - 2][-1:] in _COMMAS and family == "arabic-comma":
                broken.add(candidate.start)  # a page ends with a blank line too
            if not before or sign & _ENDS:
                continue
        elif width and candidate.number > 1 and candidate.series in _BRACKETED and wrapped_list(lines, setting, candidate):
            candidate.refused = "list-in-a-sentence"
            continue
        if kinds and (kinds.get(row - 1) in _LISTED or (kinds.get(row - 1) == _FURNITURE and texts[row - 2][-1:] in _STOPS)):
            continue
        first = ord(before[0])
        if first <= PLANE and _BULLETS[first] and is_titled(texts, candidate) and _between_bullets(texts, row):
            continue
        if family == "arabic-comma" and candidate.end == candidate.line_end and len(before) >= _CUT_BY_A_PAGE:
            candidate.weigh("page-number-of-a-site", -PAGE_COST)
            broken.add(candidate.start)
            continue
        if sign & _OPENS and lines.buffer[candidate.start] not in _BRACKETS and not _turned(before):
            candidate.refused = "in-quotation"
            continue
        length = len(before) + lines.begin(row - 1) - lines.starts[row - 1]
        if length >= _SENTENCE or sign & _COMMA or "。" in _sentence(lines, row - 1, setting):
            broken.add(candidate.start)
        if sign & _POINTS and _POINTS_AT.search(before[-4:]):
            candidate.weigh("pointed-at", -(_ORDINAL if candidate.family.id in _REFERRED else _POINTED_AT))
            continue
        if sign & _CUTS and (length >= _SENTENCE or _is_full(before)) and _cut(lines.buffer, candidate, before):
            candidate.refused = "list-of-numbers"
            continue
        clings = sign & _CLINGING and lines.buffer[candidate.start] in _HAN_ONES and (length >= _SENTENCE or _is_full(before))
        if (code == _NTH or clings) and candidate.number and not _runs_in_as_before(lines, candidates, place):
            candidate.weigh("line-before-broken", -_ORDINAL)
            continue
        if (not titled or _is_full(before)) and (sure := _goes_on_with(lines.buffer, candidate, before)):
            candidate.weigh("line-before-broken", -sure)
            continue
        set_right = length - len(before) >= max(len(before), _SET_RIGHT)
        if (setting.indented and candidate.start > candidate.line_start + setting.margin) or (width and set_right):
            cost = 0.0
        elif width:
            start = lines.starts[row - 1]
            cost = _cost_in_wraps(candidate.family, setting, lines.buffer, start, start + length)
        else:
            cost = _cost(candidate.family, length)
        if cost < _TORN and candidate.family.belief <= _WEAK and not titled:
            behind = lines.buffer[candidate.end : candidate.end + 1]
            rest = cost > 0 and family == "arabic-comma" and _REST.match(lines.buffer, candidate.end) is not None
            cost = _TORN if rest or _goes_on(before, behind) else cost
        elif length >= _SENTENCE and not width and not titled and candidate.number > 1 and "，" in before and texts[row][-1] == "。":
            cost = max(cost, _BROKEN)
        if cost < _CLAUSE and sign & _COMMA and family == "decimal":
            cost = _CLAUSE
        if family == "article" and lines.buffer[candidate.end : candidate.end + 1] in _BLANKS:
            cost = min(cost, _SET_OFF)
        if cost and (width or not _runs_in_as_before(lines, candidates, place)):
            candidate.weigh("line-before-broken", -cost)
    if broken:
        doubt_page_numbers(texts, candidates, broken)
    if not width:
        _believe_survivors(texts, candidates)
        _believe_fallen(texts, candidates)


def _runs_in_as_before(lines: Lines, candidates: list[Candidate], place: int) -> bool:
    """Whether a number in brackets has a title with text behind it, as the last one of its style has: text was lost between."""
    candidate = candidates[place]
    if lines.buffer[candidate.start] not in _OPENED or not _RUN_IN.match(lines.buffer, candidate.end, candidate.line_end):
        return False
    for before in reversed(candidates[max(place - _RUN_IN_NEAR, 0) : place]):
        if before.style == candidate.style and not before.refused and not before.glued:
            runs_in = _RUN_IN.match(lines.buffer, before.end, before.line_end) is not None
            return runs_in and before.number < candidate.number <= before.number + _RUN_IN_LOST
    return False


def _between_bullets(texts: list[str], row: int) -> bool:
    """Whether the lines before and behind a row have the same bullet: the one before is whole, however it ends."""
    before, behind = texts[row - 1], texts[row + 1] if row + 1 < len(texts) else ""
    return before[0] == behind[:1] and paragraph_kind(before) == "bullet" == paragraph_kind(behind)


def _cut(buffer: str, candidate: Candidate, before: str) -> bool:
    """Whether the line break fell into the name of a class, 三 / （2）班, or between two numbers that count together, 周一、 / 三、五."""
    if candidate.family.id in _COUNTING:
        counted = _COUNTED_LAST.search(before)
        return counted is not None and (numerals.read(counted["number"]) or 0) < candidate.number
    return candidate.family.id in _CLASS_NUMBERS and before[-1] != "、" and _CLASS.match(buffer, candidate.end) is not None


def _cites(before: str) -> bool:
    """Whether a line that ends with the name of a law speaks of it, as no title does: …。依据《政府采购法》."""
    words = before[: before.rfind("《")]
    return len(words) >= _CITING and _is_full(words)


def _is_full(text: str) -> bool:
    """Whether a line has a sign that sentences have."""
    return "，" in text or "。" in text or "；" in text


def _speaks_of(buffer: str, candidate: Candidate) -> bool:
    """Whether an article is spoken of, or a chapter or part by the sentence right behind its number: 第三部分（一）的意见处理。"""
    return candidate.family.id == "article" or _OF_IT.match(buffer, candidate.end, candidate.line_end) is not None


def _turned(text: str) -> bool:
    """Whether the sign that a line ends with closes what its counterpart opened: 省略”当前目录“."""
    close = _CLOSES.get(text[-1], "")
    return close != "" and 0 <= text.find(close) < text.find(text[-1])


def _goes_on_with(buffer: str, candidate: Candidate, before: str) -> float:
    """How surely a sentence goes on with what a marker behind it says: a quantity, a list of numbers, a part spoken of; 0 for not."""
    family = candidate.family.id
    if family == "decimal":
        told = before[-1] in _AMOUNTS_LAST or buffer.find("。", candidate.end, candidate.line_end) >= 0
        if told and buffer[candidate.end : candidate.end + 1] == "，":  # 固件不低于 / 2.4.1，否则先升级
            return _TORN
        if not candidate.number and len(before) >= _SENTENCE and _MEASURED_APART.match(buffer, candidate.end):  # 低于 / 5.0 个单位
            return _TORN
        if before[-1] in _AMOUNTS_LAST and len(before) >= _SENTENCE and _touches(buffer, candidate) and _AMOUNTS.search(before[-4:]):
            return _AMOUNT
        return _QUANTITY if _MEASURED.match(buffer, candidate.end) else 0.0
    if family in _COUNTING:
        following = buffer[candidate.end : candidate.end + len(candidate.marker) - 1]
        if family == "han-comma" and candidate.number < _TEN:
            if before[-1] == "初" and following in _COUNTED:  # 八月初 / 一、十五两日
                return _ORDINAL
            if before[-1] in _TENS and before[-2:-1] in _TENS_BEFORE and _is_full(before):
                return _CITED
        if following[:1] not in _COUNTED or numerals.read(following) != candidate.number + 1:
            return 0.0
        if before[-1] in _COMMAS:
            return _ONE_OF_SEVERAL
        return _TORN_MEASURED if candidate.notes and candidate.notes[0][0] == MEASURED else _TORN
    return _CITED if family in _PARTS and _speaks_of(buffer, candidate) else 0.0


def _touches(buffer: str, candidate: Candidate) -> bool:
    """Whether a Han letter stands right behind the marker."""
    return "\u4e00" <= buffer[candidate.end : candidate.end + 1] <= "\u9fff"


def _sentence(lines: Lines, row: int, setting: Setting) -> str:
    """A line, with the one before it where that was wrapped."""
    text = lines.texts[row]
    if not setting.width or not row or not setting.full(lines.buffer, lines.starts[row - 1], lines.end(row - 1)):
        return text
    return lines.texts[row - 1] + text


def _goes_on(before: str, first: str) -> bool:
    """Whether the line `before` a marker cannot be whole, given the character behind the marker."""
    last = before[-1]
    if last == "式" and _FORMULA.search(before[-3:]):
        return True
    return (last in _GOES_ON_LAST and _GOES_ON.search(before[-12:]) is not None) or (last in _COUNTS and first in _COUNTED)


def _believe_survivors(texts: list[str], candidates: list[Candidate]) -> None:
    """Raise the belief in an Arabic number far behind the last one where a line between broke off: the text has a hole, and what is
    missing was lost in it.
    """
    before = row = 0
    for candidate in candidates:
        if candidate.series == "arabic" and not candidate.refused and not candidate.glued:
            number = candidate.number
            if 0 < before < number - 2 <= before + _HOLE_MOST and candidate.belief <= _WEAK and _hole(texts, row, candidate.row):
                candidate.weigh("behind-a-hole", _HOLE_WORTH)
            before = number
        row = candidate.row


def _believe_fallen(texts: list[str], candidates: list[Candidate]) -> None:
    """Raise the belief in a number that falls back in its series: the heading that it stood under was lost, where the number above
    jumps behind it, 一、 （1） … （3） （2） 三、, or a line between the two broke off.
    """
    before: Candidate | None = None
    for place, candidate in enumerate(candidates):
        if candidate.glued or candidate.refused or candidate.kind != "heading":
            before = None if candidate.kind == "case" else before
            continue
        if (
            before is not None
            and candidate.style == before.style
            and 1 < candidate.number <= before.number
            and len(candidate.path) == 1
            and candidate.belief <= _WEAK
            and (_hole(texts, before.row, candidate.row) or _above_jumps(candidates, place))
        ):
            candidate.weigh("behind-a-hole", _FALLEN_WORTH)
        before = candidate


def _above_jumps(candidates: list[Candidate], place: int) -> bool:
    """Whether the number above the series of a candidate and the next one of its kind behind it leave out one or more."""
    style = candidates[place].style
    above = _other(candidates[max(place - _JUMP_LOOK, 0) : place][::-1], style)
    behind = _other(candidates[place + 1 : place + _JUMP_LOOK], style)
    return above is not None and behind is not None and above.style == behind.style and behind.number > above.number + 1


def _other(candidates: list[Candidate], style: str) -> Candidate | None:
    """The first of the candidates at the beginnings of lines that has another style; None for none, or where a case comes before."""
    for candidate in candidates:
        if candidate.refused or candidate.glued or (candidate.style == style and candidate.kind == "heading"):
            continue
        return candidate if candidate.kind == "heading" else None
    return None


def _hole(texts: list[str], first: int, behind: int) -> bool:
    """Whether a line from `first` on broke off and another, finished one stands between it and `behind`."""
    for row in range(max(first, behind - _HOLE_NEAR), behind - 1):
        if len(texts[row]) >= _SENTENCE and texts[row][-1] not in SENTENCE_END and texts[row + 1]:
            return texts[behind - 1][-1:] in SENTENCE_END
    return False


def _cost_in_wraps(family: Family, setting: Setting, buffer: str, start: int, end: int) -> float:
    """How much less a marker is believed behind the unfinished line `[start, end)` of a text whose lines are wrapped."""
    strong = family.belief > _WEAK
    if setting.full(buffer, start, end):
        return 4.5 if not strong else 2.5 if family.id in _REFERRED else 1.0
    return 0.0 if setting.measure(buffer, start, end) < 0.6 * setting.width else 0.3 if strong else 1.0


def _cost(family: Family, length: int) -> float:
    """The same behind a line of `length` code points where lines are not wrapped."""
    strong = family.belief > _WEAK
    if family.id in _REFERRED:
        return 2.0 if length >= 12 else 0.0
    return 0.0 if strong or length < 30 else 1.0
