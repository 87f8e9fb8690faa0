"""Which line breaks are inside a sentence, and where text was lost.

Guarantees:
1. Blocks are in source order, do not overlap, and leave out white space alone.
2. A break is joined only where the halves can be one sentence; where text was lost the second half
   is a block of its own, with the evidence.
3. The text of a block is its lines, without the breaks: nothing between two Han characters, one blank between Latin words.
"""

import re
from dataclasses import dataclass, field

from casekit.model import Block, Join
from casekit.parser.setting import Setting, seam
from casekit.source import Source

_SENTENCE_END = frozenset("。！？!?；;…：:")
_CLOSERS = frozenset("”’」』）)】》")
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


@dataclass(slots=True)
class _Open:
    """The paragraph under construction: its segments, and the furniture met since the last.

    `balance` is how many quotations are open, `punctuated` whether there is punctuation, in the first `counted` segments.
    """

    segments: list[tuple[int, int]] = field(default_factory=list)
    line_start: int = 0
    first_indent: int = 0
    skipped: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    lost: str = ""
    counted: int = 0
    balance: int = 0
    punctuated: bool = False


def paragraphs(source: Source, start: int, end: int, setting: Setting, behind: Behind) -> list[Block]:
    """The blocks of the text `[start, end)`, which holds no heading."""
    buffer = source.buffer
    original = source.text
    blocks: list[Block] = []
    now: _Open | None = None
    pending: list[tuple[int, int]] = []
    number = source.line(start) - 1
    marked = setting.next_region(start)
    wrapped = setting.width > 0
    at = start - 1
    for line in buffer[start:end].rstrip().split("\n"):
        number += 1
        line_start = at + 1
        at = line_start + len(line)
        text = line.strip()
        if not text:
            if now is not None and not pending:
                _close(source, blocks, now)
                now = None
            continue
        begin = line_start if len(text) == len(line) else line_start + line.index(text[0])
        stop = begin + len(text)
        if begin >= marked:
            region = setting.region(begin)
            marked = setting.next_region(begin)
            if region is not None:
                if region.kind == "furniture" and now is not None and not _ended(buffer, now.segments[-1][1]):
                    pending.append((begin, stop))
                    continue
                _flush(source, blocks, now, pending)
                now, pending = None, []
                blocks.append(Block(region.kind, original[begin:stop], begin, stop, number, number))
                continue
        if now is None:
            if "”" in text and not wrapped and blocks and blocks[-1].kind == "paragraph" and _beheaded(text):
                now = _Open([(begin, stop)], line_start, begin - line_start, lost="halves")
            elif wrapped or text[-1] not in _SENTENCE_END:
                now = _Open([(begin, stop)], line_start, begin - line_start)
            else:
                blocks.append(Block("paragraph", original[begin:stop], begin, stop, number, number))
            continue
        verdict = _seam(buffer, now, line_start, begin, stop, setting, bool(pending))
        if verdict == "join":
            if pending:
                now.skipped[len(now.segments)] = pending
                pending = []
            now.segments.append((begin, stop))
            now.line_start = line_start
        else:
            _flush(source, blocks, now, pending)
            pending = []
            now = _Open([(begin, stop)], line_start, begin - line_start, lost="" if verdict == "break" else verdict)
    if now is not None:
        _lost_before_jump(source, blocks, now, setting, behind)
    _flush(source, blocks, now, pending)
    return blocks


def _beheaded(text: str) -> bool:
    """Whether a line closes one quotation that it does not open: its beginning is lost."""
    mark = _QUOTES.search(text)
    return mark is not None and mark.group() == "”" and text.count("”") == text.count("“") + 1


def _flush(source: Source, blocks: list[Block], now: _Open | None, pending: list[tuple[int, int]]) -> None:
    if now is not None:
        _close(source, blocks, now)
    blocks.extend(_plain(source, "furniture", begin, stop) for begin, stop in pending)


def _plain(source: Source, kind: str, start: int, end: int) -> Block:
    line = source.line(start)
    return Block(kind, source.text[start:end], start, end, line, line)


def _close(source: Source, blocks: list[Block], now: _Open) -> None:
    text = source.text
    segments = now.segments
    start, stop = segments[0]
    line = source.line(start)
    if len(segments) == 1:
        blocks.append(Block("paragraph", text[start:stop], start, stop, line, line, lost=now.lost))
        return
    parts = [text[start:stop]]
    joins: list[Join] = []
    last_line = line
    for number, (begin, end) in enumerate(segments[1:], 1):
        glue = seam(text[stop - 1], text[begin])
        last_line = source.line(begin)
        skipped = " ".join(text[a:b] for a, b in now.skipped.get(number, ()))
        joins.append(Join(stop, begin, last_line, glue, skipped))
        parts.append(glue + text[begin:end])
        stop = end
    blocks.append(Block("paragraph", "".join(parts), start, stop, line, last_line, joins, lost=now.lost))


def _ended(buffer: str, stop: int) -> bool:
    """Whether a sentence ends before `stop`, closing quotes and brackets looked through."""
    last = buffer[stop - 1]
    if last in _SENTENCE_END:
        return True
    return last in _CLOSERS and stop >= 2 and buffer[stop - 2] in "。！？!?…；"


def _seam(buffer: str, now: _Open, line_start: int, begin: int, stop: int, setting: Setting, furniture: bool) -> str:
    """What to do with a line behind an open paragraph: `join`, `break`, or the evidence that text was lost."""
    previous_start, previous_stop = now.segments[-1]
    ended = _ended(buffer, previous_stop)
    indent = begin - line_start
    length = previous_stop - min(previous_start, now.line_start)
    if setting.width:
        return _wrapped_seam(buffer, now, setting, ended, indent, length)
    if ended or (indent >= 1 and now.first_indent >= 1 and len(now.segments) == 1):
        return "break"
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


def _wrapped_seam(buffer: str, now: _Open, setting: Setting, ended: bool, indent: int, length: int) -> str:
    last = buffer[now.segments[-1][1] - 1]
    full = length >= setting.width - 2
    if setting.indented:
        if indent and not (full and not ended and not now.first_indent):
            return "break"
        return "join" if full or not ended else "break"
    if ended:
        return "break"
    return "join" if full or last in "，、,（(“" else "break"


def _count(buffer: str, now: _Open) -> None:
    """Bring up to date how many quotations are open, and whether there is punctuation: each line is looked at once."""
    for begin, stop in now.segments[now.counted :]:
        now.balance += buffer.count("“", begin, stop) - buffer.count("”", begin, stop)
        now.punctuated = now.punctuated or _PUNCTUATION.search(buffer, begin, stop) is not None
    now.counted = len(now.segments)


def _lost_before_jump(source: Source, blocks: list[Block], now: _Open, setting: Setting, behind: Behind) -> None:
    """Undo the last join where the next heading's number does not follow: what stood between is lost."""
    if setting.width or len(now.segments) < 2 or not (behind.jump or behind.lone):
        return
    buffer = source.buffer
    stop = now.segments[-2][1]
    begin, end = now.segments[-1]
    if behind.jump:
        evidence = "numbering-jump"
    elif buffer[stop - 1] in _CLOSERS and buffer[begin] not in _PARTICLES and end - begin < 60:
        evidence = "halves"
    else:
        return
    now.segments.pop()
    between = now.skipped.pop(len(now.segments), [])
    _flush(source, blocks, now, between)
    now.segments = [(begin, end)]
    now.skipped = {}
    now.lost = evidence
