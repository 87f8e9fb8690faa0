"""Word documents (.docx, .docm, .dotx; WPS writes the same), read with the standard library alone.

No other reader for Python shows the East Asian automatic numbers; here they are part of the text, as Word shows them. Explicit heading
levels, looks and regions become hints, paragraphs and pages places, running heads and comments streams of their own.
"""

import posixpath
from xml.etree.ElementTree import Element

from casekit.readers import xml
from casekit.readers.content import DEFAULT, Content, Options
from casekit.readers.docx.body import Body
from casekit.readers.docx.inline import Reader
from casekit.readers.docx.numbering import Numbering
from casekit.readers.docx.styles import Styles, W
from casekit.readers.package import Package, damaged

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_STREAMS = {"header": "header", "footer": "footer", "comments": "comment"}


def read(data: bytes, name: str, options: Options = DEFAULT) -> Content:
    """The content of a Word document; `name` is how messages call it. Raises SourceError."""
    return _Document(Package(data, name), name, options.changes).read()


class _Document:
    """One document and its parts, by the last segment of their relationship's type."""

    def __init__(self, package: Package, name: str, changes: str) -> None:
        self.package = package
        self.name = name
        self.changes = changes
        main = [target for kind, target in self._related("") if kind == "officeDocument"]
        self.main = main[0] if main else "word/document.xml"
        self.parts: dict[str, list[str]] = {}
        for kind, target in self._related(self.main):
            self.parts.setdefault(kind, []).append(target)

    def read(self) -> Content:
        content = Content()
        styles = Styles(self._part("styles"))
        body = Body(content, self.name, styles, Numbering(self._part("numbering"), styles), self.changes)
        root = self._xml(self.main).find(f"{W}body")
        if root is None:
            raise damaged(self.name)
        if root.find(f".//{W}lastRenderedPageBreak") is not None:
            body.page = 1
        body.blocks(root)
        if body.held:
            content.add("".join(run.text for run in body.held))
        self._notes(content, body)
        body.finish()
        for kind, stream in _STREAMS.items():
            for target in sorted(self.parts.get(kind, [])):
                self._stream(content, stream, target, styles)
        return content

    def _notes(self, content: Content, body: Body) -> None:
        """Footnotes and endnotes that are referred to, at the end, in the order of their marks."""
        found: dict[tuple[str, str], Element] = {}
        for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            part = self._part(kind)
            if part is not None:
                found.update({(kind, note.get(f"{W}id", "")): note for note in part.iterfind(f"{W}{tag}")})
        # A note may hold the mark of another; the list grows while it is gone through.
        for number, note in enumerate(body.notes, 1):
            if note in found:
                start = content.length
                content.place(part="notes")
                content.add(f"[{number}] ")
                body.blocks(found[note])
                content.mark(start, "region", "note")

    def _stream(self, content: Content, kind: str, target: str, styles: Styles) -> None:
        if target not in self.package.infos:
            return
        root = self._xml(target)
        groups = root.findall(f"{W}comment") if kind == "comment" else [root]
        for group in groups:
            reader = Reader(self.name, styles, self.changes)
            lines: list[str] = []
            for paragraph in group.iter(f"{W}p"):
                runs, _ = reader.paragraph(paragraph, "")
                lines.append("".join(run.text for run in runs))
            content.stream(kind, "\n".join(lines))

    def _part(self, kind: str) -> Element | None:
        """The first part of a kind, None where there is none."""
        target = next((target for target in self.parts.get(kind, []) if target in self.package.infos), None)
        return self._xml(target) if target else None

    def _xml(self, member: str) -> Element:
        data = self.package.read(member)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return xml.parse(data, self.name)

    def _related(self, member: str) -> list[tuple[str, str]]:
        """(kind, member) of what a member is related to, inside the package only."""
        folder, base = posixpath.split(member)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self.package.infos:
            return []
        found: list[tuple[str, str]] = []
        for relation in self._xml(path).iterfind(_PACKAGE):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found.append((relation.get("Type", "").rpartition("/")[2], whole))
        return found
