"""Tables with each cell on a line of its own, told by the figures that come again in the same columns.

Guarantees:
1. A region is adjacent short lines that end no sentence: the names of the columns, which are no figures, and rows that have their
   figures in the same columns.
2. Where the only figures count the rows, as numbers alone on their lines divide an essay, a title of the table stands above its head or
   the first name is that of a count.
3. Every line is looked at a bounded number of times.
"""

from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.ladder.atoms import MEASURES
from casekit.parser.lines import Lines
from casekit.parser.regions.families import Families
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_FAMILIES: Final = frozenset(
    (
        "decimal",
        "annex-decimal",
        "arabic-alone",
        "number-alone",
        "number-padded",
        "arabic-blank",
        "arabic-bare",
        "arabic-loose",
        "arabic-dot",
        "arabic-comma",
        "arabic-parens",
    )
)
"""What figures and numbered cells are taken for."""
_DIGITS: Final = frozenset("0123456789０１２３４５６７８９")
_FIGURE_FIRST: Final = _DIGITS | frozenset("+＋-(（")
_MOST: Final = 20
"""A cell is not longer, in code points."""
_FIGURE: Final = lazy(
    "(?!(?:19|20)[0-9]{2}年度?$)"
    f"(?:[+＋-]?[0-9０-９][0-9０-９.,:+/~～—–-]*(?:[%％‰℃]|[A-Za-z/]{{1,5}}|[万亿千百]?[{MEASURES}]|分钟|小时|公里)?|[0-9０-９]{{1,2}}[.．、]|[（(][0-9０-９]{{1,2}}[)）])"
)
_NUMBERED: Final = lazy(f"[0-9０-９]{{1,2}}[{BLANK}]+[^\\s0-9]{{1,12}}")
"""A first cell with the number of its row: only under the title of a table."""
_NAMED: Final = lazy(f"[0-9０-９]{{1,2}}[{BLANK}]+[\u4e00-\u9fff].*")
"""The same with a name in Han: 5 min is a measure."""
_POINTED: Final = lazy("[0-9０-９]{1,2}[.．、](?![0-9]).+")
"""A name with a number and its delimiter: a first cell where figures stand in the others."""
_ALONE: Final = lazy("[0-9０-９]{1,2}[.．、]")
_ALONE_MOST: Final = 3
_FIGURE_NEAR: Final = 3
"""The first figure of a row stands in one of so many cells behind its name."""
_POINTED_WORTH: Final = 2
"""A row that begins so begins there: worth so many cells."""
_EMPTY: Final = frozenset(("-", "—", "－", "–", "/", "——", "无"))
_NO_CELL: Final = frozenset("。；？！")
_NO_CELL_LAST: Final = frozenset("：:，,")
_SURE: Final = 3.0
"""A line with a marker believed so much is a heading and no cell."""
_TITLE: Final = lazy(f"[续附]?表[{BLANK}]?[0-9A-Z一二三四五六七八九十].*|[^。，；：]{{2,40}}(?:表|名单|名册|清单)")
_TITLE_FIRST: Final = frozenset("表续附")
_TITLE_LAST: Final = frozenset("表单册")
_COUNT: Final = lazy("序号?|编号|名次|排[名序位]|[项周场批届轮座组期年层]次|.{1,3}号|[周轮届组]别")
"""The name of a column that counts the rows."""
_COLUMNS_MOST: Final = 9
_LONGEST: Final = 400
"""More lines are not looked at together."""
_PARTS: Final = 2
_LEAST: Final = 3
"""So many rows make a table; fewer where it has a title, or figures in several columns."""


def cells(lines: Lines, families: Families, others: list[Region]) -> list[Region]:
    """The tables of a text whose figures could be taken for markers, between the regions `others` that were found before."""
    texts = lines.texts
    found: list[Region] = []
    stops: set[int] | None = None
    behind = 0
    for candidate in families.all:
        row = candidate.row
        if len(texts[row]) > _MOST or row + 1 >= len(texts) or len(texts[row + 1]) > _MOST or row <= behind or candidate.glued:
            continue
        if candidate.family.id not in _FAMILIES or not _is_cell(texts[row + 1]) or not _is_cell(texts[row - 1]):
            continue
        if not _is_counted(texts[row]):
            continue
        if stops is None:
            stops = _stops(lines, families.all, others)
        if row in stops:
            continue
        first = last = row
        while first > max(behind, row - _LONGEST) and first - 1 not in stops and _is_cell(texts[first - 1]):
            first -= 1
        while last + 1 < min(len(texts), row + _LONGEST) and last + 1 not in stops and _is_cell(texts[last + 1]):
            last += 1
        behind = last + 1
        found += [Region(lines.starts[table[0]], lines.end(table[1] - 1), "table") for table in _tables(texts, first, behind)]
    return found


def _stops(lines: Lines, candidates: list[Candidate], others: list[Region]) -> set[int]:
    """The lines that are no cells: other regions, and those whose marker stands before a title, on the line below perhaps, or is sure."""
    stops: set[int] = set()
    last: dict[str, int] = {}
    for candidate in candidates:
        text = lines.texts[candidate.row]
        if len(text) <= _ALONE_MOST and _ALONE.fullmatch(text):
            if last.get(candidate.style) == candidate.number - 1 and _heads_text(lines.texts, candidate.row):
                stops.add(candidate.row)
            last[candidate.style] = candidate.number
        heading = not candidate.glued and (candidate.belief >= _SURE or text[:1] in _DIGITS) and not _is_counted(text)
        if heading and not _names_a_row(lines.texts, candidate.row):
            stops.add(candidate.row)
    for region in others:
        stops.update(range(lines.at(region.start), lines.at(region.end - 1) + 1))
    return stops


def _heads_text(texts: list[str], row: int) -> bool:
    """Whether a title and a sentence stand under a number alone on its line, as under those that count sections and no rows."""
    below = texts[row + 1 : row + 3]
    return len(below) > 1 and _is_cell(below[0]) and below[0][0] not in _FIGURE_FIRST and below[1].endswith("。")


def _names_a_row(texts: list[str], row: int) -> bool:
    """Whether a line with a number and its delimiter stands before a figure, or a unit and a figure, as the name of a row does:
    1.常住人口 / 万人 / 21.4.
    """
    for below in texts[row + 1 : row + 1 + _FIGURE_NEAR]:
        if not _is_cell(below) or _POINTED.fullmatch(below):
            return False
        if below[0] in _DIGITS and _FIGURE.fullmatch(below):
            return _is_cell(texts[row]) and _POINTED.fullmatch(texts[row]) is not None
    return False


def _is_cell(text: str) -> bool:
    return 0 < len(text) <= _MOST and _NO_CELL.isdisjoint(text) and text[-1] not in _NO_CELL_LAST


def _is_counted(text: str) -> bool:
    """Whether a line is a figure, or a number and a name."""
    return (
        len(text) <= _MOST and text[0] in _FIGURE_FIRST and (_FIGURE.fullmatch(text) is not None or _NUMBERED.fullmatch(text) is not None)
    )


def _tables(texts: list[str], first: int, behind: int) -> list[tuple[int, int]]:
    """The bounds of the tables among the lines `[first, behind)`."""
    titles = [row for row in range(max(first - 1, 0), behind) if _is_title(texts[row])]
    found: list[tuple[int, int]] = []
    for title, end in pairwise([-1, *titles, behind]):
        at = first if title < 0 else title + 1
        if title >= 0:
            signs = "".join([_sign(text, True) for text in texts[at:end]])
            heads = [(columns, 0) for columns in range(2, _COLUMNS_MOST)]
            if texts[title][0] in _TITLE_FIRST:
                heads += [(columns, -columns) for columns in range(2, _COLUMNS_MOST)]
            table = _best(texts, signs, at, heads, True)
            if table is not None:
                found.append(table)
                at = table[1]
        signs = "".join([_sign(text, False) for text in texts[at:end]])
        while (figure := signs.find("1")) >= 0:
            heads = [(columns, figure - column - columns) for columns in range(2, _COLUMNS_MOST) for column in range(columns)]
            table = _best(texts, signs, at, heads, False)
            if table is None:
                break
            found.append(table)
            signs = signs[table[1] - at :]
            at = table[1]
    return found


def _is_title(text: str) -> bool:
    return (text[:1] in _TITLE_FIRST or text[-1:] in _TITLE_LAST) and _TITLE.fullmatch(text) is not None


def _sign(text: str, titled: bool) -> str:
    """1 for a figure, 0 for a word, - for an empty cell, x for a name with a number where that is no cell."""
    if text in _EMPTY:
        return "-"
    if text[0] not in _FIGURE_FIRST:
        return "0"
    if _FIGURE.fullmatch(text):
        return "1"
    return "0" if not _NUMBERED.fullmatch(text) else "1" if titled else "x"


def _best(texts: list[str], signs: str, first: int, heads: list[tuple[int, int]], titled: bool) -> tuple[int, int] | None:
    """The bounds of the table that most lines are rows of; `heads` are how many columns it may have and where its head may begin.

    A head that would begin before the first line is none: the rows begin right under the title.
    """
    best: tuple[int, int] | None = None
    most = 0
    for columns, head in heads:
        names = signs[head : head + columns] if head >= 0 else ""
        if names != "0" * columns and not (titled and head == -columns):
            continue
        rows = _rows(signs, head + columns, columns)
        begin = first + head + columns
        covered = rows * columns + (head == 0)
        if rows and _POINTED.fullmatch(texts[begin]):
            covered += _POINTED_WORTH
        table = texts[max(begin - columns, first) : begin + columns * rows]
        if covered > most and rows >= _LEAST - (head >= 0) and _enough(table, signs[head + columns :], columns, rows, titled):
            most = covered
            names = _names_out(texts, signs, first, head + columns, head + columns * (rows + 1))
            best = first + max(head, 0), first + _end(names, head + columns, columns, rows)
    return best


def _names_out(texts: list[str], signs: str, first: int, at: int, behind: int) -> str:
    """The signs without the names with a number behind the rows `[at, behind)`, where no cell is one: 2　结果与分析 under a table."""
    if any(_NAMED.fullmatch(texts[first + place]) for place in range(at, behind)):
        return signs
    rest = ["x" if sign == "1" and _NAMED.fullmatch(texts[first + place]) else sign for place, sign in enumerate(signs[behind:], behind)]
    return signs[:behind] + "".join(rest)


def _rows(signs: str, at: int, columns: int) -> int:
    """How many rows from `at` on have their figures where the first one has."""
    pattern = signs[at : at + columns]
    if "1" not in pattern:
        return 0
    rows = 1
    while _alike(pattern, signs[at + rows * columns : at + (rows + 1) * columns]):
        rows += 1
    return rows


def _alike(pattern: str, row: str) -> bool:
    if pattern == row:
        return True
    return len(pattern) == len(row) and all(one == other or "-" in (one, other) for one, other in zip(pattern, row, strict=True))


def _enough(table: list[str], signs: str, columns: int, rows: int, titled: bool) -> bool:
    """Whether the head and so many rows in `table` are a table: `signs` are those of the rows."""
    figures = signs[:columns].count("1")
    if titled or figures > 1:
        return rows > 1
    column = signs.find("1")
    numbers = [table[columns * (row + 1) + column] for row in range(rows)]
    counted = _number(numbers[0]) == (1,) or len(_number(numbers[0])) == _PARTS
    counted = counted and all(_counts_on(_number(one), _number(other)) for one, other in pairwise(numbers))
    return rows >= _LEAST and (not counted or _COUNT.fullmatch(table[column]) is not None)


def _number(text: str) -> tuple[int, ...]:
    """The parts of the number that a figure is, none for another figure."""
    parts = text.strip("（()）.．、").replace("．", ".").split(".")
    return tuple(int(part) for part in parts) if len(parts) <= _PARTS and all(part.isdecimal() for part in parts) else ()


def _counts_on(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether 2 follows 1, 1.2 follows 1.1, and 2.1 what begins with 1."""
    if not one or len(one) != len(other):
        return False
    return (*one[:-1], one[-1] + 1) == other or (len(one) == _PARTS and (one[0] + 1, 1) == other)


def _end(signs: str, at: int, columns: int, rows: int) -> int:
    """Behind the last row, and behind the figures of rows with cells that are empty or run on; a row that breaks off ends it."""
    pattern = signs[at : at + columns]
    at += rows * columns
    left = signs[at:]
    if len(left) < columns and _alike(pattern[: len(left)], left):
        return len(signs) if "1" in left else at
    while (figure := signs.find("1", at, at + columns)) >= 0:
        at = figure + 1
    return at
