"""A single blank inside a word of running text: 活 动, 工 作.

Converters leave them at the ends of printed lines. Blanks that divide are no defect: wide or full-width ones, those between parallel
phrases, between a label and its value, between the characters of a name or a letter-spaced title. A passage full of them is told once.

Bad:
    一、阅读推广
    图书室每周六开放，由退休教师轮流值守，孩子们可以自己挑书，也可以参 加朗读比赛，优胜者得到一本新书。

Good:
    一、阅读推广
    图书室每周六开放，由退休教师轮流值守，墙上写着“多读书 读好书”，孩子们可以自己挑书，也可以参加朗读比赛。
    主讲：田 野　协办：文化站 妇联
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.passages import PROSE, Passage
from casekit.rules.signs import BLANKS

_ZH = (
    "正文的词语中间有一个空格：活 动，工 作。多由格式转换留在原书的行末。起分隔作用的空格不算：宽空格、全角空格，并列短语之间、"
    "栏目与内容之间、人名两字之间、拉开字距的标题之中。一段之内很多时合并报告一次。"
)
_H: Final = "\u3400-\u9fff"
_STRAY: Final = lazy(f"[ \u00a0](?=[{_H}])(?<=[{_H}].)")
_SEGMENT: Final = lazy(f"[{_H}]*")
_INSIDE: Final = lazy("[，。；！？,;]")
_UNIT: Final = lazy("第[0-9０-９一二三四五六七八九十百千零〇]{1,9}[编篇章节条款项](?:之[一二三四五六七八九十]{1,2})?$")
"""An article and what it says stand apart."""
_DOCUMENTS: Final = ("总结", "报告", "方案", "通知", "意见", "办法", "规定", "计划", "材料", "体会", "案例", "汇报", "解释", "决定")
_OPENERS: Final = "“‘「『《（(【"
_CLOSERS: Final = "”’」』》）)】"
_COLONS: Final = "：:"
_DIVIDERS: Final = frozenset("和及或跟至")
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_LEAST: Final = 20
"""Shorter passages, in code points, are set with blanks on purpose too often."""
_DENSE: Final = 6
"""So many Han characters must stand together around the blank."""
_TITLE: Final = 60
"""A title inside 《》 is not longer before its blank."""
_PHRASE: Final = 4
"""Parallel phrases are not shorter."""
_AGAIN: Final = 3
"""A word before blanks with so many different words behind them is set off on purpose."""
_MANY: Final = 4
"""From this number on, the blanks of a passage are told once."""


def _look(reading: Reading) -> Iterator[Finding]:
    rows: list[tuple[Passage, list[int], int]] = []
    behind: dict[str, set[str]] = {}
    for place in reading.signs.holding(BLANKS):
        passage = reading.passages[place]
        if passage.kind not in PROSE or len(passage.text) < _LEAST:
            continue
        text = passage.text
        blanks = [match.start() for match in _STRAY.finditer(text)]
        if not blanks or not _INSIDE.search(text):
            continue
        stray = [at for at in blanks if _inside_word(text, at)]
        rows.append((passage, stray, len(blanks)))
        for at in stray:
            behind.setdefault(text[at - 2 : at], set()).add(text[at + 1 : at + 3])
    # 我希望 …, 以便 …: a word that stands before a blank again and again, with ever another word behind it, is set off from it.
    labels = {word for word, followers in behind.items() if len(followers) >= _AGAIN}
    for passage, stray, blanks_here in rows:
        yield from _tell(passage, [at for at in stray if passage.text[at - 2 : at] not in labels], blanks_here)


def _tell(passage: Passage, stray: list[int], blanks: int) -> Iterator[Finding]:
    """The findings of one passage: one for each blank, or one for all where they are many."""
    text = passage.text
    if len(stray) < _MANY:
        if blanks < _MANY or 2 * len(stray) > blanks:
            for at in stray:
                start = passage.offset(at)
                near = quote(text[max(0, at - 4) : at + 5])
                message, message_zh = f'a stray blank inside a word, at "{near}"; delete it', f"词语中间有多余的空格：“{near}”；请删去"
                yield Finding(start, start + 1, message, message_zh, ((start, start + 1, ""),))
        return
    start = passage.offset(stray[0])
    near = quote(text[max(0, stray[0] - 4) : stray[0] + 5])
    yield Finding(
        start,
        start + 1,
        f'{len(stray)} stray blanks inside words, the first at "{near}"; delete them',
        f"词语中间有{len(stray)}处多余的空格，第一处在“{near}”；请删去",
        tuple((place, place + 1, "") for place in map(passage.offset, stray)),
    )


def _inside_word(text: str, at: int) -> bool:
    """Whether the blank at `at` divides nothing."""
    start = at
    while start and at - start < _LEAST and "\u3400" <= text[start - 1] <= "\u9fff":
        start -= 1
    found = _SEGMENT.match(text, at + 1, at + 1 + _LEAST)
    end = found.end() if found else at + 1
    left, right = at - start, end - at - 1
    before, behind = text[start - 1 : start], text[end : end + 1]
    if left + right < _DENSE or left < 2 or before.isspace() or behind.isspace():
        return False  # one of several parts, or the blank in a name
    if left == right >= _PHRASE:
        return False  # parallel phrases: 多读书 读好书
    if before in _OPENERS and behind in _CLOSERS and before and behind:
        return False  # the parts of a name or a slogan
    if text.rfind("《", max(0, at - _TITLE), at) > text.rfind("》", max(0, at - _TITLE), at):
        return False  # the parts of a long title
    if behind in _COLONS and behind and right <= 8:
        return False  # the next label of a row
    if right == 1 and text[at - 1] in _SURNAMES:
        return False  # a name of two characters
    if _UNIT.search(text, max(0, at - 16), at):
        return False
    if not start and text[at - 2 : at] in _DOCUMENTS:
        return False  # a title and its text on one line
    return text[at - 1] != "第" and text[at + 1] not in _DIVIDERS


RULE = Rule("CK305", "stray-space", Severity.WARNING, "a stray blank inside a word", "词语中间有多余空格", __doc__ or "", _look, why_zh=_ZH)
