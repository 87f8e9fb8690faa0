"""One row of the ladder."""

from collections.abc import Callable

from casekit.ladder.readings import Reading, plain
from casekit.shapes import dataclass, field


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of marker.

    `kind` is what a heading of this family is: `case` opens a case, `heading`, or `container` for a heading that may hold cases.
    `prefix` tells that its number may be the first component of decimals below it (第3章 → 3.1). `runs_on` tells that its numbers
    never restart under a new parent (articles), `worded` that every word makes a level of its own (任务一, 步骤一).
    """

    id: str
    title: str
    pattern: str
    belief: float
    rank: int
    examples: tuple[tuple[str, int], ...]
    lookalikes: tuple[str, ...] = ()
    read: Callable[[str], Reading | None] = field(default=plain, repr=False)
    series: str = ""
    kind: str = "heading"
    prefix: bool = False
    runs_on: bool = False
    worded: bool = False
    own: tuple[str, float] = field(init=False, repr=False, compare=False)
    """The evidence that a marker of this family is by itself."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "belief", float(self.belief))
        object.__setattr__(self, "own", (self.id, self.belief))
