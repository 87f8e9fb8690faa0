"""What a character is, looked up by its code point: compiled, that makes no object, where a text of one character and its hash would."""

from typing import Final

PLANE: Final = 0xFFFF
"""The tables end with the first plane: what stands behind it is none of the signs that the parser knows."""


def table(*marked: tuple[int, str], otherwise: int = 0) -> bytes:
    """For every code point of the first plane what it is worth: the bits of all values whose characters it is among, and `otherwise`."""
    found = bytearray([otherwise]) * (PLANE + 1)
    for value, characters in marked:
        for character in characters:
            if ord(character) <= PLANE:
                found[ord(character)] |= value
    return bytes(found)


def told(bits: bytes, text: str, at: int) -> int:
    """What such a table tells of the character at a place, 0 behind the end."""
    if at >= len(text):
        return 0
    code = ord(text[at])
    return bits[code] if code <= PLANE else 0
