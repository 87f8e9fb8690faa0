"""The check of one input: what is found in it, with all that is needed to print it. Runs in any process, prints nothing, never raises.

1. What it gives depends on the input's bytes, on the plan and, for a record, on the bytes of its source, and on nothing else.
2. A record is compared with its source where that lies below the folder of sources: no other file is opened because a record names it.
"""

from bisect import bisect_right
from hashlib import sha256
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from casekit.cli.findings.result import Checked, Found
from casekit.cli.inputs import Loaded, Reading, load
from casekit.cli.language import say
from casekit.corpus import Input
from casekit.corpus.holders import locate
from casekit.diagnostic import Diagnostic
from casekit.errors import CasekitError, RecordError, SourceError, brief
from casekit.model import Document, walk
from casekit.readers.content import DEFAULT
from casekit.readers.content import Options as Formats
from casekit.shapes import dataclass
from casekit.source import Source

if TYPE_CHECKING:
    from casekit.ladder.custom import CustomFamily

_EXCERPT = 240
"""Code points of a line that are kept to be shown."""
_BEFORE = 100
"""Of these, so many before what is meant."""
_WORDS = 200
"""Code points of a finding's text that count for its fingerprint."""
_ENOUGH = 4
"""A finding on fewer code points is known by what stands around it as well:"""
_AROUND = 8
"""so many code points on both sides."""
_TITLE = 40
"""A heading is not shown longer in a path, in code points."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to check: the codes of the rules, those of findings about records, the encoding or None, the folder of sources, the
    project's own families of headings, and the options of formats.
    """

    codes: frozenset[str]
    about: frozenset[str]
    known: frozenset[str]
    encoding: str | None
    sources: str
    families: tuple["CustomFamily", ...] = ()
    formats: Formats = DEFAULT


def check(item: Input, plan: Plan) -> Checked:
    """What is found in one input."""
    warnings: list[tuple[str, str]] = []
    try:
        loaded = load(item, Reading(plan.encoding, plan.formats, lambda _, warning: warnings.append(warning)), plan.codes)
        checked = _checked(item, plan, loaded)
        checked.warnings = warnings
        return checked
    except CasekitError as error:
        message, message_zh = error.message, error.message_zh
        if isinstance(error, RecordError) and not message.startswith(item.name):
            message, message_zh = f"{item.name}: {message}", f"{item.name}：{message_zh}"
        return Checked(item.name, error=message, error_zh=message_zh)
    except Exception as error:
        import traceback

        english, chinese = (say(lang, "unexpected", name=item.name, reason=brief(error)) for lang in ("en", "zh"))
        return Checked(item.name, error=english, error_zh=chinese, trace=traceback.format_exc())


def _checked(item: Input, plan: Plan, loaded: Loaded) -> Checked:
    document, record = loaded.document, loaded.record
    checked = Checked(item.name, document.origin.path, digest=document.origin.sha256)
    if record is None:
        checked.found = describe(document, document.source, loaded.findings)
        return checked
    from casekit.record.verify import verify

    checked.record = item.name
    checked.digest = record.origin.sha256
    path = _source_path(document.origin.path, plan.sources)
    source = _source(path, document, plan.formats) if path is not None else None
    checked.unseen = source is None
    if path is not None and source is not None:
        checked.needs = (path.as_posix(), source.origin.sha256)
    findings = [finding for finding in loaded.findings if finding.code in plan.codes or finding.code not in plan.known]
    same = source is not None and source.origin.sha256 == document.origin.sha256
    checked.found = describe(document, source if same else None, findings)
    if source is not None:
        own = [finding for finding in verify(document, record, source) if finding.code in plan.about]
        checked.found += [_on_record(finding, record) for finding in own]
    return checked


def describe(document: Document, source: Source | None, findings: list[Diagnostic]) -> list[Found]:
    """The findings with headings, words, fingerprints and the lines they stand in; `source` is None where the text is not at hand."""
    if not findings:
        return []
    starts, paths = _headings(document)
    described: list[Found] = []
    for finding in findings:
        path = paths[bisect_right(starts, finding.start) - 1] if starts and finding.start >= starts[0] else ()
        found = Found(finding, " › ".join(path), end_line=finding.line, end_column=finding.column)
        words = finding.message
        if source is not None and finding.end <= len(source.text):
            words = _place(found, source)
        found.text = "".join(words[:_WORDS].split())[:_TITLE]
        found.fingerprint = fingerprint(finding.code, path, words)
        described.append(found)
    return described


def fingerprint(code: str, path: tuple[str, ...], words: str) -> str:
    """What a finding is known by from run to run: rule, headings and words, whatever blanks and lines lie between them."""
    parts = (code, *("".join(title.split()) for title in path), "".join(words[:_WORDS].split()))
    return sha256("\0".join(parts).encode(errors="backslashreplace")).hexdigest()[:16]


def _headings(document: Document) -> tuple[list[int], list[tuple[str, ...]]]:
    """Where each heading begins, and the path of titles down to it."""
    starts: list[int] = []
    paths: list[tuple[str, ...]] = []
    above: list[tuple[int, tuple[str, ...]]] = []
    for section in walk(document.root):
        if section is document.root:
            continue
        while above and above[-1][0] >= section.level:
            above.pop()
        title = (section.title or section.marker)[:_TITLE]
        path = (*(above[-1][1] if above else ()), title)
        above.append((section.level, path))
        starts.append(section.leaf[0])
        paths.append(path)
    return starts, paths


def _place(found: Found, source: Source) -> str:
    """Fills in the end and the excerpt; gives the words the finding is about."""
    finding = found.diagnostic
    found.end_line, found.end_column = source.position(max(finding.end, finding.start))
    line_start = source.starts[finding.line - 1]
    cut = max(0, finding.start - line_start - _BEFORE)
    line_end = source.starts[finding.line] if finding.line < len(source.starts) else len(source.text)
    found.excerpt = source.text[line_start + cut : min(line_start + cut + _EXCERPT, line_end)].rstrip("\r\n")
    found.cut = cut
    if finding.end - finding.start >= _ENOUGH:
        return source.text[finding.start : finding.end]
    return source.text[max(line_start, finding.start - _AROUND) : min(finding.end + _AROUND, line_end)]


def _on_record(finding: Diagnostic, record: Source) -> Found:
    """A finding about the record itself; its place is one in the record's text."""
    found = Found(finding, end_line=finding.line, end_column=finding.column, on_record=True)
    words = _place(found, record)
    found.text = "".join(words.split())[:_TITLE]
    found.fingerprint = fingerprint(finding.code, (), words)
    return found


def _source_path(named: str, folder: str) -> Path | None:
    """The file a record says it was made from, None unless it lies below `folder`, links resolved."""
    try:
        root = Path(folder).resolve()
        if named in ("", "-") or ".." in PurePath(named).parts:
            return None
        path = (root / named).resolve()
        return path if path.is_relative_to(root) and locate(path)[0].is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def _source(path: Path, document: Document, formats: Formats) -> Source | None:
    """The source of a record as it is now, None where it cannot be read."""
    from casekit.readers import read_path
    from casekit.readers.members import read_member

    def text(encoding: str | None) -> Source:
        file, member = locate(path)
        return read_member(file, member, encoding, formats) if member else read_path(file, encoding, formats)

    try:
        source = text(None)
        if source.origin.encoding != document.origin.encoding and source.origin.sha256 == document.origin.sha256:
            source = text(document.origin.encoding)
        return source
    except (SourceError, LookupError):
        return None
