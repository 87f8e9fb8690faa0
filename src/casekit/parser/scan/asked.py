"""Numbered questions with their answers, which are a conversation and no headings: Q1：…？ with A：, A1： or 答： behind.

Guarantees:
1. Only questions are refused: those that are answered, and with them the others of a text that answers half of its questions.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.openings import OPENING, paragraph_kind
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_ANSWERED: Final = lazy(f"[？?。！…][{BLANK}]*(?:[AＡ答][0-9０-９一二三四五六七八九十]{{0,3}}[{BLANK}]*[:：]|【答】)")
"""An answer on the line of its question."""
_QUESTION_LINES: Final = 4
"""A question and the blank lines behind it are not more lines."""


def refuse_asked(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the questions among the `candidates`, which are in source order, where the text answers them."""
    questions = [candidate for candidate in candidates if candidate.family.id == "question"]
    starts = [question.start for question in questions[1:]]
    starts.append(len(lines.buffer))
    answered = [question for question, behind in zip(questions, starts, strict=True) if _answered(lines, question, behind)]
    for question in questions if 2 * len(answered) >= len(questions) else answered:
        question.refused = "asks"


def _answered(lines: Lines, question: Candidate, behind: int) -> bool:
    """Whether an answer begins before `behind`, on the line of the question or one of the next."""
    if _ANSWERED.search(lines.buffer, question.end, min(question.line_end, behind)):
        return True
    for row in range(question.row + 1, min(question.row + 1 + _QUESTION_LINES, len(lines.texts))):
        text = lines.texts[row]
        if lines.starts[row] >= behind:
            break
        if text[:1] in OPENING:
            return paragraph_kind(text) == "answer"
    return False
