"""Headings by what the file of a text says of its lines: styles of Word, `#`, h1–h6, bookmarks, and letters that look unlike the rest.

Guarantees:
1. A text whose file says nothing is not touched.
2. A line that the file calls a heading and that has no marker is offered once; titles are whole lines.
3. Levels decide between parents only where they fit the numbers of the headings that have some; where they do not (converters set them
   all alike, people pick styles by their looks), they tell that a line is a heading and no more.
4. The time is linear in the candidates and the lines.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Final

from casekit.ladder.family import Family
from casekit.parser.leads import NAMED
from casekit.parser.levels import LONG, LOOKED, STYLED, Guide, fitness, runs_in
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate, Mark, merge
from casekit.parser.scan.candidate import ONE_OF_SEVERAL
from casekit.parser.setting import Setting
from casekit.parser.told import Look, Told

_TRUSTED: Final = 0.7
"""Levels that fit the numbers less well say nothing."""
_LEVEL_WORTH: Final = 2.5
"""What speaks for a marker on a line that is a heading to the file."""
_KNOWN, _UNKNOWN = 4.0, 2.6
"""The belief in a line without a marker that is a heading to the file, on a level or on none."""
_LOOK_WORTH: Final = 1.4
"""The belief in a line that only looks like a heading."""
_BODY_COST: Final = 1.6
"""The most that speaks against a marker that its file calls body text, where all others of its style are headings to it."""
_BOLD_WORTH, _PLAIN_COST = 0.5, 0.7
"""The same for letters."""
_LONGEST: Final = 90
"""A line longer than `LONG` is rather a paragraph in a heading's style, one longer than this nothing else (code points)."""
_SENTENCE_COST: Final = 4.0
_STOPS: Final = frozenset("。；;，,、")
_LOOK_LONGEST: Final = 30
_LOOK_TRUST: Final = 0.4
_LOOK_SHARE: Final = 0.25
"""A look that more of the lines have than this is no heading's."""
_MISUSED: Final = 0.5
"""Where more of the text than this is headings to the file, its writer has used a heading's style for text."""
_MISUSED_LENGTH: Final = 25
_SIGNED: Final = ("title-and-byline", "behind-a-signature", ONE_OF_SEVERAL)
_HEAD: Final = 6
"""The document's title is one of the first lines."""


_Marked = defaultdict[int, list[Candidate]]
"""The candidates that begin or end their line, by line."""


def hinted(lines: Lines, candidates: list[Candidate], setting: Setting, given: Told) -> tuple[list[Candidate], Guide | None]:
    """All candidates, those among them that the file alone shows, and what it says of their levels; None where it says nothing."""
    if _misused(lines, given):
        given.levels.clear()
    marked: _Marked = defaultdict(list)
    held: set[int] = set()
    for candidate in candidates:
        if candidate.glued:
            held.add(candidate.row)
        elif not candidate.refused and not _replaced(candidate, given):
            marked[candidate.row].append(candidate)
            if candidate.start < candidate.end and (end := lines.at(candidate.end - 1)) != candidate.row:
                marked[end].append(candidate)  # a marker torn by a line end
    title = _title(lines, given, marked)
    setting.titles = frozenset(given.titles if title < 0 else {*given.titles, title})
    told = {row: level for row, level in given.levels.items() if row not in setting.titles}
    levels = {row: level for row, level in sorted(told.items()) if setting.free(lines.begin(row))}
    known = len(set(levels.values()) - {0}) > 1
    trust = fitness((marked[row][0] if row in marked else None, level) for row, level in levels.items())
    if not known or trust < _TRUSTED:
        trust, levels = 0.0, dict.fromkeys(levels, 0)
    _weigh_markers(lines, marked, levels, given.looks)
    bare = [row for row in levels if row not in marked and _is_title(lines.texts[row], row in held)]
    offered = [_styled(lines, row, levels[row], _last(lines, row, given, marked)) for row in bare]
    if not levels:
        looked = _looked(lines, marked, setting, given)
        offered += [_shown(lines, row, level) for row, level in looked.items() if row not in marked]
        levels, trust = looked, _LOOK_TRUST
    if not offered and not levels:
        return candidates, None
    guide = Guide(lines, trust)
    for candidate in [*offered, *(one for row in levels for one in marked.get(row, ()))]:
        guide.levels[candidate.start] = levels.get(candidate.row, 0)
    taken = {row for candidate in offered for row in range(candidate.row, lines.at(candidate.line_end) + 1)}
    for candidate in candidates:
        if candidate.row in taken:
            candidate.refused = candidate.refused or "in-a-title"
    return merge(candidates, offered), guide


def _replaced(candidate: Candidate, given: Told) -> bool:
    """Whether a title without a number is known better by the file; those with a byline stay, for they divide cases."""
    return candidate.kind == "boundary" and candidate.row in given.levels and candidate.notes[0][0] not in _SIGNED


def _last(lines: Lines, row: int, given: Told, marked: _Marked) -> int:
    """The last line of a heading that begins in `row`: what begins another heading is none of it."""
    last = given.ends.get(row, row)
    last = next((at - 1 for at in range(row + 1, last + 1) if at in marked or at in given.levels), last)
    while not lines.texts[last]:
        last -= 1
    return last


def _misused(lines: Lines, given: Told) -> bool:
    """Whether text stands in the styles of headings."""
    letters = sum(len(lines.texts[row]) for row in given.levels)
    return letters > _MISUSED * len(lines.buffer) and letters > _MISUSED_LENGTH * len(given.levels)


def _title(lines: Lines, given: Told, marked: _Marked) -> int:
    """The line of the document's title that is its only heading of the highest level, -1 for none."""
    if len(given.levels) < 2:
        return -1
    row, level = min(given.levels.items())
    others = [other for at, other in given.levels.items() if at != row]
    ahead = sum(1 for text in lines.texts[:row] if text)
    if level == 0 or ahead >= _HEAD or row in marked or any(other <= level for other in others):
        return -1
    return row


def _is_title(text: str, holds_headings: bool = False) -> bool:
    """Whether a whole line can be a title: made of words, and no paragraph with headings inside."""
    return len(text) <= (LONG if holds_headings else _LONGEST) and any(c.isalnum() for c in text)


def _weigh_markers(lines: Lines, marked: _Marked, levels: dict[int, int], looks: dict[int, Look]) -> None:
    """Raise the belief in markers on lines that are headings to the file, lower it in others of their style."""
    styles: defaultdict[str, list[Candidate]] = defaultdict(list)
    for row, ending in marked.items():
        for candidate in ending:
            if candidate.row == row:  # a torn marker stands with both its lines
                styles[candidate.style].append(candidate)
    for alike in styles.values():
        headings = [candidate for candidate in alike if candidate.row in levels]
        share = len(headings) / len(alike)
        for candidate in headings:
            level = levels[candidate.row]
            candidate.weigh(_told(level), _LEVEL_WORTH)
        if headings:
            for candidate in alike:
                if candidate.row not in levels and not runs_in(lines.texts[candidate.row]):
                    candidate.weigh("text-in-the-file", -round(_BODY_COST * share, 2))
            continue
        shown = [candidate for candidate in alike if candidate.row in looks]
        if shown:
            for candidate in alike:
                if candidate.row in looks:
                    candidate.weigh("looks-like-a-heading", _BOLD_WORTH)
                elif 2 * len(shown) >= len(alike):
                    candidate.weigh("looks-like-text", -_PLAIN_COST)


def _told(level: int) -> str:
    return f"heading-{min(level, 9)}-in-the-file" if level else "heading-in-the-file"


def _styled(lines: Lines, row: int, level: int, last: int) -> Candidate:
    """A line without a marker that is a heading to the file, with those that it goes on in up to `last`."""
    text = lines.texts[row]
    candidate = _line(lines, row, STYLED, level)
    candidate.kind = "styled"
    candidate.line_end = lines.text_end(last)
    begin, end = candidate.start, lines.begin(last) + len(lines.texts[last])
    named = NAMED.fullmatch(lines.buffer, begin, end)
    if named:  # 【做法】 is called 做法
        candidate.sign = begin
        candidate.start = candidate.end = named.start("title")
        end = named.end("title")
    elif lines.buffer[end - 1] in ":：" and end - begin > 1:
        end -= 1
    candidate.title_start = end
    candidate.weigh(_told(level), _KNOWN if level else _UNKNOWN)
    if text[-1] in _STOPS or "。" in text:
        candidate.weigh("a-sentence", -_SENTENCE_COST)
    if len(text) > LONG:
        candidate.weigh("long", -1.5)
    return candidate


def _shown(lines: Lines, row: int, level: int) -> Candidate:
    """A line without a marker that looks like a heading."""
    candidate = _line(lines, row, LOOKED, level)
    candidate.weigh("looks-like-a-heading", _LOOK_WORTH)
    return candidate


def _line(lines: Lines, row: int, family: Family, level: int) -> Candidate:
    start = lines.begin(row)
    mark = Mark(family, " ", 0, None, (start,))
    mark.style = mark.series = f"{family.id}-{level}"
    mark.belief = 0.0
    mark.delimiter = ""
    candidate = Candidate(start, start, row, lines.starts[row], lines.text_end(row), mark)
    candidate.title_start = start + len(lines.texts[row])
    return candidate


def _looked(lines: Lines, marked: _Marked, setting: Setting, given: Told) -> dict[int, int]:
    """The levels of headings that only their looks show: bold or larger letters on short lines apart from each other, the largest first.

    Empty where no two lines without a marker look so.
    """
    filled = sum(1 for text in lines.texts if text)
    alike: defaultdict[Look, list[int]] = defaultdict(list)
    for row, look in given.looks.items():
        if (look.bold or look.size) and setting.free(lines.begin(row)):
            alike[look].append(row)
    shown = [look for look, rows in alike.items() if _headings(lines, marked, sorted(rows), filled)]
    order = sorted(shown, key=lambda look: (-look.size, not look.bold, not look.centred))
    return {row: level for level, look in enumerate(order, 1) for row in alike[look]}


def _headings(lines: Lines, marked: _Marked, rows: list[int], filled: int) -> bool:
    """Whether the lines of one look are headings."""
    plain = [row for row in rows if row not in marked]
    if len(plain) < 2 or len(rows) > _LOOK_SHARE * filled:
        return False
    for row in rows:
        text = lines.texts[row]
        if len(text) > _LOOK_LONGEST or text[-1] in _STOPS or not _is_title(text):
            return False
    return all(behind - row > 1 for row, behind in pairwise(rows))
