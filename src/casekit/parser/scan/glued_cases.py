"""Openers of cases that lost the line break before them: …坐下来想一想。案例四：抵押物里的水塘.

Guarantees:
1. A candidate is the number that is due behind an opener with the same words, behind the end of a sentence, and what stands behind it on
   its line is a title.
2. Between two openers the text is searched once.
"""

import re
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.ladder.atoms import characters
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, in_line
from casekit.patterns import lazy

_FAMILIES: Final = frozenset(("case-label", "case-bracket"))
_NUMBER: Final = lazy("[一二三四五六七八九十]{1,3}|[0-9０-９]{1,3}")
_ENDS: Final = frozenset("。！？…”）)")
_BEHIND: Final = frozenset("：:" + "".join(characters(BLANK)))
_TITLE_MOST: Final = 40
"""The title behind an opener is not longer, in code points."""
_NO_TITLE: Final = frozenset("。；，、,;")
"""A sentence that speaks of a case goes on or ends so."""
_WORTH: Final = 3.0


def glued_cases(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """The openers inside lines that go on with those among the `candidates`."""
    found: list[Candidate] = []
    open_cases: dict[tuple[str, str], tuple[Candidate, re.Match[str]]] = {}
    for candidate in candidates:
        if candidate.family.id in _FAMILIES and not candidate.glued and not candidate.refused and len(candidate.path) == 1:
            number = _NUMBER.search(candidate.marker)
            if number is not None:
                key = candidate.marker[: number.start()], candidate.marker[number.end() :]
                if key in open_cases:
                    _search(lines, reader, open_cases[key], candidate, found)
                open_cases[key] = candidate, number
    for last in open_cases.values():
        _search(lines, reader, last, None, found)
    return found


def _search(
    lines: Lines, reader: Reader, last: tuple[Candidate, re.Match[str]], following: Candidate | None, found: list[Candidate]
) -> None:
    """Add the openers that count on from `last` before the `following` one with the same words."""
    opener, number = last
    due = opener.number + 1
    at = opener.line_end
    stop = len(lines.buffer) if following is None else following.start
    while following is None or due < following.number:
        marker = opener.marker[: number.start()] + numerals.spell(due, number.group()[0]) + opener.marker[number.end() :]
        at = _place(lines, marker, at, stop)
        mark = reader.read(opener.family, marker) if at >= 0 else None
        if mark is None:
            break
        candidate = in_line(lines, mark, at, at + len(marker), lines.at(at))
        candidate.weigh("inside-a-line", _WORTH - candidate.belief)
        candidate.glued = True
        found.append(candidate)
        at, due = at + len(marker), due + 1


def _place(lines: Lines, marker: str, at: int, stop: int) -> int:
    """Where the marker stands behind the end of a sentence, with a title behind it; -1 for nowhere."""
    buffer = lines.buffer
    while (at := buffer.find(marker, at, stop)) >= 0:
        end = at + len(marker)
        if buffer[at - 1] in _ENDS and (marker[-1] == "】" or buffer[end : end + 1] in _BEHIND):
            title = buffer[end : min(lines.end(lines.at(at)), end + _TITLE_MOST + 1)].strip()
            if 1 < len(title) <= _TITLE_MOST and "。" not in title and title[-1] not in _NO_TITLE:
                return at
        at = end
    return -1
