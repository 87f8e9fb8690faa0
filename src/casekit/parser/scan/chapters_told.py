"""Chapters of which a text tells what they do: 第一章为绪论。第二章主要介绍方法。 And those that a sentence speaks of as it comes to them.

Guarantees:
1. Of chapters told of two at least, all that touch what follows; of those in a list below a line that tells of it, three at least; where
   titles stand apart from their numbers, or numbers fall back, those that whole sentences begin with.
2. Where titles stand apart from their numbers, those of a plan: they count on, and each touches the one sentence behind it, wrapped or not.
3. Of one line all of them, three at least, each with one sentence, where the text says how many they are or semicolons stand between.
"""

from collections import Counter
from itertools import pairwise
from typing import Final

from casekit import numerals
from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import CHAPTERS, Candidate
from casekit.parser.scan.chapters_planned import refuse_planned
from casekit.patterns import lazy

_APART_LEAST: Final = 3
"""So many chapters stand apart from their titles for each that touches a sentence."""
_TOLD: Final = lazy(
    "(?:为(?![什何了])|是|则|将|主要|首先|重点|介绍|阐述|论述|讨论|描述|说明|给出|提出|梳理|概述|综述|围绕|针对|写|讲|里|中(?!国)|结尾|开头|末尾|“[^”\n]{1,20}”[\u4e00-\u9fff])"
    "[^，。；：\n]{2,40}[，。；]"
)
"""What a chapter does: the verb touches the marker."""
_TOLD_LEAST: Final = 2
_UNITS: Final = "分?编|[章节篇讲课]|部分|单元"
_UNIT: Final = lazy(
    f"第[{BLANK}]*(?P<number>[一二三四五六七八九十]{{1,3}}|[0-9]{{1,2}})[{BLANK}]*(?P<unit>{_UNITS})(?=(?P<touched>[\u4e00-\u9fff])?)"
)
_COUNT: Final = lazy(
    f"(?P<count>[二三四五六七八九十两]{{1,3}}|[2-9]|1[0-9])[{BLANK}]*个?大?(?P<unit>{_UNITS})(?:组成|构成|内容|展开|来写)?[。：:，\\n]+\\Z"
)
"""How many a sentence says there are, right before it tells of them: 全文共分为五章。"""
_COUNT_MOST: Final = 24
"""That stands so near before the first one, in code points."""
_BELOW: Final = lazy(f"第[{BLANK}]*[一二三四五六七八九十百0-9]{{1,4}}[{BLANK}]*[条节]")
_LAST_MOST: Final = 2
"""Behind the last one of them the paragraph may have one sentence more."""
_SEMICOLON: Final = "；"
_LEAST: Final = 3
"""So many chapters make a list, or a tale of them."""
_COLONS: Final = frozenset("：:")
_WRAPPED_MOST: Final = 3
"""A sentence of a plan is wrapped over no more lines."""
_TITLE_MOST: Final = 40
"""The title of a chapter is not longer, in code points."""
_SAID_MOST: Final = 24
"""What is said at the head of a part and stands for its title is not longer, in code points."""
_COPULAS: Final = frozenset("为是则将")
_CLOSES: Final = frozenset(("", "\n", "。", "：", ":"))
_LIST_STEP: Final = 2
"""From one chapter of a list to the next are so many lines at most."""
_ENDS: Final = frozenset("。；")
_COMMAS: Final = frozenset("，,")
_JOINS: Final = frozenset("与與和在")
_SAID: Final = frozenset("。；：！？…")
"""No title ends with one of these."""


def refuse_told(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the chapters among all candidates that a text tells of, each in a sentence of its own."""
    listed: list[Candidate] = []
    touched: dict[str, list[Candidate]] = {}
    apart: Counter[str] = Counter()
    titles: dict[tuple[str, int], str] = {}
    for candidate in candidates:
        if candidate.family.id not in CHAPTERS or candidate.suffix:
            continue
        if not candidate.glued:
            listed.append(candidate)
        sign = lines.buffer[candidate.end : candidate.end + 1]
        if sign == "“" or "\u4e00" <= sign <= "\u9fff":
            touched.setdefault(candidate.style, []).append(candidate)
        else:
            apart[candidate.style] += 1
            title = lines.buffer[candidate.end : min(candidate.line_end, candidate.end + _TITLE_MOST + 1)].strip()
            titles[candidate.style, candidate.number] = title if len(title) <= _TITLE_MOST else ""
    every: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.family.id in CHAPTERS and not candidate.suffix:
            every.setdefault(candidate.style, []).append(candidate)
    for chapters in every.values():
        if len(chapters) >= _LEAST:
            refuse_planned(lines, sorted(chapters, key=_start))
    for style, chapters in touched.items():
        if apart[style]:
            _refuse_plan(lines, chapters, titles)
        _refuse_list(lines, chapters)
    told: dict[str, list[Candidate]] = {}
    touching: dict[str, list[Candidate]] = {}
    for style, chapters in touched.items():
        for chapter in chapters:
            if _TOLD.match(lines.buffer, chapter.end, chapter.line_end):
                told.setdefault(style, []).append(chapter)
            elif not chapter.refused:
                touching.setdefault(style, []).append(chapter)
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
        for chapter in chapters:
            before = lines.texts[chapter.row - 1][-1:] if chapter.row else ""
            joins = lines.buffer[chapter.end : chapter.end + 1] in _JOINS
            if before in _COMMAS and (joins or lines.texts[chapter.row][-1] in _COMMAS):
                chapter.refused = "spoken-of"  # …，/ 第三章分析原因，/ …
        for chapter in chapters if apart[style] else ():
            known = rare or (style, chapter.number) in titles
            whole = lines.texts[chapter.row][-1] in _ENDS and not chapter.glued
            if known and whole and not _is_itself(lines, chapter, titles):
                chapter.refused = "spoken-of"  # 第十讲就写到这里。 where titles stand apart from their numbers, or 第十讲 did
    for style, chapters in told.items():
        if len(chapters) >= _TOLD_LEAST and style not in touching and not _over_texts(lines, chapters):
            for chapter in chapters:
                chapter.refused = chapter.refused or "spoken-of"


def _refuse_plan(lines: Lines, chapters: list[Candidate], titles: dict[tuple[str, int], str]) -> None:
    """Refuse the runs among `chapters` of one style, all of which touch what follows, that tell what the chapters with `titles` do."""
    run: list[Candidate] = []
    for chapter, following in zip(chapters, [*chapters[1:], None], strict=True):
        if _is_itself(lines, chapter, titles):
            run = []
            continue
        run.append(chapter)
        if following is not None and following.number == chapter.number + 1 and _one_sentence(lines, chapter, following):
            continue
        known = sum((one.style, one.number) in titles for one in run)
        least = _LEAST if any(one.glued for one in run) else _TOLD_LEAST
        if len(run) >= least and known >= max(len(run) - 1, _TOLD_LEAST) and _ends_behind(lines, chapter):
            for one in run:
                one.refused = one.refused or "spoken-of"
        run = []


def _refuse_list(lines: Lines, chapters: list[Candidate]) -> None:
    """Refuse the chapters of one line, each told of in one sentence, that are as many as it says or have semicolons between them.

    全文共分为五章。第一章为绪论；第二章…；第五章总结全文。 `chapters` are of one style and touch what follows.
    """
    tried = end = -1
    for chapter in chapters:
        if chapter.start >= end and chapter.number == 1 and chapter.row != tried:
            tried = chapter.row
            end = chapter.line_end if _is_list(lines.buffer, chapter) else end
        if chapter.start < end:
            chapter.refused = chapter.refused or "spoken-of"


def _is_list(buffer: str, first: Candidate) -> bool:
    """Whether a list of chapters begins with the `first`, up to the end of its line."""
    unit = first.marker[-2:] if first.marker[-2:] in ("部分", "单元", "分编") else first.marker[-1:]
    places = [match for match in _UNIT.finditer(buffer, first.start, first.line_end) if match["unit"] == unit]
    if len(places) < _LEAST or [numerals.read(match["number"]) for match in places] != list(range(1, len(places) + 1)):
        return False
    told = [buffer[one.end() : other.start()].rstrip() for one, other in pairwise(places)]
    last = buffer[places[-1].end() : first.line_end].rstrip()
    if not all(match["touched"] for match in places) or any(_BELOW.search(words) for words in (*told, last)):
        return False
    if any("。" in words[:-1] for words in told) or last.count("。") > _LAST_MOST:
        return False
    if all(words.endswith(_SEMICOLON) for words in told):
        return True
    count = _COUNT.search(buffer, max(first.start - _COUNT_MOST, 0), first.start)
    return count is not None and count["unit"] == unit and numerals.read(count["count"].replace("两", "二")) == len(places)


def _is_itself(lines: Lines, chapter: Candidate, titles: dict[tuple[str, int], str]) -> bool:
    """Whether a chapter that touches its title has the one that stands apart elsewhere, in the contents."""
    title = titles.get((chapter.style, chapter.number), "")
    behind = chapter.end + len(title)
    return title != "" and lines.buffer.startswith(title, chapter.end) and lines.buffer[behind : behind + 1] in _CLOSES


def _one_sentence(lines: Lines, chapter: Candidate, following: Candidate) -> bool:
    """Whether one sentence stands between a chapter and the next one."""
    if following.row - chapter.row > _WRAPPED_MOST:
        return False
    words = lines.buffer[chapter.end : following.start].strip()
    stop = words.find("\n")
    if stop > 0 and "，" not in words[:stop]:
        return False  # a title and its text
    return words.find("。") == len(words) - 1 or (words[-1] == "；" and "。" not in words)


def _ends_behind(lines: Lines, chapter: Candidate) -> bool:
    """Whether a sentence ends behind a chapter, on its line or where that may go on."""
    return lines.buffer.find("。", chapter.end, lines.end(min(chapter.row + _WRAPPED_MOST - 1, len(lines.texts) - 1))) > 0


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


def _over_texts(lines: Lines, chapters: list[Candidate]) -> bool:
    """Whether each of the `chapters` is one short line, and a longer one stands under it: 第一部分讲清形势，统一思想。 is a title."""
    rows = {chapter.row for chapter in chapters}
    for chapter in chapters:
        row, title = chapter.row, lines.texts[chapter.row]
        if lines.buffer[chapter.end] in _COPULAS or len(title) > _SAID_MOST or title.find("。") != len(title) - 1:
            return False
        if row + 1 in rows or row + 1 == len(lines.texts) or len(lines.texts[row + 1]) <= len(title):
            return False
    return len(rows) == len(chapters)


def _is_told(lines: Lines, row: int) -> bool:
    """Whether the line above, a blank one left out, ends with a colon."""
    above = row - 1 if row and lines.texts[row - 1] else row - 2
    return above >= 0 and lines.texts[above][-1:] in _COLONS


def _says(lines: Lines, candidate: Candidate) -> bool:
    """Whether a line ends as no title does."""
    text = lines.texts[candidate.row]
    return text[-1] in _SAID or (text[-1] == "”" and "，" in text)
