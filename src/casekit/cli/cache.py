"""What was found in a file is remembered, so that a file that did not change is not parsed again.

1. A memory holds for the same bytes, the same rules and options and the same program; anything else is a miss.
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
from pathlib import Path
from typing import Any

from casekit.cli.checking import Plan
from casekit.cli.findings.result import Checked, Found
from casekit.version import __version__

_SIZE_LIMIT = 128 << 20
"""Bytes of a memory that is read."""
_ENTRIES_LIMIT = 50_000
_OLD = 30 * 86_400.0
"""Seconds after which a memory that no run used goes."""
_SHAPE = 1
"""Changes when what is kept changes its shape."""


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
        self.fresh = False

    def get(self, name: str, digest: str) -> Checked | None:
        """What is known of a file with these bytes, under its present name; None for nothing."""
        entry = self.entries.get(digest)
        try:
            if entry is None or (entry["needs"] and _digest(entry["needs"][0]) != entry["needs"][1]):
                return None
            record = bool(entry["record"])
            source = entry["source"] if record else name
            if type(source) is not str or (record and not entry["needs"]):
                return None
            found = [Found.from_row(row) for row in entry["found"]]
        except (ValueError, TypeError, KeyError, IndexError):
            return None
        self.used[digest] = entry
        return Checked(name, source, name if record else "", found, digest=digest)

    def put(self, checked: Checked) -> None:
        """Keeps what was found. Failures are not kept, nor records whose source was not to be had."""
        if self.path is None or checked.error or not checked.digest or (checked.record and not checked.needs):
            return
        entry = {
            "record": bool(checked.record),
            "source": checked.source if checked.record else "",
            "needs": list(checked.needs or ()),
            "found": [found.row() for found in checked.found],
        }
        self.used[checked.digest] = entry
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


def digest(path: Path | None) -> str:
    """The SHA-256 of a regular file's bytes, "" where there is none."""
    return _digest(path) if path is not None else ""


def _digest(path: str | Path) -> str:
    from casekit.readers import SIZE_LIMIT

    try:
        status = Path(path).stat()
        if status.st_size > SIZE_LIMIT or not stat.S_ISREG(status.st_mode):
            return ""
        with Path(path).open("rb", buffering=0) as file:
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
