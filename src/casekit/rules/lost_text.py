"""Text is missing between two paragraphs.

The parser leaves a break open where the halves cannot be one sentence. Its evidence: a heading's number jumps right behind the break, a
quotation opened before it is never closed, or the words on both sides do not fit together. Told at the first word behind the hole.

Bad:
    一、分类投放
    1、入户宣传。志愿者挨家挨户讲解分类方法，给每户发放两只垃圾桶，提出“投放一小步，文明一
    家庭的积极性也随之提高。
    2、定点投放。小区设置四处投放点。
    3、定时清运。清运车每天早晚各来一次。

Good:
    一、分类投放
    1、入户宣传。志愿者挨家挨户讲解分类方法，给每户发放两只垃圾桶，提出“投放一小步，文明一大步”的口号，家庭的积极性也随之提高。
    2、定点投放。小区设置四处投放点。
    3、定时清运。清运车每天早晚各来一次。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Block
from casekit.rules.base import Finding, Reading, Rule, quote

_ZH = (
    "两段之间丢失了文字。解析时，两半不可能是一句话的断行不予接合，其依据是：断行之后标题的号码跳号，断行之前的引号始终没有闭合，"
    "或者前后的词语接不上。位置在缺口之后的第一个词。"
)
_EVIDENCE: Final = {
    "numbering-jump": ("the number of the next heading jumps", "后面标题的编号跳号"),
    "quote-open": ("a quotation is left open before it", "前面的引号没有闭合"),
    "halves": ("the words on both sides do not fit together", "前后两半接不上"),
}
_SHOWN: Final = 20
_CLOSED: Final = frozenset("。；！？：;!?:")


def _ends_quotation(text: str) -> bool:
    """Whether a text closes a quotation that it does not open: it belongs to one over several paragraphs."""
    return text.count("”") > text.count("“")


def _look(reading: Reading) -> Iterator[Finding]:
    before = ""
    for node in reading.nodes:
        if not isinstance(node, Block):
            before = node.title or before
            continue
        if node.lost and not (node.lost == "halves" and before.rstrip()[-1:] in _CLOSED and _ends_quotation(node.text)):
            reasons = [_EVIDENCE.get(word, (word, word)) for word in node.lost.split("+")]
            end = node.offset(min(len(node.text), _SHOWN) - 1) + 1 if node.text else node.end
            tail, head = quote(before[-12:]), quote(node.text, 12)
            yield Finding(
                node.start,
                end,
                f'text is missing between "{tail}" and "{head}": {" and ".join(row[0] for row in reasons)}; restore it from the original',
                f"“{tail}”与“{head}”之间丢失了文字：{'，'.join(row[1] for row in reasons)}；请对照原文补全",
            )
        if node.kind != "furniture":
            before = node.text


RULE = Rule(
    "CK301", "lost-text", Severity.ERROR, "text is missing between two paragraphs", "段落之间丢失文字", __doc__ or "", _look, why_zh=_ZH
)
