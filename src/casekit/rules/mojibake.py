r"""Signs that no one wrote: �, 锟斤拷, 烫烫烫, â€œ, 犌犅, and ?? before a stop.

Bytes were decoded with the wrong encoding and saved, or a PDF file had no map from its glyphs to characters. What was lost must come from
the original. Told once a paragraph. Lines that are in another encoding as a whole are mixed-encoding's to tell, unless the whole text is:
then it is told here, once.

Bad:
    一、便民服务
    服务站每天开门锟斤拷由志愿者值班。

Bad:
    一、便民服务
    服务站执行犌犅／犜标准，由志愿者值班。

Good:
    一、便民服务
    服务站每天开门，由志愿者值班；计算机里未初始化的内存显示为“烫烫烫”。
"""

import re
from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Block
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.garbled import GLYPHS, places, throughout

_ZH = (
    "没有人会这样写的字符：�、锟斤拷、烫烫烫、â€œ、犌犅。原因是用错误的编码解码后又保存，或者 PDF 的字形没有对应的字符。"
    "丢失的内容只能从原文补回。每段报告一次。整行属于另一种编码的由 mixed-encoding 报告；全文都是的，在这里报告一次。"
)
_SIGNS: Final = lazy(
    f"\ufffd+|(?:锟斤拷?)+(?<=.{{3}})|烫{{3,}}|屯{{4,}}|[{GLYPHS}]{{2,}}|[âÂ]€[\u0153\u009d\u2122\u02dc\u201c\u201d\u00a6]|ï»¿|Ã[\u0080-\u00bf]Â?|(?<=[\u4e00-\u9fff])\\?{{2,}}(?=[。，、；])"
)
_HINT: Final = frozenset(f"\ufffd锟烫屯âÂïÃ?{GLYPHS}")
_QUOTES: Final = frozenset("“‘「『\"'")


def _look(reading: Reading) -> Iterator[Finding]:
    source = reading.source
    runs = reading.garbled
    if runs and throughout(source, runs):
        start = source.starts[runs[0].first - 1]
        line = source.line_text(runs[0].first)
        inside = f" as {runs[0].encoding}" if runs[0].encoding else " in its right encoding"
        inside_zh = f"按 {runs[0].encoding}" if runs[0].encoding else "按正确的编码"
        yield Finding(
            start,
            start + len(line),
            f'the whole text was decoded wrongly: "{quote(line)}"; read the original{inside}',
            f"全文解码有误：“{quote(line)}”；请{inside_zh}重新读取原文件",
        )
        return
    told = {line for run in runs for line in range(run.first, run.last + 1)}
    here = places(reading.text, ["??" if hint == "?" else hint for hint in _HINT.intersection(reading.suspects)])
    at = 0
    for node in reading.nodes if here else ():
        if node is reading.root:
            continue
        start, end = (node.start, node.end) if isinstance(node, Block) else node.leaf
        while at < len(here) and here[at] < start:
            at += 1
        if at == len(here):
            break
        if here[at] >= end:
            continue
        matches = [
            m for m in _SIGNS.finditer(source.text, start, end) if not _spoken_of(source.text, m) and source.line(m.start()) not in told
        ]
        if matches:
            first, count = matches[0], len(matches)
            near = quote(source.text[max(start, first.start() - 4) : first.end() + 4])
            yield Finding(
                first.start(),
                first.end(),
                f'characters were destroyed, at "{near}"{f" and {count - 1} more places" if count > 1 else ""}; '
                "restore them from the original",
                f"“{near}”处有乱码{f'，本段共{count}处' if count > 1 else ''}；请对照原文补全",
            )


def _spoken_of(text: str, match: re.Match[str]) -> bool:
    """Whether the signs stand in quotation marks: the sentence speaks of them."""
    return match.start() > 0 and text[match.start() - 1] in _QUOTES and match.group()[0] != "\ufffd"


RULE = Rule("CK001", "mojibake", Severity.ERROR, "characters were destroyed by a wrong encoding", "乱码", __doc__ or "", _look, why_zh=_ZH)
