"""Titles without a number that may divide a text: 附录 alone on a line, or a short line before a series that begins again.

Guarantees:
1. A boundary is a whole short line that ends no sentence; no other candidate begins it.
2. Lines with a frequent name are offered wherever they stand, others at most once before each number 1.
3. What closes a book is marked as such only behind all its parts, chapters and cases.
"""

from bisect import bisect_left
from typing import Final

from casekit.ladder import BLANK
from casekit.ladder.family import Family
from casekit.parser.bulleted_sections import bulleted_sections
from casekit.parser.framed import in_rules, put_inside, words_of
from casekit.parser.leads import NAMES
from casekit.parser.lines import Lines, firsts, lasts
from casekit.parser.named_sections import NAMED, NAMED_BELIEF, named_sections
from casekit.parser.pieces import forwarded, held, pieces, signed
from casekit.parser.scan import ANSWERS, FOREWORD, Candidate, Mark
from casekit.parser.scan.candidate import BACK_MATTER, FIRST_OF_SEVERAL, IN_A_SECTION, ONE_OF_SEVERAL, UNDER
from casekit.parser.setting import Setting
from casekit.parser.several import several
from casekit.parser.short_lines import ATTACHED, DOCUMENT, LINES_ABOVE, LONGEST, REMARK, Divided, short_line, worded
from casekit.parser.signs import is_speech, title_row
from casekit.patterns import lazy

TITLE: Final = Family("title", "附录", "", -1.1, 0, (), kind="boundary")
"""A title without a number; it counts nothing and follows nothing."""

_B: Final = f"[{BLANK}]*+"
_WORDS: Final = lazy(
    f"(?P<title>附{_B}录|附{_B}件|附{_B}則|附{_B}錄|结{_B}语|结{_B}語|结束语|结{_B}论|后{_B}记|後{_B}記|前{_B}言|引{_B}言|序{_B}言|绪{_B}论|导{_B}言|导{_B}论|致{_B}谢|摘{_B}要|总{_B}结|编{_B}后{_B}记|名词解释|术语解释|专家点评|编者按|技术领域|背景技术|发明内容|实用新型内容|附图说明|具体实施方式){_B}[:：]?"
)
_MATTER: Final = lazy(
    f"【?[\u4e00-\u9fff]{{0,4}}(?:[后後附补]{_B}[记記]|附{_B}[录錄]|跋[语文]?|余话|凡例|(?:整理|编[写辑校印]|校勘|点校|出版|[再重]版|版本)说明){_B}[】:：]?"
)
"""What closes a book, or stands before it begins."""
_APPENDIX: Final = ("附录", "附錄")
"""So does what begins with this and has a title: 附录　常用符号."""
_EXERCISES_LAST: Final = frozenset("题习业论践考")
"""What the name of the questions that close a text ends with."""
_THE_END: Final = lazy(f"[（(【—-]*{_B}(?:[全正本][书文剧篇本])?{_B}(?:剧?[终終]|完结?){_B}[）)】—-]*")
_THE_END_MOST: Final = 12
_NOT_ASKED: Final = -2
_DIVIDES: Final = 4
"""Families of this rank or a lower one divide a whole text: 第一章, 第一回."""
_ANSWERS: Final = lazy("[^，。]{0,8}(?:答案|评分标准|评分参考|参考解答)")
_OF_SECTIONS: Final = frozenset(("结语", "结束语", "结论", "总结", "名词解释", "术语解释", "专家点评", "编者按"))
"""Sections have these, too: the numbering above goes on behind them."""
_WORDS_FIRST: Final = frozenset("附结后後前引序绪导致摘总编名术专技背发实具")
_WORDS_MOST: Final = 20
"""Such a name is not longer, in code points, letter-spaced as it may be."""
_FIRST: Final = firsts([*_WORDS_FIRST, *(name[0] for name in NAMES)])
_NAME_MOST: Final = 10
_OPENING: Final = firsts("【〖［〔[")
_COLONS: Final = lasts("：:")
_NAMES_LEAST: Final = 3
"""So many names may divide a text."""
_LABELS_LEAST: Final = 2
"""The same of short lines with a colon."""
_NAMES_BELIEF: Final = 0.8
_WORDS_BELIEF: Final = 1.6
_PIECE_BELIEF: Final = 2.6
_SERIES_BELIEF: Final = 3.2
_FORWARDED_BELIEF: Final = 1.6
_SIGNED_BELIEF: Final = 2.6
_FIRST_BELIEF: Final = 1.0
_GREETS: Final = frozenset(("尊敬", "敬爱", "亲爱", "各位", "诸位"))
"""What whom a speech greets begins with."""
_GREETING_MOST: Final = 48
"""Whom a speech greets is a line of so many code points at most."""
_FOREWORD_FIRST: Final = frozenset("前引序绪导摘编")
_FOREWORD_LOOK: Final = 200
"""What a foreword holds is told by so many candidates behind it."""
_SURE_HEADING: Final = 2.5
"""A marker believed so much makes a heading of its line."""
_UNDER_LEAST: Final = 2
"""A name that stands right under so many headings of a series: all of them hold such sections."""
_SECTION_LOOK: Final = 60
"""Before and behind a title so many candidates tell whether a numbering goes on."""
_SECTION_SURE: Final = 2.0
_FOREWORD_SURE: Final = 1.0
"""And by none that is believed less."""
_DOCUMENT_BELIEF: Final = 0.8
_SEVERAL: Final = lazy(
    "[^。]{2,30}(?:[二两三四五六七八九十0-9]{1,3}[则篇例个]|汇编|选编|选登|选辑|集锦|合集|例选|作品选|作品集|案例集|文集|专辑|(?:发言|交流|经验)材料|典型发言)(?:[（(][^（()）]{1,8}[）)])?"
)
"""A page's title that tells that several pieces follow."""
_RESTART: Final = "before-a-restart"
_BEHIND_A_SIGNATURE: Final = "behind-a-signature"
OPENS_A_TEXT: Final = frozenset((_RESTART, _BEHIND_A_SIGNATURE))
"""What is noted of a short line before a series that begins again, and of one behind a signature: another text may begin with it."""
_KNOWN: Final = "known-name"
_SIGNED: Final = "behind-a-sign"


def boundaries(lines: Lines, candidates: list[Candidate], setting: Setting) -> list[Candidate]:
    """The boundary candidates of a text, in source order."""
    found: dict[int, Candidate] = {}
    taken: set[int] = set()
    under: dict[tuple[str, str], int] = {}
    named: list[tuple[int, int]] = []
    likes: dict[str, str] = {}
    annexes = {lines.texts[row]: row for row in lines.by_first.get("附", ())}
    last = _NOT_ASKED
    matter: set[str] = set()
    enclosed = [row for row in lines.by_first.get("附", ()) if _WORDS_MOST < len(lines.texts[row]) <= LONGEST]
    for row in sorted([*lines.beginning(_FIRST, _WORDS_MOST), *enclosed]):
        text = lines.texts[row]
        if not row or row + 1 >= len(lines.texts):
            continue
        words = _WORDS.fullmatch(text)
        if words is None and text[0] == "附":
            from casekit.parser.annex_titles import annex_title

            words = annex_title(lines, candidates, row, annexes, setting)
        name = words["title"] if words else text.rstrip(":：").rstrip() if len(text) <= _NAME_MOST else ""
        if words or (4 <= len(name) <= 6 and name in NAMES):
            taken = taken or {candidate.row for candidate in candidates}
            start = lines.begin(row)
            if row not in taken and setting.free(start):
                belief = _WORDS_BELIEF if words else _NAMES_BELIEF
                before = words and text[0] in _FOREWORD_FIRST and "后" not in text
                section = ""
                note = FOREWORD if before and not _holds_numbers(candidates, start) else _KNOWN
                closing = text if _MATTER.fullmatch(text) else text[:2] if words and text.startswith(_APPENDIX) else ""
                if closing and closing not in matter:
                    last = _last_division(candidates) if last == _NOT_ASKED else last
                    note = BACK_MATTER if row > last >= 0 else note
                    if closing == text or row <= last:  # several appendices may close the whole
                        matter.add(closing)  # what closes every part closes no whole
                if not words:
                    behind = bisect_left(candidates, start, key=_start)
                    heading = _heading_above(lines, candidates, behind, row)
                    if heading is not None:
                        under[name, heading.style] = under.get((name, heading.style), 0) + 1
                    named.append((start, behind))
                    section = _section(candidates, behind)
                elif name in _OF_SECTIONS:
                    behind = bisect_left(candidates, start, key=_start)
                    section = _nearest(candidates, behind, likes.get(name, ""), _section(candidates, behind))
                    likes.setdefault(name, section)
                note = IN_A_SECTION if section else note
                found[start] = title_at(start, start + len(name), row, lines.starts[row], lines.text_end(row), belief, note)
                if section:
                    found[start].series = UNDER + section
    _put_under_headings(candidates, found, named, {style for (_, style), count in under.items() if count >= _UNDER_LEAST})
    titles = pieces(lines, candidates, setting)
    covered = forwarded(lines, candidates, setting)
    series, opened = several(lines, candidates, setting, covered)
    series = [] if set(series) <= set(titles) else series
    marked = {candidate.row for candidate in candidates if not candidate.glued} if titles or series else set()
    sections = held(lines, candidates, titles)
    for rows, belief, note in (
        (titles, _PIECE_BELIEF, "title-and-byline"),
        (covered, _FORWARDED_BELIEF, _BEHIND_A_SIGNATURE),
        (series, _SERIES_BELIEF, ONE_OF_SEVERAL),
    ):
        for row in rows:
            if setting.runs_on(lines, row):
                continue
            core = words_of(lines.texts[row]) if note == ONE_OF_SEVERAL else ""
            first = title_row(lines, setting, row) if note != _BEHIND_A_SIGNATURE and row > rows[0] and not core else row
            first = first if first not in marked else row
            start = lines.begin(first)
            end = lines.text_end(row)
            section = sections.get(row, "") if note == "title-and-byline" else ""
            title = title_at(start, end, first, lines.starts[first], end, belief, IN_A_SECTION if section else note)
            if core:
                put_inside(title, lines.texts[row], core)
            found[start] = title
            if section:
                found[start].series = UNDER + section
    behind_signs = signed(lines, candidates, setting)
    sections = held(lines, candidates, sorted(behind_signs))
    for row, sign in behind_signs.items():
        start, text = lines.begin(row), lines.texts[row]
        found[start] = title_at(start, start + len(text), row, lines.starts[row], lines.text_end(row), _SIGNED_BELIEF, _SIGNED, sign)
        if row in sections:
            found[start].notes = ((IN_A_SECTION, _SIGNED_BELIEF),)
            found[start].series = UNDER + sections[row]
        found[start].end = start + len(text) - len(text[1:].lstrip())
    for row, style in named_sections(lines, candidates, setting).items():
        start = lines.begin(row)
        if start not in found and row not in marked:
            found[start] = _named(lines, row, style)
    found |= {part.start: part for part in bulleted_sections(lines, candidates, setting, TITLE) if part.start not in found}
    if not (titles or covered or series) and (len(opened) >= _NAMES_LEAST or _may_hold_names(lines, candidates)):
        from casekit.parser.dividing_names import dividing_names

        signs = [title for title in found.values() if title.notes[0][0] == _SIGNED]
        for part in dividing_names(lines, candidates, setting, opened, signs):
            found[part.sign] = part
    titles = sorted({*series, *titles, *covered})
    previous: Candidate | None = None
    divided = Divided()
    restarts = 0
    speeches = [row for row in lines.ending(_COLONS, _GREETING_MOST) if lines.texts[row][:2] in _GREETS]
    if speeches:
        from casekit.parser.greeted import greeted

        speeches = greeted(lines, setting, speeches)
    for place, candidate in enumerate(candidates):
        if candidate.refused or candidate.glued:
            continue
        if candidate.number == 1 and previous is not None and previous.kind != "case" and previous.row != candidate.row:
            row = short_line(lines, previous, candidate.row)
            at = bisect_left(speeches, candidate.row) - 1
            speaks = at >= 0 and speeches[at] > previous.row
            row = speeches[at] if speaks else row
            if titles and bisect_left(titles, previous.row) < bisect_left(titles, candidate.row):
                row = -1
            if row >= 0 and setting.width and lines.text_end(row) - lines.starts[row] >= setting.width - 2:
                row = -1  # a full line goes on in the next
            start = lines.begin(row) if row >= 0 else -1
            if row >= 0 and start not in found and setting.free(start) and not setting.runs_on(lines, row):
                text = lines.texts[row].rstrip("：:")
                end = start + len(text)
                remarks = text != lines.texts[row] and REMARK.fullmatch(lines.texts[row]) is not None
                attached = text[0] == "附" and ATTACHED.fullmatch(text) is not None
                asked, lone = text[-1] in _EXERCISES_LAST, ""
                if asked:
                    from casekit.parser.exercises import closing_exercises, lone_part

                    asked = closing_exercises(lines, candidates, row, place)
                    lone = lone_part(candidates) if asked else ""
                known = attached or asked or remarks or speaks or is_speech(lines.texts, row)
                belief = _WORDS_BELIEF if known else _DOCUMENT_BELIEF if DOCUMENT.search(text) else TITLE.belief
                answers = _ANSWERS.match(text) is not None
                section = lone if asked else "" if answers else _section(candidates, place)
                plain = belief == TITLE.belief or (not attached and not "一" <= text[0] <= "鿿")  # no document's title begins with ★
                if plain and not (section or asked or answers or _MATTER.fullmatch(text)):
                    section = divided.begin(lines.texts, previous, candidate, candidates[place - 1] is previous)
                note = IN_A_SECTION if section else ANSWERS if answers else _RESTART
                closes = note == _RESTART and text not in matter
                if closes and (_MATTER.fullmatch(text) or _behind_the_end(lines.texts, row)):
                    matter.add(text)
                    last = _last_division(candidates) if last == _NOT_ASKED else last
                    belief, note = (_WORDS_BELIEF, BACK_MATTER) if row > last >= 0 else (belief, note)
                found[start] = title_at(start, end, row, lines.starts[row], lines.text_end(row), belief, note)
                if section:
                    found[start].series = UNDER + section
                restarts += 1
        divided.pass_by(candidate)
        previous = candidate
    if len(found) > 1:
        _put_where_their_like_stand(lines, found)
    row = _first_piece(lines, candidates) if restarts and not titles and lines.head is None else -1
    start = lines.begin(row) if row >= 0 else -1
    if row >= 0 and start not in found and setting.free(start) and not setting.runs_on(lines, row):
        end = start + len(lines.texts[row])
        found[start] = title_at(start, end, row, lines.starts[row], lines.text_end(row), _FIRST_BELIEF, FIRST_OF_SEVERAL)
    return [found[start] for start in sorted(found)]


def _may_hold_names(lines: Lines, candidates: list[Candidate]) -> bool:
    """Whether names may divide the text: lines enough begin with a bracket, are rules or end with a colon, or there are no numbers."""
    if max(len(lines.beginning(_OPENING)), len(in_rules(lines))) >= _NAMES_LEAST:
        return True
    if len(lines.ending(_COLONS, _NAME_MOST)) >= _LABELS_LEAST:
        return True
    return not any(candidate.belief > 0 and not candidate.refused for candidate in candidates)


def _last_division(candidates: list[Candidate]) -> int:
    """The line of the last candidate that begins a chapter, a part or a case; -1 for none."""
    for candidate in reversed(candidates):
        divides = candidate.kind in ("case", "container") or candidate.family.rank <= _DIVIDES
        if divides and not candidate.refused and not candidate.glued and candidate.belief > 0:
            return candidate.row
    return -1


def _behind_the_end(texts: list[str], row: int) -> bool:
    """Whether （全书完） stands above a line."""
    above = row - 1
    while above > 0 and not texts[above] and row - above < LINES_ABOVE:
        above -= 1
    return above >= 0 and 0 < len(texts[above]) <= _THE_END_MOST and _THE_END.fullmatch(texts[above]) is not None


def _holds_numbers(candidates: list[Candidate], start: int) -> bool:
    """Whether the series behind a foreword is its own: a higher one, 第一章, begins behind it."""
    first = bisect_left(candidates, start, key=_start)
    rank = 0
    for candidate in candidates[first : first + _FOREWORD_LOOK]:
        if candidate.kind == "case":
            break
        if candidate.refused or candidate.glued or candidate.number != 1 or candidate.belief < _FOREWORD_SURE:
            continue
        if rank and candidate.family.rank < rank and candidate.family.id != "annex":
            return True
        rank = rank or candidate.family.rank
    return False


def _section(candidates: list[Candidate], first: int) -> str:
    """The style of the numbering that is open where the candidate `first` begins one below it and that goes on behind: 一、 主要做法 1. 2.
    存在问题 1. 二、; "" for none.
    """
    behind: dict[str, int] = {}
    opening = ""
    for candidate in candidates[first : first + _SECTION_LOOK]:
        if candidate.kind in ("case", "container"):
            break
        if candidate.refused or candidate.glued or candidate.belief < _SECTION_SURE:
            continue
        if not opening:
            if candidate.number != 1:
                return ""
            opening = candidate.style
        behind.setdefault(candidate.style, candidate.number)
    seen: set[str] = set()
    for candidate in reversed(candidates[max(first - _SECTION_LOOK, 0) : first]):
        if candidate.kind in ("case", "container"):
            break
        if candidate.refused or candidate.glued or candidate.style in seen or candidate.belief < _SECTION_SURE:
            continue
        if candidate.style != opening and behind.get(candidate.style) == candidate.number + 1:
            return candidate.style
        seen.add(candidate.style)
    return ""


def _nearest(candidates: list[Candidate], first: int, like: str, style: str) -> str:
    """The one of two styles that stands nearest before the candidate `first`: where a title of the same name stands, and where this may."""
    if like and style:
        for candidate in reversed(candidates[max(first - _SECTION_LOOK, 0) : first]):
            if candidate.style in (like, style) and not candidate.refused and not candidate.glued:
                return candidate.style
    return style


def _heading_above(lines: Lines, candidates: list[Candidate], behind: int, row: int) -> Candidate | None:
    """The numbered heading without text of its own that a name stands right under: the first before candidate `behind`; None for none."""
    above = row - 1
    while above > 0 and not lines.texts[above]:
        above -= 1
    if not behind or candidates[behind - 1].row != above:
        return None
    heading = candidates[behind - 1]
    fits = heading.kind == "heading" and not heading.refused and not heading.glued and heading.belief >= _SURE_HEADING
    if behind < len(candidates) and candidates[behind].style == heading.style and candidates[behind].number == 1:
        return None  # 2. 名词 / 难点 / 1. 动词: the name stands beside the list above
    return heading if fits and lines.texts[above][-1] not in "。；：！？，、:;," else None


def _put_under_headings(candidates: list[Candidate], found: dict[int, Candidate], named: list[tuple[int, int]], styles: set[str]) -> None:
    """Tell the names, given by where they begin and the candidate behind each, that stand under a heading of one of `styles` so."""
    style = ""
    at = 0
    for start, behind in named if styles else ():
        while at < behind:
            candidate = candidates[at]
            if candidate.kind in ("case", "container"):
                style = ""
            elif candidate.style in styles and not candidate.refused and not candidate.glued:
                style = candidate.style
            at += 1
        if style:
            found[start].notes = ((IN_A_SECTION, found[start].notes[0][1]),)
            found[start].series = UNDER + style


def _put_where_their_like_stand(lines: Lines, found: dict[int, Candidate]) -> None:
    """Tell titles that stand in a section elsewhere so: behind the last section none goes on that would tell it."""
    words = {lines.texts[title.row]: title.series for title in found.values() if title.notes[0][0] == IN_A_SECTION}
    for title in found.values() if words else ():
        if title.notes[0][0] in (_RESTART, _KNOWN) and lines.texts[title.row] in words:
            title.notes = ((IN_A_SECTION, title.notes[0][1]),)
            title.series = words[lines.texts[title.row]]


def _start(candidate: Candidate) -> int:
    return candidate.start


def _first_piece(lines: Lines, candidates: list[Candidate]) -> int:
    """The line right under a page's title that promises several pieces if it is a title with text or a first heading behind it, else -1."""
    texts = lines.texts
    filled = [row for row, text in enumerate(texts[:12]) if text][:3]
    if len(filled) < 3 or not _SEVERAL.fullmatch(texts[filled[0]]):
        return -1
    row, below = filled[1], filled[2]
    text = texts[row]
    marked = {candidate.row: candidate.number for candidate in candidates[:4]}
    if not 2 <= len(text) <= LONGEST or text[-1] in "。；：，！、:;,.…）)" or not worded(text) or row in marked:
        return -1
    return row if texts[below][-1] in "。！？”" or marked.get(below) == 1 else -1


def title_at(start: int, end: int, row: int, line_start: int, line_end: int, belief: float, note: str, sign: str = " ") -> Candidate:
    """The candidate of a title `[start, end)`, which stands in the line `row` from `line_start` to `line_end`."""
    mark = Mark(TITLE, sign, 0, None, (start,))
    mark.belief = 0.0
    mark.delimiter = ""
    candidate = Candidate(start, start, row, line_start, line_end, mark)
    candidate.title_start = end
    candidate.weigh(note, belief)
    return candidate


def _named(lines: Lines, row: int, style: str) -> Candidate:
    """A name in brackets under a heading of `style`."""
    start, name = lines.begin(row), lines.texts[row].partition("】")[0]
    mark = Mark(NAMED, " ", 0, None, (start,))
    mark.belief = 0.0
    mark.delimiter = ""
    mark.style = name  # what stands under one name says nothing of another
    mark.series = UNDER + style
    candidate = Candidate(start + 1, start + 1, row, lines.starts[row], lines.text_end(row), mark)
    candidate.title_start = start + len(name)
    candidate.sign = start
    candidate.weigh("named-section", NAMED_BELIEF)
    return candidate
