"""A case or a document ends in mid-sentence.

Its last paragraph is prose and has no closing mark, so the rest was cut off. Told at the last words. A sign-off, a table or a list of
references behind the text, closing words such as 谢谢大家, a website's notice, and a text that leaves its paragraphs open are no defect.

Bad:
    一、节水措施
    食堂改用脚踏式水龙头，每天少用水两吨。
    二、节电措施
    走廊灯改为声控，教室里人走灯灭，空调温度按照规定设置，由后勤人员每天检查并

Good:
    一、节水措施
    食堂改用脚踏式水龙头，每天少用水两吨。
    二、节电措施
    走廊灯改为声控，教室里人走灯灭，空调温度按照规定设置，由后勤人员每天检查并记录。
"""

import re
from collections.abc import Iterator

from casekit.diagnostic import Severity
from casekit.model import Document
from casekit.rules.base import Finding, Rule, quote
from casekit.rules.passages import Passage, passages
from casekit.rules.stray_debris import SITE

_LEAST = 15
"""A passage that is shorter, in code points, is prose only where it has marks inside and breaks off at a joining word."""
_STYLE = 0.3
"""From this share of open paragraphs on, leaving them open is how the text is written."""
_CLOSED = 2
"""So many closed paragraphs show that a text closes them."""
_CUT = re.compile("[，、,（(“‘「『《]$")
_JOINING = re.compile("(?:[和与及或并且但而为对把将被以从向在的之于由]|因为|所以|如果|通过|进行|进一步|不断)$")
_OPEN = re.compile("[\u4e00-\u9fff，、,（(“‘「『《]$")
_INSIDE = re.compile("[，。；！？、,;：:]|(?<=[\u4e00-\u9fff])[.](?=[\u4e00-\u9fff])")
_FAREWELL = re.compile(
    "(?:谢谢(?:大家|各位)?|敬礼|此致|完毕|全文完|特此[\u4e00-\u9fff]{2,6}|汇报完了|(?:起|之日|施|执)行|祝[\u4e00-\u9fff，、]{2,20})$"
)
_SENTENCE = re.compile("[，。；！？]")
_ENTRY = re.compile("[-*·•●■◆|【]|[0-9]{4}年")
_LAST_WORD = re.compile("\\s\\S{1,14}$")
"""Lists, menus and names end like that, not sentences."""
_NOTICE = re.compile("如有侵权|仅供参考|版权|下载|继续(?:免费)?阅读|【(?:广告|推广)】|点击")
_TRANSPARENT = frozenset(("furniture", "note", "reference", "disclaimer"))
"""What may stand behind the end of a text without being part of it."""


def _look(document: Document) -> Iterator[Finding]:
    prose: list[Passage] = []
    last: Passage | None = None
    level = -1
    for passage in passages(document):
        head, block = passage.head, passage.block
        if head is not None and head.kind == "case":
            # What stands ahead of the cases inside a case is a preamble and no end.
            if head.level <= level:
                yield from _judge(prose, last)
                prose = []
            last, level = None, head.level
        if passage.kind in _TRANSPARENT or _notice(passage):
            continue
        if passage.lost and prose and prose[-1] is last:
            prose.pop()  # its end is lost-text's to tell
        last = passage if block is not None and block.kind == "paragraph" else None
        if last is not None:
            prose.append(last)
    yield from _judge(prose, last)


def _judge(prose: list[Passage], last: Passage | None) -> Iterator[Finding]:
    """Whether the text that ends with `last` is cut off, measured by its other paragraphs."""
    if last is None or last.block is None or not _cut(last.text):
        return
    long = [passage for passage in prose if passage is not last and len(passage.text) >= _LEAST]
    left_open = sum(1 for passage in long if _OPEN.search(passage.text.rstrip()))
    if left_open > _STYLE * len(long) or (len(long) - left_open < _CLOSED and not _INSIDE.search(last.text)):
        return
    text = last.block.text.rstrip()
    tail = quote(text[-12:])
    yield Finding(
        last.block.offset(max(0, len(text) - 12)),
        last.block.offset(len(text) - 1) + 1,
        f'the text ends in mid-sentence, after "{tail}"; look for the rest in the original',
        f"正文在“{tail}”处中断，没有结束；请对照原文补全",
    )


def _notice(passage: Passage) -> bool:
    """Whether a passage is a website speaking, and not the text."""
    text = passage.text
    return passage.head is None and len(text) <= 60 and bool(SITE.search(text) or _NOTICE.search(text))


def _cut(text: str) -> bool:
    """Whether a passage breaks off: prose without a closing mark."""
    text = text.rstrip()[-400:]
    if not _OPEN.search(text) or _FAREWELL.search(text[-30:]) or _NOTICE.search(text[-20:]):
        return False
    if _CUT.search(text):
        return True
    if not _SENTENCE.search(text) and (_ENTRY.match(text) or _LAST_WORD.search(text)):
        return False
    if len(text) >= _LEAST:
        return True
    return bool(_INSIDE.search(text) and _JOINING.search(text))


RULE = Rule("CK303", "truncated-end", Severity.ERROR, "a case or a document ends in mid-sentence", "结尾被截断", __doc__ or "", _look)
