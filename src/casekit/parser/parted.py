"""Blocks between blank lines, or between rows of signs, that a title opens: nearly all of them, or none.

Guarantees:
1. Only what stands at the beginning of a block is looked at; blocks with blank lines between all their paragraphs are none, but where
   titles stand out from text that is indented.
"""

from itertools import pairwise
from typing import Final

from casekit.parser.front import is_byline, is_subtitle
from casekit.parser.lines import Lines, firsts
from casekit.parser.setting import Setting
from casekit.parser.signs import HEAD, SIGN_MOST, TITLE_MOST, UNFINISHED, is_short, is_title, sign_of
from casekit.patterns import lazy

_LEAST: Final = 2
_ROWS_FIRST: Final = firsts("*＊-—=＝~～·…※☆★◇◆#＃")
_ROW: Final = lazy("([*＊\\-—=＝~～·…※☆★◇◆#＃])(?:[ \u3000]*\\1){1,40}")
"""A row of signs parts what stands before and behind it: ＊＊＊."""
_ROW_MOST: Final = 80
_BLANK: Final = 5, 2
"""Of so many lines so many are blank at most, or blank lines stand between all paragraphs."""
_HEAD_MOST: Final = 4
"""A title, its second line, a byline and a date stand apart from the text."""
_STRAY: Final = 3
"""For so many titles one block may open with none."""
_BLOCKS_MOST: Final = 3
"""A title has so many blocks at most: itself, a byline and the text."""
_SOURCE: Final = lazy("(?:据|摘自|原载|转载自|转自)[《“「][^。，]{2,24}")
"""Where a clipping comes from may stand over its title."""
_SOURCE_FIRST: Final = frozenset("据摘原转")
_DIGITS: Final = "0123456789"
"""A title may begin with a quantity: 2000封家书."""
_APART: Final = "head"
"""A block that is a title and what stands under titles."""
_FULL: Final = "full"
"""A block that begins with a title, with text behind it."""
_SMALL: Final = "small"
"""A few short lines that are no title: who signed, when."""
_BODY: Final = "body"


def parted(lines: Lines, setting: Setting, marked: set[int]) -> list[int]:
    """The rows of the titles that open the blocks of a text, in order; the title of the whole may be the first."""
    texts = lines.texts
    rows = [row for row in lines.beginning(_ROWS_FIRST, _ROW_MOST) if _ROW.fullmatch(texts[row])]
    if len(rows) >= _LEAST:
        found = _titles(lines, setting, marked, _with_head(texts, rows))
        if found:
            return found
    count = texts.count("")
    if count < _LEAST:
        return []
    blanks: list[int] = []
    at = -1
    for _ in range(count):
        at = texts.index("", at + 1)
        blanks.append(at)
    wide = [row for before, row in pairwise(blanks) if row == before + 1]
    if len(wide) >= _LEAST:
        found = _titles(lines, setting, marked, _with_head(texts, wide))
        if found:
            return found
    return _titles(lines, setting, marked, blanks) if _BLANK[0] * count <= _BLANK[1] * len(texts) else []


def hanging(lines: Lines, setting: Setting, marked: set[int]) -> list[int]:
    """The rows of the titles that stand out where all text is indented: each behind a blank line, the first at the top, with one more line
    beside it at most; nothing where others stand out that are not `marked`.
    """
    texts = lines.texts
    count = texts.count("") if setting.indented and not setting.width else 0
    if count < _LEAST or not texts[0] or not _stands_out(lines, 0):
        return []
    found = [0]
    at = -1
    for _ in range(count):
        at = texts.index("", at + 1)
        if at + 1 < len(texts) and texts[at + 1] and _stands_out(lines, at + 1):
            found.append(at + 1)
    if len(found) <= _LEAST or any(row in marked or not _opens(lines, setting, row) for row in found):
        return []
    free = marked.union(found, [row + 1 for row in found])
    return found if all(row in free or not text or not _stands_out(lines, row) for row, text in enumerate(texts)) else []


def _stands_out(lines: Lines, row: int) -> bool:
    """Whether no blank stands before the text of a line."""
    return lines.raw[row][:1] == lines.texts[row][:1]


def _with_head(texts: list[str], borders: list[int]) -> list[int]:
    """The borders, with the blank lines under the title of the whole."""
    return sorted({*(row for row in range(min(HEAD, borders[0])) if not texts[row]), *borders})


def has_sign(texts: list[str], row: int) -> bool:
    """Whether a second line of the title, a byline or a date stands under it."""
    below = texts[row + 1] if row + 1 < len(texts) else ""
    return below != "" and len(below) <= SIGN_MOST and (is_subtitle(below) or sign_of(below) in ("byline", "date"))


def _titles(lines: Lines, setting: Setting, marked: set[int], borders: list[int]) -> list[int]:
    """The rows of the titles that open the blocks between `borders`, where hardly any block has none."""
    blocks = _blocks(lines, setting, borders)
    if sum(1 for first, _ in blocks if first not in marked and _may_open(lines.texts[first])) * _BLOCKS_MOST < len(blocks):
        return []
    kinds: list[str] = []
    titles: list[int] = []
    for first, end in blocks:
        title, kind = _kind(lines, setting, marked, first, end)
        titles.append(title)
        kinds.append(kind)
    text = [_text_behind(kinds, at) if kind == _APART else -1 for at, kind in enumerate(kinds)]
    closed = kinds.count(_FULL)
    mostly_apart = sum(1 for behind in text if behind >= 0) > closed
    inside: set[int] = set()
    found: list[int] = []
    for at, kind in enumerate(kinds):
        if at in inside or (kind != _FULL and text[at] < 0):
            continue
        if kind == _APART:
            if kinds[text[at]] == _FULL and not mostly_apart:  # who signed the piece before
                continue
            inside.add(text[at])
        found.append(at)
    signed = [at for at in found if has_sign(lines.texts, titles[at])]
    others = [kinds[at] for at in sorted({*found}.difference(signed))]
    if len(signed) >= _LEAST and all(kinds[at] == _APART for at in signed) and others.count(_FULL) > others.count(_APART):
        inside.update(found)  # sections of these
        found = signed
    if len(found) < _LEAST:
        return []
    inside.update(found)
    inside.update(at for at, (_, end) in enumerate(blocks) if sign_of(lines.texts[end - 1]) == "date")
    strays = sum(
        1 for at in range(found[0], len(kinds)) if at not in inside and (kinds[at] == _BODY or (mostly_apart and kinds[at] == _APART))
    )
    return [titles[at] for at in found] if strays * _STRAY <= len(found) else []


def _text_behind(kinds: list[str], at: int) -> int:
    """The block with the text behind a title that stands apart, with a byline that may stand apart too; -1 for none."""
    behind = at + 2 if kinds[at + 1 : at + 2] == [_SMALL] else at + 1
    return behind if behind < len(kinds) and kinds[behind] in (_BODY, _FULL) else -1


def _blocks(lines: Lines, setting: Setting, borders: list[int]) -> list[tuple[int, int]]:
    """The first line of each block between `borders` and the line behind its last."""
    texts = lines.texts
    blocks: list[tuple[int, int]] = []
    for before, behind in pairwise([-1, *borders, len(texts)]):
        first, end = before + 1, behind
        while first < end and (not texts[first] or (setting.kinds and setting.kinds.get(first) == "furniture")):
            first += 1
        while first < end and not texts[end - 1]:
            end -= 1
        if first < end:
            blocks.append((first, end))
    return blocks


def _kind(lines: Lines, setting: Setting, marked: set[int], first: int, end: int) -> tuple[int, str]:
    """The title's row and the kind of a block."""
    texts = lines.texts
    row = first
    while row + 1 < end and (not texts[row] or (texts[row][0] in _SOURCE_FIRST and _SOURCE.fullmatch(texts[row]))):
        row += 1
    small = end - first <= _HEAD_MOST and all(_is_short(texts[below]) and below not in marked for below in range(first, end))
    if row in marked or not _opens(lines, setting, row):
        return row, _SMALL if small else _BODY
    return row, _APART if small else _FULL


def _is_short(text: str) -> bool:
    return text == "" or (len(text) <= SIGN_MOST and "。" not in text and (text[-1] not in UNFINISHED or is_subtitle(text)))


def _may_open(text: str) -> bool:
    return len(text) >= 2 and text[-1] not in UNFINISHED and is_short(text, TITLE_MOST)


def _opens(lines: Lines, setting: Setting, row: int) -> bool:
    text = lines.texts[row]
    if not _may_open(text) or not setting.free(lines.begin(row)):
        return False
    return is_title(text.lstrip(_DIGITS) or text) and not is_byline(text) and not sign_of(text)
