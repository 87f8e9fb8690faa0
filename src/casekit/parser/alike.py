"""Titles that are told by their own words: a label before each that comes again, [政策] 农村摆席要备案, or the same words and the next
letter behind them, 租房合同A … 租房合同B.

Guarantees:
1. The first stands at the top of the text, under the title of the whole at most.
2. A line that has the label is a title, and a line without it stands under it, longer than the title; a label that names a field or a voice
   makes none: [时间], [画面].
"""

import re
from collections import Counter
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.setting import Setting
from casekit.parser.signs import TITLE_MOST, UNFINISHED
from casekit.patterns import lazy

SQUARES: Final = "[［【"
_LABEL: Final = lazy("[\\[［【][一-鿿]{2,8}[\\]］】]")
_FIELDS: Final = lazy(
    "[\\[［【](?:(?:[活会集]?[动议合]?|开始|结束|上课)时间|地[点址]|人物|角色|主[持讲]人?|记录人?|同期声?|画面|镜头|旁白|解说词?|字幕|音[乐效]|场景|布景"
    "|问|答|提问|回答|注[意释]?|说明|备注|提示|要求|对象|名称|单位|电话|来源|作者|日期)[\\]］】]"
)
"""What names a field or a voice rather than a topic."""
_LABELS_LEAST: Final = 3
"""So many titles with labels make a series."""
_TITLE_LEAST: Final = 4
"""What stands behind the label is not shorter, in code points."""
_LETTERED: Final = lazy("(?P<words>[^A-Za-z]*[一-鿿]{2}[（(]?)(?P<letter>[AＡ])(?P<tail>[卷版组套]?[）)]?)")
_LETTERS: Final = 8
"""So many letters are looked for."""
_LETTERED_MOST: Final = 30
"""Words with their letter are not longer, in code points."""


def alike(lines: Lines, setting: Setting, marked: set[int]) -> list[int]:
    """The rows of the titles, in order; nothing where there are none."""
    texts = lines.texts
    top: list[int] = []
    for row, text in enumerate(texts):
        if text:
            top.append(row)
            if len(top) > 1:
                break
    for row in top:
        first = "A" in texts[row] or "Ａ" in texts[row]
        lettered = _LETTERED.fullmatch(texts[row]) if first and len(texts[row]) <= _LETTERED_MOST else None
        rows = _labelled(lines, row) if texts[row][0] in SQUARES else _lettered(lines, row, lettered) if lettered else []
        if rows and marked.isdisjoint(rows) and all(setting.free(lines.begin(title)) for title in rows):
            return rows
    return []


def _labelled(lines: Lines, first: int) -> list[int]:
    """The lines with labels in such brackets as the line `first` has, where each label comes again and all are titles over text."""
    texts = lines.texts
    if not _LABEL.match(texts[first]):
        return []
    labels: Counter[str] = Counter()
    rows = lines.by_first[texts[first][0]]
    for row in rows:
        label = _LABEL.match(texts[row])
        title = texts[row][label.end() :].lstrip() if label else ""
        below = next((text for text in texts[row + 1 : row + 3] if text), "[")
        if label is None or not _TITLE_LEAST <= len(title) <= TITLE_MOST or title[-1] in UNFINISHED or "。" in title:
            return []
        if below[0] in SQUARES or len(below) <= len(title) or _FIELDS.match(texts[row]):
            return []
        labels[label.group()] += 1
    return rows if len(rows) >= _LABELS_LEAST and min(labels.values()) > 1 else []


def _lettered(lines: Lines, first: int, lettered: re.Match[str]) -> list[int]:
    """The lines with the words of the line `first` and the letters behind its own, each of which stands once."""
    words, letter, tail = lettered.group("words", "letter", "tail")
    rows = [first]
    for step in range(1, _LETTERS):
        text = f"{words}{chr(ord(letter) + step)}{tail}"
        if lines.times(text) != 1:
            break
        row = lines.texts.index(text)
        if row < rows[-1]:
            return []
        rows.append(row)
    return rows if len(rows) > 1 and lines.times(lines.texts[first]) == 1 else []
