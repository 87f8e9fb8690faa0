"""`manifest.jsonl`: one row per source, so that a folder of records tells by itself what it holds and what is missing."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casekit.corpus.discover import MANIFEST
from casekit.errors import ConfigError

SIZE_LIMIT = 1 << 30
"""Bytes; a larger manifest is none of ours."""


@dataclass(slots=True)
class Row:
    """The state of one source. `records` are paths below the output folder; `error` is the English message, "" where there is none."""

    source: str
    state: str = "ok"
    sha256: str = ""
    encoding: str = ""
    cases: int = 0
    records: list[str] = field(default_factory=list)
    headings: int = 0
    findings: int = 0
    error: str = ""

    def line(self) -> str:
        """The row as one line of JSON, with its end."""
        values = {name: getattr(self, name) for name in self.__slots__}
        if not self.error:
            del values["error"]
        return json.dumps(values, ensure_ascii=False) + "\n"


def read(folder: Path) -> dict[str, Row]:
    """The rows of the manifest in `folder` by source; none where there is no manifest. Raises ConfigError where it is not one of ours."""
    path = folder / MANIFEST
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise _foreign(path)
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _foreign(path) from error
    rows: dict[str, Row] = {}
    for line in text.split("\n"):
        if line:
            row = _row(line)
            if row is None:
                raise _foreign(path)
            rows[row.source] = row
    return rows


def text(rows: Iterable[Row]) -> str:
    """The manifest of `rows`, in order of source."""
    return "".join(row.line() for row in sorted(rows, key=lambda row: row.source))


def _row(line: str) -> Row | None:
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


def _foreign(path: Path) -> ConfigError:
    name = path.as_posix()
    return ConfigError(
        f"{name}: not a manifest of casekit; choose another output folder or remove it",
        f"{name}：不是 casekit 的清单，请换一个输出文件夹或删去它",
    )
