"""What a command takes, said once, in the annotations of its parameters.

Typer reads it for the help, for completion and for errors of usage; `bind` reads it for plain calls, which need no typer:

1. `bind` gives what typer would give to the command, or None.
2. It gives None for all that is not plain: what is wrong, abbreviated, doubled, glued together, or not of a kind known here.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

_DIGITS = 10
"""A number with so many digits is left to typer."""


class Mark:
    """The names of a parameter on the command line and what typer should know of it, as in `typer.Option` and `typer.Argument`."""

    def __init__(self, *names: str, **settings: Any) -> None:
        self.names = names
        self.settings = settings


class Option(Mark):
    """A parameter that is named on the command line."""


class Argument(Mark):
    """A parameter that is told by its place."""


def marks(command: Callable[..., int]) -> dict[str, tuple[Any, Mark]]:
    """The type and the mark of every parameter of `command` that has a mark of this module."""
    found: dict[str, tuple[Any, Mark]] = {}
    for name, annotation in command.__annotations__.items():
        for mark in getattr(annotation, "__metadata__", ()):
            if isinstance(mark, Mark):
                found[name] = (annotation.__origin__, mark)
    return found


def bind(command: Callable[..., int], words: Sequence[str]) -> dict[str, Any] | None:
    """The values of the parameters of `command` that `words` give, those that are left out with their defaults; None: ask typer."""
    code, defaults = command.__code__, command.__defaults__ or ()
    parameters = code.co_varnames[: code.co_argcount]
    found = marks(command)
    if len(found) < len(parameters):
        return None  # someone speaks to typer directly
    values = dict(zip(parameters[len(parameters) - len(defaults) :], defaults, strict=True))
    options = {name: (_kind(kind), mark) for name, (kind, mark) in found.items() if isinstance(mark, Option)}
    names, switches = _flags(options)
    places: list[str] = []
    given: dict[str, Any] = {}
    for flag, value in _split(words, switches):
        if not flag:
            places.append(value)
            continue
        name = names.get(flag, "")
        if not name:
            return None
        kind, mark = options[name]
        plain: Any = switches[flag] if flag in switches else _plain(kind, value, mark)
        if plain is None or (name in given and kind != list[str]):
            return None
        given[name] = [*given.get(name, []), *plain] if kind == list[str] else plain
    arguments = [(name, _kind(kind), mark) for name, (kind, mark) in found.items() if isinstance(mark, Argument)]
    placed = _place(arguments, places)
    return None if placed is None else {**values, **placed, **given}


def _kind(kind: Any) -> Any:
    """`kind` without None."""
    if get_origin(kind) in (Union, UnionType):
        kinds = [one for one in get_args(kind) if one is not NoneType]
        return kinds[0] if len(kinds) == 1 else kind
    return kind


def _flags(options: Mapping[str, tuple[Any, Mark]]) -> tuple[dict[str, str], dict[str, bool]]:
    """The parameter that every flag stands for, and what the flags say that take no value: `--yes/--no` are two of them."""
    names: dict[str, str] = {}
    switches: dict[str, bool] = {}
    for name, (kind, mark) in options.items():
        for flag in mark.names:
            for at, one in enumerate(flag.split("/")):
                names[one] = name
                if kind is bool:
                    switches[one] = not at
    return names, switches


def _split(words: Sequence[str], switches: Container[str]) -> Iterator[tuple[str, str]]:
    """The flags among `words` with their values, "" as the flag of other words and as the value of switches; "?" where it is not plain."""
    waiting = iter(words)
    for word in waiting:
        if word[:1] != "-" or word == "-":
            yield ("" if word else "?"), word
        elif word in switches:
            yield word, ""
        else:
            flag, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
            value = value if equals else next(waiting, "")
            yield ("?" if flag in switches or (value[:1] == "-" and value != "-") else flag), value


def _plain(kind: Any, value: str, mark: Mark) -> Any:
    """The value of a parameter of type `kind`; None where typer has to look at it."""
    if kind == list[str]:
        return [value] if value else None
    if get_origin(kind) is Literal:
        return value if value in get_args(kind) else None
    if kind is int:
        least, most = mark.settings.get("min"), mark.settings.get("max")
        number = int(value) if value.isascii() and value.isdecimal() and len(value) < _DIGITS else -1
        return number if number >= (least or 0) and (most is None or number <= most) else None
    return value if value and kind is str else None


def _place(arguments: Sequence[tuple[str, Any, Mark]], words: Sequence[str]) -> dict[str, Any] | None:
    """Every argument with its words, of which the last may take many; None where they do not fit."""
    placed: dict[str, Any] = {}
    rest = list(words)
    for at, (name, kind, mark) in enumerate(arguments):
        if not rest:
            return None
        if kind == list[str]:
            if at < len(arguments) - 1:
                return None
            placed[name], rest = rest, []
            continue
        placed[name] = _plain(kind, rest.pop(0), mark)
        if placed[name] is None:
            return None
    return None if rest else placed
