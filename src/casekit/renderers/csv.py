"""The outline as a table for spreadsheets: CSV (RFC 4180) with the byte-order mark without which Excel takes UTF-8 for something else.

A row for each heading: case, depth, marker, number (12_1 for 第十二条之一), family, title, path, line, chars (of the text under it and
above the next heading) and findings (codes and names of those up to the next heading). Findings before the first heading have a row of
depth 0.

A text stays a text: what begins with = + - @ or their full-width forms, with a tab or a line break, and what a spreadsheet would take for
another number or a date, as it takes (1) for -1 and 1-2 for a day, gets an apostrophe before it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from casekit.diagnostic import Diagnostic
from casekit.model import Document
from casekit.renderers.branches import branches, name, own_text
from casekit.renderers.chunks import BETWEEN
from casekit.renderers.controls import named
from casekit.renderers.options import DEFAULT, Options
from casekit.renderers.wording import clipped

COLUMNS = ("case", "depth", "marker", "number", "family", "title", "path", "line", "chars", "findings")
_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠\t\r\n]")
_OTHER_NUMBER = re.compile(r"(?![1-9]\d{0,14}$|0$)[($¥]?[\d.,:/%$¥\- ]*\d[\d.,:/%\- )]*(?:[eE][+-]?\d+)?")
_LONGEST = 40
"""Code points of what may be a number or a date."""
_QUOTED = re.compile('[",\n]')


def render(document: Document, findings: Sequence[Diagnostic] = (), options: Options = DEFAULT) -> str:
    """The table, with a line for the names of its columns; lines end in `\\n` here and in `\\r\\n` once written."""
    rows: list[list[str | int]] = []
    starts: list[int] = []
    path: list[str] = []
    cases = {id(section): number for number, section in enumerate(document.cases(), 1)}
    case = 1
    for branch in branches(document):
        section = branch.section
        case = cases.get(id(section), case)
        path[branch.depth - 1 :] = [clipped(branch.words)]
        number = "" if section.number is None else f"{section.number}_{section.sub}" if section.sub is not None else section.number
        chars = sum(map(len, own_text(section)))
        row: list[str | int] = [document.part or case, branch.depth, section.marker, number, section.family, section.title]
        rows.append([*row, BETWEEN.join(path), section.line, chars])
        starts.append(section.leaf[0])
    told: dict[int, list[str]] = {}
    for finding in findings:
        told.setdefault(bisect_right(starts, finding.start) - 1, []).append(f"{finding.code} {finding.name}")
    if -1 in told:
        chars = sum(map(len, own_text(document.root)))
        rows.insert(0, [document.part or 1, 0, "", "", "", name(document), "", 1, chars])
    shift = -1 if -1 in told else 0
    lines = [",".join(COLUMNS)]
    lines += [",".join([*map(_cell, row), _cell("; ".join(told.get(at + shift, ())))]) for at, row in enumerate(rows)]
    return "\ufeff" + "\n".join(lines) + "\n"


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    text = " ".join(named(value).split())
    if _FORMULA.match(value) or _FORMULA.match(text) or (len(text) <= _LONGEST and _OTHER_NUMBER.fullmatch(text)):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
