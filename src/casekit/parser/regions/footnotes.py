"""Notes between the paragraphs of a page or under a table, whose numbers stand behind words of the text or in cells of the table above:
…连续三年收缩1。 and 1 等深线以…起算。 …故障率很高¹。 and 1 故障率按…计算。

Guarantees:
1. A region is one line that begins with a number; one that no table is above ends with 。 or another sign that closes a sentence.
2. They count from 1, and the sign of each stands in the text above it, behind a word of its own. There are at least two; a raised figure
   tells of one alone.
"""

from itertools import pairwise
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.regions.families import Families
from casekit.parser.scan import CLOSED, Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_BARE: Final = "arabic-blank"
_TOUCHING: Final = "arabic-bare"
_UNDER: Final = frozenset((_BARE, _TOUCHING, "arabic-half-parens", "arabic-dot", "arabic-comma", "arabic-parens"))
"""What the notes under a table may be numbered with."""
_LEAST: Final = 2
_REACH: Final = 3000
"""The sign of a note stands no more code points before it."""
_WORD: Final = lazy(
    "(?<![方预草提议])案|[”》）]|(?![表图式件案第例号为是达约近至到于类型题款共计有仅占超过得分在按取等减加乘除以比录卷册版篇章节条注])[\u4e00-\u9fff]"
)
"""What a sign stands behind: a word that numbers nothing, as 表 and 方案 do."""
_BEHIND: Final = frozenset("。，；、")
"""The clause ends behind it."""
_PARTS: Final = lazy("(?:[\u4e00-\u9fff]{1,10}[0-9]{1,2}[、和及与]){2,12}[\u4e00-\u9fff]{1,10}[0-9]{1,2}")
_FIGURE: Final = lazy("[0-9]+")
_PARTS_REACH: Final = 40
"""The parts before and behind one are named within so many code points."""
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FIGURES: Final = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_CELL: Final = lazy("[\u4e00-\u9fff）)%％℃](?P<number>[0-9]{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})[)）]?(?![^\\s（(])")
"""A cell of a table with the sign of a note at its end."""
_ROWS_MOST: Final = 60
"""A table is not looked through further."""


def footnotes(lines: Lines, families: Families, regions: list[Region]) -> list[Region]:
    """The notes of a text whose signs stand above them, given the `regions` found before, tables among them."""
    plain: list[Region] = []
    raised: list[Region] = []
    words: set[str] = set()
    number = figure = 0
    counted = False  # 任务1 and 任务2 are
    for candidate in families.among((_BARE, _TOUCHING)):
        family = candidate.family.id
        if candidate.glued or not candidate.traits & CLOSED:
            continue
        region = Region(candidate.line_start, candidate.line_end, "note")
        if candidate.number in (1, figure + 1) and _raised(lines, candidate):
            figure = candidate.number
            raised.append(region)
        elif family == _BARE and not counted:
            word = _signed(lines.buffer, candidate) if candidate.number in (1, number + 1) else ""
            counted = word in words
            if word:
                words.add(word)
                number = candidate.number
                plain.append(region)
    return (plain if len(plain) >= _LEAST and not counted else []) + raised + _under_tables(lines, families.all, regions)


def _signed(buffer: str, candidate: Candidate) -> str:
    """The last two characters before the sign of a note above its line, "" where there is none."""
    number = str(candidate.number)
    at = candidate.line_start
    first = max(at - _REACH, 2)
    while (at := buffer.rfind(number, first, at)) >= 0:
        if buffer[at + len(number)] in _BEHIND and _WORD.match(buffer, at - 1) and not _drawn(buffer, at, candidate.number):
            return buffer[at - 2 : at]
    return ""


def _drawn(buffer: str, at: int, number: int) -> bool:
    """Whether the number at a place is that of a part in a drawing: the parts are named one after the other, 种箱1、地轮2、开沟器3."""
    for named in _PARTS.finditer(buffer, max(at - _PARTS_REACH, 0), at + _PARTS_REACH):
        parts = list(map(int, _FIGURE.findall(named.group())))
        if number in parts and all(one + 1 == other for one, other in pairwise(parts)):
            return True
    return False


def _raised(lines: Lines, candidate: Candidate) -> bool:
    """Whether the number stands raised in a sentence above its line: not in 5 m², nor behind the name of an author."""
    buffer = lines.buffer
    sign = str(candidate.number).translate(_RAISED)
    at = candidate.line_start
    first = max(at - _REACH, 1)
    while (at := buffer.rfind(sign, first, at)) >= 0:
        alone = buffer[at - 1] not in _FIGURES and buffer[at + len(sign)] not in _FIGURES
        if alone and not buffer[at - 1].isascii():
            row = lines.at(at)
            if "。" in lines.texts[row]:
                return True
            at = lines.starts[row]  # nor does another on the line stand in a sentence
    return False


def _under_tables(lines: Lines, candidates: list[Candidate], regions: list[Region]) -> list[Region]:
    """The lines right under a table that count from 1 and whose numbers stand at the ends of its cells."""
    rows = {lines.at(region.start) for region in regions if region.kind == "table"}
    found: list[Region] = []
    run: list[Candidate] = []
    marks: set[int] = set()
    for candidate in candidates if rows else ():
        if candidate.family.id not in _UNDER or candidate.glued:
            continue
        if run and candidate.row == run[-1].row + 1 and candidate.number == run[-1].number + 1 and candidate.family is run[-1].family:
            run.append(candidate)
            continue
        found += _noted(run, marks)
        above = candidate.row - 1 if candidate.row and lines.texts[candidate.row - 1] else candidate.row - 2
        run = [candidate] if candidate.number == 1 and above in rows and candidate.row not in rows else []
        marks = _marks(lines, rows, above) if run else marks
    return found + _noted(run, marks)


def _marks(lines: Lines, rows: set[int], last: int) -> set[int]:
    """The numbers at the ends of cells in the rows of a table whose last one is given; none where two stand behind the same word."""
    words: dict[str, int] = {}
    row = last
    while row in rows and row > last - _ROWS_MOST:
        text = lines.texts[row]
        for match in _CELL.finditer(text):
            number = int(match["number"].translate(_LOWERED))
            if words.setdefault(text[max(match.start() - 1, 0) : match.start() + 1], number) != number:
                return set()
        row -= 1
    return set(words.values())


def _noted(run: list[Candidate], marks: set[int]) -> list[Region]:
    """The lines of a run, if all of them have their marks."""
    if len(run) < _LEAST or any(candidate.number not in marks for candidate in run):
        return []
    return [Region(candidate.line_start, candidate.line_end, "note") for candidate in run]
