"""Standard output and error: their encoding, and what becomes of an output that is lost."""

import io
import os
import sys


class OutputLost(BaseException):
    """Standard output cannot be written; no single input is to blame, so nothing that goes on to the next one may catch it."""

    def __init__(self, reason: str, closed: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.closed = closed


def open_streams() -> None:
    """Makes standard output UTF-8 with `\n`, whatever the system's locale; a terminal keeps its own encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper) and isinstance(sys.stdout.buffer, io.RawIOBase):
        # PYTHONUNBUFFERED: what a pipe does not take in one go would be lost without an error.
        encoding, raw = sys.stdout.encoding, sys.stdout.detach()
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding, line_buffering=raw.isatty())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            utf8 = stream.encoding.lower().replace("_", "-") in ("utf-8", "utf8")
            encoding = stream.encoding if stream.isatty() or utf8 else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")


def write(text: str) -> None:
    """Prints data on standard output as it is. Raises OutputLost."""
    if sys.stdout is None:
        raise OutputLost("it is closed")
    try:
        sys.stdout.write(text)
    except (OSError, ValueError) as error:
        raise _lost(error) from error


def write_bytes(data: bytes) -> None:
    """Prints data that is no text on standard output. Raises OutputLost."""
    if sys.stdout is None:
        raise OutputLost("it is closed")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    except (OSError, ValueError) as error:
        raise _lost(error) from error


def flush() -> None:
    """Raises OutputLost where what was printed does not reach its place."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError) as error:
        raise _lost(error) from error


def _lost(error: "OSError | ValueError") -> OutputLost:
    if isinstance(error, BrokenPipeError):
        return OutputLost("closed", closed=True)
    return OutputLost(getattr(error, "strerror", None) or str(error))


def abandon() -> None:
    """Lets the interpreter end without a word about an output that is lost."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return  # there is nothing left to save
