"""Text on its way into a page: nothing in it is markup, and nothing in it is invisible."""

import html
import re

from casekit.renderers.controls import visible

_BREAKS = re.compile(r"(?<!\s)\s*[\r\n]\s*")  # tried once for a run of blanks, not at each of them
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What steers, turns the direction of a line, takes no place, or breaks a line that the source does not break."""
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def shown(text: str) -> str:
    """`text` with every sign that could hide or turn others given by its name, as in ⟨U+202E⟩. No markup is escaped here."""
    return visible(_NONCHARACTERS.sub(_named, _HIDDEN.sub(_named, text)))


def escaped(text: str) -> str:
    """`text` as the text of an element or the value of a quoted attribute."""
    return html.escape(shown(text), quote=True)


def line(text: str) -> str:
    """`text`, not yet escaped, on one line: a line break with the blanks around it is one blank."""
    return _BREAKS.sub(" ", text).strip()


def _named(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found.group()):04X}⟩"
