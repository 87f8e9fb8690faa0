"""Rules with a word in them that a dump sets around each of its records: =====start=====, ---- END ----, ===== 文章 3 =====.

Guarantees:
1. There are two records at least, and the first of them begins at the top of the text.
"""

from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.setting import Region
from casekit.parser.signs import TITLE_MOST, is_short, is_title
from casekit.patterns import lazy

_NOUNS: Final = "文章|文档|文件|正文|全文|新闻|公告|记录|内容|数据"
_OPENS: Final = lazy(
    f"(?i:start|begin|(?:article|document|doc|record|item|file)[{BLANK}:#.]*[0-9A-Za-z_./ -]{{1,40}})|(?:{_NOUNS})?开始"
    f"|(?:{_NOUNS})[{BLANK}:：#]*[0-9A-Za-z_./ -]{{1,40}}"
)
_CLOSES: Final = lazy(f"(?i:end|finish(?:ed)?)|(?:{_NOUNS})?(?:结束|完毕?)")
_NUMBER: Final = lazy("[0-9]{1,4}(?:[/／][0-9]{1,4})?")
"""Between such signs as stand around the number of a page it is one."""
_NO_TITLE: Final = lazy("[。；，：！、]|分[割隔]线|[以如][下上]|正文|广告|邮件|转发|[全本]?[文书]?完$|第.{1,4}页")
"""What else stands in the middle of a rule."""
_AROUND_PAGES: Final = frozenset("-—_~～")
_LEAST: Final = 2
_TOP: Final = 6
"""So many lines with text at most stand before the first record."""


def record_rules(lines: Lines, ruled: list[int]) -> tuple[list[int], list[int]]:
    """Of the rows `ruled` of rules with words in them: those that a record begins behind, -1 for the top, and all that part records."""
    opening: list[int] = []
    closing: list[int] = []
    for row in ruled:
        text = lines.texts[row]
        words = inside(text)
        if _OPENS.fullmatch(words) or (text[0] not in _AROUND_PAGES and _NUMBER.fullmatch(words)):
            opening.append(row)
        elif _CLOSES.fullmatch(words):
            closing.append(row)
    if not opening and len(closing) >= _LEAST:
        opening = [-1, *closing]
    if len(opening) < _LEAST or sum(1 for text in lines.texts[: max(opening[0], 0)] if text) > _TOP:
        return [], []
    return opening, sorted({*opening, *closing} - {-1})


def titled_rules(lines: Lines, ruled: list[int]) -> list[int]:
    """Rules with a title in each, where all of the text's are so, of one sign and with other words each: ===== 安装 =====."""
    words = [inside(lines.texts[row]) for row in ruled]
    if len({lines.texts[row][0] for row in ruled}) > 1 or len(set(words)) < len(words) or "" in words:
        return []
    titles = all(is_short(title, TITLE_MOST) and is_title(title) and not _NO_TITLE.search(title) for title in words)
    return ruled if titles and len(ruled) >= _LEAST else []


def boxed_titles(lines: Lines, drawn: list[int]) -> list[int]:
    """The lines alone between two rules of the rows `drawn` that are alike."""
    texts = lines.texts
    return [one + 1 for one, other in pairwise(drawn) if other == one + 2 and texts[one] == texts[other] and texts[one + 1]]


def inside(text: str) -> str:
    """The words in the middle of a rule."""
    return text.strip(text[0] + " \t\u3000")


def around_records(lines: Lines, ruled: list[int]) -> list[Region]:
    """The rules around records, of the rows `ruled`."""
    _, rules = record_rules(lines, ruled)
    return [Region(lines.starts[row], lines.end(row), "furniture") for row in rules]


def record_heads(lines: Lines, ruled: list[int]) -> list[int]:
    """The first line with text of each record."""
    opening, parting = record_rules(lines, ruled)
    rules = set(parting)
    found: list[int] = []
    for row, behind in pairwise([*opening, len(lines.texts)]):
        first = row + 1
        while first < behind and (not lines.texts[first] or first in rules):
            first += 1
        if first < behind:
            found.append(first)
    return found
