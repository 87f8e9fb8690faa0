"""Lines of a file that are in another encoding than the rest of it, as pasted and appended files have them.

They are counted and told, not repaired: which lines they are stays a guess.
"""

from typing import NamedTuple

from casekit.patterns import lazy
from casekit.readers.decoding import PAIRED
from casekit.readers.likelihood import align, score_text

_LINE = lazy(rb"[^\r\n]+|\r\n?|\n")
_LONG = lazy(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")
_SHORTEST = 2
"""Chinese characters that a line needs before it says anything."""
_HEAD = 2048
_BUDGET = 1 << 17
"""Bytes that are weighed; lines behind them only count where they decode as those before them did."""


class Mixture(NamedTuple):
    """How many lines read better in `encoding`, and the first of them, 1-based."""

    encoding: str
    lines: int
    first: int


def mixture(data: bytes, encoding: str) -> Mixture | None:
    """The lines of `data` that are not in `encoding`, as the file mostly is; None where there are none. Time is linear."""
    if encoding != "utf-8" and encoding not in PAIRED:
        return None
    counts: dict[str, list[int]] = {}
    budget = _BUDGET
    number = 1
    for found in _LINE.finditer(data):
        line = found[0]
        if line in (b"\n", b"\r\n", b"\r"):
            number += 1
        elif not line.isascii() and _suspect(line, encoding):
            other = _other(line, encoding) if budget > 0 else next((name for name in counts if _decodes(line, name)), "")
            budget -= min(len(line), _HEAD)
            if other:
                counts.setdefault(other, [0, number])[0] += 1
    if not counts:
        return None
    name = max(counts, key=lambda name: counts[name][0])
    return Mixture(name, *counts[name])


def _suspect(line: bytes, encoding: str) -> bool:
    """Whether a line could be in another encoding at all; quick, for most lines could not."""
    if encoding == "utf-8":
        return not _decodes(line, "utf-8")
    return len(_LONG.findall(line)) >= _SHORTEST and _decodes(line, "utf-8")


def _other(line: bytes, encoding: str) -> str:
    """The encoding in which a suspect line reads best, "" where that is its own or none; the beginning of a long line tells."""
    head = line[:_HEAD]
    if encoding != "utf-8":
        return "utf-8" if score_text(head.decode("utf-8", "ignore")) > max(align(head, encoding)[0], 0) else ""
    scores = {name: align(head, name)[0] for name in PAIRED}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > 0 and _decodes(line, best) and sum(byte >= 0x80 for byte in line) >= 2 * _SHORTEST else ""


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
