"""Which families of a project's own are read beside `LADDER`. Few projects have any: what reads them is loaded for those."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casekit.ladder.custom import CustomFamily

IN_USE: list["CustomFamily"] = []
"""The families that every text is read with beside `LADDER`."""


@contextmanager
def in_use(chosen: Sequence["CustomFamily"]) -> Iterator[None]:
    """Within the context this process, and those it forks, read the families in every text they parse."""
    before = IN_USE[:]
    IN_USE[:] = chosen
    try:
        yield
    finally:
        IN_USE[:] = before
