"""The title of a piece that is the page's own and runs on into its text with nothing or a blank between: 第一篇：护林员事迹材料我在山里….

Guarantees:
1. Two cases of one style at least have the words of the page's title, all of them, and go on behind them with a sentence.
2. Only where the titles end changes, never which candidates there are.
"""

from collections import Counter
from typing import Final

from casekit.ladder import BLANK, characters
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate
from casekit.parser.scan.suffixes import page_titles
from casekit.patterns import lazy

_WORDS: Final = lazy(
    "(?P<words>[\u4e00-\u9fff0-9]{6,40}?)(?:精选|汇总|大全|集锦|合集|通用|模板|范文|共?[0-9一二三四五六七八九十]{1,3}[篇则]|[^\u4e00-\u9fff0-9]|\\Z)"
)
"""The words of a page's title, without what the site says of its pieces."""
_SEPARATORS: Final = frozenset(characters(BLANK)) | frozenset(":：")
_TEXT: Final = lazy(f"[{BLANK}]{{0,2}}(?=[\u4e00-\u9fff“《0-9])[^。]{{6,}}。")
"""A sentence behind the words."""
_LEAST: Final = 2


def end_titles(lines: Lines, candidates: list[Candidate]) -> None:
    """Tell the cases whose title is the page's and runs on where it ends (`title_start`, which they have no other use for)."""
    cases = [candidate for candidate in candidates if candidate.kind == "case" and not candidate.suffix and not candidate.glued]
    if len(cases) < _LEAST:
        return
    words = [match["words"] for page in page_titles(lines) if (match := _WORDS.match(page))]
    found: list[tuple[Candidate, int]] = []
    for candidate in cases if words else ():
        at = candidate.end
        while at < candidate.line_end and lines.buffer[at] in _SEPARATORS:
            at += 1
        for each in words:
            if lines.buffer.startswith(each, at) and _TEXT.match(lines.buffer, at + len(each), candidate.line_end):
                found.append((candidate, at + len(each)))
                break
    styles = Counter(candidate.style for candidate, _ in found)
    for candidate, end in found:
        if styles[candidate.style] >= _LEAST:
            candidate.title_start = end
