"""A numbered list at the head of a text whose titles come again without their numbers, each alone over its text: what a guide holds.

Guarantees:
1. A list is lines that count from 1, under no colon and behind no other number; all of them come again behind it in their order, or all but
   one of four or more, the first of them before any other marker, with sentences under most.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region

_LEAST: Final = 3
_ONE_LOST: Final = 4
"""Of so many entries one may not come again."""
_TITLE_LEAST: Final = 2
_TITLE_MOST: Final = 30
"""The bounds of a title, in code points."""
_ENDS: Final = frozenset("。；;！!？?，,：:")
_COLONS: Final = frozenset("：:")
_SENTENCES: Final = "。；！？"


def named_again(lines: Lines, candidates: list[Candidate], place: int) -> list[Region]:
    """The list that begins with the candidate at `place`, the first that counts anything, if it is one."""
    end = _end(lines.texts, candidates, place)
    if end - place < _LEAST or not titles_again(lines, candidates, place, end):
        return []
    return [Region(lines.starts[candidates[place].row], lines.end(candidates[end - 1].row), "toc")]


def _end(texts: list[str], candidates: list[Candidate], place: int) -> int:
    """Behind the last of the titles that count on from the candidate at `place`, with no text between; `place` under a colon."""
    first = candidates[place]
    above = next((texts[row] for row in range(first.row - 1, -1, -1) if texts[row]), "")
    end = place
    while end < len(candidates) and above[-1:] not in _COLONS:
        entry = candidates[end]
        if entry.style != first.style or entry.number != end - place + 1 or entry.glued or texts[entry.row][-1] in _ENDS:
            break
        if end > place and any(texts[candidates[end - 1].row + 1 : entry.row]):
            break
        end += 1
    return end


def titles_again(lines: Lines, candidates: list[Candidate], place: int, end: int) -> list[int]:
    """The lines that say what the entries `place` … `end` do without their numbers, with sentences under most; none where it is no list."""
    buffer = lines.buffer
    at = candidates[end - 1].line_end
    found: list[int] = []
    lost = 0
    for entry in candidates[place:end]:
        title = buffer[entry.end : entry.line_end].strip()
        row = _alone(lines, title, at) if _TITLE_LEAST <= len(title) <= _TITLE_MOST else -1
        if row < 0:
            lost += 1
            if lost > 1 or end - place < _ONE_LOST or not found:
                return []
            continue
        if not found and end < len(candidates) and candidates[end].row <= row:
            return []
        found.append(row)
        at = lines.end(row)
    bounds = [*found, len(lines.texts)]
    told = 0
    for row, behind in zip(found, bounds[1:], strict=True):
        if not any(lines.texts[row + 1 : behind]):
            return []
        text = buffer[lines.end(row) : lines.end(behind - 1)]
        told += any(sign in text for sign in _SENTENCES)
    return found if 2 * told > end - place else []


def _alone(lines: Lines, title: str, at: int) -> int:
    """The first line behind the place `at` that says `title` and nothing else, -1 for none."""
    at = lines.buffer.find(title, at)
    while at >= 0:
        row = lines.at(at)
        if lines.texts[row] == title:
            return row
        at = lines.buffer.find(title, lines.end(row))
    return -1
