"""Patterns that are compiled when they are first used, for signs that most texts do not hold.

Compiling one that names thousands of Han takes about a millisecond: all of them together would cost a short text more than its parse.
"""

import re
from typing import AnyStr, cast

_METHODS = ("match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")


class _Waiting:
    """Stands for the compiled pattern, and has its methods once the first of them was asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(f"a pattern that waits has no {name!r}")
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, later; an error in `pattern` comes at the first use. Only the methods that look for something, and `pattern`."""
    return cast("re.Pattern[AnyStr]", _Waiting(pattern, flags))
