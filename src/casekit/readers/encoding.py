"""Which encoding bytes are in, and their text.

1. A byte-order mark decides; valid UTF-8 decides, unless it holds controls or is short and reads as common Chinese otherwise.
2. Else a sample is scored as UTF-8, GB18030, Big5-HKSCS and UTF-16. The best wins where it reads as Chinese at all.
3. Where no encoding reads well as a whole, each line of the sample votes, so that a file of two encodings gets its main one.
4. What reads badly in all of them stays undecided: Shift-JIS, Latin-1, KOI8-R, binary data. A word or two of another language may
   still happen to read as Chinese.
5. The whole is decoded; what is damaged becomes U+FFFD and is counted. Time is linear in the number of bytes.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from casekit.errors import ConfigError
from casekit.patterns import lazy
from casekit.readers.decoding import MARK_DAMAGE, PAIRED, WIDE, PairDecoder, decode_wide
from casekit.readers.foreign import looks_foreign
from casekit.readers.likelihood import BREAK, CONTROL, DAMAGED, align, junk, score_text, score_units, scores
from casekit.readers.utf8 import HEAD, controls, is_doubtful

ENCODINGS = ("utf-8", *PAIRED, *WIDE)
"""What is told apart. GB2312 and GBK are parts of GB18030, Big5 of Big5-HKSCS."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_LINE_WISE = 3
"""The first so many of `ENCODINGS` can be read line by line."""

_SAME = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs", "utf-8-sig": "utf-8"}
_PSEUDO = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"}
_CONTROL_BYTES = bytes((*range(9), *range(0x0E, 0x1A), *range(0x1C, 0x20), 0x7F))
_ASCII_BYTES = bytes(range(0x80))
_HIGH = lazy(rb"[\x80-\xff]")
_LINE_END = lazy(rb"[\r\n]+")

_PIECES, _PIECE = 16, 512
_UTF16_PART = 256
_REACH = 1 << 20


class Decoded(NamedTuple):
    """Text without its byte-order mark, and how it was had; `replaced` counts the U+FFFD put in for undecodable bytes."""

    text: str
    encoding: str
    bom: bool
    replaced: int


class _Choice(NamedTuple):
    """An encoding, its score, and how many bytes to leave out at the start (1 where UTF-16 lost its first byte)."""

    encoding: str
    score: float
    skip: int = 0


def detect(data: bytes) -> Decoded | None:
    """The text of `data` in the encoding it is in; None where that stays undecided."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            marked = _detect_marked(data, encoding, len(mark))
            if marked is not None:
                return marked
    return _detect_unmarked(data)


def looks_binary(data: bytes) -> bool:
    """Whether `data` holds more control bytes than a text of any encoding would."""
    sample = b"".join(_pieces(data))
    return 50 * (len(sample) - len(sample.translate(None, _CONTROL_BYTES))) > len(sample)


def decode_as(data: bytes, encoding: str) -> Decoded:
    """The text of `data` in the encoding a user named; ConfigError where that names none, UnicodeError where its codec gives up."""
    name = _codec_name(encoding)
    if name in ("utf-16", "utf-32"):
        marked = next((wide for mark, wide in _MARKS if wide.startswith(name) and data.startswith(mark)), "")
        if name == "utf-16" and not marked:
            return _decoded(data, _best_utf16(list(_pieces(data))))
        name = marked or "utf-32-le"
    return _decoded(data, _Choice(name, 0.0))


def _codec_name(encoding: str) -> str:
    """The name of the codec that reads `encoding`; ConfigError where there is none or it is no encoding of text files."""
    try:
        name = codecs.lookup(encoding).name
        bytes(4).decode(name, "ignore")
    except (LookupError, ValueError):
        name = ""
    if not name or name in _PSEUDO:
        known = ", ".join(ENCODINGS)
        shown = ascii(encoding[:40])
        raise ConfigError(
            f"unknown encoding {shown}; use one of {known}, or another that Python names",
            f"未知的编码 {shown}；可用 {known} 或 Python 支持的其他编码名",
        )
    return _SAME.get(name, name)


def _detect_marked(data: bytes, encoding: str, size: int) -> Decoded | None:
    """The text behind a byte-order mark; None where what follows the mark belies it."""
    if encoding == "utf-8":
        try:
            return Decoded(data[size:].decode(encoding), encoding, True, 0)
        except UnicodeDecodeError:
            # Programs put this mark before texts they took for UTF-8.
            body = data[size:]
            choice = _decide(body) or (_Choice(encoding, 0.0) if _reads(body, encoding) else None)
            return _decoded(body, choice, True) if choice else None
    if encoding.startswith("utf-32"):
        try:
            return Decoded(data[size:].decode(encoding), encoding, True, 0)
        except UnicodeDecodeError:
            return None
    return _decoded(data, _Choice(encoding, 0.0)) if _reads(data[size:], encoding) else None


def _reads(data: bytes, encoding: str) -> bool:
    """Whether a sample of `data` decodes to characters in use, nine in ten at least."""
    sample = "".join(piece.decode(encoding, MARK_DAMAGE) for piece in _pieces(data))
    return 10 * junk(sample) <= len(sample)


def _detect_unmarked(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        choice = _decide(data, error.start)
        return _decoded(data, choice) if choice else None
    if is_doubtful(data):
        disguised = _disguised(data)
        if disguised:
            return _decoded(data, _Choice(disguised, 0.0))
    head = text[:HEAD]
    found = controls(head)
    if found:
        choice = _decide(data)
        if choice and choice.encoding.startswith("utf-16"):
            return _decoded(data, choice)
        if 10 * found > len(head):
            return None
    return Decoded(text, "utf-8", False, 0)


def _disguised(data: bytes) -> str:
    """The encoding in which short bytes that happen to be valid UTF-8 read as common Chinese characters only; "" for none.

    一些 in GBK is a valid UTF-8 text of two Cyrillic letters. A blank or a dot of Latin-1 (lead byte C2) is no such accident.
    """
    table = scores()
    for encoding in ENCODINGS[1:]:
        wide = encoding.startswith("utf-16")
        if data.isascii() != wide or (not wide and b"\xc2" in data):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = re.sub(r"[\r\n]" if wide else r"[\x00-\x7f]+", " ", text).split()
        if foreign and all(len(run) >= (4 if wide else 2) and all(table[c] > 0 for c in run) for run in foreign):
            return encoding
    return ""


def _pieces(data: bytes, at: int = 0) -> Iterator[bytes]:
    """A sample: all of a small file; of a large one pieces from start to end, each where it has bytes beyond ASCII, and one around `at`.

    Pieces start at even offsets, so that UTF-16 keeps its pairs.
    """
    if len(data) <= _PIECES * _PIECE:
        yield data
        return
    end = 0
    stride = (len(data) - _PIECE) // (_PIECES - 1)
    for target in sorted([at, *range(0, len(data), stride)]):
        found = _HIGH.search(data, target, min(target + stride, target + _REACH))
        start = max(end, (found.start() if found else target) & ~1)
        end = start + _PIECE
        if start < len(data):
            yield data[start:end]


def _decide(data: bytes, at: int = 0) -> _Choice | None:
    """The encoding that reads a sample of `data` best; None where none reads well."""
    pieces = list(_pieces(data, at))
    lines = [line for piece in pieces for line in _LINE_END.split(piece) if not line.isascii()]
    high = [len(line.translate(None, _ASCII_BYTES)) for line in lines]
    rows = [_line_scores(line) for line in lines]
    sample = b"".join(pieces)
    penalty = CONTROL * (len(sample) - len(sample.translate(None, _CONTROL_BYTES)))
    pooled = [penalty + sum(row[i] for row in rows) for i in range(_LINE_WISE)]
    best = max(range(_LINE_WISE), key=pooled.__getitem__)
    wide = _best_utf16(pieces)
    if wide.score > pooled[best] and _plausible_utf16(wide.score, len(sample)):
        return wide
    if pooled[best] < sum(high) / 2 and looks_foreign(b"\n".join(lines)):
        return None
    if lines and _plausible(pooled[best], sum(high)):
        return _Choice(ENCODINGS[best], pooled[best])
    return _elect(rows, high) if penalty == 0 else None


def _line_scores(line: bytes) -> tuple[float, ...]:
    """How well a line reads as UTF-8, GB18030 and Big5-HKSCS."""
    return score_text(line.decode("utf-8", MARK_DAMAGE)), align(line, "gb18030")[0], align(line, "big5hkscs")[0]


def _elect(rows: list[tuple[float, ...]], high: list[int]) -> _Choice | None:
    """The encoding most lines read well in, each line weighing as many bytes as it has beyond ASCII; None where most read well in none."""
    votes = [0] * _LINE_WISE
    for row, weight in zip(rows, high, strict=True):
        best = max(range(_LINE_WISE), key=row.__getitem__)
        if _plausible(row[best], weight):
            votes[best] += weight
    if 3 * sum(votes) <= 2 * sum(high):
        return None
    winner = max(range(_LINE_WISE), key=votes.__getitem__)
    return _Choice(ENCODINGS[winner], 0.0)


def _plausible(score: float, high: int) -> bool:
    """Whether a score over `high` bytes beyond ASCII is that of Chinese: a rare word or a damaged byte is forgiven in a short text."""
    return score > -min(0.65 * high, 9.0 - 0.1 * high)


def _plausible_utf16(score: float, size: int) -> bool:
    """Whether a score over `size` bytes is that of Chinese; an odd number of them tells that one is lost."""
    return score - size % 2 * BREAK > max(-3.5, 4.0 - size / 2)


def _best_utf16(pieces: list[bytes]) -> _Choice:
    """The better byte order of UTF-16, and whether the first byte is lost."""
    parts = [piece[at : at + _UTF16_PART] for piece in pieces for at in range(0, len(piece), _UTF16_PART)]
    # A lost byte throws all that is behind it out of step: each part may be read either way.
    totals = [(sum(max(_utf16_ways(part, encoding)) for part in parts), encoding) for encoding in WIDE]
    score, encoding = max(totals, key=lambda total: total[0])
    in_step, out_of_step = _utf16_ways(parts[0], encoding)
    return _Choice(encoding, score, int(out_of_step > in_step))


def _utf16_ways(part: bytes, encoding: str) -> tuple[float, float]:
    """The scores of a part read from its first byte and from its second."""
    in_step, out_of_step = (score_units(part[skip:].decode(encoding, MARK_DAMAGE)) for skip in (0, 1))
    return in_step, out_of_step + BREAK


def _decoded(data: bytes, choice: _Choice, bom: bool = False) -> Decoded:
    """The text of the whole of `data`, damage replaced and counted, a mark taken off."""
    encoding = choice.encoding
    if encoding in PAIRED:
        text = "".join(PairDecoder(encoding).decode(data))
    elif encoding in WIDE:
        text = DAMAGED * choice.skip + "".join(decode_wide(data[choice.skip :], encoding))
    else:
        text = data.decode(encoding, MARK_DAMAGE)
    if text.startswith("\ufeff"):
        text, bom = text[1:], True
    replaced = text.count(DAMAGED)
    return Decoded(text.replace(DAMAGED, "\ufffd") if replaced else text, encoding, bom, replaced)
