"""The text of one Word paragraph: its runs in order, with fields, links, tracked changes, notes and boxes.

What Word does not print is left out: deleted or hidden text, field codes, phonetic guides. Of alternatives only one is read.
"""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from casekit.errors import SourceError
from casekit.readers.content import refused
from casekit.readers.docx.styles import VAL, Look, Styles, W, look
from casekit.readers.xml import DEPTH_LIMIT
from casekit.shapes import dataclass, field

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
BOX = f"{W}txbxContent"

_PASSED = {f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "rt", "rubyPr")}
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_SYMBOLS = {"F0FE": "☑", "F0A8": "□", "F052": "☑", "F06F": "□", "F0FC": "✓", "F0B7": "•", "F06C": "●", "F06E": "■", "F0D8": "➢"}


class Run(NamedTuple):
    """Text of one look; `note` is (stream, id) for the mark of a note, `page` the pages that begin before it."""

    text: str
    look: Look
    note: tuple[str, str] | None = None
    page: int = 0


@dataclass(slots=True)
class Fields:
    """The open fields: for each whether its result is being read, and whether it is a table of contents."""

    open: list[list[bool]] = field(default_factory=list)
    code: str = ""

    @property
    def silent(self) -> bool:
        """Whether a field's code is being passed."""
        return any(not shown for shown, _ in self.open)

    @property
    def contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(toc for _, toc in self.open)

    def step(self, kind: str) -> None:
        """A begin, separate or end of a field."""
        if kind == "begin":
            if len(self.open) < DEPTH_LIMIT:
                self.open.append([False, False])
            self.code = ""
        elif self.open and kind == "separate":
            self.open[-1] = [True, self.code.split()[:1] == ["TOC"]]
        elif self.open and kind == "end":
            self.open.pop()


class Reader:
    """Reads paragraphs; keeps what spans several of them, which is the state of fields."""

    def __init__(self, name: str, styles: Styles, changes: str) -> None:
        self.name = name
        self.styles = styles
        self.left_out = {f"{W}del", f"{W}moveFrom"} if changes == "accept" else {f"{W}ins", f"{W}moveTo"}
        self.deleted = f"{W}delText" if changes == "reject" else ""
        self.fields = Fields()

    def paragraph(self, element: Element, style: str) -> tuple[list[Run], list[Element]]:
        """The runs of a `w:p` and the boxes anchored in it."""
        runs: list[Run] = []
        boxes: list[Element] = []
        self._children(element, self.styles.look_of(style).over(self.styles.base), runs, boxes, 0)
        return runs, boxes

    def _children(self, element: Element, base: Look, runs: list[Run], boxes: list[Element], depth: int) -> None:
        if depth > DEPTH_LIMIT:
            raise too_deep(self.name)
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, base, runs, boxes, depth + 1)
            elif tag == BOX:
                boxes.append(child)
            elif tag == f"{MC}AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    self._children(chosen, base, runs, boxes, depth + 1)
            elif tag == f"{MATH}t":
                runs.append(Run(child.text or "", base))
            elif tag not in self.left_out and tag not in _PASSED:
                self._children(child, base, runs, boxes, depth + 1)

    def _run(self, element: Element, base: Look, runs: list[Run], boxes: list[Element], depth: int) -> None:
        properties = element.find(f"{W}rPr")
        here = base
        if properties is not None:
            style = properties.find(f"{W}rStyle")
            if style is not None:
                here = self.styles.look_of(style.get(VAL, "")).over(here)
            here = look(properties).over(here)
        for child in element:
            tag = child.tag
            if tag == f"{W}fldChar":
                self.fields.step(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText":
                self.fields.code += (child.text or "")[:64] if len(self.fields.code) < 64 else ""
            elif tag == f"{W}lastRenderedPageBreak" or (tag == f"{W}br" and child.get(f"{W}type") == "page"):
                runs.append(Run("", here, page=1 if tag != f"{W}br" else 2))
            elif tag == BOX or tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent", f"{W}ruby"):
                self._children_of(child, here, runs, boxes, depth)
            elif not here.hidden and not self.fields.silent:
                self._character(child, here, runs)

    def _children_of(self, child: Element, here: Look, runs: list[Run], boxes: list[Element], depth: int) -> None:
        """Boxes, pictures and phonetic guides inside a run."""
        if child.tag == BOX:
            boxes.append(child)
            return
        inner = alternative(child) if child.tag == f"{MC}AlternateContent" else child
        if inner is not None:
            self._children(inner, here, runs, boxes, depth + 1)

    def _character(self, child: Element, here: Look, runs: list[Run]) -> None:
        tag = child.tag
        if tag == f"{W}t" or tag == self.deleted:
            runs.append(Run((child.text or "").replace("\r", " ").replace("\n", " "), here))
        elif tag in _CHARACTERS:
            runs.append(Run(_CHARACTERS[tag], here))
        elif tag == f"{W}br":
            runs.append(Run("\n", here))
        elif tag == f"{W}sym":
            runs.append(Run(_symbol(child.get(f"{W}char", "")), here))
        elif tag in _NOTES:
            runs.append(Run("", here, (_NOTES[tag], child.get(f"{W}id", ""))))


def alternative(element: Element) -> Element | None:
    """The branch of an AlternateContent to read: the first choice that holds anything, else the fallback."""
    branches = [child for child in element if child.tag in (f"{MC}Choice", f"{MC}Fallback")]
    return next((branch for branch in branches if len(branch)), None)


def too_deep(name: str) -> SourceError:
    """The error for a document nested beyond what a word processor writes."""
    return refused(name, "is nested too deeply; save it anew", "嵌套层次过深，请重新另存")


def _symbol(code: str) -> str:
    """A character of a symbol font, as one that every font has."""
    if code.upper() in _SYMBOLS:
        return _SYMBOLS[code.upper()]
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    if 0xF000 <= ord(sign) <= 0xF0FF:
        sign = chr(ord(sign) - 0xF000)
    return sign if sign.isprintable() else ""
