"""The outline as a tree for people: line numbers at the left, findings where they belong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casekit.cli.cells import clean, cut, width
from casekit.cli.report import SEVERITY_STYLES, Painter, Report
from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Section

EXCERPT = 40
"""Columns of the text that stands for a missing title."""

_MARKER_STYLES = ("bold cyan", "bold green", "bold yellow", "bold blue", "bold magenta")
Part = tuple[str, str]
"""Text, already clean, and its style."""


@dataclass(slots=True)
class Tree:
    """How to draw: which headings, how wide (0 for no limit), in what colours and language."""

    report: Report
    painter: Painter
    items: bool = False
    leads: bool = True
    columns: int = 0

    def draw(self, document: Document, findings: Sequence[Diagnostic]) -> Iterator[str]:
        """One document as lines without their end."""
        sections = list(document.root.headings(self.items, self.leads))
        parents = [row["parent"] for row in document.outline(self.items, self.leads)]
        yield self._head(document, len(sections), len(findings))
        last, leafless = _shape(parents)
        digits = len(str(max([section.line for section in sections] + [finding.line for finding in findings], default=0)))
        waiting = sorted(findings, key=lambda finding: finding.start, reverse=True)
        title = _title(document.root)
        if title is not None:
            yield self._line(title.line, digits, "", [(clean(title.text), "bold")])
        guides: list[str] = []
        # A finding belongs to the last heading that starts at or before it.
        starts = [section.leaf[0] for section in sections]
        yield from self._findings(waiting, starts[0] if starts else None, digits, "")
        for at, section in enumerate(sections):
            above = guides[parents[at]] if parents[at] >= 0 else ""
            guides.append(above + ("   " if last[at] else "│  "))
            yield self._line(section.line, digits, above + ("└─ " if last[at] else "├─ "), _label(section))
            below = guides[at] + ("   " if leafless[at] else "│  ")
            yield from self._findings(waiting, starts[at + 1] if at + 1 < len(starts) else None, digits, below)

    def _head(self, document: Document, headings: int, findings: int) -> str:
        facts = [self.report.say("headings", count=headings)]
        if findings:
            facts.append(self.report.say("findings", count=findings))
        origin = document.origin
        facts.append(clean(origin.format if origin.encoding == "unicode" else origin.encoding))
        if document.origin.replaced:
            facts.append(self.report.say("replaced", count=document.origin.replaced))
        return f"{self.painter(clean(document.origin.path), 'bold underline')}  {self.painter(', '.join(facts), 'dim')}"

    def _findings(self, waiting: list[Diagnostic], until: int | None, digits: int, guide: str) -> Iterator[str]:
        while waiting and (until is None or waiting[-1].start < until):
            finding = waiting.pop()
            style = SEVERITY_STYLES[finding.severity.value]
            word = self.report.say(f"{finding.severity.value}.severity")
            label = f"{word} {finding.code} {finding.name}:"
            yield self._line(finding.line, digits, guide, [(clean(label), style), (" " + clean(finding.text(self.report.lang)), "")])

    def _line(self, line: int, digits: int, guide: str, parts: Sequence[Part]) -> str:
        gutter = f"{line:>{digits}}  "
        left = self.columns - len(gutter) - len(guide)
        out = [self.painter(gutter, "dim"), self.painter(guide, "dim")]
        for text, style in parts:
            if self.columns:
                if left <= 0:
                    break
                text = cut(text, left)
                left -= width(text)
            out.append(self.painter(text, style))
        return "".join(out).rstrip()


def _shape(parents: Sequence[int]) -> tuple[list[bool], list[bool]]:
    """For every row, whether it is the last of its siblings and whether nothing hangs on it."""
    last = [False] * len(parents)
    seen: set[int] = set()
    for at in range(len(parents) - 1, -1, -1):
        last[at] = parents[at] not in seen
        seen.add(parents[at])
    return last, [at not in seen for at in range(len(parents))]


def _title(root: Section) -> Block | None:
    return next((block for block in root.blocks if block.kind == "title"), None)


def _label(section: Section) -> list[Part]:
    faint = " dim" if section.kind == "item" else " italic" if section.kind == "lead" else ""
    marker = (clean(section.marker), _MARKER_STYLES[(section.level - 1) % len(_MARKER_STYLES)])
    title = (clean(section.title), ("bold" if section.kind == "case" else "") + faint)
    if section.suffixed:
        return [title, marker]
    between = clean(section.separator).strip() or (" " if section.marker[-1:].isalnum() else "")
    parts = [marker, (between if section.marker and section.title else "", ""), title]
    if not section.title:
        text = next((child.text for child in section.children if isinstance(child, Block)), "")
        parts.append((" · " + cut(clean(text[: EXCERPT * 2]), EXCERPT) if text else "", "dim"))
    return parts
