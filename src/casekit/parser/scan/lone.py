"""Numbers alone on their lines with the text right under them: the only marks that essays and collected works put between their parts.

Guarantees:
1. A number is taken only with its fellows: at least three that count from 1, each behind the end of a sentence but the first.
2. Numbers that a sentence was broken around are page numbers and are left alone.
"""


from typing import Final

from casekit import numerals
from casekit.ladder import Family
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Mark, looks
from casekit.patterns import lazy

LONE_FAMILIES: Final = {
    "han-alone": Family("han-alone", "一\n", "", 4.5, 4, (), prefix=True),
    "roman-alone": Family("roman-alone", "Ⅰ\n", "", 4.5, 4, (), prefix=True),
    "number-alone": Family("number-alone", "1\n", "", 4, 4, (), prefix=True),
}
"""Read here and not in LADDER: one such line alone means nothing."""
_HAN: Final = lazy("[一二三四五六七八九十]{1,3}")
_DIGITS: Final = lazy("[1-9１-９][0-9０-９]?")
_ROMAN: Final = lazy("[Ⅰ-Ⅻ]|[IVX]{1,4}")
_FIRST: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫIVX一二三四五六七八九十123456789１２３４５６７８９"
_MOST: Final = 4
"""Such a line is not longer, in code points."""
_LEAST: Final = 3
"""So many make a series."""
_LEAST_MORE: Final = 2
"""The same where the text has a series already."""
_TITLE_MOST: Final = 40
"""Before the first may stand a title or a byline, not longer than this."""
_IN_SENTENCES: Final = frozenset("，,；;、")
_ENDS: Final = frozenset("。！？…”』」）)；：—!?.")

Chain = list[tuple[int, int]]
"""Rows and numbers."""


def lone(lines: Lines) -> list[Candidate]:
    """The numbers alone on their lines that divide the text, in source order."""
    rows = [row for row in lines.beginning(_FIRST) if len(lines.texts[row]) <= _MOST]
    if len(rows) < _LEAST:
        return []
    found: list[Candidate] = []
    for family, pattern in (("han-alone", _HAN), ("roman-alone", _ROMAN), ("number-alone", _DIGITS)):
        read = numerals.read_roman if family == "roman-alone" else numerals.read
        numbers = [(row, read(lines.texts[row])) for row in rows if pattern.fullmatch(lines.texts[row])]
        if len(numbers) >= _LEAST:
            chains = _chains(lines, [(row, number) for row, number in numbers if number], family == "number-alone")
            sure = any(len(chain) >= _LEAST for chain in chains)
            for chain in chains:
                if len(chain) >= (_LEAST_MORE if sure else _LEAST):
                    found += [_candidate(lines, family, row, number) for row, number in chain]
    return sorted(found, key=_start)


def _chains(lines: Lines, numbers: list[tuple[int, int]], digits: bool) -> list[Chain]:
    """The series that count on from 1 without a gap."""
    chains: list[Chain] = []
    chain: Chain = []
    for row, number in numbers:
        if not _stands_free(lines, row, number == 1, digits):
            if digits and chain and number == len(chain) + 1:
                chains.pop()  # a sentence goes on around the number: pages are counted here
                chain = []
            continue
        if number == 1:
            chain = [(row, 1)]
            chains.append(chain)
        elif chain and number == len(chain) + 1:
            chain.append((row, number))
    return chains


def _stands_free(lines: Lines, row: int, first: bool, digits: bool) -> bool:
    """Whether a sentence ends before the line, or a title stands there before the first, and text follows."""
    texts = lines.texts
    below = row + 1
    while below < len(texts) and not texts[below]:
        below += 1
    above = row - 1
    while above >= 0 and not texts[above]:
        above -= 1
    if below >= len(texts) or (len(texts[below]) <= _MOST and texts[below][0] in _FIRST):
        return False
    if above < 0:
        return first
    ended = texts[above][-1] in _ENDS
    if first:
        # A page's number stands under its text: the first of these stands above it.
        if ended:
            return not digits or above <= _MOST
        return len(texts[above]) <= _TITLE_MOST and not _IN_SENTENCES.intersection(texts[above])
    return ended


def _candidate(lines: Lines, family: str, row: int, number: int) -> Candidate:
    begin = lines.begin(row)
    text = lines.texts[row]
    mark = Mark(LONE_FAMILIES[family], text, number, None, (number,))
    traits = looks(lines.texts, row, False, 0)
    return Candidate(begin, begin + len(text), row, lines.starts[row], lines.end(row), mark, traits)


def _start(candidate: Candidate) -> int:
    return candidate.start
