"""Shard files: the records of all sources of a shard in one file, a line each, in order of source; as JSON Lines or as Parquet.

1. A file is self-describing: every record begins with the path and the digest of its source, and that is what is believed.
2. The bytes depend on the records alone, not on how many workers or runs it took to make them.
3. Joining holds one record at a time.
"""

import json
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby
from typing import IO, Any

from casekit.corpus.store import Place
from casekit.errors import ConfigError
from casekit.shapes import dataclass

ROW_GROUP = 1000
"""Records in a row group of a Parquet file."""

_STRING = rb'"((?:[^"\\]|\\.)*)"'
_HEAD = re.compile(rb'\{"schema": \d+,(?:"surrogates": \d+,)?"source": \{"path": %s(?:,"sha256": "([0-9a-f]{64})")?' % _STRING)


def file_name(index: int, count: int, format: str) -> str:
    """The name of a shard's file."""
    return f"records-{index:05}-of-{count:05}.{format}"


@dataclass(slots=True)
class Group:
    """The records of one source: its path, the digest of its bytes, and how many records, or, where they were asked for, the lines, to be
    read once and before the next source.
    """

    source: str
    sha256: str
    count: int
    lines: Iterable[bytes]


def groups(file: IO[bytes], format: str, name: str, whole: bool = True) -> Iterator[Group]:
    """The sources of a shard file in order, with their records where `whole`. Raises ConfigError where it is none of ours."""
    heads = _parquet_lines(file, name, whole) if format == "parquet" else _jsonl_lines(file, name)
    for (source, sha256), lines in groupby(heads, key=lambda line: line[:2]):
        if whole:
            yield Group(source, sha256, 0, (line for _, _, line in lines))
        else:
            yield Group(source, sha256, sum(1 for _ in lines), ())


def write(place: Place, name: str, format: str, lines: Iterable[bytes]) -> None:
    """Writes a shard file, whole or not at all. Raises OSError."""
    with place.writing(name) as file:
        if format == "parquet":
            _write_parquet(file, lines)
        else:
            for line in lines:
                file.write(line)


def need_parquet() -> None:
    """Raises ConfigError where pyarrow is missing."""
    try:
        import_module("pyarrow.parquet")
    except ImportError as error:
        raise ConfigError(
            "parquet needs pyarrow, which is not installed; run: pip install 'casekit[parquet]'",
            "parquet 需要 pyarrow，尚未安装；请运行：pip install 'casekit[parquet]'",
        ) from error


def _jsonl_lines(file: IO[bytes], name: str) -> Iterator[tuple[str, str, bytes]]:
    for line in file:
        head = _HEAD.match(line)
        if head is None or not line.endswith(b"\n"):
            raise _foreign(name)
        try:
            source = json.loads(b'"' + head[1] + b'"')
        except ValueError as error:
            raise _foreign(name) from error
        yield source, (head[2] or b"").decode(), line


def _parquet_lines(file: IO[bytes], name: str, whole: bool) -> Iterator[tuple[str, str, bytes]]:
    import pyarrow
    import pyarrow.parquet

    columns = ["source", "sha256", "record"] if whole else ["source", "sha256"]
    try:
        table = pyarrow.parquet.ParquetFile(file)
        for batch in table.iter_batches(batch_size=ROW_GROUP, columns=columns):
            for row in batch.to_pylist():
                yield row["source"], row["sha256"], row["record"].encode() + b"\n" if whole else b""
    except (pyarrow.ArrowException, KeyError, AttributeError) as error:
        raise _foreign(name) from error


def _write_parquet(file: IO[bytes], lines: Iterable[bytes]) -> None:
    import pyarrow
    import pyarrow.parquet

    text, number = pyarrow.string(), pyarrow.int32()
    schema = pyarrow.schema(
        [
            pyarrow.field("source", text, nullable=False),
            pyarrow.field("sha256", text, nullable=False),
            pyarrow.field("encoding", text, nullable=False),
            pyarrow.field("case", number, nullable=False),
            pyarrow.field("cases", number, nullable=False),
            pyarrow.field("title", text, nullable=False),
            pyarrow.field("headings", number, nullable=False),
            pyarrow.field("findings", pyarrow.list_(text), nullable=False),
            pyarrow.field("record", text, nullable=False),
        ]
    )
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        held: list[dict[str, Any]] = []
        for line in lines:
            held.append(_columns(line))
            if len(held) == ROW_GROUP:
                writer.write_table(pyarrow.Table.from_pylist(held, schema), row_group_size=ROW_GROUP)
                held = []
        if held:
            writer.write_table(pyarrow.Table.from_pylist(held, schema), row_group_size=ROW_GROUP)


def _columns(line: bytes) -> dict[str, Any]:
    """A record as a row: what one filters by, and the record itself as JSON."""
    record = json.loads(line)
    origin, case = record["source"], record.get("case", {})
    return {
        "source": origin["path"],
        "sha256": origin.get("sha256", ""),
        "encoding": origin["encoding"],
        "case": case.get("number", 1),
        "cases": case.get("of", 1),
        "title": case.get("title", ""),
        "headings": _headings(record["tree"]),
        "findings": [finding["code"] for finding in record.get("findings", ())],
        "record": line.decode().removesuffix("\n"),
    }


def _headings(tree: list[dict[str, Any]]) -> int:
    waiting, count = list(tree), 0
    while waiting:
        node = waiting.pop()
        count += "level" in node and node["kind"] != "item"
        waiting += node.get("children", ())
    return count


def _foreign(name: str) -> ConfigError:
    return ConfigError(
        f"{name}: not a shard of casekit; choose another output folder or remove it",
        f"{name}：不是 casekit 的分片文件，请换一个输出文件夹或删去它",
    )
