"""Reference lists and notes."""

from bisect import bisect_left
from types import FunctionType
from typing import Final

from casekit.ladder import BLANK, characters
from casekit.numerals import GLYPHS
from casekit.parser.lines import Lines, lasts
from casekit.parser.regions.families import Families
from casekit.parser.regions.furniture import line_end_at
from casekit.parser.scan import CLOSED, Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy
from casekit.plane import PLANE, table, told

_B: Final = f"[{BLANK}]*+"
_REFERENCE_HEAD: Final = lazy(
    f"[【\\[（(]?{_B}(?:[一二三四五六七八九十0-9]{{1,2}}[、.．)）]?)?{_B}(?:主要)?的?(?P<name>参{_B}考{_B}文{_B}献|参考资料|引用文献|参考书目?"
    f"|(?:教材|教科书)[与和及]参考(?:书目?|资料|文献)|参考教材(?:[及和与](?:相关|有关|其他)?(?:资料|书目|文献))?"
    f"|注{_B}释|尾注|脚注|附注|References|REFERENCES|參考文獻|註釋)(?:有|如下|包括)?{_B}[】\\]）)]?{_B}[:：]?{_B}"
)
_HEAD_FIRST: Final = frozenset("【[（(一二三四五六七八九十0123456789主参教引注尾脚附R參註")
_HEAD_LAST: Final = frozenset("献料目书材释注有下括sS獻釋")
_BEHIND_HEAD: Final = "】]）):：" + "".join(characters(BLANK))
_LAST: Final = lasts([*_HEAD_LAST, *_BEHIND_HEAD])
_NUMERALS: Final = frozenset("一二三四五六七八九十0123456789")
_HEAD_MOST: Final = 30
"""The head of a list is not longer, in code points."""
_ENTRY: Final = lazy(
    f"{_B}(?:[\\[［〔(（]{_B}[0-9０-９]{{1,3}}{_B}[\\]］〕)）]|[0-9０-９]{{1,3}}{_B}[.．、)）]|[①-⑳㉑-㉟⑴-⒇]|[0-9]{{1,3}}[{BLANK}]+\\S|\\*|注[0-9一二三四五六七八九十①-⑳]*[:：]"
    "|[A-Z]\\.(?:[- ]?[A-Z]\\.)?[ \\t]*[A-Z][a-z]+[,.]? )"
)
_BARE_NUMBER: Final = lazy(f"[0-9]{{1,3}}(?:\\.[0-9]{{1,2}})?[{BLANK}]")
"""No entry begins so beside those in brackets: 1　情境的搭建."""
_CITED: Final = lazy(
    "\\[(?:M|J|D|N|R|C|S|P|Z|A|G|EB/OL|M/OL|J/OL|DB/OL|OL|C/OL)\\]|出版社|第[0-9０-９]+(?:[-—～~至][0-9０-９]+)?页|第[0-9]+期|学报|https?://|www\\.|页。|Press|vol\\.|pp\\.|《[^》]{1,40}》[,，（(]?[0-9]{4}年"
)
_NAMES: Final = 1
_ANY: Final = 2
_CITED_SIGNS: Final = table((_NAMES, "[出第学hw页Pvp"), (_ANY, "《"))
_CITED_NEXT: Final = table((_NAMES, "MJDNRCSPZAGEO版0123456789０１２３４５６７８９报tw。rop"), otherwise=_ANY)
"""What a source is told by begins with one of these signs before one of these."""
_COMPILED: Final = not isinstance(line_end_at, FunctionType)
"""A loop over characters is faster than a pattern where it is compiled, and only there."""
_WEAK: Final = frozenset(
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
_AFTER_LIST: Final = lazy(
    "致谢|致\\s+谢|附\\s*录|附件|后记|作者简介|Abstract|ABSTRACT|第[一二三四五六七八九十0-9]+[章节篇编部]|责任编辑|收稿日期|基金项目"
)
_STRAY_LINES: Final = 3
"""So many lines of a list may be no entries."""
_WRAPPED_LINES: Final = 8
"""The same where entries have bracketed numbers: then a long one may be wrapped."""
_BEFORE_MARK: Final = lazy("[。”》』」，；\u4e00-\u9fff]")
_BEHIND_MARK: Final = lazy("[。，；、：,;:”]|[^\\S\n]*(?:\n|\\Z)")
_HAN: Final = 0x4E00
_HAN_END: Final = 0x9FFF
_BLANKS_MOST: Final = 8
"""So much white space may stand at the end of the line before a mark, in code points."""
_OPENS: Final = ord("(")
_OPENS_WIDE: Final = ord("（")
"""No note begins with one of these."""
_LINE_MOST: Final = 400
"""So much of a line is looked at, in code points."""
_SHORT_MOST: Final = 24
"""A title that is no note is not longer, in code points."""
_SHORT_TITLE: Final = lazy("[①-⑳](?:[\u4e00-\u9fff]{1,10}|“[\u4e00-\u9fff，、]{2,20}”)")
"""A note says more, or stands among others."""
_COUNTS: Final = ("方案", "步骤", "情况", "情形", "条件", "公式", "选项", "类型", "材料", "问题", "环节", "措施")
"""Words that a circled number numbers: 方案①占田多，方案②石方多."""
_SAME_SOURCE: Final = lazy(".?(?:同上|同前|同注|参见|详见|转引|引自|见|[^《\n]{0,60}《)")
"""How the note beside one that names its source goes on."""
_NOTED: Final = frozenset(("circled", "arabic-parens"))
_BARE: Final = "arabic-blank"
_FEET: Final = frozenset((_BARE, "circled"))
_CUT: Final = frozenset("，、")
_CUT_LEAST: Final = 40
"""A line of so many code points without a sign at its end broke off."""
_ABOVE: Final = 40
"""What a numbered head stands under is among so many candidates."""
_NOTE_REACH: Final = 4000
"""A note stands at most so many code points behind the place it belongs to."""
_COUNT_REACH: Final = 600
"""What is counted with a word is counted on so near, in code points."""
_PAIR_REACH: Final = 200
"""One of two marks behind one word stands nearer, in code points."""
_TRIES: Final = 60
"""A marker that stood so often before is no mark of a note."""
_NOTE_REACH_MOST: Final = 20000
"""The same for numbers in square brackets, which stand at the end of a text."""


def references(lines: Lines, candidates: list[Candidate], lists: list[Region]) -> list[Region]:
    """A head such as 参考文献 and the entries near it."""
    found: list[Region] = []
    starts: list[int] = []
    texts = lines.texts
    for row in lines.ending(_LAST, _HEAD_MOST):
        text = texts[row]
        if text[0] not in _HEAD_FIRST or text.rstrip(_BEHIND_HEAD)[-1:] not in _HEAD_LAST or not _REFERENCE_HEAD.fullmatch(text):
            continue
        if row + 1 >= len(lines.starts):
            continue
        head, behind = lines.starts[row], lines.starts[row + 1]
        if any(region.start <= head < region.end for region in lists) or (found and head < found[-1].end):
            continue
        starts = starts or [candidate.line_start for candidate in candidates]
        end = _reference_end(lines.buffer, behind, candidates, starts, _due(candidates, bisect_left(starts, head), head))
        if end > behind:
            found.append(Region(behind if text.lstrip("（(")[:1] in _NUMERALS else head, end, "reference"))
    return found


def _due(candidates: list[Candidate], place: int, head: int) -> list[tuple[str, int]]:
    """The style and the number of what may follow a head that is numbered itself, 3. 参考书目, 5.2 参考书目, or （2） 参考书目 below 2."""
    if place == len(candidates) or candidates[place].line_start != head or candidates[place].glued:
        return []
    here = candidates[place]
    found = [(here.style, here.number + 1)]
    known = {here.style}
    for above in reversed(candidates[max(place - _ABOVE, 0) : place]):
        if above.family.id in _WEAK and not above.glued and not above.refused and above.style not in known:
            known.add(above.style)
            found.append((above.style, above.number + 1))
    return [*found, (_BARE, here.path[0] + 1)] if len(here.path) > 1 else found


def _is_titled(candidates: list[Candidate], starts: list[int], place: int, end: int, text: str) -> bool:
    """Whether a numbered line that stops at `end` ends no sentence, and the next of its kind does not stand right under it."""
    one = candidates[place]
    below = bisect_left(starts, end)
    beside = below < len(starts) and starts[below] <= end + 2 and candidates[below].style == one.style
    return not one.traits & CLOSED and text[-1] != "." and not beside


def _form(text: str) -> str:
    """What tells the entries of a list from other numbers: [1], (1), ① or 1."""
    return "①" if text[0] in GLYPHS else "1" if text[0].isdecimal() else text[0]


def _reference_end(buffer: str, at: int, candidates: list[Candidate], starts: list[int], due: list[tuple[str, int]]) -> int:
    """Where the list whose first line begins at `at` ends, 0 where there is none.

    One of the numbers `due` behind the head that does not count on from an entry ends it, and so does a bare 1 in another form than the
    first entry's behind a line between, where it is a title or that ends a sentence.
    """
    last = at
    stray = 0
    entries = 0
    bracketed = told = False
    form = ""
    before = "", 0
    while at < len(buffer):
        end = line_end_at(buffer, at)
        text = buffer[at:end].strip()
        if text:
            if _AFTER_LIST.match(text):
                break
            place = bisect_left(starts, at)
            marked = candidates[place] if place < len(candidates) and starts[place] == at and not candidates[place].glued else None
            if marked is not None and not _CITED.search(text):
                if marked.family.id not in _WEAK:
                    break
                if entries and (marked.style, marked.number) in due and before != (marked.style, marked.number - 1):
                    break
                bare = stray and marked.number == 1 and form != _form(text) == "1"
                if bare and (told or _is_titled(candidates, starts, place, end, text)):
                    break
            if (_ENTRY.match(text) and not (bracketed and _BARE_NUMBER.match(text))) or _CITED.search(text):
                stray = 0
                told = False
                bracketed = bracketed or text[0] in "[〔［"
                form = form or _form(text)
                before = (marked.style, marked.number) if marked is not None else before
                entries += 1
                last = end + 1
            else:
                stray += 1
                told = told or text[-1] == "。"
                if stray > (0 if not entries else _WRAPPED_LINES if bracketed else _STRAY_LINES):
                    further = _further(candidates[place : place + _TRIES], before) if bracketed else -1
                    if not at < further <= at + _NOTE_REACH:
                        break
                    at = further
                    continue
        at = end + 1
    return min(last, len(buffer)) if entries else 0


def _further(candidates: list[Candidate], before: tuple[str, int]) -> int:
    """Where the line of the next of the `candidates` begins if it counts on from the entry `before`, -1 where it does not."""
    for candidate in candidates:
        if not candidate.glued:
            return candidate.line_start if (candidate.style, candidate.number - 1) == before else -1
    return -1


def notes(lines: Lines, families: Families, lists: list[Region]) -> list[Region]:
    """Notes outside the `lists`: a circled or bracketed number before a source, or one that the text has referred to and no list holds."""
    buffer = lines.buffer
    candidates = families.all
    starts = [candidate.line_start for candidate in candidates] if lists else []
    bounds = [(bisect_left(starts, region.start), bisect_left(starts, region.end)) for region in lists]
    held = {candidate.marker for first, behind in bounds for candidate in candidates[first:behind]}
    held = {marker for marker in held if marker in GLYPHS and not _is_referred_again(buffer, marker)}
    found: list[Region] = []
    circled: list[Candidate] = []
    bracketed: list[Candidate] = []
    noted: dict[tuple[str, int], int] = {}
    for candidate in families.among(_NOTED):
        if candidate.glued:
            continue
        sign = ord(buffer[candidate.start])
        if sign in (_OPENS, _OPENS_WIDE):
            continue
        line = lines.texts[candidate.row]
        short = len(line) <= _SHORT_MOST and _SHORT_TITLE.fullmatch(line) is not None
        if short and "".join(lines.texts[candidate.row + 1 : candidate.row + 2])[:1] not in GLYPHS:
            continue
        known = candidate.marker in held
        sourced = line[1:2] == "《" or _is_cited(line)
        noted_above = (not known or sourced) and _referred(buffer, candidate.marker, candidate.line_start)
        if (sourced and (noted_above or not _listed(lines, candidate))) or (noted_above and not known):
            found.append(Region(candidate.line_start, candidate.line_end, "note"))
            noted.setdefault((buffer[candidate.start], candidate.number), candidate.line_start)
        elif candidate.family.id == "circled" and not candidate.refused:
            circled.append(candidate)
        elif found and buffer[candidate.start] in "[［〔":
            bracketed.append(candidate)
    found += _beside_notes(buffer, noted, bracketed) + _above_notes(buffer, noted, circled)
    if not found and len(circled) == 1 and circled[0].number == 1 and circled[0].traits & CLOSED:
        first = circled[0]
        if chr(ord(buffer[first.start]) + 1) not in buffer:
            return [Region(first.line_start, first.line_end, "note")]  # one note on the whole
    return found


def _is_cited(line: str) -> bool:
    """Whether the beginning of a line names a source."""
    end = min(len(line), _LINE_MOST)
    if not _COMPILED:
        return _CITED.search(line, 0, end) is not None
    signs = _CITED_SIGNS
    for at in range(len(line)):
        code = ord(line[at])
        if code <= PLANE and signs[code]:
            if at == end:
                break
            if signs[code] & told(_CITED_NEXT, line, at + 1) and _CITED.match(line, at, end):
                return True
    return False


def _listed(lines: Lines, candidate: Candidate) -> bool:
    """Whether a circled line that names a book or a site is one of a list: ①《申请表》一式两份 right above ②营业执照复印件."""
    sign = lines.buffer[candidate.start]
    if sign not in GLYPHS or candidate.traits & CLOSED:
        return False
    for step in (-1, 1):
        text = "".join(lines.texts[candidate.row + step : candidate.row + step + 1])[:400]
        if text[:1] == chr(ord(sign) + step) and text[-1] not in "。" and not _SAME_SOURCE.match(text) and not _CITED.search(text):
            return True
    return False


def _beside_notes(buffer: str, noted: dict[tuple[str, int], int], bracketed: list[Candidate]) -> list[Region]:
    """Those of the `bracketed` that count on from a note: the line break of a narrow page fell into the mark in the text."""
    more: list[Region] = []
    for candidate in bracketed:
        sign, number = buffer[candidate.start], candidate.number
        if noted.get((sign, number - 1), candidate.line_start) < candidate.line_start:
            noted.setdefault((sign, number), candidate.line_start)
            more.append(Region(candidate.line_start, candidate.line_end, "note"))
    return more


def _above_notes(buffer: str, noted: dict[tuple[str, int], int], circled: list[Candidate]) -> list[Region]:
    """Those of the `circled` right above the next one's note, whose mark stands behind a word of the text: 写在毛边纸①上."""
    more: list[Region] = []
    for candidate in reversed(circled if noted else ()):
        sign = buffer[candidate.start]
        below = buffer.find("\n", candidate.line_end) + 1
        if noted.get((chr(ord(sign) + 1), candidate.number + 1)) != below or not candidate.traits & CLOSED:
            continue
        at = buffer.find(sign, 1)
        if at < candidate.line_start and _BEFORE_MARK.match(buffer, at - 1):
            noted.setdefault((sign, candidate.number), candidate.line_start)
            more.append(Region(candidate.line_start, candidate.line_end, "note"))
    return more


def cutting_notes(lines: Lines, families: Families) -> list[Region]:
    """The notes at the foot of a page that cut a sentence: finished lines with bare or circled numbers from 1 on, behind a clause."""
    found: list[Region] = []
    run: list[Candidate] = []
    for candidate in families.among(_FEET):
        if not candidate.traits & CLOSED or candidate.glued:
            continue
        if run and candidate.row == run[-1].row + 1 and candidate.number == run[-1].number + 1 and candidate.family is run[-1].family:
            run.append(candidate)
            continue
        if run and _cuts(lines, families, run):
            found.append(Region(run[0].line_start, run[-1].line_end, "note"))
        run = [candidate] if candidate.number == 1 else []
    if run and _cuts(lines, families, run):
        found.append(Region(run[0].line_start, run[-1].line_end, "note"))
    return found


def _cuts(lines: Lines, families: Families, run: list[Candidate]) -> bool:
    """Whether a sentence goes on around a run of notes."""
    texts = lines.texts
    first, behind = run[0].row, run[-1].row + 1
    before = texts[first - 1] if first else ""
    broken = run[0].family.id == _BARE and len(before) >= _CUT_LEAST and "\u4e00" <= before[-1] <= "\u9fff"
    if not (broken or before[-1:] in _CUT) or behind >= len(texts) or not texts[behind]:
        return False
    return lines.begin(behind) == lines.starts[behind] and not families.mark(behind)


def _is_referred_again(buffer: str, marker: str) -> bool:
    """Whether the text has a mark at two places at least: then each page has its own notes, beside those of the list."""
    at = times = 0
    for _ in range(_TRIES):
        at = buffer.find(marker, at + 1)
        if at < 0:
            break
        times += _BEFORE_MARK.match(buffer, at - 1) is not None and _BEHIND_MARK.match(buffer, at + 1) is not None
    return times > 1


def _referred(buffer: str, marker: str, line_start: int) -> bool:
    """Whether the text before a line has its marker behind a word, as the mark of a note and not of a list."""
    first = max(line_start - (_NOTE_REACH_MOST if marker[0] in "[［〔" else _NOTE_REACH), 0)
    at = buffer.rfind(marker, first, line_start)
    for _ in range(_TRIES):
        if at <= 0:
            break
        before = at - 1
        if buffer[before] == "\n" and at < line_start:  # the line was full before the mark
            before -= 1
            while before > at - _BLANKS_MOST and buffer[before] != "\n" and buffer[before].isspace():
                before -= 1
        behind = at + len(marker)
        titled = behind < len(buffer) and _HAN <= ord(buffer[behind]) <= _HAN_END  # as behind nearly all that are no marks
        if not titled and _BEFORE_MARK.match(buffer, before) and _BEHIND_MARK.match(buffer, behind) and not _counted(buffer, marker, at):
            return True
        if line_start - at <= _PAIR_REACH and _is_one_of_two(buffer, at):
            return True
        at = buffer.rfind(marker, first, at)
    return False


def _counted(buffer: str, marker: str, at: int) -> bool:
    """Whether the circled `marker` at a place numbers the word before it, as the next or the last number does elsewhere."""
    word = buffer[max(at - 2, 0) : at]
    if word not in _COUNTS or marker not in GLYPHS:
        return False
    before, behind = chr(ord(marker) - 1), chr(ord(marker) + 1)
    first, last = max(at - _COUNT_REACH, 0), at + _COUNT_REACH
    return any(buffer.find(word + signs, first, last) >= 0 for signs in (before, behind, marker + behind))


def _is_one_of_two(buffer: str, at: int) -> bool:
    """Whether a circled number at `at` is one of two marks that count on behind one word: 录下了其中的六十一首①②，"""
    first = at - 1 if buffer[at - 1] in GLYPHS else at
    both = buffer[first] in GLYPHS and buffer[first + 1] == chr(ord(buffer[first]) + 1)
    if buffer[max(first - 2, 0) : first] in _COUNTS:
        return False  # 方案①②
    return both and _BEFORE_MARK.match(buffer, first - 1) is not None and _BEHIND_MARK.match(buffer, first + 2) is not None
