"""Word files made of bare XML, so that a test says exactly what Word would have written."""

import io
import zipfile

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text="", num=None, level=None, style="", properties="", runs="", mark=""):
    """A `w:p`: `num` and `level` make its numPr, `mark` goes into the look of its paragraph mark, `runs` stand behind its text."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None or level is not None:
        ilvl = "" if level is None else f'<w:ilvl w:val="{level}"/>'
        id = "" if num is None else f'<w:numId w:val="{num}"/>'
        inner += f"<w:numPr>{ilvl}{id}</w:numPr>"
    inner += properties + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p><w:pPr>{inner}</w:pPr>{run(text) if text else ''}{runs}</w:p>"


def run(text, look=""):
    """A `w:r`."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def level(at, text, format="decimal", start=1, more=""):
    """A `w:lvl`."""
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    kind = format if format.startswith("<") else f'<w:numFmt w:val="{format}"/>'
    return f'<w:lvl w:ilvl="{at}">{begin}{kind}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(id, *levels, more=""):
    """A `w:abstractNum`."""
    return f'<w:abstractNum w:abstractNumId="{id}">{more}{"".join(levels)}</w:abstractNum>'


def num(id, abstract_id, overrides=""):
    """A `w:num`."""
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def style(id, name="", based="", properties="", look="", more=""):
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"{more}><w:name w:val="{name or id}"/>{base}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def word(*blocks, numbering="", styles="", parts=None, main=None):
    """The bytes of a .docx file; `parts` are further parts of word/ by kind, each its whole XML; `main` replaces document.xml."""
    parts = {kind: (f"{kind}.xml", text) for kind, text in (parts or {}).items()}
    if numbering:
        parts["numbering"] = ("numbering.xml", f"<w:numbering {NAMES}>{numbering}</w:numbering>")
    if styles:
        parts["styles"] = ("styles.xml", f"<w:styles {NAMES}>{styles}</w:styles>")
    body = f"<w:document {NAMES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>" if main is None else main
    relations = "".join(f'<Relationship Id="r{i}" Type="{OFFICE}/{k}" Target="{n}"/>' for i, (k, (n, _)) in enumerate(parts.items()))
    kinds = {"document": "document.main", **{kind: kind for kind in parts}}
    main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += "".join(f'<Override PartName="/word/{part}.xml" ContentType="{main_type}.{kind}+xml"/>' for part, kind in kinds.items())
    office = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">{office}</Relationships>',
        "word/document.xml": body,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
        **{f"word/{name}": text for name, text in parts.values()},
    }
    return packed(files)


def packed(files):
    """A ZIP of texts or bytes by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()
