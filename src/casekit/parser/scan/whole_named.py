"""The volume, the issue or the annex that the whole text is, which opens nothing in it: 农民夜校课本 / 第二册; 附件2 / 调解典型案例.

Guarantees:
1. Only a line near the top of a text is refused, before all other markers, whose word numbers nothing else in the text.
2. A first 卷, 部 or 集 may begin a work and stays; so does what has a title of its own: 第二卷　秋水.
3. An annex is refused on the first line with text only, where the text has no other.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate
from casekit.patterns import lazy

_FAMILIES: Final = frozenset(("volume", "volume-half"))
_ANNEX: Final = "annex"
_ISSUED: Final = frozenset("册冊期辑輯")
"""What is published one by one."""
_PARTS: Final = frozenset("卷部集季")
"""What a work has of its own; the second without the first is published for itself."""
_ROWS: Final = 6
"""It stands in so many lines from the top, blank ones counted."""
_BEHIND: Final = lazy(
    f"[{BLANK}：:]*(?:[（(][^）)]{{1,30}}[）)]?|[总總]第.{{1,20}}|[0-9０-９〇○零一二三四五六七八九十]{{4}}年.{{0,30}}"
    f"|[^，。；]{{0,20}}(?:编|編|编辑|主编|主办|编印|印发|出版)(?:[：:{BLANK}].{{0,30}})?|.{{0,12}}(?:用|版|本|著))?"
)
"""For whom, when and by whom it is published."""


def refuse_whole(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the volume that the text's title names or the annex that it is, the first of the `candidates`, which are in source order."""
    if not candidates or lines.head is not None:
        return
    first = candidates[0]
    if first.family.id == _ANNEX and first.marker.startswith("附件") and not any(lines.texts[: first.row]):
        if not any(other.family is first.family and other is not first for other in candidates):
            first.refused = "names-the-whole"
        return
    unit = first.marker[-1]
    if first.family.id not in _FAMILIES or first.row >= _ROWS or first.glued or first.refused:
        return
    if unit not in _ISSUED and (unit not in _PARTS or first.number == 1):
        return
    if not _BEHIND.fullmatch(lines.buffer, first.end, first.line_end):
        return
    for candidate in candidates:
        if candidate is not first and candidate.family is first.family and candidate.marker[-1] == unit:
            return
    first.refused = "names-the-volume"
