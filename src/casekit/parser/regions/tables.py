"""Tables: lines in a row with columns."""

from itertools import pairwise
from typing import Final

from casekit.numerals import read
from casekit.parser.lines import Lines
from casekit.parser.setting import Region
from casekit.patterns import lazy

_INNER: Final = {blank: lazy(f"{blank}(?<=\\S{blank})(?=[^\\n \\t\u3000]*+[ \\t\u3000])") for blank in " \u3000"} | {
    "\t": lazy("\t(?<=\\S\t)")
}
"""A blank behind a word with another near it, or a tab; a literal first, so that the text between is passed over at the speed of memory."""
_TABBED: Final = lazy("[^\\t]*[^\\t ][^\\t]*\\t[^\\n]*\\t.*")
_TWICE_NUMBERED: Final = lazy("([0-9]{1,2}[.．、)）])\\t+\\1\\t+[^\\t]+")
"""1.⇥1.⇥先付定金。: a word processor wrote the number of the list before that which stood there already."""
_NUMBERED: Final = lazy("(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\\t+[^\\t\n]+")
"""A row whose other cells are empty: it belongs to a table where others stand beside it."""
_PARTED: Final = lazy("第[一二三四五六七八九十百零〇0-9]{1,6}[章条编篇]\\t+[^\\t]+")
"""第一章⇥⇥总则: all tabs in a row part a number from its title."""
_SPACED: Final = lazy(
    "(?:第[一二三四五六七八九十0-9]{1,3}[章节篇]|[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}|[一二三四五六七八九十]{1,3}、)"
    "(?:[ \u3000]+[\u4e00-\u9fff]){2,4}"
)
"""第1章　绪　论: the letters of a title are set apart."""
_PAIR: Final = lazy("[^\\t\\n。；]{1,24}\\t[0-9０-９][0-9０-９ ,.．]{0,12}[%％‰]?[\u4e00-\u9fff]{0,3}")
"""A name and a figure."""
_GROUP_MOST: Final = 20
"""A line that names a group of rows is not longer, in code points."""
_WIDE: Final = lazy("\u3000+| {2,}")
_CELLS: Final = lazy("[^\\s，。；：、]{1,16}(?:[ \\t\u3000]+[^\\s，。；：、]{1,16}){2,7}")
_FIGURE: Final = lazy("[0-9]")
_SUM: Final = lazy("[0-9]+(?:[.,][0-9]+)*[%％]?")
_CAPTION: Final = lazy("表[ 　]?[0-9A-Z一二三四五六七八九十]{1,3}(?:[-.][0-9]{1,2})?[ 　].{1,40}")
_TWICE: Final = lazy(
    "(?P<number>[0-9]{1,2}(?:[.．][0-9]{1,2}){0,3})(?:\u3000+| {2,})[\u4e00-\u9fff]\\S{0,29}(?:\u3000+| {2,})[A-Z][A-Za-z ,:'’()&-]{2,59}"
)
"""A heading in two languages: 1　材料与方法　Materials and methods."""
_STOP: Final = 0x3002
_SEMICOLON: Final = 0xFF1B
_LONGEST: Final = 160
"""A row of a table that is set with blanks is not longer, in code points."""

_SPARSE: Final = -1
"""In place of how many cells: too few to tell a table alone."""
_OWN_NUMBER: Final = lazy("[0-9０-９]{1,3}(?=\\t)|[一二三四五六七八九十]{1,3}(?=\\t)")
"""The first cell of a row that is a number."""
_HAN: Final = "一二三四五六七八九十"

Row = tuple[int, str, int]
"""The 0-based number of a line, the kind of its columns, and how many cells."""


def tables(lines: Lines) -> list[Region]:
    """Lines in a row with columns: two with tabs, bars or wide blanks, three with equally many short cells and figures."""
    found: list[Region] = []
    run: list[Row] = []
    for row in sorted(_rows(lines) + _piped(lines)):
        if run and _names_a_group(lines, run, row):
            run.append((row[0] - 1, "tabs", 0))
        new = bool(run) and (not adjacent(lines, run[-1][0], row[0]) or row[1] != run[-1][1])
        if new or (run and row[2] != run[-1][2] and row[1] in ("cells", "sums")):
            _add(lines, found, run)
            run = []
        run.append(row)
    _add(lines, found, run)
    return found


def adjacent(lines: Lines, row: int, following: int) -> bool:
    """Whether nothing but a blank line stands between the lines `row` and `following`."""
    return following == row + 1 or (following == row + 2 and not lines.texts[row + 1])


def _names_a_group(lines: Lines, run: list[Row], row: Row) -> bool:
    """Whether the line between `row` and the rows before it names a group of them: a first one stands right under the table's head."""
    last = run[-1][0]
    if row[0] != last + 2 or row[1] != "tabs" or run[-1][1] != "tabs" or not (len(run) == 1 or "\t" not in lines.texts[run[1][0]]):
        return False
    text = lines.texts[last + 1]
    alike = lines.texts[row[0]].count("\t") == lines.texts[last].count("\t")
    return alike and 0 < len(text) <= _GROUP_MOST and _FIGURE.search(lines.texts[row[0]]) is not None and text[-1] not in "。；：，"


def _piped(lines: Lines) -> list[Row]:
    if "|" not in lines.spots.rare:
        return []
    return [(row, "bars", 0) for row, text in enumerate(lines.texts) if row and text.count("|") >= 2]


def _rows(lines: Lines) -> list[Row]:
    """Every line that has columns of some kind."""
    return _any_rows(lines) if "\t" in lines.spots.rare else _blank_rows(lines)


def _blank_rows(lines: Lines) -> list[Row]:
    """The same in a text without tabs: no row ends a sentence there, as nearly all lines with blanks do, and none makes a table alone.

    Of lines that could be rows, each right behind the other, it is enough to look at every second one, and at those beside one with blanks.
    """
    buffer, starts, texts = lines.buffer, lines.starts, lines.texts
    rows: list[Row] = []
    before = looked = -1
    second = wanted = False
    for row, text in enumerate(texts):
        if not text or len(text) > _LONGEST:
            continue
        last = ord(text[-1])
        if last in (_STOP, _SEMICOLON):
            continue
        beside = before >= 0 and (row == before + 1 or (row == before + 2 and not texts[before + 1]))
        second = beside and not second
        if second or (beside and wanted):
            wanted = " " in text or "\u3000" in text
            if wanted:
                if looked != before:
                    rows += _row(texts[before], before)
                rows += _row(text, row)
            looked = row
        else:
            wanted = False
        before = row
    inner = _INNER[" "], _INNER["\u3000"]
    return [row for row in rows if any(one.search(buffer, starts[row[0]], lines.end(row[0])) for one in inner)]


def _any_rows(lines: Lines) -> list[Row]:
    buffer, texts = lines.buffer, lines.texts
    rows: list[Row] = []
    for blank, inner in _INNER.items():
        match = inner.search(buffer) if blank in buffer else None
        while match:
            row = lines.at(match.start())
            if len(texts[row]) < 4 * _LONGEST:
                rows += _row(texts[row], row)
            match = inner.search(buffer, lines.end(row))
    return sorted(set(rows))


def _row(text: str, row: int) -> list[Row]:
    if text.count(" ") + text.count("\u3000") + text.count("\t") < 2:
        if "\t" not in text:
            return []
        return [(row, "tabs", _SPARSE)] if _NUMBERED.fullmatch(text) else [(row, "pairs", 0)] if _PAIR.fullmatch(text) else []
    if "\t" in text and _TABBED.fullmatch(text) and not _TWICE_NUMBERED.fullmatch(text) and not _PARTED.fullmatch(text):
        return [(row, "tabs", 0)]
    if "\t" in text and _PAIR.fullmatch(text):
        return [(row, "pairs", 0)]
    if len(text) <= _LONGEST:
        if _columned(text):
            return [(row, "columns", 0)]
        if _CELLS.fullmatch(text):
            cells = text.split()
            if _FIGURE.search(cells[-1]):
                return [(row, "cells", len(cells))]
            if any(_SUM.fullmatch(cell) for cell in cells[1:-1]):
                return [(row, "sums", len(cells))]
    return []


def _columned(text: str) -> bool:
    """Whether wide blanks set three short cells or more apart."""
    cells = _WIDE.split(text)
    return len(cells) >= 3 and all(0 < len(cell) <= 60 for cell in cells) and len(cells[0]) <= 31 and "。" not in text and "；" not in text


def _add(lines: Lines, found: list[Region], run: list[Row]) -> None:
    """Take a run of rows as a table where there are enough, with figures among them."""
    if not run:
        return
    if run[-1][1] == "columns":
        run = run[: _said_twice(lines, run)]
    if run and run[0][1] == "tabs" and (run[0][2] == _SPARSE or run[-1][2] == _SPARSE):
        parts = _between_sections(lines.texts, run)
        if parts[0] is not run:
            for part in parts:
                _add(lines, found, part)
            return
    if len(run) < 2 or (run[0][1] in ("cells", "pairs") and len(run) < 3) or all(row[2] == _SPARSE for row in run):
        return
    if run[0][1] == "sums":  # 2.铺设管道 3400 米 has figures too, but no head above
        head = lines.texts[run[0][0] - 1] if run[0][0] else ""
        if not _CELLS.fullmatch(head) or _FIGURE.search(head) or len(head.split()) != run[0][2]:
            return
    if run[0][1] == "columns":
        cells = [row for row in run if not _SPACED.fullmatch(lines.texts[row[0]])]
        run = cells if 2 * len(cells) > len(run) or len(cells) == len(run) - 1 or not cells else run
        if not run:
            return
    figures = sum(1 for row, _, _ in run if _FIGURE.search(lines.texts[row]))
    if run[0][1] in ("columns", "cells") and figures * 2 < len(run) and not _captioned(lines, run[0][0]):
        return
    found += [Region(lines.starts[row], lines.end(row), "table") for row, _, _ in run]


def _between_sections(texts: list[str], run: list[Row]) -> list[list[Row]]:
    """The rows of tables between lines of a number and a name that are no rows: before the first full row those whose numbers the rows do
    not count on from, behind the last one those that do not count on from the rows, and all that count on from such a line.
    """
    full = [at for at, row in enumerate(run) if row[2] != _SPARSE]
    if not full:
        return [run]
    numbers = [_own_number(texts[row]) for row, _, _ in run]
    first = full[0]
    while first and _counts(numbers[first - 1], numbers[first]):
        first -= 1
    parts: list[list[Row]] = [[]]
    section = ""
    for at, row in enumerate(run):
        number = numbers[at]
        if row[2] == _SPARSE and at < first:
            named = True
        elif row[2] == _SPARSE:
            counted = _counts(_before(numbers, at - 1, number), number)
            named = _counts(section, number) and (at > full[-1] or not counted)
            named = named or (at > full[-1] and not counted)
        else:
            named = False
        if named:
            section, numbers[at] = number, ""
            parts.append([])
        else:
            parts[-1].append(row)
    return parts if section else [run]


def _own_number(text: str) -> str:
    match = _OWN_NUMBER.match(text)
    return match.group() if match else ""


def _counts(one: str, other: str) -> bool:
    """Whether the second of two numbers is the next one in the same script."""
    return one != "" and other != "" and (one[0] in _HAN) == (other[0] in _HAN) and (read(one) or 0) + 1 == read(other)


def _before(numbers: list[str], last: int, number: str) -> str:
    """The last number up to the place `last` in the script of `number`, "" where there is none."""
    return next((one for one in reversed(numbers[: last + 1]) if one and number and (one[0] in _HAN) == (number[0] in _HAN)), "")


def _said_twice(lines: Lines, run: list[Row]) -> int:
    """Where the rows at the end of a run begin that are headings in two languages, each the first below the one before; behind the last
    row where there are none. The rows of a table count on, and the ones before have numbers too.
    """
    numbers = [match["number"].replace("．", ".") if (match := _TWICE.fullmatch(lines.texts[row])) else "" for row, _, _ in run]
    first = next((at for at, number in enumerate(numbers) if number), len(run))
    below = all(other == one + ".1" for one, other in pairwise(numbers[first:]))
    return first if below else len(run)


def _captioned(lines: Lines, row: int) -> bool:
    """Whether a table's title stands right above: 表2　缺陷处理情况."""
    above = lines.texts[row - 1] if row else ""
    return above[:1] == "表" and above[-1] not in "。；：，" and _CAPTION.fullmatch(above) is not None
