"""Text as it may stand on a terminal: no sign that steers it, and so many columns wide."""

import os
import re
import unicodedata

from casekit.patterns import lazy

_STEERING = lazy("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
_STEERING_NOT_LAYOUT = lazy(_STEERING.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))


def clean(text: str) -> str:
    """`text` on one line, control characters, marks of direction and lone surrogates written as `\\x1b`, a tab as a blank."""
    return _STEERING.sub(_escape, text.replace("\t", " ")) if not text.isprintable() else text


def clean_lines(text: str) -> str:
    """Like `clean`, but line feeds and tabs stay."""
    return _STEERING_NOT_LAYOUT.sub(_escape, text)


def clean_json(text: str) -> str:
    """A JSON text in which those signs are escaped the way JSON does."""
    return text if text.isascii() and "\x7f" not in text else _STEERING_NOT_LAYOUT.sub(_json_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def width(text: str) -> int:
    """The columns `text` takes: two for Han and full-width signs, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_cell(sign) for sign in text)


def cut(text: str, columns: int, mark: str = "…") -> str:
    """`text` cut to `columns`, with `mark` where something was cut off."""
    if len(text) * 2 <= columns or width(text) <= columns:
        return text
    room = columns - width(mark)
    if room < 0:
        return ""
    taken = 0
    for at, sign in enumerate(text):
        taken += _cell(sign)
        if taken > room:
            return text[:at] + mark
    return text


def wrap(text: str, first: int, columns: int) -> list[str]:
    """`text` in lines of at most `columns`, the first of at most `first`; parted at blanks, and between signs where there are none."""
    lines: list[str] = []
    room = first
    while text:
        taken = end = 0
        while end < len(text) and taken + _cell(text[end]) <= room:
            taken += _cell(text[end])
            end += 1
        if end < len(text):
            blank = text.rfind(" ", 0, end + 1)
            if blank > 0 and text[end - 1 : end + 1].isascii() and not text[blank + 1 : end + 1].isspace():
                end = blank
            end = end or (0 if room < columns else 1)
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip(" ")
        room = columns
    return lines


def pad(text: str, columns: int) -> str:
    """`text` with blanks behind it up to `columns`."""
    return text + " " * (columns - width(text))


_WIDE = "WFA" if os.environ.get("CASEKIT_AMBIGUOUS_WIDTH") == "2" else "WF"
"""Signs such as “ … ① take one column on most terminals and two on some: who has such a one says so."""


def _cell(sign: str) -> int:
    if sign < "\u00a1" or (sign < "\u0300" and _WIDE == "WF"):
        return 1
    if unicodedata.category(sign) in ("Mn", "Me", "Cf") or "\u1160" <= sign <= "\u11ff" or sign in "\u302e\u302f":
        return 0  # also the vowels, finals and tones of Hangul, which are drawn into the sign before them
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1
