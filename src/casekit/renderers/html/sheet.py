"""The right side of a page: the source line by line, with its headings, joins, losses and findings marked where they are."""

from collections.abc import Iterator, Sequence

from casekit.diagnostic import Diagnostic
from casekit.model import HEADING_KINDS, Document
from casekit.renderers.html.escape import escaped
from casekit.renderers.html.headings import Heading
from casekit.renderers.html.marks import Cutter, Line, Marks, Piece
from casekit.renderers.html.outline import hue
from casekit.renderers.html.rows import Row
from casekit.renderers.html.words import TABLE, say

_CHUNK = 40
"""Rows that a browser lays out together, when they come near the window."""
_LINE = 38
"""Code points in a line of the page, about: how high a chunk is guessed to be before it is laid out."""
_UNNAMED = ("", *HEADING_KINDS)
"""What a line may be without being told so."""


def sheet(
    document: Document, rows: Sequence[Row], found: Sequence[Heading], findings: Sequence[Diagnostic], owned: Sequence[int], lang: str
) -> Iterator[str]:
    """The rows as markup, in chunks."""
    if not rows:
        return
    marks = Marks(document, rows, found, findings)
    cutter = Cutter(marks)
    for first in range(0, len(rows), _CHUNK):
        part = rows[first : first + _CHUNK]
        height = sum(len(row.text) // _LINE + 1 for row in part)
        yield f'<div class="chunk" data-lines="{height}">\n'
        for at, row in enumerate(part, first):
            line = marks.lines[at]
            known = at > 0 and rows[at - 1].number == row.number
            notes = "".join(_note(findings[number], number, owned[number], lang) for number in line.findings)
            named = line.kind not in _UNNAMED and (at == 0 or marks.lines[at - 1].kind != line.kind)
            yield _row(row, line, cutter, found, notes, known, named, lang)
        yield "</div>\n"


def _row(row: Row, line: Line, cutter: Cutter, found: Sequence[Heading], notes: str, known: bool, named: bool, lang: str) -> str:
    pieces = list(cutter.cut(row))
    classes = ["row"]
    if line.opens:
        classes += ["opens", f"v{min(line.level, 4)}", hue(line.level)]
    if line.begins and not line.joined:
        classes.append("begins")
    classes += [name for name, on in (("joined", line.joined), ("lost", line.lost), ("blank", not row.text.strip())) if on]
    tag = ""
    if line.kind:
        classes.append(line.kind)
    if named:
        classes.append("kind")
        tag = f' data-kind="{say(lang, f"kind-{line.kind}")}"'
    lost = f' data-lost="{escaped(_lost(line.lost, lang))}"' if line.lost else ""
    identity = "" if known else f' id="L{row.number}"'
    text = "".join(_pieces(pieces, line, found))
    if row.last:
        text = f'<span class="blanks">{say(lang, "lines", first=row.number, last=row.last)}</span>'
    aside = f'<span class="notes">{notes}</span>' if notes else ""
    return (
        f'<div class="{" ".join(classes)}"{identity} data-l="{row.number}" data-n="{line.heading}">'
        f'<span class="t"{tag}{lost}>{text}</span>{aside}</div>\n'
    )


def _pieces(pieces: Sequence[Piece], line: Line, found: Sequence[Heading]) -> Iterator[str]:
    """The markup of a row; what follows a second heading on the row belongs to that."""
    now = line.heading
    headed = False
    for piece in pieces:
        text = escaped(piece.text)
        if piece.codes:
            text = f'<mark class="{piece.severity}" data-f="{" ".join(map(escaped, piece.codes))}">{text}</mark>'
        span = piece.span
        owner = f' data-n="{now}"' if now != line.heading else ""
        if span is None:
            yield f"<span{owner}>{text}</span>" if owner else text
            continue
        if span.kind in "mhr":
            now = span.heading
            owner = f' data-n="{now}"' if now != line.heading else ""
            level = found[now].level
            role = f' role="heading" aria-level="{level + 1}"' if span.first and not headed else ""
            headed = span.first
            name = f"m {hue(level)}" if span.kind == "m" else "h run" if span.kind == "r" else "h"
            yield f'<b class="{name}"{owner}{role}>{text}</b>'
        else:
            yield f'<span class="{ {"i": "item", "p": "point", "x": "between"}[span.kind] }"{owner}>{text}</span>'


def _note(finding: Diagnostic, number: int, owner: int, lang: str) -> str:
    code, severity = escaped(finding.code), finding.severity.value
    return (
        f'<span class="note {severity}" id="F{number}" role="note" tabindex="-1" data-f="{code}" data-s="{severity}" data-n="{owner}">'
        f'<b>{say(lang, severity)} {code}</b> <span class="name">{escaped(finding.name)}</span> '
        f'<span class="says">{escaped(finding.text(lang))}</span></span>'
    )


def _lost(evidence: str, lang: str) -> str:
    reasons = [say(lang, f"lost-{word}") if f"lost-{word}" in TABLE else word for word in evidence.split("+")]
    joint = "，" if lang == "zh" else ", "
    return say(lang, "lost") + ("：" if lang == "zh" else ": ") + joint.join(reasons)
