"""The letters of a PDF page as pieces of lines, turned so that the lines run to the right."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from casekit.readers.pdf.letters import BASELINE, Letters, Look, letters

Box = tuple[float, float, float, float]

_GAP = 0.6
"""A gap between two letters of this many sizes is a blank that nobody wrote. Between Latin letters pdfium knows better."""
_COLUMN = 2.5
"""A gap of this many sizes parts columns or cells."""
_OVERLAP = 0.1
"""Letters that overlap by less than this many sizes are not one letter drawn twice."""


@dataclass(slots=True)
class Piece:
    """Letters that follow each other on one line: from `left` to `right` on the baseline `y`, in points, upwards."""

    text: str
    left: float
    right: float
    y: float
    look: Look


def pieces(raw: Any, textpage: Any, box: Box) -> tuple[list[Piece], str, int, bool]:
    """The pieces of a page in the order of the file, text at another angle, how many letters mean nothing, whether the page lies.

    `box` is the page: left, bottom, right, top, in points.
    """
    found, unmapped = letters(raw, textpage)
    angles: Counter[int] = Counter()
    for run in found:
        angles[run.look.angle] += len(run.text)
    usual = angles.most_common(1)
    angle = usual[0][0] if usual else 0
    aside = "".join(run.text for run in found if run.look.angle != angle)
    upright = [run for run in found if run.look.angle == angle]
    for run in upright:
        _turn(run, angle, box)
    return _joined(upright), aside, unmapped, angle % 2 == 1


def _turn(run: Letters, angle: int, box: Box) -> None:
    """Turns the page so that the letters' line runs to the right, measured from the page's corner."""
    left, bottom, right, top = box
    lefts, rights, ys = run.lefts, run.rights, run.ys
    if angle == 1:
        run.lefts, run.rights, run.ys = [x - bottom for x in lefts], [x - bottom for x in rights], [right - y for y in ys]
    elif angle == 2:
        run.lefts, run.rights, run.ys = [right - x for x in rights], [right - x for x in lefts], [top - y for y in ys]
    elif angle == 3:
        run.lefts, run.rights, run.ys = [top - x for x in rights], [top - x for x in lefts], [y - left for y in ys]
    elif left or bottom:
        run.lefts, run.rights, run.ys = [x - left for x in lefts], [x - left for x in rights], [y - bottom for y in ys]


def _joined(found: list[Letters]) -> list[Piece]:
    """Letters that stand beside each other become pieces; letters drawn twice, as poor man's bold, are one."""
    line = _Joiner()
    for run in found:
        line.add(run, 0, run.spaced)
        behind = len(run.text)
        if behind > 1:
            if line.runs_on(run):
                line.take(run)
            else:
                run.spread()
                for at in range(1, behind):
                    line.add(run, at, False)
    return [piece for piece in line.pieces if piece.text.strip()]


class _Joiner:
    """The pieces so far, and the width of the last letter."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.width = 0.0

    def runs_on(self, run: Letters) -> bool:
        """Whether the letters behind the first follow without gaps, on the line of the last piece."""
        piece = self.pieces[-1]
        lefts, rights, ys = run.lefts, run.rights, run.ys
        if piece.look != run.look or piece.right != rights[0] or not piece.text.endswith(run.text[0]):
            return False
        if run.whole:
            return abs(ys[0] - piece.y) < BASELINE * run.look.size / 2
        size = max(run.look.size, 1)
        gap, overlap, reach = _GAP * size, -_OVERLAP * size, BASELINE * size
        if max(ys) - piece.y > reach or piece.y - min(ys) > reach:
            return False
        for left, right, before in zip(lefts[1:], rights[1:], rights, strict=False):
            if not overlap <= left - before <= gap or right < before:
                return False
        return True

    def take(self, run: Letters) -> None:
        """Adds the letters behind the first."""
        piece = self.pieces[-1]
        piece.text += run.text[1:]
        piece.right = run.rights[-1]
        self.width = piece.right - run.lefts[-1]

    def add(self, run: Letters, at: int, spaced: bool) -> None:
        """Adds one letter."""
        found, char, look = self.pieces, run.text[at], run.look
        left, right, y = run.lefts[at], run.rights[at], run.ys[at]
        piece = found[-1] if found else None
        size = max(look.size, 1)
        if piece is None or abs(piece.y - y) > BASELINE * size or left < piece.left - size:
            found.append(Piece(char, left, right, y, look))
        else:
            gap = left - piece.right
            if gap > _COLUMN * size or gap < -1.5 * size:
                found.append(Piece(char, left, right, y, look))
            elif gap < -0.6 * max(self.width, right - left) and piece.text.endswith(char):
                piece.right = max(piece.right, right)
                return
            else:
                blank = " " if _is_blank(piece.text[-1:], char, gap / size, spaced) else ""
                if look != piece.look and not char.isspace():
                    found.append(Piece(blank + char, left, right, piece.y, look))
                else:
                    piece.text += blank + char
                    piece.right = max(piece.right, right)
        self.width = right - left


def _is_blank(before: str, char: str, gap: float, spaced: bool) -> bool:
    if before.isspace() or char.isspace():
        return False
    return spaced if before.isascii() and char.isascii() else gap > _GAP
