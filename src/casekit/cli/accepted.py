"""What a project accepts: severities of its own, rules that do not count for some files, exceptions with reasons, a baseline.

1. An exception that matched nothing, although its file was checked, is told: `unused-exception`, where the settings name it.
2. None of this looks at line numbers: what is accepted stays accepted when text above it comes or goes.
"""

import os
from collections.abc import Container, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from casekit.cli.baseline_file import Baseline
from casekit.cli.config import Config, Exception_
from casekit.cli.findings.result import Checked, Found
from casekit.cli.language import say
from casekit.cli.selection import codes
from casekit.diagnostic import Diagnostic, Severity
from casekit.shapes import dataclass

_UNUSED = ("CK901", "unused-exception")


@dataclass(slots=True)
class _Exception:
    """An exception, the codes it means, and what became of it."""

    given: Exception_
    codes: set[str]
    seen: bool = False
    used: bool = False


class Accepted:
    """The settings of one run, and which of them were of use. Raises ConfigError for a word that stands for no rule.

    `severities` are those of the profile, by code; the settings win over them.
    """

    def __init__(self, config: Config, baseline: Baseline | None, severities: Mapping[str, Severity] | None = None) -> None:
        self.baseline = baseline
        self.exceptions = [_Exception(given, codes([given.rule])) for given in config.exceptions]
        self.ignores = [(folder, pattern, codes(words)) for folder, pattern, words in config.per_file_ignores]
        self.severities = {**(severities or {}), **_severities(config.severity)}
        self.folders: dict[Path, str] = {}

    def settle(self, checked: Checked) -> Checked:
        """What is left of one input's findings; they are graded on the way."""
        if checked.error:
            return checked
        files = {checked.name, checked.source, checked.record} - {""}
        ignored = {code for folder, pattern, here in self.ignores if self._any(pattern, folder, files) for code in here}
        here = [row for row in self.exceptions if self._any(row.given.path, row.given.folder, files)]
        for row in here:
            row.seen = True
        left: list[Found] = []
        for found in checked.found:
            code = found.diagnostic.code
            covering = [row for row in here if _covers(row, found)]  # each of them is of use
            if code in ignored or covering:
                continue
            if self.baseline is not None and self.baseline.covers(checked.path(found), found):
                continue
            left.append(found.graded(self.severities[code]) if code in self.severities else found)
        checked.found = left
        return checked

    def unused(self, whole: bool, checked: Container[str]) -> Iterator[Checked]:
        """A finding for every exception without use, as far as its rules were `checked`.

        One with a wildcard is judged only where `whole` folders were checked.
        """
        for row in self.exceptions:
            given = row.given
            wild = any(sign in given.path for sign in "*?[") or given.path.endswith("/")
            gone = not wild and not (given.folder / given.path).exists()
            if row.used or not any(code in checked for code in row.codes):
                continue
            if not (gone or (row.seen and (whole or not wild)) or (wild and whole and not row.seen)):
                continue
            english, chinese = (say(to, "unused-exception", rule=given.rule, path=given.path, reason=given.reason) for to in ("en", "zh"))
            diagnostic = Diagnostic(*_UNUSED, self.severities.get(_UNUSED[0], Severity.WARNING), given.line, 1, 0, 0, english, chinese)
            key = f"{given.path} {given.rule} {given.text} {given.fingerprint}"
            yield Checked(given.file, given.file, found=[Found(diagnostic, "", key, key, given.line, 1)])

    def _any(self, pattern: str, folder: Path, files: set[str]) -> bool:
        if folder not in self.folders:
            self.folders[folder] = os.path.realpath(folder)
        return any(matches(pattern, self.folders[folder], name) for name in files)


def matches(pattern: str, folder: str, name: str) -> bool:
    """Whether the file `name` is meant by `pattern`, which is relative to `folder`.

    `*` stands for anything, also for `/`; `**/` for any folders or none; a pattern without `/` for a name in any folder; the name of a
    folder for everything in it.
    """
    path = relative(name, folder)
    pattern = pattern.removeprefix("./").rstrip("/") if pattern != "/" else pattern
    if fnmatchcase(path, pattern) or path.startswith(pattern + "/"):
        return True
    if "**/" in pattern and fnmatchcase(path, pattern.replace("**/", "")):
        return True
    return "/" not in pattern and fnmatchcase(PurePath(path).name, pattern)


def relative(name: str, folder: str) -> str:
    """The path of a file from a folder with its links resolved, with `/`; absolute where they have nothing in common."""
    try:
        parent, base = os.path.split(os.path.abspath(name))  # noqa: PTH100
        return PurePath(os.path.relpath(os.path.join(os.path.realpath(parent), base), folder)).as_posix()  # noqa: PTH118
    except ValueError:
        return PurePath(name).as_posix()


def _covers(row: _Exception, found: Found) -> bool:
    """Whether an exception is about a finding; then it is of use."""
    given = row.given
    if found.diagnostic.code not in row.codes or (given.fingerprint and given.fingerprint != found.fingerprint):
        return False
    if given.text and "".join(given.text.split()) not in "".join((found.text + found.heading).split()):
        return False
    row.used = True
    return True


def _severities(table: Mapping[str, str]) -> dict[str, Severity]:
    """The severity of each code that has one of its own; a longer word, or a name, wins over the beginning of a code."""
    severities: dict[str, Severity] = {}
    for word in sorted(table, key=len):
        severities |= {code: Severity(table[word]) for code in codes([word])}
    return severities
