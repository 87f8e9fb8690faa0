"""One row of the ladder."""

from collections.abc import Callable
from typing import Any

from casekit.ladder.readings import Reading, plain


class Family:
    """One kind of marker; nothing in it changes.

    `kind` is what a heading of this family is: `case` opens a case, `heading`, or `container` for a heading that may hold cases.
    `prefix` tells that its number may be the first component of decimals below it (第3章 → 3.1). `runs_on` tells that its numbers
    never restart under a new parent (articles), `worded` that every word makes a level of its own (任务一, 步骤一). `own` is the evidence
    that a marker of this family is by itself.

    Written out and no dataclass: each candidate is asked for its family many times, and of a class that is compiled that costs nothing.
    """

    __slots__ = (
        "belief",
        "examples",
        "id",
        "kind",
        "lookalikes",
        "own",
        "pattern",
        "prefix",
        "rank",
        "read",
        "runs_on",
        "series",
        "title",
        "worded",
    )

    def __init__(
        self,
        id: str,
        title: str,
        pattern: str,
        belief: float,
        rank: int,
        examples: tuple[tuple[str, int], ...],
        lookalikes: tuple[str, ...] = (),
        read: Callable[[str], Reading | None] = plain,
        series: str = "",
        kind: str = "heading",
        prefix: bool = False,
        runs_on: bool = False,
        worded: bool = False,
    ) -> None:
        self.id = id
        self.title = title
        self.pattern = pattern
        self.belief = float(belief)
        self.rank = rank
        self.examples = examples
        self.lookalikes = lookalikes
        self.read = read
        self.series = series
        self.kind = kind
        self.prefix = prefix
        self.runs_on = runs_on
        self.worded = worded
        self.own: tuple[str, float] = (id, self.belief)

    def _fields(self) -> tuple[Any, ...]:
        return (
            *(self.id, self.title, self.pattern, self.belief, self.rank, self.examples, self.lookalikes, self.read),
            *(self.series, self.kind, self.prefix, self.runs_on, self.worded),
        )

    def __reduce__(self) -> tuple[type["Family"], tuple[Any, ...]]:
        return Family, self._fields()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Family) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        names = ("id", "title", "pattern", "belief", "rank", "examples", "lookalikes", "series", "kind", "prefix", "runs_on", "worded")
        return f"Family({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"
