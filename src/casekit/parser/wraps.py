"""Which line breaks are inside a sentence, and where text was lost.

Guarantees:
1. Blocks are in source order, do not overlap, and leave out white space alone.
2. A break is joined only where the halves can be one sentence; where text was lost the second half
   is a block of its own, with the evidence.
3. The text of a block is its lines, without the breaks: nothing between two Han characters, one blank between Latin words.
"""

from typing import Final

from casekit.model import Block, Join
from casekit.parser.lines import Lines
from casekit.parser.openings import OPENING, paragraph_kind
from casekit.parser.setting import Setting, joint
from casekit.parser.torn import one_word
from casekit.patterns import lazy
from casekit.shapes import dataclass

_SENTENCE_END: Final = frozenset("。！？!?；;…：:")
_CLOSERS: Final = frozenset("”’」』）)】》")
_CLOSED: Final = frozenset("。！？!?…；")
"""A sentence that ends with one of these may be closed by a quotation mark or a bracket."""
_PUNCTUATION: Final = lazy("[，。、；：,;:“”]")
_ANNEX: Final = "附件"
"""Lines that begin so, one behind another, are a list of what is annexed."""
_PARTICLES: Final = frozenset("的地得等和与及或、，。；：,;:之而并且了着过在是为中上下者性化们时后前里外间内”’）》」』")
_LEAST_BROKEN: Final = 15
"""A line shorter than this, in code points, was ended on purpose where lines are not wrapped."""
_LEAST_UNPUNCTUATED: Final = 30
"""The same where there was no punctuation yet."""


@dataclass(slots=True)
class Behind:
    """What the outline says about the end of a text.

    `jump` tells that the next heading's number does not follow, `lone` that a series ended with its first member.
    """

    jump: bool = False
    lone: bool = False


Segment = tuple[int, int, int]
"""A line of a paragraph, or the part of it that belongs there: start, end, 0-based number."""


class _Open:
    """The paragraph under construction: its segments and their texts and, by their number, the furniture met before them.

    `ended` tells that the last segment ends a sentence, `indent` how far the first one is indented, `line_start` where the last one's line
    begins, behind a heading on the same line; `from_margin` where that whole line does. `balance` is how many quotations are open,
    `punctuated` whether there is punctuation, as far as the texts were counted.
    """

    __slots__ = ("balance", "counted", "ended", "from_margin", "indent", "line_start", "lost", "punctuated", "segments", "skipped", "texts")

    def __init__(self, text: str, segment: Segment, line_start: int, from_margin: int, ended: bool, lost: str) -> None:
        self.texts = [text]
        self.segments = [segment]
        self.line_start = line_start
        self.from_margin = from_margin
        self.indent = segment[0] - line_start
        self.ended = ended
        self.lost = lost
        self.skipped: dict[int, list[Segment]] | None = None
        self.counted = self.balance = self.punctuated = 0


def paragraphs(lines: Lines, start: int, end: int, row: int, last: int, setting: Setting, behind: Behind) -> list[Block]:
    """The blocks of the text `[start, end)`, which holds no heading and lies on the lines `row` to `last`."""
    lines.as_written()
    buffer, texts, starts, raw = lines.buffer, lines.texts, lines.starts, lines.raw
    kinds, width = setting.kinds, setting.width
    blocks: list[Block] = []
    now: _Open | None = None
    pending: list[Segment] = []
    while last > row and (not texts[last] or starts[last] >= end):
        last -= 1
    while row <= last:
        line_start = from_margin = starts[row]
        line = raw[row]
        text = texts[row]
        if line_start < start or line_start + len(line) > end:  # a heading stands on the same line
            line = buffer[max(line_start, start) : min(line_start + len(line), end)]
            line_start = max(line_start, start)
            text = line.strip()
        if not text:
            if now is not None and not pending:
                blocks.append(_closed(now, buffer))
                now = None
            row += 1
            continue
        begin = line_start if len(line) == len(text) else line_start + len(line) - len(line.lstrip())
        stop = begin + len(text)
        sign = text[-1]
        ended = sign in _SENTENCE_END or (sign in _CLOSERS and text[-2:-1] in _CLOSED)
        if row in kinds:
            if kinds[row] == "furniture" and now is not None and not now.ended:
                pending.append((begin, stop, row))
            else:
                _flush(buffer, blocks, now, pending)
                now, pending = None, []
                blocks.append(Block(kinds[row], text, begin, stop, row + 1, row + 1))
        elif now is None:
            if not width and "”" in text and blocks and blocks[-1].kind == "paragraph" and _beheaded(text):
                now = _Open(text, (begin, stop, row), line_start, from_margin, ended, "halves")
            elif width or sign not in _SENTENCE_END:
                now = _Open(text, (begin, stop, row), line_start, from_margin, ended, "")
            else:
                kind = "paragraph" if text[0] not in OPENING else paragraph_kind(text)
                blocks.append(Block(kind, text, begin, stop, row + 1, row + 1))
        else:
            indent = begin - line_start
            verdict = _wrapped_seam(buffer, now, setting, indent) if width else _seam(now, indent, text, bool(pending))
            listed = text[0] == "附" and text.startswith(_ANNEX) and now.texts[-1].startswith(_ANNEX)
            if listed or (text[0] in OPENING and paragraph_kind(text) == "bullet"):
                verdict = "break"
            if verdict == "join":
                if pending:
                    now.skipped = now.skipped or {}
                    now.skipped[len(now.segments)] = pending
                    pending = []
                now.texts.append(text)
                now.segments.append((begin, stop, row))
                now.line_start = now.from_margin = line_start
                now.ended = ended
            else:
                _flush(buffer, blocks, now, pending)
                pending = []
                now = _Open(text, (begin, stop, row), line_start, from_margin, ended, "" if verdict == "break" else verdict)
        row += 1
    if now is not None:
        if not width and len(now.segments) > 1 and (behind.jump or behind.lone):
            _lost_before_jump(buffer, blocks, now, behind)
        _flush(buffer, blocks, now, pending)
    return blocks


def _beheaded(text: str) -> bool:
    """Whether a line closes one quotation that it does not open: its beginning is lost."""
    return text.count("”") == text.count("“") + 1 and not 0 <= text.find("“") < text.find("”")


def _flush(buffer: str, blocks: list[Block], now: _Open | None, pending: list[Segment]) -> None:
    """Close the open paragraph, if there is one, and add the furniture met behind it."""
    if now is not None:
        blocks.append(_closed(now, buffer))
    for begin, stop, row in pending:
        blocks.append(Block("furniture", buffer[begin:stop], begin, stop, row + 1, row + 1))


def _closed(now: _Open, buffer: str) -> Block:
    """The block of a paragraph to which nothing is added any more."""
    segments, texts = now.segments, now.texts
    start, stop, row = segments[0]
    kind = "paragraph" if texts[0][0] not in OPENING else paragraph_kind(texts[0])
    if len(segments) == 1:
        return Block(kind, texts[0], start, stop, row + 1, row + 1, lost=now.lost)
    joins: list[Join] = []
    glued = False
    skipped = ""
    last = row
    before = texts[0][-1]
    for number in range(1, len(segments)):
        begin, end, last = segments[number]
        text = texts[number]
        glue = "" if "\u1100" <= before <= "\uffef" else joint(buffer, stop, begin)
        glued = glued or glue != ""
        if now.skipped:
            skipped = " ".join(buffer[a:b] for a, b, _ in now.skipped.get(number, ()))
        joins.append(Join(stop, begin, last + 1, glue, skipped))
        stop = end
        before = text[-1]
    if glued:
        texts = [texts[0], *(join.glue + text for join, text in zip(joins, texts[1:], strict=True))]
    return Block(kind, "".join(texts), start, stop, row + 1, last + 1, joins, lost=now.lost)


def _seam(now: _Open, indent: int, text: str, furniture: bool) -> str:
    """What to do with a line behind an open paragraph: `join`, `break`, or the evidence that text was lost."""
    if now.ended or (indent >= 1 and now.indent >= 1 and len(now.segments) == 1):
        return "break"
    start, stop, _ = now.segments[-1]
    length = stop - (start if start < now.line_start else now.line_start)
    if not _broke_off(now, _LEAST_BROKEN if furniture and length < _LEAST_BROKEN else length):
        return "break"
    closing = text.find("”")
    opening = text.find("“")
    closes_first = closing >= 0 and not 0 <= opening < closing
    if now.balance > 0:
        return "join" if closes_first else "quote-open"
    return "halves" if closes_first else "join"


def _broke_off(now: _Open, length: int) -> bool:
    """Whether a last line of `length` code points that ends no sentence broke off, and was not ended on purpose."""
    if length < _LEAST_BROKEN:
        return False
    _count(now)
    return length >= _LEAST_UNPUNCTUATED or now.punctuated > 0


def _wrapped_seam(buffer: str, now: _Open, setting: Setting, indent: int) -> str:
    """The same where lines are wrapped to a width."""
    start, stop, _ = now.segments[-1]
    margin = setting.margin
    if now.ended and not setting.indented and not setting.spaced:
        return "break"
    full = setting.full(buffer, min(start, now.from_margin), stop)
    if setting.indented:
        if indent > margin and not (full and not now.ended and now.indent <= margin):
            return "break"
        return "join" if full or not now.ended else "break"
    if now.ended:
        return "join" if full else "break"
    return "join" if full or now.texts[-1][-1] in "，、,（(“" or _broke_off(now, stop - min(start, now.line_start)) else "break"


def _count(now: _Open) -> None:
    """Bring up to date how many quotations are open, and whether there is punctuation: each line is looked at once."""
    for text in now.texts[now.counted :]:
        now.balance += text.count("“") - text.count("”")
        if not now.punctuated and _PUNCTUATION.search(text):
            now.punctuated = 1
    now.counted = len(now.texts)


def _lost_before_jump(buffer: str, blocks: list[Block], now: _Open, behind: Behind) -> None:
    """Undo the last join where the next heading's number does not follow: what stood between is lost, unless the break is inside a word."""
    stop = now.segments[-2][1]
    begin, end, _ = segment = now.segments[-1]
    if behind.jump:
        if one_word(buffer, stop, begin):
            return
        evidence = "numbering-jump"
    elif buffer[stop - 1] in _CLOSERS and buffer[begin] not in _PARTICLES and end - begin < 60:
        evidence = "halves"
    else:
        return
    now.segments.pop()
    text = now.texts.pop()
    between = now.skipped.pop(len(now.segments), []) if now.skipped else []
    _flush(buffer, blocks, now, between)
    now.segments = [segment]
    now.texts = [text]
    now.skipped = None
    now.lost = evidence
