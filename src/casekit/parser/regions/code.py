"""Program code: between fences, or lines in a row that no prose looks like.

Guarantees:
1. A region is whole lines; a fence that is never closed makes none.
2. A line with Han characters outside a remark is never the first or the last of unfenced code.
"""

from typing import Final

from casekit.parser.lines import Lines
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
_HAN: Final = lazy("[\u4e00-\u9fff]")
_ASCII: Final = frozenset(chr(i) for i in range(33, 127)) - frozenset("0123456789(")
_LEAST: Final = 3
"""So many lines in a row make code."""
_LONGEST: Final = 300


def code(lines: Lines) -> list[Region]:
    """The code of a text, in source order."""
    found = _fenced(lines)
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


def _add(lines: Lines, found: list[Region], run: list[int]) -> None:
    if len(run) >= _LEAST:
        found.append(Region(lines.starts[run[0]], lines.end(run[-1]), "code"))
