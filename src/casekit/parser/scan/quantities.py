"""Numbers with a dot right before a quantity: 3.5个乡镇开通远程窗口 is 3. and a title that begins with 5个, where 3 is due. Those with
a comma before what has a number of its own: 1、12条线路只跑完9条 before 2、. And decimals before a word that may be a measure: 3.1年租金.

Guarantees:
1. A candidate is the number behind a neighbour of its series, or the first one with the second behind it, and stands at the beginning of a
   sentence; another reading of the same place stays beside it. A decimal has both neighbours, or closes a series of three at least.
2. A decimal is doubted as the number of a sentence only where no decimal of the text numbers a heading: 3.5波美度的卤水最好，淡了加盐。
3. A decimal before a comma is refused where no number of its own stands above it, nor text between it and its neighbour: 3.1,偏低.
"""

from bisect import bisect_left
from typing import Final

from casekit.ladder import BLANK, BY_ID
from casekit.ladder.atoms import MEASURE_WORDS, MEASURES, UNITS
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, at_line_start
from casekit.patterns import lazy

_DOTTED: Final = BY_ID["arabic-dot"]
_DOT: Final = 0x2E
_WIDE_DOT: Final = 0xFF0E
_LEAST: Final = 4
"""A number, a dot, a number and what it counts are so many code points at least."""
_UNITS: Final = "千[伏瓦米克安]|公[里斤顷分]|平方|立方|厘米|毫[米克升]|兆瓦"
_PARTED: Final = lazy(
    "([1-9][0-9]?[.．])[0-9]{1,4}(?:[.．][0-9]{1,2}[万亿]?)?"
    f"(?:(?P<measured>[元倍吨]|(?<=[.．][1-9]0)(?:{_UNITS}))|(?<=[1-9][0-9]0)(?:{_UNITS})|(?!{MEASURE_WORDS}|[万亿千百]*(?:个?百分点|[元倍吨])|[万亿％%度])[{MEASURES}册盏本项折席桌])"
    f"|([1-9][0-9]?[.．])[0-9]{{1,4}}(?:[.．][0-9]{{1,3}})?[{BLANK}]*[÷×*＋+－−-][^，。；：\\n=＝]{{1,40}}[=＝][{BLANK}（(）)_？?]*$"
    "|([1-9][0-9]?[.．])[0-9]{1,4}"
    f"(?:(?P<shared>[％%]|{UNITS}(?=[\u4e00-\u9fff])|[至到~～—–-][0-9]{{1,3}}(?![0-9.．]))"
    "|(?P<named>[:：][0-5][0-9](?![0-9])|[+＋×xX][0-9A-Z]|(?<=[0-9][05])后[\u4e00-\u9fff]|、[0-9]{2,4}(?![0-9.．])|(?<=[.．]1[12][0249])[\u4e00-\u9fff]))"
)
"""What is 3.5个乡镇 or 3.100项; 3.5万元 and 2.5个百分点 are measured rather than counted, and 3.5元 needs the numbers on both sides. A
decimal does not end in 0, 3.100公里, though one of two digits may be measured so, 3.20公里. Or a sum to do: 2.4.5－0.5＝. Shares and
ranges, 2.30%的货款, and times or names that begin with a number, 1.8:30集合, 3.95后, need the numbers on both sides too; a decimal may
be a share itself, so one of its series at least has no other reading.
"""
_DAY: Final = lazy("[1-9][0-2]?[.．](?:[12]?[0-9]|3[01])日")
_COUNTED: Final = 0
_MEASURED: Final = 1
_SHARED: Final = 2
_NAMED_SO: Final = 3
_COMMA: Final = BY_ID["arabic-comma"]
_NAMED: Final = lazy("(?P<marker>(?P<number>[1-9][0-9]?)、)(?P<own>[0-9]{1,3})[号楼题页条款栋班期]")
_DECIMAL: Final = BY_ID["decimal"]
_NOUN: Final = lazy("[1-9][0-9]?(?:[.．][1-9][0-9]?){1,3}(?=[\u4e00-\u9fff]{3})")
_DIGITS: Final = "123456789"
_DUN: Final = "、"
_UNDER: Final = 3
"""So few lines behind a number 1 a line is text under it."""
_GOES_ON: Final = frozenset("，,、：:（(")
_COLONS: Final = frozenset("：:")
_SENTENCE_END: Final = frozenset("。！？；!?;”）)")
_TITLE_MOST: Final = 24
"""The line before may be a heading, not longer than this (code points)."""
_TWO: Final = 2
"""A last decimal has so many before it."""
_CELL: Final = ","
_LONE: Final = 4.0
"""A sentence begins with a decimal that has no neighbour and nothing above it to count in."""
_STOPS: Final = frozenset("。；.;")


def refuse_cells(lines: Lines, candidates: list[Candidate], decimals: list[Candidate]) -> None:
    """Refuse the `decimals` before a comma that are readings, or cells of a table kept as text; all `candidates` stand in source order."""
    cells = [one for one in decimals if lines.buffer.startswith(_CELL, one.end)]
    if not cells:
        return
    heads = {one.path for one in candidates if one.family.prefix or one.family is _DECIMAL}
    rows: dict[tuple[int, ...], list[int]] = {}
    for one in decimals:
        rows.setdefault(one.path, []).append(one.row)
    for one in cells:
        beside = [rows[path] for step in (-1, 1) if (path := (*one.path[:-1], one.number + step)) in rows]
        if one.path[:-1] not in heads and not any(same[0] < one.row - 1 or same[-1] > one.row + 1 for same in beside):
            one.refused = "cell"


def doubt_lone_decimals(lines: Lines, candidates: list[Candidate], decimals: list[Candidate]) -> None:
    """Lower the belief in the `decimals` of a text, all of two parts, that touch sentences and neither count on nor have a parent."""
    buffer, texts = lines.buffer, lines.texts
    paths = {candidate.path for candidate in decimals}
    for whole, *parts in paths:
        if len(parts) != 1 or (whole, parts[0] + 1) in paths or (whole + 1, 1) in paths:
            return
    for candidate in decimals:
        text = texts[candidate.row]
        told = text[-1] in _STOPS and ("，" in text or "," in text)
        if not told or not "\u4e00" <= buffer[candidate.end : candidate.end + 1] <= "\u9fff":
            return
    first = decimals[0].row
    above = {candidate.number for candidate in candidates if candidate.row < first and len(candidate.path) == 1}
    for candidate in decimals:
        if not candidate.path[1] or candidate.path[0] not in above:
            candidate.weigh("measured-number", -_LONE)


def before_quantities(lines: Lines, reader: Reader, candidates: list[Candidate], taken: list[bool]) -> list[Candidate]:
    """The candidates of numbers that touch a quantity, given those found at the beginnings of lines, which are `taken`."""
    texts = lines.texts
    rows = [row for first in "123456789" for row in lines.by_first.get(first, ()) if _has_dot(texts[row])]
    if not rows:
        return []
    dotted = {candidate.row: candidate.number for candidate in candidates if candidate.family is _DOTTED}
    rows = sorted([row for row in rows if row not in dotted and _PARTED.match(texts[row])])
    if not rows:
        return []
    marked = taken[:]
    parted = {(candidate.path[0], candidate.number) for candidate in candidates if len(candidate.path) == 2}
    free: list[tuple[int, str, int, int]] = []
    for row in rows:
        match = _PARTED.match(texts[row])
        if match and _begins(texts, row, marked) and not _beside(parted, texts[row]):
            marker = match.group(1) or match.group(3) or match.group(4)
            kind = _MEASURED if match["measured"] else _SHARED if match["shared"] else _NAMED_SO if match["named"] else _COUNTED
            free.append((row, marker, int(marker[:-1]), kind))
            marked[row] = True
    days = [(number, row) for row, _, number, _ in free if _DAY.match(texts[row])]
    if len({number for number, _ in days}) < len(days):  # 2.14日 … 2.20日 … 3.1日 …
        none = {row for _, row in days}
        free = [one for one in free if one[0] not in none]
    for row, _, number, _ in free:
        dotted[row] = number
    ordered = sorted(dotted) if free else []
    kinds = {row: kind for row, _, _, kind in free}
    found: list[Candidate] = []
    for row, marker, number, kind in free:
        place = bisect_left(ordered, row)
        due = number > 1 and place > 0 and dotted[ordered[place - 1]] == number - 1
        if due and place > 1 and [dotted[at] for at in (ordered[place - 2], *ordered[place + 1 : place + 2])] == [number, number - 2]:
            continue  # 8. … 7. … 8.5分 … 6. …: what counts down
        if place + 1 < len(ordered) and dotted[ordered[place + 1]] == number:
            continue  # 1. … 2.5度… 2. …
        if place > 0 and dotted[ordered[place - 1]] == number:
            continue  # 1. … 1.5倍… 2. …
        goes_on = place + 1 < len(ordered) and dotted[ordered[place + 1]] == number + 1
        counts = (due or number == 1) and goes_on if kind or number == 1 else due
        if kind >= _SHARED and due and not goes_on and place > 1:  # 1.80后… 2.90后… 3.95后…
            counts = kinds.get(ordered[place - 1], 0) >= _SHARED and row - ordered[place - _TWO] == _TWO
        if kind == _SHARED and counts:
            counts = _has_another(ordered, dotted, kinds, place) and not _strays(ordered, dotted, kinds, place)
        mark = reader.read(_DOTTED, marker) if counts else None
        start = lines.begin(row)
        candidate = at_line_start(lines, mark, start, start + len(marker), row) if mark is not None else None
        if candidate is not None:
            found.append(candidate)
    return found


def _strays(ordered: list[int], dotted: dict[int, int], kinds: dict[int, int], place: int) -> bool:
    """Whether the number before a place is that of a share and stood before: 1. … 1.8%阿维菌素… before 2.5%高效氯氟氰菊酯…."""
    return place > 1 and kinds.get(ordered[place - 1]) == _SHARED and dotted[ordered[place - 2]] == dotted[ordered[place - 1]]


def _has_another(ordered: list[int], dotted: dict[int, int], kinds: dict[int, int], place: int) -> bool:
    """Whether a number that counts on to a place among the `ordered` lines, or from it, has one reading."""
    for step in (-1, 1):
        at = place
        while 0 <= at + step < len(ordered) and dotted[ordered[at + step]] == dotted[ordered[at]] + step:
            at += step
            if ordered[at] not in kinds:
                return True
    return False


def before_names(lines: Lines, reader: Reader, candidates: list[Candidate], taken: list[bool]) -> list[Candidate]:
    """The candidates of numbers with a comma before a number that counts or names something, on lines that are not `taken`.

    The number before it or, of the first, the second stands in its series; both where the two may be named together, 1、2号楼.
    """
    texts = lines.texts
    free: dict[int, tuple[str, int, bool]] = {}
    for first in "123456789":
        for row in lines.by_first.get(first, ()):
            if _DUN in texts[row][1:3] and not taken[row] and (match := _NAMED.match(texts[row])) and _announced(texts, row, taken):
                number = int(match["number"])
                free[row] = match["marker"], number, int(match["own"]) == number + 1
    if not free:
        return []
    counted = {candidate.row: candidate.number for candidate in candidates if candidate.family is _COMMA and not candidate.refused}
    counted.update((row, number) for row, (_, number, _) in free.items())
    ordered = sorted(counted)
    found: list[Candidate] = []
    before, at = -1, 0
    for row in sorted(free):
        marker, number, together = free[row]
        while ordered[at] < row:
            before = ordered[at] if ordered[at] in counted else before
            at += 1
        due = before >= 0 and counted[before] == number - 1
        if number == 1:  # not in the text under 1、搬迁
            due = before < 0 or counted[before] != 1 or row - before > _UNDER
        goes_on = at + 1 < len(ordered) and counted[ordered[at + 1]] == number + 1
        mark = reader.read(_COMMA, marker) if due and (goes_on or not (together or number == 1)) else None
        start = lines.begin(row)
        candidate = at_line_start(lines, mark, start, start + len(marker), row) if mark is not None else None
        if candidate is not None:
            found.append(candidate)
        else:
            del counted[row]  # 1、2号楼之间…: the one behind counts on from what stands before
    return found


def before_nouns(lines: Lines, reader: Reader, candidates: list[Candidate], taken: list[bool]) -> list[Candidate]:
    """The candidates of decimals that touch what may be a measure, on lines that are not `taken`: 3.1年租金 under 3 before 3.2.

    The number before it and the one behind it stand in its series; of a first one, the heading that holds it stands before it.
    """
    texts = lines.texts
    rows = [row for first in _DIGITS for row in lines.by_first.get(first, ()) if not taken[row] and _has_dot(texts[row])]
    free = [(row, match) for row in sorted(rows) if (match := _NOUN.match(texts[row])) is not None and _may_begin(texts, row, taken)]
    if not free:
        return []
    places: dict[tuple[int, ...], list[Candidate]] = {}
    heads: list[Candidate] = []
    for candidate in candidates:
        if candidate.family.id == "decimal" and not candidate.refused:
            places.setdefault(candidate.path[:-1], []).append(candidate)
        if not candidate.refused and candidate.kind != "case":
            heads.append(candidate)
    found: list[Candidate] = []
    last: dict[tuple[int, ...], Candidate] = {}
    for row, match in free:
        mark = reader.read(_DECIMAL, match.group())
        beside = places.get(mark.path[:-1]) if mark is not None else None
        if mark is None or beside is None:
            continue
        before = last.get(mark.path[:-1])
        ended = texts[row - 1][-1:] in _SENTENCE_END
        if not _between(row, mark.path, beside, before, heads) and not (ended and _closes(row, mark.path, beside, heads)):
            continue
        start = lines.begin(row)
        added = at_line_start(lines, mark, start, start + match.end(), row)
        if added is not None:
            found.append(added)
            last[added.path[:-1]] = added
    return found


def _between(row: int, path: tuple[int, ...], beside: list[Candidate], last: Candidate | None, heads: list[Candidate]) -> bool:
    """Whether the decimal `path` on a line is the one due between its neighbours among those `beside` it and the `last` one that was added,
    or the first below its head.
    """
    place = bisect_left(beside, row, key=_row)
    if place == len(beside) or beside[place].number != path[-1] + 1:
        return False
    if path[-1] > 1:
        before = beside[place - 1] if place else last
        if before is not None and last is not None and last.row > before.row:
            before = last
        return before is not None and before.number == path[-1] - 1
    above = bisect_left(heads, row, key=_row) - 1
    return above >= 0 and (heads[above].path in (path[:-1], path[-2:-1]) or heads[above].path[:-1] == (*path[:-2], path[-2] - 1))


def _closes(row: int, path: tuple[int, ...], beside: list[Candidate], heads: list[Candidate]) -> bool:
    """Whether the decimal `path` on a line counts on from two `beside` it, and the heading behind it is the one behind their head's:
    2.1 … 2.2 … 2.3人站在车厢后部… 3.
    """
    place = bisect_left(beside, row, key=_row)
    if place < _TWO or [one.number for one in beside[place - _TWO : place]] != [path[-1] - 2, path[-1] - 1]:
        return False
    behind = bisect_left(heads, row, key=_row)
    return behind < len(heads) and heads[behind].path == (*path[:-2], path[-2] + 1)


def _row(candidate: Candidate) -> int:
    return candidate.row


def _has_dot(text: str) -> bool:
    """Whether a dot stands behind one sign or two, and something behind it."""
    if len(text) < _LEAST:
        return False
    second, third = ord(text[1]), ord(text[2])
    return second in (_DOT, _WIDE_DOT) or third in (_DOT, _WIDE_DOT)


def _begins(texts: list[str], row: int, marked: list[bool]) -> bool:
    """Whether a sentence or a heading ends before the line."""
    before = texts[row - 1] if row else ""
    return not before or before[-1] in _SENTENCE_END or (marked[row - 1] and len(before) <= _TITLE_MOST)


def _may_begin(texts: list[str], row: int, marked: list[bool]) -> bool:
    """The same, or whether a title without a number may stand above."""
    above = texts[row - 1]
    return _begins(texts, row, marked) or (len(above) <= _TITLE_MOST and above[-1] not in _GOES_ON)


def _announced(texts: list[str], row: int, marked: list[bool]) -> bool:
    """The same, or whether a colon tells that a list follows."""
    return _begins(texts, row, marked) or texts[row - 1][-1] in _COLONS


def _beside(parted: set[tuple[int, int]], text: str) -> bool:
    """Whether the decimal that the line may begin with has a neighbour among the decimals `parted` of the text: 3.4 or 3.6 for 3.5."""
    whole, _, rest = text.replace("．", ".").partition(".")
    part = ""
    for sign in rest:
        if not sign.isdecimal():
            break
        part += sign
    return (int(whole), int(part) - 1) in parted or (int(whole), int(part) + 1) in parted
