"""Candidates and decisions become the tree.

Guarantees:
1. The leaves are in source order, do not overlap, and every code point that no leaf covers is white space.
2. A section's parent is the one the outline chose; `level` is its depth.
3. Text that belongs to no heading is kept where it stands.
"""

from casekit.model import Block, Document, Section
from casekit.parser.front import closing, opening
from casekit.parser.headline import Headline, headline
from casekit.parser.leads import add_leads
from casekit.parser.lines import Lines
from casekit.parser.outline import SURE, Outline
from casekit.parser.points import add_points
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.parser.titled import divide
from casekit.parser.weights import DOUBTFUL
from casekit.parser.wraps import Behind, paragraphs
from casekit.source import Source

_JUMPS = frozenset(("gap", "repeat", "restart", "backwards", "opens-late"))
_NOTHING = Behind()
_TITLE_LEAST = 20
"""A title that is all there is in its case is prose if it is longer, in code points."""


def build(source: Source, lines: Lines, candidates: list[Candidate], outline: Outline, setting: Setting) -> Document:
    """The document of one text."""
    buffer = source.buffer
    believed = outline.believed()
    root = Section("root")
    sections: dict[int, Section] = {-1: root}
    blocks: list[Block] = []
    heads = [_leaf_start(candidates[index]) for index in believed]
    heads.append(len(buffer))
    ends_case = not believed or candidates[believed[0]].kind == "case"
    _fill_case(source, lines, root, [root], 0, heads[0], setting, _NOTHING, blocks, opens_case=True, ends_case=ends_case)
    parents = outline.parents
    for place, index in enumerate(believed):
        candidate = candidates[index]
        limit = heads[place + 1]
        parent = sections[parents[index]]
        section, body = _section(source, lines, candidate, outline, index, limit, setting, parent.level + 1)
        parent.children.append(section)
        sections[index] = section
        following = believed[place + 1] if place + 1 < len(believed) else -1
        behind = _behind(index, following, candidates, outline)
        ends_case = following < 0 or candidates[following].kind == "case"
        opens_case = not section.run_in and (candidate.kind == "case" or (candidate.kind == "boundary" and parents[index] == -1))
        if opens_case or ends_case:
            owners = [section, _case_of(index, candidates, parents, sections)] if ends_case else [section]
            _fill_case(source, lines, section, owners, body, limit, setting, behind, blocks, opens_case=opens_case, ends_case=ends_case)
        elif body < limit:
            made = paragraphs(lines, body, limit, candidate.row if section.run_in else lines.at(body), setting, behind)
            section.children += made
            blocks += made
    add_points(buffer, blocks)
    divide(root)
    for section in sections.values():
        add_leads(section)
    return Document(source.origin, root, source=source)


def _leaf_start(candidate: Candidate) -> int:
    if candidate.suffix:
        return candidate.title_start
    return candidate.sign if candidate.sign >= 0 else candidate.start


def _section(
    source: Source, lines: Lines, candidate: Candidate, outline: Outline, index: int, limit: int, setting: Setting, level: int
) -> tuple[Section, int]:
    """The section of one heading, still empty, and where the text behind the heading begins."""
    buffer = lines.buffer
    start, kind, family = candidate.start, candidate.kind, candidate.family
    boundary = kind == "boundary"
    parts = Headline(start, candidate.title_start, candidate.title_start) if boundary else headline(buffer, candidate, limit, setting)
    title_start, title_end, leaf_end = parts.title_start, parts.title_end, parts.leaf_end
    title = buffer[title_start:title_end]
    if parts.joins:
        title = _joined(buffer, parts)
        for join in parts.joins:
            join.line = source.line(join.end)
    relation, cost = outline.relations[index], outline.costs[index]
    evidence = [(family.id, family.belief), *candidate.notes]
    if cost:
        evidence.append((relation, round(-cost, 2)))
    suffix = candidate.suffix
    section = Section(
        "case" if kind == "case" else "lead" if boundary else "heading",
        line=candidate.row + 1,
        start=start,
        end=title_end,
        marker=buffer[start : candidate.end].rstrip(),
        family=family.id,
        number=None if boundary else candidate.number,
        sub=candidate.sub,
        separator=buffer[title_end:start] if suffix else buffer[candidate.end : title_start],
        title=title,
        closing=buffer[title_end:leaf_end].strip() if leaf_end > title_end and not suffix else "",
        level=level,
        run_in=parts.body >= 0,
        leaf=(_leaf_start(candidate), leaf_end),
        joins=parts.joins,
        confidence=_confidence(outline.lead(index)),
        evidence=evidence,
    )
    return section, parts.body if parts.body >= 0 else leaf_end


def _confidence(lead: float) -> float:
    """A lead of 0 is a half, a lead of 1 three quarters: an alarm, no probability."""
    if lead < DOUBTFUL:
        return 0.5
    return 0.95 if lead >= SURE else round(0.5 + 0.5 * lead / (lead + 1.0), 2)


def _joined(buffer: str, parts: Headline) -> str:
    pieces = []
    at = parts.title_start
    for join in parts.joins:
        pieces.append(buffer[at : join.start] + join.glue)
        at = join.end
    pieces.append(buffer[at : parts.title_end])
    return "".join(pieces)


def _case_of(index: int, candidates: list[Candidate], parents: list[int], sections: dict[int, Section]) -> Section:
    """The innermost case that holds the heading, the root where there is none."""
    while index >= 0 and candidates[index].kind != "case":
        index = parents[index]
    return sections[index]


def _behind(index: int, following: int, candidates: list[Candidate], outline: Outline) -> Behind:
    """What the next heading says about the text before it."""
    if following < 0 or candidates[following].kind == "case":
        return _NOTHING
    jump = outline.relations[following] in _JUMPS
    parents = outline.parents
    lone = outline.relations[index] == "opens" and parents[following] != index and parents[following] != parents[index]
    return Behind(jump, lone) if jump or lone else _NOTHING


def _fill_case(
    source: Source,
    lines: Lines,
    section: Section,
    owners: list[Section],
    start: int,
    end: int,
    setting: Setting,
    behind: Behind,
    blocks: list[Block],
    *,
    opens_case: bool,
    ends_case: bool,
) -> None:
    """Put the text `[start, end)` under `section`: front matter first, a sign-off to the case it closes."""
    if start >= end or lines.buffer[start:end].isspace():
        return
    made: list[Block] = []
    if opens_case:
        made, start = opening(source, start, end, setting, titled=section.family == "title")
        alone = len(made) == 1 and start >= end and not section.marker
        if ends_case and alone and made[0].kind == "title" and len(made[0].text) > _TITLE_LEAST:
            made[0].kind = "paragraph"
    stop, signed = closing(source, start, end, setting) if ends_case else (end, [])
    if start < stop:
        made += paragraphs(lines, start, stop, lines.at(start), setting, behind)
    section.children += made
    owners[-1].children += signed
    blocks += made
