"""How a regulation begins where all paragraph marks are lost: …储备粮管理办法第一章　总　则第一条　为加强….

Guarantees:
1. A candidate stands inside a line and touches the word before it, and the second article follows as a candidate. Where that begins a
   line, nothing but the title of a regulation stands before the candidate.
2. A first chapter has its title and the first article right behind it; a first article without one stands behind the title of a
   regulation, with a blank behind it or what the regulation is made for.
"""

from typing import Final

from casekit import numerals
from casekit.ladder import BLANK, BY_ID, Family
from casekit.ladder.atoms import ARABIC, HAN
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, in_line
from casekit.patterns import lazy

_ARTICLE: Final = BY_ID["article"]
_IS_ARTICLE: Final = lazy(_ARTICLE.pattern)
_TITLES: Final = f"[{BLANK}]{{0,8}}(?:[\u4e00-\u9fff、][{BLANK}]{{0,8}}){{2,40}}\\Z"
"""The title of a unit, or several units with their titles."""
_UNITS: Final = (("part", "[编編]"), ("chapter", "章"))
_BEGUN: Final = tuple([(BY_ID[unit], lazy(f"第[{BLANK}]?[一1１][{BLANK}]?{word}(?={_TITLES})")) for unit, word in _UNITS])
_NEAR: Final = 100
"""A first chapter stands so near before the first article, in code points."""
_REACH: Final = 3000
"""A first article is not longer with its provision, in code points."""
_NUMBER: Final = lazy(f"[{HAN}]+|[{ARABIC}]+")
_NAMED: Final = lazy(
    "(?:[\u4e00-\u9fff]{2,}(?<![本该此原新旧与和及])(?:[条條]例|[公契条]约|[办辦]法|[规規][定范範则則程]|制度|合同|[协協][议議]|章程"
    "|[守细細准準通导導][则則]|[标標][准準]|大[纲綱]|[须須]知)|通[过過]|[公发發][布佈]|修[正订訂]|批准|施行|印[发發])\\Z"
)
"""What a regulation is called, at the end of its title; or how it came to be, under it: …第二次会议通过."""
_NAME_MOST: Final = 24
_PROVIDES: Final = lazy(f"[{BLANK}]*+[\u4e00-\u9fff《“]")
_MADE_FOR: Final = lazy(f"[{BLANK}]+[\u4e00-\u9fff《“]|[为為](?![准準据據])|根据|根據|本")
_CITED: Final = lazy("(?:^|[。；，：！？])(?:依[照据據]?|按照?(?![揭摩劳勞])|根[据據]|[参參遵]照|凡是?)[^。；，：！？]{0,40}\\Z")
"""A regulation that a sentence speaks of: 依照取水合同第一条为…."""
_NO_TITLE: Final = frozenset("的在据按照依于见是由看读写翻和与及到从把将")
"""Behind one of these a sentence speaks of a chapter."""
_WORTH: Final = 2.5


def law_begun(lines: Lines, reader: Reader, found: list[Candidate], glued: list[Candidate]) -> list[Candidate]:
    """The first chapters and articles that touch a word inside lines; `found` begin lines, `glued` stand inside them."""
    articles = sorted([c for c in (*found, *glued) if c.family is _ARTICLE and c.number <= 2], key=_start)
    more: list[Candidate] = []
    before: Candidate | None = None
    for article in articles:
        if article.number == 2 and (before is None or before.number == 2 or before.glued):
            more += _begun(lines, reader, article, before)
        before = article
    known = {candidate.start for candidate in (*found, *glued)}
    return [candidate for candidate in more if candidate.start not in known]


def _begun(lines: Lines, reader: Reader, second: Candidate, before: Candidate | None) -> list[Candidate]:
    """The first chapter, or the first article that has none, before the article `second`; that article may be the one `before` it."""
    buffer = lines.buffer
    start = before.start if before is not None and before.number == 1 else _first(buffer, second, before.end if before is not None else 0)
    first = _IS_ARTICLE.match(buffer, start) if start >= 0 else None
    if first is None or not _PROVIDES.match(buffer, first.end()):
        return []
    row = lines.at(start)
    begin = max(lines.begin(row), start - _NEAR)
    above = buffer[begin:start]
    for family, pattern in _BEGUN:
        unit = pattern.search(above)
        if unit is not None:
            at = unit.start()
            touches = at and "\u4e00" <= above[at - 1] <= "\u9fff" and above[at - 1] not in _NO_TITLE
            touches = touches and (second.glued or _NAMED.fullmatch(above[:at]) is not None)
            return _taken(lines, reader, family, begin + at, begin + unit.end(), row) if touches else []
    named = _NAMED.search(above[-_NAME_MOST:]) if second.glued else _NAMED.fullmatch(above)
    if named is None or not _MADE_FOR.match(buffer, first.end()) or _CITED.search(above):
        return []
    return _taken(lines, reader, _ARTICLE, start, first.end(), row)


def _first(buffer: str, second: Candidate, behind: int) -> int:
    """Where the first article stands before the `second` one, -1 for nowhere."""
    number = _NUMBER.search(second.marker)
    if number is None:
        return -1
    marker = second.marker[: number.start()] + numerals.spell(1, number.group()[0]) + second.marker[number.end() :]
    return buffer.find(marker, max(behind, second.start - _REACH), second.start)


def _taken(lines: Lines, reader: Reader, family: Family, start: int, end: int, row: int) -> list[Candidate]:
    """The candidate whose marker is at `[start, end)`, in a list."""
    mark = reader.read(family, lines.buffer[start:end])
    if mark is None:
        return []
    candidate = in_line(lines, mark, start, end, row)
    candidate.weigh("inside-a-line", _WORTH - candidate.belief)
    candidate.glued = True
    return [candidate]


def _start(candidate: Candidate) -> int:
    return candidate.start
