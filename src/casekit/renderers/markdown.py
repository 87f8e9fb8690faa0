"""Markdown (CommonMark, and the tables, strike-through and bare links of GitHub): the tree as headings, the text as text.

What becomes of what:

* a heading, case or lead-in: an ATX heading with its marker in it (`## 一、…`); its level is its depth, one more where the document has
  a title of its own, which is then the only `#`. Headings deeper than six are paragraphs in bold type;
* an item, which is no heading: a paragraph that begins with its marker;
* a title below the root, a subtitle: a paragraph in bold type; every other block: a paragraph, a line break inside it a hard break;
* page furniture and tables of contents: left out.

Nothing of the text is read as Markdown: what could be is escaped, and blanks at both ends of a line are dropped.
"""

import re
from collections.abc import Sequence

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Section
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.wording import LINE_END, brackets, has_heading, heading

_DEEPEST = 6
_LEFT_OUT = frozenset(("furniture", "toc"))
_INLINE = re.compile(r"[\\`*_\[\]<>|~&$@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LINE_START = re.compile(r"(?:[-+#=:%]|[0-9]{1,9}(?=[.)]))")
_HEADING_END = re.compile(r"(?<!#)#+$")

Job = tuple[Section | Block, int, bool]
"""A node, its depth, and whether its text goes on in the paragraph begun before it."""


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str:
    """The document as Markdown that ends in `\\n`; "" for an empty one. Control characters are not looked at here."""
    root = document.root
    first = next((child for child in root.children if isinstance(child, Block) and child.kind == "title"), None)
    titled = first is not None and not has_heading(root)
    pieces: list[str] = []
    # Depth counts from the root's children; a root with a heading of its own takes the first level itself.
    stack: list[Job] = [(root, 1 if titled or has_heading(root) else 0, False)]
    while stack:
        node, depth, glued = stack.pop()
        if isinstance(node, Block):
            if node.kind in _LEFT_OUT:
                continue
            piece = _block(node, titled and node is first)
            if glued and pieces and piece:
                pieces[-1] += piece
            elif piece:
                pieces.append(piece)
            continue
        piece = _section(node, depth)
        if piece:
            pieces.append(piece)
        runs_on = node.run_in and node.kind == "item" and bool(piece)
        children: list[Job] = [(child, depth + 1, False) for child in node.children]
        if children and runs_on and isinstance(node.children[0], Block) and node.children[0].kind not in _LEFT_OUT:
            children[0] = (node.children[0], depth + 1, True)
        stack.extend(reversed(children))
    return "\n\n".join(pieces) + "\n" if pieces else ""


def _section(section: Section, depth: int) -> str:
    words = heading(section).strip()
    if not words:
        return ""
    if section.kind == "item":
        mark = "".join(section.closing.split()).removeprefix(brackets(section)[1])
        return _escaped(words + (mark or ("。" if section.run_in and section.title else "")))
    if depth > _DEEPEST:
        return _bold(words)
    inline = _inline(words)
    return "#" * max(depth, 1) + " " + _HEADING_END.sub(_backslashed, inline)


def _block(block: Block, first_title: bool) -> str:
    lines = [line for line in (line.strip() for line in LINE_END.split(block.text)) if line]
    if not lines:
        return ""
    if first_title:
        return "# " + _HEADING_END.sub(_backslashed, _inline(" ".join(lines)))
    if block.kind in ("title", "subtitle"):
        return "\\\n".join(_bold(line) for line in lines)
    return "\\\n".join(_escaped(line) for line in lines)


def _bold(line: str) -> str:
    return f"**{_inline(line)}**"


def _escaped(line: str) -> str:
    """One line of text that means itself, at the start of a paragraph or inside one."""
    inline = _inline(line)
    found = _LINE_START.match(inline)
    if found is None:
        return inline
    at = found.end() if found.group()[0].isdigit() else 0
    return f"{inline[:at]}\\{inline[at:]}"


def _inline(text: str) -> str:
    """Text whose signs mean themselves anywhere but at the start of a line."""
    return _INLINE.sub(_backslashed, text)


def _backslashed(found: re.Match[str]) -> str:
    return "".join("\\" + sign for sign in found.group())
