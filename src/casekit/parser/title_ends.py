"""Where on its line a title ends: at a full stop, a colon or a gap outside quotations and brackets."""

from types import FunctionType
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.run_on import run_on
from casekit.patterns import lazy
from casekit.plane import PLANE, table

_TOKEN: Final = lazy(r"[.。；;！!？?：:“”‘’「」『』《》（）()【】\[\]〔〕]|[ \t\u3000\u00a0]{2,}|\u3000|\t")
_OPENERS: Final = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕"}
_CLOSERS: Final = frozenset(_OPENERS.values())
_SIGN: Final = lazy("[.。；;！!？?：:“”‘’「」『』《》（）()【】\\[\\]〔〕 \\t\u3000\u00a0]")
"""What could end a title or keep it from ending."""
_SIGNS: Final = table((1, ".。；;！!？?：:“”‘’「」『』《》（）()【】[]〔〕 \t\u3000\u00a0"))
_FIRST_HAN: Final = 0x4E00
_LAST_HAN: Final = 0x9FFF
"""No sign and no blank lies between these: most characters are done with one look."""
_CLOSED: Final = (ord("）"), ord(")"))
_FULL_STOP: Final = 0x3002
_SEMICOLON: Final = 0xFF1B
_COMPILED: Final = not isinstance(run_on, FunctionType)
"""A loop over characters is faster than a pattern where it is compiled, and only there."""
_MORE: Final = frozenset("！!？?”’」』")
"""These may follow the sign that ends a title."""
_BRACKET: Final = lazy(f".[{BLANK}]*(?:（[^（）\\n]{{0,20}}）|\\([^()\\n]{{0,20}}\\))\\Z")
"""Behind the ？ of a title, at the end of its line."""
_SCORED: Final = lazy(f".[{BLANK}]*[（(][{BLANK}]*(?:[0-9]{{1,3}}[{BLANK}]*分)?[{BLANK}]*[）)]\\Z")
"""The same behind 。: what a question is worth, or the place for its answer."""
_ASKED: Final = lazy("(?![0-9（(])(?:[^，。；：！？!?;:]{1,24}[？?]){1,3}")
"""The questions behind the first one of a title; none that has a number of its own."""
_CALLED: Final = lazy("[^，。；：！？!?;:]{1,16}[！!]?")
"""What a title says behind a call."""
_BRACKETS: Final = {"（": "）", "(": ")", "【": "】", "〔": "〕"}
_PHRASE_LEAST: Final = 6
"""The first of two phrases that a wide blank divides is not shorter (code points)."""
_FIELDS: Final = ("时间", "地点", "人员", "对象", "电话", "方式", "联系人", "单位", "范围", "费用", "名额", "地址")
"""What a notice tells behind such a label is no second phrase of a title: 三、参加培训人员　各村农技员一名."""
_SECOND_MOST: Final = 4
"""Nor is what is so many times as long as the first."""
_NUMBER_MOST: Final = 4
LABEL_MOST: Final = 24
"""A label before a colon is not longer (code points)."""
_CLAUSE: Final = lazy("[，。；、：？！,;:]")
_NAME_MOST: Final = 24
"""A name behind a colon is not longer (code points)."""
_FIELD_MOST: Final = 4
"""A label before a colon that is no longer names a field: 保险期限：12个月 (code points)."""
_CLAUSE_LEAST: Final = 12
"""A clause behind a colon is a text of its own from here on."""
LOOK: Final = 400
"""A title is looked for in so many code points."""
ALL: Final = -1, -1
"""No end of a title, and no text behind it: all of it is title."""


def end_of_title(buffer: str, at: int, end: int) -> tuple[int, int]:
    """Where the title ends and where the text behind its closing mark begins; `ALL` when all of it is title."""
    limit = end if end < at + LOOK else at + LOOK
    begin = _first_sign(buffer, at, limit)
    if begin < 0 or begin + 1 >= end:
        return ALL
    sign = ord(buffer[begin])
    ends = sign in (_FULL_STOP, _SEMICOLON) and begin - at >= 2
    if ends and (_FIRST_HAN <= ord(buffer[begin + 1]) <= _LAST_HAN or buffer[begin + 1] not in _MORE):
        return ALL if ord(buffer[end - 1]) in _CLOSED and _SCORED.match(buffer, begin, end) else (begin, begin + 1)
    return _weighed_end(buffer, at, begin, end, limit)


def _first_sign(buffer: str, at: int, end: int) -> int:
    """Where the first sign stands that could end a title or keep it from ending, -1 for none."""
    if not _COMPILED:
        found = _SIGN.search(buffer, at, end)
        return found.start() if found else -1
    signs = _SIGNS
    for place in range(at, end):
        code = ord(buffer[place])
        if code <= PLANE and signs[code]:
            return place
    return -1


def _weighed_end(buffer: str, at: int, begin: int, end: int, limit: int) -> tuple[int, int]:
    """The same where the first sign, at `begin`, may stand inside the title."""
    depth: list[str] = []
    opened = -1
    for token in _TOKEN.finditer(buffer, begin, limit):
        sign = token.group()
        place = token.start()
        if sign in _OPENERS:
            if len(depth) < 8:
                depth.append(_OPENERS[sign])
                opened = place if opened < 0 else opened
            continue
        if sign in _CLOSERS:
            if depth and sign in depth:
                while depth and depth.pop() != sign:
                    pass
            if not depth:
                opened = -1
            continue
        if depth and place - opened < 60:
            continue
        behind = token.end()
        if sign == ".":
            if (
                place - at >= 2
                and buffer.find("。", at, limit) < 0
                and full_stop(buffer, at, place)
                and behind < end
                and not _latin(buffer[behind])
            ):
                return place, behind
            continue
        if sign in "。；;！!？?":
            if behind >= end:
                return ALL
            if sign in "；;" and place - at < 2:
                continue
            while behind < end and buffer[behind] in _MORE:
                behind += 1
            if behind >= end or (buffer[end - 1] in "）)" and (_SCORED if sign in "。；;" else _BRACKET).match(buffer, behind - 1, end)):
                return ALL
            if sign in "。；;":
                return place, behind
            if buffer.startswith("——", behind):  # 路在哪里？——三十户人家的讨论
                continue
            return ALL if _calls_on(buffer, place, behind, end) else (behind, behind)
        if sign in "：:":
            if buffer[place - 1].isdecimal() and buffer[behind : behind + 1].isdecimal():  # 6:20, 1:2
                continue
            if buffer[behind : behind + 1] in ("/", "\\") and _latin(buffer[place - 1]):  # https://…, D:\data
                continue
            label = place - at
            if 0 < label <= LABEL_MOST and end - behind >= _CLAUSE_LEAST and (label <= _FIELD_MOST or not _named(buffer, behind, end)):
                return place, behind
            continue
        if _latin(buffer[behind]) and buffer[behind:end].isascii():  # 净菜　ready-to-cook vegetables
            continue
        if sign[0] == " " and buffer[place - 1] == "\n":  # the margin of a title that was wrapped
            continue
        least = _gap_least(buffer, end, behind - place, place - at)
        if place - at <= _NUMBER_MOST and not buffer[at:place].strip(".．、)）0123456789"):
            continue  # 1. 1.⇥先付定金: a number again, and no label
        if 2 <= place - at <= LABEL_MOST and end - behind >= least and not _spaced(buffer, at, place):
            return ALL if _of_the_title(buffer, place - at, sign, behind, end) else (place, behind)
    return ALL


def _calls_on(buffer: str, place: int, behind: int, end: int) -> bool:
    """Whether a title goes on behind its ？ or ！ at `place`: it asks again (钱怎么花？谁来管？), or it called (你好！外来的姑爷)."""
    return (_ASKED if buffer[place] in "？?" else _CALLED).fullmatch(buffer, behind, end) is not None


def _of_the_title(buffer: str, label: int, gap: str, behind: int, end: int) -> bool:
    """Whether what stands behind a gap is more of the title: a bracket up to the end of the line, or behind one wide blank the second of
    two phrases (坚持党建引领　推动镇村联动): the first is longer than what names a field, and no sign divides the second.
    """
    closer = _BRACKETS.get(buffer[behind])
    if closer is not None:
        return buffer.find(closer, behind, end) == end - 1
    if buffer[behind].isdecimal() or buffer.endswith(_FIELDS, 0, behind - len(gap)) or end - behind > _SECOND_MOST * label:
        return False
    return gap == "\u3000" and label >= _PHRASE_LEAST and _CLAUSE.search(buffer, behind, end) is None and buffer[end - 1] != "。"


def _named(buffer: str, behind: int, end: int) -> bool:
    """Whether what stands behind a colon is more of a name than a clause: short, and without a sign of a sentence."""
    return end - behind <= _NAME_MOST and _CLAUSE.search(buffer, behind, end) is None


def _gap_least(buffer: str, end: int, gap: int, label: int) -> int:
    """How much must stand behind a gap of `gap` blanks to be text: less where it is a sentence that tells of a name before it."""
    return 3 if gap > 1 and label <= 8 and buffer[end - 1] in "。；" else 20


def _spaced(buffer: str, start: int, end: int) -> bool:
    """Whether a short label is letter-spaced (总　则), so that a blank in it divides nothing."""
    return end - start <= 1 or buffer[end - 2].isspace()


def full_stop(buffer: str, at: int, place: int) -> bool:
    """Whether the sign at `place` is a half-width full stop: it stands behind a Han character or what closes a quotation."""
    if buffer[place] != ".":
        return False
    before = buffer[place - 1] if place > at else ""
    return "\u4e00" <= before <= "\u9fff" or before in tuple("”）)》")


def _latin(c: str) -> bool:
    return c.isascii() and c.isalpha()
