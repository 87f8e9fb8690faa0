"""The findings that a project has and lives with for now, kept in a file by fingerprint, so that only new ones count.

An entry is known by the rule, the headings and the words, not by the line; equals in one file are counted. A file that moved keeps its
entries, as long as its old place is empty.
"""

import json
import os
from collections import Counter
from collections.abc import Container, Iterable
from pathlib import Path, PurePath
from typing import Any

from casekit.cli.findings.result import Found
from casekit.cli.language import wrong
from casekit.errors import ConfigError

NAME = "casekit-baseline.json"
_VERSION = 1
_SIZE_LIMIT = 64 << 20
_KEYS = ("path", "code", "name", "heading", "text", "fingerprint", "count")


class Baseline:
    """The entries of a baseline file, and how many of each were met."""

    def __init__(self, path: Path, entries: list[dict[str, Any]]) -> None:
        self.path = path
        self.folder = os.path.realpath(path.parent)
        self.entries = entries
        self.left: Counter[tuple[str, str]] = Counter()
        self.codes: dict[str, str] = {entry["fingerprint"]: str(entry.get("code", "")) for entry in entries}
        self.moved: Counter[str] = Counter()
        for entry in entries:
            if (path.parent / entry["path"]).exists():
                self.left[entry["path"], entry["fingerprint"]] += entry["count"]
            else:
                self.moved[entry["fingerprint"]] += entry["count"]

    def covers(self, name: str, found: Found) -> bool:
        """Whether a finding in the file `name` is an entry; each entry covers as many as it counts."""
        key = (self.name(name), found.fingerprint)
        if self.left[key] > 0:
            self.left[key] -= 1
            return True
        if self.moved[found.fingerprint] > 0:
            self.moved[found.fingerprint] -= 1
            return True
        return False

    def stale(self, names: Iterable[str], codes: Container[str]) -> int:
        """How many entries about these files, or about files that are gone, were not met although their rules were checked."""
        here = {self.name(name) for name in names}
        left = [(known, count) for (path, known), count in self.left.items() if path in here]
        return sum(count for known, count in [*left, *self.moved.items()] if self.codes.get(known, "") in codes)

    def name(self, name: str) -> str:
        """A file as the baseline names it: from the folder of the baseline."""
        try:
            return PurePath(os.path.relpath(os.path.realpath(name), self.folder)).as_posix()
        except ValueError:
            return PurePath(name).as_posix()


def read(path: Path) -> Baseline:
    """The baseline in a file. Raises ConfigError."""
    name = path.as_posix()
    try:
        if path.stat().st_size > _SIZE_LIMIT:
            raise wrong(ConfigError, "baseline.bad", name=name)
        data = json.loads(path.read_bytes())
        entries = data["findings"]
        if data["version"] != _VERSION or not all(_good(entry) for entry in entries):
            raise wrong(ConfigError, "baseline.bad", name=name)
        return Baseline(path, entries)
    except FileNotFoundError as error:
        raise wrong(ConfigError, "baseline.missing", name=name) from error
    except OSError as error:
        raise wrong(ConfigError, "unreadable", name=name, reason=error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise wrong(ConfigError, "baseline.bad", name=name) from error


def _good(entry: Any) -> bool:
    texts = all(type(entry[key]) is str for key in ("path", "fingerprint"))
    return texts and "\0" not in entry["path"] and type(entry["count"]) is int and entry["count"] > 0


def text(baseline: Baseline, found: Iterable[tuple[str, Found]], kept: Iterable[dict[str, Any]]) -> str:
    """The file for what was found, and for entries of other files that are kept; an entry a line, in order."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for name, one in found:
        path = baseline.name(name)
        diagnostic = one.diagnostic
        values = (path, diagnostic.code, diagnostic.name, one.heading, one.text, one.fingerprint, 0)
        row = rows.setdefault((path, one.fingerprint), dict(zip(_KEYS, values, strict=True)))
        row["count"] += 1
    for entry in kept:
        rows.setdefault((entry["path"], entry["fingerprint"]), entry)
    ordered = sorted(rows.values(), key=lambda row: (row["path"], row.get("code", ""), row.get("heading", ""), row["fingerprint"]))
    lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in ordered)
    body = f"[\n{lines}\n ]" if ordered else "[]"
    return f'{{\n "version": {_VERSION},\n "findings": {body}\n}}\n'
