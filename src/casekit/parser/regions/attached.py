"""Annexes that are only named: files to load down at the end of a notice, 附件1：登记表.xls, and what an article of a contract lists.

Guarantees:
1. A line is refused whose title ends as the name of a file does.
2. Adjacent lines are refused under one that ends with a colon and speaks of annexes, where there are several of them or a heading goes on
   right behind that does not count from 1.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

_ANNEX: Final = "annex"
_REFUSED: Final = "in-annex-list"
_FILE: Final = lazy(
    "[^\\s.．]\\s*[.．](?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rtf|csv|txt|zip|rar|7z|jpe?g|png|DOCX?|XLSX?|PPTX?|PDF|WPS|ZIP|RAR)"
    "[”》」]?(?:\\s*[（(\\[【][^（）()]{0,20}[）)\\]】])?(?:\\s*(?:点击)?(?:下载|查看|预览))?[。；;]?\\Z"
)
"""The name of a file, with its size and where to click: 登记表.xls（24KB）."""
_FILE_MOST: Final = 48
"""The end of a name and what stands behind it are looked for in so many code points."""
_SPEAKS: Final = lazy("附件|附表|附录|下列|以下|如下|包括")
_SPEAKS_LEAST: Final = 6
_COLONS: Final = "：:"
_ENDS: Final = frozenset("。！？；：:.;")


def attached(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the annexes that are named only."""
    texts = lines.texts
    place = 0
    while place < len(candidates):
        candidate = candidates[place]
        place += 1
        if candidate.family.id != _ANNEX or candidate.suffix or candidate.glued:
            continue
        if _FILE.search(lines.buffer[candidate.end : candidate.line_end].strip()[-_FILE_MOST:]):
            candidate.refused = candidate.refused or _REFUSED
            continue
        run = [candidate]
        above = _sentence_above(texts, candidate.row)
        if len(above) < _SPEAKS_LEAST or above[-1] not in _COLONS or not _SPEAKS.search(above):
            continue
        behind = _behind(texts, candidates, place, candidate)
        while behind is not None and behind.family.id == _ANNEX and behind.number > run[-1].number:
            run.append(behind)
            place += 1
            behind = _behind(texts, candidates, place, behind)
        if len(run) > 1 or (behind is not None and behind.number > 1):
            for entry in run:
                entry.refused = entry.refused or _REFUSED


def _sentence_above(texts: list[str], row: int) -> str:
    """The line above, at most one blank line away, with the line before it where that goes on in it; "" for none."""
    above = row - 1
    if above > 0 and not texts[above]:
        above -= 1
    if above < 0:
        return ""
    before = texts[above - 1] if above else ""
    return before + texts[above] if before and before[-1] not in _ENDS else texts[above]


def _behind(texts: list[str], candidates: list[Candidate], place: int, before: Candidate) -> Candidate | None:
    """The candidate at `place` if it begins the next line that is not blank behind that of the one `before`, which is near."""
    if place == len(candidates) or candidates[place].glued or candidates[place].suffix:
        return None
    row = before.row + 1
    if row < candidates[place].row and not texts[row]:
        row += 1
    return candidates[place] if candidates[place].row == row else None
