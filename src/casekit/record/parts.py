"""A document as one part per case, and the name of a part's file."""

import unicodedata

from casekit.errors import ConfigError
from casekit.model import Block, Document, Section
from casekit.patterns import lazy
from casekit.shapes import replace

FORMATS = ("yaml", "json")
SLUG_BYTES = 80
"""The longest slug in UTF-8 bytes; file systems stop names at 255 and some tools much earlier."""

_TITLE_LIMIT = 200
# Han in every block, with 々 and 〇; letters and digits of ASCII. Nothing else is safe in a file name everywhere.
_NOT_PORTABLE = lazy("[^0-9A-Za-z々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def split(document: Document) -> list[Document]:
    """One document per case of the first level, numbered from 1; what stands before the first case belongs to the first part.

    The children of the parts, one after the other, are the children of the document. A document without cases is part 1 of 1; one that
    is a part already stays as it is.
    """
    if document.parts:
        return [document]
    children = document.root.children
    starts = [at for at, child in enumerate(children) if isinstance(child, Section) and child.kind == "case"]
    bounds = [0, *starts[1:], len(children)]
    count = len(bounds) - 1
    return [
        replace(document, root=document.root.holding(children[bounds[at] : bounds[at + 1]]), part=at + 1, parts=count)
        for at in range(count)
    ]


def case_title(part: Document) -> str:
    """What a part is called: its case's title, else the title block's text, else the case's marker, else ""."""
    case = next((child for child in part.root.sections if child.kind == "case"), None)
    if case is not None:
        return case.title or _title_block(case) or case.marker
    return part.root.title or _title_block(part.root)


def _title_block(section: Section) -> str:
    return next((child.text for child in section.children if isinstance(child, Block) and child.kind == "title"), "")


def check_format(format: str) -> None:
    """Raise ConfigError where `format` is none of `FORMATS`."""
    if format not in FORMATS:
        raise ConfigError(f"unknown format {format!r}; use yaml or json", f"未知的格式 {format!r}；可用 yaml 或 json")


def file_name(part: Document, format: str = "yaml") -> str:
    """`NN-slug.yaml` or `.json` for one part, portable to every file system.

    NN is the part's number, padded to the width of `parts` and at least to two digits, so names of one document sort and never clash.
    The slug keeps Han characters, ASCII letters and digits of the title (full-width ones folded) and at most `SLUG_BYTES` bytes.
    """
    return name_of(part.part, part.parts, case_title(part), format)


def name_of(number: int, count: int, title: str, format: str) -> str:
    """The name of the file for part `number` of `count`, whose case is called `title`."""
    check_format(format)
    width = max(2, len(str(count)))
    return f"{max(number, 1):0{width}d}-{_slug(title)}.{format}"


def _slug(title: str) -> str:
    folded = unicodedata.normalize("NFKC", title[:_TITLE_LIMIT])
    slug = _NOT_PORTABLE.sub("-", folded).encode()[:SLUG_BYTES].decode(errors="ignore").strip("-")
    return slug or "case"
