"""Data sets with a text in each row: JSON lines, plain or compressed, and Parquet.

A row is named by its number, from 1. Its text stands in the field that `--text-field` names, else in the first of `FIELDS` that it has;
rows of MNBVC hold it as paragraphs.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

from casekit.errors import SourceError
from casekit.readers.content import Content, Options, escaped, refused
from casekit.readers.extras import need
from casekit.readers.package import damaged
from casekit.readers.streams import ERRORS, Bounded, too_large

FIELDS = ("text", "content", "内容", "正文", "raw_content", "body", "document")
PARAGRAPHS, LINE, WORDS = "段落", "行号", "内容"
"""How MNBVC names the paragraphs of a file, their lines and their words."""
BLANK_LIMIT = 1_000_000
"""Blank lines in a file of JSON lines; a small compressed file may hold billions."""
_BATCH = 64
_opened: "WeakSet[Parquet]" = WeakSet()


class JsonLines:
    """A file of JSON objects, a line each. Reading in order is one pass; going back begins anew."""

    def __init__(self, file: Bounded, name: str) -> None:
        self.file = file
        self.name = name
        self.at = 0
        self.length = 0

    def size(self, member: str) -> int:
        """The bytes of the line that `names` just gave."""
        return self.length

    def names(self) -> Iterator[str]:
        """The numbers of the lines that are not blank."""
        self._rewind()
        blank = 0
        while line := self._next():
            if not line.isspace():
                self.length = len(line)
                yield str(self.at)
                continue
            blank += 1
            if blank > BLANK_LIMIT:
                raise too_large(self.name)

    def row(self, member: str) -> Any:
        """The value of a line. Raises SourceError where it is no JSON."""
        wanted = int(member)
        if self.at >= wanted:
            self._rewind()
        line = b""
        while self.at < wanted:
            line = self._next()
            if not line:
                raise damaged(self.name)
        try:
            return json.loads(line)
        except (ValueError, RecursionError) as error:
            raise refused(f"{self.name}/{member}", "is no JSON; correct the line", "不是合法的 JSON，请改正这一行") from error

    def close(self) -> None:
        """Closes the file."""
        self.file.close()

    def _next(self) -> bytes:
        try:
            line = self.file.readline()
        except ERRORS as error:
            raise damaged(self.name) from error
        self.at += bool(line)
        return line

    def _rewind(self) -> None:
        self.file.seek(0)
        self.at = 0


class Parquet:
    """A Parquet file, read in batches."""

    def __init__(self, path: Path, name: str, options: Options) -> None:
        duckdb = need("duckdb", "data", name, "a Parquet file", " Parquet 文件")
        self.name = name
        self.failures = duckdb.Error
        _opened.add(self)
        self.connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
        self.field = options.text_field
        self.source = "".join(f"[{c}]" if c in "*?[" else c for c in path.as_posix())
        self.column = ""
        self.at = 0
        self.batch: list[Any] = []
        self.cursor: Any = None

    def names(self) -> Iterator[str]:
        """The numbers of the rows."""
        count = self._rows("SELECT count(*) FROM read_parquet(?)")[0][0]
        return (str(number) for number in range(1, count + 1))

    def row(self, member: str) -> Any:
        """A row with the one field that is read."""
        wanted = int(member)
        if self.cursor is None or self.at >= wanted:
            self.column = self.column or self._column()
            column = '"' + self.column.replace('"', '""') + '"'
            self.cursor = self._execute(f"SELECT {column} FROM read_parquet(?)")
            self.at, self.batch = 0, []
        while self.at + len(self.batch) < wanted:
            self.at += len(self.batch)
            self.batch = self._fetch()
            if not self.batch:
                raise damaged(self.name)
        value = self.batch[wanted - self.at - 1][0]
        self.batch = self.batch[wanted - self.at :]
        self.at = wanted
        return {self.column: value}

    def size(self, member: str) -> int:
        """Not known: rows are stored by column."""
        return 0

    def close(self) -> None:
        """Lets the file go."""
        self.cursor = None
        self.connection.close()
        _opened.discard(self)

    def _column(self) -> str:
        """The column that holds the texts. Raises SourceError where there is none."""
        columns = [str(row[0]) for row in self._rows("DESCRIBE SELECT * FROM read_parquet(?)")]
        first = self.field if self.field in columns else self.field.split(".")[0]
        known = [column for column in ((first,) if first else (PARAGRAPHS, *FIELDS)) if column in columns]
        if not known:
            raise no_field(self.name, self.field, columns)
        return known[0]

    def _execute(self, query: str) -> Any:
        try:
            return self.connection.cursor().execute(query, [self.source])
        except self.failures as error:
            raise damaged(self.name) from error

    def _rows(self, query: str) -> list[Any]:
        found: list[Any] = self._execute(query).fetchall()
        return found

    def _fetch(self) -> list[Any]:
        try:
            found: list[Any] = self.cursor.fetchmany(_BATCH)
        except self.failures as error:
            raise damaged(self.name) from error
        return found


def has_threads() -> bool:
    """Whether a Parquet file is open: what reads it has threads of its own, so that this process must not be forked."""
    return bool(_opened)


def content(row: Any, name: str, options: Options) -> Content:
    """The text of a row; `name` is how messages call it. Raises SourceError where it has none."""
    made = Content()
    if not options.text_field and isinstance(row, dict) and isinstance(row.get(PARAGRAPHS), list):
        for paragraph in row[PARAGRAPHS]:
            words = paragraph.get(WORDS) if isinstance(paragraph, dict) else None
            if isinstance(words, str):
                line = paragraph.get(LINE)
                made.place(line=line if type(line) is int and line > 0 else 0)
                made.add(words + "\n")
        return made
    value = _value(row, options.text_field)
    if not isinstance(value, str):
        raise no_field(name, options.text_field, list(row) if isinstance(row, dict) else [])
    made.add(value)
    return made


def _value(row: Any, field: str) -> Any:
    if not field:
        return next((row[name] for name in FIELDS if isinstance(row.get(name), str)), None) if isinstance(row, dict) else None
    if isinstance(row, dict) and field in row:
        return row[field]
    for step in field.split("."):
        if isinstance(row, dict):
            row = row.get(step)
        elif isinstance(row, list) and step.isascii() and step.isdigit() and len(step) < 10 and int(step) < len(row):
            row = row[int(step)]
        else:
            return None
    return row


def no_field(name: str, field: str, fields: list[Any]) -> SourceError:
    """The error for a row without text; names some fields it has."""
    known = escaped(", ".join(str(key)[:40] for key in fields[:12])) or "-"
    wanted = escaped(field[:80])
    english = f"no text in the field {wanted}" if field else "no field with a text"
    chinese = f"字段 {wanted} 中没有文字" if field else "没有文字字段"
    return refused(name, f"{english}; name one with --text-field: {known}", f"{chinese}，请用 --text-field 指定：{known}")
