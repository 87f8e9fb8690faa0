"""Patterns that are compiled when they are first used, for signs that most texts do not hold.

Compiling one that names thousands of Han takes about a millisecond: all of them together would cost a short text more than its parse.
"""

import re
from typing import Any, AnyStr, cast

_METHODS = ("match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")


class _Waiting:
    """Stands for the compiled pattern, and has its methods once the first of them was asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(f"a pattern that waits has no {name!r}")
        return getattr(self._compiled(), name)

    def _compiled(self) -> re.Pattern[Any]:
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return compiled


class _Beginning(_Waiting):
    """The same for a pattern whose matches all begin with one of a few words: a text that does not is no match, and needs no pattern."""

    def __init__(self, pattern: str | bytes, flags: int, begins: tuple[str, ...]) -> None:
        super().__init__(pattern, flags)
        self.begins = begins

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The method of the compiled pattern takes its place."""
        return self._compiled().fullmatch(text) if text.startswith(self.begins) else None


def lazy(pattern: AnyStr, flags: int = 0, begins: tuple[str, ...] = ()) -> re.Pattern[AnyStr]:
    """As `re.compile`, later; an error in `pattern` comes at the first use. Only the methods that look for something, and `pattern`.

    `begins` are words with one of which all begins that `pattern` matches as a whole.
    """
    waiting = _Beginning(pattern, flags, begins) if begins else _Waiting(pattern, flags)
    return cast("re.Pattern[AnyStr]", waiting)
