"""What the standard `dataclass` makes with slots, made cheaply: `dataclass`, `field` and `replace` of that module mean the same here.

Importing the standard module brings in `inspect`, and every class it makes costs half a millisecond: together more than a short text's
parse. Here one function is compiled for each class that has an instance, `__init__`. Type checkers see the standard ones, and so does
whoever asks a class for its fields: `dataclasses.fields`, `asdict` and `replace` work as ever.

Only what the package needs: always with slots, nothing inherited, every annotation is a field.
"""

from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    _NOTHING = object()

    class _Field:
        """How a field differs from a bare annotation, with the names that the standard `field` gives to it."""

        __slots__ = ("compare", "default", "default_factory", "init", "repr")

        def __init__(self, default=_NOTHING, default_factory=_NOTHING, init=True, repr=True, compare=True):
            self.default = default
            self.default_factory = default_factory
            self.init = init
            self.repr = repr
            self.compare = compare

    field = _Field

    class _StandardFields:
        """What the standard functions know a class by, made when one of them asks."""

        def __init__(self, kinds):
            self._kinds = kinds

        def __get__(self, instance, owner):
            import dataclasses

            body = {"__annotations__": owner.__annotations__}
            for name, kind in self._kinds.items():
                given = {key: getattr(kind, key) for key in _Field.__slots__}
                body[name] = dataclasses.field(**{key: value for key, value in given.items() if value is not _NOTHING})
            owner.__dataclass_fields__ = dataclasses.dataclass(type(owner.__name__, (), body)).__dataclass_fields__
            return owner.__dataclass_fields__

    def dataclass(*, slots, frozen=False):
        """Makes classes whose instances hold their annotated fields in slots, `frozen` ones for good."""
        assert slots
        return lambda cls: _made(cls, frozen)

    def replace(instance, **changes):
        """A copy with other values in some fields."""
        values = {name: getattr(instance, name) for name in instance.__match_args__}
        return type(instance)(**values | changes)

    def _made(cls, frozen):
        kinds = {name: _kind(cls, name) for name in cls.__annotations__}
        compared = tuple(name for name, kind in kinds.items() if kind.compare)
        methods = {
            "__init__": _Init(cls, kinds, frozen),
            "__repr__": _repr(tuple(name for name, kind in kinds.items() if kind.repr)),
            "__eq__": _eq(compared),
            "__hash__": _hash(compared) if frozen else None,
            "__match_args__": tuple(name for name, kind in kinds.items() if kind.init),
            "__dataclass_fields__": _StandardFields(kinds),
        }
        if frozen:
            methods |= {"__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _state, "__setstate__": _set_state}
        # The class itself gets them too: compiled ones stay as they are, and forget their twin with slots.
        for name, value in methods.items():
            if cls.__dict__.get(name) is None:
                setattr(cls, name, value)
        body = {name: value for name, value in cls.__dict__.items() if name not in kinds and name not in ("__dict__", "__weakref__")}
        return type(cls)(cls.__name__, cls.__bases__, {**body, "__slots__": tuple(kinds), "__qualname__": cls.__qualname__})

    def _kind(cls, name):
        given = cls.__dict__.get(name, _NOTHING)
        if isinstance(given, _Field):
            return given
        return _Field(_NOTHING if isinstance(given, MemberDescriptorType) else given)

    class _Init:
        """`__init__`, compiled when it is first asked for: of half of the classes a run makes no instance."""

        def __init__(self, cls, kinds, frozen):
            self._of = cls, kinds, frozen
            self._compiled = None

        def __get__(self, instance, owner):
            if self._compiled is None:
                self._compiled = _init(*self._of)
            if owner.__dict__.get("__init__") is self:
                owner.__init__ = self._compiled
            return self._compiled.__get__(instance, owner)

    def _init(cls, kinds, frozen):
        """`__init__`, compiled: what is made most often should not look anything up."""
        names = {"_NOTHING": _NOTHING, "_set": object.__setattr__}
        parameters, lines = [], []
        for name, kind in kinds.items():
            value = name
            if kind.default_factory is not _NOTHING:
                names[f"_make_{name}"] = kind.default_factory
                value = f"_make_{name}() if {name} is _NOTHING else {name}"
                parameters.append(f"{name}=_NOTHING")
            elif kind.default is not _NOTHING:
                names[f"_default_{name}"] = kind.default
                parameters.append(f"{name}=_default_{name}")
            elif kind.init:
                parameters.append(name)
            if kind.init:
                lines.append(f" _set(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
        if hasattr(cls, "__post_init__"):
            lines.append(" self.__post_init__()")
        exec(f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines), names)
        init = names["__init__"]
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        init.__module__ = cls.__module__
        return init

    def _repr(names):
        def __repr__(self):
            return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

        return __repr__

    def _eq(names):
        values = attrgetter(*names)

        def __eq__(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        return __eq__

    def _hash(names):
        values = attrgetter(*names)

        def __hash__(self):
            return hash(values(self))

        return __hash__

    def _refuse(self, name, *value):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot change field {name!r}")

    def _state(self):
        return [getattr(self, name) for name in self.__slots__]

    def _set_state(self, state):
        for name, value in zip(self.__slots__, state, strict=True):
            object.__setattr__(self, name, value)
