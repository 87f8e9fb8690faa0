"""The table of contents lists what the text does not have, or has under another title.

Compared are the entries without page numbers, signs and blanks. An entry that a gap in the numbering explains is numbering-gap's to tell;
a list of which a third is not found belongs to another text and is not judged. Told at the entry, once for a run of them.

Bad:
    目录
    一、仓库管理......1
    二、车辆管理......2
    三、食堂管理......3
    四、宿舍管理......4
    一、仓库管理
    入库的物资当天登记。
    二、车辆管理
    出车前检查油量和轮胎。
    三、伙食公开
    每天公布菜价。
    四、宿舍管理
    熄灯以后不大声说话。

Good:
    目录
    一、仓库管理......1
    二、车辆管理......2
    三、食堂管理......3
    四、宿舍管理......4
    一、仓库管理
    入库的物资当天登记。
    二、车辆管理
    出车前检查油量和轮胎。
    三、食堂管理
    每天公布菜价。
    四、宿舍管理
    熄灯以后不大声说话。
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Block, Section
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.series import label, spelled
from casekit.shapes import dataclass

_ZH = (
    "目录所列，正文没有，或者题名不同。比较时去掉页码、标点和空格。编号缺口已能说明的由 numbering-gap 报告；三分之一以上对不上的目录"
    "属于另一篇文本，不作判断。位置在目录条目，连续的条目合并报告一次。"
)
_PAGE: Final = lazy("(?:[.．…·•⋯_\\s\u3000-]*[（(]?[0-9０-９]{1,4}[)）]?|[.．…·•⋯_\\s\u3000]+)$")
_TAIL_MOST: Final = 120
_SIGNS: Final = lazy("[\\W_]+")
_HEAD: Final = lazy("\\s*[【\\[]?\\s*(?:目\\s*[录次錄]|CONTENTS)\\s*[】\\]]?\\s*$", re.IGNORECASE)
_NUMBER: Final = lazy("(?:第|附件|附录|附|篇|案例)?[0-9lio一二三四五六七八九十百零〇]{1,8}[编章节条部分篇]{0,2}")
_FURNITURE: Final = lazy("第[0-9]+页(?:共[0-9]+页)?")
_LEAST: Final = 3
_FOUND: Final = 2 / 3
_SHORT: Final = 120
"""A longer line is no title, in code points."""
_PREFIX: Final = 4
_TRIED: Final = 8


@dataclass(slots=True)
class _Entry:
    block: Block
    text: str
    key: str
    found: bool = False


def _look(reading: Reading) -> Iterator[Finding]:
    lists = list(_lists(reading))
    if not lists:
        return
    titles = _Titles(reading)
    gaps = _gaps(reading)
    for entries in lists:
        for at, entry in enumerate(entries):
            entry.found = entry.found or entry.key in titles or titles.longer(entry.key)
            if not entry.found and at + 1 < len(entries) and entry.key + entries[at + 1].key in titles:
                entry.found = entries[at + 1].found = True
        # Where entries have numbers, one without is the rest of the one before it.
        numbered = [entry for entry in entries if _number(entry.key)]
        judged = numbered if 2 * len(numbered) >= len(entries) else entries
        if sum(1 for entry in judged if entry.found) >= _FOUND * len(judged):
            yield from _tell(judged, titles, gaps, reading.row)


def _tell(entries: list[_Entry], titles: "_Titles", gaps: list[str], row: int) -> Iterator[Finding]:
    at = 0
    while at < len(entries):
        first = at
        while at < len(entries) and not (entries[at].found or _lost(entries[at], gaps)):
            at += 1
        if at > first:
            yield _finding(entries[first:at], titles, row)
        at += 1


def _finding(run: list[_Entry], titles: "_Titles", row: int) -> Finding:
    start, end = run[0].block.start, run[-1].block.end
    here = quote(run[0].text, 24)
    instead = titles.numbered.get(_number(run[0].key)) if len(run) == 1 else None
    if instead is not None:
        line = instead.line + row
        return Finding(
            start,
            end,
            f'the contents say "{here}", the text says "{label(instead)}" on line {line}; make them agree',
            f"目录为“{here}”，正文第{line}行为“{label(instead)}”；请改为一致",
        )
    to, to_zh = (f' to "{quote(run[-1].text, 24)}"', f"至“{quote(run[-1].text, 24)}”") if len(run) > 1 else ("", "")
    return Finding(
        start,
        end,
        f'the contents list "{here}"{to}, the text has no such heading; look for lost text, or correct the contents',
        f"目录列有“{here}”{to_zh}，正文没有相应标题；请查看是否丢失正文，或更正目录",
    )


def _lists(reading: Reading) -> Iterator[list[_Entry]]:
    """The contents lists with enough entries."""
    entries: list[_Entry] = []
    for node in reading.nodes:
        if isinstance(node, Block) and node.kind == "toc":
            text = _PAGE.sub("", node.text[:_TAIL_MOST].strip())
            key = _key(text)
            if _HEAD.match(node.text):
                if len(entries) >= _LEAST:
                    yield entries
                entries = []
            elif len(key) >= 2 and not key.isdecimal() and not _FURNITURE.fullmatch(key):
                entries.append(_Entry(node, text, key))
        elif entries and isinstance(node, Section) and node is not reading.root:
            if len(entries) >= _LEAST:
                yield entries
            entries = []
    if len(entries) >= _LEAST:
        yield entries


class _Titles:
    """What the body has: its headings and its short lines, as keys, and its headings by numbers that come once."""

    def __init__(self, reading: Reading) -> None:
        self.keys: set[str] = set()
        self.prefixes: dict[str, list[str]] = {}
        self.numbered: dict[str, Section] = {}
        source = reading.source
        twice: set[str] = {""}
        for node in reading.nodes:
            if isinstance(node, Section):
                key = _key(node.marker + node.title)
                self._add(key)
                self._add(_key(node.title))
                number = _number(key)
                if node.title and number not in self.numbered:
                    self.numbered[number] = node
                elif number:
                    twice.add(number)
            elif node.kind != "toc":
                for line in range(node.line, min(node.last_line, node.line + 1) + 1):
                    text = source.line_text(line)
                    self._add(_key(text) if len(text) <= _SHORT else "")
        for number in twice:
            self.numbered.pop(number, None)

    def _add(self, key: str) -> None:
        for form in (key, _bare(key)):
            if form and form not in self.keys:
                self.keys.add(form)
                row = self.prefixes.setdefault(form[:_PREFIX], [])
                if len(row) < _TRIED:
                    row.append(form)

    def __contains__(self, key: str) -> bool:
        return key in self.keys or _bare(key) in self.keys

    def longer(self, key: str) -> bool:
        """Whether a title begins with the entry, or the entry with a title: one of them is cut short."""
        for form in (key, _bare(key)):
            for other in self.prefixes.get(form[:_PREFIX], ()):
                if min(len(form), len(other)) >= _PREFIX and (other.startswith(form) or form.startswith(other)):
                    return True
        return False


def _key(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


def _number(key: str) -> str:
    match = _NUMBER.match(key)
    return match.group() if match else ""


def _bare(key: str) -> str:
    """A key without the number it begins with."""
    return key[len(_number(key)) :]


def _gaps(reading: Reading) -> list[str]:
    """The keys of the markers that are missing by their numbers."""
    found: set[str] = set()
    for defect in reading.defects:
        for number in range(defect.due, min(defect.section.number or 0, defect.due + 50)) if defect.kind == "gap" else ():
            found.add(_key(spelled(defect.section, number)))
    return sorted(found)


def _lost(entry: _Entry, gaps: list[str]) -> bool:
    return _number(entry.key) in gaps


RULE = Rule(
    "CK601",
    "toc-mismatch",
    Severity.WARNING,
    "the contents list what the text does not have",
    "目录与正文不符",
    __doc__ or "",
    _look,
    why_zh=_ZH,
)
