"""The separators that GB/T 15834 asks for behind a number: 一、 1. A. 第一，. A finding speaks of all markers of one make."""

from collections.abc import Iterator

from casekit.diagnostic import Diagnostic
from casekit.fixes.edit import Edit
from casekit.model import Document, Section, walk

_HAN = frozenset("一二三四五六七八九十百〇零壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸")
_SEPARATORS = {"、": "、", ".": ".", "．": ".", "，": ",", ",": ",", "·": "·", "。": "。", "：": ":", ":": ":"}


def edits(document: Document, finding: Diagnostic) -> Iterator[Edit]:
    """The last sign of every marker of the family, where it is the one the finding is about."""
    sections = [section for section in walk(document.root) if section.marker and section.number is not None]
    first = next((section for section in sections if section.start == finding.start), None)
    if first is None or first.marker[-1] not in _SEPARATORS:
        return
    sign = _SEPARATORS[first.marker[-1]]
    for section in sections:
        if section.family == first.family and _SEPARATORS.get(section.marker[-1]) == sign:
            end = section.start + len(section.marker)
            yield Edit(end - 1, end, _wanted(section))


def _wanted(section: Section) -> str:
    if section.marker.startswith("第"):
        return "，"
    return "、" if section.marker.strip()[0] in _HAN else "."
