"""The left side of a page: the document and its headings as a tree, with what was found about each."""

from collections.abc import Iterator, Sequence

from casekit.diagnostic import Diagnostic
from casekit.model import Document
from casekit.renderers.html.escape import escaped, line
from casekit.renderers.html.headings import Heading, excerpt, title
from casekit.renderers.html.words import say
from casekit.renderers.wording import brackets

_HUES = 5


def hue(level: int) -> str:
    """The class that colours a marker of this level."""
    return f"c{(level - 1) % _HUES + 1}"


def tree(document: Document, found: Sequence[Heading], findings: Sequence[Diagnostic], owned: Sequence[int], lang: str) -> Iterator[str]:
    """The rows of the outline as markup; `owned` tells which heading each finding belongs to."""
    about: dict[int, list[Diagnostic]] = {}
    for finding, owner in zip(findings, owned, strict=True):
        about.setdefault(owner, []).append(finding)
    for at, row in enumerate(found):
        place = f'aria-level="{row.level}" aria-posinset="{row.place}" aria-setsize="{row.set_size}"'
        fold = "" if row.leaf else ' aria-expanded="true"'
        where = max(row.section.line, 1) if at else 1
        kind = row.section.kind if at else "document"
        target = f"#L{where}" if at else "#top"
        yield (
            f'<a class="node {kind}" id="N{at}" role="treeitem" href="{target}" data-n="{at}" tabindex="{-1 if at else 0}" {place}{fold}>'
            f'<i class="fold"></i><span class="label">{_label(document, row, lang) if at else _top(document)}</span>'
            f'{_badge(about.get(at, []), lang)}<span class="at">{where if at else ""}</span></a>\n'
        )


def _top(document: Document) -> str:
    return f'<bdi class="h">{escaped(title(document))}</bdi>'


def _label(document: Document, row: Heading, lang: str) -> str:
    section = row.section
    marker = f'<bdi class="m {hue(row.level)}">{escaped(line(section.marker))}</bdi>' if section.marker else ""
    opening, closing = brackets(section)
    words = line(section.title)
    if words:
        name = f'<bdi class="h">{escaped(opening + words + closing)}</bdi>'
    else:
        words = excerpt(section) or say(lang, "untitled")
        name = f'<bdi class="x">{escaped(words)}</bdi>'
    return name + marker if section.suffixed else marker + name


def _badge(findings: Sequence[Diagnostic], lang: str) -> str:
    if not findings:
        return '<span class="badge" hidden></span>'
    gravest = min(findings, key=lambda finding: finding.severity.rank).severity.value
    return f'<span class="badge {gravest}">{len(findings)}<span class="unseen"> {say(lang, "badge")}</span></span>'
