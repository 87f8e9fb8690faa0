"""Lines with a bullet that hold numbers: under 2. 知识点解析 stand * 注释 with （1） （2） and * 变量 with （1） （2）.

Guarantees:
1. Two such lines at least have the same bullet and numbers of one style that begin right behind them; they are short and hold no clauses.
2. The first of them stands right under a heading of another style, which holds them all.
"""

from typing import Final

from casekit.ladder.family import Family
from casekit.parser.lines import Lines
from casekit.parser.named_sections import NAMED_BELIEF
from casekit.parser.openings import OPENING, paragraph_kind
from casekit.parser.scan import Candidate, Mark
from casekit.parser.scan.candidate import IN_A_SECTION, UNDER
from casekit.parser.setting import Setting
from casekit.plane import table, told

_OPENING: Final = table((1, "".join(OPENING)))
_LEAST: Final = 2
_TITLE_MOST: Final = 24
_SURE: Final = 2.0
"""A marker believed so much makes a heading of its line."""
_MARKS: Final = frozenset("。；，！？;,")


def bulleted_sections(lines: Lines, candidates: list[Candidate], setting: Setting, title: Family) -> list[Candidate]:
    """The candidates of such lines, of the family of a `title` without a number."""
    texts = lines.texts
    groups: dict[tuple[str, str], list[int]] = {}
    holders: dict[tuple[str, str], str] = {}
    before: Candidate | None = None
    for candidate in candidates:
        if candidate.glued or candidate.refused or candidate.belief < _SURE:
            continue
        row = _above(texts, candidate.row) if candidate.number == 1 else -1
        if row >= 0 and _is_bulleted(texts[row]) and setting.free(lines.begin(row)):
            key = texts[row][0], candidate.style
            if key not in groups and before is not None and before.row == _above(texts, row) and before.style != candidate.style:
                groups[key] = []
                holders[key] = before.style
            if key in groups:
                groups[key].append(row)
        before = candidate
    return [_section(lines, row, title, holders[key]) for key, rows in groups.items() if len(rows) >= _LEAST for row in rows]


def _section(lines: Lines, row: int, title: Family, holder: str) -> Candidate:
    """The candidate of the bulleted line `row` under headings of the style `holder`."""
    start, text = lines.begin(row), lines.texts[row]
    mark = Mark(title, text[0], 0, None, (start,))
    mark.belief = 0.0
    mark.delimiter = ""
    mark.series = UNDER + holder
    candidate = Candidate(start, start + len(text) - len(text[1:].lstrip()), row, lines.starts[row], lines.text_end(row), mark)
    candidate.title_start = start + len(text.rstrip("：:"))
    candidate.weigh(IN_A_SECTION, NAMED_BELIEF)
    return candidate


def _above(texts: list[str], row: int) -> int:
    """The line before `row`, or the one before that where it is blank; -1 for none."""
    return row - 1 if row < 2 or texts[row - 1] else row - 2


def _is_bulleted(text: str) -> bool:
    """Whether a line is a title with a bullet."""
    return told(_OPENING, text, 0) > 0 and len(text) <= _TITLE_MOST and _MARKS.isdisjoint(text) and paragraph_kind(text) == "bullet"
