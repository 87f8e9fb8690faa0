"""Headings without a number: parallel lead-ins, and named sections such as 【基本案情】.

Guarantees:
1. A lead-in takes the first sentence of a paragraph and leaves the rest to it, or a whole line that is a name.
2. Parallel lead-ins come at least three in a row and share their first word or their build.
"""

from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.model import DEPTH_LIMIT, Block, Section
from casekit.parser.lines import Lines
from casekit.patterns import lazy

_SENTENCE: Final = lazy("[^。！？；\\n]{4,36}[。！？]")
_SENTENCE_MOST: Final = 37
_STOP: Final = lazy("[。！？；]")
_SENTENCE_END: Final = frozenset("。！？!?；;…：:")
NAMED: Final = lazy(
    f"[【〖［〔\\[][{BLANK}]*+(?P<title>[^】〗］〕\\]\\n]{{1,13}}[^】〗］〕\\]\\n{BLANK}])[{BLANK}]*[】〗］〕\\]][{BLANK}]*[:：]?[{BLANK}]*"
)
NAMES: Final = frozenset(
    (
        "案例背景",
        "基本情况",
        "主要做法",
        "具体做法",
        "创新做法",
        "实施过程",
        "工作成效",
        "取得成效",
        "主要成效",
        "经验启示",
        "启示与思考",
        "存在问题",
        "下一步打算",
        "今后展望",
        "专家点评",
        "案例点评",
        "基本案情",
        "案情简介",
        "裁判结果",
        "裁判理由",
        "裁判要点",
        "法院认为",
        "相关法条",
        "典型意义",
        "法官说法",
        "检察履职",
        "办案思路",
        "教学目标",
        "教学重点",
        "教学难点",
        "教学过程",
        "教学反思",
        "板书设计",
        "作业设计",
        "课后延伸",
        "教学准备",
        "活动目标",
        "活动准备",
        "活动过程",
        "案例描述",
        "案例分析",
        "案例反思",
        "工作背景",
        "主要经验",
        "意义",
        "案情回顾",
        "处理结果",
        "专家解读",
        "背景介绍",
        "经验做法",
        "常见问题",
        "注意事项",
    )
)
_FIRST: Final = frozenset("【〖") | {name[0] for name in NAMES}
_NAME_LINE: Final = lazy("[\u4e00-\u9fff]{2,8}[:：]?")
_LEAST_IN_A_ROW: Final = 3
_BLANKS_MOST: Final = 0x3000
"""No blank lies beyond."""
_BITS: Final = 61
"""Bits of a small integer: as many sorts of characters are told apart."""
_NAME_MOST: Final = 9


class Leads:
    """Where lead-ins may stand; asked in the order of the text."""

    __slots__ = ("_lines", "_named", "_next", "_wrapped")

    def __init__(self, lines: Lines, wrapped: bool) -> None:
        texts = lines.texts
        self._lines = lines
        self._wrapped = wrapped
        self._named = [
            row
            for row in lines.beginning(_FIRST)
            if texts[row][0] in "【〖" or (len(texts[row]) <= _NAME_MOST and texts[row].rstrip(":：") in NAMES)
        ]
        """The lines that begin with a bracketed name or are a known one."""
        self._next = 0

    def may_stand(self, start: int, row: int, last: int) -> bool:
        """Whether the text from `start` on the line `row` to the line `last` may hold lead-ins."""
        named = self._named
        if named:
            place = self._next
            while place < len(named) and named[place] < row:
                place += 1
            self._next = place
            if (place < len(named) and named[place] <= last) or self._lines.buffer[start] in "【〖":
                return True
        if last - row + 1 < _LEAST_IN_A_ROW:
            return False
        texts, buffer = self._lines.texts, self._lines.buffer
        begun = ord(buffer[start])
        if begun <= _BLANKS_MOST:
            word = buffer[start : start + 2].lstrip() or texts[row][:2]
            begun = ord(word[0]) if word else -1
        if not _may_share(begun, texts, row + 1, last):
            return False
        word = buffer[start : start + 2].lstrip() or texts[row][:2]
        stand: dict[str, list[int]] = {}
        several: list[str] = []
        for at in range(row + 1, last + 1):
            begin = texts[at][:2]
            alike = stand.setdefault(begin, [])
            alike.append(at)
            if len(alike) + (begin == word) == _LEAST_IN_A_ROW and begin:
                several.append(begin)
        if not several:
            return False
        first = buffer[start : self._lines.end(row)].lstrip()  # nothing, where the heading has all of its line
        for begin in {*several, first[:2]}:
            if not begin.isalpha():
                continue
            rows = [at for at in stand.get(begin, ()) if _may_lead(texts[at])]
            if begin == first[:2] and _may_lead(first):
                rows.insert(0, row)
            if len(rows) >= _LEAST_IN_A_ROW and (self._wrapped or _in_a_row(texts, rows)):
                return True
        return False


def _may_lead(line: str) -> bool:
    """Whether a line may begin with a lead-in: a first sentence of several clauses, or words whose sentence may end on the next line."""
    match = _SENTENCE.match(line)
    if match is not None:
        return _clauses(match.group()) > 0
    return len(line) < _SENTENCE_MOST and _STOP.search(line) is None


def _in_a_row(texts: list[str], rows: list[int]) -> bool:
    """Whether three of the lines `rows` may begin paragraphs one behind another, where lines are not wrapped."""
    count = 1
    for one, other in pairwise(rows):
        count = count + 1 if _runs_on(texts, one, other) else 1
        if count >= _LEAST_IN_A_ROW:
            return True
    return False


def _runs_on(texts: list[str], first: int, behind: int) -> bool:
    """Whether no paragraph begins between the lines `first` and `behind`: no sentence ends there before the last of those between."""
    ended = False
    for text in texts[first:behind]:
        if text:
            if ended:
                return False
            ended = text[-1] in _SENTENCE_END
    return True


def _may_share(begun: int, texts: list[str], row: int, last: int) -> bool:
    """Whether three of the lines from `row` to `last` and one that begins with `begun` (-1 for none) may begin with the same character:
    those that share a bit are counted as one.
    """
    once = 1 << begun % _BITS if begun >= 0 else 0
    twice = 0
    while row <= last:
        text = texts[row]
        if text:
            bit = 1 << ord(text[0]) % _BITS
            if once & bit:
                if twice & bit:
                    return True
                twice |= bit
            once |= bit
        row += 1
    return False


def with_leads(blocks: list[Block], level: int) -> list[Section | Block]:
    """The paragraphs under a heading, with the lead-ins among them as sections of kind `lead`, whose depth is `level`."""
    if level > DEPTH_LIMIT:
        return list(blocks)
    titles: list[tuple[int, int, int] | None] = [_named(child) for child in blocks]
    run: list[int] = []
    for place, item in enumerate(blocks):
        if item.kind == "paragraph" and titles[place] is None and _first_sentence(item) and not item.lost:
            run.append(place)
            continue
        _settle(blocks, run, titles)
        run = []
    _settle(blocks, run, titles)
    grown: list[Section | Block] = []
    open_lead: Section | None = None
    for child, title in zip(blocks, titles, strict=True):
        if title is None:
            if open_lead is None:
                grown.append(child)
            else:
                open_lead.add(child)
            continue
        open_lead = _split(child, title, level)
        grown.append(open_lead)
    return grown


def _named(child: Block) -> tuple[int, int, int] | None:
    """Title start, title end and body start inside the text of a paragraph that opens with a section's name."""
    if child.kind != "paragraph" or child.lost:
        return None
    match = NAMED.match(child.text) if child.text[:1] in "【〖" else None
    if match and not any(c in "一二三四五六七八九十0123456789" for c in match["title"]):
        title = match["title"]
        start = match.start("title") + len(title) - len(title.lstrip())
        return start, start + len(title.strip()), match.end()
    if len(child.text) <= _NAME_MOST and _NAME_LINE.fullmatch(child.text) and child.text.rstrip(":：") in NAMES:
        return 0, len(child.text.rstrip(":：")), len(child.text)
    return None


def _first_sentence(block: Block) -> int:
    """The length of a short first sentence with more text behind it, 0 for none."""
    match = _SENTENCE.match(block.text)
    return match.end() if match and match.end() < len(block.text) - 10 else 0


def _settle(blocks: list[Block], run: list[int], titles: list[tuple[int, int, int] | None]) -> None:
    """Mark the parallel ones among neighbouring paragraphs."""
    at = 0
    while at < len(run):
        stop = at + 1
        while stop < len(run) and _parallel(blocks[run[at]], blocks[run[stop]]):
            stop += 1
        if stop - at >= _LEAST_IN_A_ROW:
            for place in run[at:stop]:
                block = blocks[place]
                end = _first_sentence(block)
                titles[place] = (0, end if block.text[end - 1] in "！？" else end - 1, end)
        at = stop


def _parallel(first: Block, other: Block) -> bool:
    """Whether two first sentences share their first word and their number of clauses."""
    a, b = first.text[: _first_sentence(first)], other.text[: _first_sentence(other)]
    return a[:2] == b[:2] and a[:2].isalpha() and _clauses(a) == _clauses(b) and _clauses(a) > 0


def _clauses(sentence: str) -> int:
    return sentence.count("，") + sentence.count(",")


def _split(block: Block, title: tuple[int, int, int], level: int) -> Section:
    start, end, body = title
    bracketed = start > 0
    lead = Section(
        "lead",
        line=block.line,
        start=block.start,
        end=block.offset(end),
        family="lenticular" if bracketed else "lead",
        title=block.text[start:end],
        closing=block.text[end:body].strip(),
        level=level,
        confidence=0.7,
        evidence=[("bracketed-name" if bracketed else "parallel-sentences" if body < len(block.text) else "known-name", 1.0)],
    )
    first_end = block.offset(body - 1) + 1
    lead.leaf = (block.start, first_end)
    lead.joins = [join for join in block.joins if join.end <= lead.end]
    if body < len(block.text):
        lead.run_in = True
        lead.add(_rest(block, body))
    return lead


def _rest(block: Block, body: int) -> Block:
    """What a paragraph has behind its lead-in."""
    while body < len(block.text) - 1 and block.text[body].isspace():
        body += 1
    start = block.offset(body)
    joins = [join for join in block.joins if join.start > start]
    skipped = [join for join in block.joins if join.end <= start]
    line = skipped[-1].line if skipped else block.line
    points = [point for point in block.points if point.start >= start]
    return Block(block.kind, block.text[body:], start, block.end, line, block.last_line, joins, points)
