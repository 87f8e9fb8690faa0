"""A series with a gap, a repeat, a restart or a disorder is numbered anew, and what refers to its numbers goes along.

Unsafe: a gap may mean that a heading was lost, and then new numbers hide it. Left alone are series that cannot be renumbered whole: with
numbers such as 第五条之一 or 1.2, with decimals below them, and those of which the text names a number that is missing or stands twice.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from casekit import numerals
from casekit.diagnostic import Diagnostic
from casekit.fixes.edit import Edit
from casekit.ladder import BY_ID
from casekit.model import Document, Section, nodes
from casekit.shapes import dataclass

RULES = frozenset(("numbering-gap", "numbering-repeat", "numbering-order", "numbering-restart"))

_N = "0-9０-９一二三四五六七八九十百千零〇○两"
_NUMERAL = re.compile(f"[{_N}]+|[壹贰叁肆伍陆柒捌玖拾佰]+|[Ⅰ-Ⅻⅰ-ⅻ]|[①-⓿❶-➓⑴-⒛㈠-㈩㉑-㊿]")
_LETTER = re.compile("[A-Za-z]")
_COMPOUND = frozenset(("decimal", "decimal-lookalike", "annex-decimal", "chapter-dash", "section-sign"))
_REFERENCE = re.compile(f"第([{_N}]{{1,12}})(条|章|节|编|篇)")
_LIST = re.compile(f"第[{_N}]{{1,12}}[、至到和—-][{_N}]{{1,12}}(条|章|节|编|篇)")
_POINT = re.compile(f"(?:(第[{_N}]{{1,12}}条)(?:第[{_N}]{{1,4}}款)?)?第[（(]([{_N}]{{1,12}})[)）]项")
_FOREIGN = re.compile("[》法例定则约程书见]$")
_OWN = re.compile("本(?:办法|条例|规定|细则|章程|制度|法|规则|意见|方案|合同|协议|公约|规程|守则|决定)$")
_BEFORE = 6
"""Code points before a reference that tell whose number it is."""


@dataclass(slots=True)
class _Series:
    """Headings counted together, and the number each should have."""

    sections: list[Section]
    numbers: list[int]
    parent: Section

    def mapping(self) -> dict[int, int] | None:
        """New numbers by old ones; None where an old one stands twice with different new ones."""
        table: dict[int, int] = {}
        for section, number in zip(self.sections, self.numbers, strict=True):
            if table.setdefault(section.number or 0, number) != number:
                return None
        return table


def repairs(document: Document, findings: Iterable[Diagnostic]) -> Iterator[tuple[list[str], list[Edit]]]:
    """For every series with defects, their names and the new numbers, in the markers and in the references to them."""
    flagged = {finding.start: finding.name for finding in findings if finding.name in RULES}
    source = document.source
    if not flagged or source is None:
        return
    for series in _series(document, flagged):
        markers = _markers(series)
        references = _references(document, source.text, series) if markers else None
        if markers and references is not None:
            yield [flagged[section.start] for section in series.sections if section.start in flagged], markers + references


def _series(document: Document, flagged: Container[int]) -> Iterator[_Series]:
    """The series that hold a flagged heading, each with the numbers that are due."""
    groups: dict[tuple[int, str, str], list[Section]] = {}
    parents: dict[tuple[int, str, str], Section] = {}
    stack: list[tuple[Section, int]] = [(document.root, -1)]
    while stack:
        parent, case = stack.pop()
        for section in parent.sections:
            if section.number is None:
                continue
            family = BY_ID.get(section.family)
            throughout = family is not None and family.runs_on
            words = "" if section.family in ("han-parens", "han-comma") else "".join(re.findall("[条章节编篇卷]", section.marker)[-1:])
            key = (case if throughout else parent.start if parent is not document.root else -1, section.family, words)
            groups.setdefault(key, []).append(section)
            parents.setdefault(key, parent)
        stack.extend((section, section.start if section.kind == "case" else case) for section in reversed(parent.sections))
    for key, sections in groups.items():
        sections.sort(key=lambda section: section.start)
        if any(section.start in flagged for section in sections) and not any(section.sub for section in sections):
            yield _Series(sections, _due(sections, flagged), parents[key])


def _due(sections: Sequence[Section], flagged: Container[int]) -> list[int]:
    numbers: list[int] = []
    for section in sections:
        own = section.number or 0
        if not numbers:
            numbers.append(1 if section.start in flagged else own)
        else:
            numbers.append(1 if own == 1 and section.start not in flagged else numbers[-1] + 1)
    return numbers


def _markers(series: _Series) -> list[Edit] | None:
    """The new numbers in the markers; None where one cannot be written."""
    changes: list[Edit] = []
    for section, number in zip(series.sections, series.numbers, strict=True):
        if section.number == number:
            continue
        if section.family in _COMPOUND or any(child.family in _COMPOUND for child in nodes(section) if isinstance(child, Section)):
            return None
        edit = _spelled(section.marker, section.number or 0, number, section.start)
        if edit is None:
            return None
        changes.append(edit)
    return changes


def _spelled(text: str, old: int, new: int, start: int) -> Edit | None:
    """The edit that puts `new` where `text` says `old`."""
    for found in _NUMERAL.finditer(text):
        if numerals.read(found[0]) == old:
            break
    else:
        found_letter = _LETTER.search(text)
        if found_letter is None or numerals.read_letter(found_letter[0]) != old:
            return None
        found = found_letter
    word = found[0]
    try:
        own = numerals.spell(new, like=word[0] if found.re is not _LETTER else ("A" if word.isupper() else "a"))
    except ValueError:
        return None
    if len(word) > 1 and word[0] in "0０":
        own = own.rjust(len(word), word[0])
    return Edit(start + found.start(), start + found.end(), own)


def _references(document: Document, text: str, series: _Series) -> list[Edit] | None:
    """The new numbers where the text refers to old ones; None where it cannot be told what a reference means."""
    word = _word(series)
    if not word:
        return _points(document, text, series) if series.sections[0].family == "han-parens" else []
    low, high = (series.sections[0].start, _end(document, series)) if series.parent.kind == "case" else (0, len(text))
    markers = {section.start for section in series.sections}
    table = series.mapping()
    moving = {section.number for section, number in zip(series.sections, series.numbers, strict=True) if section.number != number}
    touched = moving | {number for section, number in zip(series.sections, series.numbers, strict=True) if section.number != number}
    changes: list[Edit] = []
    for found in _LIST.finditer(text, low, high):
        if found[1] == word and _ours(text, found.start()):
            return None
    for found in _REFERENCE.finditer(text, low, high):
        old = numerals.read(found[1])
        if found[2] != word or found.start() in markers or old is None or not _ours(text, found.start()):
            continue
        if table is None or (old not in table and old in touched):
            return None
        if old in table and table[old] != old:
            edit = _spelled(found[0], old, table[old], found.start())
            if edit is None:
                return None
            changes.append(edit)
    return changes


def _word(series: _Series) -> str:
    found = re.search("第.*?([条章节编篇])", series.sections[0].marker)
    return found[1] if found else ""


def _end(document: Document, series: _Series) -> int:
    """Where the case that holds a series ends."""
    cases = [section.leaf[0] for section in document.cases() if section is not document.root]
    last = series.sections[-1].start
    return next((start for start in cases if start > last), len(document.source.text) if document.source else last)


def _ours(text: str, at: int) -> bool:
    """Whether a number refers to this text and not to another: 《…》第三条, 民法典第三条."""
    before = text[max(0, at - _BEFORE) : at]
    return _OWN.search(before) is not None or _FOREIGN.search(before) is None


def _points(document: Document, text: str, series: _Series) -> list[Edit] | None:
    """References to the points of an article: 第（三）项 inside it, 第五条第（三）项 anywhere."""
    parent = series.parent
    if not parent.marker.endswith("条"):
        return []
    table = series.mapping()
    inside = range(parent.start, max((child.leaf[1] if isinstance(child, Section) else child.end for child in nodes(parent)), default=0))
    changes: list[Edit] = []
    for found in _POINT.finditer(text):
        old = numerals.read(found[2])
        article = numerals.read(found[1][1:-1]) if found[1] else None
        if old is None or not (article == parent.number if found[1] else found.start() in inside) or not _ours(text, found.start()):
            continue
        if table is None or old not in table:
            return None
        if table[old] != old:
            edit = _spelled(found[2], old, table[old], found.start(2))
            if edit is None:
                return None
            changes.append(edit)
    return changes
