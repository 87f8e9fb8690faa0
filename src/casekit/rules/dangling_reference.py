"""A text of articles refers to one of its own that does not exist: 本办法第二十条 where there are twelve.

Articles were struck or numbered anew, and the reference was left as it was. Looked at are references that name the text itself
(本法第九条) or follow a word that leads to a place in it (见第三节, 依照第九条), outside quotation marks, in a text whose articles
or chapters begin with the first. A number inside a gap is numbering-gap's to tell, one behind the end of a text that is cut off
truncated-end's.

Bad:
    第一条 为了管好水渠，制定本办法。
    第二条 用水先登记。
    第三条 早晚轮流放水。
    第四条 违反本办法第七条规定的，停水一天。

Good:
    第一条 为了管好水渠，制定本办法。
    第二条 用水先登记。
    第三条 早晚轮流放水，法律另有规定的，依照《水渠法》第七十条办理。
    第四条 违反本办法第二条、第三条规定的，停水一天。
"""

from collections.abc import Iterator
from typing import Final

from casekit import numerals
from casekit.diagnostic import Severity
from casekit.model import Section, walk
from casekit.patterns import lazy
from casekit.rules import truncated_end
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.passages import PROSE, Passage
from casekit.rules.signs import ORDINAL
from casekit.shapes import dataclass, field

_ZH = (
    "条文引用了本文件中不存在的条款：只有十二条，却写“本办法第二十条”。多因删改条文、重新编号而没有更新引用。只看点明本文件的引用（"
    "“本法第九条”），或在“见”“依照”“违反”等词之后的引用（“见第三节”），引号之内不算；条或章须从第一开始。落在编号缺口中的、"
    "被截断的文本之后的，由 numbering-gap、truncated-end 报告。"
)
_NUM: Final = "[0-9０-９一二三四五六七八九十百千零〇○两]{1,9}"
_ONE = f"第\\s?(?P<number>{_NUM})\\s?(?P<unit>[条章节])(?:之(?P<sub>[一二三四五六七八九十]{{1,2}}))?"
_BEHIND = f"(?:第\\s?{_NUM}\\s?款)?(?:第?\\s?[（(]?{_NUM}[)）]?\\s?项)?"
_LEAD: Final = lazy(
    "[“”]|(?:本(?:法|条例|办法|规定|细则|规则|章程|制度|合同|协议|决定|解释|规程|准则|标准|通则|方案|意见)|详见|参见|见|依照|按照|根据|依据|违反|适用|执行)"
    f"(?=第\\s?{_NUM}\\s?[条章节])"
)
_TARGET: Final = lazy(f"第\\s?{_NUM}\\s?[条章节]")
_FIRST: Final = lazy(_ONE + _BEHIND)
_NEXT: Final = lazy(f"(?:[、，,]|和|及|与|或者?|以及|至|到|[—–~～-]){_ONE}{_BEHIND}")
_FAMILIES: Final = {"条": "article", "章": "chapter", "节": "section"}
_UNITS: Final = frozenset(_FAMILIES.values())
_LEAST: Final = {"条": 3, "章": 2, "节": 2}
"""A text is judged from so many articles, chapters or sections on."""
_CHAIN: Final = 40
"""One reference names at most so many articles."""


@dataclass(slots=True)
class _Units:
    """The articles, chapters and sections of one case: the highest number of each and the numbers with a 之一."""

    highest: dict[str, int] = field(default_factory=dict)
    subs: set[tuple[str, int, int]] = field(default_factory=set)


def _look(reading: Reading) -> Iterator[Finding]:
    if not any(section.family in _UNITS for section in reading.sections) or not _LEAD.search(reading.text):
        return
    cases = reading.document.cases()
    units = [_units(case) for case in cases]
    if not any(one.highest for one in units):
        return
    cut: set[int] | None = None
    at = -1
    known: set[tuple[int, str, int, int]] = set()
    for place in reading.signs.holding(ORDINAL):
        passage = reading.passages[place]
        while at + 1 < len(cases) and (cases[at + 1] is reading.root or _place(passage) >= cases[at + 1].start):
            at += 1
        if at < 0 or not units[at].highest or passage.kind not in PROSE or not _TARGET.search(passage.text):
            continue
        for start, end, unit, number, sub in _references(passage.text):
            if _exists(units[at], unit, number, sub) or (at, unit, number, sub) in known:
                continue
            known.add((at, unit, number, sub))
            cut = _cut(reading, cases) if cut is None else cut
            if at in cut:
                continue
            words = quote(passage.text[start:end])
            highest = units[at].highest[unit]
            yield Finding(
                passage.offset(start),
                passage.end(end),
                f'"{words}" does not exist: the last is 第{highest}{unit}; correct the reference',
                f"“{words}”不存在：最后为第{highest}{unit}；请更正引用",
            )


def _units(case: Section) -> _Units:
    found = _Units()
    rows = [section for section in walk(case) if section.family in _UNITS and section.number is not None]
    for unit, family in _FAMILIES.items() if rows else ():
        sections = [section for section in rows if section.family == family]
        numbers = {section.number or 0 for section in sections}
        if len(numbers) >= _LEAST[unit] and min(numbers) <= 1:
            found.highest[unit] = max(numbers)
            found.subs |= {(unit, section.number or 0, section.sub) for section in sections if section.sub is not None}
    return found


def _exists(units: _Units, unit: str, number: int, sub: int) -> bool:
    if unit not in units.highest:
        return True
    return number <= units.highest[unit] and (not sub or (unit, number, sub) in units.subs)


def _references(text: str) -> Iterator[tuple[int, int, str, int, int]]:
    """Range, unit, number and sub-number (0 for none) of every reference to the text itself."""
    quoted = False
    for lead in _LEAD.finditer(text):
        if lead.group() in "“”":
            quoted = lead.group() == "“"
            continue
        if quoted:
            continue
        match = _FIRST.match(text, lead.end())
        for _ in range(_CHAIN):
            if match is None:
                break
            number = numerals.read(match["number"])
            sub = numerals.read(match["sub"]) if match["sub"] else 0
            if number:
                yield match.start("number") - 1, match.end("sub") if match["sub"] else match.end("unit"), match["unit"], number, sub or 0
            match = _NEXT.match(text, match.end())


def _cut(reading: Reading, cases: list[Section]) -> set[int]:
    """The cases that end in mid-sentence."""
    places = [row.start for row in truncated_end.RULE.look(reading)]
    found: set[int] = set()
    for at, case in enumerate(cases):
        end = cases[at + 1].start if at + 1 < len(cases) else None
        if any(place >= case.start and (end is None or place < end) for place in places):
            found.add(at)
    return found


def _place(passage: Passage) -> int:
    return passage.head.start if passage.head is not None else passage.offset(0)


RULE = Rule(
    "CK602",
    "dangling-reference",
    Severity.WARNING,
    "a reference to an article that does not exist",
    "引用的条款不存在",
    __doc__ or "",
    _look,
    why_zh=_ZH,
)
