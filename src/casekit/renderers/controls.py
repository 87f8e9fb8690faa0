"""What may not reach a terminal or a page as it is: control characters and halves of surrogate pairs."""

import re

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
