"""Places and versions that a sentence begins with: 第二章第一节标题漏排两字。 2.3.1升级上来的用户，须先备份。 第一步，铺床，要求…。
And chapters of which it tells what they do: 第一章为绪论。第二章主要介绍方法。

Guarantees:
1. Only whole sentences are refused: lines that end with 。 or ；, and of chapters told of two at least, all that touch what follows.
2. A version stands outside of the decimals around it, which have a blank behind their numbers; a step stands behind steps whose titles
   follow a colon.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_PARTS: Final = frozenset(("chapter", "section", "part", "division"))
_PLACE: Final = lazy(
    "第[一二三四五六七八九十百0-9]{1,4}节(?:标题|小标题|末[段尾]|倒数|[，、的“]|中[的“，])|“[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．][^”]{1,30}”(?![。；])"
)
"""What follows a chapter that a sentence speaks of: its section and a word about it, or a heading of it in quotation marks."""
_CHAPTERS: Final = frozenset(("chapter", "section", "part", "division", "piece"))
_TOLD: Final = lazy(
    "(?:为(?![什何了])|是|则|将|主要|首先|重点|介绍|阐述|论述|讨论|描述|说明|给出|提出|梳理|概述|综述|围绕|针对)[^，。；：\n]{2,40}[，。；]"
)
"""What a chapter does: the verb touches the marker."""
_TOLD_LEAST: Final = 2
_LEAST: Final = 3
"""So many decimals with a blank behind them are the headings of a text; a version has so many parts."""
_STEPS: Final = frozenset(("step", "class"))
_STEPS_LEAST: Final = 2
_STEP_LINES: Final = 4
"""The steps of a sentence stand no more lines behind a titled one, or behind one another."""
_TITLE_MOST: Final = 20
"""The title of a step is not longer, in code points."""


def refuse_spoken_of(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the candidates at the beginnings of lines, in source order, that sentences begin with."""
    steps: list[Candidate] = []
    decimals: list[Candidate] = []
    versions = False
    for candidate in candidates:
        family = candidate.family.id
        if family == "decimal":
            decimals.append(candidate)
            versions = versions or len(candidate.path) >= _LEAST
        elif family in _STEPS and "步" in candidate.marker:
            steps.append(candidate)
        elif family in _PARTS and _PLACE.match(lines.buffer, candidate.end) and _is_sentence(lines, candidate):
            candidate.refused = "spoken-of"
    if versions:
        _refuse_versions(lines, decimals)
    if len(steps) > _STEPS_LEAST:
        _refuse_steps(lines, steps)


def refuse_told(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the chapters among all candidates that a text tells of, each in a sentence of its own."""
    told: dict[str, list[Candidate]] = {}
    others: set[str] = set()
    for candidate in candidates:
        if candidate.family.id in _CHAPTERS and "\u4e00" <= lines.buffer[candidate.end : candidate.end + 1] <= "\u9fff":
            if _TOLD.match(lines.buffer, candidate.end, candidate.line_end):
                told.setdefault(candidate.style, []).append(candidate)
            else:
                others.add(candidate.style)
    for style, chapters in told.items():
        if len(chapters) >= _TOLD_LEAST and style not in others:
            for chapter in chapters:
                chapter.refused = chapter.refused or "spoken-of"


def _is_sentence(lines: Lines, candidate: Candidate) -> bool:
    return lines.texts[candidate.row][-1] in "。；"


def _refuse_versions(lines: Lines, decimals: list[Candidate]) -> None:
    buffer = lines.buffer
    apart = 0
    strays: list[Candidate] = []
    before: tuple[int, ...] = ()
    for candidate in decimals:
        path = candidate.path
        sentence = _is_sentence(lines, candidate)
        if buffer[candidate.end : candidate.end + 1].isspace():
            apart += not sentence
        elif not sentence:
            return  # numbers touch titles here
        elif len(path) >= _LEAST:
            if path[:-1] == before[: len(path) - 1] or not "\u4e00" <= buffer[candidate.end] <= "\u9fff":
                return  # a clause
            strays.append(candidate)
            continue
        before = path
    if apart >= _LEAST:
        for candidate in strays:
            candidate.refused = "version"


def _refuse_steps(lines: Lines, steps: list[Candidate]) -> None:
    """Where steps count as headings, those that sentences tell count for themselves."""
    titled = 0
    last = -_STEP_LINES
    for step in steps:
        text = lines.texts[step.row]
        sign = lines.buffer[step.end - 1] if lines.buffer[step.end - 1] in "，,：:、" else lines.buffer[step.end : step.end + 1]
        if sign in "：:" and len(text) <= _TITLE_MOST and text[-1] not in "。；，":
            titled += 1
            last = step.row
        elif sign in "，," and titled >= _STEPS_LEAST and step.row <= last + _STEP_LINES and step.number <= titled and text[-1] in "。；":
            step.refused = "spoken-of"
            last = step.row
