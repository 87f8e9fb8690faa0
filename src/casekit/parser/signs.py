"""What stands under the titles of a collection's pieces and tells what they are: a field, a date, who wrote it, a greeting.

Guarantees:
1. Lines are looked at one by one: what is a sign of a title is one only where others have it too.
"""

from typing import Final

from casekit.parser.documents import RULES, TEXTS
from casekit.parser.front import SURNAMES, is_byline, is_dateline, is_signed, is_subtitle
from casekit.parser.lines import Lines
from casekit.parser.setting import Setting
from casekit.patterns import lazy

TITLE_MOST: Final = 40
SIGN_MOST: Final = 60
"""What stands under each title is not longer, in code points."""
UNFINISHED: Final = frozenset("。；：，、;:,.…—-")
_ENDS: Final = frozenset("。！？；!?”’」』）)…】》~～")
_AROUND_WORDS: Final = frozenset("”’」』》")
"""The first line of a title that is set off may end with a quotation."""
HEAD: Final = 6
"""The title of the whole and that of the first piece are among so many lines."""
_COMMAS: Final = frozenset("，、：:,")
_DATE_LEAST: Final = 7
"""A year alone is no date of a piece."""
_BROKEN_LEAST: Final = 6
"""The first of two lines of a title is not shorter, in code points."""
_SENTENCE: Final = 15
"""A line before with so many code points that ends no sentence broke off."""
FIELD: Final = lazy("(?P<label>[一-鿿]{2,8})[:：]")
_FIELD_MOST: Final = 10
_ADDRESSED: Final = frozenset(
    ("委员", "代表", "先生", "女士", "同志", "老师", "同学", "教授", "主任", "局长", "科长", "校长", "院长", "经理", "书记", "医生")
)
"""Behind a surname these make somebody who is written to, and no name of a field: 尹委员：您提出的提案收悉。"""
_NO_FIELDS: Final = frozenset(
    ("单位", "来源", "资料来源", "说明", "备注", "注意", "提示", "答案", "解析", "回答", "主持人", "记者", "例如", "摘要", "关键词")
)
"""What stands under tables, questions and papers."""
_ADOPTED: Final = lazy("[（(][^（()）。；]*(?:年|修订|通过|印发|公议|施行|试行)[^（()）。；]*[）)]")
_DAY: Final = lazy("[（(]?[0-9０-９]{1,2}\\s*月\\s*[0-9０-９]{1,2}\\s*日[^。，；：]{0,12}")
_DAY_FIRST: Final = frozenset("（(0123456789０１２３４５６７８９")
_AROUND: Final = frozenset(
    ("目录", "目次", "前言", "序", "序言", "引言", "导言", "导语", "后记", "结语", "跋", "附录", "编者按", "编者的话", "卷首语")
)
"""What stands around the pieces of a collection."""
_AROUND_MOST: Final = 6
_LISTS: Final = frozenset(("目录", "目次", "目錄"))
_EDITED: Final = lazy("(?:(?<![汇选新续摘丛])编|[编刊翻]印|(?<=[部室会局司处科办院校委厂社])印|整理|主办|承办)$")
_EDITED_LAST: Final = frozenset("编印理办")
"""Who put a collection together stands under its title: 村民委员会编印."""
_NUMBER_OF_A_DOCUMENT: Final = lazy("[〔［\\[（(【][12][0-9]{3}[〕］\\]）)】]第?[0-9]{1,5}号$")
_ANNEXED: Final = frozenset("件表图录：:")
_MARKS: Final = frozenset("。！？；：，、!?;:,")
_QUOTES: Final = frozenset('“‘《〈「『"')
_SIGNED_OFF: Final = lazy("[ \\t\u3000](?:[0-9]{4}年)?[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日$")
"""A unit signed with a date behind it: 区水务局　5月20日."""
_SQUARES: Final = "□■◇◆●○ \u3000"
"""What may stand before a name: □　尤小舟."""
_NAME_AND_UNIT: Final = lazy("(?P<name>[一-鿿][ \u3000]?[一-鿿]{1,2})[ \u3000]*[（(][一-鿿]{4,24}[）)]")
_WORD: Final = lazy("[《“「]?(?P<word>[一-鿿])[》”」]?")
_WORD_MOST: Final = 3
_NO_WORDS: Final = frozenset("文图摄译编绘诗词曲作注跋序答问附按此致敬礼安祺完终毕上中下一二三四五六七八九十男女甲乙丙丁")
"""What stands before a name or a date and is no title of a text: 文 / 沈小雨, 礼 / 2019年5月."""
_NAME: Final = lazy("[一-鿿]{2,4}|[一-鿿]{1,8}[·•・][一-鿿]{1,10}")
NAMED: Final = "names:"
"""The sign of titles that have names under them with the same words before each."""
_SHAPE_WORDS: Final = 5
"""A line that says who wrote a text has no more words, and is not longer than `_SHAPE_MOST` code points."""
_SHAPE_MOST: Final = 36
_GREETING: Final = lazy(
    "(?:尊敬的|敬爱的|亲爱的|各位|诸位|全体|同志们|同学们|老师们|朋友们|乡亲们|大家)[^。；]{0,40}[:：!！]|大家(?:上午|下午|晚上|早上|早|新年|)好[。，,!！]"
)
_GREETING_FIRST: Final = frozenset("尊敬亲各诸全同老朋乡大")
_NAMED_TEXT: Final = lazy("《[^《》]*》")
_WITH_NAMES_MOST: Final = 120
"""A title with such names is not longer, in code points."""
_KINDS: Final = tuple(f"{RULES}|{TEXTS}".split("|"))
"""Kinds of documents: what ends with one names a document of its own."""
_SPEECHES: Final = ("讲话", "发言", "致辞", "致词", "讲话稿", "发言稿", "演讲", "演讲稿", "主持词", "报告")
_CLOSES_NAME: Final = frozenset("）)》”")


def signs_of(lines: Lines, setting: Setting, row: int, marked: set[int], numbered: bool) -> list[str]:
    """What tells that the unmarked line `row` is the title of a piece, as others may have it too."""
    texts = lines.texts
    text = texts[row]
    below = _next(lines, setting, row)
    if below >= 0 and is_subtitle(texts[below]):
        below = _next(lines, setting, below)
    if below < 0:
        return []
    sign = sign_of(texts[below]) if len(texts[below]) <= SIGN_MOST else ""
    shape = shape_of(texts[below])
    kind = text.endswith(_KINDS) and text[:2] != "特此" and is_named_for_its_kind(text)
    if not sign and not shape and not kind and texts[below][0] not in _GREETING_FIRST:
        return []
    if not (is_title(text) or ((shape or sign in ("byline", "date")) and is_word(text))) or _again(texts, row):
        return []
    if is_byline(text):  # 一台插秧机带动一个村 reads as a unit's name
        return ["greeting"] if _greets(texts[below]) and row and texts[row - 1][-1:] in _ENDS else []
    found = [sign] if sign and below not in marked and not (sign[:6] == "field:" and _has_colon(text)) else []
    if shape and below not in marked:
        found.append(NAMED + shape)
    if (found and sign in ("date", "byline")) or shape:
        below = _next(lines, setting, below)
    if below >= 0 and _greets(texts[below]):
        found.append("greeting")
    if kind and numbered:
        found.append("kind")
    return found


def shape_of(text: str) -> str:
    """What the words before a name end with, as others may have it whose names are of another kind: 奖班 of 二等奖　建筑2102班　阿　布;
    "" where a line cannot be a few words and a name.
    """
    if not 0 < len(text) <= _SHAPE_MOST or text[-1] in UNFINISHED or (" " not in text and "\u3000" not in text):
        return ""
    words = text.strip("（）()" + _SQUARES).split()
    if not 2 <= len(words) <= _SHAPE_WORDS:
        return ""
    at = len(words) - 1
    while at > 0 and len(words[at]) == len(words[at - 1]) == 1:
        at -= 1
    before = words[:at]
    if not before or any(len(word) < 2 or not _MARKS.isdisjoint(word) for word in before) or not _NAME.fullmatch("".join(words[at:])):
        return ""
    return "".join([word[-1] for word in before])


def sign_of(text: str) -> str:
    """What a line under a title is: "field:" and its label, "day", "date" or "byline"; "" for none of these."""
    head = text[:_FIELD_MOST]
    field = FIELD.match(head) if "：" in head or ":" in head else None
    if field:
        label = field["label"]
        none = label in _NO_FIELDS or field.end() == len(text) or (label[1:] in _ADDRESSED and label[0] in SURNAMES)
        return "" if none else "field:" + label
    if text[0] in _DAY_FIRST and _DAY.fullmatch(text):
        return "day"
    if is_dateline(text):
        return "date" if len(text) >= _DATE_LEAST or "月" in text else ""
    if text[0] in "（(" and _ADOPTED.fullmatch(text):
        return "date"
    if text[0] in _SQUARES:
        text = text.lstrip(_SQUARES) or text
    if text[-1] in "）)":
        named = _NAME_AND_UNIT.fullmatch(text)
        return "byline" if is_byline(text) or (named and is_byline(named["name"])) else ""
    return "byline" if text[-1] not in _ENDS and (is_byline(text) or is_signed(text)) else ""


def _greets(text: str) -> bool:
    return text[0] in _GREETING_FIRST and _GREETING.match(text) is not None


def is_speech(texts: list[str], row: int) -> bool:
    """Whether a line is the title of a speech: it ends as those do, and the next line with text greets those who listen."""
    if not texts[row].endswith(_SPEECHES):
        return False
    below = next((text for text in texts[row + 1 : row + 4] if text), "")
    return below != "" and _greets(below)


def _has_colon(text: str) -> bool:
    return "：" in text or ":" in text


def is_named_for_its_kind(text: str) -> bool:
    """Whether two Chinese characters, or signs that close words, stand before the kind of document that a line ends with."""
    for kind in _KINDS:
        before = text[-len(kind) - 2 : -len(kind)] if text.endswith(kind) else ""
        if len(before) == 2 and all("\u4e00" <= sign <= "\u9fff" or sign in _CLOSES_NAME for sign in before):
            return True
    return False


def _next(lines: Lines, setting: Setting, row: int) -> int:
    """The next line with text that is no page furniture, the same words again apart; -1 for none."""
    texts = lines.texts
    for below in range(row + 1, min(row + 5, len(texts))):
        if texts[below] and texts[below] != texts[row] and (not setting.kinds or below not in setting.kinds):
            return below
    return -1


def may_begin(text: str) -> bool:
    """Whether a title may begin as a line does."""
    first = text[0]
    if "一" <= first <= "鿿" or first in _QUOTES or (first.isascii() and first.isalpha()):
        return True
    return first == "2" and text[4:5] == "年" and text[:4].isdecimal() and text[5:6] > "9"  # 2024年培训计划


def is_title(text: str) -> bool:
    """Whether a line can be the title of a piece, by its words and signs alone."""
    first = text[0]
    if len(text) <= _AROUND_MOST and "".join(text.split()) in _AROUND:
        return False
    if (first == "附" and text[1:2] in _ANNEXED) or text[-2:] in _LISTS or "……" in text:
        return False
    if _is_edited(text) or is_numbered_document(text):
        return False
    if not may_begin(text) or "。" in text or is_signed(text) or is_dateline(text):
        return False
    return sum(1 for c in text if "一" <= c <= "鿿") >= 2


def is_short(text: str, most: int) -> bool:
    """Whether a line has no more than `most` code points, the names of other texts in it left out: 关于《…》的解读."""
    if len(text) <= most:
        return True
    return "《" in text and len(text) <= _WITH_NAMES_MOST and len(_NAMED_TEXT.sub("", text)) <= most


def is_numbered_document(text: str) -> bool:
    """Whether a line ends with the number of an official document: 城办〔2021〕6号."""
    return text[-1] == "号" and _NUMBER_OF_A_DOCUMENT.search(text) is not None


def is_signed_off(text: str) -> bool:
    """Whether a line ends with a date behind who signed: 区水务局　5月20日."""
    return text[-1] == "日" and _SIGNED_OFF.search(text) is not None


def is_word(text: str) -> bool:
    """Whether a line is one letter that can be the title of a piece: 听."""
    word = _WORD.fullmatch(text) if len(text) <= _WORD_MOST else None
    return word is not None and word["word"] not in _NO_WORDS


def _is_edited(text: str) -> bool:
    """Whether a line ends as one does that says who put a collection together."""
    return text[-1] in _EDITED_LAST and _EDITED.search(text) is not None


def _again(texts: list[str], row: int) -> bool:
    """Whether the line before says the same."""
    return row > 0 and texts[row] in (texts[row - 1], texts[row - 2] if row > 1 and not texts[row - 1] else "")


def title_row(lines: Lines, setting: Setting, row: int) -> int:
    """The line before the last line `row` of a title that it began in, else `row`: behind the end of a sentence, a line that ends none."""
    texts = lines.texts
    first = row - 1
    if first < HEAD or not _BROKEN_LEAST <= len(texts[first]) <= TITLE_MOST - len(texts[row]) or not setting.free(lines.begin(first)):
        return row
    text, before = texts[first], texts[first - 1]
    if lines.times(text) > 1:
        return row  # the head of a page
    if is_signed_off(text):
        return row
    ended = text[-1] in _ENDS and not (before == "" and text[-1] in _AROUND_WORDS)
    if ended or text[-1] in UNFINISHED or sign_of(text) or not is_title(text) or is_byline(text):
        return row
    return first if before == "" or before[-1] in _ENDS or not setting.free(lines.begin(first - 1)) else row


def set_off(lines: Lines, setting: Setting, row: int) -> bool:
    """Whether no sentence goes on over the line's beginning."""
    texts = lines.texts
    above = row - 1
    while above >= 0 and setting.kinds and above in setting.kinds:
        above -= 1
    if above < 0 or not texts[above]:
        return True
    before = texts[above]
    if before[-1] in _ENDS or (len(before) < _SENTENCE and before[-1] not in _COMMAS):
        return True
    return is_dateline(before) or FIELD.match(before) is not None or _is_edited(before)


def signed_off(texts: list[str]) -> bool:
    """Whether the text ends with a date or a name."""
    last = next((text for text in reversed(texts) if text), "")
    return 0 < len(last) <= SIGN_MOST and sign_of(last) in ("date", "byline")
