"""Annexes that are only named: files to load down at the end of a notice, 附件1：登记表.xls, and what an article of a contract lists.

Guarantees:
1. A line is refused whose title ends as the name of a file does.
2. Adjacent lines are refused under one that ends with a colon and speaks of annexes, where there are several of them or a heading goes on
   right behind that does not count from 1.
3. Several that count from 1, one right behind another, are refused where a heading above speaks of annexes or no text stands under the
   last; neither where a first number or a further annex tells that they hold text.
"""

from typing import Final

from casekit.parser.front import is_byline, is_dateline
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
_APPENDIX: Final = frozenset("录錄")
_HEADS_NOTHING: Final = frozenset("。；！？，、;,!?")
"""No heading ends with one of these."""
_HEADING_MOST: Final = 20
"""A heading that speaks of annexes is not longer, in code points."""
_NEAR: Final = 3
"""The numbering of an annex begins in so many lines with text."""
_FURTHER: Final = 200
"""A further annex is looked for among so many candidates."""


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
        behind = _behind(texts, candidates, place, candidate)
        while behind is not None and behind.family.id == _ANNEX and behind.number > run[-1].number:
            run.append(behind)
            place += 1
            behind = _behind(texts, candidates, place, behind)
        above = _sentence_above(texts, candidate.row)
        if len(above) >= _SPEAKS_LEAST and above[-1] in _COLONS and _SPEAKS.search(above):
            listed = len(run) > 1 or (behind is not None and behind.number > 1)
        else:
            listed = len(run) > 1 and _only_named(lines, candidates, run, place)
        for entry in run if listed else ():
            entry.refused = entry.refused or _REFUSED


def _only_named(lines: Lines, candidates: list[Candidate], run: list[Candidate], place: int) -> bool:
    """Whether several adjacent annexes, with the candidates from `place` on behind them, are a mere list."""
    texts = lines.texts
    for count, annex in enumerate(run, 1):
        named = lines.buffer[annex.end : annex.line_end].strip("：: \t\u3000") != ""
        if annex.number != count or not named or not _APPENDIX.isdisjoint(annex.marker):
            return False
    last = run[-1]
    further = next((one.number for one in candidates[place : place + _FURTHER] if one.family.id == _ANNEX), 0)
    if further == last.number + 1:
        return False
    below = [row for row in range(last.row + 1, min(last.row + 1 + 2 * _NEAR, len(texts))) if texts[row]][:_NEAR]
    ahead = candidates[place] if place < len(candidates) else None
    if below and ahead is not None and ahead.row <= below[-1] and ahead.number == 1 and ahead.kind != "case":
        return False
    if not below or (ahead is not None and ahead.row == below[0]):
        return True
    above = next((text for text in reversed(texts[max(run[0].row - 2, 0) : run[0].row]) if text), "")
    heading = 0 < len(above) <= _HEADING_MOST and above[-1] not in _HEADS_NOTHING and "附件" in above
    return heading or is_dateline(texts[below[0]]) or is_byline(texts[below[0]])


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
