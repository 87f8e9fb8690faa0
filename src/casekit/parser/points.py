"""The points of a paragraph: 一是…二是…, 首先…其次…, 其一…, 第一，…

Guarantees:
1. Points lie inside their paragraph, in order, without overlap; each runs to the next or to the paragraph's end.
2. A series has at least two points and begins with its first.
"""

from bisect import bisect_right
from typing import Final

from casekit import numerals
from casekit.model import Block, Point
from casekit.patterns import lazy

_HEADS: Final = {"一": lazy("一(?:[是要则来]|方面)"), "其一": lazy("其一(?=[，,、：:])"), "首先": lazy("首先"), "第一": lazy("第一[，,、]")}
"""The first of a series; each begins with a literal, so that the search runs at the speed of memory."""
_SERIES: Final = {
    "是": lazy("([一二三四五六七八九十]{1,2})是(?![否不非])"),
    "要": lazy("([一二三四五六七八九十]{1,2})要"),
    "则": lazy("([一二三四五六七八九十]{1,2})则"),
    "来": lazy("([一二三四五六七八九十]{1,2})来"),
    "其": lazy("其([一二三四五六七八九十]{1,2})(?=[，,、：:])"),
    "第": lazy("第([一二三四五六七八九十]{1,2})[，,、]"),
    "首": lazy("(首先|其次|再次|第三|然后|此外|最后)(?=[，,、：:要是])"),
    "方": lazy("(一方面|另一方面)"),
}
_CLAUSE_ENDS: Final = frozenset("。；;，,：:！？!?、“”（( \u3000\n")


def add_points(buffer: str, blocks: list[Block]) -> None:
    """Give every paragraph among `blocks` (in source order) its points."""
    if not blocks:
        return
    start, end = blocks[0].start, blocks[-1].end
    starts: list[int] = []
    seen: set[tuple[int, str]] = set()
    for begin, head in _HEADS.items():
        for match in head.finditer(buffer, start, end) if buffer.find(begin, start, end) >= 0 else ():
            starts = starts or [block.start for block in blocks]
            at = match.start()
            kind = buffer[at] if buffer[at] != "一" else buffer[at + 1]
            place = bisect_right(starts, at) - 1
            if place >= 0 and at < blocks[place].end and (place, kind) not in seen:
                seen.add((place, kind))
                _collect(buffer, blocks[place], at, kind)


def _collect(buffer: str, block: Block, first: int, kind: str) -> None:
    if block.kind not in ("paragraph", "answer", "bullet"):
        return
    found: list[tuple[int, str, int]] = []
    for match in _SERIES[kind].finditer(buffer, first, block.end):
        start = match.start()
        if start > block.start and buffer[start - 1] not in _CLAUSE_ENDS:
            continue
        word = match.group(1)
        if kind in "首方":
            number = len(found) + 1
        else:
            value = numerals.read(word)
            if value is None or value > len(found) + 1:
                break
            if value != len(found) + 1:
                continue
            number = value
        found.append((start, match.group().rstrip("，,、"), number))
    if len(found) < 2:
        return
    behind = [row[0] for row in found[1:]] + [block.end]
    if not block.points:
        block.points = [Point(marker, number, start, end) for (start, marker, number), end in zip(found, behind, strict=True)]
