"""Chapters of which a text tells what they do: 第一章为绪论。第二章主要介绍方法。 And those that a sentence speaks of as it comes to them.

Guarantees:
1. Of chapters told of two at least, all that touch what follows; of those in a list below a line that tells of it, three at least; where
   titles stand apart from their numbers, or numbers fall back, those that whole sentences begin with.
"""

from collections import Counter
from itertools import pairwise
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import CHAPTERS, Candidate
from casekit.patterns import lazy

_APART_LEAST: Final = 3
"""So many chapters stand apart from their titles for each that touches a sentence."""
_TOLD: Final = lazy(
    "(?:为(?![什何了])|是|则|将|主要|首先|重点|介绍|阐述|论述|讨论|描述|说明|给出|提出|梳理|概述|综述|围绕|针对|写|讲|里|中(?!国)|结尾|开头|末尾|“[^”\n]{1,20}”[\u4e00-\u9fff])"
    "[^，。；：\n]{2,40}[，。；]"
)
"""What a chapter does: the verb touches the marker."""
_TOLD_LEAST: Final = 2
_LEAST: Final = 3
"""So many chapters make a list, or a tale of them."""
_COLONS: Final = frozenset("：:")
_LIST_STEP: Final = 2
"""From one chapter of a list to the next are so many lines at most."""
_ENDS: Final = frozenset("。；")
_SAID: Final = frozenset("。；：！？…")
"""No title ends with one of these."""


def refuse_told(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the chapters among all candidates that a text tells of, each in a sentence of its own."""
    listed: list[Candidate] = []
    told: dict[str, list[Candidate]] = {}
    touching: dict[str, list[Candidate]] = {}
    others: set[str] = set()
    apart: Counter[str] = Counter()
    numbers: set[tuple[str, int]] = set()
    for candidate in candidates:
        if candidate.family.id not in CHAPTERS or candidate.suffix:
            continue
        if not candidate.glued:
            listed.append(candidate)
        sign = lines.buffer[candidate.end : candidate.end + 1]
        if sign != "“" and not "\u4e00" <= sign <= "\u9fff":
            apart[candidate.style] += 1
            numbers.add((candidate.style, candidate.number))
        elif _TOLD.match(lines.buffer, candidate.end, candidate.line_end):
            told.setdefault(candidate.style, []).append(candidate)
        elif not candidate.refused:
            others.add(candidate.style)
            touching.setdefault(candidate.style, []).append(candidate)
    if len(listed) >= _LEAST:
        _refuse_listed(lines, listed)
    for style in {*told, *touching}:
        chapters = sorted([*told.get(style, ()), *touching.get(style, ())], key=_start)
        back = any(other.number <= one.number for one, other in pairwise(chapters))
        if back and not apart[style] and len(chapters) >= _LEAST and all(_says(lines, chapter) for chapter in chapters):
            for chapter in chapters:
                chapter.refused = chapter.refused or "spoken-of"  # who reviews a book speaks of its chapters as they come
    for style, chapters in touching.items():
        rare = apart[style] >= _APART_LEAST * len(chapters)
        for chapter in chapters if apart[style] else ():
            known = rare or (style, chapter.number) in numbers
            if known and lines.texts[chapter.row][-1] in _ENDS and not chapter.glued:
                chapter.refused = "spoken-of"  # 第十讲就写到这里。 where titles stand apart from their numbers, or 第十讲 did
    for style, chapters in told.items():
        if len(chapters) >= _TOLD_LEAST and style not in others:
            for chapter in chapters:
                chapter.refused = chapter.refused or "spoken-of"


def _start(candidate: Candidate) -> int:
    return candidate.start


def _refuse_listed(lines: Lines, chapters: list[Candidate]) -> None:
    """Refuse the chapters right under one another, each with what it does behind a colon, below a line that tells of them: 共分六章："""
    run: list[Candidate] = []
    for chapter in [*chapters, None]:
        if chapter is not None and run and chapter.row - run[-1].row <= _LIST_STEP and not any(lines.texts[run[-1].row + 1 : chapter.row]):
            run.append(chapter)
            continue
        if len(run) >= _LEAST and _is_told(lines, run[0].row) and all("：" in lines.texts[one.row][:-1] for one in run):
            for one in run:
                one.refused = one.refused or "spoken-of"
        run = [] if chapter is None else [chapter]


def _is_told(lines: Lines, row: int) -> bool:
    """Whether the line above, a blank one left out, ends with a colon."""
    above = row - 1 if row and lines.texts[row - 1] else row - 2
    return above >= 0 and lines.texts[above][-1:] in _COLONS


def _says(lines: Lines, candidate: Candidate) -> bool:
    """Whether a line ends as no title does."""
    text = lines.texts[candidate.row]
    return text[-1] in _SAID or (text[-1] == "”" and "，" in text)
