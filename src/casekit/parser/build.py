"""Candidates and their outline become the tree.

Guarantees:
1. The leaves are in source order, do not overlap, and every code point that no leaf covers is white space.
2. A section's parent is the one the outline chose; `level` is its depth.
3. Text that belongs to no heading is kept where it stands.
4. Every heading is made at once; the paragraphs under it are cut when they are asked for, and are the same whenever that is.
"""

from collections.abc import Sequence
from typing import Final

from casekit.model import Block, Document, Join, Section, Span
from casekit.parser.front import closing, opening
from casekit.parser.headline import NO_JOINS, headline
from casekit.parser.leads import NAMED, Leads, with_leads
from casekit.parser.lines import Lines
from casekit.parser.outline import SURE, Outline
from casekit.parser.points import add_points
from casekit.parser.scan import Candidate, leaf_start
from casekit.parser.setting import Setting, seam
from casekit.parser.titled import divide
from casekit.parser.weights import DOUBTFUL
from casekit.parser.wraps import Behind, paragraphs
from casekit.patterns import lazy
from casekit.source import Source

_JUMPS: Final = frozenset(("gap", "repeat", "restart", "backwards", "opens-late"))
_NOTHING: Final = Behind()
_BARE: Final = frozenset(("boundary", "styled"))
"""Headings without a number."""
_NAMES: Final = frozenset(("lenticular", "lead"))
"""Those of them that are names of parts, and open no text of its own."""
_BREAK: Final = lazy(r"(?<!\s)[^\S\n]*+\n\s*+")
_SURE: Final = 0.95
"""The confidence in a heading that has no other reading."""
_TITLE_LEAST: Final = 20
"""A title that is all there is in its case is prose if it is longer, in code points."""


def build(
    source: Source, lines: Lines, candidates: list[Candidate], outline: Outline, setting: Setting, begin: int = 0, before: int = 0
) -> Document:
    """The document of one text. Everything in it is counted from a place `begin` code points and `before` lines ahead of the text."""
    buffer, starts, raw = lines.buffer, lines.starts, lines.raw
    rows, size, parents, relations, costs = len(starts), len(buffer), outline.parents, outline.relations, outline.costs
    body = _Body(source, lines, setting, begin, before)
    cut, leads = body.cut, body.leads
    root = Section("root")
    sections = [root] * (len(candidates) + 1)  # the last, -1, is the whole
    index = _believed_from(0, parents)
    if index < 0:
        body.put_in_case(root, root, (0, size, 0, rows - 1), _NOTHING, opens_case=True, ends_case=True)
        divide(root)
        return Document(source.origin, root, source=source)
    ahead = candidates[index]
    body.put_in_case(root, root, (0, leaf_start(ahead), 0, ahead.row), _NOTHING, opens_case=True, ends_case=ahead.kind == "case")
    following = index
    while following >= 0:
        index = following
        candidate = ahead
        behind = _NOTHING
        following = _believed_from(index + 1, parents)
        if following >= 0:
            ahead = candidates[following]
            end = leaf_start(ahead)
            last = ahead.row if ahead.glued else ahead.row - 1
            ends_case = ahead.kind == "case" and not _holds(parents[following], index, candidates, parents)
            if ahead.kind != "case" and (relations[index] == "opens" or relations[following] in _JUMPS):
                behind = _behind(index, following, outline)
        else:
            end, last, ends_case = size, rows - 1, True
        parent = sections[parents[index]]
        section, at = _heading(source, candidate, end, setting, parent.level + 1, begin, before)
        section.judge(candidate.family.belief, candidate.notes, relations[index], costs[index])
        sections[index] = section
        parent.add(section)
        if at >= end:
            continue
        row, line_end = candidate.row, candidate.line_end
        if not at <= line_end == candidate.line_start + len(raw[row]):
            row = lines.at(at)
            line_end = starts[row] + len(raw[row])
        bare = candidate.kind in _BARE and candidate.family.id not in _NAMES
        opens_case = not section.run_in and (candidate.kind == "case" or (bare and parent is root))
        if opens_case or ends_case:
            owner = sections[_case_of(index, candidates, parents)] if ends_case else section
            body.put_in_case(section, owner, (at, end, row, last), behind, opens_case=opens_case, ends_case=ends_case)
            continue
        blank = at >= line_end or (buffer[at].isspace() and buffer[at:line_end].isspace())
        if blank and row + 1 < rows:  # nothing is left of the heading's line
            row += 1
            at = starts[row]
        if at >= end:
            continue
        if leads.may_stand(at, row, last):
            section.children = with_leads(body.placed((at, end, row, last), behind), section.level + 1)
        else:
            section.postpone(cut, (at, end, row, last), behind, begin, before)
    known: dict[float, float] = {}
    for index, lead in outline.leads.items():
        if parents[index] >= -1:
            confidence = known.get(lead, -1.0)
            if confidence < 0.0:
                confidence = known[lead] = _confidence(lead)
            sections[index].confidence = confidence
    divide(root)
    return Document(source.origin, root, source=source)


def _believed_from(index: int, parents: list[int]) -> int:
    """The next heading among the candidates from `index` on, -1 where there is none."""
    while index < len(parents):
        if parents[index] >= -1:
            return index
        index += 1
    return -1


class _Body:
    """The text under the headings, cut into blocks: at once where they may hold lead-ins, else when they are asked for."""

    def __init__(self, source: Source, lines: Lines, setting: Setting, begin: int, before: int) -> None:
        self.source = source
        self.lines = lines
        self.setting = setting
        self.begin = begin
        self.before = before
        self.leads = Leads(lines, setting.width > 0)

    def cut(self, text: Span, behind: Behind) -> list[Block]:
        """The blocks of a text, counted from its window."""
        start, end, row, last = text
        blocks = paragraphs(self.lines, start, end, row, last, self.setting, behind)
        add_points(self.lines.buffer, blocks)
        return blocks

    def placed(self, text: Span, behind: Behind) -> list[Block]:
        """The same in their place."""
        return self.moved(self.cut(text, behind))

    def moved(self, blocks: list[Block]) -> list[Block]:
        """Blocks of the window in their place."""
        for block in blocks:
            block.shift(self.begin, self.before)
        return blocks

    def put_in_case(self, section: Section, owner: Section, text: Span, behind: Behind, *, opens_case: bool, ends_case: bool) -> None:
        """Put a text at the beginning or the end of a case: front matter first, a sign-off to its `owner`, the case that it closes."""
        start, end, row, last = text
        buffer = self.lines.buffer
        if start >= end or (buffer[start].isspace() and buffer[start:end].isspace()):
            return
        if opens_case:
            made, start = opening(self.source, start, end, self.setting, titled=section.family in ("title", "styled"))
            alone = len(made) == 1 and start >= end and not section.marker
            if ends_case and alone and made[0].kind == "title" and len(made[0].text) > _TITLE_LEAST:
                made[0].kind = "paragraph"
            for block in with_leads(self.moved(made), section.level + 1) if made else ():
                section.add(block)
        stop, signed = closing(self.source, start, end, self.setting) if ends_case else (end, [])
        if start < stop:
            starts = self.lines.starts
            while row < last and starts[row + 1] <= start:
                row += 1
            while last > row and starts[last] >= stop:
                last -= 1
            rest = (start, stop, row, last)
            if self.leads.may_stand(start, row, last):
                for block in with_leads(self.placed(rest, behind), section.level + 1):
                    section.add(block)
            else:
                section.postpone(self.cut, rest, behind, self.begin, self.before)
        for block in self.moved(signed):
            owner.add(block)


def _heading(
    source: Source, candidate: Candidate, limit: int, setting: Setting, level: int, begin: int, before: int
) -> tuple[Section, int]:
    """The section of a heading without what stands under it, and where in its window the text behind the heading begins."""
    buffer, start, kind = source.buffer, candidate.start, candidate.kind
    number: int | None = candidate.number
    if kind in _BARE:
        kind, number = "lead", None
        line = buffer[start : min(candidate.line_end, limit)].rstrip()  # a marker inside the line may be a heading too
        leaf_end = start + len(line)
        title_start, title_end, body = candidate.end, min(candidate.title_start, leaf_end), -1
        if candidate.family.id == "lenticular" and title_end + 1 < leaf_end:  # 【案情】王某…
            behind = NAMED.match(buffer, candidate.sign, leaf_end)
            if behind is not None and behind.end() < leaf_end:
                body = behind.end()
                leaf_end = title_end + len(buffer[title_end:body].rstrip())
        joins = _breaks(buffer, start, title_end) if candidate.kind == "styled" or "\n" in line else NO_JOINS
    else:
        title_start, title_end, leaf_end, body, joins = headline(buffer, candidate, limit, setting)
        if kind == "container":
            kind = "heading"
        if candidate.family.id == "title":  # of a case that lost its marker
            number = None
    title = buffer[title_start:title_end]
    if joins:
        title = _joined(buffer, title_start, title_end, joins)
        for join in joins:
            join.line = source.line(join.end) + before
            join.start += begin
            join.end += begin
    separator = closing = ""
    if candidate.suffix:
        separator = buffer[title_end:start]
    else:
        if title_start != candidate.end:
            separator = buffer[candidate.end : title_start]
        if title_end != leaf_end:
            full_stop = leaf_end == title_end + 1 and ord(buffer[title_end]) == 0x3002
            closing = "。" if full_stop else buffer[title_end:leaf_end].strip()
            if candidate.sign >= 0 and buffer.startswith(3 * buffer[candidate.sign], candidate.sign):
                closing = closing.strip(buffer[candidate.sign])  # the rest of the rule that it stands in
    leaf = leaf_start(candidate)
    section = Section(
        kind,
        candidate.row + before + 1,
        (leaf if kind == "lead" else start) + begin,
        title_end + begin,
        candidate.marker,
        candidate.family.id,
        number,
        candidate.sub,
        separator,
        title,
        closing,
        level,
        body >= 0,
        (leaf + begin, leaf_end + begin),
        list(joins) if joins else None,
        _SURE,
    )
    return section, leaf_end if body < 0 else body


def _breaks(buffer: str, start: int, end: int) -> Sequence[Join]:
    """The line breaks inside a title."""
    return [
        Join(gap.start(), gap.end(), 0, seam(buffer[gap.start() - 1], buffer[gap.end()])) for gap in _BREAK.finditer(buffer, start, end)
    ]


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


def _behind(index: int, following: int, outline: Outline) -> Behind:
    """What the next heading says about the text before it."""
    jump = outline.relations[following] in _JUMPS
    parents = outline.parents
    lone = outline.relations[index] == "opens" and parents[following] != index and parents[following] != parents[index]
    return Behind(jump, lone) if jump or lone else _NOTHING
