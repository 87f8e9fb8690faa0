"""Page numbers, running heads, and what a web page puts around a text."""

import re

from casekit.ladder import BLANK
from casekit.parser.setting import Region

_B = f"[{BLANK}]*+"
_PAGE = re.compile(
    f"\\n{_B}(?P<text>[-—–－~·•]+{_B}[0-9０-９]{{1,4}}{_B}[-—–－~·•]+|第{_B}[0-9一二三四五六七八九十百]{{1,4}}{_B}页(?:{_B}[,，/]?{_B}共{_B}[0-9一二三四五六七八九十百]{{1,4}}{_B}页)?"
    f"|[0-9]{{1,4}}{_B}/{_B}[0-9]{{1,4}}|(?i:page{_B}[0-9]{{1,4}}(?:{_B}of{_B}[0-9]{{1,4}})?)|[0-9]{{1,4}}){_B}(?=\\n|\\Z)"
)
_ALONG = re.compile("[:：][^\\s】\\]]")
"""The link stands on the line of its head."""
_BARE_PAGE = re.compile("[0-9]{1,4}")
_LINK_HEAD = re.compile(
    f"\n{_B}[【\\[]?(?:推荐阅读|相关阅读|相关文章|相关推荐|相关链接|猜你喜欢|延伸阅读|热门文章|热门推荐|你可能(?:还)?(?:感兴趣|喜欢)|更多相关|看过本文的(?:人)?还看了?|大家都在看)[^\n]{{0,12}}[】\\]]?{_B}(?=\n)"
)


def line_end_at(buffer: str, at: int) -> int:
    end = buffer.find("\n", at)
    return len(buffer) if end < 0 else end


def pages(buffer: str) -> list[Region]:
    """Page numbers on lines of their own; bare digits only where they rise through the text."""
    sure: list[Region] = []
    bare: list[tuple[int, Region]] = []
    for match in _PAGE.finditer(buffer):
        region = Region(match.start() + 1, match.end(), "furniture")
        if _BARE_PAGE.fullmatch(match["text"]):
            if match.start("text") - match.start() > 4:
                continue
            bare.append((int(match["text"]), region))
        else:
            sure.append(region)
    rising: list[tuple[int, Region]] = []
    for number, region in bare:
        if not rising or (rising[-1][0] < number <= rising[-1][0] + 3 and region.start - rising[-1][1].end > 150):
            rising.append((number, region))
    if len(rising) >= 3 or (
        len(rising) == 2 and not sure and rising[1][0] == rising[0][0] + 1 and rising[1][1].start - rising[0][1].start > 400
    ):
        sure += [region for _, region in rising]
    return sorted(sure, key=_start)


def running_heads(buffer: str, pages: list[Region]) -> list[Region]:
    """Lines that stand beside page numbers twice or more with the same words."""
    beside: dict[str, list[tuple[int, int]]] = {}
    for region in pages:
        for start, end in (_neighbour(buffer, region.start - 1, -1), _neighbour(buffer, region.end, 1)):
            text = "".join(buffer[start:end].split())
            if 2 <= len(text) <= 40 and text[-1] not in "。；！？，、,;":
                beside.setdefault(re.sub("[0-9]+$|^[0-9]+", "", text), []).append((start, end))
    heads: list[Region] = []
    for places in beside.values():
        if len(places) >= 2:
            heads += [Region(start, end, "furniture") for start, end in sorted(set(places))]
    return heads


def _neighbour(buffer: str, at: int, step: int) -> tuple[int, int]:
    """The next line with text before (`step` -1) or behind the line end at `at`."""
    for _ in range(3):
        if step < 0:
            if at <= 0:
                break
            start = buffer.rfind("\n", 0, at) + 1
            if buffer[start:at].strip():
                return start, at
            at = start - 1
        else:
            start = at + 1
            if start >= len(buffer):
                break
            end = line_end_at(buffer, start)
            if buffer[start:end].strip():
                return start, end
            at = end
    return 0, 0


def links(buffer: str) -> list[Region]:
    """What a web page recommends: a head and the short unfinished lines under it."""
    found: list[Region] = []
    for match in _LINK_HEAD.finditer(buffer):
        end = match.end()
        for _ in range(0 if _ALONG.search(match.group()) else 12):
            line_end = line_end_at(buffer, end + 1) if end + 1 < len(buffer) else end
            text = buffer[end + 1 : line_end].strip()
            if not text or len(text) > 45 or text[-1] in "。！？；：":
                break
            end = line_end
        found.append(Region(match.start() + 1, end, "furniture"))
    return found


def _start(region: Region) -> int:
    return region.start
