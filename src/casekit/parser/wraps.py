"""Which line breaks are inside a sentence, and where text was lost.

Guarantees:
1. Blocks are in source order, do not overlap, and leave out white space alone.
2. A break is joined only where the halves can be one sentence; where text was lost the second half
   is a block of its own, with the evidence.
3. The text of a block is its lines, without the breaks: nothing between two Han characters, one blank between Latin words.
"""

import re
from dataclasses import dataclass

from casekit.model import Block, Join
from casekit.parser.lines import Lines
from casekit.parser.setting import Setting, seam

_SENTENCE_END = frozenset("。！？!?；;…：:")
_CLOSERS = frozenset("”’」』）)】》")
_CLOSED = frozenset("。！？!?…；")
"""A sentence that ends with one of these may be closed by a quotation mark or a bracket."""
_QUOTES = re.compile("[“”]")
_PUNCTUATION = re.compile("[，。、；：,;:“”]")
_PARTICLES = frozenset("的地得等和与及或、，。；：,;:之而并且了着过在是为中上下者性化们时后前里外间内”’）》」』")
_LEAST_BROKEN = 15
"""A line shorter than this, in code points, was ended on purpose where lines are not wrapped."""


@dataclass(slots=True)
class Behind:
    """What the outline says about the end of a text.

    `jump` tells that the next heading's number does not follow, `lone` that a series ended with its first member.
    """

    jump: bool = False
    lone: bool = False


class _Open:
    """The paragraph under construction: its segments (start, end, line number), and the furniture met behind the nth of them.

    `ended` tells that its last segment ends a sentence, `indent` how far its first one is indented, `line_start` where the last one's line
    begins. `balance` is how many quotations are open, `punctuated` whether there is punctuation, in the first `counted` segments.
    """

    __slots__ = ("balance", "counted", "ended", "indent", "line_start", "lost", "punctuated", "segments", "skipped")

    def __init__(self, begin: int, stop: int, row: int, line_start: int, ended: bool, lost: str = "") -> None:
        self.segments = [(begin, stop, row)]
        self.line_start = line_start
        self.indent = begin - line_start
        self.ended = ended
        self.lost = lost
        self.skipped: dict[int, list[tuple[int, int, int]]] = {}
        self.counted = self.balance = 0
        self.punctuated = False


def paragraphs(lines: Lines, start: int, end: int, row: int, setting: Setting, behind: Behind) -> list[Block]:
    """The blocks of the text `[start, end)`, which holds no heading; `start` is on the line `row`."""
    buffer, texts, starts, raw = lines.buffer, lines.texts, lines.starts, lines.raw
    kinds, width = setting.kinds, setting.width
    blocks: list[Block] = []
    now: _Open | None = None
    pending: list[tuple[int, int, int]] = []
    last = lines.at(end - 1) if end > start else row
    if last > row and starts[last] + len(raw[last]) > end and not buffer[starts[last] : end].strip():
        last -= 1  # the blanks before the next heading
    while last > row and not texts[last]:
        last -= 1
    while row <= last:
        line_start = starts[row]
        if line_start < start or line_start + len(raw[row]) > end:  # a heading stands on the same line
            line_start = max(line_start, start)
            line = buffer[line_start : min(starts[row] + len(raw[row]), end)]
            text = line.strip()
            begin = line_start + len(line) - len(line.lstrip())
        else:
            line = raw[row]
            text = texts[row]
            begin = line_start if line is text else line_start + len(line) - len(line.lstrip())
        row += 1
        if not text:
            if now is not None and not pending:
                _close(lines, blocks, now)
                now = None
            continue
        stop = begin + len(text)
        sign = text[-1]
        ended = sign in _SENTENCE_END or (sign in _CLOSERS and text[-2:-1] in _CLOSED)
        if row - 1 in kinds:
            kind = kinds[row - 1]
            if kind == "furniture" and now is not None and not now.ended:
                pending.append((begin, stop, row - 1))
                continue
            _flush(lines, blocks, now, pending)
            now, pending = None, []
            blocks.append(Block(kind, text, begin, stop, row, row))
            continue
        if now is None:
            if not width and "”" in text and blocks and blocks[-1].kind == "paragraph" and _beheaded(text):
                now = _Open(begin, stop, row - 1, line_start, ended, lost="halves")
            elif width or sign not in _SENTENCE_END:
                now = _Open(begin, stop, row - 1, line_start, ended)
            else:
                blocks.append(Block("paragraph", text, begin, stop, row, row))
            continue
        if width:
            verdict = _wrapped_seam(buffer, now, setting, begin - line_start)
        else:
            verdict = _seam(buffer, now, begin - line_start, begin, stop, bool(pending))
        if verdict == "join":
            if pending:
                now.skipped[len(now.segments)] = pending
                pending = []
            now.segments.append((begin, stop, row - 1))
            now.line_start = line_start
            now.ended = ended
        else:
            _flush(lines, blocks, now, pending)
            pending = []
            now = _Open(begin, stop, row - 1, line_start, ended, lost="" if verdict == "break" else verdict)
    if now is not None:
        if not width and len(now.segments) > 1 and (behind.jump or behind.lone):
            _lost_before_jump(lines, blocks, now, behind)
        _flush(lines, blocks, now, pending)
    return blocks


def _beheaded(text: str) -> bool:
    """Whether a line closes one quotation that it does not open: its beginning is lost."""
    mark = _QUOTES.search(text)
    return mark is not None and mark.group() == "”" and text.count("”") == text.count("“") + 1


def _flush(lines: Lines, blocks: list[Block], now: _Open | None, pending: list[tuple[int, int, int]]) -> None:
    if now is not None:
        _close(lines, blocks, now)
    for begin, stop, row in pending:
        blocks.append(Block("furniture", lines.buffer[begin:stop], begin, stop, row + 1, row + 1))


def _close(lines: Lines, blocks: list[Block], now: _Open) -> None:
    buffer = lines.buffer
    segments = now.segments
    start, stop, row = segments[0]
    if len(segments) == 1:
        blocks.append(Block("paragraph", buffer[start:stop], start, stop, row + 1, row + 1, lost=now.lost))
        return
    parts = [buffer[start:stop]]
    joins: list[Join] = []
    for number, (begin, end, last) in enumerate(segments[1:], 1):
        glue = seam(buffer[stop - 1], buffer[begin])
        skipped = " ".join(buffer[a:b] for a, b, _ in now.skipped[number]) if number in now.skipped else ""
        joins.append(Join(stop, begin, last + 1, glue, skipped))
        if glue:
            parts.append(glue)
        parts.append(buffer[begin:end])
        stop = end
    blocks.append(Block("paragraph", "".join(parts), start, stop, row + 1, segments[-1][2] + 1, joins, lost=now.lost))


def _seam(buffer: str, now: _Open, indent: int, begin: int, stop: int, furniture: bool) -> str:
    """What to do with a line behind an open paragraph: `join`, `break`, or the evidence that text was lost."""
    if now.ended or (indent >= 1 and now.indent >= 1 and len(now.segments) == 1):
        return "break"
    previous_start, previous_stop, _ = now.segments[-1]
    length = previous_stop - min(previous_start, now.line_start)
    if length < _LEAST_BROKEN and not furniture:
        return "break"
    _count(buffer, now)
    if not now.punctuated and length < 30:
        return "break"
    mark = _QUOTES.search(buffer, begin, stop)
    opened, first = now.balance > 0, mark.group() if mark else ""
    if opened and first != "”":
        return "quote-open"
    if not opened and first == "”":
        return "halves"
    return "join"


def _wrapped_seam(buffer: str, now: _Open, setting: Setting, indent: int) -> str:
    """The same where lines are wrapped to a width."""
    start, stop, _ = now.segments[-1]
    full = stop - min(start, now.line_start) >= setting.width - 2
    if setting.indented:
        if indent and not (full and not now.ended and not now.indent):
            return "break"
        return "join" if full or not now.ended else "break"
    if now.ended:
        return "break"
    return "join" if full or buffer[stop - 1] in "，、,（(“" else "break"


def _count(buffer: str, now: _Open) -> None:
    """Bring up to date how many quotations are open, and whether there is punctuation: each line is looked at once."""
    for begin, stop, _ in now.segments[now.counted :]:
        now.balance += buffer.count("“", begin, stop) - buffer.count("”", begin, stop)
        now.punctuated = now.punctuated or _PUNCTUATION.search(buffer, begin, stop) is not None
    now.counted = len(now.segments)


def _lost_before_jump(lines: Lines, blocks: list[Block], now: _Open, behind: Behind) -> None:
    """Undo the last join where the next heading's number does not follow: what stood between is lost."""
    buffer = lines.buffer
    stop = now.segments[-2][1]
    begin, end, row = now.segments[-1]
    if behind.jump:
        evidence = "numbering-jump"
    elif buffer[stop - 1] in _CLOSERS and buffer[begin] not in _PARTICLES and end - begin < 60:
        evidence = "halves"
    else:
        return
    now.segments.pop()
    between = now.skipped.pop(len(now.segments), [])
    _flush(lines, blocks, now, between)
    now.segments = [(begin, end, row)]
    now.skipped = {}
    now.lost = evidence
