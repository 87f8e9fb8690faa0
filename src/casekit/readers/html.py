"""Web pages: blocks become lines, headings, tables and looks become hints. What a browser does not show is left out.

1. White space is one blank, and none between two Chinese characters; `pre` and `<br>` keep their lines.
2. The numbers that a browser puts before the items of `ol` are part of the text, as Word's are; bullets are not.
3. Nothing is fetched or run: no scripts, styles, frames, images or links.
"""

import re
from typing import Any

from casekit.readers.content import DEFAULT, Content, Options, refused
from casekit.readers.docx.formats import label
from casekit.readers.extras import need
from casekit.readers.mainpart import main_part
from casekit.shapes import dataclass

DEPTH_LIMIT = 3000
"""Open blocks inside each other; parsers of pages need the square of it, and no page has a tenth."""

_ATTRIBUTES = r"""(?:[^>"'=]++|=\s*+"[^"]*+"?|=\s*+'[^']*+'?|["'=])*+>?"""
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]){_ATTRIBUTES}.*?(?:(?=</(?P=raw))|\Z)"
    rf"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*+){_ATTRIBUTES}",
    re.DOTALL | re.IGNORECASE,
)


def _names(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


_NESTING = _names("address article aside blockquote center details div dl fieldset figure footer form header main nav ol section table ul")
_BLOCKS = _NESTING | _names(
    "body caption dd dir dt figcaption h1 h2 h3 h4 h5 h6 hgroup hr html legend li listing menu option p plaintext pre search summary "
    "tbody tfoot thead title tr xmp"
)
_SKIPPED = _names(
    "-comment !doctype applet audio canvas datalist dialog embed frame frameset head iframe input link map meta noembed noframes "
    "noscript object script select style svg template textarea title video rp rt"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong", "th"))
_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "taiwaneseCountingThousand",
    "trad-chinese-informal": "taiwaneseCountingThousand",
    "simp-chinese-informal": "taiwaneseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    "none": "none",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_ALIGNED = re.compile(r"text-align\s*:\s*(center|right)")
_SPACE = re.compile(r"[ \t\n\f\r]+")
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_BETWEEN = re.compile(rf"(?<=[{_HAN}])[ \t\f]*[\n\r][ \t\n\f\r]*(?=[{_HAN}])")


def read(text: str, name: str, options: Options = DEFAULT) -> Content:
    """The content of a page. Raises SourceError where it is nested beyond measure or the extra `html` is missing."""
    content = Content()
    if options.main_content:
        _check_depth(text, name)
        found = main_part(text, name)
        if found is None:
            content.warnings.append(("no main text was found, the whole page is read", "没有找到正文，读取整个网页"))
        text = found or text
    write(content, text, name, options)
    return content


def write(content: Content, text: str, name: str, options: Options = DEFAULT, part: str = "") -> None:
    """Appends the content of a page; `part` names it among others."""
    lexbor = need("selectolax.lexbor", "html", name, "a web page", "网页")
    _check_depth(text, name)
    _Writer(content, options, part).walk(lexbor.LexborHTMLParser(text).root)


def _check_depth(text: str, name: str) -> None:
    depth = 0
    opened = dict.fromkeys(_NESTING, 0)
    for tag in _TAG.finditer(text):
        kind = (tag["name"] or "").lower()
        if kind not in opened:
            continue
        if not tag["close"]:
            opened[kind] += 1
            depth += 1
            if depth > DEPTH_LIMIT:
                raise refused(name, "is nested too deeply; save it anew", "嵌套层次过深，请重新另存")
        elif opened[kind]:
            opened[kind] -= 1
            depth -= 1


@dataclass(slots=True)
class _List:
    """An open `ol` or `ul`: the number of its next item, how it counts, its format ("" for bullets)."""

    next: int
    step: int
    format: str


class _Writer:
    """Writes the nodes of a page, in order, without recursion."""

    def __init__(self, content: Content, options: Options, part: str) -> None:
        self.content = content
        self.options = options
        self.part = part
        self.lists: list[_List] = []
        self.rows: list[bool] = []
        """For each open table row whether it is a line of its own; inside one, blocks do not end lines."""
        self.kept = 0
        self.blank = False
        self.fresh = True
        """Whether nothing stands on the line yet."""
        self.marks: list[tuple[Any, list[tuple[str, float | str]], int]] = []
        self.paragraphs = 0

    def walk(self, root: Any) -> None:
        """All of a tree."""
        node = root
        while node is not None:
            child = None if not self._open(node) else node.child
            if child is not None:
                node = child
                continue
            self._close(node)
            while node.next is None:
                node = node.parent
                if node is None or node.mem_id == root.mem_id:
                    self._line()
                    return
                self._close(node)
            node = node.next

    def _open(self, node: Any) -> bool:
        """Begins a node; whether what is in it counts."""
        tag = node.tag
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        attributes = node.attributes if tag not in _SKIPPED else {}
        style = (attributes.get("style") or "").lower()
        if tag in _SKIPPED or "hidden" in attributes or (style and _HIDDEN.search(style)):
            return False
        if tag == "br":
            self._break()
            return False
        if tag == "tr":
            self._line()
            self.rows.append(_flat(node))
        elif tag in ("td", "th"):
            if self.rows and self.rows[-1] and node.prev is not None and _cells(node):
                self.blank = False
                self._start()
                self.content.add("\t")
            elif not (self.rows and self.rows[-1]):
                self._line()
        elif tag in _BLOCKS:
            self._line()
        self.kept += tag in ("pre", "xmp", "listing", "plaintext")
        self._begin(node, tag, attributes, style)
        return True

    def _begin(self, node: Any, tag: str, attributes: dict[str, str | None], style: str) -> None:
        """Lists, and what will be marked when the node ends."""
        marks: list[tuple[str, float | str]] = []
        if tag in ("ol", "ul", "menu", "dir"):
            self.lists.append(_list(node, tag, attributes, style))
        elif tag == "li" and self.lists:
            self._item(attributes, style)
        level = _HEADINGS.get(tag) or _aria(attributes)
        if level:
            marks.append(("level", 0 if self.options.relevel else level))
        if tag in _BOLD:
            marks.append(("bold", 1))
        if tag == "table":
            marks.append(("region", "table"))
        elif tag in ("nav", "footer", "header") and node.parent is not None and node.parent.tag == "body":
            marks.append(("region", "furniture"))
        elif tag == "pre":
            marks.append(("region", "code"))
        aligned = _ALIGNED.search(style) if style else None
        side = aligned[1] if aligned else (attributes.get("align") or "").lower()
        if tag == "center" or (side in ("center", "right") and tag in _BLOCKS):
            marks.append(("align", side or "center"))
        if marks:
            self.marks.append((node.mem_id, marks, self.content.length))

    def _close(self, node: Any) -> None:
        tag = node.tag
        if tag == "-text" or tag in _SKIPPED:
            return
        self.kept -= tag in ("pre", "xmp", "listing", "plaintext") and self.kept > 0
        if self.marks and self.marks[-1][0] == node.mem_id:
            _, marks, start = self.marks.pop()
            for kind, value in marks:
                if kind != "region" or value != "table" or _is_table(self.content, start):
                    self.content.mark(start, kind, value)
        if tag in ("ol", "ul", "menu", "dir") and self.lists:
            self.lists.pop()
        if tag == "tr" and self.rows:
            self.rows.pop()
            self._line()
        elif tag in _BLOCKS or (tag in ("td", "th") and not (self.rows and self.rows[-1])):
            self._line()

    def _item(self, attributes: dict[str, str | None], style: str) -> None:
        here = self.lists[-1]
        if not here.format:
            return
        value = attributes.get("value") or ""
        if re.fullmatch(r"-?[0-9]{1,6}", value):
            here.next = int(value)
        found = _LIST_STYLE.search(style) if style else None
        format = _STYLES.get(found[1], here.format) if found else here.format
        number = label(format, here.next)
        here.next += here.step
        if number:
            self._start()
            start = self.content.length
            self.content.add(number + ("、" if number[0] > "\u2e80" else "."))
            self.content.mark(start, "number", len(self.lists))
            self.blank = number[0] <= "\u2e80"

    def _text(self, text: str) -> None:
        if self.kept:
            for at, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if at:
                    self._break()
                if line:
                    self._start()
                    self.content.add(line)
            return
        text = _SPACE.sub(" ", _BETWEEN.sub("", text))
        words = text.strip(" ")
        if not words:
            self.blank = self.blank or bool(text)
            return
        if text[0] == " ":
            self.blank = True
        self._start()
        self.content.add(words.replace("\u00a0", " "))
        self.blank = text[-1] == " "

    def _start(self) -> None:
        """What comes before words: a place where the line is new, the blank that is due where it is not."""
        if self.fresh:
            self.paragraphs += 1
            self.content.place(paragraph=self.paragraphs, part=self.part)
        elif self.blank:
            self.content.add(" ")
        self.blank = self.fresh = False

    def _line(self) -> None:
        """Ends the line, where anything stands on it and no row keeps it."""
        if any(self.rows) and not self.fresh:
            self.blank = True
        elif not self.fresh:
            self._break()
        else:
            self.blank = False

    def _break(self) -> None:
        if any(self.rows):
            self.blank = True
            return
        self.content.add("\n")
        self.fresh, self.blank = True, False


def _flat(row: Any) -> bool:
    """Whether a row is one line: several cells, none of which holds blocks of its own beyond one."""
    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
    return len(cells) > 1 and all(sum(child.tag in _BLOCKS for child in cell.iter()) <= 1 and not cell.css("table, br") for cell in cells)


def _cells(cell: Any) -> bool:
    """Whether a cell stands before this one in its row."""
    before = cell.prev
    while before is not None and before.tag not in ("td", "th"):
        before = before.prev
    return before is not None


def _is_table(content: Content, start: int) -> bool:
    """Whether what a `table` gave has columns: pages are laid out in tables of one cell."""
    parts: list[str] = []
    length = content.length
    for part in reversed(content.parts):
        if length <= start:
            break
        parts.append(part)
        length -= len(part)
    return any("\t" in part for part in parts)


def _aria(attributes: dict[str, str | None]) -> int:
    """The level that a page gives to a heading of its own making."""
    level = attributes.get("aria-level") or ""
    return int(level) if attributes.get("role") == "heading" and re.fullmatch("[1-9]", level) else 0


def _list(node: Any, tag: str, attributes: dict[str, str | None], style: str) -> _List:
    if tag != "ol":
        return _List(1, 1, "")
    start = attributes.get("start") or ""
    back = "reversed" in attributes
    first = int(start) if re.fullmatch(r"-?[0-9]{1,6}", start) else sum(child.tag == "li" for child in node.iter()) if back else 1
    found = _LIST_STYLE.search(style) if style else None
    format = _STYLES.get(found[1], "decimal") if found else _TYPES.get(attributes.get("type") or "1", "decimal")
    return _List(first, -1 if back else 1, format)
