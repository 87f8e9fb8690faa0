"""FreeMind's .mm, which Freeplane, XMind and most other mind-map programs open: headings as nodes, the text under each as its note.

Branches below the second level are folded, so that a large map opens as an overview.
"""

from collections.abc import Iterable, Sequence

from casekit.diagnostic import Diagnostic
from casekit.model import Document
from casekit.renderers.branches import branches, name, own_text
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.xml import Writer

_UNFOLDED = 2


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str:
    """The document as one map. Its root is the document."""
    xml = Writer()
    xml.start("map", {"version": "1.0.1"})
    xml.start("node", {"TEXT": name(document) or "…"})
    if not (document.root.marker or document.root.title):
        _note(xml, own_text(document.root))
    for branch in branches(document):
        while xml.depth > branch.depth + 1:
            xml.end()
        folded = {"FOLDED": "true"} if branch.below and branch.depth >= _UNFOLDED else {}
        xml.start("node", {"TEXT": branch.words, **folded})
        _note(xml, own_text(branch.section))
    while xml.depth:
        xml.end()
    return xml.text()


def _note(xml: Writer, paragraphs: Iterable[str]) -> None:
    lines = [line for paragraph in paragraphs for line in paragraph.split("\n")]
    if not lines:
        return
    xml.start("richcontent", {"TYPE": "NOTE"})
    xml.start("html")
    xml.empty("head")
    xml.start("body")
    for line in lines:
        xml.leaf("p", line)
    for _ in range(3):
        xml.end()
