"""The letters of a PDF page as pieces of lines, with places and looks, by pdfium."""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]

BOLD = 600
_BOLD_NAMES = ("bold", "heavy", "black", "simhei", "heiti", "黑")
_GAP = 0.6
"""A gap between two letters of this many sizes is a blank that nobody wrote. Between Latin letters pdfium knows better."""
_COLUMN = 2.5
"""A gap of this many sizes parts columns or cells."""
_BASELINE = 0.35
"""Letters whose baselines differ by less than this many sizes stand on one line."""


class Look(NamedTuple):
    """How letters look; `size` is in points, `angle` a quarter turn counted from 0."""

    size: float
    bold: bool
    font: str
    angle: int


@dataclass(slots=True)
class Piece:
    """Letters that follow each other on one line: from `left` to `right` on the baseline `y`, in points, upwards."""

    text: str
    left: float
    right: float
    y: float
    look: Look


class Glyph(NamedTuple):
    """One letter; `spaced` tells that pdfium sees a blank before it."""

    char: str
    left: float
    right: float
    y: float
    look: Look
    spaced: bool = False


def pieces(raw: Any, textpage: Any, box: Box) -> tuple[list[Piece], str, int, bool]:
    """The pieces of a page in the order of the file, text at another angle, how many letters mean nothing, whether the page lies.

    `box` is the page: left, bottom, right, top, in points.
    """
    glyphs, unmapped = _glyphs(raw, textpage)
    usual = Counter(glyph.look.angle for glyph in glyphs).most_common(1)
    angle = usual[0][0] if usual else 0
    aside = "".join(glyph.char for glyph in glyphs if glyph.look.angle != angle)
    return _joined([_upright(glyph, angle, box) for glyph in glyphs if glyph.look.angle == angle]), aside, unmapped, angle % 2 == 1


def _glyphs(raw: Any, textpage: Any) -> tuple[list[Glyph], int]:
    found: list[Glyph] = []
    unmapped = 0
    textpage = textpage.raw
    looks = _Looks(raw, textpage)
    look = Look(0, False, "", 0)
    last = None
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    spaced = False
    for at in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, at)
        code = 45 if code == 2 else code  # pdfium's sign for a hyphen at the end of a line
        if raw.FPDFText_IsGenerated(textpage, at) == 1 or code < 32 or code in (0xFFFE, 0xFFFF):
            unmapped += code >= 0xFFFE
            spaced = spaced or code == 32
            continue
        owner = raw.FPDFText_GetTextObject(textpage, at)
        address = ctypes.cast(owner, ctypes.c_void_p).value
        if address != last or not address:
            last, look = address, looks.of(at, owner)
        raw.FPDFText_GetCharOrigin(textpage, at, x, y)
        raw.FPDFText_GetLooseCharBox(textpage, at, box)
        char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        unmapped += char == "\ufffd" or 0xE000 <= code <= 0xF8FF
        if look.angle % 2:
            found.append(Glyph(char, min(box.bottom, box.top), max(box.bottom, box.top), x.value, look, spaced))
        else:
            found.append(Glyph(char, min(box.left, x.value), max(box.right, x.value), y.value, look, spaced))
        spaced = False
    return found, unmapped


class _Looks:
    """The looks of a page's letters. A page has few fonts and thousands of text objects, so what a font is called is asked for once."""

    def __init__(self, raw: Any, textpage: Any) -> None:
        self.raw = raw
        self.textpage = textpage
        self.matrix = raw.FS_MATRIX()
        self.fonts: dict[int | None, tuple[bool, str]] = {}
        self.looks: dict[tuple[float, int, int | None], Look] = {}

    def of(self, at: int, owner: Any) -> Look:
        """The look of the letter `at`, which belongs to the text object `owner`."""
        raw, matrix = self.raw, self.matrix
        font = ctypes.cast(raw.FPDFTextObj_GetFont(owner), ctypes.c_void_p).value if owner else None
        raw.FPDFText_GetMatrix(self.textpage, at, matrix)
        size = raw.FPDFText_GetFontSize(self.textpage, at) * (math.hypot(matrix.c, matrix.d) or 1)
        turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        angle = round(turns) % 4 if abs(turns - round(turns)) < 0.1 else -1
        key = round(max(size, 0.1), 1), angle, font
        if key not in self.looks or font is None:
            if font not in self.fonts or font is None:
                self.fonts[font] = self._font(at)
            self.looks[key] = Look(key[0], *self.fonts[font], angle)
        return self.looks[key]

    def _font(self, at: int) -> tuple[bool, str]:
        """Whether a letter's font is bold, and its name without the tag of a subset."""
        buffer = ctypes.create_string_buffer(128)
        self.raw.FPDFText_GetFontInfo(self.textpage, at, buffer, 128, ctypes.c_int())
        parts = buffer.value.decode("utf-8", "replace").partition("+")
        name = parts[2] or parts[0]
        weight = self.raw.FPDFText_GetFontWeight(self.textpage, at)
        return weight >= BOLD or any(word in name.lower() for word in _BOLD_NAMES), name


def _upright(glyph: Glyph, angle: int, box: Box) -> Glyph:
    """The letter in a page turned so that its line runs to the right, measured from the page's corner."""
    left, bottom, right, top = box
    if angle == 1:
        return glyph._replace(left=glyph.left - bottom, right=glyph.right - bottom, y=right - glyph.y)
    if angle == 2:
        return glyph._replace(left=right - glyph.right, right=right - glyph.left, y=top - glyph.y)
    if angle == 3:
        return glyph._replace(left=top - glyph.right, right=top - glyph.left, y=glyph.y - left)
    if left or bottom:
        return glyph._replace(left=glyph.left - left, right=glyph.right - left, y=glyph.y - bottom)
    return glyph


def _joined(glyphs: list[Glyph]) -> list[Piece]:
    """Letters that stand beside each other become pieces; letters drawn twice, as poor man's bold, are one."""
    found: list[Piece] = []
    width = 0.0
    for glyph in glyphs:
        piece = found[-1] if found else None
        size = max(glyph.look.size, 1)
        if piece is None or abs(piece.y - glyph.y) > _BASELINE * size or glyph.left < piece.left - size:
            found.append(Piece(glyph.char, glyph.left, glyph.right, glyph.y, glyph.look))
        else:
            gap = glyph.left - piece.right
            if gap > _COLUMN * size or gap < -1.5 * size:
                found.append(Piece(glyph.char, glyph.left, glyph.right, glyph.y, glyph.look))
            elif gap < -0.6 * max(width, glyph.right - glyph.left) and piece.text.endswith(glyph.char):
                piece.right = max(piece.right, glyph.right)
                continue
            else:
                blank = " " if _is_blank(piece.text[-1:], glyph, gap / size) else ""
                if glyph.look != piece.look and not glyph.char.isspace():
                    found.append(Piece(blank + glyph.char, glyph.left, glyph.right, piece.y, glyph.look))
                else:
                    piece.text += blank + glyph.char
                    piece.right = max(piece.right, glyph.right)
        width = glyph.right - glyph.left
    return [piece for piece in found if piece.text.strip()]


def _is_blank(before: str, glyph: Glyph, gap: float) -> bool:
    if before.isspace() or glyph.char.isspace():
        return False
    return glyph.spaced if before.isascii() and glyph.char.isascii() else gap > _GAP
