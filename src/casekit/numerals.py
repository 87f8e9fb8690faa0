"""Numbers in every script that numbers Chinese headings.

Own table and not a library: cn2an and pycnnum are ten to a hundred times slower, raise on 卅, ○ and full-width digits, and pycnnum reads
一〇一 as 1 without a word.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

DIGITS: Final = {
    c: i
    for i, group in enumerate(["零〇○◯ＯO", "一壹弌", "二贰貳弍两兩", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"])
    for c in group
}
"""Han digits in lower and formal writing, 零 in all its shapes."""

UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000, "萬": 10000}
TENS: Final = {"廿": 20, "卅": 30, "卌": 40}
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
LIMIT: Final = 9999
"""Markers above this are years, sums or telephone numbers."""

_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_SPELLING: Final = r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
# Bopomofo ㄧ, the long-vowel mark, dashes and the radical ⼀ stand for 一 in converted texts.
_LOOKALIKES: Final = {
    "ㄧ": "一",
    "ー": "一",
    "—": "一",
    "―": "一",
    "－": "一",
    "–": "一",
    "-": "一",
    "＝": "二",
    "=": "二",
    "ニ": "二",
    "彡": "三",
    "匕": "七",
    "乜": "七",
    "セ": "七",
    "ヒ": "七",
    "ハ": "八",
    "+": "十",
    "l": "1",
    "I": "1",
    "丨": "1",
    "|": "1",
    "｜": "1",
    "ｌ": "1",
    "z": "2",
    "Z": "2",
    "O": "0",
    "o": "0",
}
_CIRCLED: Final = [
    (0x2460, 20, 1),
    (0x3251, 15, 21),
    (0x32B1, 15, 36),
    (0x2776, 10, 1),
    (0x24EB, 10, 11),
    (0x2780, 10, 1),
    (0x278A, 10, 1),
    (0x24F5, 10, 1),
    (0x3280, 10, 1),
]
_OTHER_GLYPHS: Final = [(0x2474, 20, 1), (0x2488, 20, 1), (0x3220, 10, 1), (0x2160, 12, 1), (0x2170, 12, 1), (0x249C, 26, 1)]
GLYPHS: Final = {chr(first + i): value + i for first, count, value in _CIRCLED + _OTHER_GLYPHS for i in range(count)} | {"⓪": 0}
"""One character that is a whole number: ① ❶ ⑴ ⒈ ㈠ Ⅳ ⒜."""


@lru_cache(maxsize=4096)
def read(text: str) -> int | None:
    """The value of `text`, None where it is no number: read("十二") == read("⑫") == read("１２") == 12.

    All digits are positional (一〇一 is 101), otherwise units multiply; a unit without a digit counts once (百一 is 101).
    Letters, stems and branches are no numbers here: see `read_letter`, `read_roman`, `read_cycle`.
    """
    if text in GLYPHS:
        return GLYPHS[text]
    folded = "".join(_unradical(c) for c in text)
    if not folded or len(folded) > 9:
        return None
    if all("0" <= c <= "9" or "０" <= c <= "９" for c in folded):
        value = int(folded)
        return value if value <= LIMIT else None
    if all(c in DIGITS for c in folded):
        value = 0
        for c in folded:
            value = value * 10 + DIGITS[c]
        return value if value <= LIMIT else None
    total = 0
    digit: int | None = None
    last_unit = LIMIT * 10
    for c in folded:
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
        elif c in TENS:
            if digit or last_unit <= 10:
                return None
            total += TENS[c]
            last_unit = 10
            digit = None
        elif c in UNITS:
            unit = UNITS[c]
            if unit >= last_unit:
                return None
            total += (digit or 1) * unit
            last_unit = unit
            digit = None
        else:
            return None
    total += digit or 0
    return total if 0 < total <= LIMIT else None


def _unradical(c: str) -> str:
    return unicodedata.normalize("NFKC", c) if "\u2e80" <= c <= "\u2fd5" else c


def read_lookalike(text: str) -> int | None:
    """The value of a number in which a scanner or an input method put a similar sign: — for 一, l for 1."""
    return read("".join(_LOOKALIKES.get(c, c) for c in text))


def read_roman(text: str) -> int | None:
    """The value of a roman numeral from 1 to 99 in Latin letters or in the signs Ⅰ to Ⅻ."""
    plain = "".join(unicodedata.normalize("NFKC", c) for c in text).upper()
    if not plain or not re.fullmatch(_ROMAN_SPELLING, plain):
        return None
    total = 0
    for here, behind in zip(plain, plain[1:] + "I", strict=True):
        total += -_ROMAN[here] if _ROMAN[here] < _ROMAN[behind] else _ROMAN[here]
    return total or None


def read_letter(text: str) -> int | None:
    """1 for A, a, Ａ, ａ, 2 for B …"""
    plain = unicodedata.normalize("NFKC", text).upper()
    return ord(plain) - 64 if len(plain) == 1 and "A" <= plain <= "Z" else None


def read_cycle(text: str) -> int | None:
    """The place of a heavenly stem (甲 is 1) or an earthly branch (子 is 1)."""
    if len(text) != 1:
        return None
    place = STEMS.find(text)
    if place < 0:
        place = BRANCHES.find(text)
    return place + 1 or None


_OTHER_HAN: Final = "廿卅卌⼀⼆⼋⼗"
"""Signs of Han numbers beside those that have a value of their own in the tables."""


def in_script(number: int, like: str = "一") -> str | None:
    """As `spell`, None where the script does not go that far."""
    try:
        return spell(number, like)
    except ValueError:
        return None


def spell(number: int, like: str = "一") -> str:
    """`number` in the script of `like`: spell(3, like="一") == "三". Raises ValueError where the script does not go that far."""
    if like in DIGITS or like in UNITS or like in _OTHER_HAN:
        formal = like in "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
        return _spell_han(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟") if formal else _spell_han(number, "零一二三四五六七八九", "十百千")
    if like.isascii() and like.isdigit():
        return str(number)
    if "０" <= like <= "９":
        return "".join(chr(ord("０") + int(c)) for c in str(number))
    if like in STEMS or like in BRANCHES:
        row = STEMS if like in STEMS else BRANCHES
        if not 1 <= number <= len(row):
            raise ValueError(f"no {number} in {row}")
        return row[number - 1]
    if like in GLYPHS:
        for begin, size, low in _continued(ord(like)):
            if low <= number < low + size:
                return chr(begin + number - low)
        raise ValueError(f"no {number} like {like}")
    if like in "IVXLC":
        return _spell_roman(number)
    if like.isalpha() and len(like) == 1 and read_letter(like) and 1 <= number <= 26:
        return chr(ord(like) - (read_letter(like) or 1) + number)
    raise ValueError(f"cannot write {number} like {like!r}")


def _continued(sign: int) -> list[tuple[int, int, int]]:
    """The blocks of signs that the series of `sign` runs through: ① goes on in two others."""
    for series in (_CIRCLED[:3], _CIRCLED[3:5], *([row] for row in _CIRCLED[5:] + _OTHER_GLYPHS)):
        if any(first <= sign < first + count for first, count, _ in series):
            return list(series)
    return []


def _spell_han(number: int, digits: str, units: str) -> str:
    if not 1 <= number <= LIMIT:
        raise ValueError(f"{number} is outside 1 to {LIMIT}")
    out = ""
    pending_zero = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            pending_zero = bool(out)
            continue
        if pending_zero:
            out += digits[0]
            pending_zero = False
        if not (power == 1 and digit == 1 and not out):
            out += digits[digit]
        out += units[power - 1] if power else ""
    return out


def _spell_roman(number: int) -> str:
    if not 1 <= number <= 89:
        raise ValueError(f"{number} is outside 1 to 89")
    out = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out += sign
            number -= value
    return out
