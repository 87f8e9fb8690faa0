"""Numbers that are parts of names: ①号柜和⑦号柜靠近出风口。 ①级响应由镇长发布。 （2）号楼先换水管。

Guarantees:
1. Only candidates at the beginnings of lines are refused, by what touches them.
2. What a class is named by is refused where its number stands alone; of several that count on each may be a heading.
"""

from typing import Final

from casekit import numerals
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

NAMING: Final = frozenset(("circled", "parens-char", "dot-char", "han-parens-char", "arabic-parens", "han-parens", "latin-parens"))
"""Families whose numbers stand in names."""
_GLYPHS: Final = frozenset(("circled", "parens-char", "dot-char", "han-parens-char"))
_NUMBERED: Final = lazy("[号號](?![召码碼数數志称稱令角外脉脈准準啕叫子手兵牌源贩段])")
"""号 behind a number, where it begins no word of its own: 号召, 号码."""
_AND: Final = "(?:[、和与及至到同或跟—～~]|以及)"
_ALIKE: Final = lazy(f"(?P<noun>[\u4e00-\u9fff]{{0,3}}?){_AND}(?P<other>[{''.join(numerals.GLYPHS)}])(?P=noun)")
_BRACKETED: Final = lazy(
    f"(?P<noun>[\u4e00-\u9fff]{{1,3}}?){_AND}(?P<other>[（(](?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})[）)])(?P=noun)"
)
"""Two of a kind: ①桌和④桌, ①、③号, （1）班与（3）班."""
_OPENING: Final = frozenset("（(")
_ANOTHER: Final = {True: lazy("[（(][0-9０-９]{1,2}[）)]"), False: lazy("[（(][一二三四五六七八九十]{1,3}[）)]")}
"""Another number in brackets right behind one: （1）（2）两个库房合并."""
_BRACKETS: Final = frozenset(("arabic-parens", "han-parens"))
_SPOKEN: Final = lazy("中[的所，]|[里内]的|所[列述称说讲指定]|[项款条](?:[的所规，]|中|里)|规定的")
"""What a sentence says of an item that it names: （二）中的办法."""
_SPOKEN_FIRST: Final = frozenset("中里内所项款条规")
_CLASSED: Final = lazy(
    "型(?![号材钢男])|级(?![别联配数差长任进里级])|类(?![型别比似推目属同案])|柜(?![台面员子])|栋(?![梁长])|区(?![域位块分别间划委级里属直长政内外])|档(?![案次期口])|桌(?![面子椅长])"
    "|楼(?![宇层板梯盖道房上下顶门长里])|层(?![次级析面层])|组(?![织成建合件员长内间团稿])|班(?![组子长费主干车级前后风会容底])|处(?![理置方罚分在于处长室事暑女境世])|轴(?!承)|片(?![区面段长名子警])"
    "|门(?![户诊窗禁店卫口槛前面类])|库(?![房存区位管容])|井(?![然盖下])|段(?![落长子位])|展?厅(?![局堂级长])|箱(?![子体])|池(?![塘子])|桥(?![梁面头])|泵(?![房站])|阀(?!门)"
    "|級(?![別聯配數差長任進里裡級])|類(?![型別比似推目屬同案])|櫃(?![台臺面員子])|棟(?![樑梁長])|區(?![域位塊分別間劃委級里裡屬直長政內外])|檔(?![案次期口])"
    "|樓(?![宇層板梯蓋道房上下頂門長裡])|層(?![次級析面層])|組(?![織成建合件員長內間團稿])|處(?![理置方罰分在於處長室事暑女境世])|門(?![戶診窗禁店衛口檻前面類])|庫(?![房存區位管容])"
)
"""What is named by its class, where that begins no word of its own: 级别, 区域."""


def is_named(buffer: str, candidate: Candidate) -> bool:
    """Whether what touches the number may make it part of a name; what surely does refuses the candidate at once."""
    end, glyph = candidate.end, candidate.family.id in _GLYPHS
    sign = buffer[end : end + 1]
    if sign in _OPENING and _ANOTHER[candidate.marker[1:2].isdecimal()].match(buffer, end):
        candidate.refused = "names-a-thing"
        return False
    if glyph and sign in numerals.GLYPHS:  # ㈠㈡两部分都提到…
        candidate.refused = "names-a-thing"
        return False
    if sign in _SPOKEN_FIRST and candidate.family.id in _BRACKETS and _SPOKEN.match(buffer, end):
        comma, stop = buffer.find("，", end, candidate.line_end), buffer.find("。", end, candidate.line_end)
        if comma > 0 and (comma < stop or stop < 0):
            candidate.refused = "spoken-of"
        return False
    if sign == "号" and _NUMBERED.match(buffer, end):
        candidate.refused = "names-a-thing"
        return False
    if not glyph and buffer.find("（", end + 2, end + 6) < 0 and buffer.find("(", end + 2, end + 6) < 0:
        return False
    alike = (_ALIKE if glyph else _BRACKETED).match(buffer, end, candidate.line_end)
    if alike and alike["other"] != candidate.marker:
        candidate.refused = "names-a-thing"
        return False
    return glyph and _CLASSED.match(buffer, end) is not None


def refuse_names(candidates: list[Candidate], named: list[Candidate]) -> None:
    """Refuse those of `named` that do not count on with their neighbours, or whose number follows once more."""
    starts = {candidate.start for candidate in named}
    before: dict[str, int] = {}
    waiting: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.family.id not in _GLYPHS or candidate.refused:
            continue
        style, number = candidate.style, candidate.number
        held = waiting.pop(style, None)
        if held is not None and number != held.number + 1 and (number == held.number or before[style] != held.number - 1):
            held.refused = "names-a-thing"
        elif held is not None:
            before[style] = held.number
        if candidate.start in starts:
            waiting[style] = candidate
            before.setdefault(style, -1)
        else:
            before[style] = number
    for style, candidate in waiting.items():
        if before[style] != candidate.number - 1:
            candidate.refused = "names-a-thing"
