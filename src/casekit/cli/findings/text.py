"""For people: the line of `concise`, and under it the line of the text with carets below what is meant.

Carets stand right under Han and full-width signs, which take two columns. A long line is cut on both sides of what is meant.
"""

from collections.abc import Iterable, Iterator

from casekit.cli.cells import clean, width
from casekit.cli.findings.concise import head
from casekit.cli.findings.context import Context
from casekit.cli.findings.result import Checked, Found
from casekit.cli.report import SEVERITY_STYLES

_LEAST = 24
"""Columns for a line of text on the narrowest terminal."""


def write(checked: Iterable[Checked], context: Context) -> Iterator[str]:
    """The findings, file by file."""
    for one in checked:
        yield "".join([head(one, found, context) + _excerpt(found, context) for found in one.found])


def _excerpt(found: Found, context: Context) -> str:
    """The line and the carets; "" where the line is not known."""
    if not found.excerpt:
        return ""
    diagnostic = found.diagnostic
    number = str(diagnostic.line)
    start = diagnostic.column - 1 - found.cut
    end = found.end_column - 1 - found.cut if found.end_line == diagnostic.line else len(found.excerpt)
    start = min(max(start, 0), len(found.excerpt))
    end = min(max(end, start), len(found.excerpt))
    room = max(context.width - len(number) - 4, _LEAST)
    before, inside, behind = _window(found, start, end, room)
    carets = " " * width(before) + context.paint("^" * max(width(inside), 1), SEVERITY_STYLES[diagnostic.severity.value])
    gutter = " " * len(number)
    bar = context.paint("|", "blue")
    lines = (f"{gutter} {bar}", f"{context.paint(number, 'blue')} {bar} {before}{inside}{behind}", f"{gutter} {bar} {carets}", "")
    return "".join([f"{line.rstrip()}\n" for line in lines])


def _window(found: Found, start: int, end: int, room: int) -> tuple[str, str, str]:
    """What is shown before, in and behind the place, together no wider than `room` columns."""
    before, inside, behind = (clean(part) for part in (found.excerpt[:start], found.excerpt[start:end], found.excerpt[end:]))
    room -= 4  # for what is cut off
    inside, cut_inside = _fit(inside, room - min(width(before), 8))
    left = room - width(inside)
    backward, cut_before = _fit(before[::-1], max(left - width(behind), left // 2))
    behind, cut_behind = _fit(behind, 0 if cut_inside else left - width(backward))
    return (
        ("…" if cut_before or found.cut else "") + backward[::-1],
        inside + ("…" if cut_inside else ""),
        behind + ("…" if cut_behind and not cut_inside else ""),
    )


def _fit(text: str, room: int) -> tuple[str, bool]:
    """The beginning of `text` that fits into `room` columns, and whether something was cut off."""
    taken = 0
    for at, sign in enumerate(text):
        taken += width(sign)
        if taken > room:
            return text[:at], True
    return text, False
