"""The letters of a PDF page as pieces of lines, turned so that the lines run to the right."""

from collections import Counter
from typing import Any

from casekit.readers.pdf.letters import BASELINE, Letters, Look, letters
from casekit.shapes import dataclass

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
        at, behind = 1, len(run.text)
        if run.whole and line.takes(run):
            continue
        run.spread()
        while at < behind:
            at = line.take(run, at)
            if at < behind:
                line.add(run, at, False)
                at += 1
    return [piece for piece in line.pieces if piece.text.strip()]


class _Joiner:
    """The pieces so far, and the width of the last letter."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.width = 0.0

    def takes(self, run: Letters) -> bool:
        """Adds the letters behind the first where all of them follow without gaps on the line of the last piece; whether they do."""
        piece = self.pieces[-1]
        if not self._goes_on(run, 0) or abs(run.ys[0] - piece.y) >= BASELINE * run.look.size / 2:
            return False
        self._extend(run, run.text[1:], -1)
        return True

    def take(self, run: Letters, first: int) -> int:
        """Adds the letters from `first` on as far as they follow the one before without gaps; gives the first that does not."""
        if not self._goes_on(run, first - 1):
            return first
        lefts, rights, ys = run.lefts, run.rights, run.ys
        size = max(run.look.size, 1)
        gap, overlap, reach = _GAP * size, -_OVERLAP * size, BASELINE * size
        y, before, at = self.pieces[-1].y, rights[first - 1], first
        for at in range(first, len(lefts)):
            right = rights[at]
            if not overlap <= lefts[at] - before <= gap or right < before or not -reach <= ys[at] - y <= reach:
                break
            before = right
        else:
            at = len(lefts)
        if at > first:
            self._extend(run, run.text[first:at], at - 1)
        return at

    def _goes_on(self, run: Letters, at: int) -> bool:
        """Whether the last piece ends with a letter of `run`, and goes on in its look."""
        piece = self.pieces[-1]
        return piece.look == run.look and piece.right == run.rights[at] and piece.text[-1] == run.text[at]

    def _extend(self, run: Letters, text: str, last: int) -> None:
        piece = self.pieces[-1]
        piece.text += text
        piece.right = run.rights[last]
        self.width = piece.right - run.lefts[last]

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
