"""Labels that no family knows: a word with a number that counts on at the beginning of lines, 访谈一 … 访谈二.

Guarantees:
1. A word becomes a label where it stands with 1 and then with 2, and text stands between them: rows of a table and fields do not count.
"""

import re

from casekit.ladder import BLANK, BY_ID
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start

_LABEL = BY_ID["label"]
_ONES = tuple(re.compile(f"{one}(?=[:：{BLANK}\n])") for one in "一1１")
_WORD = re.compile(f"\n[{BLANK}]*(?P<word>(?![第其图表附注])[\u4e00-\u9fff]{{2,4}})\\Z")
_WORD_MOST = 12
"""A word and the blanks before it are not longer, in code points."""
_NUMBER = "(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})"
_NO_WORD = re.compile("[一二三四五六七八九十第之]|[图表]$")
_LINES_BETWEEN = 2
"""The next label stands so many lines further on at least."""


def labels(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of all such words on lines that begin with none of the `candidates`."""
    buffer = lines.buffer
    words: dict[str, None] = {}
    for one in _ONES:
        for match in one.finditer(buffer):
            at = match.start()
            line = buffer.rfind("\n", max(0, at - _WORD_MOST), at)
            word = _WORD.match(buffer, line, at) if line >= 0 else None
            if word and not _NO_WORD.search(word["word"]):
                words[word["word"]] = None
    if not words:
        return []
    taken = {candidate.row for candidate in candidates}
    return [candidate for word in words for candidate in _series(lines, reader, word, taken)]


def _series(lines: Lines, reader: Reader, word: str, taken: set[int]) -> list[Candidate]:
    """The lines that begin with `word` and a number, where they are a series of labels; else nothing."""
    pattern = re.compile(f"{word}{_NUMBER}(?=[:：{BLANK}]|$)")
    found: list[Candidate] = []
    near = 0
    for row in lines.by_first[word[0]]:
        match = pattern.match(lines.texts[row]) if row not in taken else None
        mark = reader.read(_LABEL, match.group()) if match else None
        if match is None or mark is None:
            continue
        start = lines.begin(row)
        candidate = at_line_start(lines, mark, start, start + match.end(), row)
        if candidate is not None:
            near += bool(found) and row - found[-1].row < _LINES_BETWEEN
            found.append(candidate)
    numbers = [candidate.number for candidate in found]
    return found if numbers[:2] == [1, 2] and 2 * near < len(found) else []
