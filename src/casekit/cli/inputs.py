"""From an input to a document and its findings, whether it is a text or a record."""

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal, NamedTuple

from casekit.cli.language import wrong
from casekit.cli.report import Report
from casekit.corpus import Input, is_record
from casekit.diagnostic import Diagnostic
from casekit.errors import ConfigError, RecordError, SourceError
from casekit.model import Document
from casekit.readers.content import Options
from casekit.source import Source

Changes = Literal["accept", "reject"]


@dataclass(slots=True)
class Loaded:
    """A document and what is wrong with it."""

    document: Document
    findings: list[Diagnostic]


class Reading(NamedTuple):
    """How to read inputs: the encoding, None to find it out, the options of formats, and whom to tell what a reader warns of."""

    encoding: str | None = None
    options: Options = Options()
    tell: Callable[[str, tuple[str, str]], None] | None = None


PLAIN = Reading()


def how_to_read(report: Report, encoding: str, changes: str = "accept", relevel: bool = False, text_field: str = "") -> Reading:
    """The settings of a command. Raises ConfigError where Python knows no such encoding of texts."""
    return Reading(check_encoding(encoding), Options(changes, relevel, text_field), report.warn)


def check_encoding(encoding: str) -> str | None:
    """`encoding`, None for "". Raises ConfigError where Python knows no such encoding of texts."""
    if not encoding:
        return None
    try:
        bytes(4).decode(encoding)
    except LookupError as error:
        raise wrong(ConfigError, "encoding", name=encoding) from error
    except ValueError:
        pass  # it is known, and four zeros are no text in it
    return encoding


def source(item: Input, how: Reading) -> Source:
    """The text of an input. Raises SourceError, also for what is a record."""
    text = _read(item, how)
    if _record(text):
        raise wrong(SourceError, "record-given", name=item.name)
    return text


def load(item: Input, how: Reading = PLAIN, also: Collection[str] = ()) -> Loaded:
    """The document of a text, checked by the rules, or of a record, with the findings it holds. Raises SourceError or RecordError.

    `also` are codes of rules to check although they are off by default.
    """
    if item.record and item.path is not None:
        from casekit.record.plain import SIZE_LIMIT

        if item.path.stat().st_size > SIZE_LIMIT:
            raise wrong(RecordError, "record-large", name=item.name, limit=SIZE_LIMIT >> 20)
    text = _read(item, how._replace(encoding=None) if item.record else how)
    if not _record(text) and (not item.record or text.origin.format != "text"):
        return examine(text, also)
    if text.origin.replaced or text.origin.encoding.lower() not in ("utf-8", "ascii"):
        raise wrong(RecordError, "record-encoding", name=item.name)
    from casekit.record import read

    found = read(text.text)
    return Loaded(found.document, found.findings)


def examine(text: Source, also: Collection[str] = ()) -> Loaded:
    """The tree of a text and what the rules say about it; `also` as in `load`."""
    from casekit.parser import parse
    from casekit.rules import RULES, check

    document = parse(text)
    findings = check(document)
    for rule in RULES:
        if rule.code in also and not rule.default:
            findings.extend(rule.check(document))
    return Loaded(document, sorted(findings, key=lambda finding: (finding.start, finding.code)) if also else findings)


def _read(item: Input, how: Reading) -> Source:
    text = _text(item, how)
    if how.tell:
        for warning in text.warnings:
            how.tell(item.name, warning)
    return text


def _text(item: Input, how: Reading) -> Source:
    from casekit.readers import SIZE_LIMIT, read_bytes, read_path

    if item.path is not None and item.member:
        from casekit.readers.members import read_member

        return read_member(item.path, item.member, how.encoding, how.options)
    if item.path is not None:
        return read_path(item.path, how.encoding, how.options)
    if sys.stdin is None:
        raise wrong(SourceError, "stdin")
    data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise wrong(SourceError, "stdin-large", limit=SIZE_LIMIT >> 20)
    return read_bytes(data, item.name, how.encoding, how.options)


def _record(text: Source) -> bool:
    return is_record(text.text[:512].encode(errors="backslashreplace"))
