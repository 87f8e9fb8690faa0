"""PDF files as offices print them: running heads, page numbers, indented paragraphs, lines broken by the page."""

import io
import re

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

FONT, BOLD = "Plain", "Plain-Bold"
A4 = (595.0, 842.0)
B5 = (499.0, 709.0)
MARGIN = 72.0



def _font(name):
    """A font to embed: every Chinese character is a square, every Latin letter half of one."""
    widths = {".notdef": 1000, "han": 1000, "latin": 500}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(widths))
    wide = [*range(0x4E00, 0xA000), *range(0x3000, 0x3040), *range(0xFF00, 0xFFF0), *range(0x2010, 0x2030), *range(0x2460, 0x2500)]
    builder.setupCharacterMap(dict.fromkeys(wide, "han") | dict.fromkeys([*range(0x20, 0x7F), *range(0xA1, 0x100)], "latin"))
    glyphs = {}
    for glyph, width in widths.items():
        pen = TTGlyphPen(None)
        pen.moveTo((50, 0))
        for corner in ((50, 800), (width - 50, 800), (width - 50, 0)):
            pen.lineTo(corner)
        pen.closePath()
        glyphs[glyph] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({glyph: (width, 50) for glyph, width in widths.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name, "fullName": name})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=700 if "Bold" in name else 400)
    builder.setupPost()
    made = io.BytesIO()
    builder.save(made)
    made.seek(0)
    return TTFont(name, made)


for _name in (FONT, BOLD):
    pdfmetrics.registerFont(_font(_name))


class Printer:
    """Prints paragraphs page by page."""

    def __init__(self, size=12.0, head="", sizes=(A4,), numbered=True, password=None):
        self.buffer = io.BytesIO()
        encrypt = {} if password is None else {"encrypt": password}
        self.canvas = canvas.Canvas(self.buffer, pagesize=sizes[0], **encrypt)
        self.size, self.head, self.sizes, self.numbered = size, head, sizes, numbered
        self.page = 0
        self.turn()

    def turn(self):
        """Begins a page."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.width, self.height = self.sizes[self.page % len(self.sizes)]
        self.canvas.setPageSize((self.width, self.height))
        self.canvas.setFont(FONT, 9)
        if self.head:
            self.canvas.drawString(MARGIN, self.height - 40, self.head)
        if self.numbered:
            self.canvas.drawCentredString(self.width / 2, 30, f"- {self.page} -")
        self.y = self.height - MARGIN

    def line(self, text, x=MARGIN, size=None):
        """One line; turns the page where it is full."""
        size = size or self.size
        if self.y < MARGIN:
            self.turn()
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= 1.5 * size

    def paragraph(self, text, indent=2):
        """Text with its first line indented, broken where the line is full."""
        x = MARGIN + indent * self.size
        here = ""
        # As word processors do, Latin words and numbers stay whole, and punctuation hangs over.
        for c in re.findall(r"[!-~]+|.", text):
            if self.y < MARGIN:
                self.turn()
            room = self.width - MARGIN - x
            if pdfmetrics.stringWidth(here + c, FONT, self.size) > room and c[0] not in "，。；、：！？”）,.;:!?)":
                self.line(here, x)
                here, x = "", MARGIN
            here += c
        self.line(here, x)

    def bookmark(self, title, level):
        """An entry of the document's own outline that leads to this page."""
        self.canvas.bookmarkPage(title)
        self.canvas.addOutlineEntry(title, title, level)

    def data(self):
        """The bytes of the file."""
        self.canvas.save()
        return self.buffer.getvalue()


def as_print(text, **how):
    """A text printed, a paragraph for each line."""
    printer = Printer(**how)
    for line in text.strip("\n").split("\n"):
        if line.strip():
            printer.paragraph(line.strip())
    return printer.data()
