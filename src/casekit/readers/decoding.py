"""The text of bytes whose encoding is decided. Damage is marked, and does not spread.

In encodings of pairs a lost byte throws every character behind it out of step, up to the next line or to the end. Such text is often
valid all through and still wrong, so it is looked for: at the start of the text, in damaged lines, and from segment to segment.
"""

import codecs
from collections.abc import Iterator

from casekit.patterns import lazy
from casekit.readers.likelihood import BREAK, DAMAGED, align, damaged, score_units, scores

PAIRED = ("gb18030", "big5hkscs")
WIDE = ("utf-16-le", "utf-16-be")

MARK_DAMAGE = "casekit.mark-damage"
"""The codec error handler that puts in `DAMAGED`, so that damage can be told from a U+FFFD the text had before."""

_LINE = lazy(rb"[^\n]*\n|[^\n]+")
_CHUNK = 1 << 16
_SEGMENT = 1 << 15
_BUDGET = 1 << 20
_HEAD = 512
_CLOSE = 64
_VIEW = 256


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return DAMAGED, error.end
    raise error


codecs.register_error(MARK_DAMAGE, _mark_damage)


class PairDecoder:
    """Decodes GB18030 or Big5-HKSCS, in linear time.

    Up to `_BUDGET` bytes of damaged text are brought back into step character by character; what is over is left to the codec, and in
    lines longer than a segment gets back into step with the next.
    """

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.budget = _BUDGET

    def decode(self, data: bytes) -> Iterator[str]:
        """The text, in parts cut at line ends: 0x0A is never part of a pair."""
        at = 0
        if self._out_of_step(data[:_HEAD]):
            yield DAMAGED
            at = 1
        while at < len(data):
            end = data.find(b"\n", at + _CHUNK) + 1 or len(data)
            chunk = data[at:end]
            try:
                yield chunk.decode(self.encoding)
            except UnicodeDecodeError:
                for line in _LINE.findall(chunk):
                    yield from self._line(line)
            at = end

    def _line(self, line: bytes) -> Iterator[str]:
        try:
            yield line.decode(self.encoding)
        except UnicodeDecodeError:
            if len(line) > _SEGMENT:
                yield from self._segments(line)
            else:
                yield self._realigned(line)

    def _segments(self, line: bytes) -> Iterator[str]:
        at = 0
        while at < len(line):
            if self._out_of_step(line[at : at + _HEAD]):
                yield DAMAGED
                at += 1
            decoder = codecs.getincrementaldecoder(self.encoding)(MARK_DAMAGE)
            last = at + _SEGMENT >= len(line)
            text = decoder.decode(line[at : at + _SEGMENT], last)
            end = len(line) if last else at + _SEGMENT - len(decoder.getstate()[0])
            yield self._realigned(line[at:end]) if DAMAGED in text or self._score(text[-_HEAD:]) < 0 else text
            at = end

    def _realigned(self, data: bytes) -> str:
        """The text of damaged bytes read in the steps that `align` finds, as long as the budget lasts."""
        if len(data) > self.budget:
            return data.decode(self.encoding, MARK_DAMAGE)
        self.budget -= len(data)
        cuts = damaged(align(data, self.encoding)[1])
        runs = zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(data)], strict=True)
        return DAMAGED.join(data[start:end].decode(self.encoding, MARK_DAMAGE) for start, end in runs)

    def _out_of_step(self, head: bytes) -> bool:
        """Whether `head` reads as Chinese one byte further on, and as none from its first byte."""
        if head[:1] < b"\x80":
            return False
        here, ahead = (self._score(head[skip:].decode(self.encoding, MARK_DAMAGE)) for skip in (0, 1))
        return here < 0 < ahead + BREAK

    def _score(self, text: str) -> float:
        table = scores()
        return sum(table[c] for c in text)


def decode_wide(data: bytes, encoding: str) -> Iterator[str]:
    """The text of UTF-16 without mark; where a byte was lost, the place is found to within half a `_VIEW`. Linear time."""
    at = 0
    while at < len(data):
        if _shifted(data, at, encoding):
            yield DAMAGED
            at += 1
        end = min(at + _SEGMENT, len(data))
        whole = end == len(data)
        probe = max(at, at + (end - at - _VIEW) // 2 * 2) if whole else end
        if probe > at and _shifted(data, probe, encoding):
            end = _last_in_step(data, at, probe, encoding)
            whole = True
        decoder = codecs.getincrementaldecoder(encoding)(MARK_DAMAGE)
        yield decoder.decode(data[at:end], whole)
        # A pair of surrogates that the cut would part goes to the next segment.
        at = end if whole else end - len(decoder.getstate()[0])


def _last_in_step(data: bytes, start: int, end: int, encoding: str) -> int:
    """Where, between `start` in step and `end` out of step, the step is lost."""
    while end - start > _CLOSE:
        middle = (start + end) // 4 * 2 + start % 2
        if _shifted(data, middle, encoding):
            end = middle
        else:
            start = middle
    return end


def _shifted(data: bytes, at: int, encoding: str) -> bool:
    """Whether the text from `at` on reads as Chinese or as ASCII one byte further on, and as neither from `at`."""
    here, ahead = (score_units(data[at + skip : at + skip + _VIEW].decode(encoding, MARK_DAMAGE)) for skip in (0, 1))
    return here < 0 < ahead + BREAK
