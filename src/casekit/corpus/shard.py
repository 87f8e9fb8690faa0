"""What belongs together, and what becomes of it: which shard a source is in, and the mapper from sources to records."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.corpus.discover import Input
from casekit.corpus.division import divide, dump_line, one_line
from casekit.corpus.manifest import Row
from casekit.corpus.reading import Origin, is_record, name_of, read_source, record_given
from casekit.errors import CasekitError, ConfigError, brief
from casekit.readers.content import DEFAULT
from casekit.readers.content import Options as Formats
from casekit.shapes import dataclass, field
from casekit.version import REVISION, __version__

if TYPE_CHECKING:
    from casekit.parser.window import Text

Records = Iterable[tuple[str, str]]
"""Names and texts of records."""


@dataclass(slots=True)
class Parsed:
    """What became of one source: its row for the manifest, and (file name, text) of its records.

    `records` is empty where the source failed, or where a `write` took them. `error` is what went wrong, `warnings` what could not be read
    of the source, each in English and in Chinese.
    """

    row: Row
    records: list[tuple[str, str]] = field(default_factory=list)
    error: Exception | None = None
    warnings: list[tuple[str, str]] = field(default_factory=list)


def parse_shard(
    sources: Iterable[Origin],
    format: str = "json",
    encoding: str | None = None,
    write: Callable[[Row, Records], list[str]] | None = None,
    formats: Formats = DEFAULT,
) -> Iterator[Parsed]:
    """Parses sources one after another; the mapper that every engine runs. It can be pickled and keeps nothing between calls.

    A source is a path, an address, or a pair of a name and its text or bytes. `format` is "yaml", "json" or "jsonl" (JSON on one line).
    `write`, where given, takes a row and its records one by one and gives the paths they got; then no record is held. `formats` are
    the options of readers (`casekit.readers.Options`). Nothing is raised for a source that fails: its row tells. Raises ConfigError for
    a format that is none.
    """
    if format not in ("yaml", "json", "jsonl"):
        raise ConfigError(f"unknown format {format!r}; use yaml, json or jsonl", f"未知的格式 {format!r}；可用 yaml、json 或 jsonl")
    for source in sources:
        name = name_of(source)
        parsed = Parsed(Row(name, "error", made_by=made_by(format, encoding, formats)))
        try:
            _parse(source, parsed, format, encoding, write, formats)
        except Exception as error:
            parsed.error = error
            parsed.records = []
            parsed.row.error = error.message if isinstance(error, CasekitError) else brief(error)
        yield parsed


def in_shard(source: str, index: int, count: int) -> bool:
    """Whether a source belongs to shard `index` of `count`, from 1. The path alone decides, so every run on every machine agrees."""
    if count == 1:
        return True
    import hashlib  # OpenSSL takes 2 ms to load

    name = source.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest()) % count == index - 1


def made_by(format: str, encoding: str | None, formats: Formats = DEFAULT) -> str:
    """What the records of a source depend on besides its bytes."""
    chosen = [f"{name} {value}" for name, value in formats._asdict().items() if value != getattr(DEFAULT, name)]
    return ", ".join([f"casekit {__version__} r{REVISION}", format, *([encoding] if encoding else []), *chosen])


def _parse(
    source: Origin,
    parsed: Parsed,
    format: str,
    encoding: str | None,
    write: Callable[[Row, Records], list[str]] | None,
    formats: Formats,
) -> None:
    from casekit.parser import parse
    from casekit.parser.window import is_long
    from casekit.parser.windows import Whole
    from casekit.record import dump, file_name
    from casekit.rules import check

    row = parsed.row
    path = _path(source)
    if path is not None and _large(path):
        from casekit.corpus.long import open_file

        with open_file(path, encoding) as file:
            if file is not None:
                _no_record(file.begin(), row.source)
                row.sha256, row.size, row.encoding = file.origin.sha256, file.size, file.origin.encoding
                _parse_long(file, parsed, format, write)
                return
    text, size = read_source(source, encoding, formats)
    parsed.warnings = list(text.warnings)
    _no_record(text.text[:512], row.source)
    row.sha256, row.size, row.encoding = text.origin.sha256, size, text.origin.encoding
    if is_long(text):
        _parse_long(Whole(text), parsed, format, write)
        return
    document = parse(text)
    findings = check(document)
    parts = divide(document, findings)
    if format == "jsonl":
        records: Records = ((file_name(part, "json"), dump_line(part, found)) for part, found in parts)
    else:
        records = ((file_name(part, format), dump(part, found, format)) for part, found in parts)
    if write:
        row.records = write(row, records)
    else:
        parsed.records = list(records)
    row.cases, row.findings = len(parts), len(findings)
    row.headings = sum(1 for _ in document.root.headings())
    row.state = "ok"


def _parse_long(text: "Text", parsed: Parsed, format: str, write: Callable[[Row, Records], list[str]] | None) -> None:
    """The same for a text that is read in windows."""
    from casekit.corpus.long import LongRecords

    row = parsed.row
    found = LongRecords(text, "json" if format == "jsonl" else format)
    try:
        records: Records = ((name, one_line(record)) for name, record in found) if format == "jsonl" else found
        if write:
            row.records = write(row, records)
        else:
            parsed.records = list(records)
    finally:
        found.close()
    row.cases, row.headings, row.findings = found.cases, found.headings, found.findings
    row.state = "ok"


def _path(source: Origin) -> Path | None:
    """The file that a source is, None where it is none or a part of one."""
    if isinstance(source, Input):
        return None if source.member else source.path
    return None if isinstance(source, tuple) or "://" in name_of(source) else Path(source)


def _large(path: Path) -> bool:
    """Whether a file may hold a long text."""
    from casekit.parser.window import LONG

    try:
        return path.stat().st_size > LONG
    except (OSError, ValueError):
        return False


def _no_record(begin: str, name: str) -> None:
    """Raises SourceError where a text begins as a record does."""
    if is_record(begin.encode(errors="backslashreplace")):
        raise record_given(name)
