"""First numbers behind a title and one blank, on lines whose paragraph marks were lost: 培训方案 一、对象。…二、内容.

Guarantees:
1. A candidate is the number 1 of a series whose number 2 stands behind the end of a sentence on the same line.
2. What stands before it, from the line's beginning or from another marker on, is a title.
"""

from bisect import bisect_left
from typing import Final

from casekit import numerals
from casekit.ladder.atoms import ARABIC, HAN
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, in_line
from casekit.patterns import lazy

_FAMILIES: Final = {"han-comma": 2.5, "han-parens": 2.5, "arabic-comma": 1.4, "arabic-dot": 1.4}
"""How far each is believed."""
_NUMBER: Final = lazy(f"[{HAN}]+|[{ARABIC}]+")
_TITLE_MOST: Final = 50
"""The title before is not longer, in code points."""
_NO_TITLE: Final = frozenset("。；，！？,;")


def behind_blanks(lines: Lines, reader: Reader, beginning: list[Candidate], glued: list[Candidate]) -> list[Candidate]:
    """The candidates behind a blank that those inside lines, `glued`, go on from; `beginning` are those at the beginnings of lines."""
    buffer = lines.buffer
    seconds = [candidate for candidate in glued if candidate.number == 2 and candidate.family.id in _FAMILIES]
    seconds = [second for second in seconds if _at_blank(buffer, _first(second.marker), second.line_start, second.start) >= 0]
    if not seconds:
        return []
    candidates = sorted([*beginning, *glued], key=_start)
    starts = [candidate.start for candidate in candidates]
    found: list[Candidate] = []
    for second in seconds:
        marker = _first(second.marker)
        place = bisect_left(starts, second.start) - 1
        behind = second.line_start
        while place >= 0 and candidates[place].row == second.row:
            if candidates[place].style == second.style:
                behind = candidates[place].end
                break
            place -= 1
        if place >= 0 and candidates[place].row == second.row and candidates[place].number == 1:
            continue
        start = _at_blank(buffer, marker, behind, second.start) + 1
        mark = reader.read(second.family, marker) if start > 0 else None
        if mark is not None and _on_a_title(lines, candidates, starts, start, second.line_start):
            candidate = in_line(lines, mark, start, start + len(marker), second.row)
            candidate.weigh("inside-a-line", _FAMILIES[second.family.id] - candidate.belief)
            candidate.glued = True
            found.append(candidate)
    return found


def _first(marker: str) -> str:
    """The marker with the number 1 in place of its own."""
    number = _NUMBER.search(marker)
    return marker if number is None else marker[: number.start()] + numerals.spell(1, number.group()[0]) + marker[number.end() :]


def _at_blank(buffer: str, marker: str, start: int, end: int) -> int:
    """The last blank right before the marker in `[start, end)`, -1 for none."""
    return max(buffer.rfind(" " + marker, start, end), buffer.rfind("\u3000" + marker, start, end))


def _start(candidate: Candidate) -> int:
    return candidate.start


def _on_a_title(lines: Lines, candidates: list[Candidate], starts: list[int], start: int, line_start: int) -> bool:
    """Whether a title stands before `start` on its line."""
    place = bisect_left(starts, start) - 1
    begin = max(line_start, candidates[place].end if place >= 0 else 0)
    title = lines.buffer[begin:start].strip()
    least = 1 if begin > line_start else 2  # 一、存 （一）存什么。
    return least <= len(title) <= _TITLE_MOST and _NO_TITLE.isdisjoint(title)
