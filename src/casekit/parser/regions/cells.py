"""Tables with each cell on a line of its own, told by the figures that come again in the same columns.

Guarantees:
1. A region is adjacent short lines that end no sentence: the names of the columns, which are no figures, and rows that have their
   figures in the same columns.
2. Where the only figures count the rows, as numbers alone on their lines divide an essay, a title of the table stands above its head or
   the first name is that of a count.
3. Every line is looked at a bounded number of times.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.ladder.atoms import MEASURES
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_FAMILIES: Final = frozenset(
    ("decimal", "arabic-alone", "number-alone", "number-padded", "arabic-blank", "arabic-bare", "arabic-loose", "annex-decimal")
)
"""What figures and numbered cells are taken for."""
_DIGITS: Final = frozenset("0123456789０１２３４５６７８９")
_MOST: Final = 20
"""A cell is not longer, in code points."""
_FIGURE: Final = lazy(
    f"(?!(?:19|20)[0-9]{{2}}年度?$)[+＋-]?[0-9０-９][0-9０-９.,:/~～—–-]*(?:[%％‰℃]|[A-Za-z/]{{1,5}}|[万亿千百]?[{MEASURES}]|分钟|小时|公里)?"
)
_NUMBERED: Final = lazy(f"[0-9０-９]{{1,2}}[{BLANK}]+[^\\s0-9]{{1,12}}")
"""A first cell with the number of its row: only under the title of a table."""
_EMPTY: Final = frozenset(("-", "—", "－", "–", "/", "——", "无"))
_NO_CELL: Final = frozenset("。；？！，")
_COLONS: Final = frozenset("：:")
_SURE: Final = 3.0
"""A line with a marker believed so much is a heading and no cell."""
_TITLE: Final = lazy(f"[续附]?表[{BLANK}]?[0-9A-Z一二三四五六七八九十].*|[^。，；：]{{2,40}}(?:表|名单|名册|清单)")
_TITLE_FIRST: Final = frozenset("表续附")
_TITLE_LAST: Final = frozenset("表单册")
_COUNT: Final = lazy("序号?|编号|名次|排名|[项周场批届轮]次|.{1,3}号|[周轮届组]别")
"""The name of a column that counts the rows."""
_COLUMNS_MOST: Final = 9
_LONGEST: Final = 400
"""More lines are not looked at together."""
_LEAST: Final = 3
"""So many rows make a table; fewer where it has a title, or figures in several columns."""


def cells(lines: Lines, candidates: list[Candidate], others: list[Region]) -> list[Region]:
    """The tables of a text whose figures could be taken for markers, between the regions `others` that were found before."""
    texts = lines.texts
    found: list[Region] = []
    stops: set[int] | None = None
    behind = 0
    for candidate in candidates:
        row = candidate.row
        if row <= behind or candidate.glued or candidate.family.id not in _FAMILIES or not _is_cell(texts[row]):
            continue
        if row + 1 >= len(texts) or not _is_cell(texts[row + 1]) or not _is_cell(texts[row - 1]):
            continue
        if stops is None:
            stops = {one.row for one in candidates if one.belief >= _SURE and not one.glued and texts[one.row][:1] not in _DIGITS}
            for region in others:
                stops.update(range(lines.at(region.start), lines.at(region.end - 1) + 1))
        if row in stops:
            continue
        first = last = row
        while first > max(behind, row - _LONGEST) and first - 1 not in stops and _is_cell(texts[first - 1]):
            first -= 1
        while last + 1 < min(len(texts), row + _LONGEST) and last + 1 not in stops and _is_cell(texts[last + 1]):
            last += 1
        behind = last + 1
        table = _table(texts, first, behind)
        if table is not None:
            behind = table[1]
            found.append(Region(lines.starts[table[0]], lines.end(behind - 1), "table"))
    return found


def _is_cell(text: str) -> bool:
    """Whether a line can be a cell: no sentence, and no number with a title but under the title of a table."""
    if not 0 < len(text) <= _MOST or not _NO_CELL.isdisjoint(text) or text[-1] in _COLONS:
        return False
    return text[0] not in _DIGITS or _FIGURE.fullmatch(text) is not None or _NUMBERED.fullmatch(text) is not None


def _table(texts: list[str], first: int, behind: int) -> tuple[int, int] | None:
    """The bounds of the table among the lines `[first, behind)`, None where there is none."""
    title = next((row for row in range(max(first - 1, 0), behind) if _is_title(texts[row])), -1)
    if title >= 0:
        signs = "".join([_sign(text, True) for text in texts[title + 1 : behind]])
        heads = [(columns, 0) for columns in range(2, _COLUMNS_MOST)]
        found = _best(texts, signs, title + 1, heads, True)
        if found is not None:
            return found
    signs = "".join([_sign(text, False) for text in texts[first:behind]])
    figure = signs.find("1")
    heads = [(columns, figure - column - columns) for columns in range(2, _COLUMNS_MOST) for column in range(columns)]
    return _best(texts, signs, first, heads, False)


def _is_title(text: str) -> bool:
    return (text[:1] in _TITLE_FIRST or text[-1:] in _TITLE_LAST) and _TITLE.fullmatch(text) is not None


def _sign(text: str, titled: bool) -> str:
    """1 for a figure, 0 for a word, - for an empty cell, x for what is no cell."""
    if text in _EMPTY:
        return "-"
    if text[0] in _DIGITS or text[0] in "+＋-":
        return "1" if _FIGURE.fullmatch(text) or (titled and _NUMBERED.fullmatch(text)) else "x"
    return "0"


def _best(texts: list[str], signs: str, first: int, heads: list[tuple[int, int]], titled: bool) -> tuple[int, int] | None:
    """The bounds of the table that most lines are rows of; `heads` are how many columns it may have and where its head may begin."""
    best: tuple[int, int] | None = None
    most = 0
    for columns, head in heads:
        names = signs[head : head + columns] if head >= 0 else ""
        if len(names) < columns or names.strip("0"):
            continue
        rows = _rows(signs, head + columns, columns)
        covered = rows * columns + (head == 0)
        if covered > most and _enough(texts[first + head : first + head + columns * (rows + 1)], signs[head + columns :], columns, titled):
            most = covered
            best = first + head, first + _end(signs, head + columns, columns, rows)
    return best


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


def _enough(table: list[str], signs: str, columns: int, titled: bool) -> bool:
    """Whether the head and rows in `table` are a table: `signs` are those of the rows."""
    rows = len(table) // columns - 1
    figures = signs[:columns].count("1")
    if rows < _LEAST and not (rows == _LEAST - 1 and (titled or figures > 1)):
        return False
    if titled or figures > 1:
        return True
    column = signs.find("1")
    counted = all(table[columns * (row + 1) + column].lstrip("0") == str(row + 1) for row in range(rows))
    return not counted or _COUNT.fullmatch(table[column]) is not None


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
