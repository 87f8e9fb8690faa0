"""Rows of tables that only their numbers and their place tell.

They stand behind a head 序号 项目 结果, behind a line such as 附：…一览表, or three alike in a row; or every cell has a line of its own.
Or they have two cells, 1、接口老化　　34处, and stand under the names of their columns or a table's title.

Guarantees:
1. A region is adjacent rows that begin with numbers, with the head before them; a title before them is no part of it.
2. Rows whose cells have a line each stand only behind a line 序号, with the names of the other columns under it.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.parser.lines import Lines, firsts
from casekit.parser.regions.families import Families
from casekit.parser.regions.serials import due_behind, marked_rows
from casekit.parser.regions.tables import adjacent
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
_HEAD: Final = lazy(
    f"(?:序号|编号|排名|名次|序次|条款号|项号|学号|工号|考号|座位号|房号|楼号|案号|No\\.?)(?:[{BLANK}]+[^\\s，。；：]{{1,16}}){{1,9}}"
)
_HEAD_FIRST: Final = firsts("序编排名条项学工考座房楼案N")
_HEAD_MOST: Final = 100
_ROW: Final = lazy(
    f"(?:(?P<number>[0-9０-９]{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:[.．](?P<sub>[0-9]{{1,2}}))*|合计|总计|小计)[{BLANK}]+\\S.*"
)
_ROW_MOST: Final = 160
_HAN_NUMBERS: Final = frozenset("一二三四五六七八九十")
_CAPTION: Final = lazy(
    f"(?:表[{BLANK}]?[0-9A-Z一二三四五六七八九十].*"
    "|[^。]*(?:一览表|名单|名册|汇总表|明细表?|统计表|清单|安排表|对照表|登记表|分工表|附表|花名册))[)）]?[:：]?"
)
_CAPTION_MOST: Final = 45
_CELLS: Final = lazy(f"[0-9０-９]{{1,3}}(?:[{BLANK}]+[^\\s。；]{{1,24}}){{2,9}}")
_FIELDS: Final = lazy("[0-9]{1,3}(?:,[^,，。；\\s]{1,24})+")
_FIGURE_FIELD: Final = lazy(",[0-9.]+(?:,|$)")
_GAP: Final = lazy(f"[{BLANK}]+")
_NUMBERS: Final = frozenset(("序号", "编号", "项次", "序次", "名次", "排名"))
_NUMBERS_MOST: Final = 2
_SUM: Final = lazy(f"[合总小]{_B}计[{BLANK}：:]+[^。]{{0,30}}[0-9]\\S{{0,4}}")
_CELL_MOST: Final = 40
"""A cell on a line of its own is not longer, in code points, nor a head than `_NAME_MOST`."""
_NAME_MOST: Final = 16
_COLUMNS_MOST: Final = 12
_SENTENCES: Final = frozenset("。；：，;:,")
_SPARE: Final = 2
"""So many lines more than it has columns a row may have, where the text of a cell goes on."""
_ANNEXED: Final = lazy(f"附{_B}[:：][^。；，]{{2,20}}")
_ANNEX_FIRST: Final = firsts("附")
_ANNEX_MOST: Final = 24
_ENTRY_MOST: Final = 24
_WIDE: Final = f"(?=[ \\t]{{2}}|[ \\t]?\u3000|\\t)[{BLANK}]++"
_NAMES: Final = lazy(f"[^\\s\\d，。；：、！？（(]{{1,12}}(?:[（(][^，。；：\\s]{{1,8}}[)）])?{_WIDE}[^\\s\\d，。；：、！？]{{1,12}}")
"""The names of two columns, wide blanks between."""
_FIGURED: Final = lazy(
    f"[^\\s。；]{{2,24}}(?: [^\\s。；]{{1,12}})?{_WIDE}[约近]?[0-9０-９][0-9０-９,.，．]{{0,12}}+[{BLANK}]?"
    "(?:[%％‰℃]|[A-Za-z/]{1,5}|[\u4e00-\u9fff/]{1,4})?"
)
"""A name and a figure."""
_FIGURED_MOST: Final = 60
_TABLE: Final = lazy(f"表[{BLANK}]?[0-9A-Z一二三四五六七八九十]{{1,3}}(?:[-.－—][0-9]{{1,2}})?[{BLANK}：:].{{1,40}}")
_ALIKE_LEAST: Final = 3
_CAPTIONED_LEAST: Final = 2
_HEAD_LINES: Final = 2
"""A table's title stands so many lines above its first row at most, that of its head among them."""
_TORN_LINES: Final = 8
"""A row whose cells are torn has so many lines at most, blank ones among them, and a title stands so near above the names."""
_NAMES_LINES: Final = 24
"""The same of the names of the columns."""
_LOOK: Final = 40
"""So many candidates before a table tell which heading is due behind it."""
_CELLS_LEAST: Final = 3
_STOPS: Final = frozenset("。；")
_VALUE: Final = lazy(f"[{BLANK}]*+[^：:。；]{{1,40}}[：:](?=(?P<figure>[^。]{{0,80}}[0-9]))?[^。]{{1,80}}。?$")
"""What is measured, and its value."""


def listings(lines: Lines, families: Families) -> list[Region]:
    """The rows of tables whose cells are parted by single blanks."""
    candidates = families.all
    return [
        *_headed(lines),
        *_stacked(lines, candidates),
        *(_counted(lines, families.of("arabic-blank"))),
        *_torn(lines, candidates),
        *_commas(lines, families.of("arabic-loose")),
        *(_codes(lines, candidates) if families.has("arabic-alone") else []),
        *_annexed(lines, candidates),
        *_figures(lines, candidates),
    ]


def _headed(lines: Lines) -> list[Region]:
    """A row of names that begins with 序号 or the like, and the rows under it that begin with a number; none is one of fewer cells over a
    sentence whose number falls back behind rows that count one by one, or is the first in Han numerals.
    """
    found: list[Region] = []
    for row in lines.beginning(_HEAD_FIRST, _HEAD_MOST):
        text = lines.texts[row]
        if not _HEAD.fullmatch(text):
            continue
        last = row
        tabbed = "\t" in text
        cells, number, part = len(text.split()), 0, 0
        counts, han, rows = True, False, 0
        for below in range(row + 1, len(lines.texts)):
            text = lines.texts[below]
            if text:
                following = _ROW.fullmatch(text) if len(text) <= _ROW_MOST else None
                if following is None or (tabbed and "\t" not in text):
                    break
                counted, sub = numerals.read(following["number"] or "") or 0, int(following["sub"] or 0)
                if sub and number and (counted != number or sub != part + 1) and len(text.split()) < cells:
                    break  # a heading behind the table: 2.3 月检查
                if counted and not sub and len(text.split()) < cells and _has_text(lines.texts, below):
                    falls = counts and rows > 1 and counted <= number
                    if falls or (rows and not han and text[0] in _HAN_NUMBERS):
                        break  # the next heading: 3 讨论, 三 考核办法
                rows += 1
                counts = counts and counted == rows
                han = han or text[0] in _HAN_NUMBERS
                number, part = counted or number, sub
            last = below if text else last
        if last > row:
            found.append(Region(lines.starts[row], lines.end(last), "table"))
    return found


def _has_text(texts: list[str], row: int) -> bool:
    """Whether a sentence stands under a line."""
    below = _below(texts, row)
    return below > 0 and not _STOPS.isdisjoint(texts[below]) and "，" in texts[below]


def _stacked(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """A line 序号, the names of the other columns on the next, and rows that begin with 1, 2 … and have each cell on a line too; a heading
    is no cell of the last one.
    """
    found: list[Region] = []
    texts = lines.texts
    marked: set[int] | None = None
    behind = 0
    for row in lines.beginning(_HEAD_FIRST, _NUMBERS_MOST):
        if texts[row] not in _NUMBERS or row < behind:
            continue
        first = row + 1
        while first < len(texts) and first - row <= _COLUMNS_MOST and _is_name(texts[first]):
            first += 1
        columns = first - row
        if columns < 2 or first >= len(texts) or numerals.read(texts[first]) != 1:
            continue
        at, number = first, 1
        while following := _next_row(texts, at, columns, number + 1):
            at, number = following, number + 1
        if number > 1:
            marked = marked_rows(candidates) if marked is None else marked
            due = due_behind(candidates, row)
            behind = at + 1
            while behind < min(at + columns, len(texts)) and 0 < len(texts[behind]) <= _CELL_MOST and texts[behind][-1] != "。":
                if behind in marked or behind in due:
                    break
                behind += 1
            found.append(Region(lines.starts[row], lines.end(behind - 1), "table"))
    return found


def _is_name(text: str) -> bool:
    """Whether a line can be the name of a column."""
    return 0 < len(text) <= _NAME_MOST and text[-1] not in _SENTENCES and not text[0].isdecimal()


def _next_row(texts: list[str], at: int, columns: int, number: int) -> int:
    """Where the row `number` begins behind the one at `at`, 0 for nowhere; a full row before one with cells left empty or run on."""
    places: tuple[int, ...] = (at + columns, *range(at + 2, at + columns), *range(at + columns + 1, at + columns + 1 + _SPARE))
    for place in places:
        if place < len(texts) and texts[place][:1].isdecimal() and numerals.read(texts[place]) == number:
            return place
    return 0


def _counted(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Adjacent lines whose bare numbers, the `candidates`, count on and that have equally many cells, or a table's title before them."""
    found: list[Region] = []
    run: list[Candidate] = []
    behind = 0
    for candidate in candidates:
        if candidate.glued:
            continue
        if run and (not adjacent(lines, run[-1].row, candidate.row) or candidate.number != run[-1].number + 1):
            _add(lines, found, run, behind)
            behind = run[-1].number
            run = []
        run.append(candidate)
    _add(lines, found, run, behind)
    return found


def _torn(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Rows with bare numbers that count from 1 in a table whose cells are torn over several lines, no sentence among them: a table's title,
    序号 among the names of the columns, 1 测点　　编号 字符型 20, 2 ….
    """
    found: list[Region] = []
    texts = lines.texts
    behind = 0
    for head in lines.beginning(_HEAD_FIRST, _NUMBERS_MOST):
        below = _below(texts, head)
        if head < behind or not (texts[head] in _NUMBERS or (texts[head] == "序" and below and texts[below] == "号")):
            continue
        above = [text for text in texts[max(head - _TORN_LINES, 0) : head] if text]
        if not any(text[0] == "表" and len(text) <= _CAPTION_MOST and _TABLE.fullmatch(text) for text in above):
            continue
        last, number = head, 0
        first = bisect_left(candidates, head, key=_row)
        due = next((one.number + 1 for one in reversed(candidates[max(first - _LOOK, 0) : first]) if one.family.id == "arabic-blank"), 0)
        for place in range(first, len(candidates)):
            candidate = candidates[place]
            if candidate.number == due and not _has_cells(texts, candidate.row):
                break  # the next heading
            reach = _NAMES_LINES if not number else _TORN_LINES
            counts = candidate.family.id == "arabic-blank" and candidate.number == number + 1 and not candidate.glued
            if not counts or candidate.row - last > reach or any(text[-1:] in _STOPS for text in texts[last : candidate.row + 1]):
                break
            last, number = candidate.row, number + 1
        if number >= _CAPTIONED_LEAST:
            found.append(Region(lines.starts[head], lines.end(last), "table"))
            behind = last + 1
    return found


def _has_cells(texts: list[str], row: int) -> bool:
    """Whether a line, or the one under it, has several cells."""
    return any(len(text.split()) > _CELLS_LEAST and text[-1] not in _STOPS for text in texts[row : row + _CELLS_LEAST] if text)


def _commas(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Lines with equally many half-width commas that count on, a field of theirs being a figure: 1,20220101,林一舟; `candidates` are
    numbers with loose delimiters.
    """
    found: list[Region] = []
    behind = 0
    for candidate in candidates:
        if candidate.delimiter != "," or candidate.glued or candidate.row < behind:
            continue
        last, figures = candidate.row, 0
        text = _as_written(lines, last)
        commas = text.count(",")
        while text.count(",") == commas and _FIELDS.fullmatch(text):
            figures += _FIGURE_FIELD.search(text) is not None
            last += 1
            text = _as_written(lines, last) if last < len(lines.texts) else ""
        if commas > 1 and last - candidate.row > 1 and figures * 2 >= last - candidate.row:
            found.append(Region(candidate.line_start, lines.end(last - 1), "table"))
        behind = last
    return found


def _as_written(lines: Lines, row: int) -> str:
    """A line with the stops that stand in the text."""
    return lines.written[lines.begin(row) : lines.text_end(row)]


def _codes(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Numbers alone on every second line with what each means under it, which begin with 0 or leap as no series does: 0 正常 … 127 …"""
    found: list[Region] = []
    run: list[Candidate] = []
    last = -1
    for candidate in candidates:
        row = candidate.row
        if candidate.family.id != "arabic-alone":
            if run and row == last + 1:  # a heading stands under the number of a page
                run = []
            continue
        if run and row != last + 2:
            _add_codes(lines, found, run)
            run = []
        run.append(candidate)
        last = row
    _add_codes(lines, found, run)
    return found


def _add_codes(lines: Lines, found: list[Region], run: list[Candidate]) -> None:
    """Take the run as a table where it is long enough and counts as codes do."""
    numbers = [candidate.number for candidate in run]
    if len(run) < _ALIKE_LEAST or sorted(set(numbers)) != numbers:
        return
    if not numbers[0] or any(other != one + 1 for one, other in pairwise(numbers)):
        found.append(Region(run[0].line_start, lines.end(min(run[-1].row + 1, len(lines.texts) - 1)), "table"))


def _latin(texts: list[str]) -> bool:
    """Whether rows without one Han character have three cells or more behind their number."""
    return all(text.isascii() and len(text.split()) > 3 for text in texts)


def _annexed(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Short rows with Arabic numbers from 1 on right under 附：…, which names what they list, up to a blank line, another 附 or the end."""
    found: list[Region] = []
    texts = lines.texts
    for row in lines.beginning(_ANNEX_FIRST, _ANNEX_MOST):
        if not _ANNEXED.fullmatch(texts[row]):
            continue
        first = last = bisect_left(candidates, row + 1, key=_row)
        while last < len(candidates) and _is_entry(texts, candidates[last], row, last - first + 1):
            last += 1
        behind = row + 1 + last - first
        if last - first < _CAPTIONED_LEAST or (behind < len(texts) and texts[behind] and texts[behind][0] != "附"):
            continue
        if candidates[first].family.id == "arabic-blank" or _CAPTION.fullmatch(texts[row]):
            found.append(Region(lines.starts[row + 1], lines.end(behind - 1), "table"))
    return found


def _figures(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Adjacent lines with a name and a figure each, the first with the number 1, under the names of two columns or a table's title."""
    found: list[Region] = []
    texts = lines.texts
    last = 0
    for candidate in candidates:
        row = candidate.row
        if candidate.number != 1 or candidate.glued or row <= last or len(texts[row]) > _FIGURED_MOST:
            continue
        above = row - 1 if texts[row - 1] else row - 2
        if above < 0 or len(texts[above]) > _FIGURED_MOST or not _is_figured(texts[row]):
            continue
        named = _NAMES.fullmatch(texts[above]) is not None
        if not named and not (texts[above][:1] == "表" and _TABLE.fullmatch(texts[above])):
            continue
        last = row
        while (below := _below(texts, last)) and _is_figured(texts[below]):
            last = below
        if last > row:
            found.append(Region(lines.starts[above if named else row], lines.end(last), "table"))
    return found


def _is_figured(text: str) -> bool:
    wide = len(text) <= _FIGURED_MOST and ("\u3000" in text or "\t" in text or "  " in text)
    return wide and _FIGURED.fullmatch(text) is not None


def _below(texts: list[str], row: int) -> int:
    """The line under the line `row`, one blank line left out; 0 for none."""
    below = row + 1 if row + 1 < len(texts) and texts[row + 1] else row + 2
    return below if below < len(texts) and texts[below] else 0


def _is_entry(texts: list[str], candidate: Candidate, row: int, number: int) -> bool:
    """Whether a candidate begins the short entry `number` of a list under the line `row`."""
    text = texts[candidate.row]
    fits = candidate.row == row + number and candidate.number == number and candidate.series == "arabic"
    return fits and len(text) <= _ENTRY_MOST and text[-1] not in _SENTENCES


def _row(candidate: Candidate) -> int:
    return candidate.row


def _summed(lines: Lines, row: int) -> bool:
    """Whether a sum stands under the rows: 合计 54000元."""
    text = lines.texts[row] if row < len(lines.texts) else ""
    return text[:1] in ("合", "总", "小") and _SUM.fullmatch(text) is not None


def _is_named(lines: Lines, run: list[Candidate]) -> bool:
    """Whether the rows of a `run` that begins again, 1 酸碱度：6.0～9.0, say a value each, and a table's title stands over them, with one
    line between at most.
    """
    first, texts = run[0].row, lines.texts
    above = [text for text in texts[max(first - 2 * _HEAD_LINES, 0) : first] if text][-_HEAD_LINES:]
    if len(run) < _ALIKE_LEAST or not any(text[:1] == "表" and len(text) <= _CAPTION_MOST and _TABLE.fullmatch(text) for text in above):
        return False
    values = [_VALUE.match(texts[candidate.row], candidate.end - candidate.line_start) for candidate in run]
    return all(values) and 2 * sum(1 for value in values if value and value["figure"]) >= len(values)


def _add(lines: Lines, found: list[Region], run: list[Candidate], behind: int) -> None:
    """Take a run as the rows of a table where they look so; `behind` is the last bare number before it."""
    if len(run) < _CAPTIONED_LEAST:
        return
    if behind > 1 and run[0].number == 1 and _is_named(lines, run):
        found.append(Region(run[0].line_start, lines.end(run[-1].row), "table"))
        return
    texts = [lines.texts[candidate.row] for candidate in run]
    first = run[0].row
    before = lines.texts[first - 1] or lines.texts[max(first - 2, 0)] if first else ""
    if len(before) <= _CAPTION_MOST and _CAPTION.fullmatch(before):
        columns = all(len(_GAP.findall(text)) >= 2 and text[-1] not in "。；" for text in texts)
    else:
        cells = {len(_GAP.findall(text)) for text in texts}
        columns = (
            (len(run) >= _ALIKE_LEAST or _latin(texts) or _summed(lines, run[-1].row + 1))
            and len(cells) == 1
            and all(_CELLS.fullmatch(text) for text in texts)
        )
    if columns:
        found.append(Region(lines.starts[first], lines.end(run[-1].row), "table"))
