"""A line breaks off in mid-sentence and goes on in the next, in a text whose lines are not wrapped.

The text itself is whole: the parser joins the halves. Told at the start of the line that goes on. A text that is hard-wrapped throughout,
or a case that is, has a style and no defect; a break where a page number stands between is the page's; the lines of a note in brackets,
captions, sources of figures, and dated entries are lines of their own.

Bad:
    一、便民服务
    镇里设立了便民服务点，每周二由工作人员到村里值班，把群众要办的材料收上来统
    一办理，办好以后再送到家里。
    服务点的桌椅和打印机由村里提供，电费由镇里承担，每年结算一次，账目在村务公开栏里公布，接受大家监督。
    二、便民热线
    热线电话全天有人接听，当天能答复的当天答复，不能答复的三天之内由专人联系，结果逐一记入台账，每月汇总。
    每个季度抽查一次通话录音，由群众代表打分，分数与工作人员的考核挂钩，连续两次不合格的调离岗位，另行安排。

Good:
    一、便民服务
    镇里设立了便民服务点，每周二由工作人员到村里值班，把群众要办的材料收上来统一办理，办好以后再送到家里。
    服务点的桌椅和打印机由村里提供，电费由镇里承担，每年结算一次，账目在村务公开栏里公布，接受大家监督。
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Block, Join, Section
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.shapes import dataclass
from casekit.source import Source

_ZH = (
    "句子在行尾断开，到下一行继续，而全文并不按固定宽度换行。文字本身完整，解析时已将两半接上。位置在接续的那一行开头。"
    "全文或某一案例一律按宽度换行的是版式；断行处隔着页码的归于页面；括号内的注、图表标题、资料来源、按日期分列的条目各自成行，"
    "都不算缺陷。"
)
_STYLE: Final = 0.3
"""From this share of broken paragraphs on, among those long enough to be, breaking lines is how the text is set."""
_LINE: Final = lazy(
    "(?:资料|数据|图片)?来源[:：]|[图表注]\\s?[0-9一二三四五六七八九十]{0,3}(?:[-－.．][0-9]{1,3})?[\\s:：]"
    "|[\u4e00-\u9fff]{1,6}[:：]|[·•●■◆▲]|(?:根据|[(（])?[12][0-9]{3}年(?:[0-9]{1,2}月)?"
)
"""A line that stands for itself."""
_SEAM: Final = lazy("[\u4e00-\u9fffA-Za-z0-9，、,] ?[\u4e00-\u9fffA-Za-z“‘「『《（]|[，、于在从自至到约共达为每第近超的] ?[0-9]")
"""The signs on both sides of a break that is inside a sentence."""
_DOCUMENT: Final = lazy(".*(?:总结|报告|方案|通知|意见|办法|规定|条例|计划|材料|体会|案例|汇报|解释|决定|[0-9一二三四五六七八九十][篇则])$")
_SENTENCE: Final = lazy("[，。；,;！？]")
"""A first line that ends with the name of a kind of document, and has no mark inside, is a title."""
_BRACKETS: Final = {"（": "）", "(": ")", "【": "】", "〔": "〕", "[": "]"}
_EVEN: Final = 0.3
"""Lines set to one width, run-in titles aside, do not differ by more than this share of the longest."""
_LINES: Final = 5
"""So many broken lines of one length, half of all or more, were set to a width."""
_FEW: Final = 3
"""Fewer broken paragraphs in one case are no style of its own."""


def _look(reading: Reading) -> Iterator[Finding]:
    cases = _cases(reading.nodes)
    joined = [node for case in cases for node in case.joined]
    if not joined or _wrapped([block for case in cases for block in case.paragraphs], joined, 1):
        return
    width = _width(joined, reading.source)
    for case in cases:
        if case.joined and not _wrapped(case.paragraphs, case.joined, _FEW):
            for node in case.joined:
                yield from _breaks(node, width)


class _Case:
    """The paragraphs of a case, and those of them and of its headings that go over several lines."""

    def __init__(self) -> None:
        self.paragraphs: list[Block] = []
        self.joined: list[Section | Block] = []


def _cases(everything: list[Section | Block]) -> list[_Case]:
    """What stands ahead of the first case, and every case."""
    case = _Case()
    found = [case]
    for node in everything:
        if isinstance(node, Block):
            if node.kind != "paragraph":
                continue
            case.paragraphs.append(node)
        elif node.kind == "case":
            case = _Case()
            found.append(case)
        if node.joins:
            case.joined.append(node)
    return found


@dataclass(slots=True)
class _Width:
    """The width to which lines of the text were set: breaks of lines `least` to `most` code points long are no defect."""

    source: Source
    least: int = 0
    most: int = -1

    def fits(self, join: Join) -> bool:
        return self.least <= _line_length(join, self.source) <= self.most


def _width(nodes_here: list[Section | Block], source: Source) -> _Width:
    """The length that most of the broken lines have; no width where their lengths are all their own."""
    lengths = Counter(_line_length(join, source) for node in nodes_here for join in _own(node.joins))
    if not lengths:
        return _Width(source)
    usual = max(lengths, key=lambda length: (lengths[length], length))
    slack = max(2, usual // 10)
    near = sum(count for length, count in lengths.items() if abs(length - usual) <= slack)
    if near < _LINES or 2 * near < lengths.total():
        return _Width(source)
    return _Width(source, usual - slack, usual + slack)


def _line_length(join: Join, source: Source) -> int:
    """The length of the line that ends with the break."""
    return join.start - source.starts[source.line(join.start) - 1]


def _wrapped(paragraphs: list[Block], joined: list[Section | Block], least: int) -> bool:
    """Whether the paragraphs of a case are hard-wrapped: those longer than its broken lines are mostly broken."""
    broken = [node for node in joined if isinstance(node, Block) and _own(node.joins)]
    if len(broken) < least or _uneven(broken):
        return False
    from statistics import median  # brings a good deal with it, and few texts come here

    width = median(node.joins[0].start - node.start for node in broken)
    long = 0
    for node in paragraphs:
        if len(node.text) > width or (node.joins and _own(node.joins)):
            long += 1
    return len(broken) >= _STYLE * long


def _uneven(broken: list[Block]) -> bool:
    """Whether the paragraphs break once each, and at lengths of their own: accidents, no width to which lines were set."""
    once = sum(1 for node in broken if len(node.joins) == 1)
    lengths = sorted(node.joins[0].start - node.start for node in broken)
    return len(broken) >= _FEW and once * 4 >= len(broken) * 3 and lengths[-1] - lengths[0] > _EVEN * lengths[-1]


def _own(joins: list[Join]) -> list[Join]:
    """The joins that no page furniture explains."""
    return [join for join in joins if not join.skipped]


def _breaks(node: Section | Block, width: _Width) -> Iterator[Finding]:
    text, first = (node.text, node.start) if isinstance(node, Block) else (node.title, node.offset(0) if node.joins else 0)
    left_out = piece = 0
    bracket_end = _bracket_end(text)
    for join in node.joins:
        at = join.start - first - left_out
        left_out += join.end - join.start - len(join.glue)
        behind = at + len(join.glue)
        title = not piece and _DOCUMENT.match(text[max(0, at - 4) : at]) and not _SENTENCE.search(text, 0, at)
        apart = (
            join.skipped
            or title
            or at < bracket_end
            or _LINE.match(text, piece)
            or _LINE.match(text, behind)
            or not _SEAM.match(text, at - 1)
        )
        piece = behind
        if apart or width.fits(join):
            continue
        tail, head = quote(text[max(0, at - 8) : at]), quote(text[behind : behind + 8])
        yield Finding(
            join.end,
            join.end + min(8, len(text) - behind),
            f'the line breaks off in mid-sentence, after "{tail}" and before "{head}"; join the two lines',
            f"句子在“{tail}”与“{head}”之间被换行断开；请将两行接上",
        )


def _bracket_end(text: str) -> int:
    """Where the bracket closes that the text begins with, a note set on several lines; 0 where it begins with none."""
    if text[:1] not in _BRACKETS:
        return 0
    end = text.find(_BRACKETS[text[0]])
    return end if end >= 0 else len(text)


RULE = Rule("CK302", "broken-line", Severity.INFO, "a line breaks off in mid-sentence", "句中断行", __doc__ or "", _look, why_zh=_ZH)
