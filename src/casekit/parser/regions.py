"""Lines that are no prose: tables of contents, reference lists, page furniture, tables, quoted outlines.

They are marked, not deleted: the lines stay in the tree as what they are, and their markers are refused as headings, each with a reason.

Guarantees:
1. A region is whole lines; regions are in source order and do not overlap.
2. Candidates in a region carry the reason in `refused`; no other candidate is touched.
"""

import re
from bisect import bisect_left

from casekit.ladder import BLANK
from casekit.parser.contents import contents
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region

_B = f"[{BLANK}]*"
_PAGE = re.compile(
    f"\\n{_B}(?P<text>[-—–－~·•]+{_B}[0-9０-９]{{1,4}}{_B}[-—–－~·•]+|第{_B}[0-9一二三四五六七八九十百]{{1,4}}{_B}页(?:{_B}[,，/]?{_B}共{_B}[0-9一二三四五六七八九十百]{{1,4}}{_B}页)?"
    f"|[0-9]{{1,4}}{_B}/{_B}[0-9]{{1,4}}|(?i:page{_B}[0-9]{{1,4}}(?:{_B}of{_B}[0-9]{{1,4}})?)|[0-9]{{1,4}}){_B}(?=\\n|\\Z)"
)
_BARE_PAGE = re.compile("[0-9]{1,4}")
_REFERENCE_HEAD = re.compile(
    f"\\n{_B}[【\\[（(]?{_B}(?:[一二三四五六七八九十0-9]{{1,2}}[、.．]?)?{_B}(?:主要)?(?P<name>参{_B}考{_B}文{_B}献|参考资料|引用文献|参考书目|注{_B}释|尾注|脚注|附注|References|REFERENCES|參考文獻|註釋){_B}[】\\]）)]?{_B}[:：]?{_B}(?=\\n)"
)
_ENTRY = re.compile(
    f"{_B}(?:[\\[［〔(（]{_B}[0-9０-９]{{1,3}}{_B}[\\]］〕)）]|[0-9０-９]{{1,3}}{_B}[.．、)）]|[①-⑳㉑-㉟]|[0-9]{{1,3}}[{BLANK}]+\\S|\\*|注[0-9一二三四五六七八九十①-⑳]*[:：])"
)
_CITED = re.compile(
    "\\[(?:M|J|D|N|R|C|S|P|Z|A|G|EB/OL|M/OL|J/OL|DB/OL|OL|C/OL)\\]|出版社|第[0-9０-９]+(?:[-—～~至][0-9０-９]+)?页|第[0-9]+期|学报|https?://|www\\.|页。|Press|vol\\.|pp\\.|《[^》]{1,40}》[,，（(]?[0-9]{4}年"
)
_NOTE = re.compile("[\\[［〔][0-9０-９]{1,3}[\\]］〕]|[①-⑳]|注[0-9一二三四五六七八九十①-⑳]+[:：]")
_WEAK = frozenset(
    (
        "arabic-dot",
        "arabic-comma",
        "arabic-loose",
        "arabic-parens",
        "arabic-half-parens",
        "arabic-blank",
        "arabic-bare",
        "circled",
        "parens-char",
        "dot-char",
        "arabic-lookalike",
        "latin-dot",
        "roman",
        "decimal",
    )
)
_AFTER_LIST = re.compile(
    "致谢|致\\s+谢|附\\s*录|附件|后记|作者简介|Abstract|ABSTRACT|第[一二三四五六七八九十0-9]+[章节篇编部]|责任编辑|收稿日期|基金项目"
)
_STRAY_LINES = 3
_QUOTED_MOST = 15


def regions(buffer: str, candidates: list[Candidate]) -> list[Region]:
    """Every region of `buffer`; marks the candidates that stand in one."""
    lists = contents(buffer, candidates)
    found: list[Region] = list(lists)
    pages = _pages(buffer)
    found += _references(buffer, candidates, lists)
    found += pages
    found += _running_heads(buffer, pages)
    found += _tables(buffer)
    found += _notes(buffer, candidates)
    found += _links(buffer)
    _annexes(buffer, candidates)
    found = _settled(found)
    starts = [candidate.line_start for candidate in candidates]
    for region in found:
        for place in range(bisect_left(starts, region.start), len(candidates)):
            candidate = candidates[place]
            if candidate.line_start >= region.end:
                break
            if not (region.kind == "reference" and candidate.line_start == region.start and candidate.belief >= 5):
                candidate.refused = f"in-{region.kind}"
    _quoted(buffer, candidates)
    return found


def _settled(found: list[Region]) -> list[Region]:
    """In source order, overlaps given to the region that begins first."""
    found.sort(key=_by_start)
    kept: list[Region] = []
    for region in found:
        if kept and region.start < kept[-1].end:
            if region.end <= kept[-1].end:
                continue
            region = Region(kept[-1].end, region.end, region.kind)
        kept.append(region)
    return kept


def _by_start(region: Region) -> tuple[int, int]:
    return region.start, -region.end


def _line_end(buffer: str, at: int) -> int:
    end = buffer.find("\n", at)
    return len(buffer) if end < 0 else end


def _pages(buffer: str) -> list[Region]:
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
    return sorted(sure, key=_by_start)


def _running_heads(buffer: str, pages: list[Region]) -> list[Region]:
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
            end = _line_end(buffer, start)
            if buffer[start:end].strip():
                return start, end
            at = end
    return 0, 0


def _references(buffer: str, candidates: list[Candidate], lists: list[Region]) -> list[Region]:
    """A head such as 参考文献 and the entries near it."""
    found: list[Region] = []
    for match in _REFERENCE_HEAD.finditer(buffer):
        head = match.start() + 1
        if any(region.start <= head < region.end for region in lists):
            continue
        if found and head < found[-1].end:
            continue
        end = _reference_end(buffer, match.end() + 1, candidates)
        if end > match.end() + 1:
            numbered = buffer[head : match.end()].strip()[:1] in "一二三四五六七八九十0123456789"
            found.append(Region(match.end() + 1 if numbered else head, end, "reference"))
    return found


def _reference_end(buffer: str, at: int, candidates: list[Candidate]) -> int:
    starts = [candidate.line_start for candidate in candidates]
    last = at
    stray = 0
    entries = 0
    while at < len(buffer):
        end = _line_end(buffer, at)
        text = buffer[at:end].strip()
        if text:
            if _AFTER_LIST.match(text):
                break
            place = bisect_left(starts, at)
            strong = (
                place < len(candidates)
                and candidates[place].line_start == at
                and candidates[place].family.id not in _WEAK
                and not candidates[place].glued
            )
            if strong and not _CITED.search(text):
                break
            if _ENTRY.match(text) or _CITED.search(text):
                stray = 0
                entries += 1
                last = end + 1
            else:
                stray += 1
                if stray > (_STRAY_LINES if entries else 0):
                    break
        at = end + 1
    return min(last, len(buffer)) if entries else 0


def _notes(buffer: str, candidates: list[Candidate]) -> list[Region]:
    """Notes outside a list: a circled or bracketed number before a source, or one that the text has referred to."""
    found: list[Region] = []
    for candidate in candidates:
        if candidate.family.id not in ("circled", "arabic-parens") or candidate.glued or buffer[candidate.start] in "(（":
            continue
        line = buffer[candidate.line_start : min(candidate.line_end, candidate.line_start + 400)]
        marker = buffer[candidate.start : candidate.end]
        cited = _CITED.search(line) is not None or line.lstrip()[1:2] == "《"
        if cited or _referred(buffer, marker, max(0, candidate.line_start - _NOTE_REACH), candidate.line_start):
            found.append(Region(candidate.line_start, candidate.line_end, "note"))
    return found


_NOTE_REACH = 4000
"""A note stands at most so many code points behind the place it belongs to."""


def _referred(buffer: str, marker: str, start: int, end: int) -> bool:
    """Whether the text before has `marker` behind a word: the mark of a note, not of a list."""
    at = buffer.find(marker, start, end)
    while at >= 0:
        if (
            at > 0
            and (buffer[at - 1] in "。”》』」，；" or "\u4e00" <= buffer[at - 1] <= "\u9fff")
            and buffer[at + len(marker) : at + len(marker) + 1] in "。，；、：\n”"
        ):
            return True
        at = buffer.find(marker, at + 1, end)
    return False


_LINK_HEAD = re.compile(
    f"\n{_B}[【\\[]?(?:推荐阅读|相关阅读|相关文章|相关推荐|相关链接|猜你喜欢|延伸阅读|热门文章|热门推荐|你可能(?:还)?(?:感兴趣|喜欢)|更多相关|看过本文的(?:人)?还看了?|大家都在看)[^\n]{{0,12}}[】\\]]?{_B}(?=\n)"
)


def _links(buffer: str) -> list[Region]:
    """What a web page recommends: a head and the short unfinished lines under it."""
    found: list[Region] = []
    for match in _LINK_HEAD.finditer(buffer):
        end = match.end()
        for _ in range(12):
            line_end = _line_end(buffer, end + 1) if end + 1 < len(buffer) else end
            text = buffer[end + 1 : line_end].strip()
            if not text or len(text) > 45 or text[-1] in "。！？；：":
                break
            end = line_end
        found.append(Region(match.start() + 1, end, "furniture"))
    return found


_ANNEX_LIST = re.compile(f"(?:\n|[{BLANK}])附{_B}件{_B}[:：]{_B}(?=1{_B}[.．、])")


def _annexes(buffer: str, candidates: list[Candidate]) -> None:
    """Refuse the numbers of a list of annexes: 附件：1.… and the lines that count on."""
    starts = [candidate.start for candidate in candidates]
    for match in _ANNEX_LIST.finditer(buffer):
        due = 1
        at = match.end()
        for place in range(bisect_left(starts, at), len(candidates)):
            candidate = candidates[place]
            if candidate.number != due or candidate.series != "arabic" or candidate.start - at > 120:
                if due == 1 and candidate.start < at + 2:
                    continue
                break
            candidate.refused = "in-annex-list"
            due += 1
            at = candidate.start
        if due == 1:
            _refuse_from(buffer, candidates, starts, match.end())


def _refuse_from(buffer: str, candidates: list[Candidate], starts: list[int], at: int) -> None:
    """The same where the first number was no candidate itself."""
    due = 2
    for place in range(bisect_left(starts, at), len(candidates)):
        candidate = candidates[place]
        if candidate.number != due or candidate.series != "arabic" or candidate.start - at > 120:
            break
        candidate.refused = "in-annex-list"
        due += 1
        at = candidate.start


def _tables(buffer: str) -> list[Region]:
    """Two or more lines in a row with columns: tabs, or at least three runs of wide blanks."""
    found: list[Region] = []
    at = 0
    found += _columns(buffer)
    found += _cells(buffer)
    row = re.compile("\\n(?:[^\\n\\t]*[^\\n\\t ][^\\n\\t]*\\t[^\\n]*\\t[^\\n]*|[^\\n|]*\\|[^\\n|]*\\|[^\\n]*)(?=\\n|\\Z)")
    if "\t" not in buffer and "|" not in buffer:
        return found
    run: list[tuple[int, int]] = []
    for match in row.finditer(buffer):
        start, end = match.start() + 1, match.end()
        if run and buffer[run[-1][1] : start].strip():
            _add_table(found, run)
            run = []
        run.append((start, end))
        at = end
    _add_table(found, run)
    del at
    return found


_COLUMNS = re.compile(
    "\\n[ \\t\u3000]*[^\\s。，；][^\\n\\t\u3000。；]{0,30}?(?:\u3000+| {2,})[^\\n\u3000。；]{1,30}?"
    "(?:\u3000+| {2,})[^\\n。；]{1,60}(?=\\n|\\Z)"
)
_FIGURE = re.compile("[0-9]")


def _columns(buffer: str) -> list[Region]:
    """Lines in a row with three columns or more set apart by wide blanks, figures among them."""
    found: list[Region] = []
    run: list[tuple[int, int]] = []
    for match in _COLUMNS.finditer(buffer):
        start, end = match.start() + 1, match.end()
        if run and start != run[-1][1] + 1:
            if len(run) >= 2 and sum(1 for a, b in run if _FIGURE.search(buffer, a, b)) * 2 >= len(run):
                _add_table(found, run)
            run = []
        run.append((start, end))
    if len(run) >= 2 and sum(1 for a, b in run if _FIGURE.search(buffer, a, b)) * 2 >= len(run):
        _add_table(found, run)
    return found


_CELLS = re.compile("\\n[ \\t\u3000]*[^\\s，。；：、]{1,16}(?:[ \\t\u3000]+[^\\s，。；：、]{1,16}){2,7}[ \\t]*(?=\\n|\\Z)")


def _cells(buffer: str) -> list[Region]:
    """Three lines or more in a row with equally many short cells, a figure in the last one."""
    found: list[Region] = []
    run: list[tuple[int, int]] = []
    width = 0
    for match in _CELLS.finditer(buffer):
        start, end = match.start() + 1, match.end()
        cells = match.group().split()
        if run and (start != run[-1][1] + 1 or len(cells) != width):
            if len(run) >= 3:
                _add_table(found, run)
            run = []
        if _FIGURE.search(cells[-1]) or run:
            run.append((start, end))
            width = len(cells)
    if len(run) >= 3:
        _add_table(found, run)
    return found


def _add_table(found: list[Region], run: list[tuple[int, int]]) -> None:
    if len(run) >= 2:
        found += [Region(start, end, "table") for start, end in run]


_QUOTED_LINE = re.compile(f"\n{_B}“[^\n]*")


def _quoted(buffer: str, candidates: list[Candidate]) -> None:
    """Refuse the markers of an outline that stands inside one quotation over several lines."""
    starts = [candidate.line_start for candidate in candidates]
    behind = 0
    for match in _QUOTED_LINE.finditer(buffer):
        line = match.group()
        if match.start() < behind or line.count("“") != line.count("”") + 1:
            continue
        behind = _quotation_end(buffer, match.end())
        for place in range(bisect_left(starts, match.start() + 1), len(candidates)):
            if candidates[place].line_start >= behind:
                break
            candidates[place].refused = candidates[place].refused or "in-quotation"


def _quotation_end(buffer: str, at: int) -> int:
    """Where the quotation that is open at `at` closes, `at` when it does not within reach."""
    depth = 1
    end = at
    for _ in range(_QUOTED_MOST):
        if end >= len(buffer):
            break
        start = end + 1
        end = _line_end(buffer, start)
        line = buffer[start:end]
        for c in line:
            if c == "“":
                depth += 1
            elif c == "”":
                depth -= 1
                if depth == 0:
                    return end
        if depth > 1:
            break
    return at
