"""How a message shows a piece of the text."""

from typing import Final

_QUOTED: Final = 16
"""A quotation in a message is not longer, in code points."""


def quote(text: str, most: int = _QUOTED) -> str:
    """`text` as a message may show it: on one line, without signs that do not print, cut to `most` code points."""
    plain = text[: most * 4]
    if not plain.isprintable():
        plain = "".join([c if c.isprintable() else " " for c in plain])
    plain = " ".join(plain.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
