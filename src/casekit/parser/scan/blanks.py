"""Numbered blanks of a form or an answer sheet, which are filled in and head nothing: 1.________（__月__日）.
And the fields of two parties set side by side: 1.代表人：　　　　1.身份证号：

Guarantees:
1. Only numbers are refused behind which the line has blanks to write on, and no words but what is written beside such blanks.
2. Two fields side by side have the same number, a wide blank between them, and a colon each.
3. A title that is left open stays one where the heading before it in its series has words: 二、____工作的不足, 三、________.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_WORD: Final = "__"
_TO_FILL_IN: Final = lazy(
    f"[{BLANK}]*+_{{2,}}+(?:[_{BLANK}、，,；;。.:：/~～—-]|[年月日时分元角人次份个张件岁号至到]|[（(](?:[_{BLANK}年月日时分元人次号]|签[名字章]|盖章|单位){{1,12}}[）)]"
    f"|(?<=[_{BLANK}）)])[（(]?[0-9]{{1,2}}[）).．、](?=[{BLANK}]*_))*+"
)
"""Blanks, their measures, dates and signatures, and the next numbers with their blanks."""

_LABEL: Final = f"[{BLANK}]?[^，。；！？：:{BLANK}]{{1,12}}[：:]"
_FIELDS: Final = lazy(
    f"(?P<number>[（(]?[0-9０-９一二三四五六七八九十]{{1,2}}[.．、)）]){_LABEL}[^，。；！？：:\n]{{0,30}}?(?:\u3000|[ \t]{{2}})[{BLANK}]*+"
    f"(?P=number){_LABEL}[^，。；！？]{{0,30}}"
)
_FIELDS_MOST: Final = 100
"""A line with two fields is not longer, in code points."""


def refuse_blanks(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the numbers before blanks alone among the `candidates`."""
    if lines.spots.gaps:
        _refuse_fields(lines, candidates)
    blanks = set(lines.places(_WORD))
    if not blanks:
        return
    before: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.kind != "heading":
            continue
        last = before.get(candidate.style)
        before[candidate.style] = candidate
        titled = last is not None and not last.refused and last.number == candidate.number - 1
        if not titled and _is_blank(lines.buffer, candidate, blanks):
            candidate.refused = candidate.refused or "to-fill-in"


def _refuse_fields(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the numbers of fields that stand side by side."""
    rows: set[int] = set()
    for gap in lines.spots.gaps:
        text = lines.texts[lines.at(gap)]
        if len(text) <= _FIELDS_MOST and ("：" in text or ":" in text) and _FIELDS.fullmatch(text):
            rows.add(lines.at(gap))
    for candidate in candidates if rows else ():
        if candidate.row in rows:
            candidate.refused = candidate.refused or "to-fill-in"


def _is_blank(buffer: str, candidate: Candidate, blanks: set[int]) -> bool:
    """Whether the line has nothing but places to write on behind a number."""
    at = candidate.end
    while at < candidate.line_end and buffer[at].isspace():
        at += 1
    return at in blanks and _TO_FILL_IN.fullmatch(buffer, at, candidate.line_end) is not None
