"""Why a line was read as it was: every reading that was tried, what spoke for and against, the winner and the runner-up.

Guarantees:
1. Every candidate of the line is told, believed or not, and every family whose pattern fits the line's beginning.
2. The account is the search's own: evidence, costs and margin are those it decided by.
"""

import re
from typing import Final

from casekit.ladder import BLANK, LADDER
from casekit.model import Document, Section, nodes
from casekit.parser.outline import Outline
from casekit.parser.scan import Candidate, text_start
from casekit.parser.window import is_long
from casekit.parser.windows import Whole
from casekit.patterns import lazy
from casekit.shapes import dataclass, field
from casekit.source import Source

_BLANKS: Final = lazy(f"[{BLANK}]*")


@dataclass(slots=True)
class Reading:
    """One reading of a place.

    `parent` names the heading it hangs on, `reason` the place in the series or why it was refused, `lead` by how much it
    beat the best other reading, `runner_up` what that was.
    """

    marker: str
    family: str
    number: int | None
    believed: bool
    parent: str = ""
    evidence: list[tuple[str, float]] = field(default_factory=list)
    reason: str = ""
    lead: float = 0.0
    runner_up: str = ""


@dataclass(slots=True)
class Explanation:
    """What became of one line. `verdict` is `heading`, `lead` or the kind of the block that holds it."""

    line: int
    text: str
    verdict: str
    readings: list[Reading]


def account(source: Source, line: int) -> Explanation:
    """The account of the 1-based `line` of `source`. Raises IndexError for a line that the text has not."""
    if not 1 <= line <= len(source.starts):
        raise IndexError(line)
    document, row = _holding(source, line)
    if row:
        assert document.source is not None
        source = document.source
    starts = source.starts
    at = line - row
    start = starts[at - 1]
    end = starts[at] if at < len(starts) else len(source.text)
    candidates, outline, _ = document.trace
    readings = [
        _reading(source, candidates, outline, place, row)
        for place, candidate in enumerate(candidates)
        if start <= text_start(candidate) < end
    ]
    tried = {reading.family for reading in readings}
    readings += _other_families(source, start, end, tried)
    return Explanation(line, source.line_text(at), _verdict(document, start, end), readings)


def _holding(source: Source, line: int) -> tuple[Document, int]:
    """The document that `line` was read in and the lines before it: a window of a long text, else the whole."""
    from casekit.parser import in_pieces, parse

    if is_long(source):
        for piece in in_pieces(Whole(source)):
            assert piece.document.source is not None
            if piece.last or line < piece.row + len(piece.document.source.starts):
                return piece.full, piece.row
    return parse(source), 0


def _reading(source: Source, candidates: list[Candidate], outline: Outline, place: int, row: int) -> Reading:
    candidate, parent = candidates[place], outline.parents[place]
    family, relation, cost = candidate.family, outline.relations[place], outline.costs[place]
    evidence = [(family.id, family.belief), *candidate.notes]
    if parent >= -1 and cost:
        evidence.append((relation, round(-cost, 2)))
    return Reading(
        source.text[candidate.start : candidate.end],
        family.id,
        None if candidate.kind in ("boundary", "styled") else candidate.number,
        parent >= -1,
        _named(source, candidates[parent], row) if parent >= 0 else "",
        evidence,
        candidate.refused or relation,
        round(outline.lead(place), 2),
        _runner_up(source, candidates, outline.runners_up.get(place), row),
    )


def _named(source: Source, candidate: Candidate, row: int) -> str:
    return f"{source.line(candidate.start) + row}: {source.buffer[text_start(candidate) : candidate.line_end].strip()[:24]}"


def _runner_up(source: Source, candidates: list[Candidate], runner_up: tuple[int, int] | None, row: int) -> str:
    if runner_up is None:
        return ""
    index, parent = runner_up
    if index < 0:
        return "no heading"
    where = _named(source, candidates[parent], row) if parent >= 0 else "the top"
    return f"{candidates[index].family.id} under {where}"


def _other_families(source: Source, start: int, end: int, tried: set[str]) -> list[Reading]:
    """Families whose pattern fits the beginning of the line, but which an earlier row of LADDER preceded."""
    buffer = source.buffer
    blanks = _BLANKS.match(buffer, start, end)
    at = blanks.end() if blanks else start
    found: list[Reading] = []
    for family in LADDER:
        match = re.compile(family.pattern).match(buffer, at)
        if match and family.id not in tried:
            reading = family.read(match.group())
            if reading is not None:
                found.append(
                    Reading(
                        match.group(), family.id, reading[0], False, evidence=[(family.id, family.belief)], reason="another-family-first"
                    )
                )
    return found


def _verdict(document: Document, start: int, end: int) -> str:
    for node in nodes(document.root):
        first, last = node.leaf if isinstance(node, Section) else (node.start, node.end)
        if node is not document.root and first < end and start < last:
            return node.kind
    return "blank"
