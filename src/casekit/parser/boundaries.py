"""Titles without a number that may divide a text: 附录 alone on a line, or a short line before a series that begins again.

Guarantees:
1. A boundary is a whole short line that ends no sentence; no other candidate stands on it.
2. Lines with a frequent name are offered wherever they stand, others at most once before each number 1.
"""

import re

from casekit.ladder import BLANK
from casekit.ladder.family import Family
from casekit.parser.leads import NAMES
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting

TITLE = Family("title", "附录", "", -1.1, 0, (), kind="boundary")
"""A title without a number; it counts nothing and follows nothing."""

_B = f"[{BLANK}]*+"
_WORDS = re.compile(
    f"\\n{_B}(?P<title>附{_B}录|附{_B}件|附{_B}則|附{_B}錄|结{_B}语|結{_B}語|结束语|结{_B}论|后{_B}记|後{_B}記|前{_B}言|引{_B}言|序{_B}言|绪{_B}论|导{_B}言|导{_B}论|致{_B}谢|摘{_B}要|总{_B}结|编{_B}后{_B}记|名词解释|术语解释|专家点评|编者按){_B}[:：]?{_B}(?=\\n)"
)
_NAME_LINE = re.compile(f"\\n{_B}(?P<title>[\u4e00-\u9fff]{{4,6}}){_B}[:：]?{_B}(?=\\n)")
_NAMES_BELIEF = 0.8
_WORDS_BELIEF = 1.6
_LONGEST = 32
_LINES_ABOVE = 6


def boundaries(buffer: str, candidates: list[Candidate], setting: Setting) -> list[Candidate]:
    """The boundary candidates of `buffer`, in source order."""
    found: dict[int, Candidate] = {}
    taken = {candidate.line_start for candidate in candidates}
    for match in _WORDS.finditer(buffer):
        start, end = match.span("title")
        if match.start() + 1 not in taken and setting.free(start):
            found[start] = _title(start, end, match.start() + 1, match.end(), _WORDS_BELIEF, "known-name")
    for match in _NAME_LINE.finditer(buffer):
        start, end = match.span("title")
        if match["title"] in NAMES and match.start() + 1 not in taken and setting.free(start):
            found[start] = _title(start, end, match.start() + 1, match.end(), _NAMES_BELIEF, "known-name")
    previous: Candidate | None = None
    for candidate in candidates:
        if candidate.refused or candidate.glued:
            continue
        if (
            candidate.number == 1
            and previous is not None
            and previous.family.kind != "case"
            and previous.line_start != candidate.line_start
        ):
            row = _short_line(buffer, previous.line_end, candidate.line_start)
            if row is not None and row[0] not in found and setting.free(row[0]):
                start, end, line_start, line_end = row
                found[start] = _title(start, end, line_start, line_end, TITLE.belief, "before-a-restart")
        previous = candidate
    return [found[start] for start in sorted(found)]


def _title(start: int, end: int, line_start: int, line_end: int, belief: float, note: str) -> Candidate:
    return Candidate(
        start, start, line_start, line_end, TITLE, 0, None, (start,), "title", "title", belief, notes=[(note, belief)], title_start=end
    )


def _short_line(buffer: str, start: int, end: int) -> tuple[int, int, int, int] | None:
    """The nearest line before `end` that can be a title: short, unfinished, set off from the sentence before it."""
    stop = end - 1
    best: tuple[int, int, int, int] | None = None
    for _ in range(_LINES_ABOVE):
        if stop <= start:
            break
        line_start = buffer.rfind("\n", start, stop) + 1
        if line_start <= start:
            break
        text = buffer[line_start:stop].strip()
        if text:
            begin = line_start + buffer[line_start:stop].index(text)
            if (
                2 <= len(text) <= _LONGEST
                and text[-1] not in "。；：，！、:;,.…”）)"
                and "。" not in text
                and _worded(text)
                and _after_end(buffer, line_start)
            ):
                best = (begin, begin + len(text), line_start, stop)
            elif len(text) > _LONGEST and best is not None:
                break
        stop = line_start - 1
    return best


def _worded(text: str) -> bool:
    """Whether a line is made of words: Han characters, no field with a colon, no mere date."""
    return sum(1 for c in text if "\u4e00" <= c <= "\u9fff") >= 2 and not any(c in "：:，,；=<>{}" for c in text) and not text[0].isdigit()


def _after_end(buffer: str, line_start: int) -> bool:
    """Whether a sentence or a blank line stands before the line."""
    at = line_start - 1
    while at > 0 and buffer[at - 1] in " \t\u3000":
        at -= 1
    return at <= 0 or buffer[at - 1] in "\n。！？；”）)…"
