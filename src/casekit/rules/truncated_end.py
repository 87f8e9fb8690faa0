"""A case, a section or a document ends in mid-sentence.

Its last paragraph is prose and has no closing mark, so the rest was cut off. Told at the last words. Inside a text, before the next
heading, only a paragraph of several sentences is judged, in a text that closes all the others. A sign-off, a table or a list of
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

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.passages import Passage
from casekit.rules.signs import NOTICES
from casekit.rules.stray_debris import SITE
from casekit.shapes import dataclass, field

_ZH = (
    "案例、章节或全文在句子中间结束：最后一段是正文而没有句末标点，其余部分被截去。位置在最后几个字。文中的一节，只在其末段含有多个"
    "句子、而其他各段都有句末标点时判断。正文之后有落款、表格或参考文献的，以“谢谢大家”之类结束的，网站的提示语，以及段落本来不用句"
    "末标点的文本，不算缺陷。"
)
_LEAST: Final = 15
"""A passage that is shorter, in code points, is prose only where it has marks inside and breaks off at a joining word."""
_SHORTEST: Final = 10
"""The same in a long text that closes all its paragraphs."""
_INNER: Final = 60
"""A paragraph inside a text is not judged where it is shorter, in code points."""
_FEW: Final = 3
"""A case with fewer long paragraphs is measured by the whole text."""
_MANY: Final = 10
_ENDS: Final = 5
"""So many long paragraphs, or so many before headings, show how a text ends its paragraphs."""
_SLIPS: Final = 0.1
"""The share of open paragraphs up to which a text closes them."""
_BRACKET: Final = 60
"""A bracket that is left open at the end is looked for so far back, in code points."""
_STYLE: Final = 0.3
"""From this share of open paragraphs on, leaving them open is how the text is written."""
_CLOSED: Final = 2
"""So many closed paragraphs show that a text closes them."""
_CUT: Final = lazy("[，、,（(“‘「『《]$|——$")
_JOINING: Final = lazy("(?:[和与及或并且但而为对把将被以从向在的之于由]|因为|所以|如果|通过|进行|进一步|不断)$")
_OPEN: Final = frozenset("，、,（(“‘「『《—")
_OPEN_BRACKET: Final = lazy("（[^（）()]{1,50}[A-Za-z0-9\u4e00-\u9fff]$")
_SENTENCE_END: Final = lazy("[。；！？]")
_CLOSING: Final = frozenset("。；！？")
_ANNOUNCES: Final = lazy("(?:如下|以下|下列)[\u4e00-\u9fff]{0,6}$")
_BRACKETS: Final = frozenset("（(“‘「『《")
_INSIDE: Final = lazy("[，。；！？、,;：:]|(?<=[\u4e00-\u9fff])[.](?=[\u4e00-\u9fff])")
_FAREWELL: Final = lazy(
    "(?:谢谢(?:大家|各位)?|敬礼|此致|完毕|全文完|特此[\u4e00-\u9fff]{2,6}|汇报完了|(?:起|之日|施|执)行|祝[\u4e00-\u9fff，、]{2,20})$"
)
_SENTENCE: Final = lazy("[，。；！？]")
_ENTRY: Final = lazy("[-*·•●■◆|【]|[0-9]{4}年")
_LAST_WORD: Final = lazy("\\s\\S{1,14}$")
"""Lists, menus and names end like that, not sentences."""
_NOTICE: Final = lazy("^>|下一页|更多精彩|如有侵权|仅供参考|版权|下载|继续(?:免费)?阅读|【(?:广告|推广)】|点击")
_TRANSPARENT: Final = frozenset(("furniture", "note", "reference", "disclaimer"))
"""What may stand behind the end of a text without being part of it."""


@dataclass(slots=True)
class _Text:
    """One case, or the text as a whole: its prose, the last of it where it ends with prose, and what stands before a heading inside."""

    prose: list[Passage] = field(default_factory=list)
    last: Passage | None = None
    inner: list[Passage] = field(default_factory=list)


def _look(reading: Reading) -> Iterator[Finding]:
    texts = _texts(reading.passages, set(reading.signs.holding(NOTICES)))
    styles = [_Style.of(text.prose) for text in texts]
    whole = _Style(sum(style.long for style in styles), sum(style.open for style in styles))
    for text, style in zip(texts, styles, strict=True):
        ends, own = _Style.of(text.inner), style if text.last is None else style.without(text.last)
        # What stands before headings shows best how a text ends: in between, a paragraph may have been broken in two.
        closes = ends.closes if ends.long >= _ENDS else own.closes if own.long >= _MANY else whole.closes
        for passage in text.inner:
            if closes and _cut_inside(passage.text):
                yield _finding(passage, "section")
        if text.last is not None and text.last.block is not None:
            measure = ends if ends.long >= _ENDS else own if own.long >= _FEW else whole.without(text.last)
            if _judge(text.last, measure, whole):
                yield _finding(text.last, "text")


def _texts(passages: list[Passage], noticing: set[int]) -> list[_Text]:
    """The cases of a document, in source order; `noticing` are the places of the passages in which a website may speak."""
    found = [_Text()]
    level = -1
    for place, passage in enumerate(passages):
        head, block, text = passage.head, passage.block, found[-1]
        if head is not None and head.kind == "case":
            # What stands ahead of the cases inside a case is a preamble and no end.
            if head.level <= level:
                text = _Text()
                found.append(text)
            else:
                text.prose, text.last = [], None
            text.last, level = None, head.level
        elif head is not None and head.number is not None and text.last is not None:
            text.inner.append(text.last)
        if passage.kind in _TRANSPARENT or (place in noticing and _notice(passage)):
            continue
        if passage.lost and text.prose and text.prose[-1] is text.last:
            text.prose.pop()  # its end is lost-text's to tell
        text.last = passage if block is not None and block.kind == "paragraph" else None
        if text.last is not None:
            text.prose.append(text.last)
    return found


@dataclass(slots=True)
class _Style:
    """Of the long paragraphs of a text: how many there are, and how many are left open."""

    long: int
    open: int

    @classmethod
    def of(cls, prose: list[Passage]) -> "_Style":
        long = open_ones = 0
        for passage in prose:
            text = passage.text
            if len(text) >= _LEAST:
                long += 1
                if _is_open(text.rstrip()[-1:]):
                    open_ones += 1
        return cls(long, open_ones)

    def without(self, passage: Passage) -> "_Style":
        """The style of the others, `passage` being one of those counted."""
        other = _Style.of([passage])
        return _Style(self.long - other.long, self.open - other.open)

    @property
    def closes(self) -> bool:
        """Whether the text closes its paragraphs without exception worth the name."""
        return self.long >= _ENDS and self.open <= max(1, _SLIPS * self.long)


def _judge(last: Passage, style: _Style, whole: _Style) -> bool:
    """Whether the text that ends with `last` is cut off, measured by its other paragraphs."""
    if not _cut(last.text, _SHORTEST if whole.long >= 2 * _MANY and whole.open <= 1 else _LEAST):
        return False
    if style.open > _STYLE * style.long:
        return False
    return style.long - style.open >= _CLOSED or bool(_INSIDE.search(last.text))


def _finding(passage: Passage, what: str) -> Finding:
    assert passage.block is not None
    text = passage.block.text.rstrip()
    tail = quote(text[-12:])
    what_zh = "正文" if what == "text" else "本节"
    return Finding(
        passage.block.offset(max(0, len(text) - 12)),
        passage.block.offset(len(text) - 1) + 1,
        f'the {what} ends in mid-sentence, after "{tail}"; look for the rest in the original',
        f"{what_zh}在“{tail}”处中断，没有结束；请对照原文补全",
    )


def _notice(passage: Passage) -> bool:
    """Whether a passage is a website speaking, and not the text."""
    text = passage.text
    if passage.head is not None or len(text) > 60:
        return False
    return bool(SITE.search(text) or _NOTICE.search(text))


def _cut_inside(text: str) -> bool:
    """Whether a paragraph before a heading breaks off: several sentences, and the last without its end."""
    text = text.rstrip()
    if len(text) < _INNER or text[-1] in _CLOSING:
        return False
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    if len(ends) < 2 or len(text) - ends[-1] < _LEAST or text[-1] in _BRACKETS:
        return False
    return _cut(text, _LEAST) and not _ANNOUNCES.search(text)


def _cut(text: str, least: int) -> bool:
    """Whether a passage breaks off: prose without a closing mark."""
    text = text.rstrip()[-400:]
    if "（" in text[-_BRACKET:] and _OPEN_BRACKET.search(text[-_BRACKET:]):
        return True
    if not _is_open(text[-1:]) or _FAREWELL.search(text[-30:]) or _NOTICE.search(text[-20:]):
        return False
    if _CUT.search(text):
        return True
    if not _SENTENCE.search(text) and (_ENTRY.match(text) or _LAST_WORD.search(text)):
        return False
    if len(text) >= least:
        return True
    return bool(_INSIDE.search(text) and _JOINING.search(text))


def _is_open(sign: str) -> bool:
    """Whether a text that ends with a sign is not closed by it; "" closes."""
    return "\u4e00" <= sign <= "\u9fff" or sign in _OPEN


RULE = Rule(
    "CK303", "truncated-end", Severity.ERROR, "a text or a section ends in mid-sentence", "结尾被截断", __doc__ or "", _look, why_zh=_ZH
)
