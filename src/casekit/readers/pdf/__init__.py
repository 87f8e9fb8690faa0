"""PDF documents by pdfium: text in reading order, paragraphs as lines, looks and bookmarks as hints, pages as places.

1. Running heads and page numbers are found by repetition; they become streams, so that a paragraph goes on over the page.
2. Lines that the page broke are joined to paragraphs by their margins, indents and distances.
3. Nothing is recognised from pictures: pages without a text layer are told, and a file of only such pages is refused.
"""

from collections.abc import Iterator
from time import thread_time
from typing import Any

from casekit.readers.content import DEFAULT, Content, Options, refused, unusual
from casekit.readers.extras import need
from casekit.readers.package import damaged, locked
from casekit.readers.pdf.flow import Page, glue, goes_on, measure, take_furniture
from casekit.readers.pdf.glyphs import pieces
from casekit.readers.pdf.layout import Line, lines
from casekit.readers.pdf.letters import Look
from casekit.readers.pdf.size import check_sizes

PAGE_LIMIT = 20_000
LETTER_LIMIT = 50_000_000
LETTERS_FREE, LETTERS_EACH = 400_000, 20
"""A document may have so many letters, or so many for each byte of its file; one page shown a thousand times is no document."""
SECONDS, SECONDS_EACH = 60.0, 0.1
"""A document may take so long, and so long for each page, of the processor's time."""
_PASSWORD = 4
_BOOKMARKS = 5_000
_UNREADABLE = 0.3
"""Of the letters of a page, how many may have no meaning before the page is told."""


def read(data: bytes, name: str, options: Options = DEFAULT) -> Content:
    """The content of a PDF document; `name` is how messages call it. Raises SourceError."""
    pdfium = need("pypdfium2", "pdf", name, "a PDF document", " PDF 文档")
    check_sizes(data, name)
    try:
        document = pdfium.PdfDocument(data)
        try:
            return _Reader(pdfium, document, name, max(LETTERS_FREE, LETTERS_EACH * len(data))).read(options)
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        raise locked(name) if error.err_code == _PASSWORD else damaged(name) from error


class _Reader:
    """One opened document."""

    def __init__(self, pdfium: Any, document: Any, name: str, most: int = LETTER_LIMIT) -> None:
        self.pdfium = pdfium
        self.document = document
        self.name = name
        self.most = min(most, LETTER_LIMIT)
        self.content = Content()
        self.empty: list[int] = []
        self.unreadable: list[int] = []
        self.starts: list[tuple[int, Line, int]] = []
        self.sizes: list[tuple[int, int, float | str]] = []
        self.fonts: list[tuple[int, int, float | str]] = []

    def read(self, options: Options) -> Content:
        count = len(self.document)
        if count > PAGE_LIMIT:
            raise refused(self.name, f"has more than {PAGE_LIMIT} pages; split it first", f"超过 {PAGE_LIMIT} 页，请先拆分")
        pages = list(self._pages(count))
        if not any(page.lines for page in pages):
            raise refused(self.name, "has no text layer; run a text recognition (OCR) on it first", "没有文字层，请先做文字识别（OCR）")
        take_furniture(pages)
        measure(pages)
        self._write(pages)
        self._bookmarks(0 if options.relevel else 1)
        for kind, spans in (("size", self.sizes), ("font", self.fonts)):
            for start, end, value in unusual(spans):
                self.content.mark(start, kind, value, end)
        furniture = {key: (kind, text) for page in reversed(pages) for key, kind, text in page.furniture}
        for kind, text in sorted(furniture.values(), key=lambda found: found[0] != "header"):
            self.content.stream(kind, text)
        self._warn()
        return self.content

    def _pages(self, count: int) -> Iterator[Page]:
        letters = 0
        begun = thread_time()
        for index in range(count):
            if thread_time() - begun > SECONDS + SECONDS_EACH * index:
                raise refused(self.name, "takes too long to read; split it first", "读取时间过长，请先拆分")
            page = self.document[index]
            textpage = page.get_textpage()
            box = page.get_mediabox()
            found, aside, unmapped, lying = pieces(self.pdfium.raw, textpage, box)
            total = sum(len(piece.text) for piece in found)
            letters += total
            if letters > self.most:
                raise refused(self.name, "has too much text; split it first", "文字过多，请先拆分")
            if not total and self._pictured(page):
                self.empty.append(index + 1)
            if unmapped > _UNREADABLE * (total + unmapped):
                self.unreadable.append(index + 1)
            if aside.strip():
                self.content.stream("aside", aside)
            yield Page(index + 1, lines(found), width=box[3] - box[1] if lying else box[2] - box[0])
            textpage.close()
            page.close()

    def _pictured(self, page: Any) -> bool:
        """Whether a page without text shows anything."""
        return next(iter(page.get_objects(max_depth=3)), None) is not None

    def _write(self, pages: list[Page]) -> None:
        before: tuple[Line, Page] | None = None
        start = self.content.length
        for page in pages:
            for line in page.lines:
                if before is not None and goes_on(*before, line, page):
                    self._glue(line)
                elif before is not None:
                    self._end(start, *before)
                    start = self.content.length
                self.content.place(page.number, line=line.number)
                self.starts.append((self.content.length, line, page.number))
                self._line(line)
                before = line, page
        if before is not None:
            self._end(start, *before)

    def _glue(self, line: Line) -> None:
        last = self.content.parts.pop()
        kept, between = glue(last, line.text)
        self.content.length -= len(last) - len(kept)
        self.content.parts.append(kept)
        self.content.add(between)

    def _end(self, start: int, line: Line, page: Page) -> None:
        """Ends a paragraph; a short one in the middle of the line is centred."""
        middle = abs((line.left - page.left) - (page.right - line.right)) < line.size
        if middle and line.left - page.left > 2 * line.size and line.cells == 1:
            self.content.mark(start, "align", "center")
        if line.cells > 1:
            self.content.mark(start, "region", "table")
        self.content.add("\n")

    def _line(self, line: Line) -> None:
        start = self.content.length
        self.content.add(line.text)
        for a, b, look in line.spans:
            self._look(start + a, start + b, look)

    def _look(self, start: int, end: int, look: Look) -> None:
        if look.bold:
            self.content.mark(start, "bold", 1, end)
        self.sizes.append((start, end, look.size))
        self.fonts.append((start, end, look.font))

    def _bookmarks(self, factor: int) -> None:
        """Marks the lines that the document's own outline leads to: on the page it names, those that begin with its words."""
        by_page: dict[int, list[tuple[int, Line]]] = {}
        for start, line, page in self.starts:
            by_page.setdefault(page, []).append((start, line))
        used: set[int] = set()
        for number, entry in enumerate(self.document.get_toc()):
            if number >= _BOOKMARKS:
                break
            target = entry.get_dest()
            index = target.get_index() if target else None
            words = "".join((entry.get_title() or "").split())
            for start, line in by_page.get(-1 if index is None else index + 1, []) if words else []:
                bare = "".join(line.text.split())
                if start not in used and (bare.startswith(words) or (len(bare) > 6 and words.startswith(bare))):
                    used.add(start)
                    self.content.mark(start, "bookmark", factor * (min(entry.level, 8) + 1), start + len(line.text))
                    break

    def _warn(self) -> None:
        found = (
            (self.empty, "no text layer on page {}; run a text recognition (OCR) first", "第 {} 页没有文字层，请先做文字识别（OCR）"),
            (self.unreadable, "unreadable letters on page {}; run a text recognition (OCR)", "第 {} 页的文字无法识别，请做文字识别（OCR）"),
        )
        for pages, english, chinese in found:
            if pages:
                shown = _ranges(pages)
                self.content.warnings.append((english.format(shown), chinese.format(shown)))


def _ranges(pages: list[int]) -> str:
    """Page numbers as people write them: 3-9, 12."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][1] == page - 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    shown = [str(a) if a == b else f"{a}-{b}" for a, b in runs]
    return ", ".join(shown[:20]) + (" …" if len(shown) > 20 else "")
