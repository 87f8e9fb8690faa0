"""What stands over a list of contents: 目录 alone on its line, or the end of a sentence: 本网陆续登载。目录如下：

Guarantees:
1. A head is where its line begins; of a sentence, which is no part of the list, where it ends.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines, firsts, lasts
from casekit.parser.regions.paged import HEAD_MOST
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
_HEAD: Final = lazy(
    f"[【\\[]?(?:总?{_B}目{_B}[录錄](?:{_B}[/／|｜]?{_B}(?:CONTENTS?|Contents?))?|目{_B}次|总{_B}目|[细详]{_B}目|CONTENTS|Contents){_B}[】\\]]?|本(?:[编卷辑篇册章节單单书]|部分)(?:的?)目{_B}[录錄次]|(?:导读|章节|全书|内容|正文)目[录錄次]|(?:会议|本次|主要)?(?:议程|议题|日程){_B}[：:]?"
)
"""What stands over a list; over the agenda of minutes too, whose items come again as headings."""
_FIRST: Final = firsts("【[目总细详C会本主议日导章全内正")
_ANNOUNCED: Final = lazy("(?:目[录錄次]|[篇要细細详詳题題]目)(?:如下|列[后後於于]|在[后後]|附[后後]|[为為是])?[：:]$")
_ANNOUNCED_MOST: Final = 8
_ALONE_MOST: Final = 10
"""So short a line that announces a list stands over it as 目录 does: 本期篇目："""
_LAST: Final = lasts("：:")


def list_heads(lines: Lines) -> list[int]:
    """Where the heads stand, in order."""
    texts = lines.texts
    rows = [row for row in lines.beginning(_FIRST, HEAD_MOST - 1) if _HEAD.fullmatch(texts[row])]
    heads = [lines.starts[row] for row in rows if row + 1 < len(texts)]
    announced = [row for row in lines.ending(_LAST) if row + 1 < len(texts) and _announces(texts[row])]
    if not announced:
        return heads
    return sorted([*heads, *(lines.starts[row] if len(texts[row]) <= _ALONE_MOST else lines.end(row) for row in announced)])


def _announces(text: str) -> bool:
    """Whether a line ends with words that a list follows."""
    tail = text[-_ANNOUNCED_MOST:]
    return "目" in tail and _ANNOUNCED.search(tail) is not None
