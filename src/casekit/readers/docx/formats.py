"""What a number looks like in each of Word's number formats (`w:numFmt`), as Word shows it.

Where a script ends (① at 20, 甲 at 10), Word goes on in decimals. Han numbers differ by format in their zero and above 99: 101 is 一百〇一,
一○一, 百一 or 一百零一.
"""

from collections.abc import Callable
from functools import partial

_LOWER = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_LEGAL_JAPANESE = "〇壱弐参四伍六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CHICAGO = "*†‡§"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
LIMIT = 32767
"""Word counts no further."""


def label(format: str, number: int, pattern: str = "") -> str:
    """`number` in a format; `pattern` is the list of a custom one ("001, 002, 003, ..."). An unknown format is decimal."""
    if format in ("none", "bullet"):
        return ""
    if format == "custom":
        first = pattern.split(",")[0].strip()
        return str(number).zfill(len(first) if first.isdigit() else 1)
    write = _FORMATS.get(format)
    if write is None or not 0 <= number <= LIMIT:
        return str(number)
    return write(number)


def _han(digits: str, units: str, number: int, *, one: bool = True, ten: bool = False, zero: bool = True) -> str:
    """A Han number. `one`: 一 is written before 百, 千, 万; `ten`: before a leading 十 too; `zero`: lost places are told by one zero."""
    if number == 0:
        return digits[0]
    if number >= 10_000:
        myriads = _han(digits, units, number // 10_000, one=one, ten=ten, zero=zero)
        rest = number % 10_000
        gap = digits[0] if zero and 0 < rest < 1000 else ""
        return myriads + units[3] + gap + (_han(digits, units, rest, one=one, ten=True, zero=zero) if rest else "")
    out = ""
    pending = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            pending = bool(out)
            continue
        if pending and zero:
            out += digits[0]
        pending = False
        if power == 0:
            out += digits[digit]
        else:
            bare = digit == 1 and (not one or (power == 1 and not out and not ten))
            out += ("" if bare else digits[digit]) + units[power - 1]
    return out


def _digits(digits: str, number: int) -> str:
    return "".join(digits[int(c)] for c in str(number))


def _counting(number: int) -> str:
    """Han numbers below 100, and digit by digit above."""
    if number < 100:
        return _han("○" + _LOWER[1:], "十百千万", number)
    return _digits("○" + _LOWER[1:], number)


def _glyphs(first: int, count: int, number: int) -> str:
    return chr(first + number - 1) if 1 <= number <= count else str(number)


def _row(row: str, number: int) -> str:
    return row[number - 1] if 1 <= number <= len(row) else str(number)


def _letters(first: str, number: int) -> str:
    """a … z, then aa, bb …"""
    if number < 1:
        return str(number)
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out += sign * count
    return out


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _cycle(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 1 <= number <= 60 else str(number)


_thousand = partial(_han, _LOWER, "十百千万")
_full_width = partial(_digits, "０１２３４５６７８９")
_circle = partial(_glyphs, 0x2460, 20)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": partial(_letters, "A"),
    "lowerLetter": partial(_letters, "a"),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
    "chicago": lambda number: _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 + 1),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "japaneseCounting": partial(_han, _LOWER, "十百千万", one=False, zero=False),
    "koreanDigital2": partial(_han, _LOWER, "十百千万", one=False, zero=False),
    "taiwaneseCountingThousand": partial(_han, "零" + _LOWER[1:], "十百千萬"),
    "chineseLegalSimplified": partial(_han, _LEGAL, "拾佰仟万", ten=True),
    "ideographLegalTraditional": partial(_han, _LEGAL_TRADITIONAL, "拾佰仟萬", ten=True),
    "japaneseLegal": partial(_han, _LEGAL_JAPANESE, "拾百阡萬", ten=True, zero=False),
    "ideographDigital": partial(_digits, _LOWER),
    "japaneseDigitalTenThousand": partial(_digits, _LOWER),
    "taiwaneseDigital": partial(_digits, _LOWER),
    "ideographTraditional": partial(_row, _STEMS),
    "ideographZodiac": partial(_row, _BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedParen": partial(_glyphs, 0x2474, 20),
    "decimalEnclosedFullstop": partial(_glyphs, 0x2488, 20),
    "ideographEnclosedCircle": partial(_glyphs, 0x3280, 10),
    "aiueoFullWidth": partial(_row, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
    "irohaFullWidth": partial(_row, "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"),
    "aiueo": partial(_row, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
    "ganada": partial(_row, "가나다라마바사아자차카타파하"),
    "chosung": partial(_row, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
}
