"""What closes a text that teaches, and asks by number: 思考与练习, alone on its line.

Guarantees:
1. One line of the text says so, in whatever words, and no other numbering follows that of the questions: what closes every lesson stays
   in it.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.scan.candidate import CHAPTERS
from casekit.patterns import lazy

_EXERCISES: Final = lazy("(?:本[章节课讲]|课[后前堂]|复习)?(?:思考|练习|习题|讨论|作业)(?:[与和及、]?(?:思考|练习|讨论|作业|实践))?题?")
_BARE: Final = frozenset(("讨论", "思考"))
"""What a lesson does by the way."""
_LAST: Final = frozenset("题习业论践考")
_MOST: Final = 12
_SURE: Final = 2.0
"""A marker believed so much numbers something."""


def closing_exercises(lines: Lines, candidates: list[Candidate], row: int, place: int) -> bool:
    """Whether the line `row` names such questions, the first of which is the candidate at `place`."""
    text = lines.texts[row]
    if text in _BARE or not _EXERCISES.fullmatch(text) or lines.times(text) > 1:
        return False
    if sum(1 for other in lines.texts if len(other) <= _MOST and other[-1:] in _LAST and _EXERCISES.fullmatch(other)) > 1:
        return False  # 习题 closes one lesson, 练习 another
    style = candidates[place].style
    return not any(one.style != style and not one.refused and one.belief >= _SURE for one in candidates[place:])


def lone_part(candidates: list[Candidate]) -> str:
    """The style of the chapter, lesson or the like that the whole text is, "" where it has several or none."""
    sure = [one for one in candidates if not one.refused and one.belief >= _SURE]
    if not sure or not (sure[0].kind == "container" or sure[0].family.id in CHAPTERS):
        return ""
    return "" if any(one.style == sure[0].style for one in sure[1:]) else sure[0].style
