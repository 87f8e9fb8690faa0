"""Numbered clauses of one sentence: a colon at a paragraph's end announces them, each is short and ends in a semicolon but the last.

They count and stand in the tree, and are no headings of their own.

Guarantees:
1. Only headings of series that the outline believes change, and only their kind.
2. Clauses of an article (项, 目) are headings, and so is what stands right under a heading.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.outline import Outline
from casekit.parser.scan import Candidate

_FAMILIES: Final = frozenset(
    (
        "han-parens",
        "han-half-parens",
        "han-parens-char",
        "arabic-dot",
        "arabic-comma",
        "arabic-parens",
        "arabic-half-parens",
        "dot-char",
        "parens-char",
        "circled",
        "keycap",
        "latin-dot",
        "latin-half-parens",
        "latin-parens",
        "roman-parens",
    )
)
_GOES_ON: Final = frozenset("；;，、")
_STOPS: Final = frozenset("。；;")
_INSIDE: Final = frozenset("，：:。")
"""A clause with one of these inside says more than a name: it may be a heading."""
_MOST: Final = 40
"""Such a clause is not longer, in code points."""
_LEAST: Final = 2


def mark_items(lines: Lines, candidates: list[Candidate], outline: Outline) -> None:
    """Make items of the clauses that a colon announces."""
    texts = lines.texts
    believed = outline.believed()
    announced = [
        place
        for place, index in enumerate(believed)
        if (first := candidates[index]).number == 1 and first.row and _announces(texts[first.row - 1])
    ]
    for place in announced:
        first = candidates[believed[place]]
        if place and first.family.id in _FAMILIES and not first.glued and _under_text(candidates, outline, believed, place):
            behind = _series_end(lines, candidates, outline, believed, place)
            if behind - place >= _LEAST:
                for index in believed[place:behind]:
                    candidates[index].kind = "item"


def _announces(text: str) -> bool:
    """Whether a line ends with a colon."""
    return text != "" and (text[-1] == "：" or text[-1] == ":")


def _under_text(candidates: list[Candidate], outline: Outline, believed: list[int], place: int) -> bool:
    """Whether a paragraph stands before the heading at `place`, under a parent that is no article."""
    parent = outline.parents[believed[place]]
    if parent >= 0 and candidates[parent].style == "article":
        return False
    return candidates[believed[place - 1]].row < candidates[believed[place]].row - 1


def _series_end(lines: Lines, candidates: list[Candidate], outline: Outline, believed: list[int], place: int) -> int:
    """Behind the last clause of the sentence that begins at `place`; `place` itself where it is no such sentence."""
    texts, parents = lines.texts, outline.parents
    at = place
    while True:
        candidate = candidates[believed[at]]
        text = texts[candidate.row]
        ahead = believed[at + 1] if at + 1 < len(believed) else -1
        if (
            len(text) > _MOST
            or not _INSIDE.isdisjoint(text[:-1])
            or (ahead >= 0 and (parents[ahead] == believed[at] or candidates[ahead].row == candidate.row))
        ):
            return place
        if ahead < 0 or not _goes_on(candidate, candidates[ahead]) or parents[ahead] != parents[believed[place]]:
            return at + 1 if text[-1] in _STOPS else place
        if text[-1] not in _GOES_ON:
            return place
        at += 1


def _goes_on(candidate: Candidate, following: Candidate) -> bool:
    return following.style == candidate.style and following.number == candidate.number + 1 and following.row == candidate.row + 1
