"""What it costs to go on with a series, and to open a level.

Guarantees:
1. Costs are sums of the named weights, so that every one can be told.
"""

from typing import Final

from casekit.ladder.readings import LETTERS
from casekit.parser.frames import AGAIN, CASES, Frame, is_foreword
from casekit.parser.scan import CLOSED, GLUED, LONG, STATED, Candidate
from casekit.parser.scan.candidate import CHAPTERS, COUNTDOWN, FROM_ZERO, IN_A_PROCESS, PARAGRAPH, RUNS_THROUGH, SIGNED_OFF, SPANS, TAKEN_UP
from casekit.parser.weights import Weights as W

TRAIT_COST: Final = [bin(i).count("1") * W.trait for i in range(128)]
_HIGH: Final = 40
"""A list that begins above this is hardly a list."""
_FALL_MOST: Final = 2
"""A series that counts down falls by no more at a time."""
_LOST_MOST: Final = 3
"""Articles go on under a new chapter though so many were lost before it."""
_ARTICLE: Final = "article"
_TURNED: Final = ("section", "chapter")
_APPENDIX: Final = ("附录", "附錄")
"""An appendix belongs to the whole, where an annex may belong to a part that is a text of its own."""
_ANNEXES: Final = frozenset(("english:appendix", "english:annex"))
"""Annexes by an English word, which belong to the text as 附件1 does."""


def series_cost(here: Candidate, frame: Frame, candidate: Candidate) -> tuple[float, str]:
    """What it costs to go on with an open series."""
    number, last = candidate.number, frame.number
    if number == last + 1 or (number == last and (candidate.sub or 0) > (here.sub or 0)):
        cost, relation = 0.0, "due"
    elif number < last <= number + _FALL_MOST and _fall(here, candidate):
        cost, relation = (0.0, "due") if number == last - 1 else (W.gap_one, "gap")
    elif number == last:
        cost, relation = W.repeat, "repeat"
    elif number > last:
        both = here.glued and candidate.glued and here.delimiter == candidate.delimiter
        cost = W.gap_glued if both and number == last + 2 else _gap(number - last - 1)
        relation = "gap"
    elif number == 1:
        cost, relation = W.restart, "restart"
    else:
        cost, relation = W.backwards, "backwards"
    # What a line looks like says nothing about a marker inside one.
    cost += W.trait * (here.glued != candidate.glued) if here.glued or candidate.glued else TRAIT_COST[here.traits ^ candidate.traits]
    if here.style != candidate.style:
        cost += W.kindred
    elif here.delimiter != candidate.delimiter:
        cost += W.delimiter
    if len(candidate.path) > 1 and here.path[:-1] != candidate.path[:-1]:
        cost += W.strange_prefix
    return cost, relation


def _gap(missing: int) -> float:
    """What so many missing numbers of a series cost."""
    return W.gap_one if missing == 1 else min(W.gap_most, W.gap_more + W.gap_each * (missing - 2))


def _fall(here: Candidate, candidate: Candidate) -> bool:
    """Whether both belong to a series whose numbers fall to 1."""
    return is_noted(here, COUNTDOWN) and is_noted(candidate, COUNTDOWN)


def _is_unit(parent: Candidate | None) -> bool:
    """Whether a heading divides a book or a law, as 第二章 does."""
    return parent is not None and parent.family.id in CHAPTERS


def is_noted(candidate: Candidate, note: str) -> bool:
    return any(name == note for name, _ in candidate.notes)


def open_cost(
    last: dict[str, int],
    pairs: set[tuple[str, str]],
    candidate: Candidate,
    frame: Frame,
    child: Frame | None,
    passing: float,
    same: list[tuple[int, bool]],
) -> tuple[float, str]:
    """What it costs to open a level under `frame`; `child` is the open level under it that this closes."""
    style, number = candidate.style, candidate.number
    parent = frame.here
    relation = "opens"
    before = -1
    for past, closed_at in frame.past:
        if past == style:
            before = closed_at
    if child is not None and child.style == style:
        before = child.number
    falls = bool(candidate.notes) and is_noted(candidate, COUNTDOWN)
    behind_zero = bool(candidate.notes) and number == 1 and is_noted(candidate, FROM_ZERO)
    paragraph = bool(candidate.notes) and is_noted(candidate, PARAGRAPH)
    if number == 1 or falls or paragraph or (number == 0 and candidate.family.id.startswith("decimal")):
        cost = W.opens
    elif last.get(style) == number - 1 and before < 0 and not any(alike for _, alike in same):
        cost = 0.0 if candidate.family.runs_on else W.runs_on
        relation = "runs-on"
        if cost and (frame.style == "title" or (parent is not None and parent.kind == "boundary")) and not is_foreword(parent):
            cost += W.runs_on_below_title
    elif child is not None and (parent is None or len(parent.path) == 1) and after_decimals(child, candidate):
        cost = W.after_decimals
        relation = "after-decimals"
    elif candidate.family.runs_on and before < 0 and _is_unit(parent) and 0 < number - last.get(style, number) <= _LOST_MOST + 1:
        cost = _gap(number - last[style] - 1)
        relation = "runs-on"
    else:
        cost = min(W.opens_latest, W.opens_late + W.opens_later * (number - 2))
        relation = "opens-late"
        if number > _HIGH and candidate.series == "arabic":
            cost += W.opens_high
    if behind_zero:
        cost += W.strange_prefix if parent is not None and (parent.kind == "boundary" or parent.path[0] == 0) else 0.0
    elif child is not None and not (child.style == "title" and is_foreword(child.here)):
        cost += passing if relation not in ("runs-on", "after-decimals") else 0.0
        closed = (child.here.family.rank if child.here is not None else 0) - candidate.family.rank
        if relation == "opens-late" and late_below(pairs, frame, child, candidate):
            cost += W.late_known
        annexed = style in _ANNEXES
        if relation != "after-decimals" and not (annexed and parent is not None and parent.family is candidate.family):
            cost += (W.opens_above if closed >= 2 or annexed else W.opens_outside) - W.opens
    if before >= 0:
        cost += W.resumed if before + 1 == number else W.reopened
        relation = "resumed" if before + 1 == number else "reopened"
    if same:
        nearest, alike = same[0]
        if alike and nearest and parent is not None and parent.kind == "case":
            cost += W.below_itself_known if (AGAIN, CASES + style) in pairs else W.below_itself_in_a_case
        elif alike and nearest and parent is not None and parent.notes and is_noted(parent, IN_A_PROCESS):
            cost += W.below_itself_known
        elif alike and nearest:
            cost += W.below_itself_between
            if candidate.series == "han" and parent is not None and parent.family.rank > candidate.family.rank:
                cost += W.turned
            if parent is not None and nearest == 1 and parent.kind == candidate.kind and _stands_higher(parent, candidate, frame):
                cost += W.returned
        elif alike:
            again = (style, style) in pairs and (len(same) == 1 or _set_in_further(frame, candidate))
            cost += W.below_itself_again if again else W.below_itself
            if number == 1 and _right_under_a_title(parent, candidate):
                cost += W.below_itself_at_once
            if parent is not None and 0 < candidate.start - candidate.line_start == parent.start - parent.line_start:
                cost += W.below_itself_in_line
        elif nearest == 0:
            cost += W.kindred_below
            if candidate.series == "han":
                cost += W.kindred_below_han
        if candidate.notes and is_noted(candidate, TAKEN_UP):
            cost += W.taken_up_below
    if parent is not None and parent.family.rank > candidate.family.rank and len(candidate.path) == 1:
        known = (frame.style, style) in pairs
        cost += W.reversed_known if known else min(W.reversed, W.reversed_rank * (parent.family.rank - candidate.family.rank))
        if (parent.style == _ARTICLE and candidate.family.id in CHAPTERS) or (parent.style, style) == _TURNED:
            cost += W.chapter_below_article
        if not known and candidate.family.id == "chapter" and parent.family.id == "han-comma" and parent.number > 1:
            cost += W.chapter_below_item
        if not known and relation == "opens-late" and candidate.series == "han" and parent.series.startswith("arabic"):
            cost += W.reversed_late_han
        if not known and same and same[0][1] and frame.number > 1 and parent.kind == "heading":
            cost += W.reversed_late
    if parent is not None and parent.notes and candidate.notes and is_noted(candidate, SPANS) and is_noted(parent, RUNS_THROUGH):
        cost += W.below_running
    if number == 1 and child is not None and candidate.notes and is_noted(candidate, IN_A_PROCESS):
        cost += W.beside_its_process
    if paragraph and frame.style != _ARTICLE:
        cost += W.paragraph_elsewhere
    if frame.style == "title" and is_foreword(parent):
        cost += W.below_foreword
    if parent is not None and (candidate.family.id == "annex" or candidate.style in _ANNEXES):
        if parent.kind == "heading" or (parent.kind == "container" and _nested(frame, child)):
            cost += 0.0 if _holds_annexes(frame, candidate) else W.annex_below
            if parent.family.rank > candidate.family.rank and candidate.style in _ANNEXES:
                cost += W.annex_below_item
        elif parent.kind == "container" and (
            candidate.marker[:2] in _APPENDIX or (child is not None and child.here is not None and child.here.path[:-1] == (parent.number,))
        ):
            cost += W.annex_below_part
        if parent.kind != "case" and candidate.notes and is_noted(candidate, SIGNED_OFF):
            cost += W.annex_signed_off
    if len(candidate.path) > 1:
        cost += _prefix_cost(candidate, parent, (frame.style, style) in pairs)
        if child is not None and child.style == _ARTICLE:
            cost += W.decimal_behind_articles
        if parent is None and number == 1 and child is not None and child.here is not None and child.here.path == candidate.path[:-1]:
            cost += W.beside_its_elder
    if candidate.traits & GLUED and not (parent is not None and parent.glued):
        cost += W.born_glued
        if (parent is None or parent.style != "article") and candidate.notes and candidate.notes[0][0] == STATED:
            cost += W.born_in_a_statement
    return cost, relation


def _holds_annexes(frame: Frame, candidate: Candidate) -> bool:
    """Whether a heading of the first level stands right above an English annex, which is what it holds: Part 4　附录, Appendix A."""
    here = frame.here
    if here is None or candidate.style not in _ANNEXES or frame.depth != 1 or here.family.rank > candidate.family.rank:
        return False
    return candidate.row - here.row == 1 and not here.traits & (CLOSED | LONG)


def _stands_higher(parent: Candidate, candidate: Candidate, frame: Frame) -> bool:
    """Whether a heading usually stands above the style of `candidate`, under which it stands here: （二） / 一、 / （一）."""
    up = frame.up
    higher = parent.family.rank < candidate.family.rank and (
        parent.series == "han" or parent.style == _ARTICLE or parent.family.id in CHAPTERS
    )
    return higher and up is not None and up.style == candidate.style


def _right_under_a_title(parent: Candidate | None, candidate: Candidate) -> bool:
    """Whether nothing stands between a title and a first number of its own style, which hardly changed its place with the title's."""
    if parent is None or parent.number <= 2 or candidate.row != parent.row + 1:
        return False
    return not parent.traits & (CLOSED | LONG)


def _set_in_further(frame: Frame, candidate: Candidate) -> bool:
    """Whether a line is set in further than that of the heading above it, and so on through all open levels of its style."""
    if candidate.glued:
        return False
    indent = candidate.start - candidate.line_start
    at: Frame | None = frame
    while at is not None and at.here is not None and at.style == candidate.style:
        above = at.here.start - at.here.line_start
        if above >= indent or at.here.glued:
            return False
        indent = above
        at = at.up
    return True


def is_beside_another(top: Frame, here: Candidate, candidate: Candidate) -> bool:
    """Whether a line is not set in as that of `here` is, its elder, but as another open one of the style."""
    indent = candidate.start - candidate.line_start
    if candidate.glued or here.style != candidate.style or indent == here.start - here.line_start:
        return False
    at: Frame | None = top
    while at is not None and at.here is not None:
        other = at.here
        if other.style == candidate.style and not other.glued and other.start - other.line_start == indent:
            return True
        at = at.up
    return False


def after_decimals(child: Frame, candidate: Candidate) -> bool:
    """Whether the open level is one of decimals that begin with the number before: 2 behind 1.5, of whose 1 the line was lost."""
    here = child.here
    return here is not None and len(here.path) > 1 and here.path[0] == candidate.number - 1 and candidate.family.prefix


def _nested(frame: Frame, child: Frame | None) -> bool:
    """Whether a container stands in another or holds one, so that both divide the text that an annex belongs to: 第一幕, 第一场."""
    up = frame.up
    above = up is not None and up.here is not None and up.here.kind == "container"
    return above or (child is not None and child.here is not None and child.here.kind == "container")


def _prefix_cost(candidate: Candidate, parent: Candidate | None, known: bool) -> float:
    prefix = candidate.path[:-1]
    if parent is not None and (parent.path == prefix) and (parent.family.prefix or len(prefix) > 1 or prefix[0] > LETTERS):
        return -W.opens
    if parent is not None and parent.path == prefix and known:  # 四、 holds 4.2, as 二、 held 2.1
        return -W.opens
    if parent is not None and parent.kind == "boundary" and prefix == (0,):  # 引言 holds 0.1
        return -W.opens
    return W.strange_prefix if parent is not None or len(prefix) > 1 else 0.6


def late_below(pairs: set[tuple[str, str]], frame: Frame, child: Frame, candidate: Candidate) -> bool:
    """Whether a style stood under that of `frame` before, and `child`, which it closes, is of a lower rank: its first numbers were lost."""
    return child.here is not None and child.here.family.rank > candidate.family.rank and (frame.style, candidate.style) in pairs
