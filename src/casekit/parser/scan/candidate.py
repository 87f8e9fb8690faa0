"""One reading of one place, and what can be seen of it at once."""

import re
from dataclasses import dataclass, field

from casekit.ladder import Family, Reading

# The bits of `Candidate.traits`: siblings tend to share them.
BLANK_BEFORE, CLOSED, LONG, INDENTED, GLUED, BLANK_BEHIND = 1, 2, 4, 8, 16, 32
_BLANKS = "\n \t\u3000"


@dataclass(slots=True)
class Candidate:
    """One reading of one place.

    `start` and `end` bound the marker, `line_start` and `line_end` its line. `style` is the level a series lives on, `series`
    what may take over from it. `belief` is what speaks for the place alone; `notes` names the parts of it beyond the family's
    own. `title_start` is before `start` where the marker follows its title, `sign` is where a sign such as ★ stands before it.
    """

    start: int
    end: int
    line_start: int
    line_end: int
    family: Family
    number: int
    sub: int | None
    path: tuple[int, ...]
    style: str
    series: str
    belief: float
    traits: int = 0
    delimiter: str = ""
    glued: bool = False
    suffix: bool = False
    title_start: int = -1
    sign: int = -1
    notes: list[tuple[str, float]] = field(default_factory=list)
    refused: str = ""


class Reader:
    """Marker text to reading and style, remembered: a dump has thousands of markers and a few hundred different ones."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Reading, str] | None] = {}

    def read(self, family: Family, marker: str) -> tuple[Reading, str] | None:
        """The reading of `marker` in `family` and the style it belongs to, None where it is no number."""
        key = (family.id, marker)
        try:
            return self._known[key]
        except KeyError:
            reading = family.read(marker)
            value = self._known[key] = None if reading is None else (reading, _style(family, marker, reading))
            return value


_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_WORD = re.compile("[^第一二三四五六七八九十百千零〇○两0-9０-９壹贰叁肆伍陆柒捌玖拾A-ZＡ-ＺⅠ-Ⅻ\\s（）()]+")


def _style(family: Family, marker: str, reading: Reading) -> str:
    """What distinguishes a level from others: the family, how many components, and, for families of many words, the word."""
    if len(reading[2]) > 1:
        return f"{family.id}-{len(reading[2])}"
    if not family.worded:
        return family.id
    word = _LATIN_WORD.match(marker) or _WORD.search(marker)
    return f"{family.id}:{word.group().lower()}" if word else family.id


def candidate_at(
    buffer: str, reader: Reader, family: Family, start: int, end: int, line_start: int, line_end: int, inside: bool = False
) -> Candidate | None:
    """The candidate of `family` whose marker is `[start, end)`, None where the marker is no number or the place cannot be one.

    `inside` tells that the marker does not begin its line, whose looks then say nothing about it.
    """
    known = reader.read(family, buffer[start:end])
    if known is None:
        return None
    (number, sub, path), style = known
    traits = GLUED if inside else _traits(buffer, start, end, line_start, line_end)
    delimiter = "" if buffer[end - 1].isalnum() else buffer[end - 1]
    if family.id == "arabic-alone":
        worth = _alone(buffer, start, line_start, end)
        if worth < -5:
            return None
        notes = [("alone-on-its-line", worth)]
        return Candidate(
            start, end, line_start, line_end, family, number, sub, path, style, style, family.belief + worth, traits, "", notes=notes
        )
    return Candidate(
        start, end, line_start, line_end, family, number, sub, path, style, family.series or style, family.belief, traits, delimiter
    )


def _traits(buffer: str, start: int, end: int, line_start: int, line_end: int) -> int:
    """What the line of a marker at its start looks like."""
    traits = 0
    before = line_start - 2
    if before >= 0 and buffer[before] in _BLANKS:
        while before >= 0 and buffer[before] in " \t\u3000":
            before -= 1
        if before >= 0 and buffer[before] == "\n":
            traits = BLANK_BEFORE
    if start > line_start:
        traits |= INDENTED
    last = line_end - 1
    while last > end and buffer[last].isspace():
        last -= 1
    if buffer[last] in "。；;：:！？":
        traits |= CLOSED
    if line_end - end > 40:
        traits |= LONG
    behind = buffer[line_end + 1 : line_end + 2]
    if behind == "\n" or (behind in _BLANKS and not buffer[line_end + 1 : line_end + 40].split("\n", 1)[0].strip()):
        traits |= BLANK_BEHIND
    return traits


def doubt_single_letter(candidate: Candidate, buffer: str) -> None:
    """One Latin letter that is a roman numeral too is no better as one than as the other."""
    if candidate.family.id == "roman" and buffer[candidate.start].isascii() and not buffer[candidate.start + 1].isalpha():
        candidate.belief -= 0.8
        candidate.notes.append(("one-letter", -0.8))


def _alone(buffer: str, start: int, line_start: int, end: int) -> float:
    """What speaks for a number alone on its line being a heading's: an indent, a short unfinished line behind it."""
    behind = buffer.find("\n", end)
    following = buffer[behind + 1 : behind + 60].split("\n", 1)[0].strip() if behind >= 0 else ""
    if (
        not 2 <= len(following) <= 40
        or following[-1] in "。；，、：！？,;:"
        or not ("\u4e00" <= following[0] <= "\u9fff" or following[0] in "“《")
    ):
        return -9.0
    return 2.0 if start - line_start >= 2 else -0.5
