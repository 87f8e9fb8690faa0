"""The strings by which cases are compared: which a text has, and which cases share enough of them to be measured.

Guarantees:
1. The strings of a text are the same whether a pattern found them or a walk over its characters: a walk tells each by a number of 64 bits,
   which two of them share once in some trillions of comparisons.
2. The time is linear in the texts, the strings that more than `COMMON` cases have included.

A walk is the dearest way to read a text, unless it is compiled; then it is the cheapest.
"""

import re
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

from casekit.model import Block, Section
from casekit.patterns import lazy
from casekit.rules.passages import WRITTEN
from casekit.rules.signs import PLANE, table

if TYPE_CHECKING:
    from mypy_extensions import i64

ALIKE: Final = 0.5
"""The share of common strings from which on two cases say mostly the same."""
COMMON: Final = 6
"""A string that so many cases have is a formula and finds no pair."""
THIN: Final = 12
FULL: Final = 3
"""The strings that find a pair begin with one of so many Han characters, those that measure it with one of fewer."""
_DEVIATIONS: Final = 2
"""A pair is measured where its share of the strings that find it is at most so many standard deviations too low."""
_FIRST: Final = 0x4E00
_BEHIND: Final = 0xA000
"""Among these code points are the characters that strings begin with: they are all Han."""
_UNDERSCORE: Final = 0x5F
_FACTOR: Final = 0x1E3779B97F4A7C15
"""Odd, and without a pattern: what the number of a string is multiplied by for each of its characters."""
_SIGNS: Final = lazy("[\\W_]+")
_USUAL: Final = table({1: "，。、；：“”！？（）《》【】…—,.;:!?()\"'-_ \t\n\u3000"})
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


def every(text: str) -> Strings:
    """The strings that measure a case: five characters without signs, the first of them one of every third Han."""
    return walked_all(text) if _COMPILED else searched_all(text)


def sample(text: str) -> Strings:
    """The same for one of every twelfth Han, where no sign stands in them and none of them overlap."""
    return walked_sample(text) if _COMPILED else searched_sample(text)


_COMPILED: Final = not hasattr(every, "__code__")


def searched_all(text: str) -> Strings:
    """The strings that measure, by a pattern, each from its end to its beginning: so it runs from one sign of the class to the next."""
    return set(_all_pattern().findall(_SIGNS.sub("", text)[::-1]))


def searched_sample(text: str) -> Strings:
    """The sample, by a pattern."""
    return set(_sample_pattern().findall(text))


@cache
def _all_pattern() -> re.Pattern[str]:
    return re.compile(f"[{_class(FULL)}](?<=(.{{5}}))")


@cache
def _sample_pattern() -> re.Pattern[str]:
    return re.compile(f"[{_class(THIN)}]\\w{{4}}")


def _class(step: int) -> str:
    return "".join(map(chr, range(_FIRST, _BEHIND, step)))


def walked_all(text: str) -> Strings:
    """The strings that measure, by a walk over the text."""
    found: Strings = set()
    # The last five characters that are no signs, from the eldest on; 0 stands for none.
    first: i64 = 0
    second: i64 = 0
    third: i64 = 0
    fourth: i64 = 0
    fifth: i64 = 0
    factor: i64 = _FACTOR
    number: i64 = 0
    for at in range(len(text)):
        code: i64 = ord(text[at])
        if (code < _FIRST or code >= _BEHIND) and _is_sign(text, at):
            continue
        first, second, third, fourth, fifth = second, third, fourth, fifth, code
        if _FIRST <= first < _BEHIND and (first - _FIRST) % FULL == 0:
            number = (((first * factor + second) * factor + third) * factor + fourth) * factor + fifth
            found.add(number)
    return found


def walked_sample(text: str) -> Strings:
    """The sample, by a walk over the text."""
    found: Strings = set()
    factor: i64 = _FACTOR
    number: i64 = 0
    missing: i64 = 0  # so many characters of a string that has begun
    for at in range(len(text)):
        code: i64 = ord(text[at])
        if missing:
            if (code < _FIRST or code >= _BEHIND) and code != _UNDERSCORE and _is_sign(text, at):
                missing = 0
                continue
            number = number * factor + code
            missing -= 1
            if not missing:
                found.add(number)
        elif _FIRST <= code < _BEHIND and (code - _FIRST) % THIN == 0:
            number = code
            missing = 4
    return found


def _is_sign(text: str, at: int) -> bool:
    """Whether a character is neither letter nor number."""
    code = ord(text[at])
    return (code <= PLANE and bool(_USUAL[code])) or not text[at].isalnum()


def pairs(samples: list[Strings]) -> list[tuple[int, list[int]]]:
    """Every case that may be like an elder one, with those elders and, where it is none of them, the one it shares most with."""
    found: list[tuple[int, list[int]]] = []
    first: dict[Any, int] = {}
    more: dict[Any, list[int]] = {}
    for at in range(len(samples)):
        own = samples[at]
        shared = [0] * at
        for string in own:
            eldest = first.setdefault(string, at)
            if eldest == at:
                continue
            others = more.get(string)
            if others is None:
                more[string] = [at]
                shared[eldest] += 1
            elif len(others) + 1 < COMMON:
                shared[eldest] += 1
                for other in others:
                    shared[other] += 1
                others.append(at)
        elders = [elder for elder in range(at) if shared[elder] and shared[elder] >= _may_suffice(min(len(own), len(samples[elder])))]
        if elders:
            likest = shared.index(max(shared))
            if likest not in elders:
                elders.append(likest)
            found.append((at, elders))
    return found


def _may_suffice(size: int) -> float:
    """How many of so many strings two cases that are alike share, unless the choice of the strings was an unlucky one."""
    return ALIKE * size - _DEVIATIONS * sqrt(ALIKE * (1 - ALIKE) * size)
