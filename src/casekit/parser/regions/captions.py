"""Captions of figures and tables, and where they say their figures come from.

Guarantees:
1. A region is one line, which ends no sentence; a line that goes on with 所示 or the like speaks of a figure and is no caption.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines, firsts
from casekit.parser.setting import Region
from casekit.patterns import lazy
from casekit.plane import table, told

_B: Final = f"[{BLANK}]*+"
_NUMBER: Final = f"(?:[0-9０-９]{{1,3}}|[一二三四五六七八九十]{{1,3}}|[A-Z])(?:{_B}[-－—–.．]{_B}[0-9０-９]{{1,3}})*[a-z]?"
_CAPTION: Final = lazy(
    f"(?:[（(【])?(?:图片?|圖|附图|插图|照片|表格?|附表|续表|(?i:fig{_B}[.．]|figure|table|photo)){_B}{_NUMBER}(?![.．]?[0-9])"
    f"(?:(?:[{BLANK}]+|[:：、.．]{_B})(?!(?:所示|显示|表明|可[见知以]|中|的|给出|为|是|反映|列出|和|与|及|至|到|以及|、|，))[^。；？！]{{1,60}})?"
)
_FIRST: Final = firsts("图圖附插照表续FfTtPp")
_SECOND: Final = table((1, "".join(_FIRST)))
_OPENS: Final = firsts("（(【")
_MOST: Final = 70
_REFERS: Final = frozenset("如见由从据在和与及、及对将把看，或")
"""A line that ends so goes on with the name of a figure: 如 / 图 3."""
_PROSE: Final = lazy("[，,].*[，,]")
_SOURCE: Final = lazy(
    f"[（(]?(?:(?:资料|数据|图片|图表|表格){_B}来源|来{_B}源|摄影|图[/／]|绘图|制图|单{_B}位|注|注释|说明|[Ss]ource|[Nn]ote)[0-9一二三①-⑨]?{_B}[:：][^。]{{1,80}}[。]?[）)]?"
)
_SURE_SOURCE: Final = lazy(f"[（(]?(?:资料|数据|图片|图表){_B}来源{_B}[:：]")
_SOURCE_FIRST: Final = firsts("（(资数图表来摄绘制单注说SsNn")
_SOURCE_MOST: Final = 100
_PAGED: Final = lazy(f"[.．…·{BLANK}][0-9]{{1,3}}$")
"""A list of figures tells the pages they stand on."""
_FRONT: Final = 12
"""So many lines at the head of a text may say where it comes from itself."""


def captions(lines: Lines, found: list[Region]) -> list[Region]:
    """The captions of a text and the lines beside them, and beside the tables `found`, that tell sources and units."""
    texts = lines.texts
    rows: set[int] = set()
    named = lines.beginning(_FIRST, _MOST)
    for sign in _OPENS:
        named += [row for row in lines.by_first.get(sign, ()) if told(_SECOND, texts[row], 1) and len(texts[row]) <= _MOST]
    for row in named:
        text = texts[row]
        if row and _CAPTION.fullmatch(text) and not _PROSE.search(text) and texts[row - 1][-1:] not in _REFERS and not _annexed(texts, row):
            rows.add(row)
    beside = {row + step for row in rows for step in (-1, 1)}
    for region in found:
        if region.kind == "table":
            beside.update((lines.at(region.start) - 1, lines.at(region.end - 1) + 1))
    front = _FRONT if lines.head is None else 0
    for row in lines.beginning(_SOURCE_FIRST, _SOURCE_MOST) if beside else ():
        text = texts[row]
        if row in rows or not _SOURCE.fullmatch(text):
            continue
        if row in beside or (row >= front and _SURE_SOURCE.match(text)):
            rows.add(row)
    paged = {row for row in rows if _PAGED.search(texts[row])}
    listed = {row for row in paged if not paged.isdisjoint((row - 2, row - 1, row + 1, row + 2))}
    return [Region(lines.starts[row], lines.end(row), "toc" if row in listed else "caption") for row in sorted(rows)]


def _annexed(texts: list[str], row: int) -> bool:
    """Whether an annex begins: 附表1 over 一、 with a sentence under it, behind another."""
    below = texts[row + 1 : row + 3]
    over = len(below) > 1 and below[0].startswith("一、") and below[1].endswith("。")
    return over and texts[row][0] == "附" and texts[row - 1].endswith("。")
