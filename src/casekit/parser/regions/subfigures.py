"""What the parts of a figure show, on lines of their own beside its caption: (a) 原图 / (b) 灰度图 / 图 3 预处理.

Guarantees:
1. A region is one short line that begins with a letter in brackets and ends no sentence.
2. Such lines count on, with nothing but blank lines and pictures between, right above the caption of a figure or right below it, and no
   colon announces them. In a text that has such lines, others right above a caption are taken that a colon stands before, since figures are
   moved between paragraphs, and one alone that neither goes on from a letter nor is gone on from.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Region
from casekit.patterns import lazy

_LETTERS: Final = frozenset(("latin-parens", "latin-half-parens"))
_MOST: Final = 40
"""What a part shows is not longer, in code points."""
_SENTENCE: Final = frozenset("。；：！？;:!?")
_ANNOUNCES: Final = frozenset("：:")
_FIGURE: Final = lazy("[（(【]?(?:图|圖|附图|插图|照片|(?i:fig|photo))")
_PICTURE: Final = "!["


def subfigures(lines: Lines, captions: list[Region], candidates: list[Candidate]) -> list[Region]:
    """The lines that tell what the parts of figures show; `captions` are those of the text."""
    figures = {lines.at(caption.start) for caption in captions}
    figures = {row for row in figures if _FIGURE.match(lines.texts[row])}
    lettered = [one for one in candidates if one.family.id in _LETTERS and not one.glued and not one.refused] if figures else []
    found: list[Candidate] = []
    alone: list[int] = []
    announced: list[Candidate] = []
    place = 0
    while place < len(lettered):
        end = place
        while end < len(lettered) and _shows(lines, lettered[end]):
            if end > place and not _counts_on(lines, lettered[end - 1], lettered[end]):
                break
            end += 1
        if end == place:
            place += 1
            continue
        above, below = _beside(lines.texts, lettered[place].row, -1), _beside(lines.texts, lettered[end - 1].row, 1)
        if end == place + 1:
            if below in figures:
                alone.append(place)
        elif above >= 0 and lines.texts[above][-1] in _ANNOUNCES:
            announced += lettered[place:end] if below in figures else []
        elif below in figures or above in figures:
            found += lettered[place:end]
        place = end
    if found:
        found += announced
        found += [lettered[at] for at in alone if not _in_series(lettered, at)]
    return [Region(candidate.line_start, candidate.line_end, "caption") for candidate in found]


def _shows(lines: Lines, candidate: Candidate) -> bool:
    """Whether a line may tell what a part of a figure shows."""
    text = lines.texts[candidate.row]
    return len(text) <= _MOST and _SENTENCE.isdisjoint(text)


def _counts_on(lines: Lines, before: Candidate, candidate: Candidate) -> bool:
    """Whether a letter follows the one before it with nothing but blank lines and pictures between."""
    return (
        candidate.style == before.style and candidate.number == before.number + 1 and _beside(lines.texts, candidate.row, -1) == before.row
    )


def _beside(texts: list[str], row: int, step: int) -> int:
    """The next line in the direction of `step` that is neither blank nor a picture, -1 for none."""
    row += step
    while 0 <= row < len(texts) and (not texts[row] or texts[row].startswith(_PICTURE)):
        row += step
    return row if row < len(texts) else -1


def _in_series(lettered: list[Candidate], at: int) -> bool:
    """Whether a letter goes on from the one before it of its style, or the one behind it goes on from it."""
    here = lettered[at]
    before = next((one for one in reversed(lettered[:at]) if one.style == here.style), None)
    behind = next((one for one in lettered[at + 1 :] if one.style == here.style), None)
    return (before is not None and before.number == here.number - 1) or (behind is not None and behind.number == here.number + 1)
