"""Whether a file holds many texts, by its first bytes: every file is asked, so nothing that opens archives is loaded for it."""

from pathlib import Path

from casekit.readers import open_regular
from casekit.readers.recognise import TEXT, recognise

HEAD = 1 << 16
"""Bytes that tell."""
_LINES = (".jsonl", ".ndjson")
_KINDS = ((b"\x1f\x8b\x08", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\0", "xz"), (b"\x28\xb5\x2f\xfd", "zst"))


def holds_many(path: Path) -> bool:
    """Whether the file at `path` holds many texts, as far as its first bytes and its name tell. Raises OSError."""
    with open_regular(path) as file:
        head = file.read(HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return path.suffix.lower() == ".zip" or _zip_of_files(head)
    return bool(compression(head)) or is_tar(head) or head.startswith(b"PAR1") or is_lines(head, path.name)


def compression(head: bytes) -> str:
    """How a file that begins with `head` is compressed, as its suffix says; "" for not at all."""
    return next((kind for magic, kind in _KINDS if head.startswith(magic)), "")


def _zip_of_files(head: bytes) -> bool:
    return recognise(head, "") == TEXT and b"[Content_Types].xml" not in head and b"mimetype" not in head[:64]


def is_tar(head: bytes) -> bool:
    """Whether bytes begin an archive of tar."""
    return head[257:262] == b"ustar" and len(head) >= 512


def is_lines(head: bytes, name: str) -> bool:
    """Whether bytes begin with a line that is a JSON object and, where the name does not say so, with a second."""
    lines = head.lstrip(b"\xef\xbb\xbf").lstrip().split(b"\n", 2)
    if not lines[0].startswith(b"{"):
        return False
    if name.lower().endswith(_LINES):
        return True
    if len(lines) < 2 or not lines[1].startswith(b"{"):
        return False
    import json  # few files come so far

    try:
        return isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return False
