"""Short lines that can be titles before a numbering that begins again, and the sections that hold several of them.

Guarantees:
1. Such a line ends no sentence and is set off from the sentence before it.
2. Every line is looked at a bounded number of times.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.documents import LETTERS, RULES
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.signs import is_named_for_its_kind, is_signed_off, may_begin
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
ATTACHED: Final = lazy(f"附{_B}[:：]{_B}(?![0-9一二三四五六七八九十]{{1,2}}[、.．])[^。；，,：:]{{4,40}}")
"""What is annexed without a number: 附：评价标准（100分）."""
_COLON: Final = frozenset("：:")
REMARK: Final = lazy("[备備][注註][：:]")
"""Numbers that are no notes stand under it beside the list above."""
_WORDED: Final = lazy("(?=[^\u4e00-\u9fff]*[\u4e00-\u9fff][^\u4e00-\u9fff]*[\u4e00-\u9fff])[^：:，,；=<>{}]+")
_ANNEX: Final = ord("附")
LONGEST: Final = 32
_RULED: Final = frozenset("—―─━_＿=＝*＊~～·-－")
_RULE_LEAST: Final = 4
_PAGER: Final = frozenset(("下一页", "尾页", "末页", "下一篇", "返回顶部", "返回列表", "关闭窗口", "打印本页"))
"""What a site writes below each of its pages."""
_NAMED: Final = "(?:[一-鿿]{4}|[》”】][一-鿿]{0,3})"
DOCUMENT: Final = lazy(f"{_NAMED}(?:{RULES})(?:[（(][^（()）]{{1,8}}[）)])?$|^关于[^。；，：]{{2,24}}的(?:{LETTERS})$")
"""What names a document of its own: its last word is a kind of document, or an office writes so."""
LINES_ABOVE: Final = 6
_SURE: Final = 2.0
"""A marker believed so much tells which headings are open."""


class Divided:
    """Which section the lists of a text stand in that short lines part: 三、治疗, 急救, 1. 2., 用药, 1. 2.

    `style` is that of the lists, `above` the heading that holds them: its first list begins behind a short line and not right behind it,
    and no heading of its rank came since; None where no such section is open.
    """

    __slots__ = ("above", "style")

    def __init__(self) -> None:
        self.above: Candidate | None = None
        self.style = ""

    def pass_by(self, candidate: Candidate) -> None:
        """Go on behind a candidate, which may close the section."""
        above = self.above
        if above is not None and candidate.belief >= _SURE and candidate.family.rank <= above.family.rank:
            self.above = None

    def begin(self, texts: list[str], previous: Candidate, candidate: Candidate, at_once: bool) -> str:
        """The style of the heading that holds the list which `candidate` begins behind a short line, "" where none is known to. The first
        one behind a heading, the candidate `previous`, tells what stands in it, where it is the next candidate of any kind (`at_once`);
        behind several blank lines another text begins.
        """
        above = self.above
        if any(not texts[row] and not texts[row + 1] for row in range(previous.row, candidate.row - 1)):
            self.above = None
            return ""
        if above is not None and candidate.style == self.style:
            return above.style
        if at_once and previous.kind == "heading" and previous.belief >= _SURE and previous.family.rank < candidate.family.rank:
            self.above, self.style = previous, candidate.style
        return ""


def short_line(lines: Lines, previous: Candidate, behind: int) -> int:
    """The nearest line between that of the `previous` candidate and `behind` that can be a title: short, unfinished, set off from the
    sentence before it, and no signature; -1 for none.
    """
    best = -1
    first = previous.row
    if first == behind - 1:
        return best
    if lines.end(first) != previous.line_end:  # its marker was split over two lines
        first = lines.at(previous.line_end)
    for row in range(behind - 1, max(first, behind - 1 - LINES_ABOVE), -1):
        text = lines.texts[row]
        if not text:
            continue
        if (ord(text[0]) == _ANNEX and ATTACHED.fullmatch(text)) or (row == behind - 1 and text[-1] in _COLON and REMARK.fullmatch(text)):
            return row
        if (
            2 <= len(text) <= LONGEST
            and (text[-1] not in "。；：，！、:;,.…”）)" or (text[-1] in "）)" and DOCUMENT.search(text)))
            and "。" not in text
            and worded(text)
            and _after_end(lines, row)
            and not is_signed_off(text)
        ):
            best = row
        elif best >= 0 and (len(text) > LONGEST or is_ruled(text)):
            break
    return best


def worded(text: str) -> bool:
    """Whether a line is made of words: Han characters, no field with a colon, no mere date: 2024年培训计划 is none."""
    return _WORDED.fullmatch(text) is not None and (not text[0].isdigit() or (may_begin(text) and is_named_for_its_kind(text)))


def _after_end(lines: Lines, row: int) -> bool:
    """Whether a sentence, a blank line or one drawn with dashes stands before the line."""
    before = lines.texts[row - 1] if row else ""
    return not before or before[-1] in "。！？；”）)…" or before in _PAGER or is_ruled(before)


def is_ruled(text: str) -> bool:
    """Whether a line is drawn with dashes or the like."""
    return len(text) >= _RULE_LEAST and _RULED.issuperset(text)
