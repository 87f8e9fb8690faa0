"""Menus, price lists, programmes and lists of exhibits that a text shows: numbered names with a price or what else belongs to each,
or several names on a line. And the menus that a program prints, whose last line has the number 0, 0. 退出,
and the keys of a telephone.

Guarantees:
1. Three such lines with prices right under one another are rows of a table; others only under a line with a colon, or one that names
   the list.
2. The groups of a list, 一、冷碟, are refused with it where numbers of their style, or of a lower one, stood above the line that tells of
   it, which is no heading: they begin again there, and no text stands under them.
3. The lines of a program's menu are short, stand right under one another, and count from 1 up to the line with the 0.
"""

from bisect import bisect_left
from types import FunctionType
from typing import Final

from casekit.ladder import BLANK, characters
from casekit.parser.lines import Lines, firsts
from casekit.parser.regions.families import Families
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy
from casekit.plane import PLANE, table, told

_B: Final = f"[{BLANK}]*+"
_GAP: Final = f"(?>{_B}(?:…|(?<![.．·])[.．·]{{3,}}|(?<![-—])[-—]{{3,}})[….．·—{BLANK}-]*|[\\t\u3000][ \\t\u3000]*|[ \\t]{{2,}})"
"""Blanks or a leader, all of it: a line of dots has one beginning and one end."""
_DOTS: Final = f"(?:(?<=[….．·—-]{{4}})|(?<=…[….．·—-])|(?<=[ \\t]{{2}}…)|(?<=[\\t\u3000]…))(?={_B}\\Z)"
"""A cell of dots is the rest of a leader."""
_NAME: Final = "(?=[^\n]{0,3}[\u4e00-\u9fff《“])[^\\s，。；：！？…]{1,24}"
_MONEY: Final = (
    "(?:[¥￥][0-9]{1,6}(?:[.][0-9]{1,2})?|[0-9]{1,6}(?:[.][0-9]{1,2})?(?:[—～~-][0-9]{1,6})?[万]?(?:元|块|角))(?:起|整)?"
    "(?:[/／每一]{1,2}[\u4e00-\u9fff]{1,3})?"
)
_PRICE: Final = f"(?:{_MONEY}|[0-9]{{1,6}}(?:[.][0-9]{{1,2}})?[/／][\u4e00-\u9fff]{{1,3}})"
_PRICED: Final = lazy(f"{_B}{_NAME}(?:{_GAP}|[{BLANK}])(?:[^\\s，。；：]{{1,8}}[{BLANK}]+)?{_PRICE}{_B}")
"""A name and a price."""
_CELLS: Final = lazy(f"{_B}{_NAME}(?:{_GAP}(?:[^\\s，。；！？]{{1,24}}|{_DOTS})){{1,4}}{_B}")
"""A name and who sings it, or of which age it is."""
_SEVERAL: Final = lazy(f"{_B}{_NAME}(?:[{BLANK}]+[（(]?[0-9]{{1,2}}[.．、）)]{_B}{_NAME}){{1,5}}{_B}")
"""Several names, each with a number of its own."""
_FAMILIES: Final = frozenset(("arabic-dot", "arabic-comma", "arabic-parens", "arabic-half-parens", "arabic-blank", "circled", "dot-char"))
_TITLED: Final = lazy(
    "[^，。；！？]{0,16}(?:菜单|菜谱|菜品|酒水单?|价目[表单]?|价格表|节目单|节目表|节目安排|曲目单?|演出顺序|展品(?:目录|清单|一览)?|展出(?:目录|清单)|货单|书单|席单)"
    "(?:[（(][^（）()]{1,20}[）)])?[:：]?"
)
"""A line that names such a list."""
_LINE_MOST: Final = 60
_SHORT: Final = 30
"""A line among the rows is not longer, in code points."""
_UP_MOST: Final = 6
"""What tells of a list stands no more lines above its first row."""
_DOWN_MOST: Final = 60
_LEAST: Final = 3
_MARKER_LEAST: Final = 3
"""A marker and a name are not shorter, in code points."""
_ABOVE: Final = 80
"""The series of the text is looked for among so many candidates above."""
_TOLD_LEAST: Final = 6
"""A line that tells of a list is not shorter, in code points."""
_COLONS: Final = frozenset("：:")
_SENTENCES: Final = frozenset("。；！？：，:;,、")
_ZEROS: Final = firsts("0０（(")
_ENDED: Final = 1
_GAP_SIGN: Final = 2
_DOUBLED: Final = 4
_ZERO_SIGN: Final = 8
_MENU_SIGNS: Final = table(
    (_ENDED, "".join(_SENTENCES)),
    (_GAP_SIGN, "…" + "".join(characters(BLANK))),
    (_DOUBLED, ".．·-—"),
    (_ZERO_SIGN, "0０"),
)
"""A blank or an ellipsis may set something apart, and so may a dot or a dash that is doubled."""
_POINT: Final = ord(".")
_WIDE_POINT: Final = ord("．")
_COMPILED: Final = not isinstance(characters, FunctionType)
"""A loop over characters is faster than searches where it is compiled, and only there."""
_LEAVES: Final = "退出|返回|结束|離開|离开|关闭|上一|主菜单|首页|总机|人工|转|重听|挂机|取消"
"""What a key without a delimiter does at the end of a menu: 0 元试听 is no such line."""
_ZERO: Final = lazy(f"[（(]?{_B}[0０](?:{_B}[.．、:：)）—-]{{1,2}}{_B}|[{BLANK}]++(?={_LEAVES}))[^\\s0-9０-９][^。；！？]{{0,15}}")
"""What leaves the menu, or the last key of a telephone: 0　总机."""
_ZERO_MOST: Final = 20
_CHOICES_LEAST: Final = 2
_PRICE_ROW: Final = 2
_ROW: Final = 1


def menus(lines: Lines, families: Families) -> list[Region]:
    """The rows of such lists, and all of those that are told of, with their groups."""
    rows = _rows(lines, families)
    candidates = families.all
    found: list[Region] = []
    behind = -1
    for row in sorted(rows) if len(rows) >= 2 else ():
        if row <= behind:
            continue
        head = _head(lines, candidates, row)
        last = _last(lines, candidates, rows, row, head)
        behind = last
        inside = [at for at in range(row, last + 1) if at in rows]
        priced = [at for at in inside if rows[at] == _PRICE_ROW]
        if head >= 0 and _at(candidates, head) is not None and lines.texts[head][-1] in _COLONS:
            inside = priced  # 一、解释下列词语： has tasks under it
        if head >= 0 and len(inside) >= 2 and sum(_names(lines.texts[at]) for at in inside) >= _LEAST:
            grouped = _grouped(candidates, head, last)
            found += [Region(lines.starts[at], lines.end(at), "table") for at in (range(head + 1, last + 1) if grouped else inside)]
        elif len(priced) >= _LEAST and priced[-1] - priced[0] == len(priced) - 1:
            found += [Region(lines.starts[at], lines.end(at), "table") for at in priced]
    found += _programs(lines, candidates)
    return [region for region in found if region.end > region.start]


def _programs(lines: Lines, candidates: list[Candidate]) -> list[Region]:
    """The menus that programs print."""
    found: list[Region] = []
    texts = lines.texts
    signs = _MENU_SIGNS
    zeros: list[int] = []
    for sign in _ZEROS:
        for row in lines.by_first.get(sign, ()):
            text = texts[row]
            if len(text) <= _ZERO_MOST and (told(signs, text, 0) | told(signs, text, 1) | told(signs, text, 2)) & _ZERO_SIGN:
                zeros.append(row)
    for row in sorted(zeros):
        text = texts[row]
        last = _at(candidates, row - 1)
        if last is None or last.family.id not in _FAMILIES or last.number < _CHOICES_LEAST or not _ZERO.fullmatch(text):
            continue
        choices = [_at(candidates, row - last.number + step) for step in range(last.number)] if row >= last.number else []
        if choices and all(
            one is not None and one.style == last.style and one.number == number and _is_choice(lines.texts[one.row])
            for number, one in enumerate(choices, 1)
        ):
            found.append(Region(lines.starts[row - last.number], lines.end(row), "table"))
    return found


def _is_choice(text: str) -> bool:
    return len(text) <= _SHORT and text[-1] not in _SENTENCES


def _rows(lines: Lines, families: Families) -> dict[int, int]:
    """The lines with a numbered name that has a price, or cells, or others beside it."""
    rows: dict[int, int] = {}
    texts = lines.texts
    for candidate in families.all:
        text = texts[candidate.row]
        size = len(text)
        if size > _LINE_MOST or told(_MENU_SIGNS, text, size - 1) & _ENDED or candidate.family.id not in _FAMILIES:
            continue
        if candidate.glued or not _has_gap(text) or candidate.row in rows:
            continue
        if _PRICED.fullmatch(lines.buffer, candidate.end, candidate.line_end):
            rows[candidate.row] = _PRICE_ROW
        elif _SEVERAL.fullmatch(lines.buffer, candidate.end, candidate.line_end) or _CELLS.fullmatch(
            lines.buffer, candidate.end, candidate.line_end
        ):
            rows[candidate.row] = _ROW
    return rows


def _has_gap(text: str) -> bool:
    """Whether anything in a line may set a price or a cell apart; its first blank may stand behind the marker."""
    if _COMPILED:
        signs = _MENU_SIGNS
        before = 0
        for at in range(_MARKER_LEAST, len(text)):
            code = ord(text[at])
            sign = signs[code] if code <= PLANE else 0
            if sign & _GAP_SIGN or (sign & _DOUBLED and (code == before or (before == _POINT and code == _WIDE_POINT))):
                return True
            before = code
        return False
    rest = text[_MARKER_LEAST:]
    if " " in rest or not rest.isprintable():  # the other blanks are not printable
        return True
    return "…" in rest or "··" in rest or "——" in rest or "--" in rest or ".." in rest or "．．" in rest or ".．" in rest


def _names(text: str) -> int:
    """A row with several names counts as two."""
    return 2 if sum(text.count(sign) for sign in ".．、)）") > 1 else 1


def _head(lines: Lines, candidates: list[Candidate], row: int) -> int:
    """The line that tells of the list whose first row stands on the line `row`, -1 for none."""
    texts = lines.texts
    for above in range(row - 1, max(row - 1 - _UP_MOST, -1), -1):
        text = texts[above]
        if _tells(text) or (text and len(text) <= _SHORT and _TITLED.fullmatch(_unmarked(candidates, above, text))):
            return above
        if len(text) > _SHORT or (text and text[-1] in _SENTENCES):
            break
    return -1


def _tells(text: str) -> bool:
    """Whether a line with a colon at its end says that something follows, as no field of a form does: 电话："""
    return len(text) >= _TOLD_LEAST and text[-1] in _COLONS and "：" not in text[:-1] and ":" not in text[:-1]


def _unmarked(candidates: list[Candidate], row: int, text: str) -> str:
    """A line without the marker that it begins with."""
    marked = _at(candidates, row)
    return text[len(marked.marker) :].strip() if marked is not None else text


def _last(lines: Lines, candidates: list[Candidate], rows: dict[int, int], row: int, head: int) -> int:
    """The last line of the list: no text stands under a group of it."""
    texts = lines.texts
    last = at = row
    counted: dict[str, int] = {}
    while at < min(row + _DOWN_MOST, len(texts)):
        text = texts[at]
        marked = _at(candidates, at)
        if marked is not None and (marked.kind == "case" or marked.family.id == "annex"):
            break
        if at not in rows:
            if not text and (at == row or not texts[at - 1]):
                break
            if text and (len(text) > _SHORT or text[-1] in _SENTENCES):
                break
            if marked is not None and marked.family.id not in _FAMILIES:
                due = _before(candidates, head if head >= 0 else row, marked) + 1
                following = next((below for below in texts[at + 1 : at + 3] if below), "")
                ended = len(following) > _SHORT or following[-1:] in _SENTENCES or not following
                if ended or (marked.number == due > 1 and counted.get(marked.style) != marked.number - 1):
                    break
        if marked is not None:
            counted[marked.style] = marked.number
        if text:
            last = at
        at += 1
    return last


def _grouped(candidates: list[Candidate], head: int, last: int) -> bool:
    """Whether the list has groups whose numbers begin again, under a line that is no heading."""
    if _at(candidates, head) is not None:
        return False
    first = bisect_left(candidates, head + 1, key=_row_of)
    for place in range(first, len(candidates)):
        candidate = candidates[place]
        if candidate.row > last:
            break
        if candidate.family.id not in _FAMILIES and not candidate.glued and candidate.number == 1:
            above = next((one for one in candidates[max(first - _ABOVE, 0) : first][::-1] if not one.glued and not one.refused), None)
            return _before(candidates, head, candidate) > 0 or (above is not None and above.family.rank > candidate.family.rank)
    return True


def _before(candidates: list[Candidate], row: int, marked: Candidate) -> int:
    """The last number above the line `row` in the style of a candidate, 0 for none."""
    place = bisect_left(candidates, row, key=_row_of)
    for candidate in candidates[max(place - _ABOVE, 0) : place][::-1]:
        if candidate.style == marked.style and not candidate.glued:
            return candidate.number
    return 0


def _at(candidates: list[Candidate], row: int) -> Candidate | None:
    """The candidate that begins a line, None for none."""
    place = bisect_left(candidates, row, key=_row_of)
    found = candidates[place] if place < len(candidates) else None
    return found if found is not None and found.row == row and not found.glued else None


def _row_of(candidate: Candidate) -> int:
    return candidate.row
