"""The outline as a tree for people: line, length of text and what else is asked for at the left, findings where they belong."""

from collections.abc import Iterator, Sequence
from typing import Any

from casekit.cli.cells import clean, cut, width, wrap
from casekit.cli.report import SEVERITY_STYLES, Painter, Report
from casekit.cli.selecting import Chosen, body_of
from casekit.diagnostic import Diagnostic
from casekit.model import Block, Document, Section
from casekit.shapes import dataclass

EXCERPT = 40
"""Columns of the text that stands for a missing title."""
NARROW = 48
"""On fewer columns the length of the text is left out."""
LEAST = 12
"""Columns that a title gets at least, however deep it stands."""

WRAPPED = 16
"""A finding that has fewer columns is cut, not wrapped."""

_MARKER_STYLES = ("bold cyan", "bold green", "bold yellow", "bold blue", "bold magenta")
_LINES = {3: ("├─ ", "└─ ", "│  ", "   "), 2: ("├ ", "└ ", "│ ", "  "), 1: ("├", "└", "│", " ")}
_ASCII = {3: ("|- ", "`- ", "|  ", "   "), 2: ("| ", "` ", "| ", "  "), 1: ("|", "`", "|", " ")}
"""The branch to a child, to the last one, past a child, past the last one; by the columns they take."""
_SURE, _DOUBTFUL = 0.8, 0.55
"""Confidence from which on a heading is sure, and below which it is doubtful."""

Part = tuple[str, str]
"""Text, already clean, and its style."""


def takes_lines(stream: Any) -> bool:
    """Whether `stream` can show the lines of a tree."""
    try:
        "├─└│…".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeError, LookupError):
        return False
    return True


@dataclass(slots=True)
class Tree:
    """How to draw: with which columns, in signs of ASCII or not, how wide (0 for no limit), in what colours and language."""

    report: Report
    painter: Painter
    spans: bool = False
    confidence: bool = False
    ascii: bool = False
    columns: int = 0

    def draw(self, document: Document, chosen: Chosen) -> Iterator[str]:
        """One document as lines without their end."""
        sections, parents = chosen.sections, [row["parent"] for row in chosen.rows]
        yield self._head(document, len(sections), len(chosen.findings))
        last, leafless = _shape(parents)
        gutter = _Gutter(self, chosen)
        if sections or chosen.findings:
            yield self._line(gutter.head, "", [(self.report.say("outline.heading"), "dim")])
        waiting = sorted(chosen.findings, key=lambda finding: finding.start, reverse=True)
        title = title_of(document.root) if chosen.whole else None
        if title is not None:
            yield self._line(gutter.row(title.line), "", [(clean(title.text), "bold")])
        depths = _depths(parents)
        child, end, past, behind = (_ASCII if self.ascii else _LINES)[self._step(max(depths, default=0), gutter.width)]
        guides: list[str] = []
        # A finding belongs to the last heading that starts at or before it.
        starts = [section.leaf[0] for section in sections]
        yield from self._findings(waiting, starts[0] if starts else None, gutter, "")
        for at, section in enumerate(sections):
            above = guides[parents[at]] if parents[at] >= 0 else ""
            guides.append(above + (behind if last[at] else past))
            parts = label(section)
            if chosen.hidden[at]:
                parts.append((f"  +{chosen.hidden[at]}", "dim"))
            yield self._line(gutter.heading(section), above + (end if last[at] else child), parts)
            below = guides[at] + (behind if leafless[at] else past)
            yield from self._findings(waiting, starts[at + 1] if at + 1 < len(starts) else None, gutter, below)

    def _step(self, depth: int, taken: int) -> int:
        """How many columns a level takes: fewer where the deepest title would have less than half of the room."""
        room = (self.columns - taken) // 2
        return 3 if not self.columns or depth * 3 <= room else 2 if depth * 2 <= room else 1

    def _head(self, document: Document, headings: int, findings: int) -> str:
        facts = [self.report.say("headings", count=headings)]
        if findings:
            facts.append(self.report.say("findings", count=findings))
        origin = document.origin
        facts.append(clean(origin.format if origin.encoding == "unicode" else origin.encoding))
        if document.origin.replaced:
            facts.append(self.report.say("replaced", count=document.origin.replaced))
        path = clean(document.origin.path)
        if self.columns:
            path = self._tail(path, max(self.columns - 2 - width(", ".join(facts)), LEAST))
        return f"{self.painter(path, 'bold underline')}  {self.painter(', '.join(facts), 'dim')}"

    def _findings(self, waiting: list[Diagnostic], until: int | None, gutter: "_Gutter", guide: str) -> Iterator[str]:
        while waiting and (until is None or waiting[-1].start < until):
            finding = waiting.pop()
            style = SEVERITY_STYLES[finding.severity.value]
            word = self.report.say(f"{finding.severity.value}.severity")
            head = clean(f"{word} {finding.code} {finding.name}:")
            text = f"{head} {clean(finding.text(self.report.lang))}"
            room = self.columns - gutter.width - width(guide)
            first, *others = wrap(text, room, room - 2) if room >= WRAPPED else [text]
            named = len(head) if first.startswith(head) else len(first)
            yield self._line(gutter.row(finding.line), guide, [(first[:named], style), (first[named:], "")])
            for line in others:
                yield self._line(gutter.blank, guide, [(f"  {line}", "")])

    @property
    def _more(self) -> str:
        return "..." if self.ascii else "…"

    def _tail(self, text: str, columns: int) -> str:
        """The end of `text` that fits."""
        if width(text) <= columns:
            return text
        while text and width(text) + width(self._more) > columns:
            text = text[1:]
        return self._more + text

    def _line(self, gutter: Sequence[Part], guide: str, parts: Sequence[Part]) -> str:
        taken = sum(width(text) for text, _ in gutter)
        if self.columns:
            guide = self._tail(guide, max(self.columns - taken - LEAST, 0))
        left = self.columns - taken - width(guide)
        out = [self.painter(text, style) for text, style in gutter]
        out.append(self.painter(guide, "dim"))
        for text, style in parts:
            if self.columns:
                if left <= 0:
                    break
                text = cut(text, left, self._more)
                left -= width(text)
            out.append(self.painter(text, style))
        return "".join(out).rstrip()


class _Gutter:
    """The columns at the left: line, span, length of text, confidence; as wide as what stands in them."""

    def __init__(self, tree: Tree, chosen: Chosen) -> None:
        say = tree.report.say
        self.confidence = tree.confidence
        sections = chosen.sections
        lines = [section.line for section in sections] + [finding.line for finding in chosen.findings]
        self.cells: dict[int, list[Part]] = {id(section): [] for section in sections}
        names = [say("outline.line")]
        self.widths = [max(len(str(max(lines, default=0))), width(names[0]))]
        if tree.spans:
            self._add(say("outline.span"), names, {id(one): ("{}-{}".format(*chosen.span(one)), "dim") for one in sections})
        if not tree.columns or tree.columns >= NARROW:
            self._add(say("outline.body"), names, {id(one): (str(body_of(one) or ""), "dim") for one in sections})
        if tree.confidence:
            self._add(say("outline.confidence"), names, {id(one): _sure(one.confidence) for one in sections})
        self.width = sum(self.widths) + 2 * len(self.widths)
        self.blank: list[Part] = [(" " * self.width, "")]
        self.head = [(f"{' ' * (size - width(name))}{name}  ", "dim") for name, size in zip(names, self.widths, strict=True)]

    def _add(self, name: str, names: list[str], cells: dict[int, Part]) -> None:
        names.append(name)
        self.widths.append(max(width(name), max((len(text) for text, _ in cells.values()), default=0)))
        for key, cell in cells.items():
            self.cells[key].append(cell)

    def heading(self, section: Section) -> list[Part]:
        """The columns beside a heading."""
        return self._row([(str(section.line), "dim"), *self.cells[id(section)]])

    def row(self, line: int) -> list[Part]:
        """The columns beside what is no heading."""
        return self._row([(str(line), "dim"), *([("", "")] * (len(self.widths) - 1))])

    def _row(self, cells: list[Part]) -> list[Part]:
        return [(f"{text:>{size}}  ", style) for (text, style), size in zip(cells, self.widths, strict=True)]


def _sure(confidence: float) -> Part:
    style = "green" if confidence >= _SURE else "yellow" if confidence >= _DOUBTFUL else "bold red"
    return f"{confidence:.0%}", style


def _shape(parents: Sequence[int]) -> tuple[list[bool], list[bool]]:
    """For every row, whether it is the last of its siblings and whether nothing hangs on it."""
    last = [False] * len(parents)
    seen: set[int] = set()
    for at in range(len(parents) - 1, -1, -1):
        last[at] = parents[at] not in seen
        seen.add(parents[at])
    return last, [at not in seen for at in range(len(parents))]


def _depths(parents: Sequence[int]) -> list[int]:
    depths: list[int] = []
    for parent in parents:
        depths.append(depths[parent] + 1 if parent >= 0 else 1)
    return depths


def title_of(root: Section) -> Block | None:
    """The title of the text, where it has one."""
    return next((block for block in root.blocks if block.kind == "title"), None)


def label(section: Section, excerpt: int = EXCERPT) -> list[Part]:
    """Marker and title as they stand in the text; where there is no title, so many columns of the text instead."""
    faint = " dim" if section.kind == "item" else " italic" if section.kind == "lead" else ""
    marker = (clean(section.marker), _MARKER_STYLES[(section.level - 1) % len(_MARKER_STYLES)])
    title = (clean(section.title), ("bold" if section.kind == "case" else "") + faint)
    if section.suffixed:
        return [title, marker]
    between = clean(section.separator.strip()) or (" " if section.marker[-1:].isalnum() else "")
    parts = [marker, (between if section.marker and section.title else "", ""), title]
    if not section.title and excerpt:
        text = next((child.text for child in section.children if isinstance(child, Block)), "")
        parts.append((" · " + cut(clean(text[: excerpt * 2]), excerpt) if text else "", "dim"))
    return parts
