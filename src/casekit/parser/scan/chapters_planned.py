"""Chapters that a text announces, one sentence or line each, right behind what says so: 本文共分六章，结构安排如下：.

Guarantees:
1. A run begins with a first or second number right behind such an announcement, counts on one by one, and has no text of its own under it
   but what tells of a chapter; others of its style stand elsewhere in the text, or the heading above it names a plan.
2. Without an announcement, the second chapter follows the run and titles of it stand alone from there on; either the first stands
   before the run, or the lines of the run say what each chapter does: 第一章 绪论。介绍了背景。
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_PLAN: Final = lazy(
    "(?:(?:论文|本文|全文|全书|本书|文章|章节|篇章|内容|组织|研究|结构)[^，。；：\\n]{0,12}(?:结构|安排|框架|构成)|(?:结构|安排|内容)如下"
    "|[分共含][^，。；\\n]{0,6}(?:[二三四五六七八九十]|[2-9])[个大]?(?:章|部分|编|篇))[^。\\n]{0,24}$"
)
"""The end of a line, or of what stands before the first chapter on its line, that tells of a plan."""
_HEADED: Final = lazy("(?:结构|安排|框架)$")
_ABOVE_MOST: Final = 80
_BLANK_LINES: Final = 2
_STEP_MOST: Final = 220
"""From one chapter of a plan to the next are so many code points at most, and"""
_LINES_MOST: Final = 4
"""so many lines with text."""
_LEAST: Final = 3
_WRAPPED_LEAST: Final = 20
"""A line that was wrapped is not shorter, in code points."""
_COME_MOST: Final = 100
"""The chapters told are looked for among so many behind them."""
_SECOND: Final = 2
_AGAIN_LEAST: Final = 2
"""So many titles of a run stand alone behind it, under the same numbers,"""
_AGAIN_LONG: Final = 4
"""or one of so many code points."""
_SAYS_LEAST: Final = 6
"""What a line says of a chapter behind its title is not shorter, in code points."""
_BEHIND_TITLE: Final = frozenset("。：:，,；—")
_STOPS: Final = frozenset("。；！？")
_ENDS: Final = "：:。；;,，"


def refuse_planned(lines: Lines, chapters: list[Candidate]) -> None:
    """Refuse the runs that are announced among the `chapters` of one style, in source order."""
    at = 0
    while at < len(chapters):
        stop = _run(lines, chapters, at) if chapters[at].number <= 2 else at
        if stop - at < _LEAST:
            at += 1
            continue
        above = _above(lines, chapters[at])
        plan = _PLAN.search(above.rstrip(_ENDS)) is not None
        elsewhere = at > 0 or stop < len(chapters)
        planned = plan and (elsewhere or _HEADED.search(above) is not None)
        if (planned and _alone(lines, chapters[at:stop])) or _come_after(lines, chapters, at, stop):
            for chapter in chapters[at:stop]:
                chapter.refused = chapter.refused or "spoken-of"
        at = stop


def _run(lines: Lines, chapters: list[Candidate], at: int) -> int:
    """The end of the run that begins at the chapter `at`."""
    stop = at + 1
    while stop < len(chapters):
        one, other = chapters[stop - 1], chapters[stop]
        if other.number != one.number + 1 or other.start - one.start > _STEP_MOST:
            break
        if other.row - one.row > 1 and sum(1 for text in lines.texts[one.row + 1 : other.row] if text) >= _LINES_MOST:
            break
        stop += 1
    return stop


def _above(lines: Lines, first: Candidate) -> str:
    """What stands before a chapter on its line, or the line with text above it, no farther than two blank ones."""
    begin = lines.begin(first.row)
    if first.start > begin:
        return lines.buffer[max(begin, first.start - _ABOVE_MOST) : first.start].rstrip()
    for text in reversed(lines.texts[max(first.row - 1 - _BLANK_LINES, 0) : first.row]):
        if text:
            return text[-_ABOVE_MOST:]
    return ""


def _come_after(lines: Lines, chapters: list[Candidate], at: int, stop: int) -> bool:
    """Whether the chapters of the run from `at` to `stop` come behind it, from the second on, so that it stands in the first one."""
    if stop == len(chapters) or chapters[stop].number != _SECOND or any(one.glued for one in chapters[at : stop + 1]):
        return False
    titles = {(one.number, _words(lines, one)) for one in chapters[stop : stop + _COME_MOST]}
    again = longest = said = 0
    for chapter in chapters[at:stop]:
        words = _words(lines, chapter)
        title = next((words[:i] for i, sign in enumerate(words) if sign in _BEHIND_TITLE), words)
        said += len(words) - len(title) >= _SAYS_LEAST
        if (chapter.number, title) in titles:
            again += 1
            longest = max(longest, len(title))
    if again < _AGAIN_LEAST and longest < _AGAIN_LONG:
        return False
    inside = at > 0 and chapters[at - 1].number == 1
    return inside or (said >= stop - at - 1 and _alone(lines, chapters[at:stop]))


def _words(lines: Lines, chapter: Candidate) -> str:
    """What a line says behind the marker of a chapter."""
    return lines.buffer[chapter.end : chapter.line_end].strip()


def _alone(lines: Lines, run: list[Candidate]) -> bool:
    """Whether no text stands under the chapters of a run, but for the rest of a sentence that tells of one and was wrapped."""
    rows = {chapter.row for chapter in run}
    before = ""
    for row in range(run[0].row, run[-1].row):
        text = lines.texts[row]
        if text and row not in rows and (len(before) < _WRAPPED_LEAST or before[-1] in _STOPS):
            return False
        before = text or before
    return True
