"""Titles of letters and notices with the line that says whom they are for: 关于组织参观的通知 / 各科室：.

Guarantees:
1. A title ends with what official letters are called, and the addressee is the next line with text, but for a document's number.
2. The first is the title at the top of the text; what it annexes or passes on are no letters beside it.
"""

from typing import Final

from casekit.parser.lines import Lines, lasts
from casekit.parser.setting import Setting
from casekit.parser.signs import HEAD, TITLE_MOST, is_numbered_document, may_begin
from casekit.patterns import lazy

ADDRESSEE_MOST: Final = 60
"""Whom a letter is for is a line of so many code points at most."""
_COLONS: Final = lasts("：:")
_LETTER: Final = lazy(
    "[^，。；]{2,}(?:通知|通知书|通报|通告|公告|请示|批复|复函|报告|意见|决定|函|告知书|倡议书|邀请函|一封信|公开信)(?:[（(][^（()）]{1,12}[）)])?$"
)
_LETTER_LAST: Final = frozenset("知书报告示复函见定信）)")
_ADDRESSEE: Final = lazy(
    "(?:各|全[市县区校省院体]|本[市县区校院]|尊敬的|亲爱的|致|有关|[市县省区]|国务院)[^。；]*[:：]"
    "|[^。；，]*(?:[厅局委办部院校园处科室会司]|政府|公司|单位|同志|同学|家长|业主|住户|居民|朋友|员工)[们]?[:：]"
)
_PASSES_ON: Final = lazy("转发|印发|批转|翻印|下发")
_ATTACHED: Final = lazy("附[件录表]?[0-9一二三四五六七八九十]{0,3}[:：]?")
_BLANK_MOST: Final = 3
"""A title stands so many lines above its addressee at most."""


def addressed(lines: Lines, setting: Setting, marked: set[int]) -> list[int]:
    """The rows of the titles, in order; nothing where the first is not at the top of the text or passes on another letter."""
    texts = lines.texts
    found: list[int] = []
    for row in lines.ending(_COLONS, ADDRESSEE_MOST):
        title = _title_over(texts, row) if row not in marked else -1
        if title < 0 or title in marked or not setting.free(lines.begin(title)) or not _ADDRESSEE.fullmatch(texts[row]):
            continue
        if _is_attached(texts, title):
            continue
        if not found and (sum(1 for text in texts[:title] if text) >= HEAD or _PASSES_ON.search(texts[title])):
            return []
        found.append(title)
    return found


def passes_on(lines: Lines, first: int, others: list[int]) -> bool:
    """Whether the letter with the title `first` passes on the others, or one of them is attached to it."""
    return _PASSES_ON.search(lines.texts[first]) is not None or any(_is_attached(lines.texts, row) for row in others)


def _is_attached(texts: list[str], title: int) -> bool:
    """Whether 附件2 stands over a title."""
    above = next((texts[row] for row in range(title - 1, -1, -1) if texts[row]), "")
    return _ATTACHED.fullmatch(above) is not None


def is_letter(text: str) -> bool:
    """Whether a line ends with what official letters are called."""
    return 2 < len(text) <= TITLE_MOST and text[-1] in _LETTER_LAST and _LETTER.fullmatch(text) is not None


def _title_over(texts: list[str], row: int) -> int:
    """The row of a letter's title right over the line `row`, -1 for none."""
    for above in range(row - 1, max(row - 1 - _BLANK_MOST, -1), -1):
        text = texts[above]
        if text and not is_numbered_document(text):
            return above if is_letter(text) and may_begin(text) else -1
    return -1
