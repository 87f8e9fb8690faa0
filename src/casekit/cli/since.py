"""Which files changed since a revision, as git tells it. Nothing of the repository's own is run: no hooks, no filters."""

import os
import subprocess
from pathlib import Path

from casekit.cli.language import wrong
from casekit.errors import ConfigError

_PATIENCE = 60
"""Seconds for git to answer."""
_INERT = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false")


def changed(revision: str) -> set[str]:
    """The real paths of files that differ from where the work left `revision`, new ones included. Raises ConfigError."""
    if not revision or revision.startswith("-") or "\0" in revision:
        raise wrong(ConfigError, "since.revision", name=revision)
    root = os.fsdecode(_git("rev-parse", "--show-toplevel", revision=revision).rstrip(b"\n"))
    if _ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").returncode:
        raise wrong(ConfigError, "since.revision", name=revision)
    base = _ask("merge-base", "--", revision, "HEAD")
    start = base.stdout.split()[0].decode() if base.returncode == 0 and base.stdout.split() else revision
    listed = _git("diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", start, "--", root, revision=revision)
    others = _git("ls-files", "--others", "--exclude-standard", "-z", "--full-name", "--", root, revision=revision)
    return {os.path.realpath(Path(root, os.fsdecode(name))) for name in (listed + others).split(b"\0") if name}


def _git(*words: str, revision: str) -> bytes:
    """What git answers. Raises ConfigError where it cannot."""
    done = _ask(*words)
    if done.returncode:
        reason = " ".join(done.stderr.decode(errors="replace").split())[:160]
        raise wrong(ConfigError, "since.git", name=revision, reason=reason)
    return done.stdout


def _ask(*words: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(["git", *_INERT, *words], capture_output=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise wrong(ConfigError, "since.git", name="git", reason=reason) from error
