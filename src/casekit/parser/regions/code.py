"""Program code: between fences, or lines in a row that no prose looks like, with or without their numbers before them.

Guarantees:
1. A region is whole lines; a fence that is never closed makes none.
2. A line with Han characters outside a remark is never the first or the last of unfenced code without numbers.
3. Numbered lines are code only where their bare numbers count on line by line, and half of those that are no remarks look like code;
   one of them has what only programs have: 1 abs(x) and its fellows are a list of functions.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.regions.families import Families
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_FENCE: Final = lazy("(```+|~~~+)[ \\t]*[A-Za-z0-9_+#.-]{0,20}")
_FENCED_MOST: Final = 400
_SHAPES: Final = (
    "(?:from|import)[ ][\\w.]+.*",
    "(?:def|class|func|fn|sub|function)[ ]+\\w+.*[:{(].*",
    "(?:public|private|protected|static|const|let|var|void|int|char|double|float|bool|auto)[ ].*[;{(=].*",
    "#(?:include|define|ifn?def|endif|pragma)\\b.*",
    "(?:if|for|while|switch|catch|elif)[ ]?\\(?.*[:{]",
    "(?:else|try|finally|do)[ ]?[:{]",
    "(?:return|break|continue|pass|yield|print|echo|raise|throw)\\b.*",
    "(?:SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WHERE|GROUP BY|ORDER BY)\\b.*",
    "[$#>]{1,3}[ ][a-z]+[ ./-].*",
    ">>>.*",
    "[\\w.\\[\\]\"'*&]+[ ]*(?:[-+*/|&]?=|:=)[ ]*[^=].*",
    "[\\w.>:-]+\\(.*\\)[ ]*[;:{]?",
    "[{}\\])]+[;,]?",
    ".*[;{]",
    "</?[A-Za-z][^<>]*>.*",
    "[\"'][\\w-]+[\"'][ ]*:.*",
    "\\[[\\w.-]{1,30}\\][ ]+(?:[0-9-]+[ T])?[0-9]{2}:[0-9]{2}.*",
    "\\[[0-9-]{4,10}[ T][0-9:.,]+\\].*",
)
_CODE: Final = lazy("|".join(_SHAPES))
"""What a line of code looks like; none of these looks further than its line."""
_REMARK: Final = lazy("(?://|#|--|/\\*|\\*|%|\"\"\"|''').*")
_FIRST_HAN: Final = 0x4E00
_HAN: Final = lazy("[\u4e00-\u9fff]")
_ASCII: Final = frozenset(chr(i) for i in range(33, 127)) - frozenset("0123456789(")
_LEAST: Final = 3
"""So many lines in a row make code."""
_LONGEST: Final = 300
_LISTED: Final = frozenset(("arabic-blank", "arabic-dot"))
_NUMBERED: Final = lazy(f"(?P<number>[0-9]{{1,4}}[.]?)(?P<rest>[{BLANK}]++.++)?")
"""A line of a listing with its number, which may be all of it."""
_SAID: Final = lazy("\"[^\"\n]*+\"|'[^'\n]*+'|“[^”\n]*+”|/[*][^*\n]*+[*]/|(?://|#).*+")
"""What a line of code says in words: strings, and a remark behind it."""
_DEEPER: Final = 2
"""Code behind numbers with a dot is indented by so much in one of its lines: sums are not."""
_PROGRAM: Final = lazy("[=:{}]|^(?:import|from|return|def|for|while|if|else|SELECT|INSERT|UPDATE|DELETE|CREATE)\\b|^[#$>]")
"""What is in a program, but in no name of a function with what it takes."""
_CODED_LEAST: Final = 2
"""So many lines of a numbered listing look like code."""


def code(lines: Lines, families: Families) -> list[Region]:
    """The code of a text, in source order."""
    found = _fenced(lines) + _listings(lines, families.among(_LISTED))
    run: list[int] = []
    for row in lines.beginning(_ASCII, _LONGEST):
        text = lines.texts[row]
        coded = not _HAN.search(text) and _CODE.fullmatch(text) is not None
        if not coded and not (run and row == run[-1] + 1 and _REMARK.fullmatch(text)):
            continue
        if run and row != run[-1] + 1:
            _add(lines, found, run)
            run = []
        run.append(row)
    _add(lines, found, run)
    return found


def _fenced(lines: Lines) -> list[Region]:
    found: list[Region] = []
    opened = -1
    fence = ""
    for row in lines.beginning("`~"):
        match = _FENCE.fullmatch(lines.texts[row])
        if match is None:
            continue
        if opened < 0:
            opened, fence = row, match.group(1)[:3]
        elif match.group(1)[:3] == fence:
            if row - opened <= _FENCED_MOST:
                found.append(Region(lines.starts[opened], lines.end(row), "code"))
            opened = -1
    return found


def _listings(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """Code that was printed with the numbers of its lines, the `candidates`: 1  for b in boxes: … 2      print(b); with dots where it is
    indented too.
    """
    found: list[Region] = []
    buffer = lines.buffer
    size = len(buffer)
    behind = 0
    for candidate in candidates:
        at = candidate.end
        if (at < size and ord(buffer[at]) >= _FIRST_HAN) or (at + 1 < size and ord(buffer[at + 1]) >= _FIRST_HAN):
            continue  # a title, as behind nearly all numbers
        if candidate.glued or candidate.row < behind:
            continue
        first = behind = candidate.row
        number, plain, coded, programmed = candidate.number, 0, 0, False
        depths: set[int] = set()
        while behind < len(lines.texts) and (rest := _rest(lines.texts[behind], f"{number}{candidate.delimiter}")) is not None:
            line = rest.strip()
            if line and not _REMARK.fullmatch(line):
                plain += 1
                said = _SAID.sub("0", line).rstrip()
                coded += _CODE.fullmatch(said) is not None
                programmed = programmed or _PROGRAM.search(said) is not None
                depths.add(len(rest) - len(line))
            behind, number = behind + 1, number + 1
        looks = behind - first >= _LEAST and coded >= _CODED_LEAST and 2 * coded >= plain
        deeper = looks and max(depths) - min(depths) >= _DEEPER
        if looks and (deeper or (programmed and not candidate.delimiter)):
            found.append(Region(lines.starts[first], lines.end(behind - 1), "code"))
        behind = max(behind, first + 1)
    return found


def _rest(text: str, number: str) -> str | None:
    """What stands behind the `number` that a line of a listing begins with; None where it has another, or words that are no remark."""
    match = _NUMBERED.fullmatch(text) if text.startswith(number) and len(text) <= _LONGEST else None
    if match is None or match["number"] != number:
        return None
    rest = match["rest"] or ""
    if "\u4e00" <= rest.lstrip()[:1] <= "\u9fff":
        return None
    return rest if not _HAN.search(rest) or _REMARK.fullmatch(rest.lstrip()) or not _HAN.search(_SAID.sub("", rest)) else None


def _add(lines: Lines, found: list[Region], run: list[int]) -> None:
    if len(run) >= _LEAST:
        found.append(Region(lines.starts[run[0]], lines.end(run[-1]), "code"))
