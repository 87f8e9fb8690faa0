"""The styles of the Word documents that casekit writes."""

DEEPEST = 9
"""Word's heading styles and outline levels."""
DEEPER = "DeeperHeading"

STYLE_OF = {
    "title": "Title",
    "subtitle": "Subtitle",
    "number": "Centred",
    "term": "Centred",
    "date": "Centred",
    "byline": "Centred",
    "unit": "Centred",
    "signature": "Signature",
    "caption": "Caption",
    "addressee": "Flush",
    "toc": "Flush",
    "table": "Flush",
    "code": "Code",
    "note": "Note",
    "reference": "Note",
}
"""The style of a block by its kind; every other is body text."""

_SIZES = (36, 32, 30, 28, 28, 24, 24, 24, 24)
"""Half points: 小二, 三号, 小三, 四号, 小四, as headings are usually set."""


def styles() -> str:
    """What stands in `w:styles`."""
    parts = [
        "<w:docDefaults><w:rPrDefault><w:rPr>",
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/>',
        '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>',
        "</w:rPr></w:rPrDefault></w:docDefaults>",
        _style("Normal", "Normal", "", '<w:spacing w:line="360" w:lineRule="auto"/>', "", default=True),
        _style("BodyText", "Body Text", "Normal", '<w:ind w:firstLineChars="200" w:firstLine="480"/><w:jc w:val="both"/>', ""),
        _style("Flush", "Flush Text", "Normal", "", ""),
        _style("Centred", "Centred Text", "Normal", '<w:jc w:val="center"/>', ""),
        _style("Title", "Title", "Normal", '<w:spacing w:before="240" w:after="240"/><w:jc w:val="center"/>', _bold(44)),
        _style("Subtitle", "Subtitle", "Normal", '<w:spacing w:after="240"/><w:jc w:val="center"/>', _bold(32)),
        _style("Signature", "Signature", "Normal", '<w:jc w:val="right"/>', ""),
        _style("Caption", "caption", "Normal", '<w:jc w:val="center"/>', '<w:sz w:val="21"/><w:szCs w:val="21"/>'),
        _style("Note", "Note Text", "Normal", "", '<w:sz w:val="21"/><w:szCs w:val="21"/>'),
        _style("Code", "Code", "Normal", "", '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/><w:sz w:val="21"/>'),
    ]
    for level, size in enumerate(_SIZES):
        properties = f'<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="{level}"/>'
        parts.append(_style(f"Heading{level + 1}", f"heading {level + 1}", "Normal", properties, _bold(size)))
    parts.append(_style(DEEPER, "Deeper Heading", "Normal", '<w:keepNext/><w:spacing w:before="120"/>', _bold(24)))
    return "".join(parts)


def _bold(size: int) -> str:
    return f'<w:rFonts w:eastAsia="黑体"/><w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _style(id: str, name: str, base: str, paragraph: str, letters: str, default: bool = False) -> str:
    kind = ' w:default="1"' if default else ""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    following = '<w:next w:val="BodyText"/>' if letters else ""
    properties = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{letters}</w:rPr>" if letters else "")
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{id}"><w:name w:val="{name}"/>{based}{following}<w:qFormat/>{properties}</w:style>'
    )
