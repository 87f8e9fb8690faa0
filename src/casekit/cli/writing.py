"""Files that are whole or untouched: written beside their place under a temporary name, then moved."""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from casekit.cli.language import wrong
from casekit.errors import ConfigError


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Callable[[str], None]]:
    """Puts pieces of text together at `path`, as UTF-8. Raises ConfigError where that cannot be."""
    pieces: list[bytes] = []
    _free(path)
    yield lambda piece: pieces.append(piece.encode(errors="backslashreplace"))
    replace(path, b"".join(pieces))


def replace(path: Path, data: bytes) -> None:
    """Puts bytes at `path`, whole or not at all; a file that is there keeps its permissions, a link its target. Raises ConfigError."""
    with streaming(path) as write:
        write(data)


@contextlib.contextmanager
def streaming(path: Path) -> Iterator[Callable[[bytes], object]]:
    """Like `replace`, for bytes that come one by one; nothing is left where the block ends with an error. Raises ConfigError."""
    name = path.as_posix()
    _free(path)
    try:
        target = Path(os.path.realpath(path))
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        temporary = target.parent / f".casekit-{os.getpid()}-{os.urandom(6).hex()}.tmp"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file.write
            if mode is not None:
                temporary.chmod(mode)
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise wrong(ConfigError, "unwritable", name=name, reason=reason) from error


def _free(path: Path) -> None:
    """Refuses what is no place for a file: a folder, a device, a pipe. Raises ConfigError."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return
    if stat.S_ISDIR(mode):
        raise wrong(ConfigError, "output-folder", name=path.as_posix())
    if not stat.S_ISREG(mode):
        raise wrong(ConfigError, "unwritable", name=path.as_posix(), reason="not a regular file")
