"""UTF-8 beyond doubt, which is what nearly every text is in: told without what knows the other encodings."""

import codecs

from casekit.patterns import lazy

BLANKS = "\t\n\v\f\r\x1a\x1b "
"""Signs below U+0021 that text files have a use for."""
HEAD = 1 << 16
"""So many code points at the head of a text are looked through for controls."""
_SHORT = 256
_LONG_SEQUENCE = lazy(rb"[\xe0-\xf4]")


def sure_text(data: bytes) -> str | None:
    """The text of `data` where that is UTF-8 beyond doubt, without a mark and without controls; None where more has to be known."""
    if data.startswith(codecs.BOM_UTF8) or is_doubtful(data):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if controls(text[:HEAD]) else text


def is_doubtful(data: bytes) -> bool:
    """Whether bytes are so few that valid UTF-8 may be an accident."""
    return len(data) <= _SHORT and not _LONG_SEQUENCE.search(data)


def controls(text: str) -> int:
    """How many control characters `text` holds that no text file has a use for."""
    return sum(1 for c in text if (c < " " and c not in BLANKS) or c == "\x7f")
