"""From a marker as written to its number."""

import re
from functools import lru_cache
from typing import Final

from casekit import numerals
from casekit.ladder.atoms import ARABIC, BLANK, BLURRED, CLOSE, FORMAL, HAN, OPEN, characters
from casekit.patterns import lazy

_NUMERAL: Final = lazy(f"[{HAN}{FORMAL}{BLURRED}ㄧー—―－–+{ARABIC}]+")
_HYPHEN: Final = lazy("(?<![0-9０-９-])-(?![0-9０-９-])")
"""A hyphen for 一; between digits it is none: 第3-1条."""
_LATER: Final = lazy(f"之([{HAN}]{{1,3}})|[-－—―]([{ARABIC}]{{1,2}})|の([{HAN}{ARABIC}]{{1,3}})")
_LATER_SIGNS: Final = frozenset("之の-－—―")
_COUNTS_LATER: Final = frozenset("第笫弟（(〔")
"""Markers that begin so may have a second number for what was put in later: 第五条之一, （二之一）."""
_AROUND: Final = "、．.，," + characters(BLANK + OPEN + CLOSE)
"""What stands around a number that looks like one."""
_LETTER: Final = lazy("[A-Za-zＡ-Ｚａ-ｚ]")
_ROMAN: Final = lazy("[IVXLCivxlcⅠ-Ⅻⅰ-ⅻ]+")
_CYCLE: Final = lazy(f"[{numerals.STEMS}{numerals.BRANCHES}]")
_DIGITS: Final = lazy(f"[{ARABIC}]+")

LETTERS: Final = 1000
"""Letters count on from here where they are components: A.1 stands under A. and not under 1."""
_COMPONENT_MOST: Final = 99

Reading = tuple[int, int | None, tuple[int, ...]]
"""Number, sub-number (之一) and, for decimals, every component."""


@lru_cache(maxsize=4096)
def plain(marker: str) -> Reading | None:
    if "-" in marker:
        marker = _HYPHEN.sub("一", marker)
    found = _NUMERAL.search(marker)
    number = numerals.read_lookalike(found.group()) if found else None
    if found is None or number is None:
        return None
    later = _LATER.search(marker, found.end()) if marker[0] in _COUNTS_LATER and not _LATER_SIGNS.isdisjoint(marker) else None
    sub = numerals.read(next(g for g in later.groups() if g)) if later else None
    return number, sub, (number,)


def lookalike(marker: str) -> Reading | None:
    number = numerals.read_lookalike(marker.strip(_AROUND))
    return (number, None, (number,)) if number else None


def glyph(marker: str) -> Reading | None:
    number = numerals.GLYPHS.get(marker.strip()[:1])
    return None if number is None else (number, None, (number,))


def keycap(marker: str) -> Reading:
    """The digits on the keys; the one key without a digit says 10."""
    number = int("".join([sign for sign in marker if sign.isdecimal()]) or 10)
    return number, None, (number,)


def letter(marker: str) -> Reading | None:
    found = _LETTER.search(marker)
    number = numerals.read_letter(found.group()) if found else None
    return (number, None, (LETTERS + number,)) if number else None


def roman(marker: str) -> Reading | None:
    found = _ROMAN.search(marker)
    number = numerals.read_roman(found.group()) if found else None
    return (number, None, (number,)) if number else None


def cycle(marker: str) -> Reading | None:
    found = _CYCLE.search(marker)
    number = numerals.read_cycle(found.group()) if found else None
    return (number, None, (number,)) if number else None


def decimal(marker: str) -> Reading | None:
    digits = _DIGITS.findall(marker)
    parts = [numerals.read(part) for part in digits]
    if len(parts) < 2 or not parts[0] or any(part is None for part in parts) or "00" in digits:  # 1.00 is a figure
        return None
    path = tuple(part for part in parts if part is not None)
    if not path[-1] and len(path) > 2:  # 6.1.0 is a version
        return None
    if len(path) > 3 and (0 in path or max(path) > _COMPONENT_MOST):  # 10.0.3.1 is an address
        return None
    return path[-1], None, path


def decimal_lookalike(marker: str) -> Reading | None:
    return decimal(marker.replace("l", "1").replace("I", "1"))


def sectioned(marker: str) -> Reading | None:
    parts = [numerals.read(part) or 0 for part in _DIGITS.findall(marker)]
    return (parts[-1], None, tuple(parts)) if parts else None


def annex_decimal(marker: str) -> Reading | None:
    head = numerals.read_letter(marker[0])
    parts = [numerals.read(part) or 0 for part in _DIGITS.findall(marker)]
    return (parts[-1], None, (LETTERS + (head or 0), *parts)) if parts else None


def label(marker: str) -> Reading | None:
    return plain(marker) or roman(marker) or letter(marker)


def half(marker: str) -> Reading | None:
    # 下 follows 中 and, where there is none, 上: a second 2.
    return {"上": (1, None, (1,)), "中": (2, None, (2,)), "下": (2, 1, (2,))}.get(marker[:1])


def labelled(marker: str) -> Reading | None:
    parts = [numerals.read(part) for part in _DIGITS.findall(marker)]
    if len(parts) == 2 and parts[0] is not None and parts[1] is not None:
        return parts[0], parts[1] or None, (parts[0],)
    return plain(marker)


def last(marker: str) -> Reading | None:
    """The number behind the dash of 案例1-2: the first is that of a chapter."""
    parts = [numerals.read(part) for part in _DIGITS.findall(marker)]
    return (parts[1], None, (parts[1],)) if len(parts) == 2 and parts[1] else plain(marker)


_WORDS: Final = {w: i for i, w in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)}


def english(marker: str) -> Reading | None:
    tail = marker.split(".")[-1].strip() if marker.lower().startswith("no.") else re.sub(r"^[A-Za-z]+\.?\s*", "", marker).strip()
    number = _WORDS.get(tail.lower()) or numerals.read(tail) or numerals.read_roman(tail) or numerals.read_letter(tail)
    return (number, None, (number,)) if number else None
