"""Word documents (.docx): headings in Word's own heading styles, so that its navigation pane, contents and outline view work.

* A heading, case or lead-in has the style Heading 1 to 9 of its depth, with that outline level. Word knows nine: deeper ones are body text
  in bold type (style "Deeper Heading"). The document's title is a Title.
* A heading whose text runs on in its line (第一条　为了…) ends with Word's style separator: the heading is a paragraph of its own in the
  outline, and on the page the text goes on behind it.
* Page furniture is left out. Text is to be set in 宋体, headings in 黑体, Latin letters in Times New Roman; no font is brought along.

The bytes depend on the document alone: no time is written, and nothing is compressed, since that differs between versions of zlib.
"""

import io
import zipfile
from collections.abc import Sequence

from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document
from casekit.renderers.branches import name
from casekit.renderers.docx_styles import DEEPER, DEEPEST, STYLE_OF, styles
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.text import pieces
from casekit.renderers.wording import has_heading
from casekit.renderers.xml import HEAD, in_text

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
NAMES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}"'
_SEPARATOR = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)

_SETTINGS = (
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
"""Without them Word takes the file for one of an old version."""


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> bytes:
    """The document as the bytes of a file for Word."""
    depths = _depths(document)
    parts = [f"{HEAD}<w:document {NAMES}><w:body>"]
    kept = [piece for piece in pieces(document) if not isinstance(piece.node, Block) or piece.node.kind != "furniture"]
    opened = False  # whether the text goes on in the paragraph of the list item before it
    for at, piece in enumerate(kept):
        node = piece.node
        goes_on = at + 1 < len(kept) and kept[at + 1].glued
        if isinstance(node, Block):
            parts += ("" if opened else _paragraph(STYLE_OF.get(node.kind, "BodyText")), _runs(piece.text), "</w:p>")
            opened = False
        elif node.kind == "item":
            parts += ("" if opened else _paragraph("BodyText"), _runs(piece.text), "" if goes_on else "</w:p>")
            opened = goes_on
        else:
            parts.append("</w:p>" if opened else "")
            depth = depths[id(node)]
            style = f"Heading{depth}" if depth <= DEEPEST else DEEPER
            parts += (_paragraph(style, _SEPARATOR if goes_on else ""), _runs(piece.text.replace("\n", "\u3000")), "</w:p>")
            opened = False
    parts.append(f"{_SECTION}</w:body></w:document>")
    return _package("".join(parts), name(document))


def _depths(document: Document) -> dict[int, int]:
    """The heading level of every section, by identity."""
    root = document.root
    found: dict[int, int] = {}
    stack = [(root, 1 if has_heading(root) else 0)]
    while stack:
        section, depth = stack.pop()
        found[id(section)] = depth
        stack.extend((child, depth + 1) for child in section.sections)
    return found


def _paragraph(style: str, mark: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{mark}</w:pPr>'


def _runs(text: str) -> str:
    """The text as one run; a tab and a line break are elements of their own."""
    if "\n" not in text and "\t" not in text and "\r" not in text:
        return f'<w:r><w:t xml:space="preserve">{in_text(text)}</w:t></w:r>'
    inner = in_text(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">').replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:t xml:space="preserve">{inner}</w:t></w:r>'


def _package(main: str, title: str) -> bytes:
    types = "".join(
        [
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>',
            f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>',
            f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>',
            f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>',
        ]
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{in_text(title)}</dc:title></cp:coreProperties>'
    )
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    roots = _relation(1, f"{_OFFICE}/officeDocument", "word/document.xml") + _relation(2, kind, "docProps/core.xml")
    files = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{_TYPES}">{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_RELATIONS}">{roots}</Relationships>',
        "docProps/core.xml": HEAD + core,
        "word/document.xml": main,
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{_RELATIONS}">'
        + _relation(1, f"{_OFFICE}/styles", "styles.xml")
        + _relation(2, f"{_OFFICE}/settings", "settings.xml")
        + "</Relationships>",
        "word/styles.xml": f"{HEAD}<w:styles {NAMES}>{styles()}</w:styles>",
        "word/settings.xml": f"{HEAD}<w:settings {NAMES}>{_SETTINGS}</w:settings>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, content.encode())
    return buffer.getvalue()


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
