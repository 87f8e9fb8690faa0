"""`manifest.jsonl`: one row per source, so that a folder of records tells by itself what it holds and what is missing.

Rows stand in order of path, and are read, looked up and joined one by one: a manifest may be larger than the memory.
"""

import heapq
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, Generic, Protocol, TypeVar

from casekit.corpus.discover import order
from casekit.errors import ConfigError
from casekit.shapes import dataclass, field

LINE_LIMIT = 1 << 28
"""Bytes; a longer row is none of ours."""


@dataclass(slots=True)
class Row:
    """The state of one source. `size` is in bytes, `records` are paths below the output folder.

    `made_by` names what made the records: the version and the options that change them. `error` is the English message, "" where there is
    none; a source that failed keeps the records it had.
    """

    source: str
    state: str = "ok"
    sha256: str = ""
    size: int = 0
    encoding: str = ""
    cases: int = 0
    records: list[str] = field(default_factory=list)
    headings: int = 0
    findings: int = 0
    made_by: str = ""
    error: str = ""

    def line(self) -> str:
        """The row as one line of JSON, with its end."""
        values = {name: getattr(self, name) for name in self.__slots__}
        if not self.error:
            del values["error"]
        return json.dumps(values, ensure_ascii=False) + "\n"


def read(file: IO[bytes], name: str) -> Iterator[Row]:
    """The rows in `file`, called `name`, as they stand. Raises ConfigError where it is no manifest of ours."""
    while line := file.readline(LINE_LIMIT):
        row = _row(line) if line.endswith(b"\n") or len(line) < LINE_LIMIT else None
        if row is None:
            raise foreign(name)
        yield row


def sort(rows: Iterable[Row]) -> list[Row]:
    """`rows` in order of path, the last one of each source."""
    last = {row.source: row for row in rows}
    return sorted(last.values(), key=lambda row: order(row.source))


class Known(Protocol):
    """What is known of a source."""

    @property
    def source(self) -> str:
        """Its path."""


T = TypeVar("T", bound=Known)


def merge(streams: Sequence[Iterable[T]]) -> Iterator[T]:
    """What streams that are each in order say, in order; where several know a source, what the last of them says."""

    def ranked(rank: int, stream: Iterable[T]) -> Iterator[tuple[bytes, int, T]]:
        for item in stream:
            yield order(item.source), -rank, item

    done: bytes | None = None
    for key, _, item in heapq.merge(*(ranked(*pair) for pair in enumerate(streams)), key=lambda ranked: ranked[:2]):
        if key != done:
            done = key
            yield item


class Ledger(Generic[T]):
    """What is known, in order, to be asked for sources in the same order."""

    def __init__(self, known: Iterable[T]) -> None:
        self._known = iter(known)
        self._key = b""
        self._item: T | None = None

    def find(self, source: str) -> T | None:
        """What is known of `source`; no earlier one can be asked for after it."""
        key = order(source)
        while self._key < key:
            self._item = next(self._known, None)
            if self._item is None:
                self._known = iter(())
                return None
            self._key = order(self._item.source)
        return self._item if self._key == key else None


def _row(line: bytes) -> Row | None:
    try:
        values: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or not isinstance(values.get("source"), str) or values.get("state") not in ("ok", "error"):
        return None
    row = Row(values["source"])
    for name in Row.__slots__:
        value = values.get(name, getattr(row, name))
        if type(value) is not type(getattr(row, name)):
            return None
        setattr(row, name, value)
    return row if all(isinstance(record, str) for record in row.records) else None


def foreign(name: str) -> ConfigError:
    """The error for a manifest that is none."""
    return ConfigError(
        f"{name}: not a manifest of casekit; choose another output folder or remove it",
        f"{name}：不是 casekit 的清单，请换一个输出文件夹或删去它",
    )
