"""Pieces become lines in reading order: columns one behind the other, cells of a row on one line."""

from collections.abc import Iterator

from casekit.readers.pdf.glyphs import Piece
from casekit.readers.pdf.letters import Look
from casekit.shapes import dataclass, field

_SAME_LINE = 0.5
"""Pieces whose baselines differ by less than this many sizes stand beside each other."""
_CELL = 1.6
"""A gap of this many sizes inside a line parts two cells."""
_GUTTER = 9.0
"""Points of white between two columns, at least."""
_COLUMN_SHARE = 0.3
"""Of the width of the text, what a column takes at least."""
_COLUMN_LINES = 4


Bounds = tuple[float, float]


@dataclass(slots=True)
class Line:
    """One line of a page. `spans` are (start, end, look) in its text; `number` is its 1-based place on the page.

    `column` is the left and right end of its column where the page has several.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    spans: list[tuple[int, int, Look]] = field(default_factory=list)
    number: int = 0
    cells: int = 1
    column: Bounds | None = None


def lines(pieces: list[Piece]) -> list[Line]:
    """The lines of a page in reading order."""
    found: list[Line] = []
    for column, bounds in _columns(pieces):
        rows = _rows(column)
        for row in rows:
            row.column = bounds
        found += rows
    for number, line in enumerate(found, 1):
        line.number = number
    return found


def _columns(pieces: list[Piece]) -> Iterator[tuple[list[Piece], Bounds | None]]:
    """Pieces that are read together: what crosses the gutter parts a page into bands, and a band is read column by column."""
    gutter = _gutter(pieces)
    if gutter is None:
        yield pieces, None
        return
    crossing = sorted((piece for piece in pieces if piece.left < gutter - 1 and piece.right > gutter + 1), key=lambda piece: -piece.y)
    rest = sorted((piece for piece in pieces if not (piece.left < gutter - 1 and piece.right > gutter + 1)), key=lambda piece: -piece.y)
    bounds = [_bounds(side) for side in _sides(rest, gutter)]
    at = 0
    for piece in crossing:
        band: list[Piece] = []
        while at < len(rest) and rest[at].y > piece.y + _SAME_LINE * piece.look.size:
            band.append(rest[at])
            at += 1
        yield from zip(_sides(band, gutter), bounds, strict=True)
        yield [piece], None
    yield from zip(_sides(rest[at:], gutter), bounds, strict=True)


def _sides(band: list[Piece], gutter: float) -> list[list[Piece]]:
    return [[piece for piece in band if piece.right <= gutter + 1], [piece for piece in band if piece.right > gutter + 1]]


def _bounds(side: list[Piece]) -> Bounds:
    return min(piece.left for piece in side), max(piece.right for piece in side)


def _gutter(pieces: list[Piece]) -> float | None:
    """The middle of the white between two columns, None where there is one column."""
    if len(pieces) < 2 * _COLUMN_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    width = right - left
    narrow = sorted((piece.left, piece.right) for piece in pieces if piece.right - piece.left < 0.55 * width)
    reach = left
    best: tuple[float, float] | None = None
    for start, end in narrow:
        white = start - reach
        middle = (start + reach) / 2
        if white >= _GUTTER and left + 0.3 * width < middle < left + 0.7 * width and (best is None or white > best[0]):
            best = white, middle
        reach = max(reach, end)
    if best is None:
        return None
    gutter = best[1]
    sides = [[piece for piece in pieces if piece.right <= gutter], [piece for piece in pieces if piece.left >= gutter]]
    for side in sides:
        wide = sum(piece.right - piece.left >= _COLUMN_SHARE * width for piece in side)
        if len(side) < _COLUMN_LINES or 2 * wide < len(side):
            return None
    return gutter


def _rows(pieces: list[Piece]) -> list[Line]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.left)):
        if rows and abs(rows[-1][0].y - piece.y) <= _SAME_LINE * min(rows[-1][0].look.size, piece.look.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_line(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _line(row: list[Piece]) -> Line:
    text = ""
    spans: list[tuple[int, int, Look]] = []
    cells = 1
    end = row[0].left
    for piece in row:
        words = piece.text
        if text:
            gap = (piece.left - end) / max(piece.look.size, 1)
            if gap > _CELL and text.strip():
                text = text.rstrip() + "\t"
                words = words.lstrip()
                cells += 1
            elif gap > 0.6 and not text[-1].isspace() and not words[0].isspace():
                text += " "
        start = len(text)
        text += words
        spans.append((start, len(text), piece.look))
        end = max(end, piece.right)
    bare = text.strip()
    lead = len(text) - len(text.lstrip())
    spans = [(max(a - lead, 0), min(b - lead, len(bare)), look) for a, b, look in spans if b > lead and a - lead < len(bare)]
    size = max(spans, key=lambda span: span[1] - span[0])[2].size
    left = row[0].left + lead * size * (1 if text[:lead].strip(" ") == "" and "\u3000" in text[:lead] else 0.5)
    return Line(bare, left, end, row[0].y, size, all(look.bold for _, _, look in spans), spans, cells=cells)
