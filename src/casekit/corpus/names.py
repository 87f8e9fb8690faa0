"""Folder names for sources: portable, short, and never two alike."""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

from casekit.corpus.discover import STDIN, is_row
from casekit.patterns import lazy

BYTE_LIMIT = 120
"""Bytes of UTF-8 in a folder name: well below what any file system in use takes, with room for a suffix."""

_UNPORTABLE = lazy(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\ud800-\udfff]+')
_RESERVED = lazy(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def portable(stem: str) -> str:
    """`stem` as a name that every common system takes, "source" where nothing is left of it."""
    name = _UNPORTABLE.sub("-", unicodedata.normalize("NFC", stem)).strip("-. ~")
    if len(name.encode()) > BYTE_LIMIT:
        name = name.encode()[: BYTE_LIMIT - 9].decode(errors="ignore").rstrip("-. ") + "-" + digest(stem)
    if not name:
        return "source"
    return f"{name}-" if _RESERVED.fullmatch(name) else name


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for `text`."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def same(name: str) -> str:
    """The form in which two names are one on some file system: case and normalisation do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class Namer:
    """Gives every source a folder name of its own.

    Sources come in order of path: the first that wants a name gets it, the others get the digest of their path behind it, so that the
    names are the same in every run over the same sources, whatever part of them it does. Of a name that is taken only 64 bits are kept;
    should two names ever share them, the second gets a digest it did not need.
    """

    def __init__(self) -> None:
        self._used: set[int] = set()

    def reserve(self, folder: str) -> None:
        """Keeps a name for the source that has it from an earlier run."""
        self._used.add(_mark(folder))

    def name(self, source: str) -> str:
        """A folder name for a source that has none yet."""
        path = PurePosixPath(source)
        stem = f"{path.parent.name.partition('.')[0]}-{path.name}" if is_row(source) else path.stem  # set.jsonl/12
        plain = "stdin" if source == STDIN else portable(stem)
        name = plain
        rounds = 0
        while (mark := _mark(name)) in self._used:
            name = f"{plain}-{digest(source + '#' * rounds)}"
            rounds += 1
        self._used.add(mark)
        return name


def _mark(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(same(name).encode(), digest_size=8).digest())
