"""Notes that go on in lines of their own, whose first stands behind the word that names them: 注：1.二号池漏过水。 / 2.成活数以起捕为准。
Or under it, as the notes of an edited text do: 校记 / 〔一〕“公估”，原作“公佑”。 / 〔二〕末条为后加。

Guarantees:
1. Refused is the number due behind that of a note on the line before, and those that count on from it, a blank line between at most;
   in square brackets below such a word they may be a few lines long.
   The next number of the series above them is none, where it begins a title with a text below it, as the notes do not.
2. Numbers under the word alone are none where they go on behind what begins below their last: those are its sections.
   Nor do （1） and ① under the word for an editor's notes where text stands between the first and the second.
"""

import re
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
_OPEN: Final = ("（", "(", "〔", "[")
_NAMED: Final = lazy(
    f"(?:附注|附註|[備备][注註]|[说說]明|[注註][释釋]?|校勘?[记記])(?:[:：][{BLANK}]*|[{BLANK}]+(?=[①⑴〔\\[]))(?P<marker>[（(〔\\[]?[1一１①⑴][)）〕\\].．、]?)"
)
_HAN: Final = "han"
"""一、 below 注： begins sections rather than notes."""
_ALONE: Final = lazy("(?:附注|附註|[備备][注註]|[注註][释釋]?)[:：]")
"""The word alone on its line, all notes below it."""
_EDITED: Final = lazy(f"(?:校{_B}勘?{_B}[记記]|(?P<plain>[注註](?:{_B}[释釋])?)|[校笺箋]{_B}[注註])[:：]?")
"""The word over the notes of who edited a text; under a plain one only numerals in square brackets are surely notes."""
_EDITED_MOST: Final = 6
_SIGNS: Final = frozenset(("circled", "arabic-parens"))
_SQUARE: Final = frozenset("〔[［")
_LONG_MOST: Final = 4
_BLANK_MOST: Final = 2
"""From a note to the next are so many lines at most."""

_ENDS: Final = frozenset("。；;")
_CLOSED: Final = frozenset("。；;：:，,、")
_ABOVE_MOST: Final = 40
"""The last number above the notes is looked for among so many candidates."""
_TITLE_MOST: Final = 24
"""A title is not longer with its number, in code points."""
_BELOW_MOST: Final = 12
"""What is below a note has fewer candidates."""


def begun_notes(lines: Lines, rows: list[int], candidates: list[Candidate]) -> None:
    """Refuse the numbers of such notes; `rows` are the lines that may begin them, `candidates` stand in source order."""
    named = {row: match["marker"] for row in rows if (match := _NAMED.match(lines.texts[row]))}
    alone = {row for row in rows if _ALONE.fullmatch(lines.texts[row])}
    edited = {row: match["plain"] is None for row in rows if (match := _edited(lines.texts[row]))}
    last: Candidate | None = None
    run: list[Candidate] = []
    first = 0
    for place, candidate in enumerate(candidates if named or alone or edited else ()):
        if candidate.glued or candidate.refused:
            continue
        above = candidate.row - 1 if lines.texts[candidate.row - 1] else candidate.row - _BLANK_MOST
        begins = candidate.number == 2 and _alike(named.get(above, ""), candidate)
        begins = begins or (candidate.number == 1 and candidate.row - 1 in alone and candidate.series != _HAN)
        begins = begins or (candidate.number == 1 and above in edited and _is_edited(candidate, any_sign=edited[above]))
        if begins and candidate.family.id in _SIGNS and above in edited and _heads_text(lines.texts, candidates, place):
            continue
        if begins or (last is not None and _goes_on(lines.texts, last, candidate)):
            if begins:
                run, first = [], place
            elif last is not None and _due_above(lines.texts, candidates, first, last, place):
                last = None
                continue
            run.append(candidate)
            candidate.refused = "in-note"
            last = candidate
            if run[0].number == 1 and run[0].row - 1 in alone and _holds_more(candidates, place):
                for note in run:
                    note.refused = ""
                last = None


def _goes_on(texts: list[str], last: Candidate, candidate: Candidate) -> bool:
    """Whether a note is the next one, on the next line but for a blank one."""
    due = candidate.number == last.number + 1 and candidate.style == last.style
    if due and candidate.marker[0] in _SQUARE:
        return candidate.row <= last.row + _LONG_MOST
    return due and (candidate.row == last.row + 1 or (candidate.row == last.row + _BLANK_MOST and not texts[last.row + 1]))


def _due_above(texts: list[str], candidates: list[Candidate], first: int, last: Candidate, place: int) -> bool:
    """Whether the candidate at `place` goes on with the series above the notes, the first of which stands at `first`: a title behind
    finished notes, with a finished text below it.
    """
    here = candidates[place]
    text, below = texts[here.row], "".join(texts[here.row + 1 : here.row + 2])
    if text[-1] in _CLOSED or len(text) > _TITLE_MOST or texts[last.row][-1] not in _ENDS or below[-1:] not in _ENDS or not below:
        return False
    if place + 1 < len(candidates) and candidates[place + 1].row == here.row + 1:
        return False
    for above in reversed(candidates[max(first - _ABOVE_MOST, 0) : first]):
        if above.style == here.style and not above.glued and not above.refused:
            return above.number == here.number - 1
    return False


def _edited(text: str) -> re.Match[str] | None:
    """The word over the notes of an editor."""
    return _EDITED.fullmatch(text) if len(text) <= _EDITED_MOST else None


def _is_edited(candidate: Candidate, *, any_sign: bool) -> bool:
    """Whether the first number below such a word is a note's: in square brackets, or ① and （1） where `any_sign` of notes does."""
    return candidate.marker[0] in _SQUARE or (any_sign and candidate.family.id in _SIGNS)


def _heads_text(texts: list[str], candidates: list[Candidate], place: int) -> bool:
    """Whether the candidate at `place` begins a title, and the second number stands further down than that of a note."""
    first = candidates[place]
    text = texts[first.row]
    if text[-1] in _ENDS or len(text) > _TITLE_MOST:
        return False
    behind = next((one for one in candidates[place + 1 : place + 1 + _BELOW_MOST] if one.style == first.style), None)
    return behind is not None and behind.number == first.number + 1 and not _goes_on(texts, first, behind)


def _holds_more(candidates: list[Candidate], place: int) -> bool:
    """Whether another numbering begins right under the candidate at `place`, and its own goes on behind that."""
    last = candidates[place]
    below = candidates[place + 1 : place + 1 + _BELOW_MOST]
    if not below or below[0].row != last.row + 1 or below[0].number != 1 or below[0].style == last.style:
        return False
    behind = next((one for one in below if one.style == last.style), None)
    return behind is not None and behind.number == last.number + 1


def _alike(first: str, candidate: Candidate) -> bool:
    """Whether the marker of the first note has the signs of that of the second."""
    if first in ("①", "⑴"):
        return ord(candidate.marker[0]) == ord(first) + 1
    if first[:1] in _OPEN:
        return first[:1] + first[-1:] == candidate.marker[:1] + candidate.marker[-1:]
    return len(first) > 1 and first[1:] == candidate.marker[1:]
