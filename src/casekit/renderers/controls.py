"""What may not reach a terminal or a page as it is: control characters and halves of surrogate pairs."""

import json
import re
from typing import Any

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85")


def visible(text: str) -> str:
    """`text` with every control character but tab and line feed made harmless; every other character stays.

    A control that is white space (form feed, vertical tab, the separators U+001C to U+001F, U+0085) becomes one blank, a carriage
    return (with the line feed behind it) a line feed. The other C0 controls and DEL become their picture (ESC is ␛), a C1 control or a
    lone surrogate its name, as in ⟨U+009B⟩. The result holds no escape sequence and can be encoded.
    """
    if _CONTROLS.search(text) is None:
        return text
    return _CONTROLS.sub(_shown, text.replace("\r\n", "\n").replace("\r", "\n"))


def _shown(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in _SPACES:
        return " "
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


_STEERING = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""Marks of direction, line ends of Unicode and invisible letters: nobody sees them, and they change what stands around them."""

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def json_text(value: Any) -> str:
    """`value` as JSON on one line, in which all that steers a terminal or a reader is escaped; it reads back the same."""
    text = _ENCODE(value)
    return text if text.isascii() else _STEERING.sub(_json_escape, text)


def named(text: str) -> str:
    """`visible` text in which those marks are shown by their names too, for places that know no escapes."""
    text = visible(text)
    return text if text.isascii() else _STEERING.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)


def _json_escape(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]
