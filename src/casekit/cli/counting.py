"""Counts what documents hold, case by case and all together; nothing of a document is kept but numbers."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Any

from casekit.cli.selecting import body_of
from casekit.diagnostic import Diagnostic
from casekit.model import Document, Section, walk
from casekit.shapes import dataclass, field

DOUBTFUL = 0.55
"""A heading of less confidence is doubtful, as the rule of that name says."""
SEVERITIES = ("error", "warning", "info")


@dataclass(slots=True)
class CaseCount:
    """One case in numbers. `size` is the code points of titles and text, `texts` those under each heading; `depth` counts its levels."""

    source: str
    number: int
    title: str
    line: int
    size: int = 0
    depth: int = 0
    items: int = 0
    families: Counter[str] = field(default_factory=Counter)
    levels: Counter[tuple[str, int]] = field(default_factory=Counter)
    texts: list[int] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    findings: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    @property
    def headings(self) -> int:
        """How many headings there are, items left out."""
        return len(self.confidences)

    def grave(self, severity: str) -> int:
        """How many findings are of that severity."""
        return sum(count for (_, _, grade), count in self.findings.items() if grade == severity)

    def value(self) -> dict[str, Any]:
        """The numbers as JSON has them."""
        return {
            "source": self.source,
            "case": self.number,
            "title": self.title,
            "line": self.line,
            "characters": self.size,
            "headings": self.headings,
            "items": self.items,
            "depth": self.depth,
            "longest_text": max(self.texts, default=0),
            "confidence": _sure(self.confidences),
            "families": dict(_most(self.families)),
            "findings": {code: count for (code, _, _), count in _most(self.findings)},
        }


def count_cases(document: Document, findings: Sequence[Diagnostic]) -> list[CaseCount]:
    """Every case of a document; a finding before the first is counted with the first."""
    cases = document.cases()
    counts = [_count(document, case, number) for number, case in enumerate(cases, document.part or 1)]
    starts = [case.leaf[0] for case in cases]
    for finding in findings:
        at = max(bisect_right(starts, finding.start) - 1, 0)
        counts[at].findings[finding.code, finding.name, finding.severity.value] += 1
    return counts


def _count(document: Document, case: Section, number: int) -> CaseCount:
    title = case.title or next((block.text for block in document.root.blocks if block.kind == "title"), "")
    found = CaseCount(document.origin.path, number, title, case.line or 1)
    base = case.level
    for section in walk(case):
        size = body_of(section)
        found.size += len(section.title) + size
        if section.kind == "item":
            found.items += 1
        elif section.kind != "root":
            found.texts.append(size)
            found.confidences.append(section.confidence)
            found.depth = max(found.depth, section.level - base + (base > 0))
            family = section.family or section.kind
            found.families[family] += 1
            found.levels[family, section.level] += 1
    return found


class Corpus:
    """All cases together."""

    def __init__(self) -> None:
        self.sources = 0
        self.sizes: list[int] = []
        self.depths: Counter[int] = Counter()
        self.items = 0
        self.headings = 0
        self.longest = 0
        self.least = 1.0
        self.confidence = 0.0
        self.doubtful = 0
        self.families: Counter[str] = Counter()
        self.levels: Counter[tuple[str, int]] = Counter()
        self.findings: Counter[tuple[str, str, str]] = Counter()

    def add(self, cases: Sequence[CaseCount]) -> None:
        """Count the cases of one more source."""
        self.sources += 1
        for case in cases:
            self.sizes.append(case.size)
            self.depths[case.depth] += 1
            self.items += case.items
            self.headings += case.headings
            self.longest = max(self.longest, *case.texts, 0)
            self.confidence += sum(case.confidences)
            self.least = min(self.least, *case.confidences, 1.0)
            self.doubtful += sum(confidence < DOUBTFUL for confidence in case.confidences)
            self.families.update(case.families)
            self.levels.update(case.levels)
            self.findings.update(case.findings)

    @property
    def mean(self) -> float:
        """The mean confidence; 1 where there is no heading."""
        return self.confidence / self.headings if self.headings else 1.0

    def quantiles(self) -> dict[str, int]:
        """The sizes of cases: the least, those below which half and nine tenths are, the most."""
        sizes = sorted(self.sizes) or [0]
        last = len(sizes) - 1
        return {"least": sizes[0], "median": sizes[last // 2], "p90": sizes[last * 9 // 10], "most": sizes[-1], "total": sum(sizes)}

    def family_levels(self, family: str) -> list[tuple[int, int]]:
        """The levels on which a family stands, the usual first, and how often."""
        found = [(level, count) for (one, level), count in self.levels.items() if one == family]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def value(self) -> dict[str, Any]:
        """The numbers as JSON has them."""
        return {
            "sources": self.sources,
            "cases": len(self.sizes),
            "headings": self.headings,
            "items": self.items,
            "characters": self.quantiles(),
            "longest_text": self.longest,
            "depths": {str(depth): count for depth, count in sorted(self.depths.items())},
            "confidence": {"mean": round(self.mean, 3), "least": round(self.least, 3), "doubtful": self.doubtful},
            "families": [
                {"family": family, "count": count, "levels": {str(level): number for level, number in self.family_levels(family)}}
                for family, count in _most(self.families)
            ],
            "findings": [
                {"code": code, "name": name, "severity": severity, "count": count} for (code, name, severity), count in _most(self.findings)
            ],
        }


def _sure(confidences: Sequence[float]) -> dict[str, Any]:
    mean = sum(confidences) / len(confidences) if confidences else 1.0
    doubtful = sum(confidence < DOUBTFUL for confidence in confidences)
    return {"mean": round(mean, 3), "least": round(min(confidences, default=1.0), 3), "doubtful": doubtful}


def _most(counter: "Counter[Any]") -> list[tuple[Any, int]]:
    """The most frequent first, equals in order of their names."""
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
