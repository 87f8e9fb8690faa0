"""Titles of speeches and reports in the midst of a text, told by the greeting below: 年度总结报告 / 尊敬的领导，同事们：.

Guarantees:
1. Such a title is named after a kind of document, and whom it greets is the next line with text, which ends with a colon.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.numbered import can_be_title
from casekit.parser.setting import Setting
from casekit.parser.signs import is_named_for_its_kind
from casekit.patterns import lazy

_GREETING: Final = lazy(
    "(?!.*(?:同意|认为|一致|应当|必须|需要|报告|说明))(?:(?:尊敬|敬爱|亲爱)的[^。；：:]{1,40}[:：]|[各诸]位[^。；：:]{1,40}[:：])"
)
"""Whom a speech is for; not what they all do: 各位代表一致同意：."""


def greeted(lines: Lines, setting: Setting, rows: list[int]) -> list[int]:
    """The rows of the titles above the lines `rows`, which may greet somebody, in order."""
    texts = lines.texts
    found: list[int] = []
    for row in rows:
        title = row - 1 if row and texts[row - 1] else row - 2
        if title < 1 or not texts[title] or not _GREETING.fullmatch(texts[row]):
            continue
        if can_be_title(lines, setting, title) and is_named_for_its_kind(texts[title]) and "，" not in texts[title]:
            found.append(title)
    return found
