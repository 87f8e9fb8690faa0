"""The body of a Word document as lines of text: paragraphs with their automatic numbers, tables, boxes, notes.

1. A paragraph is a line; a row of a table is a line with tabs between its cells, unless a cell holds several paragraphs, which are lines
   of their own then. A table of one cell is a frame, and its text no table.
2. Boxes come behind the paragraph they are anchored in, notes at the end; each is marked as a region.
3. A number counts whether or not its paragraph has text; a paragraph whose mark was deleted goes on in the next and does not count.
4. A heading that Word's style separator ends is one line with the paragraph behind it: number and level are the heading's.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from casekit.readers.content import Content, unusual
from casekit.readers.docx.inline import MC, Reader, Run, alternative, too_deep
from casekit.readers.docx.numbering import Label, Numbering
from casekit.readers.docx.styles import VAL, Styles, W, align, numbered, on, outline

BLOCK_DEPTH = 48
"""Tables and frames inside each other."""

_HOLDERS = {f"{W}{name}" for name in ("customXml", "smartTag", "ins", "moveTo", "del", "moveFrom")}
_CLOSING = "、，。．）】〕〗」』》：；)]:;-"
"""Behind a number that ends so, no blank is needed, and none is put in behind the Chinese ones."""


class Body:
    """Writes the blocks of a document into a `Content`."""

    def __init__(self, content: Content, name: str, styles: Styles, numbering: Numbering, changes: str) -> None:
        self.content = content
        self.name = name
        self.styles = styles
        self.numbering = numbering
        self.changes = changes
        self.reader = Reader(name, styles, changes)
        self.notes: list[tuple[str, str]] = []
        self.page = 0
        self.paragraphs = 0
        self.held: list[Run] = []
        self.ahead: tuple[Element | None, str] | None = None
        self.sizes: list[tuple[int, int, float | str]] = []
        self.fonts: list[tuple[int, int, float | str]] = []

    def blocks(self, element: Element, depth: int = 0) -> None:
        """All blocks below `element`, in order."""
        for block in self._blocks(element, depth):
            if block.tag == f"{W}tbl":
                self._table(block, depth + 1)
            elif block.tag == f"{W}sdt":
                start = self.content.length
                inner = block.find(f"{W}sdtContent")
                if inner is not None:
                    self.blocks(inner, depth + 1)
                if _is_contents(block):
                    self.content.mark(start, "region", "toc")
            else:
                self._paragraph(block, depth)

    def finish(self) -> None:
        """The looks that differ from the usual one, once all is read."""
        for kind, spans in (("size", self.sizes), ("font", self.fonts)):
            for start, end, value in unusual(spans):
                self.content.mark(start, kind, value, end)

    def _blocks(self, element: Element, depth: int) -> Iterator[Element]:
        """Paragraphs, tables and content controls, out of whatever holds them."""
        if depth > BLOCK_DEPTH:
            raise too_deep(self.name)
        for child in element:
            if child.tag in (f"{W}p", f"{W}tbl", f"{W}sdt"):
                yield child
            elif child.tag == f"{MC}AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    yield from self._blocks(chosen, depth + 1)
            elif child.tag in _HOLDERS and child.tag not in self.reader.left_out:
                yield from self._blocks(child, depth + 1)

    def _table(self, element: Element, depth: int) -> None:
        start = self.content.length
        rows = [row for row in _rows(element, f"{W}tr") if not self._row_left_out(row)]
        cells = 0
        for row in rows:
            found = _rows(row, f"{W}tc")
            cells += len(found)
            lines = [self._cell(cell, depth) for cell in found]
            if len(found) > 1 and all(line is not None for line in lines):
                self._row([line or [] for line in lines])
            else:
                for cell in found:
                    self.blocks(cell, depth)
        if cells > 1:
            self.content.mark(start, "region", "table")

    def _row_left_out(self, row: Element) -> bool:
        properties = row.find(f"{W}trPr")
        gone = f"{W}del" if self.changes == "accept" else f"{W}ins"
        return properties is not None and properties.find(gone) is not None

    def _cell(self, cell: Element, depth: int) -> list[Element] | None:
        """The paragraphs of a cell that has text in at most one of them; None for a cell with more, or with a table in it."""
        found: list[Element] = []
        waiting = list(self._blocks(cell, depth))
        while waiting:
            block = waiting.pop(0)
            if block.tag == f"{W}tbl":
                return None
            if block.tag == f"{W}p":
                found.append(block)
            else:
                waiting = [inner for holder in block.iterfind(f"{W}sdtContent") for inner in self._blocks(holder, depth)] + waiting
        return found if sum(any(text.text for text in block.iter(f"{W}t")) for block in found) <= 1 else None

    def _row(self, cells: list[list[Element]]) -> None:
        """A row whose cells hold one paragraph each: one line."""
        boxes: list[Element] = []
        for at, paragraphs in enumerate(cells):
            if at:
                self.content.add("\t")
            for paragraph in paragraphs:
                boxes += self._line(paragraph, flat=True)
        self.content.add("\n")
        self._boxes(boxes, 1)

    def _paragraph(self, element: Element, depth: int) -> None:
        boxes = self._line(element)
        if not self.held:
            self.content.add("\n")
        self._boxes(boxes, depth)

    def _boxes(self, boxes: list[Element], depth: int) -> None:
        for box in boxes:
            start = self.content.length
            self.blocks(box, depth + 1)
            self.content.mark(start, "region", "textbox")

    def _line(self, element: Element, flat: bool = False) -> list[Element]:
        """One paragraph without its line end, and the boxes in it; `flat` keeps it on one line."""
        properties = element.find(f"{W}pPr")
        if self.changes == "reject" and properties is not None:
            before = properties.find(f"{W}pPrChange/{W}pPr")
            properties = before if before is not None else properties
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = named.get(VAL, "") if named is not None else self.styles.default
        contents = self.reader.fields.contents
        runs, boxes = self.reader.paragraph(element, style)
        separated = _separated(element)
        if separated or self._mark_left_out(element):
            if separated and self.ahead is None:
                self.ahead = (properties, style)
            self.held += [*runs, Run("", runs[-1].look if runs else self.styles.base)]
            return boxes
        heading = sum(len(run.text) for run in self.held) if self.ahead else 0
        runs, self.held = self.held + runs, []
        if self.ahead:
            (properties, style), self.ahead = self.ahead, None
        self.paragraphs += 1
        start = self.content.length
        if not flat:
            self.content.place(self.page, self.paragraphs)
        found = self.numbering.find(style, numbered(properties))
        if found is not None:
            self._number(self.numbering.next(*found))
        first = self.content.length
        self._runs(runs, flat)
        level = outline(properties)
        level = self.styles.outline(style) if level is None else level
        if level is not None and level < 9:
            self.content.mark(start, "level", level + 1, first + heading if heading else None)
        elif self.styles.is_title(style):
            self.content.mark(start, "title", 1)
        side = align(properties) or self.styles.align(style)
        if side in ("center", "right", "end"):
            self.content.mark(start, "align", "center" if side == "center" else "right")
        if contents or self.reader.fields.contents:
            self.content.mark(start, "region", "toc")
        return boxes

    def _mark_left_out(self, element: Element) -> bool:
        """Whether the paragraph's mark is gone, so that the next paragraph goes on with it."""
        mark = element.find(f"{W}pPr/{W}rPr")
        return mark is not None and any(mark.find(tag) is not None for tag in self.reader.left_out)

    def _number(self, label: Label) -> None:
        if not label.text:
            return
        start = self.content.length
        self.content.add(label.text)
        self.content.mark(start, "bullet" if label.bullet else "number", label.level + 1)
        if label.suffix != "nothing" and not (label.suffix == "tab" and label.text[-1] in _CLOSING and not label.text[-1].isascii()):
            self.content.add(" ")

    def _runs(self, runs: list[Run], flat: bool) -> None:
        bold = -1
        first = self.content.length
        for run in runs:
            if run.page:
                self._turn(run.page == 1)
            start = self.content.length
            if run.note:
                self._anchor(run.note)
            else:
                self.content.add(run.text.replace("\n", " ") if flat else run.text)
            if run.look.bold and bold < 0:
                bold = start
            elif not run.look.bold and bold >= 0 and self.content.length > start:
                self.content.mark(bold, "bold", 1, start)
                bold = -1
            self.sizes.append((start, self.content.length, run.look.size or 0))
            self.fonts.append((start, self.content.length, run.look.font or ""))
        if bold >= first:
            self.content.mark(bold, "bold", 1)

    def _turn(self, rendered: bool) -> None:
        """A page begins. Breaks that Word noted when it last printed count; where it noted none, no page is told."""
        if rendered:
            self.page = max(self.page, 1) + 1
            self.content.place(self.page, self.paragraphs)

    def _anchor(self, note: tuple[str, str]) -> None:
        if note not in self.notes:
            self.notes.append(note)
        start = self.content.length
        self.content.add(f"[{self.notes.index(note) + 1}]")
        self.content.mark(start, "anchor", self.notes.index(note) + 1)


def _separated(element: Element) -> bool:
    """Whether the paragraph's mark is a style separator, behind which the next paragraph goes on in its line."""
    mark = element.find(f"{W}pPr/{W}rPr/{W}specVanish")
    return mark is not None and on(mark.get(VAL, "1"))


def _rows(element: Element, tag: str) -> list[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        here = waiting.pop()
        for child in here:
            if child.tag == tag:
                found.append(child)
            elif child.tag == f"{W}sdt":
                waiting += child.findall(f"{W}sdtContent")
            elif child.tag == f"{W}customXml":
                waiting.append(child)
    return found


def _is_contents(block: Element) -> bool:
    gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"
