"""Places and versions that a sentence begins with: 第二章第一节标题漏排两字。 2.3.1升级上来的用户，须先备份。 第一步，铺床，要求…。

Guarantees:
1. Only whole sentences are refused, lines that end with 。 or ；, but for references of two parts in a row, 第一章第二节规定的….
2. A version stands outside of the decimals around it, which have a blank behind their numbers; a step stands behind steps whose titles
   follow a colon.
3. A section that is spoken of without a word that says so stood before, and one beside it is the last; blanks stand before all titles.
4. Where the next step, stage or task follows on the line behind ； or ，, the first is a part of that sentence; so is 1、 where the
   sentence says behind 2、 how many they were.
"""

from itertools import pairwise
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate
from casekit.parser.scan.named import NAMING, is_named, refuse_names
from casekit.patterns import lazy

_DECIMAL: Final = 1
_STEP: Final = 2
_WORDED: Final = 4
_PART: Final = 8
_NAMING: Final = 16
_ANNEX: Final = 32
_PAIRED: Final = 64
_FIRST: Final = 128
_LOOKED_AT: Final = {
    "decimal": _DECIMAL,
    "annex-decimal": _ANNEX,
    "step": _STEP | _WORDED,
    "class": _STEP | _WORDED,
    **dict.fromkeys(("ordinal-comma", "label", "english"), _WORDED),
    **dict.fromkeys(("annex", "case-label", "unit-first"), _PAIRED),
    **dict.fromkeys(("unit", "lesson"), _WORDED | _PART),
    **dict.fromkeys(("piece", "chapter", "section", "part", "division"), _PART),
    **dict.fromkeys(NAMING, _NAMING),
    **dict.fromkeys(("han-comma", "arabic-comma", "arabic-dot"), _FIRST),
}
"""What is looked for behind a family's markers."""
_PLACE: Final = lazy(
    "第[一二三四五六七八九十百0-9]{1,4}节(?:标题|小标题|末[段尾]|倒数|[，、的“]|中[的“，])|“[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．][^”]{1,30}”(?![。；])"
)
"""What follows a chapter that a sentence speaks of: its section and a word about it, or a heading of it in quotation marks."""
_UNIT: Final = "第[一二三四五六七八九十百0-9]{1,4}(?:分?编|[篇章节条款项讲课]|部分|单元|段)"
_REFERENCE: Final = lazy(
    f"[{BLANK}]?{_UNIT}(?:[、和与及至到或{BLANK}]?{_UNIT}){{0,4}}(?:之[一二三四五])?"
    "(?:的(?!士)|规定[的了，、：:“]|所[称列述指说讲提规载写]|中(?:[的所规有，“]|提[到出过]|列[出举明]|关于)|[里内][的所提说讲写，“]|提[到出过]|列[出举]|写[明着道的了]"
    "|[说讲][的到过了]|要求[的了]|明确了|已经?[规说写讲列]|末[尾段句]|开头[的那]|[前后]面[所说写讲]|[和与及至到或、]第)"
)
"""What follows a chapter that a sentence refers to, whether it ends on its line or not: a part of it, and what that does or has."""
_BY_NAME: Final = lazy("“[^”\n]{2,20}”(?:规定[的了，、：:]|所[称列述指说讲提规载写]|中[的所规有，]|[里内][的所提])")
"""The same by its name: 第四章“合同条款”规定的…."""
_WHEN: Final = lazy(
    "(?:开始|结束|完成|启动)[ 　]?(?:以?[前后]|之[前后]|时(?![间限刻长段机期])|[0-9一二三四五六七八九十]{1,3}[ 　]?个?[天日周月年])"
    "|[以之]后[，的]|期间[，的]|各[节節条條款項项](?:的|之|都|均)"
)
"""第二阶段开始3个月后，… tells when something is, 第二章各节的… what all parts of a chapter are."""
_REFERS: Final = frozenset("第“ \u3000开结完启以之期各")
_LEAST: Final = 3
"""So many decimals with a blank behind them are the headings of a text; a version has so many parts."""
_OF_A_NUMBER: Final = lazy("所[列述称说讲指定]的?|[节条款项](?:的|所|中|里|规定)|中的|[里内]的|规定的")
"""1.3.1所说的那块硬盘… speaks of a section."""
_OF_FIRST: Final = frozenset("所节条款项中里内规")
_SECTION: Final = lazy("节(?![水能约省点目假日奏制气电余俭育拍庆])|条(?![件例理约纹幅形目])|款(?![项式待额])|项(?!目)")
"""2.2节附图标注值的，… speaks of a section that stood before; 节水, 条件 and 项目 are words that a title begins with."""
_DUN: Final = "、"
_ORDINAL: Final = "ordinal-comma"
_ENGLISH: Final = "english"
_JOINED: Final = frozenset("；;，,、")
_NUMBER: Final = lazy("[一二三四五六七八九十]+|[0-9]+|[０-９]+")
_HOW_MANY: Final = lazy("，这[两二三四五六七八九][\u4e00-\u9fff]")
_STEPS_LEAST: Final = 2
_STEP_LINES: Final = 4
"""The steps of a sentence stand no more lines behind a titled one, or behind one another."""
_BOTH: Final = lazy("之[间間前后後]|[两兩都均的中里合同是由和与]")
"""What a sentence says of two that are named together."""
_BOTH_OF_THEM: Final = lazy(
    "之[间前后]|[两都均的是由请需应须为可见]|只(?=[报有需要发作供交填用])|[和与](?!谐)|中(?![学小心国央])|反映|说明|表明|分别|涉及|属于|来自|各自|各有|一[起同并样]"
)
"""The same of two annexes or cases, whose titles follow the same sign: 案例一、二手房买卖."""
_TITLE_MOST: Final = 20
"""The title of a step is not longer, in code points."""


def refuse_spoken_of(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the candidates at the beginnings of lines, in source order, that sentences begin with."""
    buffer = lines.buffer
    steps: list[Candidate] = []
    decimals: list[Candidate] = []
    sections: list[Candidate] = []
    named: list[Candidate] = []
    things: list[Candidate] = []
    known: set[tuple[int, ...]] = set()
    versions = False
    for candidate in candidates:
        family = candidate.family.id
        looked_at = _LOOKED_AT.get(family, 0)
        if not looked_at:
            continue
        if looked_at == _FIRST:
            if candidate.number == 1 and _are_counted(buffer, candidate):
                candidate.refused = "list-in-a-sentence"
            continue
        if looked_at & _DECIMAL:
            at = candidate.end
            while buffer[at : at + 1] == " ":
                at += 1
            if buffer[at : at + 1] in _OF_FIRST and _is_sentence(lines, candidate):
                again = candidate.path in known and "，" in lines.texts[candidate.row] and _SECTION.match(buffer, at)
                if again or _OF_A_NUMBER.match(buffer, at):
                    candidate.refused = "spoken-of"
                    continue
            known.add(candidate.path)
            decimals.append(candidate)
            sections.append(candidate)
            versions = versions or len(candidate.path) >= _LEAST
        elif looked_at & _ANNEX:
            sections.append(candidate)
        if looked_at & _PAIRED:
            if names_two(buffer, candidate):
                candidate.refused = "list-in-a-sentence"
        elif looked_at & _WORDED and (_goes_on_in_line(buffer, candidate) or (family == _ORDINAL and _and_the_next(buffer, candidate))):
            candidate.refused = "list-in-a-sentence"
        elif looked_at & _STEP and "步" in candidate.marker:
            steps.append(candidate)
        elif family == _ENGLISH and candidate.marker[:1] in "Nn":
            things.append(candidate)
        elif looked_at & _PART and buffer[candidate.end : candidate.end + 1] in _REFERS and _is_spoken_of(lines, candidate):
            candidate.refused = "spoken-of"
        elif looked_at & _NAMING and is_named(buffer, candidate):
            named.append(candidate)
    if len(things) == 1 and "，" in lines.texts[things[0].row] and _is_sentence(lines, things[0]):
        things[0].refused = "spoken-of"  # No.1 电池用了三年，鼓过包。 is a thing with its number
    if named:
        refuse_names(candidates, named)
    if versions:
        _refuse_versions(lines, decimals)
    if len(sections) > _LEAST:
        _refuse_again(lines, sections)
    if len(steps) > _STEPS_LEAST:
        _refuse_steps(lines, steps)


def _is_spoken_of(lines: Lines, candidate: Candidate) -> bool:
    """Whether what touches the number of a chapter makes it a place that a sentence begins with."""
    for pattern in (_WHEN, _BY_NAME):
        if pattern.match(lines.buffer, candidate.end, candidate.line_end):
            return True
    if _REFERENCE.match(lines.buffer, candidate.end, candidate.line_end):
        return not lines.buffer[candidate.end].isspace() or _is_sentence(lines, candidate)
    return _is_sentence(lines, candidate) and _PLACE.match(lines.buffer, candidate.end) is not None


def _is_sentence(lines: Lines, candidate: Candidate) -> bool:
    return lines.texts[candidate.row][-1] in "。；"


def _goes_on_in_line(buffer: str, candidate: Candidate) -> bool:
    """Whether the same word with the next number, and the same sign behind it, follows in the sentence: 第一步，修路；第二步，架桥。"""
    number = _NUMBER.search(candidate.marker)
    if number is None:
        return False
    following = numerals.in_script(candidate.number + 1, number.group()[0])
    if following is None:
        return False
    marker = candidate.marker[: number.start()] + following + candidate.marker[number.end() :] + buffer[candidate.end : candidate.end + 1]
    if candidate.delimiter:
        marker = marker[:-1]
    if marker[-1] == "、" and buffer.startswith(marker[:-1], candidate.end + 1):
        return True  # 议题二、议题三都牵涉到钱
    if buffer[candidate.end : candidate.end + 1] == "、" and buffer.startswith(following, candidate.end + 1):
        return _BOTH.match(buffer, candidate.end + 1 + len(following)) is not None  # 步骤三、四之间容易混淆
    at = buffer.find(marker, candidate.end + 1, candidate.line_end)
    return at > 0 and buffer[at - 1] in _JOINED


def names_two(buffer: str, candidate: Candidate) -> bool:
    """Whether the next number follows right behind one with a word: 附件1、附件2请盖章, 材料一、二反映了什么."""
    if buffer[candidate.end - 1] != _DUN and buffer[candidate.end : candidate.end + 1] != _DUN:
        return False
    number = _NUMBER.search(candidate.marker)
    following = numerals.in_script(candidate.number + 1, number.group()[0]) if number is not None else None
    if number is None or following is None:
        return False
    at = candidate.end + (buffer[candidate.end - 1] != _DUN)
    word = candidate.marker[: number.start()]
    if buffer.startswith(word + following, at):
        return True
    if not buffer.startswith(following, at) or (candidate.kind == "case" and _is_short(buffer, candidate)):
        return False  # 案例二、三和公司欠薪纠纷
    return _BOTH_OF_THEM.match(buffer, at + len(following)) is not None


def _is_short(buffer: str, candidate: Candidate) -> bool:
    """Whether a line is short and ends no sentence, as a title is."""
    return candidate.line_end - candidate.end <= _TITLE_MOST and buffer[candidate.line_end - 1] not in "。；！？，："


def _are_counted(buffer: str, first: Candidate) -> bool:
    """Whether a sentence tells the numbers from the first on and says how many they are: 1、减速，2、不变道，这两句话念了十几年。"""
    stop = buffer.find("。", first.end, first.line_end)
    end = stop if stop >= 0 else first.line_end
    at = buffer.find("，这", first.end, end)
    if at < 0 or not _HOW_MANY.match(buffer, at):
        return False
    number = _NUMBER.search(first.marker)
    if number is None:
        return False
    following = numerals.in_script(2, number.group()[0])
    return following is not None and buffer.find(f"，{first.marker.replace(number.group(), following)}", first.end, at) > 0


def _and_the_next(buffer: str, ordinal: Candidate) -> bool:
    """Whether the next ordinal or number stands right behind one: 第一、第二乐章, 第一、二局."""
    at = ordinal.end + buffer.startswith("第", ordinal.end)
    number = _NUMBER.match(buffer, at, at + 3)
    return number is not None and numerals.read(number.group()) == ordinal.number + 1


def _refuse_versions(lines: Lines, decimals: list[Candidate]) -> None:
    buffer = lines.buffer
    apart = 0
    strays: list[Candidate] = []
    before: tuple[int, ...] = ()
    for candidate in decimals:
        path = candidate.path
        sentence = _is_sentence(lines, candidate)
        if buffer[candidate.end : candidate.end + 1].isspace():
            apart += not sentence
        elif not sentence:
            return  # numbers touch titles here
        elif len(path) >= _LEAST:
            if path[:-1] == before[: len(path) - 1] or not "\u4e00" <= buffer[candidate.end] <= "\u9fff":
                return  # a clause
            strays.append(candidate)
            continue
        before = path
    if apart >= _LEAST:
        for candidate in strays:
            candidate.refused = "version"


def _refuse_again(lines: Lines, sections: list[Candidate]) -> None:
    """Refuse what touches a sentence, A.2.1水温不足时，…。, where blanks stand before titles and a section of that number stood before."""
    buffer = lines.buffer
    known: set[tuple[int, ...]] = set()
    strays: list[Candidate] = []
    before: tuple[int, ...] = ()
    apart = 0
    for section in sections:
        path = section.path
        if not "\u4e00" <= buffer[section.end : section.end + 1] <= "\u9fff":
            apart += not _is_sentence(lines, section)
            known.add(path)
            before = path
        elif path in known and path[:-1] == before[: len(path) - 1] and _is_sentence(lines, section) and "，" in lines.texts[section.row]:
            strays.append(section)
        else:
            return  # numbers touch titles here
    if apart >= _LEAST and not any(one.path[:-1] == other.path[:-1] and one.number < other.number for one, other in pairwise(strays)):
        for stray in strays:
            stray.refused = stray.refused or "spoken-of"


def _refuse_steps(lines: Lines, steps: list[Candidate]) -> None:
    """Where steps count as headings, those that sentences tell count for themselves."""
    titled = 0
    last = -_STEP_LINES
    for step in steps:
        text = lines.texts[step.row]
        sign = lines.buffer[step.end - 1] if lines.buffer[step.end - 1] in "，,：:、" else lines.buffer[step.end : step.end + 1]
        if sign in "：:" and len(text) <= _TITLE_MOST and text[-1] not in "。；，":
            titled += 1
            last = step.row
        elif sign in "，," and titled >= _STEPS_LEAST and step.row <= last + _STEP_LINES and step.number <= titled and text[-1] in "。；":
            step.refused = "spoken-of"
            last = step.row
