"""Folder names for sources: portable, short, and never two alike."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from casekit.corpus.discover import STDIN

BYTE_LIMIT = 120
"""Bytes of UTF-8 in a folder name: well below what any file system in use takes, with room for a suffix."""

_UNPORTABLE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\ud800-\udfff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


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


def folders(sources: Iterable[str], taken: dict[str, str]) -> dict[str, str]:
    """A folder name for every source path, the same whatever the order of the sources.

    `taken` gives the folder of sources known from an earlier run; they keep it. Of new sources that would share a name, the first in
    order of path gets it and the others get the digest of their path behind it.
    """
    names = {source: taken[source] for source in sources if source in taken}
    used = {same(folder) for folder in taken.values()}
    for source in sorted(set(sources) - set(names)):
        plain = "stdin" if source == STDIN else portable(PurePosixPath(source).stem)
        name = plain
        rounds = 0
        while same(name) in used:
            name = f"{plain}-{digest(source + '#' * rounds)}"
            rounds += 1
        used.add(same(name))
        names[source] = name
    return names
