"""Labels that no family knows: a word with a number that counts on at the beginning of lines, 访谈一 … 访谈二.

Guarantees:
1. A word becomes a label where it stands with 1 and then with 2, and text stands between them: rows of a table and fields do not count.
"""

import re
from itertools import pairwise

from casekit.ladder import BLANK, BY_ID
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start

_LABEL = BY_ID["label"]
_ONES = {one: re.compile(f"{one}(?=[:：{BLANK}\n])") for one in "一1１"}
_WORD = re.compile(f"\n[{BLANK}]*(?P<word>(?![第其图表附注])[\u4e00-\u9fff]{{2,4}})\\Z")
_WORD_MOST = 12
"""A word and the blanks before it are not longer, in code points."""
_LABELLED = re.compile(f"(?P<word>[\u4e00-\u9fff]{{2,4}}?)(?:[一二三四五六七八九十]{{1,3}}|[0-9０-９]{{1,2}})(?=[:：{BLANK}]|$)")
_NO_WORD = re.compile("[一二三四五六七八九十第之]|(?:[图表片照像式注]|文献|链接|网址|来源)$")
"""Words with a number that stand under a picture or name a source, and numbers longer than one sign."""
_LINES_BETWEEN = 2
"""The next label stands so many lines further on at least."""


def labels(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of all such words on lines that begin with none of the `candidates`."""
    buffer = lines.buffer
    words: set[str] = set()
    for one, pattern in _ONES.items():
        for match in pattern.finditer(buffer) if one in buffer else ():
            at = match.start()
            line = buffer.rfind("\n", max(0, at - _WORD_MOST), at)
            word = _WORD.match(buffer, line, at) if line >= 0 else None
            if word and not _NO_WORD.search(word["word"]):
                words.add(word["word"])
    if not words:
        return []
    taken = {candidate.row for candidate in candidates}
    series: dict[str, list[Candidate]] = {}
    for row in lines.beginning({word[0] for word in words}):
        labelled = _LABELLED.match(lines.texts[row]) if row not in taken else None
        if labelled is None or labelled["word"] not in words:
            continue
        mark = reader.read(_LABEL, labelled.group())
        start = lines.begin(row)
        candidate = at_line_start(lines, mark, start, start + labelled.end(), row) if mark else None
        if candidate:
            series.setdefault(labelled["word"], []).append(candidate)
    return [candidate for found in series.values() if _counts_on(found) for candidate in found]


def _counts_on(found: list[Candidate]) -> bool:
    """Whether the labels of one word count from 1 and, more often than not, have text between them."""
    near = sum(1 for one, other in pairwise(found) if other.row - one.row < _LINES_BETWEEN)
    return [candidate.number for candidate in found[:2]] == [1, 2] and 2 * near < len(found)
