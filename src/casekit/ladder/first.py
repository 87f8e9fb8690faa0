"""Which characters a pattern can begin with, so that a line is tried with the few families that it may be of."""

import re
from functools import lru_cache
from typing import Final

from casekit.ladder.atoms import characters
from casekit.patterns import lazy

_TOKENS: Final = lazy(r"\\.|\[[^\]\\]*+(?:\\.[^\]\\]*+)*+\]|[()|]", re.DOTALL)
"""What counts in a pattern, with escapes and classes as wholes."""
REPEATS: Final = ("*", "+", "?", "{")
"""What begins with one of these goes on with the class or group before it."""
_OPTIONAL: Final = ("*", "?", "{0,")
_SPECIAL: Final = frozenset("\\^$.|?*+()[]{}")


@lru_cache(maxsize=256)
def first_characters(pattern: str) -> frozenset[str] | None:
    """The characters that a match of `pattern` can begin with; None where that cannot be told from its beginning.

    Understood are literals, classes and groups without a name, each with what may repeat it: what the rows of the ladder begin with.
    """
    found: set[str] = set()
    for branch in _branches(pattern):
        first = _of_branch(branch)
        if first is None:
            return None
        found |= first
    return frozenset(found)


def _of_branch(branch: str) -> frozenset[str] | None:
    """The same for a pattern without alternatives at its top."""
    found: frozenset[str] = frozenset()
    at = 0
    while at < len(branch):
        if branch[at] == "[" and branch[at + 1] != "^":
            end = class_end(branch, at)
            first: frozenset[str] | None = frozenset(characters(branch[at + 1 : end]))
            end += 1
        elif branch.startswith(("(?:", "(?i:"), at):
            end = _group_end(branch, at)
            inner = branch.index(":", at) + 1
            first = first_characters(branch[inner:end])
            if branch[at + 2] == "i" and first is not None:
                first |= frozenset(c for known in first for c in known.lower() + known.upper())
            end += 1
        elif branch[at] not in _SPECIAL:
            first = frozenset(branch[at])
            end = at + 1
        else:
            return None
        if first is None:
            return None
        found |= first
        if not branch.startswith(_OPTIONAL, end):
            return found
        at = branch.index("}", end) + 1 if branch[end] == "{" else end + 1
        if branch[at : at + 1] in ("+", "?"):
            at += 1
    return None


def first_class(pattern: str) -> str:
    """The class that every match of a pattern begins with one character of, "" where it begins otherwise."""
    if not pattern.startswith("[") or len(_branches(pattern)) > 1:
        return ""
    end = class_end(pattern, 0) + 1
    return "" if pattern.startswith(REPEATS, end) else pattern[:end]


def last_class(pattern: str) -> str:
    """The class that every match of a pattern ends with one character of, "" where it ends otherwise."""
    if not pattern.endswith("]") or len(_branches(pattern)) > 1:
        return ""
    last = [*_TOKENS.finditer(pattern)][-1]
    return last.group() if last.end() == len(pattern) and last.group().startswith("[") else ""


def _branches(pattern: str) -> list[str]:
    """The alternatives at the top of a pattern."""
    if "|" not in pattern:
        return [pattern]
    found: list[str] = []
    start = depth = 0
    for token in _TOKENS.finditer(pattern):
        sign = token.group()
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign == "|" and not depth:
            found.append(pattern[start : token.start()])
            start = token.end()
    return [*found, pattern[start:]]


def class_end(pattern: str, at: int) -> int:
    """Where the class that begins at `at` has its bracket; len(pattern) where it never closes."""
    end = pattern.find("]", at)
    if end > 0 and "\\" not in pattern[at:end]:  # nearly always
        return end
    at += 1
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at


def _group_end(pattern: str, at: int) -> int:
    """Where the group that begins at `at` has its bracket; len(pattern) where it never closes."""
    depth = 0
    for token in _TOKENS.finditer(pattern, at):
        sign = token.group()
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if not depth:
                return token.start()
    return len(pattern)
