"""What a paper puts before its questions: a text whose paragraphs are numbered, a notice with 一、二、三、 of its own.

Guarantees:
1. Only markers between a task that speaks of the material and the question that it names, or the next one of its series, are refused.
"""

from bisect import bisect_left
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

_QUESTIONS: Final = lazy("完成第?(?P<first>[0-9]{1,2})[—–～~－至到、和-]+[0-9]{1,2}小?题")
_GIVEN: Final = lazy(
    "阅读[^，。；\n]{0,4}?(?:下面|下列|以下|这)[^，。；\n]{0,6}?(?:通知|启事|请柬|邀请函|倡议书|便条|公告|告示|公约|规则|守则|日程|短文|材料)"
)
_QUESTION: Final = frozenset(("arabic-dot", "arabic-comma", "arabic-parens"))
_PARAGRAPHS: Final = frozenset(("circled", "parens-char"))
_GIVENS: Final = ("材料", "文本", "链接")
"""The texts that questions are asked about are counted with such words: 材料一."""
_LINES_MOST: Final = 60
_LOOK: Final = 200
"""The question stands within so many candidates."""


def material(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the markers of the material of a paper."""
    buffer = lines.buffer
    for at in lines.places("完成"):
        match = _QUESTIONS.match(buffer, at)
        if match:
            _before_question(candidates, lines.at(at), int(match["first"]))
    for at in lines.places("阅读"):
        if _GIVEN.match(buffer, at):
            _before_next(candidates, lines.at(at))


def _before_question(candidates: list[Candidate], row: int, number: int) -> None:
    """Refuse the numbers of paragraphs, and what counts from 1 in Han numbers, between the line `row` and the question `number`."""
    first = bisect_left(candidates, row + 1, key=_row)
    for place in range(first, min(first + _LOOK, len(candidates))):
        candidate = candidates[place]
        if candidate.row > row + _LINES_MOST:
            return
        if candidate.number == number and candidate.family.id in _QUESTION and not candidate.glued:
            _refuse(candidates[first:place], _PARAGRAPHS)
            return


def _before_next(candidates: list[Candidate], row: int) -> None:
    """Refuse what counts from 1 in Han numbers between the question on the line `row` and the next one, in a text that counts so above."""
    first = bisect_left(candidates, row, key=_row)
    head = candidates[first] if first < len(candidates) else None
    if head is None or head.row != row or head.family.id not in _QUESTION:
        return
    for place in range(first + 1, min(first + _LOOK, len(candidates))):
        candidate = candidates[place]
        if candidate.row > row + _LINES_MOST:
            return
        if candidate.style == head.style and candidate.number == head.number + 1 and not candidate.glued:
            if any(one.family.id == "han-comma" and not one.refused for one in candidates[max(first - _LOOK, 0) : first]):
                _refuse(candidates[first + 1 : place], _PARAGRAPHS)
            return


def _refuse(between: list[Candidate], families: frozenset[str]) -> None:
    """Refuse those of `families`, and 一、 二、 三、 where they count from 1."""
    due = 1
    for candidate in between:
        if candidate.family.id in families or candidate.marker.startswith(_GIVENS):
            candidate.refused = candidate.refused or "in-quotation"
        elif candidate.family.id == "han-comma" and candidate.number == due:
            candidate.refused = candidate.refused or "in-quotation"
            due += 1


def _row(candidate: Candidate) -> int:
    return candidate.row
