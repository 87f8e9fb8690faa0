"""Cases that titles alone divide: each has a title, a byline, and its own numbering.

Guarantees:
1. Nothing is moved but into the first case, which takes what stood before the second title.
2. A text with cases of another kind is left as it is.
"""

from typing import Final

from casekit.model import DEPTH_LIMIT, Block, Section, walk
from casekit.parser.scan.candidate import ONE_OF_SEVERAL

_SIGNED: Final = frozenset(("byline", "unit"))
_FRONT: Final = frozenset(("title", "subtitle", "byline", "unit", "date", "term", "number", "disclaimer", "furniture"))
"""What stands at the head of a whole; a piece has more."""


def _is_signed(section: Section) -> bool:
    """Whether a byline stands under a title, or under its subtitle, or a label in brackets under the title."""
    for child in section.children[:2]:
        if isinstance(child, Section) and child.family == "lenticular":
            return True
        if isinstance(child, Block) and child.kind in _SIGNED:
            return True
        if not isinstance(child, Block) or child.kind != "subtitle":
            return False
    return False


def divide(root: Section) -> None:
    """Make cases of the unnumbered titles on the first level that have a byline under them, and of the text before the first."""
    bare = [child for child in root.sections if child.family in ("title", "styled")]
    several = [section for section in bare if any(note == ONE_OF_SEVERAL for note, _ in section.evidence)]
    if several:
        for section in several:
            section.kind = "case"
        return
    titles = [section for section in bare if _is_signed(section)]
    if len(titles) < len(bare) and any(section.family == "styled" for section in bare):
        return
    if not titles or any(child.kind == "case" for child in root.sections):
        return
    border = root.children.index(titles[0])
    head = [place for place, child in enumerate(root.children[:border]) if isinstance(child, Block) and child.kind == "title"]
    signed = any(isinstance(child, Block) and child.kind in _SIGNED for child in root.children[:border])
    if signed and head and all(isinstance(child, Block) and child.kind in _FRONT for child in root.children[head[0] : border]):
        signed = False  # what the whole is called, and by whom it was put together
    if not head or not signed:
        if len(titles) >= 2:
            for section in titles:
                section.kind = "case"
        return
    if any(section.level >= DEPTH_LIMIT for section in walk(root)):
        return
    title = root.children[head[0]]
    assert isinstance(title, Block)
    first = Section(
        "case",
        line=title.line,
        start=title.start,
        end=title.end,
        family="title",
        title=title.text,
        level=1,
        leaf=(title.start, title.end),
        joins=title.joins,
        confidence=titles[0].confidence,
        evidence=[("title-and-byline", 1.0)],
        children=root.children[head[0] + 1 : border],
    )
    root.children[head[0] : border] = [first]
    for section in walk(first):
        section.level += section is not first
    for section in titles:
        section.kind = "case"
