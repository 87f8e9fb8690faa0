"""Pieces that a dump tells apart by what it sets around their titles: rules with words, rules above and below, the label 标题：.

Guarantees:
1. There are two at least, the first of them at the top of the text, and a sentence or a numbering stands behind each title.
2. No numbering goes on over a title that is found here.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines, firsts
from casekit.parser.numbered import Numbering, can_be_title
from casekit.parser.regions import drawn, is_ruled, ruled
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.parser.signs import HEAD, TITLE_MOST, UNFINISHED, is_short, is_title
from casekit.patterns import lazy

_LEAST: Final = 2
_SAME: Final = 3, 2
"""Of so many records so many have a title at their head."""
_COLONS: Final = frozenset("：:")
"""A title between rules is no field."""
_ENTITLED_FIRST: Final = firsts("标")
_ENTITLED: Final = lazy(f"标题[{BLANK}]*[:：][{BLANK}]*(?=\\S)")


def framed(lines: Lines, setting: Setting, starts: Numbering) -> list[int]:
    """The rows of the titles, in order."""
    for found in (_records(lines, setting, starts), _boxed(lines, setting, starts), _entitled(lines, setting)):
        if len(found) >= _LEAST and not starts.empty(lines.texts, found) and starts.divide(lines.texts, found, sure=True):
            return found
    return []


def _records(lines: Lines, setting: Setting, starts: Numbering) -> list[int]:
    """The titles at the heads of records between rules with words, hardly any of which has none; or those inside such rules."""
    rules = ruled(lines)
    if len(rules) < _LEAST:
        return []
    from casekit.parser.regions.record_rules import record_heads, titled_rules

    texts = lines.texts
    heads = record_heads(lines, rules)
    if not heads:
        found = titled_rules(lines, rules)
        return found if found and not any(texts[: found[0]]) and all(setting.free(lines.begin(row)) for row in found) else []
    found = [row for row in heads if row not in starts.marked and _is_title(texts[row]) and setting.free(lines.begin(row))]
    return found if _SAME[0] * len(found) >= _SAME[1] * len(heads) else []


def _is_title(text: str) -> bool:
    return is_short(text, TITLE_MOST) and text[-1] not in UNFINISHED and is_title(text)


def _boxed(lines: Lines, setting: Setting, starts: Numbering) -> list[int]:
    """The titles with one rule above and one below, with no other line above the first."""
    rows = drawn(lines)
    if len(rows) < 2 * _LEAST or any(lines.texts[: rows[0]]):
        return []
    from casekit.parser.regions.record_rules import boxed_titles

    found = boxed_titles(lines, rows)
    fit = all(row not in starts.marked and can_be_title(lines, setting, row) and _COLONS.isdisjoint(lines.texts[row]) for row in found)
    return found if fit and found[:1] == [rows[0] + 1] else []


def _entitled(lines: Lines, setting: Setting) -> list[int]:
    """The lines that a label tells to be titles."""
    rows = lines.beginning(_ENTITLED_FIRST, 2 * TITLE_MOST)
    if len(rows) < _LEAST:
        return []
    texts = lines.texts
    found = [row for row in rows if _ENTITLED.match(texts[row]) and texts[row][-1] not in UNFINISHED and setting.free(lines.begin(row))]
    return found if found and sum(1 for text in texts[: found[0]] if text) <= HEAD else []


def in_rules(lines: Lines) -> list[int]:
    """The titles in the middle of rules, or those between one rule above and one below, without that of the whole."""
    rules, rows = ruled(lines), drawn(lines)
    if len(rules) <= _LEAST and len(rows) <= 2 * _LEAST:
        return []
    from casekit.parser.regions.record_rules import boxed_titles, titled_rules

    texts = lines.texts
    found = titled_rules(lines, rules)
    around = 0
    if not found:
        found, around = boxed_titles(lines, rows), 1
        found = found if all(_is_title(texts[row]) and _COLONS.isdisjoint(texts[row]) for row in found) else []
    if len(found) > 1 and not any(texts[: found[0] - around]) and not any(texts[found[0] + 1 + around : found[1] - around]):
        return found[1:]
    return found


def words_of(text: str) -> str:
    """The title in a line that a dump wrote around it: ===== 安装 =====, 标题：两口井停用的说明; "" where it is all of the line."""
    if is_ruled(text):
        return text.strip(text[0] + " \t\u3000")
    named = _ENTITLED.match(text) if text[0] == "标" else None
    return text[named.end() :] if named else ""


def put_inside(title: Candidate, text: str, words: str) -> None:
    """Let a title begin and end with the `words` of its line `text`."""
    title.sign = title.start
    title.start = title.end = title.start + text.index(words)
    title.title_start = title.start + len(words)
