"""Each place alone: what could be a heading marker here?

Guarantees:
1. Every candidate is a place where a row of LADDER matches at a line start, behind a sentence end inside a line, or at a line's end.
2. Candidates are in source order; readings of one place that exclude each other follow one another with the same `start`.
3. A line that a family of the project's own reads has no other reading at its start.
4. The scan reads the text a bounded number of times; its time is linear in the text.

What few texts need is loaded where one does: who looks for a family alone is asked where it is there.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import attrgetter
from typing import Final

from casekit.ladder import LADDER
from casekit.ladder.in_use import IN_USE
from casekit.parser.lines import Lines, firsts
from casekit.parser.scan.before_lists import before_lists
from casekit.parser.scan.beginnings import line_starts
from casekit.parser.scan.behind import look_behind, look_inside
from casekit.parser.scan.blanks import refuse_blanks
from casekit.parser.scan.blurred import blurred
from casekit.parser.scan.candidate import (
    ANSWERS,
    CHAPTERS,
    CLOSED,
    FOREWORD,
    GLUED,
    LONG,
    SURE,
    Candidate,
    Mark,
    Note,
    Reader,
    leaf_start,
    taken_rows,
    text_start,
)
from casekit.parser.scan.counted import MEASURED
from casekit.parser.scan.dates import refuse_dates
from casekit.parser.scan.due_inside import due_inside
from casekit.parser.scan.inside import STATED, behind_titles
from casekit.parser.scan.inside import glued as inside
from casekit.parser.scan.labels import glued_labels, labels, ordinal_labels
from casekit.parser.scan.lone import LONE_FAMILIES, lone
from casekit.parser.scan.page_words import end_titles
from casekit.parser.scan.quantities import before_names, before_nouns, before_quantities, doubt_lone_decimals, refuse_cells
from casekit.parser.scan.run_together import run_together
from casekit.parser.scan.spoken_of import refuse_spoken_of
from casekit.parser.scan.suffixes import suffixes
from casekit.parser.scan.swapped import full_stops, lost_delimiters, odd_brackets, odd_delimiters, slipped_units, swapped, wrong_points
from casekit.parser.scan.whole_named import refuse_whole

_order: Final = attrgetter("start")
_READER: Final = Reader()
_DROPPED: Final = frozenset(family.id for family in LADDER if family.kind == "heading" and family.belief < SURE)
"""Markers that a search for the cheapest reading may drop where two of them changed places."""
_ZEROS: Final = firsts("0０")
_UNASSIGNED: Final = frozenset("×xXＸｘ╳✕□○？?_＿（( \u3000")
"""What stands behind 第 where a draft has no number yet."""
_HALVES: Final = "上中下"
_HALVED: Final = frozenset("编編篇册冊卷")
"""What a text may have two halves of, or three parts."""
_ONE_ONE: Final = "1.1"
_MEN: Final = "炮砲卒帅帥"
"""No game of chess goes on for long without one of them."""

__all__ = [
    "ANSWERS",
    "CLOSED",
    "FOREWORD",
    "GLUED",
    "LONE_FAMILIES",
    "LONG",
    "MEASURED",
    "STATED",
    "Candidate",
    "Mark",
    "Note",
    "leaf_start",
    "merge",
    "scan",
    "text_start",
]


def scan(lines: Lines) -> list[Candidate]:
    """All candidates of a text, in source order."""
    places = lines.spots
    found = line_starts(lines, _READER)
    look_behind(lines, found)
    swapped(found)
    lost_delimiters(lines.texts, found)
    odd_delimiters(lines.texts, found)
    odd_brackets(lines.texts, found)
    full_stops(lines.texts, found)
    decimals = [candidate for candidate in found if candidate.family.id == "decimal"]
    if found and found[0].number > 1 and not found[0].glued:
        from casekit.parser.scan.above_decimals import believe_at_the_beginning

        believe_at_the_beginning(lines, found)
    refuse_dates(lines, decimals, found)
    if any(candidate.number % 10 == 9 for candidate in decimals):
        from casekit.parser.scan.lost_zeros import lost_zeros

        lost_zeros(lines, decimals, found)
    if decimals:
        if any(one.path == (1, 1) and len(one.marker) > len(_ONE_ONE) for one in decimals):
            from casekit.parser.scan.doubled import refuse_doubled

            refuse_doubled(decimals)
        spaced = [one for one in decimals if " " in one.marker]
        if len(spaced) > 1:
            from casekit.parser.scan.spaced_decimals import doubt_firsts

            doubt_firsts(spaced, found)
        refuse_cells(lines, found, decimals)
        doubt_lone_decimals(lines, found, decimals)
    refuse_spoken_of(lines, found)
    if lines.beginning(_ZEROS):
        from casekit.parser.scan.from_zero import from_zero

        found = merge(found, from_zero(lines, _READER, found))
    families = {candidate.family.id for candidate in found}
    if "chapter" in families and "article" in families:
        slipped_units(lines, found)
    if "formal-comma" in families:
        from casekit.parser.scan.turns import refuse_surnames

        refuse_surnames(lines.buffer, found)
    if "arabic-blank" in families or (decimals and "arabic-bare" in families):
        from casekit.parser.scan.above_decimals import believe_above_decimals, believe_behind_forewords
        from casekit.parser.scan.counted_titles import counted_titles
        from casekit.parser.scan.lost_points import lost_points

        found = merge(found, counted_titles(lines, _READER, found))
        found = merge(found, lost_points(lines, _READER, found))
        believe_above_decimals(found)
        believe_behind_forewords(lines, found)
    if "article" in families and ("2" in lines.by_first or "２" in lines.by_first):
        from casekit.parser.scan.paragraphs import paragraphs

        found = merge(found, paragraphs(lines, _READER, found))
    alone = lone(lines, found)
    if alone:
        apart = {candidate.row for candidate in alone}
        found = sorted([*(candidate for candidate in found if candidate.row not in apart), *alone], key=_order)
    if IN_USE:
        from casekit.parser.scan.custom import own

        chosen = own(lines, IN_USE)
        rows = {candidate.row for candidate in chosen}
        found = sorted([*chosen, *(candidate for candidate in found if candidate.row not in rows)], key=_order)
    taken = taken_rows(lines, found)
    learnt = labels(lines, _READER, taken, places) + glued_labels(lines, _READER, found, taken) + ordinal_labels(lines, _READER, taken)
    learnt += wrong_points(lines, _READER, found, taken) + before_quantities(lines, _READER, found, taken)
    if decimals and "arabic-bare" in families:
        from casekit.parser.scan.above_decimals import counted_above_decimals

        learnt += counted_above_decimals(lines, _READER, found)
    if "arabic-bare" in families:
        from casekit.parser.scan.above_decimals import believe_padded, between_touching

        believe_padded(lines, found)
        rows = {candidate.row for candidate in learnt}
        learnt += [candidate for candidate in between_touching(lines, _READER, found) if candidate.row not in rows]
    if decimals:
        learnt += before_nouns(lines, _READER, found, taken)
    learnt += before_names(lines, _READER, found, taken) + before_lists(lines, _READER, found, taken) + blurred(lines, found, taken)
    unread = [row for row in lines.by_first.get("第", ()) if not taken[row] and lines.texts[row][1:2] in _UNASSIGNED]
    if unread:
        from casekit.parser.scan.unassigned import unassigned

        learnt += unassigned(lines, unread, found)
    if "article" in families:
        others = (row for row in lines.by_first.get("第", ()) if not taken[row])
        named = [row for row in others if "条" in lines.texts[row][2:9] or "條" in lines.texts[row][2:9]]
        if named:
            from casekit.parser.scan.due_articles import due_articles

            learnt += due_articles(lines, _READER, named, found)
    halved = [row for first in _HALVES for row in lines.by_first.get(first, ()) if not taken[row] and lines.texts[row][1:2] in _HALVED]
    if len(halved) > 1:
        from casekit.parser.scan.halves import halves

        learnt += halves(lines, _READER, found, sorted(halved))
    found = merge(found, learnt)
    extra = suffixes(lines, found, places)
    if extra:
        suffixed = {candidate.row for candidate in extra}
        found = [candidate for candidate in found if candidate.row not in suffixed or candidate.family.belief >= 4]
    glued = inside(lines, _READER, places)
    if "article" in families or any(candidate.family.id == "article" for candidate in glued):
        from casekit.parser.scan.law_begun import law_begun

        glued += law_begun(lines, _READER, found, glued)
    glued += behind_titles(lines, _READER, [*found, *glued])
    glued += due_inside(lines, _READER, found)
    glued += run_together(lines, _READER, places, found, glued)
    if glued:
        from casekit.parser.scan.behind_blanks import behind_blanks

        glued += behind_blanks(lines, _READER, found, glued)
    look_inside(lines.buffer, glued, found)
    if glued:
        from casekit.parser.scan.units_inside import believe_below_units, refuse_units

        refuse_units(lines.buffer, glued, found)
        believe_below_units(lines.buffer, glued)
    if extra or glued:
        found = _together(found, extra, glued)
    families = {candidate.family.id for candidate in found}
    if not families.isdisjoint(CHAPTERS):
        from casekit.parser.scan.chapters_told import refuse_told

        refuse_told(lines, found)
    end_titles(lines, found)
    if "lesson" in families or "unit" in families:
        from casekit.parser.scan.periods import note_periods

        note_periods(lines, found)
    if "annex" in families:
        from casekit.parser.scan.annexed import behind_signatures

        behind_signatures(lines, [candidate for candidate in found if candidate.family.id == "annex"])
    if "question" in families:
        from casekit.parser.scan.asked import refuse_asked

        refuse_asked(lines, found)
    if "stem" in families:
        from casekit.parser.scan.turns import refuse_turns

        refuse_turns(found)
    if not lines.spots.rare.isdisjoint(_MEN):
        from casekit.parser.scan.moves import refuse_moves

        refuse_moves(lines, found)
    refuse_blanks(lines, found)
    if not families.isdisjoint(_DROPPED):
        from casekit.parser.scan.exchanged import exchanged

        exchanged(found)
    refuse_whole(lines, found)
    return found


def _together(found: list[Candidate], extra: list[Candidate], glued: list[Candidate]) -> list[Candidate]:
    """All candidates in source order, each apart from the others; `glued` are left out where something is found already."""
    starts = [candidate.start for candidate in found]
    more = extra + [candidate for candidate in glued if not _holds(starts, candidate.start)]
    more.sort(key=_order)
    apart = all(_alone(found, starts, candidate) for candidate in more)
    apart = apart and all(one.end <= text_start(other) for one, other in pairwise(more))
    together = merge(found, more)
    return together if apart else _apart(together)


def _holds(starts: list[int], start: int) -> bool:
    place = bisect_left(starts, start)
    return place < len(starts) and starts[place] == start


def _alone(found: list[Candidate], starts: list[int], candidate: Candidate) -> bool:
    """Whether no other candidate stands on the marker, or on the title before it."""
    begin = text_start(candidate)
    place = bisect_left(starts, begin)
    if place < len(starts) and starts[place] < candidate.end:
        return False
    return not place or all(other.end <= begin for other in found[bisect_left(starts, starts[place - 1]) : place])


def _apart(candidates: list[Candidate]) -> list[Candidate]:
    """Without those whose heading would begin inside what another covers; of a title with a marker at both ends the surer counts."""
    lost: set[int] = set()
    for place, candidate in enumerate(candidates):
        if candidate.suffix:
            rivals = [other for other in _on_the_same_title(candidates, place) if not other.glued and other.belief > candidate.belief]
            if rivals:
                lost.add(id(candidate))
            else:
                lost.update(id(other) for other in _on_the_same_title(candidates, place))
    kept: list[Candidate] = []
    start = end = -1
    for candidate in candidates:
        begin = candidate.start
        if (begin == start or begin >= end) and not (lost and id(candidate) in lost):
            kept.append(candidate)
            start = begin
            if candidate.end > end:
                end = candidate.end
    return kept


def _on_the_same_title(candidates: list[Candidate], place: int) -> list[Candidate]:
    """The candidates that begin between the title and the end of the suffix marker at `place`."""
    suffix = candidates[place]
    found: list[Candidate] = []
    at = place - 1
    while at >= 0 and candidates[at].end > suffix.title_start:
        found.append(candidates[at])
        at -= 1
    at = place + 1
    while at < len(candidates) and candidates[at].start < suffix.end:
        found.append(candidates[at])
        at += 1
    return found


def merge(candidates: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    """Both lists in source order, given the first in this order; `more` are few."""
    if not more:
        return candidates
    merged: list[Candidate] = []
    at = 0
    for candidate in sorted(more, key=_order):
        place = bisect_right(candidates, candidate.start, at, key=_order)
        merged += candidates[at:place]
        merged.append(candidate)
        at = place
    merged += candidates[at:]
    return merged
