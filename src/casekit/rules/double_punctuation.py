"""A number that needs no separator has one, or it has two: （一）、, （1）., ①、, 1.、.

By GB/T 15834 nothing stands behind a number in brackets or in a circle. Told once a document for each kind of marker, with their number.

Bad:
    一、河道保洁
    （一）、分段包干。每段由一户人家负责。
    （二）、定期清淤。每年冬天清一次。

Bad:
    一、河道保洁
    1.、分段包干。每段由一户人家负责。
    2.、定期清淤。每年冬天清一次。

Good:
    一、河道保洁
    （一）分段包干。每段由一户人家负责。
    （二）定期清淤。每年冬天清一次。
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.model import Section
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.markers import stop

_ZH = (
    "不需要标点的序号带了标点，或者标点重叠：（一）、，（1）.，①、，1.、。按 GB/T 15834，带括号或圆圈的序号后面不加标点。"
    "每篇文档对每类序号报告一次，并给出处数。"
)
_STOPS: Final = frozenset("、．.，,：:")
_CLOSED: Final = frozenset(")）］]〕】")
_ROUND: Final = frozenset(("circled", "keycap", "parens-char", "dot-char", "han-parens-char"))
_PLAIN: Final = frozenset(("han-comma", "han-loose", "arabic-dot", "arabic-comma", "formal-comma", "latin-dot", "stem"))


def _look(reading: Reading) -> Iterator[Finding]:
    found: dict[str, list[tuple[Section, int]]] = {}
    for section in reading.sections:
        if not section.marker or section.number is None or section.kind == "case":
            continue
        length = _doubled(section, stop(section, reading.source))
        if length:
            found.setdefault(section.family, []).append((section, length))
    for rows in found.values():
        (first, length), count = rows[0], len(rows)
        end = first.start + length
        text = reading.text[first.start : end]
        more = f" and {count - 1} more like it" if count > 1 else ""
        yield Finding(
            end - 1,
            end,
            f'one separator too many in "{quote(text)}"{more}; delete it',
            f"“{quote(text)}”{f'等{count}处' if count > 1 else ''}多了标点；请删去",
        )


def _doubled(section: Section, behind: str) -> int:
    """How many code points the marker and the separator that is too many take; 0 where there is none."""
    marker = section.marker
    if len(marker) > 1 and marker[-1] in "、．." and marker[-2] in _CLOSED:
        return len(marker)
    if behind not in _STOPS or not behind:
        return 0
    closed = marker[-1:] in _CLOSED or section.family in _ROUND
    return len(marker) + 1 if closed or (section.family in _PLAIN and marker[-1:] in _STOPS and behind in "、．.") else 0


RULE = Rule(
    "CK502", "double-punctuation", Severity.INFO, "one separator too many behind a number", "序号标点重叠", __doc__ or "", _look, why_zh=_ZH
)
