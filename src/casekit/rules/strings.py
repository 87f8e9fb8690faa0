"""The strings by which cases are compared: which a text has, and which cases share enough of them to be measured.

Guarantees:
1. The strings of a text are the same whether a pattern found them or a walk over its characters: a walk tells each by a number of sixty
   bits, which two of them share once in a trillion comparisons of cases.
2. The time is linear in the texts, the strings that more than `COMMON` cases have included.

A walk is the dearest way to read a text, unless it is compiled; then it is the cheapest.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from casekit.model import Block, Section
from casekit.patterns import lazy
from casekit.plane import PLANE, table
from casekit.rules.passages import WRITTEN

if TYPE_CHECKING:
    from mypy_extensions import i64

ALIKE: Final = 0.5
"""The share of common strings from which on two cases say mostly the same."""
COMMON: Final = 6
"""A string that so many cases have is a formula and finds no pair."""
THIN: Final = 24
FULL: Final = 3
"""The strings that find a pair begin with one of so many Han characters, those that measure it with one of fewer."""
_DEVIATIONS: Final = 3
"""A pair is measured where its share of the strings that find it is at most so many standard deviations too low."""
_LENGTH: Final = 5
"""How many characters a string has."""
_FIRST: Final = 0x4E00
_BEHIND: Final = 0xA000
"""Among these code points are the characters that strings begin with: they are all Han."""
_FACTOR: Final = 0x1E3779B97F4A7C15
"""Odd, and without a pattern: what the number of a string is multiplied by for each of its characters."""
_BITS: Final = 0xFFFFFFFFFFFFFFF
_SIGNS: Final = lazy("[\\W_]+")
_BEGINS: Final = 1
_BEGINS_THIN: Final = 2
_SIGN: Final = 4
_USUAL: Final = "，。、；：“”！？（）《》【】…—,.;:!?()\"'-_ \t\n\u3000"
"""The signs that most of those in a text are, known without a look at what Unicode says of them."""

Strings = set[Any]


def said(case: Section) -> str:
    """What a case says, the cases inside it included."""
    parts: list[str] = []
    stack: list[Section | Block] = [*reversed(case.children)]
    while stack:
        node = stack.pop()
        if isinstance(node, Block):
            if node.kind in WRITTEN:
                parts.append(node.text)
        else:
            parts.append(node.title)
            stack += reversed(node.children)
    return "".join(parts)


def every(text: str, step: int = FULL) -> Strings:
    """The strings of a text: five characters without signs, the first of them one of every `step` Han, which is `FULL` or `THIN`."""
    return walked(text, step) if _COMPILED else searched(text, step)


_COMPILED: Final = not hasattr(every, "__code__")


def searched(text: str, step: int) -> Strings:
    """The strings, by a pattern, each from its end to its beginning: so it runs from one character of the class to the next."""
    return set(_pattern(step).findall(_SIGNS.sub("", text)[::-1]))


@cache
def _pattern(step: int) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, range(_FIRST, _BEHIND, step)))}](?<=(.{{{_LENGTH}}}))")


@cache
def _kinds() -> bytes:
    """What a character is to a walk, by its code point; few texts have cases to compare."""
    full, thin = ("".join(map(chr, range(_FIRST, _BEHIND, step))) for step in (FULL, THIN))
    return table((_BEGINS, full), (_BEGINS_THIN, thin), (_SIGN, _USUAL))


def walked(text: str, step: int) -> Strings:
    """The strings, by a walk over the text."""
    found: Strings = set()
    kinds = _kinds()
    begins = _BEGINS_THIN if step == THIN else _BEGINS
    for at in range(len(text)):
        code = ord(text[at])
        if code <= PLANE and kinds[code] & begins:
            number = _number(text, at, kinds)
            if number >= 0:
                found.add(number)
    return found


def _number(text: str, at: int, kinds: bytes) -> "i64":
    """What tells the string that begins at a place from others; -1 where the text ends before it."""
    factor: i64 = _FACTOR
    number: i64 = ord(text[at])
    missing = _LENGTH - 1
    for place in range(at + 1, len(text)):
        code = ord(text[place])
        if (code < _FIRST or code >= _BEHIND) and ((code <= PLANE and kinds[code] & _SIGN) or not text[place].isalnum()):
            continue
        own: i64 = code
        number = number * factor + own
        missing -= 1
        if not missing:
            return number & _BITS
    return -1


def pairs(samples: list[Strings]) -> list[tuple[int, list[int]]]:
    """Every case that may be like an elder one, with those elders and, where it is none of them, the one it shares most with."""
    found: list[tuple[int, list[int]]] = []
    first: dict[Any, int] = {}
    more: dict[Any, list[int]] = {}
    shared = [0] * len(samples)
    for at in range(len(samples)):
        sharing: list[int] = []
        for string in samples[at]:
            eldest = first.setdefault(string, at)
            if eldest == at:
                continue
            others = more.get(string)
            if others is None:
                more[string] = [at]
                _count(eldest, shared, sharing)
            elif len(others) + 1 < COMMON:
                _count(eldest, shared, sharing)
                for other in others:
                    _count(other, shared, sharing)
                others.append(at)
        size = len(samples[at])
        elders = [elder for elder in sharing if shared[elder] >= _may_suffice(min(size, len(samples[elder])))]
        if elders:
            likest = min(sharing)
            for elder in sharing:
                if shared[elder] > shared[likest] or (shared[elder] == shared[likest] and elder < likest):
                    likest = elder
            if likest not in elders:
                elders.append(likest)
            found.append((at, elders))
        for elder in sharing:
            shared[elder] = 0
    return found


def _count(case: int, shared: list[int], sharing: list[int]) -> None:
    """One more string is shared with a case; `sharing` are those of which `shared` is not 0."""
    if not shared[case]:
        sharing.append(case)
    shared[case] += 1


def _may_suffice(size: int) -> float:
    """How many of so many strings two cases that are alike share, unless the choice of the strings was an unlucky one."""
    deviation: float = (ALIKE * (1 - ALIKE) * size) ** 0.5
    return ALIKE * size - _DEVIATIONS * deviation
