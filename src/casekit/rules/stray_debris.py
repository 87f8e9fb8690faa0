r"""What a converter, a word processor or a website left in the text.

In titles: the name of a file or of a program, such as 新建 Microsoft Word 文档, .docx, 副本. Anywhere: HTML tags and entities, line ends
spelled out (\r\n, x0dx0a), banners of document-sharing sites, notices that the site hides a part, page counts inside a sentence, strings
of random letters against copying. One finding a passage.

Bad:
    校园安全工作总结 Microsoft Word 文档
    一、门卫管理
    来访人员在传达室登记，由值班老师领进校门。

Bad:
    一、门卫管理
    来访人员在传达室登记，&nbsp;由值班老师领进校门。<br/>家长接送孩子时在黄线外等候。

Bad:
    一、门卫管理
    来访人员在传达室登记，由值班老师领进校门。此处隐藏326个字，家长接送孩子时在黄线外等候。

Bad:
    一、门卫管理
    来访人员在传达室登记，由值班老师领进校门。 k" [+ q# T6 g& \+ z*

Good:
    校园安全工作总结
    一、门卫管理
    来访人员在传达室登记，电子版用Microsoft Word填写，由值班老师领进校门。
    附件名为“登记表.docx”，第3页由家长签字，浓度记作a<b。
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from casekit.diagnostic import Severity
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.passages import WRITTEN, Passage
from casekit.rules.signs import ASCII_END, DEBRIS

_ZH = (
    "格式转换、文字处理软件或网站留在文中的东西。标题中：文件名或软件名，如“新建 Microsoft Word 文档”、.docx、副本。任何位置："
    "HTML 标签和实体、写成文字的换行符（\\r\\n、x0dx0a）、文档网站的横幅、隐藏部分内容的提示、句中的页码、防复制的随机字母。"
    "每段报告一次。"
)
_TITLE: Final = lazy(
    r"(?:新建\s?)?Microsoft\s?(?:Office\s?)?(?:Word|Excel|PowerPoint)\s?(?:[0-9]{2,4}\s?)?(?:文档|文件|工作表|演示文稿|Document)$"
    r"|新建\s?(?:Microsoft|Word|DOCX?|文本文档)|\.(?i:docx?|wps|pdf|txt|rtf|xlsx?|pptx?)$|[\s-]副本(?:\s?[(（][0-9]{1,3}[)）])?$|^复件\s|_第[0-9]{1,3}页$|^title_"
)
_TAG = (
    r"</?(?i:br|p|div|span|font|strong|b|i|a|img|table|tbody|tr|td|th|center|script|style|h[1-6]|ul|ol|li|em|u|hr|o:p|section|pre|input|iframe)"
    r"(?:\s[^<>\n]{0,300})?/?>"
)
_ENTITY = r"&(?:nbsp|amp|lt|gt|quot|apos|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|emsp|ensp|bull|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,6});"
SITE = lazy(
    r"(?:此处|这里|以下)?(?:隐藏|省略)\s?[0-9]{1,6}\s?个?字(?![数母])|精选优质文档[^。\n]{0,20}|专心-{2,}专注-{2,}专业|倾情为你奉上"
    r"|(?:已阅读|还?剩)\s?[0-9]{1,4}\s?页|点击下载文档|^【(?:广告|推广)】"
)
"""What document-sharing sites write between the lines; each holds one of `signs.NOTICES`."""
_HIDDEN: Final = lazy("隐藏|省略|还?剩")
_ANYWHERE: Final = lazy(
    f"(?P<html>{_TAG}|{_ENTITY})"
    r"|(?P<ends>(?:\\r\\n|_x000[DdAa]_|x0dx0a)+)"
    f"|(?P<site>{SITE.pattern})"
    r"|(?P<page>第\s?[0-9]{1,4}\s?页\s?[,，/]?\s?共\s?[0-9]{1,4}\s?页)"
)
_HINT: Final = lazy(r"[<&\\_]|x0d|隐藏|省略|剩\s?[0-9]|精选优|专心-|倾情|已阅|点击下|【广|【推|页\s?[,，/]?\s?共")
"""A sign that every one of them has."""
_HINTS: Final = (*"<&\\_剩页", "x0d", "隐藏", "省略", "精选优", "专心-", "倾情", "已阅", "点击下", "【广", "【推")
"""Every one of those signs has one of these, and each of these one of `signs.DEBRIS`."""
_IN_TITLE: Final = ("Microsoft", "新建", "副本", "复件", "_第", "title_")
_EXTENSION: Final = lazy(r"\.(?i:docx?|wps|pdf|txt|rtf|xlsx?|pptx?)$", re.MULTILINE)
"""The name of a file or a program has one of these words, or this at its end."""
_TAIL: Final = lazy(r"[。！？”…]\s?([!-~][ -~]{6,59})$")
_SOUP: Final = frozenset('#$%^&*~+=|\\@{}<>"[]')
_LINK: Final = lazy(r"(?i:https?:|www[.]|[.](?:com|cn|org|net)|@[a-z0-9-]{1,40}[.])")
_HTML_IN_QUOTES: Final = frozenset("“‘`「《\"'（(")
_HAN: Final = lazy("[\u4e00-\u9fff]")
_NAMES: Final = {
    "html": ("a piece of HTML", "HTML 残留"),
    "ends": ("a line end spelled out", "换行符残留"),
    "site": ("a website's notice", "网站文字残留"),
    "page": ("a page count", "页码残留"),
    "title": ("the name of a file or a program", "文件名或软件名残留"),
    "letters": ("random letters", "乱码字母"),
}


def _look(reading: Reading) -> Iterator[Finding]:
    passages = reading.passages
    hinting = set(reading.signs.holding(DEBRIS))
    titled = _with_names(passages)
    for place in sorted(hinting.union(titled, reading.signs.holding(ASCII_END))):
        passage = passages[place]
        hint = place in hinting and any(word in passage.text for word in _HINTS) and bool(_HINT.search(passage.text))
        found = _title(passage) if place in titled else None
        if found is None and (hint or passage.text[-1:].isascii()) and (passage.kind in WRITTEN or passage.kind == "furniture"):
            found = _anywhere(passage, hint)
        if found is None:
            continue
        what, start, end = found
        name, name_zh = _NAMES[what]
        near = quote(passage.text[start:end], 30)
        message, message_zh = f'{name} is left in the text: "{near}"; delete it', f"{name_zh}：“{near}”；请删去"
        yield Finding(passage.offset(start), passage.end(end), message, message_zh, tuple(_edits(passage, what, start, end)))


def _with_names(passages: list[Passage]) -> set[int]:
    """The places of the passages whose title may hold the name of a file or a program."""
    titles = [_titled(passage) for passage in passages]
    text = "\n".join(titles)
    words = [word for word in _IN_TITLE if word in text] + (["."] if "." in text and _EXTENSION.search(text) else [])
    return {place for place, title in enumerate(titles) if title and any(word in title for word in words)} if words else set()


def _titled(passage: Passage) -> str:
    """The title that a passage is or begins with, "" for none."""
    if passage.kind not in ("heading", "title"):
        return ""
    return passage.head.title if passage.head is not None else passage.text


def _title(passage: Passage) -> tuple[str, int, int] | None:
    match = _TITLE.search(_titled(passage))
    return ("title", match.start(), match.end()) if match else None


def _anywhere(passage: Passage, hint: bool) -> tuple[str, int, int] | None:
    text = passage.text
    for match in _ANYWHERE.finditer(text) if hint else ():
        what = match.lastgroup or ""
        if passage.kind == "furniture" and what != "site":
            continue
        if what == "html" and not _leftover(text, match.start(), match.end()):
            continue
        return what, match.start(), match.end()
    if passage.kind == "furniture":
        return None
    tail = _TAIL.search(text, max(0, len(text) - 62)) if text[-1:].isascii() else None
    if tail and _random(tail.group(1)) and _HAN.search(text, 0, tail.start()):
        return "letters", tail.start(1), tail.end(1)
    return None


def _edits(passage: Passage, what: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """What puts a passage right: debris goes, an entity becomes its sign. A notice that a part is hidden stays: it tells of lost text."""
    import html  # few texts hold debris

    text = passage.text
    ranges = [(start, end)]
    if what in ("html", "ends", "page"):
        found = (match for match in _ANYWHERE.finditer(text) if match.lastgroup == what)
        ranges = [match.span() for match in found if what != "html" or _leftover(text, *match.span())]
    for first, last in ranges:
        if what == "site" and _HIDDEN.search(text, first, last):
            continue
        sign = html.unescape(text[first:last]) if text[first] == "&" else ""
        if not sign.isprintable() or sign.isspace():
            sign = ""
        if not sign and text[last:].strip() == "":
            first -= len(text[:first]) - len(text[:first].rstrip())
        from_, to = passage.offset(first), passage.end(last)
        if to - from_ == last - first:  # nothing else lies between
            yield from_, to, sign


def _leftover(text: str, start: int, end: int) -> bool:
    """Whether markup is markup and not what the sentence speaks of."""
    if text[start - 1 : start] in _HTML_IN_QUOTES and start:
        return False
    return bool(_HAN.search(text)) or text[start:end] == text.strip()


def _random(tail: str) -> bool:
    """Whether letters and signs were thrown together: many kinds of sign, or letters that change case and turn to digits ever again."""
    if _LINK.search(tail) or tail.count("$") >= 2:
        return False
    kinds = ["d" if c.isdigit() else "u" if c.isupper() else "l" if c.islower() else "s" for c in tail if c != " "]
    changes = sum(1 for a, b in pairwise(kinds) if a != b)
    signs = len({c for c in tail if c in _SOUP})
    return changes >= 5 and (signs >= 3 or (" " not in tail and "s" not in kinds))


RULE = Rule(
    "CK306", "stray-debris", Severity.WARNING, "leftovers of a converter or a website", "转换残留", __doc__ or "", _look, why_zh=_ZH
)
