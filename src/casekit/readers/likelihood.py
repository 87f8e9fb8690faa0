"""How likely bytes are Chinese text in a given encoding.

A score is a sum over characters, about in bits: above 0 the bytes read better as Chinese prose than as chance would have it, below 0
worse. ASCII says nothing about Chinese and counts 0, except in UTF-16, where its zero bytes are evidence.
"""

import unicodedata
from functools import cache

from casekit.readers.common import MARKS, tiers
from casekit.readers.utf8 import BLANKS

DAMAGED = "\udfff"
"""Stands for undecodable bytes while text is being decoded; no decoder in use yields it by itself."""

BREAK = -6.0
"""The score of a byte that fits nothing; a neighbour of one that fits nothing, or the first byte, was cut and costs half."""

_TIER_SCORES = (4.0, 2.0, 0.5)
_MARK, _LEVEL_ONE, _OTHER_HAN, _RARE_HAN, _FOREIGN, CONTROL = 4.0, -2.0, -3.5, -5.0, -3.0, -10.0
_UTF8_LONG, _UTF8_PAIR = 6.0, 3.0
_UTF16_ASCII = 4.0
_RANGES = (
    (0x00A0, 0x024F, _FOREIGN),
    (0x0370, 0x04FF, _FOREIGN),
    (0x2010, 0x205E, -1.0),
    (0x2160, 0x217F, 0.0),
    (0x2190, 0x22FF, -1.0),
    (0x2460, 0x24FF, 0.0),
    (0x2500, 0x27BF, -1.0),
    (0x2E80, 0x2FDF, -1.0),
    (0x3000, 0x303F, -2.0),
    (0x3040, 0x30FF, _FOREIGN),
    (0x3220, 0x32BF, 0.0),
    (0x3400, 0x4DBF, _RARE_HAN),
    (0x4E00, 0x9FFF, _OTHER_HAN),
    (0xFF01, 0xFF5E, 1.0),
    (0x1F300, 0x1FAFF, -2.0),
    (0x20000, 0x3FFFD, _RARE_HAN),
)
_ELSEWHERE = -6.0

_STEP_CUT, _STEP_ONE, _STEP_TWO, _STEP_FOUR = 0, 1, 2, 4
_NEVER = float("-inf")


class _Scores(dict[str, float]):
    """The score of a character, worked out when first asked for."""

    def __missing__(self, character: str) -> float:
        code = ord(character)
        if code < 0x80:
            score = 0.0 if " " <= character <= "~" or character in BLANKS else CONTROL
        elif character == DAMAGED:
            score = BREAK
        elif unicodedata.category(character) in ("Cc", "Cs", "Cn"):
            score = CONTROL
        else:
            score = next((value for first, last, value in _RANGES if first <= code <= last), _ELSEWHERE)
        self[character] = score
        return score


@cache
def scores() -> dict[str, float]:
    """The score of every character; built at first use, filled as characters are met."""
    table = _Scores()
    level_one = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    table.update(dict.fromkeys(level_one.decode("gb18030"), _LEVEL_ONE))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    frequent = bytes(byte for lead in range(0xA4, 0xC6) for trail in trails for byte in (lead, trail))
    table.update(dict.fromkeys(frequent.decode("big5hkscs"), _LEVEL_ONE))
    for tier, value in zip(tiers(), _TIER_SCORES, strict=True):
        table.update(dict.fromkeys(tier, value))
    table.update(dict.fromkeys(MARKS, _MARK))
    return table


class _Pairs(dict[int, float]):
    """The score of each two-byte code of one encoding, `_NEVER` where it is none; worked out when first asked for."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self.encoding = encoding

    def __missing__(self, pair: int) -> float:
        try:
            text = pair.to_bytes(2, "big").decode(self.encoding)
        except UnicodeDecodeError:
            score = _NEVER
        else:
            score = scores()[text] if len(text) == 1 else _RARE_HAN
        self[pair] = score
        return score


@cache
def _pairs(encoding: str) -> _Pairs:
    return _Pairs(encoding)


def align(data: bytes, encoding: str) -> tuple[float, bytearray]:
    """The best way to read `data` as `encoding` (gb18030 or big5hkscs): its score, and the steps that lead there.

    `steps[i]` is the length in bytes of the character that ends before byte `i`, 0 where byte `i - 1` belongs to none. A byte that was
    lost or overwritten throws every pair behind it out of step; the best way gets back into step at once. Linear in `len(data)`.
    """
    pairs = _pairs(encoding)
    four = encoding == "gb18030"
    size = len(data)
    best = [_NEVER] * (size + 4)
    best[0] = 0.0
    steps = bytearray(size + 4)
    for i, byte in enumerate(data):
        here = best[i]
        if byte < 0x80:
            if here > best[i + 1]:
                best[i + 1], steps[i + 1] = here, _STEP_ONE
            continue
        cut = here + (BREAK if steps[i] else BREAK / 2)
        if cut > best[i + 1]:
            best[i + 1], steps[i + 1] = cut, _STEP_CUT
        if i + 1 == size:
            break
        trail = data[i + 1]
        if trail >= 0x40:
            pair = here + pairs[byte << 8 | trail]
            if pair > best[i + 2]:
                best[i + 2], steps[i + 2] = pair, _STEP_TWO
        elif four and 0x30 <= trail <= 0x39 and _is_four(data[i : i + 4]) and here > best[i + 4]:
            best[i + 4], steps[i + 4] = here, _STEP_FOUR
    del steps[size + 1 :]
    return best[size], steps


def damaged(steps: bytearray) -> list[int]:
    """The offsets of the bytes that belong to no character, in order, on the way that `align` found."""
    found: list[int] = []
    at = len(steps) - 1
    while at > 0:
        if steps[at]:
            at -= steps[at]
        else:
            at -= 1
            found.append(at)
    found.reverse()
    return found


def _is_four(code: bytes) -> bool:
    """Whether four bytes are one GB18030 code."""
    if len(code) < 4 or not 0x30 <= code[3] <= 0x39:
        return False
    try:
        return len(code.decode("gb18030")) == 1
    except UnicodeDecodeError:
        return False


def score_text(text: str) -> float:
    """The score of text decoded from UTF-8, damage marked by `DAMAGED`; a sequence of bytes is evidence by its form, a long one more."""
    table = scores()
    total = 0.0
    for c in text:
        if c >= "\u0800":
            total += table[c] + (_UTF8_LONG if c != DAMAGED else 0.0)
        elif c >= "\x80":
            total += table[c] + _UTF8_PAIR
    return total


def score_units(text: str) -> float:
    """The score of text decoded from UTF-16, damage marked by `DAMAGED`."""
    table = scores()
    return sum(_UTF16_ASCII if " " <= c <= "~" or c in "\t\r\n" else table[c] for c in text)


def junk(text: str) -> int:
    """How many characters of `text` are controls, unassigned, private or stand for damage."""
    return sum(1 for c in text if unicodedata.category(c) in ("Cc", "Cs", "Cn", "Co") and c not in BLANKS)
