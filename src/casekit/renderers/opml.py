"""OPML 2.0: the outline for outliners and mind maps (OmniOutliner, Workflowy, XMind, Logseq), the text under each heading as its note."""

from collections.abc import Sequence

from casekit.diagnostic import Diagnostic
from casekit.model import Document
from casekit.renderers.branches import branches, name, own_text
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.xml import Writer


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str:
    """The document as OPML; `_note` is what outliners agree on for text."""
    xml = Writer()
    xml.start("opml", {"version": "2.0"})
    xml.start("head")
    xml.leaf("title", name(document))
    xml.end()
    xml.start("body")
    preamble = "\n".join(own_text(document.root)) if not (document.root.marker or document.root.title) else ""
    if preamble:
        xml.empty("outline", {"text": name(document) or "…", "_note": preamble})
    for branch in branches(document):
        while xml.depth > branch.depth + 1:
            xml.end()
        attributes = {"text": branch.words}
        note = "\n".join(own_text(branch.section))
        if note:
            attributes["_note"] = note
        (xml.start if branch.below else xml.empty)("outline", attributes)
    while xml.depth:
        xml.end()
    return xml.text()
