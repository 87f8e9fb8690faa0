"""Pieces of a collection that titles alone tell apart: all of them seen together.

One short line says little. A series of them says much: under each the same stands, a field, a date, a byline, a greeting, or all are named
after kinds of documents, or nearly all blocks between blank lines begin with one; before the first there is no numbering, and none runs on
from one piece to the next.

Guarantees:
1. There are at least three pieces; or two that a list in front names, that stand under the title of a collection, that are letters to
   somebody, or whose titles differ in a letter behind the same words. A text whose cases have markers has none.
2. No numbering goes on over a title that is found here.
"""

from collections import defaultdict
from itertools import chain
from typing import Final

from casekit.parser.framed import framed
from casekit.parser.front import is_byline
from casekit.parser.leads import NAMES
from casekit.parser.lines import Lines, lasts
from casekit.parser.numbered import Numbering, can_be_title
from casekit.parser.parted import hanging, has_sign, parted
from casekit.parser.regions.listed import titles_listed
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.parser.signs import (
    HEAD,
    NAMED,
    TITLE_MOST,
    UNFINISHED,
    is_short,
    is_title,
    may_begin,
    set_off,
    sign_of,
    signed_off,
    signs_of,
)
from casekit.patterns import lazy

_COLONS: Final = lasts("：:")
_LEAST: Final = 3
_PAIR: Final = 2
_TRIED: Final = 4
"""So many signs are tried."""
_COLLECTS: Final = lazy(
    "(?:规章制度|汇编|选编|选登|选辑|选刊|摘登|剪报|集锦|合集|例选|文集|作品选|作品集|案例集|材料|专辑|[二两三四五六七八九十0-9]{1,3}[则篇例个])$"
)
"""A title of the whole."""
_BRACKET: Final = lazy("[（(][^（()）]{1,12}[）)]$")
"""What may stand behind it: （节选）."""
_EDITED_TITLE: Final = lazy(
    "(?:[汇彙][编編]|[选選](?:[编登辑刊編輯]|集)|摘登|剪[报報]|集[锦錦]|合集|作品[选選集]|案例集|文集|[两三四五六七八九十0-9]{1,3}[则篇例])$"
)
"""One that no single text has."""
_SECTION: Final = lazy(
    "(?:目标|时间|安排|要求|方法|步骤|问题|情况|措施|打算|建议|意义|背景|过程|结论|讨论|分析|说明|成效|启示|思路|原则|任务|范围|对象|内容|重点|难点|设计|人员|条件|流程|方式)[？?]?$"
)
_SECTION_MOST: Final = 8
"""What names a section is not longer, in code points."""
_TEXT_UNDER: Final = 3, 2
"""Of so many numberings so many have text under their numbers."""
_VOLUME: Final = lazy("(?:总?第)?[一二三四五六七八九十0-9]{1,4}[辑期卷册集].{0,8}|[^第]{0,12}[（(]?总?第.{1,5}[辑期卷册集][）)]?")
_NOTES: Final = ("编者按", "编者的话", "前言", "按语", "导语", "说明", "编印说明")
"""What stands between the title of the whole and the pieces."""
_COLLECTION: Final = lazy(
    "(?:讲话|发言|文章|作品|征文|案例|故事|记录|日记|体会|感言|论文|教案|观察|反思)(?:[选集]|选[登编]|汇编|展播|材料)?$"
)
"""The same, wider, where two pieces at least stand under it."""
_FIELDS: Final = "field"
"""The sign of all titles that have a field under them, most of them the same one."""
_SAME: Final = 3, 2
"""Of so many so many have the same."""


def several(lines: Lines, candidates: list[Candidate], setting: Setting, covered: list[int]) -> tuple[list[int], list[int]]:
    """The rows of the titles, in order; that of the first line among them where it is the first piece's; and the rows of all titles that
    open blocks of the text, where they were asked for. `covered` are those that stand behind a signature and its date.
    """
    texts = lines.texts
    if lines.head is not None or any(candidate.kind == "case" and not candidate.refused for candidate in candidates):
        return [], []
    starts = Numbering(candidates)
    toc = [row for row, kind in setting.kinds.items() if kind == "toc"]
    named = _named(lines, setting, sorted(toc), candidates) if toc else []
    if len(named) < _PAIR or not starts.divide(texts, named, sure=True):
        named = []
    records = framed(lines, setting, starts)
    if records:
        return records, []
    letters = _letters(lines, setting, starts, covered) if not named else []
    if letters:
        return letters, []
    if not named and _may_be_alike(texts):
        from casekit.parser.alike import SQUARES, alike

        same = alike(lines, setting, starts.marked)
        if same and starts.said(texts, same) and starts.divide(texts, same, sure=texts[same[0]][0] in SQUARES):
            return same, []
    signs, torn = _signs(lines, setting, starts, listed=bool(named))
    rows = named
    if signs:
        rows = named or _series(lines, setting, signs, torn, starts)
        rows = _with_others(lines, setting, rows, signs, torn, starts) if rows else rows
    if named:
        return rows, []
    opened = parted(lines, setting, starts.marked)
    found = _parted(lines, setting, rows, opened, starts)
    if found is not rows:
        return _with_others(lines, setting, found, signs, torn, starts), opened
    rows = rows or _hanging(lines, setting, starts)
    if any(one.number == 1 and one.row for one in starts.counted):
        from casekit.parser.restarted import restarted

        more = restarted(lines, setting, starts)
        rows = more if len(more) > len(rows) else rows
    return rows, opened


def _may_be_alike(texts: list[str]) -> bool:
    """Whether one of the first two lines has a label in brackets or a letter, as others may have theirs."""
    seen = 0
    for text in texts:
        if text:
            if text[0] in "[［【" or "A" in text or "Ａ" in text:
                return True
            seen += 1
            if seen > 1:
                break
    return False


def _letters(lines: Lines, setting: Setting, starts: "Numbering", covered: list[int]) -> list[int]:
    """The titles of letters one behind another: two say whom they are for, or stand behind a signature and its date (`covered`), or one
    does and both are named as letters and signed.
    """
    if not covered and not lines.ending(_COLONS):
        return []
    from casekit.parser.addressed import addressed, is_letter, passes_on

    texts = lines.texts
    covered = _last_lines(texts, covered)
    rows = addressed(lines, setting, starts.marked)
    if len(rows) >= _PAIR and starts.divide(texts, rows, sure=not any(texts[: rows[0]])):
        rows = starts.joined(texts, rows, covered)
    elif covered:
        first = _first(lines, setting, starts.before(covered[0]))
        rows = [first, *covered]
        signed = signed_off(texts)
        if first < 0 or not (len(covered) >= _PAIR or (signed and all(is_letter(texts[row]) for row in rows))):
            return []
        if not (signed or is_letter(texts[first])) or passes_on(lines, first, covered) or not starts.divide(texts, rows):
            return []
    else:
        return []
    return starts.joined(texts, rows, _last_lines(texts, starts.behind_names(lines, setting, rows)))


def _last_lines(texts: list[str], titles: list[int]) -> list[int]:
    """The rows of `titles`, those of the second line where a letter's title stands on two."""
    if not titles:
        return []
    from casekit.parser.addressed import is_letter

    return [row + (is_letter(texts[row + 1]) and not is_letter(texts[row])) for row in titles]


def _parted(lines: Lines, setting: Setting, rows: list[int], found: list[int], starts: "Numbering") -> list[int]:
    """The titles `found` that open the blocks of the text, where they are those of pieces, the titles `rows` among them, else `rows`."""
    texts = lines.texts
    if len(found) > 1:
        whole, found = found[0], _without_the_whole(lines, found, starts, by_kind=False)
        under = _right_under(lines, setting, whole, found[0], starts) if whole != found[0] else -1
        found = [under, *found] if under >= 0 else found
    signed = sum(1 for row in found if has_sign(texts, row))
    if len(found) < _PAIR or not set(rows) < set(found) or not starts.divide(texts, found, sure=signed == len(found)):
        return rows
    found = starts.joined(texts, found, starts.again(lines, setting, found))
    begun = starts.begun(found)
    edited, promised = _promised(texts, found[0])
    if edited:
        return found if max(len(begun), signed) >= _PAIR or (len(found) >= _LEAST and starts.said(texts, found)) else rows
    if any(_names_a_section(texts[row]) for row in found):
        return rows
    if promised and max(len(set(begun)), signed) >= _PAIR:
        return found
    if len(found) < _LEAST:
        return rows
    if signed >= _PAIR and 2 * signed >= len(found):
        return found
    if len(set(begun)) < _PAIR or 2 * len(begun) < len(found):
        return rows
    if not any(texts[: found[0]]):
        return found if starts.holds(found[0], found[1]) else rows
    # What has a title over it may be sections of one text: those number their lists in one way, and have no text under each number.
    return found if len(begun) >= _LEAST and _TEXT_UNDER[0] * starts.with_text(found) >= _TEXT_UNDER[1] * len(begun) else rows


def _hanging(lines: Lines, setting: Setting, starts: "Numbering") -> list[int]:
    """The titles that stand out from indented text, where each piece has a numbering of its own and no title names a section."""
    rows = hanging(lines, setting, starts.marked)
    if not rows or len(starts.begun(rows)) < len(rows) or not starts.divide(lines.texts, rows, sure=True):
        return []
    return [] if any(_names_a_section(lines.texts[row]) for row in rows) else rows


def _names_a_section(text: str) -> bool:
    return text in NAMES or (len(text) <= _SECTION_MOST and _SECTION.search(text) is not None)


def _signs(lines: Lines, setting: Setting, starts: "Numbering", *, listed: bool) -> tuple[dict[str, list[int]], set[int]]:
    """The rows that have a sign, by sign, and those of them that no sentence ends before; nothing where the text begins with none of them
    and no second title.
    """
    signs: defaultdict[str, list[int]] = defaultdict(list)
    torn: set[int] = set()
    border = starts.before(len(lines.texts))
    resumed = starts.first_run()
    tried = False
    most = TITLE_MOST
    if setting.width:  # a full line is no title
        most = min(most, (setting.width // 2 if setting.wrap.columns else setting.width) - 2)
    count = len(lines.texts)
    for row in chain(range(min(border + 1, count)), range(max(border + 1, 0 if listed else resumed), count)):
        if row > border and not signs and not listed and not tried:
            tried = True
            if _under_a_title(lines, setting, border) < 0:  # the first title stands before all numbering, the second behind the first
                return {}, torn
        text = lines.texts[row]
        if not text or not is_short(text, most) or text[-1] in UNFINISHED or not may_begin(text) or row in starts.marked:
            continue
        if setting.free(lines.begin(row)):
            found = signs_of(lines, setting, row, starts.marked, starts.begins(row))
            if found and not set_off(lines, setting, row) and not _behind_an_item(lines, starts, row):
                torn.add(row)
            for sign in found:
                signs[sign].append(row)
                if sign[:6] == "field:":
                    signs[_FIELDS].append(row)
    return signs, torn


def _behind_an_item(lines: Lines, starts: "Numbering", row: int) -> bool:
    """Whether a short numbered line stands above, which ends where its line does: 4. 每节扣总平均0.001分."""
    above = lines.texts[row - 1] if row else ""
    return 0 < len(above) <= TITLE_MOST and row - 1 in starts.marked and above[-1] not in UNFINISHED


def _series(lines: Lines, setting: Setting, signs: dict[str, list[int]], torn: set[int], starts: "Numbering") -> list[int]:
    """The titles with the sign that most have, where they divide the text; those behind a `torn` line only beside two others."""
    found: list[int] = []
    same = max((len(rows) for sign, rows in signs.items() if sign[:6] == "field:"), default=0)
    fields = signs.pop(_FIELDS, [])
    if fields and _SAME[0] * same >= _SAME[1] * len(fields):
        signs[_FIELDS] = [row for at, row in enumerate(fields) if starts.filled(lines.texts, fields, at)]
    for sign in _frequent(signs):
        rows = signs[sign] if sign != "kind" else [row for row in signs[sign] if row not in torn]
        if len(rows) < max(_PAIR, len(found)) or sum(1 for row in rows if row not in torn) < _PAIR:
            continue
        rows = _without_the_whole(lines, rows, starts, by_kind=sign == "kind")
        first = _under_a_title(lines, setting, starts.before(rows[0])) if rows and sign != "kind" else -1
        if first >= 0 and lines.texts[first] != lines.texts[rows[0]] and len({lines.texts[row] for row in rows}) == 1:
            first = -1  # 某某请假, again and again: the titles of pieces that are all the same are so from the first on
        if first >= 0 and starts.empty(lines.texts, [first, *rows]) == 0 and starts.divide(lines.texts, [first, *rows]):
            rows = [first, *rows]  # which has lost its sign
        collected = sign != "kind" and rows != [] and _collects(lines, setting, rows[0])
        least = _PAIR if collected else _LEAST
        if len(rows) < _LEAST and starts.empty(lines.texts, rows):
            continue
        if sign.startswith(NAMED) and (not collected or len(rows) < _LEAST or starts.empty(lines.texts, rows)):
            continue
        if len(rows) >= max(least, len(found) + 1) and starts.divide(lines.texts, rows):
            found = rows
    return found


def _with_others(
    lines: Lines, setting: Setting, rows: list[int], signs: dict[str, list[int]], torn: set[int], starts: "Numbering"
) -> list[int]:
    """The titles `rows` and others that lost their sign: with another that some of them have, or named after a kind of document, or before
    a numbering that begins again.
    """
    for sign in _frequent(signs):
        others = [row for row in signs[sign] if row > rows[0] and row not in torn]
        if sign == "kind" or len(set(rows).intersection(others)) >= _PAIR:
            rows = starts.joined(lines.texts, rows, others)
    return starts.joined(lines.texts, rows, starts.again(lines, setting, rows))


def _frequent(signs: dict[str, list[int]]) -> list[str]:
    """The signs that come most often, the first of equals before the others."""
    return sorted(signs, key=lambda sign: -len(signs[sign]))[:_TRIED]


def _named(lines: Lines, setting: Setting, toc: list[int], candidates: list[Candidate]) -> list[int]:
    """The titles that the entries `toc` of a list name, where the list counts nothing."""
    marked = {candidate.row for candidate in candidates if not candidate.glued}
    if sum(1 for row in toc if row in marked) > 1:
        return []
    rows = [row for row in titles_listed(lines, toc) if setting.free(lines.begin(row))]
    return rows if sum(1 for row in rows if row in marked) <= 1 else []


def _first(lines: Lines, setting: Setting, second: int) -> int:
    """The row of the first piece's title where the others are told by what stands before them: the last of the lines at the top that can be
    titles, -1 for none.
    """
    found = -1
    for row in range(min(second, HEAD)):
        text = lines.texts[row]
        if not text or not setting.free(lines.begin(row)):
            continue
        if len(text) > TITLE_MOST or text[-1] in UNFINISHED or text[-1] in "！!":
            break
        if is_title(text) and not sign_of(text):
            found = row
    return found


def _under_a_title(lines: Lines, setting: Setting, second: int) -> int:
    """The row of a title under that of the whole, before the line `second`; -1 for none."""
    row = _first(lines, setting, second)
    above = next((at for at in range(max(row, 0)) if lines.texts[at] and setting.free(lines.begin(at))), -1)
    return row if above >= 0 else -1


def _collects(lines: Lines, setting: Setting, first: int) -> bool:
    """Whether the line above the first piece's title is the title of a collection."""
    texts = lines.texts
    above = next((row for row in range(first - 1, -1, -1) if texts[row] and setting.free(lines.begin(row))), -1)
    if not 0 <= above < HEAD or texts[above][-1] in UNFINISHED or not is_title(texts[above]):
        return False
    return _COLLECTS.search(texts[above]) is not None or _COLLECTION.search(texts[above]) is not None


def _promised(texts: list[str], first: int) -> tuple[bool, bool]:
    """Whether one of the first lines, before that of the first piece, is the title of a collection that was edited, or of any."""
    above = [_without_a_bracket(text) for text in texts[: min(first, HEAD)] if text and is_title(text)][:_PAIR]
    edited = any(_EDITED_TITLE.search(text) for text in above)
    return edited, edited or any(_COLLECTS.search(text) or _COLLECTION.search(text) for text in above)


def _without_a_bracket(text: str) -> str:
    return _BRACKET.sub("", text) if text[-1] in "）)" else text


def _right_under(lines: Lines, setting: Setting, whole: int, second: int, starts: "Numbering") -> int:
    """The title of the first piece right under the title of the `whole`, where it opens no block of its own; -1 for none."""
    texts = lines.texts
    row = whole + 1
    while row < min(second, HEAD):
        text = texts[row]
        if can_be_title(lines, setting, row) and not sign_of(text) and not is_byline(text) and not _VOLUME.fullmatch(text):
            noted = any(below.startswith(_NOTES) for below in texts[row + 1 : second])
            return row if not noted and starts.filled(texts, [row, second], 0) else -1
        if len(text) > TITLE_MOST or text[-1:] == "。":
            break
        row += 1
    return -1


def _without_the_whole(lines: Lines, rows: list[int], starts: Numbering, *, by_kind: bool) -> list[int]:
    """The titles without the first where that is the title of the whole: of a collection, or without the numbering that others have."""
    above = all(not text for text in lines.texts[: rows[0]])
    if not above:
        return rows
    if _COLLECTS.search(_without_a_bracket(lines.texts[rows[0]])) or not starts.filled(lines.texts, rows, 0):
        return rows[1:]
    return rows[1:] if by_kind and not starts.holds(rows[0], rows[1]) else rows
