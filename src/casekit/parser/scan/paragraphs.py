"""Paragraphs of an article that count from 2, as Japanese statutes and their translations have them: the first has no number, behind it
stands ２　町长认为有下列各号情形之一的，….

Guarantees:
1. Only numbers with a blank are believed more that count from 2 behind an article, with no 1 between, each behind a whole sentence and
   itself one. Behind a wide blank may stand what a quantity could count: ２　市长应当….
2. One alone is not: two articles have such paragraphs, or the number is as wide as the letters. Notes at the foot of pages count on.
"""

from operator import attrgetter
from typing import Final

from casekit.ladder import BY_ID
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import CHAPTERS, CLOSED, PARAGRAPH, Candidate, Reader, at_line_start
from casekit.patterns import lazy

_BLANK: Final = BY_ID["arabic-blank"]
_SECOND: Final = 2
_LEAST: Final = 2
"""So many articles have a second paragraph."""
_WORTH: Final = 2.0
_ENDS: Final = frozenset("。；：")
_DIGITS: Final = "23456789２３４５６７８９"
_SECONDS: Final = "2２"
_WIDE: Final = "\u3000"
_GAPS: Final = frozenset(" \u3000")
_ENACTED: Final = lazy("附\\s*则")
"""What stands behind the last article: its paragraphs are its own."""
_MEASURED: Final = lazy("[万亿千百十]*(?:元|[吨亩](?:以|的|至))|[万亿](?:人|[吨亩户])")
"""A quantity behind its number: ２　万元以上的，…."""
_WRAPPED: Final = 20
"""A line that goes on in the next is not shorter, in code points."""

_order: Final = attrgetter("start")


def paragraphs(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """Believe the paragraphs with numbers among the candidates at the beginnings of lines, in source order; those that are none yet."""
    texts = lines.texts
    if not any(texts[row][1:2] in _GAPS for digit in _SECONDS for row in lines.by_first.get(digit, ())):
        return []
    free = _free(lines, reader, {candidate.row for candidate in candidates})
    new = set(map(id, free))
    found: list[Candidate] = []
    due = 0
    enacted = [row for row in lines.by_first.get("附", ()) if _ENACTED.match(texts[row])]
    at = 0
    for candidate in sorted([*candidates, *free], key=_order) if free else candidates:
        family = candidate.family
        while at < len(enacted) and enacted[at] < candidate.row:
            due = 0
            at += 1
        if family.id == "article":
            due = _SECOND
        elif family.id in CHAPTERS or candidate.kind == "case":
            due = 0
        elif due and family is _BLANK and not candidate.refused:
            if candidate.number != due or not _is_sentence(lines, candidate):
                due = due if id(candidate) in new else 0
                continue
            due += 1
            found.append(candidate)
    seconds = sum(1 for candidate in found if candidate.number == _SECOND)
    if seconds < _LEAST and all(candidate.marker.isascii() for candidate in found):
        return []
    for candidate in found:
        candidate.weigh(PARAGRAPH, _WORTH)
    return [candidate for candidate in found if id(candidate) in new]


def _is_sentence(lines: Lines, candidate: Candidate) -> bool:
    """Whether a sentence ends before the line, and another with it, or goes on in the next one as no row of a table does."""
    text = lines.texts[candidate.row]
    if lines.texts[candidate.row - 1][-1:] not in _ENDS:
        return False
    return bool(candidate.traits & CLOSED) or (len(text) >= _WRAPPED and len(text.split()) == _SECOND)


def _free(lines: Lines, reader: Reader, taken: set[int]) -> list[Candidate]:
    """What could be one on lines that begin with a number and a wide blank and have no candidate."""
    found: list[Candidate] = []
    for digit in _DIGITS:
        for row in lines.by_first.get(digit, ()):
            if lines.texts[row][1:2] != _WIDE or row in taken or _MEASURED.match(lines.texts[row], _SECOND):
                continue
            mark = reader.read(_BLANK, digit)
            start = lines.begin(row)
            candidate = at_line_start(lines, mark, start, start + 1, row) if mark is not None else None
            if candidate is not None:
                found.append(candidate)
    return found
