"""Notes that go on in lines of their own, whose first stands behind the word that names them: 注：1.二号池漏过水。 / 2.成活数以起捕为准。

Guarantees:
1. Refused is the number due behind that of a note on the line before, and those that count on from it, a blank line between at most.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

_OPEN: Final = ("（", "(", "〔", "[")
_NAMED: Final = lazy(
    f"(?:附注|附註|[備备][注註]|[说說]明|[注註][释釋]?)(?:[:：][{BLANK}]*|[{BLANK}]+(?=[①⑴〔\\[]))(?P<marker>[（(〔\\[]?[1一１①⑴][)）〕\\].．、]?)"
)
_HAN: Final = "han"
"""一、 below 注： begins sections rather than notes."""
_ALONE: Final = lazy("(?:附注|附註|[備备][注註]|[注註][释釋]?)[:：]")
"""The word alone on its line, all notes below it."""
_BLANK_MOST: Final = 2
"""From a note to the next are so many lines at most."""


def begun_notes(lines: Lines, rows: list[int], candidates: list[Candidate]) -> None:
    """Refuse the numbers of such notes; `rows` are the lines that may begin them, `candidates` stand in source order."""
    named = {row: match["marker"] for row in rows if (match := _NAMED.match(lines.texts[row]))}
    alone = {row for row in rows if _ALONE.fullmatch(lines.texts[row])}
    last: Candidate | None = None
    for candidate in candidates if named or alone else ():
        if candidate.glued or candidate.refused:
            continue
        above = candidate.row - 1 if lines.texts[candidate.row - 1] else candidate.row - _BLANK_MOST
        begins = candidate.number == 2 and _alike(named.get(above, ""), candidate)
        begins = begins or (candidate.number == 1 and candidate.row - 1 in alone and candidate.series != _HAN)
        if begins or (last is not None and _goes_on(lines.texts, last, candidate)):
            candidate.refused = "in-note"
            last = candidate


def _goes_on(texts: list[str], last: Candidate, candidate: Candidate) -> bool:
    """Whether a note is the next one, on the next line but for a blank one."""
    due = candidate.number == last.number + 1 and candidate.style == last.style
    return due and (candidate.row == last.row + 1 or (candidate.row == last.row + _BLANK_MOST and not texts[last.row + 1]))


def _alike(first: str, candidate: Candidate) -> bool:
    """Whether the marker of the first note has the signs of that of the second."""
    if first in ("①", "⑴"):
        return ord(candidate.marker[0]) == ord(first) + 1
    if first[:1] in _OPEN:
        return first[:1] + first[-1:] == candidate.marker[:1] + candidate.marker[-1:]
    return len(first) > 1 and first[1:] == candidate.marker[1:]
