"""Contents whose line breaks are lost, several entries with their leaders and pages on one line: 1 绪论------ 1 1.1 背景------ 2.

Guarantees:
1. A list stands under 目录 or begins with it; each of its lines ends in a leader and a page number, and one of them has two at least.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.regions.list_heads import list_heads
from casekit.parser.setting import Region
from casekit.patterns import lazy

_B: Final = f"[{BLANK}]*+"
_LEADER: Final = lazy(f"[^.．…·•⋯_—\n-](?:[.．·•_—-]{{4,}}+|[…⋯]{{2,}}+){_B}[（(]?[0-9０-９]{{1,4}}(?![0-9０-９])")
_LEADERS: Final = ("----", "....", "····", "……", "____", "——", "．．．．", "••••", "⋯⋯")
_HEAD: Final = lazy(f"[【\\[]?目{_B}[录錄次][】\\]]?")
_FIRST: Final = "目【["
_LEAST: Final = 2
_ENDS: Final = frozenset("0123456789０１２３４５６７８９)）")


def leader_lines(lines: Lines) -> list[Region]:
    """All such lists, each with its head."""
    texts = lines.texts
    heads = [lines.at(head) for head in list_heads(lines)]
    heads += [row for row in lines.beginning(_FIRST) if _led(texts[row]) and _HEAD.match(texts[row])]
    found: list[Region] = []
    row = -1
    for head in sorted(set(heads)):
        if head < row:  # in the lines that were looked through
            continue
        last, most = head, 0
        row = head if _led(texts[head]) else head + 1
        while row < len(texts) and (not texts[row] or _led(texts[row])):
            if texts[row]:
                last = row
                most = max(most, len(_LEADER.findall(texts[row])))
            row += 1
        if most >= _LEAST:
            found.append(Region(lines.starts[head], lines.end(last), "toc"))
    return found


def _led(text: str) -> bool:
    """Whether a line ends in a page number and has a leader."""
    return bool(text) and text[-1] in _ENDS and any(leader in text for leader in _LEADERS) and _LEADER.search(text) is not None
