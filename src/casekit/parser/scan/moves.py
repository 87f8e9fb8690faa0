"""Moves of Chinese chess, which are numbered as headings are: 1. 炮二平五　　马８进７.

Guarantees:
1. Only lines that hold nothing but moves are refused: two of them, or one beside such a line; and lines that begin with a move right
   behind moves, with the number of the last of them again or the next: how the game ended, or what is said about that move.
2. In a text with such lines a sentence that begins with two files of the board is doubted: 三、七路兵还没有挺起，马跳不出去。 Not so
   where its number is due behind the one before and comes no other time.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy
from casekit.plane import table, told

_NUMBER: Final = "[一二三四五六七八九1-9１-９]"
_MOVE: Final = f"(?:[车車俥马馬傌炮砲包兵卒相象仕士帅帥将將]{_NUMBER}|[前中后後一二三][车車马馬炮砲兵卒相象仕士])[进進退平]{_NUMBER}"
_BEHIND: Final = table((1, "车車俥马馬傌炮砲包兵卒相象仕士帅帥将將前中后後一二三…⋯. \t\u3000"))
"""A marker of a move has one of these behind it."""
_REFUSED: Final = "move-of-a-game"
_MOVES: Final = lazy(f"[{BLANK}]*(?:{_MOVE}|[…⋯.]+)[？?！!]*(?P<second>[{BLANK}，,；;]*{_MOVE}[？?！!]*)?[{BLANK}，,。；;]*")
_OPENS: Final = lazy(f"[{BLANK}]*{_MOVE}")
_FILES: Final = lazy("[一二三四五六七八九]路[^。\n]{0,60}，")
_IN_CLAUSES: Final = 3.8
"""What this speaks against a title: one that is due and comes no other time is still believed."""


def refuse_moves(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the numbers of moves."""
    buffer = lines.buffer
    if "平" not in buffer:
        return  # no game goes on for long without
    single: list[Candidate] = []
    opened: list[Candidate] = []
    rows: dict[int, int] = {}
    for candidate in candidates:
        if candidate.glued or candidate.kind != "heading" or not told(_BEHIND, buffer, candidate.end):
            continue
        moves = _MOVES.fullmatch(buffer, candidate.end, candidate.line_end)
        if moves is None:
            if _OPENS.match(buffer, candidate.end, candidate.line_end):
                opened.append(candidate)
            continue
        if moves["second"] is None:
            single.append(candidate)
        else:
            candidate.refused = _REFUSED
            rows[candidate.row] = candidate.number
    beside = [one for one in single if one.row - 1 in rows or one.row + 1 in rows]
    for candidate in beside:
        candidate.refused = _REFUSED
        rows[candidate.row] = candidate.number
    for candidate in opened:
        before = rows.get(candidate.row - 1, -1)
        if before in (candidate.number, candidate.number - 1):
            candidate.refused = _REFUSED
            rows[candidate.row] = candidate.number
    if rows:
        _doubt_files(buffer, candidates)


def _doubt_files(buffer: str, candidates: list[Candidate]) -> None:
    """Doubt the Han numbers that name a file of the board with another in a sentence of clauses."""
    numbered = [one for one in candidates if one.family.id == "han-comma" and not one.glued and not one.refused]
    again: set[int] = set()
    open_ones: list[Candidate] = []
    for one in reversed(numbered):  # what is left open behind one counts up from it
        while open_ones and open_ones[-1].number > one.number:
            open_ones.pop()
        if open_ones and open_ones[-1].number == one.number:
            again.add(one.start)
        open_ones.append(one)
    last = 0
    for candidate in numbered:
        if _FILES.match(buffer, candidate.end, candidate.line_end) and (candidate.number != last + 1 or candidate.start in again):
            candidate.weigh("list-of-numbers", -_IN_CLAUSES)
            continue
        last = candidate.number
