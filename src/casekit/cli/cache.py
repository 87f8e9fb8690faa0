"""What was found in a file is remembered, so that a file that did not change is not parsed again.

1. A memory holds for the same bytes, the same rules and options and the same program; anything else is a miss. A suffix counts with the
   bytes where it decides how they are read.
2. One that is damaged, or that cannot be read or written, is as good as none: nothing is ever told about it, and nothing fails for it.
3. Runs at the same time do each other no harm: a file is replaced as a whole, and what another run added in between is at worst lost.
4. Only hashes of the texts and the findings are kept, readable by their owner alone.
"""

import contextlib
import json
import os
import stat
import sys
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from casekit.cli.checking import Plan
from casekit.cli.findings.result import Checked, Found
from casekit.corpus import RECORD_SUFFIXES, Input
from casekit.corpus.holders import locate
from casekit.errors import CasekitError
from casekit.readers.content import Options as Formats
from casekit.readers.recognise import FORMATS
from casekit.version import __version__

_SIZE_LIMIT = 128 << 20
"""Bytes of a memory that is read."""
_ENTRIES_LIMIT = 50_000
_OLD = 30 * 86_400.0
"""Seconds after which a memory that no run used goes."""
_SHAPE = 2
"""Changes when what is kept changes its shape."""
_DECISIVE = {*RECORD_SUFFIXES, *(suffix for format in FORMATS if format.textual for suffix in format.suffixes)}
"""Suffixes that decide how bytes are read."""


def default_folder(environment: Mapping[str, str] = os.environ) -> str:
    """Where the system wants caches: CASEKIT_CACHE_DIR, or the platform's folder; "" where there is no home."""
    given = environment.get("CASEKIT_CACHE_DIR", "")
    if given:
        return given
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = environment["HOME"] + "/Library/Caches" if environment.get("HOME") else ""
    else:
        base = environment.get("XDG_CACHE_HOME", "") or (environment["HOME"] + "/.cache" if environment.get("HOME") else "")
    return f"{base}/casekit" if base and Path(base).is_absolute() else ""


class Cache:
    """What one plan found in earlier runs. `folder` "" is for none at all."""

    def __init__(self, folder: str, plan: Plan) -> None:
        self.path = Path(folder, f"findings-{_key(plan)}.json") if folder else None
        self.entries: dict[str, Any] = _read(self.path) if self.path is not None else {}
        self.used: dict[str, Any] = {}
        self.formats = plan.formats
        self.fresh = False

    def get(self, name: str, digest: str) -> Checked | None:
        """What is known of a file with these bytes, under its present name; None for nothing."""
        entry = self.entries.get(_mark(name, digest))
        try:
            if entry is None or (entry["needs"] and digest_at(Path(entry["needs"][0]), self.formats) != entry["needs"][1]):
                return None
            record = bool(entry["record"])
            source = entry["source"] if record else name
            if type(source) is not str or (record and not entry["needs"]):
                return None
            found = [Found.from_row(row) for row in entry["found"]]
            warnings = [(str(english), str(chinese)) for english, chinese in entry["warnings"]]
        except (ValueError, TypeError, KeyError, IndexError):
            return None
        self.used[_mark(name, digest)] = entry
        return Checked(name, source, name if record else "", found, digest=digest, warnings=warnings)

    def put(self, checked: Checked) -> None:
        """Keeps what was found. Failures are not kept, nor records whose source was not to be had."""
        if self.path is None or checked.error or not checked.digest or (checked.record and not checked.needs):
            return
        entry = {
            "record": bool(checked.record),
            "source": checked.source if checked.record else "",
            "needs": list(checked.needs or ()),
            "found": [found.row() for found in checked.found],
            "warnings": checked.warnings,
        }
        self.used[_mark(checked.name, checked.digest)] = entry
        self.fresh = True

    def save(self) -> None:
        """Writes what this run learnt, on top of what other runs wrote in the meantime."""
        if self.path is None or not self.fresh:
            return
        entries = {**_read(self.path), **self.used}
        if len(entries) > _ENTRIES_LIMIT:
            entries = dict(list(entries.items())[-_ENTRIES_LIMIT:])
        with contextlib.suppress(OSError, ValueError):
            _write(self.path, json.dumps({"shape": _SHAPE, "entries": entries}, separators=(",", ":")))
            _sweep(self.path.parent)


def digest(item: Input, formats: Formats) -> str:
    """The SHA-256 that the origin of an input has, "" where it is not to be had."""
    return (_member_digest(item.path, item.member, formats) if item.member else _digest(item.path)) if item.path is not None else ""


def digest_at(path: Path, formats: Formats) -> str:
    """The SHA-256 of what a path leads to, which may be a member of a file, "" where there is none."""
    file, member = locate(path)
    return _member_digest(file, member, formats) if member else _digest(file)


def _mark(name: str, digest: str) -> str:
    suffix = PurePath(name).suffix.lower()
    return digest + suffix if suffix in _DECISIVE else digest


def _member_digest(path: Path, member: str, formats: Formats) -> str:
    from casekit.readers.members import digest_member

    try:
        return digest_member(path, member, formats)
    except (OSError, ValueError, CasekitError):
        return ""


def _digest(path: Path) -> str:
    from casekit.readers import SIZE_LIMIT

    try:
        status = path.stat()
        if status.st_size > SIZE_LIMIT or not stat.S_ISREG(status.st_mode):
            return ""
        with path.open("rb", buffering=0) as file:
            hasher = sha256()
            while chunk := file.read(1 << 20):
                hasher.update(chunk)
        return hasher.hexdigest()
    except (OSError, ValueError):
        return ""


def _key(plan: Plan) -> str:
    """What a memory depends on besides the bytes: the plan, the program, the version of Python and its data about characters."""
    parts = [__version__, str(_SHAPE), sys.version, _program()]
    parts += [*sorted(plan.codes), "|", *sorted(plan.about), "|", *sorted(plan.known), "|", plan.encoding or "", "|", plan.sources]
    parts += ["|", *map(str, plan.formats)]
    if plan.families:
        from casekit.ladder.custom import digest

        parts.append(digest(plan.families))
    return sha256("\0".join(parts).encode(errors="backslashreplace")).hexdigest()[:20]


def _program() -> str:
    """The state of the program's own files: a change of the code makes every memory void, also where the version stays."""
    root = Path(__file__).parents[1]
    rows: list[str] = []
    waiting = [str(root)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                here = list(entries)
        except OSError:
            continue  # the program runs out of an archive: its version has to do
        for entry in here:
            if entry.name.endswith(".py"):
                status = entry.stat()
                rows.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
            elif entry.is_dir() and entry.name != "__pycache__":
                waiting.append(entry.path)
    return "\n".join(sorted(rows))


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _SIZE_LIMIT:
            return {}
        data = json.loads(path.read_bytes())
        entries = data["entries"] if data["shape"] == _SHAPE else {}
        return entries if isinstance(entries, dict) else {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError), (path.parent / ".gitignore").open("x") as file:
        file.write("*\n")  # where it lies in a repository
    temporary = path.parent / f".casekit-{os.getpid()}-{os.urandom(6).hex()}.tmp"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("ascii"))
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _sweep(folder: Path) -> None:
    """Removes memories and temporary files that nobody used for long."""
    before = time.time() - _OLD
    for path in folder.iterdir():
        if (path.name.startswith("findings-") and path.suffix == ".json") or (path.name.startswith(".casekit-") and path.suffix == ".tmp"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()
