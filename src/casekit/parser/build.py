"""Candidates and their outline become the tree.

Guarantees:
1. The leaves are in source order, do not overlap, and every code point that no leaf covers is white space.
2. A section's parent is the one the outline chose; `level` is its depth.
3. Text that belongs to no heading is kept where it stands.
4. Every heading is made at once; the paragraphs under it are cut when they are asked for, and are the same whenever that is.
"""

from collections.abc import Sequence

from casekit.model import Block, Document, Join, Section
from casekit.parser.front import closing, opening
from casekit.parser.headline import Headline, headline
from casekit.parser.leads import lead_rows, may_lead, with_leads
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
_SURE = 0.95
"""The confidence in a heading that has no other reading."""
_TITLE_LEAST = 20
"""A title that is all there is in its case is prose if it is longer, in code points."""


def build(source: Source, lines: Lines, candidates: list[Candidate], outline: Outline, setting: Setting) -> Document:
    """The document of one text."""
    buffer, starts = lines.buffer, lines.starts
    rows, parents = len(starts), outline.parents
    body = _Body(source, lines, setting)
    root = Section("root")
    sections: dict[int, Section] = {-1: root}
    believed = outline.believed()
    first = candidates[believed[0]] if believed else None
    end, last = (_leaf_start(first), first.row) if first is not None else (len(buffer), rows - 1)
    body.put_in_case(root, root, _Text(0, end, 0, last), opens_case=True, ends_case=first is None or first.kind == "case")
    believed.append(-1)
    for place in range(len(believed) - 1):
        index, following = believed[place], believed[place + 1]
        candidate = candidates[index]
        if following >= 0:
            ahead = candidates[following]
            end, last = _leaf_start(ahead), ahead.row if ahead.glued else ahead.row - 1
            ends_case = ahead.kind == "case" and not _holds(parents[following], index, candidates, parents)
            behind = _behind(index, following, ahead.kind == "case", outline)
        else:
            end, last, ends_case, behind = len(buffer), rows - 1, True, _NOTHING
        parent = sections[parents[index]]
        sections[index] = section = Section("heading", candidate.row + 1, candidate.start)
        at = _fill_heading(source, section, candidate, end, setting)
        section.level = parent.level + 1
        _tell(section, candidate, outline, index)
        parent.add(section)
        if at >= end:
            continue
        row = candidate.row if at <= candidate.line_end == lines.end(candidate.row) else lines.at(at)
        opens_case = not section.run_in and (candidate.kind == "case" or (candidate.kind == "boundary" and parent is root))
        if opens_case or ends_case:
            owner = sections[_case_of(index, candidates, parents)] if ends_case else section
            body.put_in_case(section, owner, _Text(at, end, row, last, behind), opens_case=opens_case, ends_case=ends_case)
            continue
        line_end = lines.end(row)
        if row + 1 < rows and (at >= line_end or buffer[at:line_end].isspace()):  # nothing is left of the heading's line
            row += 1
            at = starts[row]
        if at < end:
            body.put(section, _Text(at, end, row, last, behind))
    divide(root)
    return Document(source.origin, root, source=source)


class _Text:
    """The text `[start, end)` under one heading, which holds no other, on the lines `row` to `last`; what the next heading says of it."""

    __slots__ = ("behind", "end", "last", "row", "start")

    def __init__(self, start: int, end: int, row: int, last: int, behind: Behind = _NOTHING) -> None:
        self.start = start
        self.end = end
        self.row = row
        self.last = last
        self.behind = behind


class _Body:
    """The text under the headings, cut into blocks: at once where they may hold lead-ins, else when they are asked for."""

    def __init__(self, source: Source, lines: Lines, setting: Setting) -> None:
        self.source = source
        self.lines = lines
        self.setting = setting
        self.named = lead_rows(lines)

    def cut(self, text: _Text) -> list[Block]:
        """The blocks of a text."""
        blocks = paragraphs(self.lines, text.start, text.end, text.row, text.last, self.setting, text.behind)
        add_points(self.lines.buffer, blocks)
        return blocks

    def put(self, section: Section, text: _Text) -> None:
        """Put a text under a section that has no children yet."""
        if (self.named or text.last - text.row > 1) and may_lead(self.lines, self.named, text.start, text.row, text.last):
            section.children = with_leads(self.cut(text), section.level + 1)
        else:
            section.postpone(self.cut, text)

    def put_in_case(self, section: Section, owner: Section, text: _Text, *, opens_case: bool, ends_case: bool) -> None:
        """The same at the beginning or the end of a case: front matter first, a sign-off to its `owner`, the case that it closes."""
        start, end = text.start, text.end
        if start >= end or self.lines.buffer[start:end].isspace():
            return
        if opens_case:
            made, start = opening(self.source, start, end, self.setting, titled=section.family == "title")
            alone = len(made) == 1 and start >= end and not section.marker
            if ends_case and alone and made[0].kind == "title" and len(made[0].text) > _TITLE_LEAST:
                made[0].kind = "paragraph"
            for block in with_leads(made, section.level + 1):
                section.add(block)
        stop, signed = closing(self.source, start, end, self.setting) if ends_case else (end, [])
        if start < stop:
            rest = _Text(start, stop, self.lines.at(start), min(text.last, self.lines.at(stop - 1)), text.behind)
            if may_lead(self.lines, self.named, start, rest.row, rest.last):
                for block in with_leads(self.cut(rest), section.level + 1):
                    section.add(block)
            else:
                section.postpone(self.cut, rest)
        for block in signed:
            owner.add(block)


def _leaf_start(candidate: Candidate) -> int:
    if candidate.sign >= 0:
        return candidate.sign
    return candidate.title_start if candidate.suffix else candidate.start


def _fill_heading(source: Source, section: Section, candidate: Candidate, limit: int, setting: Setting) -> int:
    """Give a section what its heading says; where the text behind the heading begins."""
    buffer = source.buffer
    start = candidate.start
    if candidate.kind == "boundary":
        section.kind = "lead"
        line = buffer[start : candidate.line_end].rstrip()
        title_start, title_end, leaf_end, body, joins = Headline(start, candidate.title_start, start + len(line))
    else:
        title_start, title_end, leaf_end, body, joins = headline(buffer, candidate, limit, setting)
        section.number = candidate.number
        if candidate.kind != "container":
            section.kind = candidate.kind
    section.end = title_end
    section.marker = candidate.marker
    section.family = candidate.family.id
    section.sub = candidate.sub
    section.leaf = (_leaf_start(candidate), leaf_end)
    section.title = buffer[title_start:title_end]
    if joins:
        section.title = _joined(buffer, title_start, title_end, joins)
        section.joins = list(joins)
        for join in joins:
            join.line = source.line(join.end)
    if candidate.suffix:
        section.separator = buffer[title_end:start]
    else:
        if title_start != candidate.end:
            section.separator = buffer[candidate.end : title_start]
        if title_end != leaf_end:
            section.closing = buffer[title_end:leaf_end].strip()
    if body < 0:
        return leaf_end
    section.run_in = True
    return body


def _tell(section: Section, candidate: Candidate, outline: Outline, index: int) -> None:
    """Note what spoke for and against a heading, and how sure it is."""
    section.evidence = [candidate.family.own, *candidate.notes]
    cost = outline.costs[index]
    if cost:
        section.evidence.append((outline.relations[index], round(-cost, 2)))
    section.confidence = _confidence(outline.leads[index]) if index in outline.leads else _SURE


def _confidence(lead: float) -> float:
    """A lead of 0 is a half, a lead of 1 three quarters: an alarm, no probability."""
    if lead < DOUBTFUL:
        return 0.5
    return _SURE if lead >= SURE else round(0.5 + 0.5 * lead / (lead + 1.0), 2)


def _joined(buffer: str, at: int, end: int, joins: Sequence[Join]) -> str:
    pieces = []
    for join in joins:
        pieces.append(buffer[at : join.start] + join.glue)
        at = join.end
    pieces.append(buffer[at:end])
    return "".join(pieces)


def _case_of(index: int, candidates: list[Candidate], parents: list[int]) -> int:
    """The innermost case that holds the heading, -1 for the whole."""
    while index >= 0 and candidates[index].kind != "case":
        index = parents[index]
    return index


def _holds(above: int, index: int, candidates: list[Candidate], parents: list[int]) -> bool:
    """Whether `above` is the heading `index` or one over it in the same case: then a case under it ends nothing."""
    while index >= 0 and candidates[index].kind != "case":
        if index == above:
            return True
        index = parents[index]
    return False


def _behind(index: int, following: int, ends_case: bool, outline: Outline) -> Behind:
    """What the next heading says about the text before it."""
    if ends_case:
        return _NOTHING
    jump = outline.relations[following] in _JUMPS
    parents = outline.parents
    lone = outline.relations[index] == "opens" and parents[following] != index and parents[following] != parents[index]
    return Behind(jump, lone) if jump or lone else _NOTHING
