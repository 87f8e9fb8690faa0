"""Markers inside a line: behind a sentence end, a wide gap, a title, or, for the surest families, anywhere."""

from typing import Final

from casekit import numerals
from casekit.ladder import BLANK, BY_ID, Family, FamilyTable
from casekit.ladder.atoms import ARABIC, HAN
from casekit.parser.lines import Lines
from casekit.parser.scan.candidate import Candidate, Reader, in_line
from casekit.parser.spots import Spots
from casekit.patterns import lazy
from casekit.plane import table, told

_HAN_ONES: Final = "一二三四五六七八九十"
_N: Final = f"{_HAN_ONES}0-9０-９"
_GLUED_IDS: Final = (
    "part",
    "piece",
    "chapter",
    "section",
    "article",
    "division",
    "han-comma",
    "han-parens",
    "arabic-dot",
    "arabic-comma",
    "arabic-parens",
    "decimal",
    "label",
    "volume",
    "question",
    "annex",
)
_GLUED: Final = [BY_ID[family_id] for family_id in _GLUED_IDS]
_EITHER: Final = FamilyTable(_GLUED)
_CLOSING: Final = 1
_SURE: Final = 2
_HAN_ONE: Final = 4
_SIGNS: Final = table((_CLOSING, "”’」』）)"), (_SURE, "第（(〔{［[议提任活案专附"), (_HAN_ONE, _HAN_ONES))
"""Behind a sign the sure ones begin a marker, whatever follows; what else may begin one is a number or stands before it."""
_LINE_END: Final = 0x0A
_BETWEEN: Final = f"[”’」』）)]*+[{BLANK}]*+"
"""What may stand between a sign and the marker."""
_COUNTED: Final = f"[{_N}][{HAN}{ARABIC}]{{0,5}}[{BLANK}]*+[、．､.]"
"""What a bare numeral goes on with where it is a marker."""
_NUMBER_AHEAD: Final = f"(?=[第（(]|{_COUNTED})"
_WORD_AHEAD: Final = f"(?=[\u4e00-\u9fff]{{2}}[{BLANK}]*[{_N}])"
"""A word with its number: 议案 2."""
_BEHIND_STOP: Final = lazy(f"{_BETWEEN}(?=[第（(〔{{［\\[议提任活案专附]|[QＱ问][{_N}]|{_COUNTED})")
_BEHIND_GAP: Final = lazy(f"[{BLANK}]*+{_NUMBER_AHEAD}")
_BEHIND_DOTS: Final = [
    lazy(f"{stop}{_BETWEEN}(?:(?=[议提任活案专附]){_WORD_AHEAD}|{_NUMBER_AHEAD})") for stop in ("\\.", "!", "\\?", ";", ":")
]
_BEHIND_FIELD: Final = lazy("_(?<=[_＿]_)(?=[0-9]{1,2}[.．、][\u4e00-\u9fff])")
"""1.姓名：____2.性别：____: the next field follows a line to write on."""
_BOOK: Final = ("chapter", "section", "article")
_UNITS: Final = tuple(BY_ID[unit] for unit in _BOOK)
_UNIT: Final = FamilyTable(_UNITS)
_LISTED: Final = lazy(f"(?:[（(][{_N}]{{1,3}}[）)]|[{_N}]{{1,2}}[.．)）])[{BLANK}]*+")
_LISTED_MOST: Final = 8
"""（2）第二章　投标人须知 is an item that names a chapter, not a chapter; its marker is not longer, in code points."""
_UNIT_TITLE: Final = f"[{BLANK}]*+(?:(?:[\u4e00-\u9fff、]|[（(][\u4e00-\u9fff]{{1,8}}[）)])[{BLANK}]{{0,8}}){{1,26}}?(?=第)"
_BELOW: Final = {
    above: lazy(_UNIT_TITLE + "(?:" + "|".join([f"(?P<{unit}>{BY_ID[unit].pattern})" for unit in below]) + ")")
    for above, below in (("part", ("chapter", "article")), ("chapter", ("section", "article")), ("section", ("article",)))
}
"""The first of what a unit holds, right behind its title, in which blanks may stand: 第二章　计　划第一节　一般规定第十条."""
_SPOKEN: Final = lazy("[。，；！？]")
"""None of these follows a unit on a line of titles."""
_UNIT_FIRST: Final = BY_ID["unit-first"]
_UNITS_BEHIND: Final = lazy(f"[{BLANK}](?P<marker>{_UNIT_FIRST.pattern})(?!、)")
"""A unit below one whose line break was lost: 卷二　生意　章一　早市."""
_UNITS_MOST: Final = 60
"""A line with such units is not longer, in code points."""
_NUMBER_BEHIND: Final = lazy(
    f"[{BLANK}]*[\u4e00-\u9fff“”、]{{2,16}}+(?<![第表图式注例款项条件案约近达前后至到])(?P<blank>[{BLANK}])?"
    "(?P<marker>[0-9]{1,2}[.．、]|[①-⑳])(?=(?(blank)|(?![一二三四五六七八九十两]))[\u4e00-\u9fff“][^，。；：\n]{0,20}。)"
)
"""A title with its first item right behind it: （三）拓展延伸1.写。"""
_BRACKET_BEHIND: Final = lazy(
    f"[{BLANK}]*[\u4e00-\u9fff“”、]{{2,16}}+[{BLANK}]++(?P<marker>[（(]一[）)])[{BLANK}]*+[\u4e00-\u9fff“”、]{{2,24}}+[{BLANK}]*+(?=\n|\\Z)"
)
"""A title with the first one below it right behind a blank: 二、异常日志 （一）异常处理."""
_BRACKET_IN_SENTENCES: Final = lazy(
    "[\u4e00-\u9fff“”、]{1,15}?(?<![一二三四五六七八九十百两各该本此前同])[条款项](?P<marker>[（(]一[）)])"
    "(?![和与及至或])(?=[\u4e00-\u9fff“][^，。；：\n]{0,20}。)"
)
"""The same behind a title that ends as places of a law do: 七、其他事项（一）关于飞絮。"""
_READINGS_MOST: Final = 4
"""A place has fewer readings."""
_FIRST_BEHIND: Final = lazy(
    f"[{BLANK}]*[\u4e00-\u9fff“”、]{{1,16}}+[{BLANK}]++(?P<marker>1[、.．])[{BLANK}]*+[\u4e00-\u9fff“”]{{2,24}}+[{BLANK}]*+(?=\n|\\Z)"
)
"""A title with the first number below it, and its title, behind a blank: 三、人怎么聚 1、吃饭以前. The second begins a line."""
_NUMBERS_BEHIND: Final = lazy("[0-9①-⑳]")
_ON_A_TITLE: Final = frozenset(("han-comma", "han-parens", "label", "unit", "arabic-dot", "arabic-comma"))
_BEHIND_A_TITLE: Final = 2.4
_PARENS: Final = lazy(
    "[（(〔{](?<=[^\\s第“”（(一二三四五六七八九十百千其条款项].)[一二三四五六七八九十＝彡]{1,3}[）)〕}](?![项款目、至和及或]|班(?![子会主级组车次线长干前后风费底])|[组队连排][、，。；])"
)
_TITLE_AHEAD: Final = "(?![一二三四五六七八九十])[\u4e00-\u9fff“][\u4e00-\u9fff“”、]{0,19}(?:[ \u3000][\u4e00-\u9fff“（0-9]|。)"
_SET_OFF: Final = (
    ("han-comma", 2, lazy(f"、(?<=[\u4e00-\u9fff”。！？][ \u3000][一二三四五六七八九十]、)(?={_TITLE_AHEAD})")),
    *(
        ("han-parens", 3, lazy(f"{close}(?<=[\u4e00-\u9fff”。！？][ \u3000][（(][一二三四五六七八九十]{close})(?={_TITLE_AHEAD})"))
        for close in ("）", "\\)")
    ),
)
"""A title between single blanks, where all paragraph marks are lost: …小学 一、问题的由来 我校…"""
_MARKS_LOST: Final = 120
"""A line of so many code points may hold several paragraphs; a shorter one lists what stands between its blanks."""
_DIGIT: Final = lazy("[0-9０-９]")
_NAMED: Final = frozenset(("chapter", "section", "article", "volume", "question"))
"""Families whose digits stand beside a word: they are no quantity."""
_QUOTED_NEAR: Final = 40
_STATED_NEAR: Final = 400
"""The next number of what is told in a sentence stands so near, in code points."""
STATED: Final = "told-in-a-sentence"
_RUN_IN: Final = frozenset(("arabic-comma", "arabic-dot"))
_STOPS: Final = frozenset("。！？…")
_TITLED: Final = lazy("[\u4e00-\u9fff“”《》、]{1,12}。(?=[^\\s0-9])")
_RUN_IN_WORTH: Final = 0.6
"""A number inside a line with a short title and its text behind it: …。2、流量。同时在馆人数…"""
_PARTED: Final = 2.0
"""Two blanks between the end of a sentence and a number are what is left of the mark of a paragraph: …缩小。  1、生理性萎缩：…"""
_NOTES: Final = {"】": "【", "）": "（", ")": "("}
_NOTE_LEAST: Final = 6
"""What a note holds is not shorter, in code points: （二） is none."""
_NOTED: Final = 2.4
_RUN_IN_NOTED: Final = 0.6
_TITLE_ABOVE: Final = lazy("[一二三四五六七八九十]、[\u4e00-\u9fff“”、]{2,14}\\Z")
_TITLE_NEAR: Final = 18
_TITLED_ABOVE: Final = 1.5
_NEXT: Final = {"一、": "；二、", "（一）": "；（二）", "(一)": "；(二)"}
_NOT_BEFORE: Final = frozenset("\n第“”（(、一二三四五六七八九十百千其条款项")


_WEEK: Final = frozenset("周期拜")
_DAYS: Final = frozenset("一二三四五六")
_DAY_LONG: Final = 2
"""A day of the week with the comma behind it, in code points: 星期四、."""
_OPENS: Final = ("（", "(")
_CLOSES: Final = ("）", ")")


class _Inside:
    """The markers found inside the lines of a text, by where they begin."""

    def __init__(self, lines: Lines, reader: Reader) -> None:
        self.found: dict[int, Candidate] = {}
        self._lines = lines
        self._buffer = lines.buffer
        self._reader = reader

    def glue(self, family: Family, start: int, end: int, stop: str, before: int) -> None:
        """Take the marker at `[start, end)`, which stands behind `stop`, unless nothing but blanks stands before it on its line."""
        if start in self.found:
            return
        row = self._lines.at(start)
        if self._lines.starts[row] >= _word_before(self._buffer, before):
            return
        if family.id in _BOOK:
            begin = self._lines.begin(row)
            if start - begin <= _LISTED_MOST and _LISTED.fullmatch(self._buffer, begin, start):
                return
        mark = self._reader.read(family, self._buffer[start:end])
        if mark is not None:
            self.found[start] = candidate = in_line(self._lines, mark, start, end, row)
            _worth(self._buffer, candidate, stop)

    def look(self, table: FamilyTable, start: int, stop: str, before: int) -> None:
        """Take the marker at `start`, if one of those in `table` stands there."""
        row = table[self._buffer[start : start + 1]]
        marker = row.match(self._buffer, start) if row else None
        if marker and row:
            self.glue(row.families[(marker.lastindex or 1) - 1], start, marker.end(), stop, before)

    def anywhere(self, family_id: str, start: int, end: int) -> None:
        """Take the marker of a sure family at `[start, end)`, if it stands right behind a word."""
        buffer = self._buffer
        if not start or end - start > 5 or buffer[start - 1].isspace():
            return
        if buffer[start - 1] in _WEEK and end - start == _DAY_LONG and buffer[start] in _DAYS:
            return  # 周四、周五
        # Behind 5、 it may be a heading that a page number was glued to.
        if buffer[start - 1] not in _NOT_BEFORE or (buffer[start - 1] == "、" and start > 1 and buffer[start - 2].isdecimal()):
            self.glue(BY_ID[family_id], start, end, "", start)


def glued(lines: Lines, reader: Reader, spots: Spots) -> list[Candidate]:
    """Markers behind a sentence end, a chapter or article behind a blank, and （一） or 一、 anywhere inside a line."""
    inside = _Inside(lines, reader)
    buffer = lines.buffer
    for at in spots.stops:
        if at and told(_SIGNS, buffer, at) & told(_SIGNS, buffer, at - 1) & _CLOSING:
            continue
        if told(_SIGNS, buffer, at + 1) & _SURE:
            inside.look(_EITHER, at + 1, buffer[at], at + 1)
        elif between := _BEHIND_STOP.match(buffer, at + 1):
            inside.look(_EITHER, between.end(), buffer[at], at + 1)
    if buffer.count("。", 0, len(buffer) // 8) * 400 < len(buffer) and buffer.count("。") * 400 < len(buffer):
        for pattern in _BEHIND_DOTS:
            for match in pattern.finditer(buffer):
                before = buffer[match.start() - 1 : match.start()]
                if "\u4e00" <= before <= "\u9fff" or before in ("”", "）", ")"):
                    inside.look(_EITHER, match.end(), "。", match.start() + 1)
    for at in spots.gaps:
        gap = _BEHIND_GAP.match(buffer, at)
        if gap:
            inside.look(_EITHER, gap.end(), "gap", at)
    for match in _BEHIND_FIELD.finditer(buffer) if lines.places("__") else ():
        inside.look(_EITHER, match.end(), "gap", match.end())
    for at in spots.ordinals:
        inside.look(_UNIT, at, " ", at - 1)
    for at in spots.brackets:
        bracketed = _PARENS.match(buffer, at)
        if bracketed:
            inside.anywhere("han-parens", at, bracketed.end())
    set_off = False
    for at in spots.commas:
        start = at
        while start > 0 and told(_SIGNS, buffer, start - 1) & _HAN_ONE:
            start -= 1
        if start and ord(buffer[start - 1]) != _LINE_END:
            set_off = set_off or buffer[start - 1 : at] in (" 一", "\u3000一")
            inside.anywhere("han-comma", start, at + 1)
    if set_off:
        for family_id, length, pattern in _SET_OFF:
            for match in pattern.finditer(buffer):
                if len(lines.texts[lines.at(match.start())]) >= _MARKS_LOST:
                    inside.glue(BY_ID[family_id], match.end() - length, match.end(), " ", match.end() - length - 1)
    return list(inside.found.values())


def behind_titles(lines: Lines, reader: Reader, candidates: list[Candidate]) -> list[Candidate]:
    """Sections and articles glued to the title of a chapter or section, 第一章总则第一条, and numbers glued to a title."""
    found: list[Candidate] = []
    units: list[Candidate] = []
    for place, above in enumerate(candidates):
        if above.family.id in _ON_A_TITLE:
            stop = lines.buffer.find("。", above.end, above.line_end)
            without = stop < 0 or not _NUMBERS_BEHIND.search(lines.buffer, above.end, stop)  # most titles: spares the pattern
            match = None if without else _NUMBER_BEHIND.match(lines.buffer, above.end, above.line_end)
            if match:
                found += _items_behind(lines, reader, above.row, *match.span("marker"))
            elif stop < 0 and not above.glued and lines.buffer.find("1", above.end, above.line_end) > 0:
                found += _first_behind(lines, reader, candidates, place)
            near = above.line_end if stop < 0 else min(stop, above.end + _TITLE_NEAR)
            if above.family.id == "han-comma" and lines.buffer.find("一", above.end, near) > 0:
                match = (_BRACKET_BEHIND if stop < 0 else _BRACKET_IN_SENTENCES).match(lines.buffer, above.end, above.line_end)
                mark = reader.read(BY_ID["han-parens"], match["marker"]) if match else None
                if match is not None and mark is not None:
                    candidate = in_line(lines, mark, match.start("marker"), match.end("marker"), above.row)
                    candidate.weigh("behind-a-title", _BEHIND_A_TITLE - candidate.belief)
                    candidate.glued = True
                    found.append(candidate)
        if above.family is _UNIT_FIRST and not above.glued and above.line_end - above.end <= _UNITS_MOST:
            found += _units_behind(lines, reader, above)
        if above.family.id in _BELOW and lines.buffer.find("第", above.end, above.line_end) >= 0:
            units += _below_units(lines, reader, above)
    if units:
        known = {candidate.start for candidate in candidates}
        found += {unit.start: unit for unit in units if unit.start not in known}.values()
    return found


def _below_units(lines: Lines, reader: Reader, above: Candidate) -> list[Candidate]:
    """The units right behind the title of a chapter and of one another, down to an article or to a title that ends the line."""
    found: list[Candidate] = []
    while (below := _BELOW.get(above.family.id)) is not None:
        match = below.match(lines.buffer, above.end, above.line_end)
        family = match.lastgroup if match is not None else None
        mark = reader.read(BY_ID[family], match[family]) if match is not None and family is not None else None
        if match is None or family is None or mark is None:
            break
        above = in_line(lines, mark, match.start(family), match.end(), above.row)
        _worth(lines.buffer, above, " ")
        found.append(above)
    if not found or above.family.id == "article":
        return found
    spoken = above.line_end - above.end > _UNITS_MOST or _SPOKEN.search(lines.buffer, above.end, above.line_end)
    return [] if spoken else found  # 第二章写水渠第一节写得最好。


def _units_behind(lines: Lines, reader: Reader, above: Candidate) -> list[Candidate]:
    """The units of other words behind the title of one on its line, each below the one before; none where a word comes again: a list."""
    words = {above.marker[0]}
    found: list[Candidate] = []
    for match in _UNITS_BEHIND.finditer(lines.buffer, above.end, above.line_end):
        mark = reader.read(_UNIT_FIRST, match["marker"])
        if mark is None or mark.text[0] in words:
            return []
        words.add(mark.text[0])
        candidate = in_line(lines, mark, *match.span("marker"), above.row)
        _worth(lines.buffer, candidate, " ")
        found.append(candidate)
    return found


def _first_behind(lines: Lines, reader: Reader, candidates: list[Candidate], place: int) -> list[Candidate]:
    """The 1、 behind the title of the candidate at `place` and a blank, where the next marker that begins a line is 2、 of its kind."""
    above = candidates[place]
    match = _FIRST_BEHIND.match(lines.buffer, above.end, above.line_end)
    if match is None:
        return []
    family = BY_ID["arabic-comma" if match["marker"][1] == "、" else "arabic-dot"]
    behind = next((one for one in candidates[place + 1 : place + 1 + _READINGS_MOST] if one.row > above.row), None)
    mark = reader.read(family, match["marker"])
    if behind is None or mark is None or above.series == mark.series:
        return []
    if behind.family is not family or behind.number != mark.number + 1 or behind.glued:
        return []
    candidate = in_line(lines, mark, *match.span("marker"), above.row)
    candidate.weigh("behind-a-title", _BEHIND_A_TITLE - candidate.belief)
    candidate.glued = True
    return [candidate]


def _items_behind(lines: Lines, reader: Reader, row: int, start: int, end: int) -> list[Candidate]:
    """The item whose marker is given, and those of its kind that count on behind it on the line and are not looked for there otherwise."""
    buffer = lines.buffer
    circled = buffer[start] in numerals.GLYPHS
    family = BY_ID["circled" if circled else "arabic-comma" if buffer[end - 1] == "、" else "arabic-dot"]
    found: list[Candidate] = []
    while start >= 0:
        mark = reader.read(family, buffer[start:end])
        if mark is None or (found and mark.number != found[-1].number + 1):
            break
        candidate = in_line(lines, mark, start, end, row)
        candidate.notes = (("behind-a-title", _BEHIND_A_TITLE - candidate.belief),)
        candidate.belief = _BEHIND_A_TITLE
        candidate.glued = True
        found.append(candidate)
        near = min(candidate.line_end, end + _STATED_NEAR)
        start = buffer.find("。" + chr(ord(buffer[start]) + 1), end, near) + 1 if circled else -1
        start, end = (start, start + 1) if start > 0 else (-1, -1)
    return found


def _word_before(buffer: str, at: int) -> int:
    """Behind the last character before `at` that is no blank."""
    while at > 0 and buffer[at - 1] in " \t\u3000":
        at -= 1
    return at


def _quoted(buffer: str, at: int) -> bool:
    """Whether a quotation was opened just before `at` and not closed."""
    opened = buffer.rfind("“", max(0, at - _QUOTED_NEAR), at)
    return opened >= 0 and "”" not in buffer[opened:at] and "\n" not in buffer[opened:at]


def _bracketed(buffer: str, candidate: Candidate) -> bool:
    """Whether a bracket that begins the line of a marker is closed behind it and at the line's end."""
    if buffer[candidate.line_end - 1] not in _CLOSES or buffer[candidate.line_start] not in _OPENS:
        return False
    return not any(buffer.find(sign, candidate.line_start, candidate.line_end - 1) >= 0 for sign in _CLOSES)


def _noted(buffer: str, at: int, opens: str) -> bool:
    """Whether a note in brackets behind the end of a sentence ends at `at`: …一致。【责任单位：县卫健局】四、组织实施."""
    opened = buffer.rfind(opens, max(1, at - _QUOTED_NEAR), at)
    return opened > 0 and at - opened >= _NOTE_LEAST and buffer[opened - 1] in _STOPS


def _on_a_title(buffer: str, candidate: Candidate) -> bool:
    """Whether （一） stands right behind the title of a heading and before one with its text: 二、主要任务（一）办好食堂。利用祠堂…."""
    start = candidate.start
    above = _TITLE_ABOVE.search(buffer, max(candidate.line_start, start - _TITLE_NEAR), start)
    return above is not None and _TITLED.match(buffer, candidate.end) is not None


def _wide(buffer: str, start: int) -> bool:
    """Whether two blanks stand before a marker."""
    return buffer[start - 1].isspace() and buffer[start - 2].isspace()


def _stated(buffer: str, candidate: Candidate) -> bool:
    """Whether the next number of a Han family follows behind ； on the same line."""
    following = _NEXT.get(buffer[candidate.start : candidate.end])
    return following is not None and buffer.find(following, candidate.end, min(candidate.line_end, candidate.end + _STATED_NEAR)) >= 0


def _worth(buffer: str, candidate: Candidate, stop: str) -> None:
    """How far a marker inside a line is believed, by what stands before it."""
    start, end, family = candidate.start, candidate.end, candidate.family
    arabic = _DIGIT.search(buffer, start, end) is not None and family.id not in _NAMED
    if stop in ("：", "gap") and _bracketed(buffer, candidate):  # （下辑目录：六、高温津贴　七、试用期）
        worth = -2.0
    elif family.id == "annex":  # …提请审议。 附件 1: and the title on the next line; else what is annexed is listed
        worth = 3.0 if stop == "。" and not buffer[end : candidate.line_end].strip(":： \t\u3000\xa0") else -2.0
    elif stop in ("。", "！", "？", "…") or stop == "gap":
        worth = 3.0 if not arabic else _PARTED if stop != "gap" and _wide(buffer, start) else 0.8
    elif stop == " ":
        worth = 2.5
    elif buffer[start - 1] in _NOTES and _noted(buffer, start, _NOTES[buffer[start - 1]]):
        worth = _RUN_IN_NOTED if arabic else _NOTED
    elif not stop and family.id == "han-parens" and _on_a_title(buffer, candidate):
        worth = _TITLED_ABOVE
    elif stop in ("）", ")") and not arabic:
        worth = 1.5
    elif stop == "；" and family.id == "han-comma":
        worth = -2.0 if _quoted(buffer, start) else 0.0  # 讲了三点：一、不怕慢；二、不怕错
    elif stop in ("；", "：") and _quoted(buffer, start):  # 规定：“不得有下列行为：（一）…；（二）…”
        worth = -2.0
    elif stop in ("；", "：", "”", "）", ")"):
        worth = (-2.0 if stop == "：" else -0.5) if arabic else 0.8
    else:
        worth = 0.2
    if arabic and stop in _STOPS and family.id in _RUN_IN and _TITLED.match(buffer, end):
        worth += _RUN_IN_WORTH
    note = STATED if stop == "：" and candidate.number == 1 and _stated(buffer, candidate) else "inside-a-line"
    candidate.notes = ((note, round(worth - candidate.belief, 2)),)
    candidate.belief = worth
    candidate.glued = True
