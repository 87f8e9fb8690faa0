"""A heading that another reading of the text would not have, or would hang elsewhere, nearly as well.

It is about the parse, not about the text, and off by default: `casekit explain FILE:LINE` tells the readings that were weighed. Told where
the heading's confidence is below 0.55.

Bad:
    征稿启事
    1.稿件要求
    1.字数不限
    2.体裁不限
    2.投稿办法
    寄到文化站，信封上写明征稿。

Good:
    征稿启事
    1.稿件要求
    （1）字数不限
    （2）体裁不限
    2.投稿办法
    寄到文化站，信封上写明征稿。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.rules.base import Finding, Reading, Rule
from casekit.rules.series import label

_ZH = (
    "换一种读法，这个标题就不是标题，或者属于别的上级，而两种读法几乎同样说得通。这是关于解析的提示，不是文本的缺陷，"
    "默认关闭；`casekit explain 文件:行号` 列出所有比较过的读法。把握低于 0.55 时报告。"
)
_DOUBTFUL: Final = 0.55


def _look(reading: Reading) -> Iterator[Finding]:
    for section in reading.root.headings(items=False, leads=False):
        if section.confidence < _DOUBTFUL:
            yield Finding(
                section.start,
                max(section.end, section.start + len(section.marker)),
                f'"{label(section)}" is a heading with a confidence of {section.confidence:.2f} only; check it with casekit explain',
                f"“{label(section)}”作为标题的把握只有{section.confidence:.2f}；请用 casekit explain 核对",
            )


RULE = Rule(
    "CK205",
    "doubtful-heading",
    Severity.INFO,
    "a heading could as well be read otherwise",
    "标题存疑",
    __doc__ or "",
    _look,
    default=False,
    why_zh=_ZH,
)
