"""From an input to a document and its findings, whether it is a text or a record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from casekit.cli.language import wrong
from casekit.corpus import Input, is_folder, is_record
from casekit.corpus.shard import read_source, record_given
from casekit.diagnostic import Diagnostic
from casekit.errors import ConfigError, RecordError
from casekit.model import Document
from casekit.source import Source


@dataclass(slots=True)
class Loaded:
    """A document and what is wrong with it; `record` is the text of the record it was read from, None where it is from a text."""

    document: Document
    findings: list[Diagnostic]
    record: Source | None = None


def single(inputs: Sequence[str]) -> bool:
    """Whether the command line names one file, so that JSON is one object and no array. What a folder holds makes no difference."""
    return len(inputs) == 1 and not is_folder(inputs[0])


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


def source(item: Input, encoding: str | None) -> Source:
    """The text of an input. Raises SourceError, also for what is a record."""
    text = _read(item, encoding)
    if _record(text):
        raise record_given(item.name)
    return text


def load(item: Input, encoding: str | None = None, codes: Collection[str] | None = None) -> Loaded:
    """The document of a text, checked by the rules, or of a record, with the findings it holds. Raises SourceError or RecordError.

    `codes` are those of the rules to check, the default rules where it is None.
    """
    if item.record and item.path is not None:
        from casekit.record.plain import SIZE_LIMIT

        if item.path.stat().st_size > SIZE_LIMIT:
            raise wrong(RecordError, "record-large", name=item.name, limit=SIZE_LIMIT >> 20)
    text = _read(item, None if item.record else encoding)
    if not item.record and not _record(text):
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


def _read(item: Input, encoding: str | None) -> Source:
    return read_source(item, encoding)[0]


def _record(text: Source) -> bool:
    return is_record(text.text[:512].encode(errors="backslashreplace"))
