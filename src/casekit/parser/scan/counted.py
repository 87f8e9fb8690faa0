"""Markers that go on with a number that counts with them, 一、二车间, 2、3类地块, 四、五个年轻人, or that makes a decimal of them, 二.五倍.

Guarantees:
1. A candidate is refused or doubted by what touches it, and believed again where its neighbours in the series say so.
"""

from collections.abc import Container
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.ladder.atoms import IN_DECIMALS, MEASURE_WORDS
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_HAN_NEXT: Final = lazy(
    "([一二三四五六七八九十]{1,3})(?P<noun>[年学學]?[级級生]|年期|年|班|类|類|组|組|車間|车间|队|隊|中学|中學|小学|小學|中|小|期|线|線|等|号|號|楼|樓|层|層|区|區|月间|月間|月|季度|産業|产业|把手|审|批|梯[队隊]|[课課]堂|[两兩](?![拨撥])[\u4e00-\u9fff]|尖瓣|言[诗詩最律绝絕古]|成|倍|百|千|万|萬|天|[个個]月|斤|里|岁|歲|人|亩|畝|米|寸|尺|吨|噸|[一二三四五六七八九十]?者|[单單]元(?!格|测|測)|[标標]段|[声聲](?![明誉譽音势勢部])|[病工][区區]|工段|[支分大中][队隊]|[团營营團连連排](?=[的各都均共两兩]|分别|分別|战士|戰士|官兵)|位(?!一体|一體|数|數|置)|辆|輛|艘|趟|棵|株|只|隻|公里|小时|小時|分钟|分鐘|元(?![素旦宵件])|块(?![茎状])|塊(?![莖狀])|个(?!体)|個(?!體)|[、，])"
)
_DIGIT_NEXT: Final = lazy(
    f"([0-9０-９]{{1,3}})[{BLANK}]*(?P<noun>[年学學]?[级級]|年生|班|类|類|组|組|车间|車間|队|隊|号|號|楼|樓|层|層|栋|棟|幢|区|區|期|线|線|等|[标標]段|路(?![径徑面由基线線])|名(?=[决決][赛賽]|次|[并並]列|的|[选選]手|同[学學]|之[间間])|排|成|倍|天|[个個]月|月[间間]|月|年|[单單]元(?!格|测|測)|位(?![数數置])|辆|輛|艘|趟|[台臺](?![账帳风風阶階])|[两兩][\u4e00-\u9fff]|[、，])"
)
_MEASURED: Final = lazy(
    f"(?P<number>[一二三四五六七八九十两]|[0-9０-９]{{1,2}})(?:(?P<tens>十)|[百千万])?(?!{MEASURE_WORDS})"
    "(?P<measure>个(?!体)|個(?!體)|公[里斤顷頃]|千[米克瓦]|[厘釐]米|毫[米升克]|小[时時]|分[钟鐘]|[点點](?![评評])|步(?![骤驟])|里(?!程)|吨|噸|丈|尺|寸|钱|錢|两|兩|元(?!素)|[人名次件项條項条只隻台臺辆輛座种種组組张張份对對批门門支道场場块塊把套篇页頁行段根口颗顆棵株匹轮輪圈遍趟顿頓样樣处處家户戶间間岁歲层層米斤亩畝片筐粒瓶碗杯袋箱桶勺滴位封艘架枚担捆挑]|面(?![积積对對向临臨貌试試议議包]))(?P<ended>[，；、])?"
)
"""A number and what it measures: 2、3筐一趟, 三、四匹马; a title may begin so too, where its number is due."""
_FRACTION: Final = lazy(f"[一二三四五六七八九零〇]{{1,2}}{IN_DECIMALS}")
"""The digits behind the point of a decimal, and what is measured: 五倍, 七五公里."""
_POINTS: Final = frozenset(".．")
_NEXT: Final = lazy("([二三四五六七八九十]|[0-9]{1,2})(?![、.．])[\u4e00-\u9fff]")
_PAUSES: Final = frozenset("、，")
_ORDINAL: Final = "ordinal-comma"
_TWO: Final = frozenset("两兩")
"""This numbers nothing."""
_CLASSES: Final = frozenset(
    (
        *("年级", "级", "线", "等", "号", "期", "班", "类", "季度", "月", "组", "层", "楼", "产业", "区"),
        *("年級", "級", "線", "號", "類", "組", "層", "樓", "產業", "産業", "區"),
        *("队", "大队", "中队", "支队", "分队", "车间", "标段", "病区", "工区", "工段"),
        *("隊", "大隊", "中隊", "支隊", "分隊", "車間", "標段", "病區", "工區"),
    )
)
"""Several of these are named even where their numbers do not follow one another: 一、三产业, 二、五队."""
_HAN_NUMERALS: Final = frozenset("一二三四五六七八九十")
_TEN: Final = 10
_ONES: Final = ("个", "個")
_MONTHS: Final = 1.5
"""Months may follow in a list of months too: 1、2月份, 2、3月份."""
_MONTHS_APART: Final = 4.75
"""一、八月份共接获申诉十二件，…。 names two months that are no neighbours only where no series needs its number."""
SEVERAL_MONTHS: Final = "several-months"
_SEVERAL: Final = 3.0
"""四、五个年轻人准备回来，想做直播。 counts; 四、五个结合 is a title, and so is what a full stop ends with text behind it."""
_IN_CLAUSES: Final = 3.8
"""三、四滩水陡，号子短。 counts, whatever it counts, unless 三 is due and comes no other time."""
_SEVERAL_AT_ONCE: Final = 2.0
"""The same without a comma, which decides only behind a line that broke off."""
_DECADES: Final = 5.0
"""二、三十年过去了，…。 counts; 二、三十年来的变化 may be a title."""
_PASSED: Final = frozenset("来來前后後间間過过以里裡裏的")
_VERSES: Final = (5, 7)
"""Lines of a poem have five or seven syllables: 五、七言."""
MEASURED: Final = "measured-number"
_MEASURED_COST: Final = 3.0
_MEASURED_DIGITS: Final = 2.2
_MEASURED_FIRST: Final = 2.75
"""What this speaks against a title, for Han numbers and for digits, which are believed less; nothing before 1 makes it due."""
_FRACTION_LEFT: Final = 0.2
"""So little is believed of 二．五倍 before clauses: only a series that needs the number makes a heading of it."""
_SENTENCE_MOST: Final = 160
"""No farther is the end of such a sentence looked for, in code points."""
_PERSONS: Final = ("人", "月", "小时", "小時", "钟头", "鐘頭", "星期", "孩子")
"""四、五个 and one of these is no title that ends with a comma either: 三、四个人吃就用小碗，别用大盆。"""
_BETWEEN: Final = 1.0
"""A title that looks like a list of numbers and has the numbers before and behind it as its neighbours: 二、三级查房制度."""
_BETWEEN_MOST: Final = 30
"""Such a title is not longer, in code points."""
_SAME_WORDS: Final = 4
"""So many first letters make two titles of a series speak of the same, in code points."""
_SENTENCES: Final = frozenset("。；，;,、")
_IN_SENTENCES: Final = frozenset("，；、：")
_BROKEN: Final = frozenset("，,、")
_SENTENCE_ENDS: Final = frozenset("。！？；”")


def continued(buffer: str, candidate: Candidate) -> None:
    """A number right behind a marker that is one more, before what both count: 一、二车间, 2、3类地块."""
    at = candidate.end
    sign = buffer[at : at + 1]
    digits = sign.isdecimal()
    if digits != candidate.marker[:-1].rstrip()[-1].isdecimal():
        return
    if candidate.marker[0] in _TWO:  # 两、三个人
        candidate.refused = "list-of-numbers"
        return
    following = (_DIGIT_NEXT if digits else _HAN_NEXT).match(buffer, at)
    parted = not digits and candidate.delimiter in _POINTS and _FRACTION.match(buffer, at) is not None
    if parted:  # 二.五倍的借阅量，…
        _doubt_fraction(buffer, candidate)
    if following is None:
        if not parted and not _measured(buffer, candidate, digits) and _in_a_sentence(buffer, candidate):
            candidate.weigh("list-of-numbers", -_IN_CLAUSES)
        return
    other = following.group(1)
    tens = len(other) == 2 and other[1] in "十百千" and other[0] in _HAN_NUMERALS
    if tens:  # 四、五十人
        other = other[0]
    number, noun = numerals.read(other) or 0, following["noun"]
    if noun in _PAUSES and abs(number - candidate.number) == 1:
        third = numerals.read(buffer[following.end() : following.end() + 1]) or 0
        if third - number == number - candidate.number:
            candidate.refused = "list-of-numbers"  # 三、二、一，倒着喊
            return
    verses = (candidate.number, number) == _VERSES and noun[0] == "言"
    if tens and not digits and candidate.number % _TEN == 0 and number * _TEN == candidate.number + _TEN:
        candidate.weigh(MEASURED, -_MEASURED_COST)  # 十、二十块
        return
    following_one = number == candidate.number + 1 or (candidate.number, other) == (3, "五") or verses  # 三、五天
    if not following_one and not digits and number < _TEN < candidate.number and number == candidate.number % _TEN + 1:
        candidate.weigh("list-of-numbers", -_SEVERAL)  # 十二、三岁, but 十二、三级管理 where it is due
        return
    named = noun in _CLASSES and not (noun[-1] in "队隊" and buffer.startswith("伍", following.end()))  # 二、五支队伍下乡
    both = digits and noun[0] in _TWO  # 3、6两点在一起是连接符号
    if not following_one and not both and (digits or number <= candidate.number or not named):
        return
    told = buffer[following.end() : following.end() + 1] in _PASSED and buffer[candidate.line_end - 1] == "。"
    if noun in _ONES:
        rest = buffer[at : candidate.line_end].rstrip()
        stop = rest.find("。")
        if stop == len(rest) - 1 or (buffer.startswith(_PERSONS, following.end()) and "，" in rest[: max(stop, 0)]):
            candidate.weigh("list-of-numbers", -_SEVERAL if "，" in rest else -_SEVERAL_AT_ONCE)
    elif tens and told and noun == "年":
        candidate.weigh("list-of-numbers", -_DECADES)
    elif noun == "年":
        candidate.weigh("list-of-numbers", -(_IN_CLAUSES if _in_a_sentence(buffer, candidate) else _MONTHS))
    elif digits and noun == "月":
        stop = buffer.find("。", at, candidate.line_end)
        told = stop > 0 and buffer.find("，", at, stop) > 0  # 1、2月份来信少了，…
        candidate.weigh(SEVERAL_MONTHS, -(_IN_CLAUSES if told else _MONTHS))
    elif noun == "月" and not following_one and buffer[candidate.line_end - 1] == "。":
        candidate.weigh("list-of-numbers", -_MONTHS_APART)
    else:
        candidate.refused = "list-of-numbers"


def _doubt_fraction(buffer: str, candidate: Candidate) -> None:
    """Lower the belief in a marker that is the whole number of a decimal in Han numerals, to nearly nothing where a clause follows."""
    stop = buffer.find("。", candidate.end, min(candidate.line_end, candidate.end + _SENTENCE_MOST))
    clauses = stop == candidate.line_end - 1 and buffer.find("，", candidate.end, stop) > 0
    candidate.weigh(MEASURED, _FRACTION_LEFT - candidate.belief if clauses else -_MEASURED_COST)


def _in_a_sentence(buffer: str, candidate: Candidate) -> bool:
    """Whether a marker is followed by the next number and a word, in a sentence of two clauses at least: 三、四滩水陡，号子短。"""
    following = _NEXT.match(buffer, candidate.end)
    if following is None or (numerals.read(following.group(1)) or 0) != candidate.number + 1:
        return False
    stop = buffer.find("。", candidate.end, candidate.line_end)
    return stop > 0 and buffer.find("，", candidate.end, stop) > 0


def _measured(buffer: str, candidate: Candidate, digits: bool) -> bool:
    """Refuse a marker before the next number and its measure where a comma follows that, and doubt it where words do; whether it was."""
    following = _MEASURED.match(buffer, candidate.end)
    if following is None:
        return False
    number = numerals.read(following["number"])
    if following["number"] == "两" and (following["measure"] in "个個份" or buffer[candidate.line_end - 1] != "。"):
        return False  # 一、两个务必 is a title
    ones = candidate.number % 10 if candidate.number > 10 and not digits else candidate.number  # 十一、二点
    if number != ones + 1 and (candidate.number, number) != (3, 5):  # 三、五户
        return False
    if following["tens"] and buffer[candidate.line_end - 1] != "。":  # 四、五十步以外还有一间 is a title
        return True
    if following["ended"]:
        candidate.refused = "list-of-numbers"
    elif digits:
        candidate.weigh(MEASURED, -(_MEASURED_FIRST if candidate.number == 1 else _MEASURED_DIGITS))
    else:
        candidate.weigh(MEASURED, -_MEASURED_COST)
    return True


def may_be_title(lines: Lines, candidate: Candidate) -> bool:
    """Whether a line is short and ends no sentence, or begins with a short one, and the line before it does not go on."""
    if not _is_short(lines, candidate) and not _runs_in(lines.buffer, candidate):
        return False
    return not candidate.row or lines.texts[candidate.row - 1][-1:] not in _BROKEN


def _is_short(lines: Lines, candidate: Candidate) -> bool:
    return candidate.line_end - candidate.end <= _BETWEEN_MOST and lines.texts[candidate.row][-1] not in _SENTENCES


def _runs_in(buffer: str, candidate: Candidate) -> bool:
    """Whether a short clause and a full stop stand behind a marker, and text behind that: 二、三级公路养护。补坑槽，…"""
    stop = buffer.find("。", candidate.end, min(candidate.line_end - 1, candidate.end + _BETWEEN_MOST))
    return stop > 0 and not any(sign in _IN_SENTENCES for sign in buffer[candidate.end + 1 : stop])


def believe_in_row(listed: list[Candidate], candidates: list[Candidate]) -> None:
    """Let those of the refused be headings that stand with the numbers before and behind them, each on the line behind the other.

    The first has none before it, and none that the second could go on with.
    """
    styles = {candidate.style for candidate in listed if candidate.family.id != _ORDINAL}
    numbers: dict[tuple[str, int], int] = {}
    before: dict[tuple[str, int], int] = {}
    last: dict[str, int] = {}
    for candidate in candidates:
        if candidate.style in styles:
            if not candidate.refused:
                numbers[candidate.style, candidate.row] = last[candidate.style] = candidate.number
            elif candidate.number == 1:
                before[candidate.style, candidate.row] = last.get(candidate.style, 0)
    run: list[Candidate] = []
    for candidate in listed:
        style, row, number = candidate.style, candidate.row, candidate.number
        if not candidate.refused or candidate.marker[0] in _TWO or style not in styles:
            continue
        if not run or (style, row, number) != (run[-1].style, run[-1].row + 1, run[-1].number + 1):
            run = []
            goes_on = before.get((style, row)) != 1 if number == 1 else numbers.get((style, row - 1)) == number - 1
            if not goes_on:
                continue
        run.append(candidate)
        if numbers.get((style, row + 1)) == number + 1:
            _believe(run)
            run = []


def believe_named(listed: list[Candidate], candidates: list[Candidate], buffer: str) -> None:
    """Let those of the refused be headings whose words stand behind another number of their series too: 二、五分钟班会, 三、五分钟班会."""
    heads = {(c.style, buffer[c.end : c.end + _SAME_WORDS]) for c in candidates if not c.refused}
    for candidate in listed:
        words = buffer[candidate.end : candidate.end + _SAME_WORDS]
        if candidate.refused and "\n" not in words and (candidate.style, words) in heads:
            candidate.refused = ""


def believe_between(counted: list[Candidate], candidates: list[Candidate], lines: Lines) -> None:
    """Let those be headings that go on with a series, behind the end of a sentence, or where it goes on behind them or numbers begin."""
    texts = lines.texts
    styles = {candidate.style for candidate in counted}
    waiting = {candidate.start for candidate in counted}
    number: dict[str, int] = {}
    held: dict[str, list[Candidate]] = {}
    opened = {candidate.row for candidate in candidates if candidate.number == 1 and not candidate.refused}
    for candidate in candidates:
        style = candidate.style
        if style not in styles:
            continue
        pending = held.setdefault(style, [])
        if candidate.start in waiting:
            if candidate.number == number.get(style, 0) + len(pending) + 1:
                pending.append(candidate)
        elif not candidate.refused:
            if candidate.number == number.get(style, 0) + len(pending) + 1:
                _believe([one for one in pending if _is_short(lines, one) or _runs_in(lines.buffer, candidate)])
            elif candidate.number == 1:
                _believe([one for one in pending if _is_short(lines, one)], texts, opened)
            number[style] = candidate.number
            pending.clear()
    for pending in held.values():
        _believe([one for one in pending if _is_short(lines, one)], texts, opened)


def _believe(pending: list[Candidate], texts: list[str] | None = None, opened: Container[int] = ()) -> None:
    """Take back what was said against titles; with `texts` only where a sentence ends before them or a line of `opened` is the next."""
    for candidate in pending:
        ended = texts is not None and candidate.number > 1 and candidate.row > 0 and texts[candidate.row - 1][-1:] in _SENTENCE_ENDS
        if texts is None or ended or candidate.row + 1 in opened:
            candidate.refused = ""
            candidate.weigh("list-of-numbers", -_BETWEEN)
