"""From an input to a document and its findings, whether it is a text or a record."""

from collections.abc import Callable, Collection, Sequence
from typing import Literal, NamedTuple

from casekit.cli.language import wrong
from casekit.cli.report import Report
from casekit.corpus import Input, is_folder
from casekit.corpus.holders import holds_several
from casekit.corpus.reading import is_record, read_source, record_given
from casekit.diagnostic import Diagnostic
from casekit.errors import ConfigError, RecordError
from casekit.model import Document
from casekit.readers.content import Options as Formats
from casekit.shapes import dataclass
from casekit.source import Source

Changes = Literal["accept", "reject"]


@dataclass(slots=True)
class Loaded:
    """A document and what is wrong with it; `record` is the text of the record it was read from, None where it is from a text."""

    document: Document
    findings: list[Diagnostic]
    record: Source | None = None


def single(inputs: Sequence[str]) -> bool:
    """Whether the command line names one file, so that JSON is one object and no array; not what a folder or archive holds."""
    return len(inputs) == 1 and not is_folder(inputs[0]) and not holds_several(inputs[0])


class Reading(NamedTuple):
    """How to read inputs: the encoding, None to find it out, the options of formats, and whom to tell what a reader warns of."""

    encoding: str | None = None
    formats: Formats = Formats()
    tell: Callable[[str, tuple[str, str]], None] | None = None


PLAIN = Reading()


def how_to_read(
    report: Report, encoding: str, changes: str = "accept", relevel: bool = False, text_field: str = "", main_content: bool = False
) -> Reading:
    """The settings of a command. Raises ConfigError where Python knows no such encoding of texts."""
    return Reading(check_encoding(encoding), Formats(changes, relevel, text_field, main_content), report.warn)


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
        raise record_given(item.name)
    return text


def load(item: Input, how: Reading = PLAIN, codes: Collection[str] | None = None) -> Loaded:
    """The document of a text, checked by the rules, or of a record, with the findings it holds. Raises SourceError or RecordError.

    `codes` are those of the rules to check, the default rules where it is None.
    """
    if item.record and item.path is not None:
        from casekit.record.plain import SIZE_LIMIT

        if item.path.stat().st_size > SIZE_LIMIT:
            raise wrong(RecordError, "record-large", name=item.name, limit=SIZE_LIMIT >> 20)
    text = _read(item, how._replace(encoding=None) if item.record else how)
    if not _record(text) and (not item.record or text.origin.format != "text"):
        return examine(text, codes)
    if text.origin.replaced or text.origin.encoding.lower() not in ("utf-8", "ascii"):
        raise wrong(RecordError, "record-encoding", name=item.name)
    from casekit.record import read

    found = read(text.text)
    return Loaded(found.document, found.findings, text)


def examine(text: Source, codes: Collection[str] | None = None) -> Loaded:
    """The tree of a text and what the rules say about it; `codes` as in `load`."""
    from casekit.parser import parse
    from casekit.rules import RULES, check

    document = parse(text)
    return Loaded(document, check(document, None if codes is None else [rule for rule in RULES if rule.code in codes]))


def _read(item: Input, how: Reading) -> Source:
    text = read_source(item, how.encoding, how.formats)[0]
    if how.tell:
        for warning in text.warnings:
            how.tell(item.name, warning)
    return text


def _record(text: Source) -> bool:
    return is_record(text.text[:512].encode(errors="backslashreplace"))
