"""A label with its colon and nothing behind it: 作者：, 联系电话：____.

Only labels of forms and sign-offs are looked at, and only where no value follows: neither on the line nor on the next. A colon that
announces a list or an addressee (各单位：) is no field.

Bad:
    一、报名方式
    填好报名表，周五以前交到社区服务站。
    二、评选方式
    由居民代表投票，得票多的前十名入选。
    单位：东湖社区居委会 联系人：

Good:
    一、报名方式
    填好报名表，周五以前交到社区服务站，需要准备的材料如下：
    身份证复印件一份，近期照片两张。
    二、评选方式
    由居民代表投票，得票多的前十名入选。
    单位：东湖社区居委会 联系人：周老师
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Block, Section
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote

_ZH = (
    "栏目只有名称和冒号，后面没有内容：“作者：”，“联系电话：____”。只看表格和落款中的栏目，并且本行和下一行都没有内容。"
    "引出列表或称呼的冒号（“各单位：”）不算栏目。"
)
_LABELS = (
    "作者单位|责任编辑|联系电话|联系方式|联系地址|通讯地址|电子邮箱|邮政编码|身份证号码?|指导老师|指导教师|授课教师|主办单位|协办单位|承办单位|编制单位|填报单位|申报单位|"
    "填表人|申请人|负责人|联系人|主持人|记录人|报告人|汇报人|发言人|撰稿人|审核人|签发人|经办人|法定代表人|委托人|副组长|通讯员|作者|单位|姓名|性别|年龄|民族|籍贯|学历|职务|职称|班级|学号|年级|"
    "学校|电话|手机|传真|邮箱|邮编|地址|签名|签字|签章|盖章|日期|时间|地点|编号|文号|供稿|撰稿|执笔|记者|编辑|整理|审核|校对|组长|组员|成员|主送|抄送|抄报|甲方|乙方|丙方|来源"
)
_GAP: Final = "[ \u3000\u00a0\t_＿]{0,80}"
_B: Final = "[ \u3000\u00a0\t]"
_EMPTY: Final = lazy(f"(?:(?<=[ \u3000\u00a0\t，,；;_＿])|^){_B}{{0,20}}(?P<label>{_LABELS})[:：]{_GAP}(?=$|(?:{_LABELS})[:：])")
_FILL: Final = lazy(f"(?:(?<=[ \u3000\u00a0\t，,；;。])|^)(?P<label>[\u4e00-\u9fff]{{2,6}})[:：]{_B}{{0,20}}[_＿]{{2}}")
_SHORT: Final = lazy("(?P<label>[\u4e00-\u9fff]{2,4})[:：]$")
_LABEL_LINE: Final = lazy(f"(?:{_LABELS})[:：]")
_ROWS: Final = frozenset(("byline", "signature", "date", "unit"))
_LONGEST: Final = 120
"""A row of fields is not longer, in code points."""


def _look(reading: Reading) -> Iterator[Finding]:
    if ":" not in reading.text and "：" not in reading.text:
        return
    waiting: Block | None = None
    for node in reading.nodes:
        if isinstance(node, Block) and node.kind == "furniture":
            continue
        if waiting is not None and (":" in waiting.text or "：" in waiting.text):
            yield from _judge(waiting, node)
        waiting = node if isinstance(node, Block) and (node.kind in _ROWS or node.kind == "paragraph") else None
    if waiting is not None:
        yield from _judge(waiting, None)


def _judge(block: Block, behind: Section | Block | None) -> Iterator[Finding]:
    text = block.text.rstrip()
    if ":" not in text and "：" not in text:
        return
    if len(text) > _LONGEST:
        text = text[-_LONGEST:] if block.kind in _ROWS else ""
    shift = max(0, len(block.text.rstrip()) - _LONGEST) if text else 0
    if not _may_be_empty(text):
        return
    spans = {match.span("label") for pattern in (_EMPTY, _FILL) for match in pattern.finditer(text)}
    if block.kind in _ROWS and (short := _SHORT.search(text)) and not any(end == short.end("label") for _, end in spans):
        spans.add(short.span("label"))
    found = [(start, end) for start, end in sorted(spans) if not (_last(text, end) and _answers(behind))]
    if not found:
        return
    names = [text[start:end] for start, end in found]
    listed = quote("、".join(names), 40)
    start, end = found[0][0] + shift, found[0][1] + shift
    yield Finding(
        block.offset(start),
        block.offset(end) + 1,
        f'nothing stands behind "{listed}"; fill it in, or delete the label',
        f"“{listed}”后面没有内容；请补填，或删去该栏",
    )


def _may_be_empty(text: str) -> bool:
    """Whether nothing stands behind the last colon, or there are several colons, or lines to write on: else every label has its value."""
    colons = text.count(":") + text.count("：")
    return colons > 1 or "_" in text or "＿" in text or (colons == 1 and text.endswith((":", "：")))


def _last(text: str, end: int) -> bool:
    """Whether the label that ends at `end` is the last thing on its line."""
    return not text[end + 1 :].strip()


def _answers(behind: Section | Block | None) -> bool:
    """Whether what follows is the value: text that is no row of fields itself, or a list."""
    if isinstance(behind, Block):
        return not (behind.kind == "date" or _LABEL_LINE.match(behind.text.lstrip()) or behind.kind in ("note", "reference", "disclaimer"))
    return isinstance(behind, Section) and behind.kind == "item"


RULE = Rule("CK308", "empty-field", Severity.INFO, "a label has nothing behind it", "栏目后面没有内容", __doc__ or "", _look, why_zh=_ZH)
