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
from casekit.parser.outline import Decision
from casekit.parser.points import add_points
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.parser.titled import divide
from casekit.parser.weights import DOUBTFUL
from casekit.parser.wraps import Behind, paragraphs
from casekit.source import Source

_JUMPS = frozenset(("gap", "repeat", "restart", "backwards", "opens-late"))


def build(source: Source, candidates: list[Candidate], decisions: list[Decision], setting: Setting) -> Document:
    """The document of one text."""
    buffer = source.buffer
    believed = [index for index, decision in enumerate(decisions) if decision.parent >= -1]
    root = Section("root")
    by_index: dict[int, Section] = {-1: root}
    blocks: list[Block] = []
    heads = [_leaf_start(candidates[index]) for index in believed]
    heads.append(len(buffer))
    _fill(
        source,
        root,
        [root],
        0,
        heads[0],
        setting,
        Behind(),
        blocks,
        opens_case=True,
        ends_case=len(believed) == 0 or candidates[believed[0]].family.kind == "case",
    )
    for place, index in enumerate(believed):
        candidate, decision = candidates[index], decisions[index]
        limit = heads[place + 1]
        parent = by_index[decision.parent]
        section, parts = _section(source, candidate, decision, limit, setting, parent.level + 1)
        parent.children.append(section)
        by_index[index] = section
        following = believed[place + 1] if place + 1 < len(believed) else -1
        behind = _behind(index, following, candidates, decisions)
        ends_case = following < 0 or candidates[following].family.kind == "case"
        body = parts.body if parts.body >= 0 else parts.leaf_end
        owners = [section, _case_of(index, candidates, decisions, by_index, root)] if ends_case else [section]
        _fill(
            source,
            section,
            owners,
            body,
            limit,
            setting,
            behind,
            blocks,
            opens_case=parts.body < 0 and (candidate.family.kind == "case" or _divides(candidate, decision)),
            ends_case=ends_case,
        )
    add_points(buffer, blocks)
    divide(root)
    for section in by_index.values():
        add_leads(section)
    return Document(source.origin, root, source=source)


def _divides(candidate: Candidate, decision: Decision) -> bool:
    """Whether a title without a number stands on the first level, where it may open a case."""
    return candidate.family.kind == "boundary" and decision.parent == -1


def _leaf_start(candidate: Candidate) -> int:
    if candidate.suffix:
        return candidate.title_start
    return candidate.sign if candidate.sign >= 0 else candidate.start


def _section(
    source: Source, candidate: Candidate, decision: Decision, limit: int, setting: Setting, level: int
) -> tuple[Section, Headline]:
    buffer = source.buffer
    boundary = candidate.family.kind == "boundary"
    parts = (
        Headline(candidate.start, candidate.title_start, candidate.title_start) if boundary else headline(buffer, candidate, limit, setting)
    )
    title = source.text[parts.title_start : parts.title_end]
    if parts.joins:
        title = _joined(buffer, parts)
        for join in parts.joins:
            join.line = source.line(join.end)
    closing_mark = buffer[parts.title_end : parts.leaf_end].strip() if not candidate.suffix else ""
    family = candidate.family
    evidence = [(family.id, family.belief), *candidate.notes]
    if decision.cost:
        evidence.append((decision.relation, round(-decision.cost, 2)))
    start = candidate.start
    section = Section(
        "case" if family.kind == "case" else "lead" if boundary else "heading",
        line=source.line(start),
        start=start,
        end=parts.title_end,
        marker=source.text[start : candidate.end].rstrip(),
        family=family.id,
        number=None if boundary else candidate.number,
        sub=candidate.sub,
        separator=buffer[candidate.end : parts.title_start] if not candidate.suffix else buffer[parts.title_end : candidate.start],
        title=title,
        closing=closing_mark,
        level=level,
        run_in=parts.body >= 0,
        leaf=(_leaf_start(candidate), parts.leaf_end),
        joins=parts.joins,
        confidence=_confidence(decision.margin),
        evidence=evidence,
    )
    return section, parts


def _confidence(margin: float) -> float:
    """A lead of 0 is a half, a lead of 1 three quarters: an alarm, no probability."""
    if margin < DOUBTFUL:
        return 0.5
    return 0.95 if margin >= 9.0 else round(0.5 + 0.5 * margin / (margin + 1.0), 2)


def _joined(buffer: str, parts: Headline) -> str:
    pieces = []
    at = parts.title_start
    for join in parts.joins:
        pieces.append(buffer[at : join.start] + join.glue)
        at = join.end
    pieces.append(buffer[at : parts.title_end])
    return "".join(pieces)


def _case_of(index: int, candidates: list[Candidate], decisions: list[Decision], by_index: dict[int, Section], root: Section) -> Section:
    """The innermost case that holds the heading, the root where there is none."""
    while index >= 0 and candidates[index].family.kind != "case":
        index = decisions[index].parent
    return by_index[index] if index >= 0 else root


def _behind(index: int, following: int, candidates: list[Candidate], decisions: list[Decision]) -> Behind:
    """What the next heading says about the text before it."""
    if following < 0:
        return Behind()
    decision = decisions[following]
    case = candidates[following].family.kind == "case"
    jump = decision.relation in _JUMPS and not case
    own = decisions[index]
    lone = not case and own.relation == "opens" and decision.parent not in (index, own.parent)
    return Behind(jump, lone)


def _fill(
    source: Source,
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
    if start >= end or source.buffer[start:end].isspace():
        return
    made: list[Block] = []
    if opens_case:
        made, start = opening(source, start, end, setting, titled=section.family == "title")
        if (
            ends_case
            and made
            and start >= end
            and not section.marker
            and len(made) == 1
            and made[0].kind == "title"
            and len(made[0].text) > 20
        ):
            made[0].kind = "paragraph"
    stop, signed = closing(source, start, end, setting) if ends_case else (end, [])
    made += paragraphs(source, start, stop, setting, behind)
    section.children.extend(made)
    owners[-1].children.extend(signed)
    blocks += made
