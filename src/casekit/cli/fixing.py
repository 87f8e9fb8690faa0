"""`validate --fix` and `--diff`: findings put right in the texts themselves, which nothing else in casekit does.

1. A text is only ever altered with `--in-place`, or as a copy below the folder of `-o`; `--diff` shows and writes nothing.
2. Encoding, byte-order mark and line ends stay. A text that would not come back byte for byte, such as one with damaged characters, is
   left alone.
3. A file is replaced as a whole, and not if it changed in the meantime.
"""

import difflib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from casekit.cli.accepted import Accepted
from casekit.cli.cache import digest
from casekit.cli.checking import describe
from casekit.cli.findings.result import Checked
from casekit.cli.inputs import examine, source
from casekit.cli.language import wrong
from casekit.cli.linting import Linting
from casekit.cli.report import Report
from casekit.cli.writing import replace
from casekit.corpus import Input
from casekit.diagnostic import Diagnostic
from casekit.errors import ConfigError, SourceError
from casekit.model import Document
from casekit.source import Origin, Source

_MARKS = {
    "utf-8": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "utf-32-le": b"\xff\xfe\0\0",
    "utf-32-be": b"\0\0\xfe\xff",
    "gb18030": b"\x841\x953",
}


class Fixing:
    """One run of fixes. Raises ConfigError for options that do not go together."""

    def __init__(self, report: Report, linting: Linting, fix: bool, diff: bool, unsafe: bool, in_place: bool, output: str) -> None:
        self.report = report
        self.linting = linting
        self.diff = diff
        self.unsafe = unsafe
        self.in_place = in_place
        self.output = output
        self.changed = 0
        self.made: Counter[str] = Counter()
        self.taken: dict[str, str] = {}
        self.accepted = Accepted(linting.config, None, linting.severities)
        if (in_place or output or unsafe) and not (fix or diff):
            raise wrong(ConfigError, "fix.without")
        if in_place and output:
            raise wrong(ConfigError, "fix.both")
        if fix and not diff and not (in_place or output):
            raise wrong(ConfigError, "fix.where")

    def run(self, arguments: Sequence[str]) -> list[str]:
        """Fixes or shows; gives what is to be checked afterwards."""
        report = self.report
        written: list[str] = []
        for item in self.linting.inputs(arguments):
            with report.guard(item.name):
                if item.path is None and not self.diff:
                    raise wrong(SourceError, "fix.stdin")
                path = self._one(item)
                if path is not None:
                    written.append(path.as_posix())
        if not self.diff:
            report.note(report.say("fixed", count=self.made.total(), files=self.changed))
            report.total -= len(written)  # they are inputs again
        self.linting.options.since = ""
        return written

    def _one(self, item: Input) -> Path | None:
        """The file that holds the text afterwards; None where there is none to check again."""
        if item.record:
            return item.path if self.in_place else None
        text = source(item, self.linting.how)
        new = self._fixed(item, text)
        if self.diff:
            self.changed += new != text.text
            self.report.raw("".join(_difference(item.name, text.text, new)))
            return None
        if self.in_place and item.member:
            if new != text.text:
                raise wrong(SourceError, "fix.member", name=item.name)
            return Path(item.name)
        if self.in_place:
            if new != text.text and item.path is not None:
                if digest(item, self.linting.plan.formats) != text.origin.sha256:
                    raise wrong(SourceError, "fix.moved", name=item.name)
                replace(item.path, encoded(new, text.origin))
                self.changed += 1
            return item.path
        place = self._place(item)
        replace(place, encoded(new, text.origin))
        self.changed += new != text.text
        return place

    def _fixed(self, item: Input, text: Source) -> str:
        """The text put right; as it is where it could not be written back."""
        from casekit.fixes import fix

        if text.origin.replaced or not _returns(text):
            why = "fix.encoding" if text.origin.format in ("text", "markdown") else "fix.format"
            if self.output and not self.diff:
                raise wrong(SourceError, why, name=item.name)
            self.report.note(self.report.say("note") + self.report.say(why, name=item.name))
            return text.text
        fixed = fix(text, lambda here: self._check(item, here), self.unsafe)
        self.made += fixed.made
        return fixed.text

    def _check(self, item: Input, text: Source) -> tuple[Document, list[Diagnostic]]:
        """The tree and the findings that count."""
        loaded = examine(text, self.linting.plan.codes)
        checked = Checked(item.name, item.name, found=describe(loaded.document, text, loaded.findings))
        return loaded.document, [found.diagnostic for found in self.accepted.settle(checked).found]

    def _place(self, item: Input) -> Path:
        """Where the copy of an input goes. Raises ConfigError for a place that is taken."""
        place = Path(self.output, item.below)
        real = os.path.realpath(place)
        if item.path is not None and real == os.path.realpath(item.path):
            raise wrong(ConfigError, "output-input", name=place.as_posix())
        if real in self.taken:
            raise wrong(ConfigError, "fix.twice", name=item.name, other=self.taken[real])
        if not Path(real).is_relative_to(os.path.realpath(self.output)):
            raise wrong(ConfigError, "unwritable", name=place.as_posix(), reason="a link leads out of the folder")
        self.taken[real] = item.name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise wrong(ConfigError, "unwritable", name=place.as_posix(), reason=getattr(error, "strerror", "") or str(error)) from error
        return place


def encoded(text: str, origin: Origin) -> bytes:
    """The bytes of a text as its origin had them. Raises UnicodeError where its encoding has no such sign."""
    return (_MARKS.get(origin.encoding.lower(), b"") if origin.bom else b"") + text.encode(origin.encoding)


def _returns(text: Source) -> bool:
    try:
        return sha256(encoded(text.text, text.origin)).hexdigest() == text.origin.sha256
    except (UnicodeError, LookupError):
        return False


def _difference(name: str, old: str, new: str) -> Iterator[str]:
    """The change as a unified diff; lines end at `\\n` alone here, so that other line ends show as they are."""
    if old == new:
        return
    before, after = (text.split("\n") for text in (old, new))
    for at, line in enumerate(difflib.unified_diff(before, after, name, name, lineterm="")):
        yield line.removesuffix("\r") + "\n" if at > 2 else line + "\n"
