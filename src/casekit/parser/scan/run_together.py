"""Cases that all lost the line break before them, where paragraph marks are gone: …做法（四篇）篇一：积分制…减到八桌。篇二：一张议事桌….

Guarantees:
1. A candidate stands behind the end of a sentence, the first one behind a title too, is followed by a colon, and is one of a series that
   counts from 1, those at the beginning of lines included.
2. Between two of a series lies a text, not a sentence: who tells what parts a book has names them one after the other.
"""

from typing import Final

from casekit.ladder import BY_ID
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import GLUED, Candidate, Reader, in_line
from casekit.parser.spots import Spots
from casekit.patterns import lazy

_LABEL: Final = BY_ID["case-label"]
_NTH: Final = BY_ID["piece"]
_NUMBER: Final = "(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})"
_PIECE: Final = lazy(f"篇{_NUMBER}(?=[:：])")
_CASE: Final = lazy(f"案例{_NUMBER}(?=[:：])")
_ORDINAL: Final = lazy(f"第{_NUMBER}篇(?=[:：])")
_ENDS: Final = frozenset("。！？…”’」』）)】》")
_STOPS: Final = frozenset("。！？…")
_BLANKS: Final = frozenset(" \t\u3000\u00a0")
_SIGNS: Final = "!"
_SIGNS_END: Final = "~"
_DEBRIS_MOST: Final = 12
"""Blanks, letters and signs between a sentence and the case behind it are not more, in code points."""
_TITLE_MOST: Final = 40
"""Before the first stands a title that is not longer, in code points."""
_LOOKED_AT: Final = 512
"""What is longer with the blanks behind it is none."""
_NO_TITLE: Final = frozenset("。；，！？,;：:")
_TEXT_LEAST: Final = 60
"""Between two of them lie so many code points at least."""
_LEAST: Final = 2
_WORTH: Final = 3.0


def run_together(lines: Lines, reader: Reader, spots: Spots, candidates: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """The cases inside lines that count on among themselves and from the `candidates`, which begin lines, or `others` inside them."""
    buffer = lines.buffer
    spans = [(_LABEL, *match.span()) for at in spots.pieces if (match := _PIECE.match(buffer, at))]
    spans += [(_LABEL, *match.span()) for at in lines.places("案例") if (match := _CASE.match(buffer, at))]
    spans += [(_NTH, *match.span()) for at in spots.ordinals if (match := _ORDINAL.match(buffer, at))]
    found: list[Candidate] = []
    for family, start, end in spans:
        row = lines.at(start)
        begin = lines.begin(row)
        mark = reader.read(family, buffer[start:end]) if begin < start else None
        if mark is not None and (_behind_an_end(buffer, begin, start) or (mark.number == 1 and _is_title(buffer, begin, start))):
            found.append(in_line(lines, mark, start, end, row))
    if not found:
        return found
    styles = dict.fromkeys([candidate.style for candidate in found])
    series = [one for one in (*candidates, *others) if one.style in styles and not one.suffix]
    known = {candidate.start for candidate in series}
    found = [candidate for candidate in found if candidate.start not in known]
    kept: list[Candidate] = []
    for style in styles:
        chain: list[Candidate] = []
        for candidate in sorted([one for one in (*series, *found) if one.style == style], key=_start):
            far = not chain or candidate.start - chain[-1].start >= _TEXT_LEAST
            if chain and candidate.number == chain[-1].number + 1 and far:
                chain.append(candidate)
            else:
                kept += _glued(chain)
                chain = [candidate] if candidate.number == 1 else []
        kept += _glued(chain)
    kept = [candidate for candidate in kept if candidate.start not in known]
    for candidate in kept:
        candidate.weigh("inside-a-line", _WORTH - candidate.belief)
        candidate.glued = True
    return kept


def _behind_an_end(buffer: str, begin: int, start: int) -> bool:
    """Whether a sentence ends before `start`, with blanks or what a site put against copying between: …就晚了。kq7#xW 篇二：."""
    if buffer[start - 1] in _ENDS:
        return True
    at = start
    while at > max(begin, start - _DEBRIS_MOST) and (buffer[at - 1] in _BLANKS or _SIGNS <= buffer[at - 1] <= _SIGNS_END):
        at -= 1
    return at > begin and buffer[at - 1] in _STOPS


def _glued(chain: list[Candidate]) -> list[Candidate]:
    """Those of a series that stand inside lines."""
    return [candidate for candidate in chain if candidate.traits & GLUED] if len(chain) >= _LEAST else []


def _is_title(buffer: str, begin: int, start: int) -> bool:
    """Whether what stands before the first case on its line is a title; only so much of a long line is looked at."""
    text = buffer[begin:start] if start - begin < _LOOKED_AT else ""
    return 2 <= len(text.strip()) <= _TITLE_MOST and _NO_TITLE.isdisjoint(text)


def _start(candidate: Candidate) -> int:
    return candidate.start
