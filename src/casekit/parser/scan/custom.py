"""Markers of a project's own families at the beginning of a line."""

from collections.abc import Sequence

from casekit.ladder.custom import CustomFamily
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Mark, at_line_start


def own(lines: Lines, families: Sequence[CustomFamily]) -> list[Candidate]:
    """The candidates of the first family that reads each line, in source order."""
    found: list[Candidate] = []
    for row, text in enumerate(lines.texts):
        if not text:
            continue
        start, end = lines.begin(row), lines.end(row)
        for custom in families:
            match = custom.match(lines.written, start, end)
            if match is None:
                continue
            marker = lines.written[start : match[0]]
            candidate = at_line_start(lines, Mark(custom.family, marker, *match[1]), start, match[0], row)
            if candidate is not None:
                found.append(candidate)
            break
    return found
