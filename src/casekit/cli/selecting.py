"""Which headings of a document are shown: of which case, how deep, and what is hidden below each."""

from bisect import bisect_right
from typing import Any

from casekit.cli.language import wrong
from casekit.diagnostic import Diagnostic
from casekit.errors import ConfigError
from casekit.model import Block, Document, Section, walk
from casekit.shapes import dataclass, field


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: items and lead-ins, levels down to `depth` (0 for all), one case by number or title ("" for all)."""

    items: bool = False
    leads: bool = True
    depth: int = 0
    case: str = ""


@dataclass(slots=True)
class Chosen:
    """The headings that are shown, in source order.

    `rows` are those of the flat outline, parents counted among the shown; `hidden` says how many headings below each are left out.
    `whole` is False where a case was asked for; then `findings` are those inside it.
    """

    sections: list[Section]
    rows: list[dict[str, Any]]
    hidden: list[int]
    findings: list[Diagnostic]
    whole: bool
    root: Section
    ends: dict[int, int] = field(default_factory=dict)

    def span(self, section: Section) -> tuple[int, int]:
        """From the heading's first sign to behind the last leaf below it."""
        self.ends = self.ends or _ends(self.root)
        return section.leaf[0], self.ends[id(section)]


def choose(document: Document, findings: list[Diagnostic], choice: Choice, name: str) -> Chosen:
    """What is shown of `document`. Raises ConfigError where it has no such case."""
    rows = document.outline(choice.items, choice.leads)
    sections = list(document.root.headings(choice.items, choice.leads))
    inside: set[int] | None = None
    if choice.case:
        cases = _cases(document, choice.case, name)
        inside = {id(section) for case in cases for section in walk(case)}
        ends = _ends(document.root)
        spans = [(case.leaf[0], ends[id(case)]) for case in cases if case is not document.root]
        findings = _inside(findings, spans) if spans else findings
    shown: list[int] = []
    places: dict[int, int] = {-1: -1}
    hidden: list[int] = []
    for at, (section, row) in enumerate(zip(sections, rows, strict=True)):
        parent = places.get(row["parent"], -1)
        if inside is not None and id(section) not in inside:
            continue
        if choice.depth and section.level > choice.depth:
            places[at] = parent
            if parent >= 0:
                hidden[parent] += 1
            continue
        places[at] = len(shown)
        shown.append(at)
        hidden.append(0)
        row["parent"] = parent
    return Chosen([sections[at] for at in shown], [rows[at] for at in shown], hidden, findings, not choice.case, document.root)


def body_of(section: Section) -> int:
    """How many code points of text stand directly under a heading, page furniture left out."""
    return sum(len(child.text) for child in section.children if isinstance(child, Block) and child.kind != "furniture")


def _inside(findings: list[Diagnostic], spans: list[tuple[int, int]]) -> list[Diagnostic]:
    """The findings that begin in one of `spans`, which rise, and may lie in each other."""
    outer: list[tuple[int, int]] = []
    for span in spans:
        if not outer or span[0] >= outer[-1][1]:
            outer.append(span)
    starts = [start for start, _ in outer]
    places = ((bisect_right(starts, finding.start) - 1, finding) for finding in findings)
    return [finding for at, finding in places if at >= 0 and finding.start < outer[at][1]]


def _cases(document: Document, wanted: str, name: str) -> list[Section]:
    """The case of a number, or those of a title: the very one, else all that hold the words."""
    cases = document.cases()
    if wanted.isdecimal() and len(wanted) < 10:
        at = int(wanted)
        found = cases[at - 1 : at] if at else []
    else:
        every = [section for section in walk(document.root) if section.kind == "case"]
        found = [case for case in every if wanted in (case.title, case.marker, case.marker + case.title)]
        found = found or [case for case in every if wanted in case.title]
    if not found:
        raise wrong(ConfigError, "no-such-case", name=name, case=wanted, count=len(cases))
    return found


def _ends(root: Section) -> dict[int, int]:
    """Where every section ends: behind the last leaf below it."""
    ends: dict[int, int] = {}
    for section in reversed(list(walk(root))):
        end = section.leaf[1]
        for child in section.children:
            end = max(end, child.end if isinstance(child, Block) else ends[id(child)])
        ends[id(section)] = end
    return ends
