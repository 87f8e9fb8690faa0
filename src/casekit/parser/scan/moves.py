"""Moves of Chinese chess, which are numbered as headings are: 1. 炮二平五　　马８进７.

Guarantees:
1. Only lines that hold nothing but moves are refused: two of them, or one beside such a line.
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
_MOVES: Final = lazy(f"[{BLANK}]*(?:{_MOVE}|[…⋯.]+)[？?！!]*(?P<second>[{BLANK}，,；;]*{_MOVE}[？?！!]*)?[{BLANK}，,。；;]*")


def refuse_moves(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the numbers of moves."""
    buffer = lines.buffer
    if "平" not in buffer:
        return  # no game goes on for long without
    single: list[Candidate] = []
    rows: set[int] = set()
    for candidate in candidates:
        if candidate.glued or candidate.kind != "heading" or not told(_BEHIND, buffer, candidate.end):
            continue
        moves = _MOVES.fullmatch(buffer, candidate.end, candidate.line_end)
        if moves is None:
            continue
        if moves["second"] is None:
            single.append(candidate)
        else:
            candidate.refused = "move-of-a-game"
            rows.add(candidate.row)
    for candidate in single:
        if candidate.row - 1 in rows or candidate.row + 1 in rows:
            candidate.refused = "move-of-a-game"
