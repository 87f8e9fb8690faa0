"""Articles with a caption on their line and the provision below: 第二条　租赁期限; or with a label before it: 第二条　租赁期限：三年.

Guarantees:
1. A caption is a short line without any sign of a sentence that does not reach the wrap width; a line of text follows it.
2. Captions are the style of a series: at least two of its articles have one, and at least half; or those beside each other have; or numbers
   begin right under one. So are labels.
"""

from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.parser.setting import Setting
from casekit.parser.torn import WHOLE
from casekit.patterns import lazy

_MOST: Final = 16
"""A caption is not longer, in code points."""
_SENTENCE: Final = frozenset("。；，：？！,;:?!.（(【〖[0123456789")
_COLONS: Final = ("：", ":")
"""One may stand between an article and its caption: 第二条：租赁期限."""
_CLOSES: Final = frozenset("）)")
LABEL: Final = lazy(f"[{BLANK}]*(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff、/]{{1,11}})[：:]")
"""A label behind an article, and its colon."""
_STATUS: Final = lazy("[（(][\u4e00-\u9fff]{1,6}[）)]\\Z")
"""What may stand behind a caption: 付款方式（修订）."""
_PROVIDES: Final = lazy("下列|以下|如下|之一|应当|必须|不得|可以|包括|分为|负责|有权")
"""What provides something is no caption, whatever stands below."""
_UNFINISHED: Final = frozenset("的为是按由在和与及或对将可应")
"""A line that ends in one of these goes on."""


def labels(lines: Lines, candidates: list[Candidate]) -> frozenset[int]:
    """The rows of the articles that begin with a label, their provision behind its colon: 第一条 目的：为了…."""
    found: list[int] = []
    run: list[tuple[int, bool]] = []
    number = 0
    for candidate in candidates:
        if candidate.family.id != "article" or candidate.glued or candidate.refused:
            continue
        if candidate.number < number:
            found += _settled(run)
            run = []
        number = candidate.number
        label = LABEL.match(lines.buffer, candidate.end, candidate.line_end)
        name = label["name"] if label is not None else ""
        names = name != "" and (name[-1] not in _UNFINISHED or name[-2:] in WHOLE) and not _PROVIDES.search(name)
        run.append((candidate.row, names))
    return frozenset(found + _settled(run))


def captions(lines: Lines, candidates: list[Candidate], setting: Setting) -> frozenset[int]:
    """The rows of the articles that have a caption."""
    found: list[int] = []
    run: list[tuple[int, bool]] = []
    number = 0
    named = -1  # the last line that may be a caption
    for candidate in candidates:
        if candidate.row == named + 1 and candidate.number == 1 and not candidate.refused and named >= 0:
            found.append(named)
            named = -1
        if candidate.family.id != "article" or candidate.glued or candidate.refused:
            continue
        if candidate.number < number:
            found += _settled(run)
            run = []
        number = candidate.number
        caption = _is_caption(lines, candidate, setting)
        named = candidate.row if caption and not _PROVIDES.search(lines.texts[candidate.row]) else -1
        run.append((candidate.row, caption))
    return frozenset(found + _settled(run))


def _settled(run: list[tuple[int, bool]]) -> list[int]:
    """The captions of one series, or those that stand beside others."""
    rows = [row for row, alike in run if alike]
    if len(rows) >= 2 and 2 * len(rows) >= len(run):
        return rows
    beside = {at for at in range(len(run) - 1) if run[at][1] and run[at + 1][1]}
    return [run[at][0] for at in range(len(run)) if at in beside or at - 1 in beside]


def _is_caption(lines: Lines, candidate: Candidate, setting: Setting) -> bool:
    row = candidate.row
    text = lines.buffer[candidate.end : candidate.line_end].strip()
    if text[:1] in _COLONS:
        text = text[1:].lstrip()
    if text[-1:] in _CLOSES:
        text = _STATUS.sub("", text)
    return (
        2 <= len(text) <= _MOST
        and _SENTENCE.isdisjoint(text)
        and (text[-1] not in _UNFINISHED or text[-2:] in WHOLE)
        and row + 1 < len(lines.texts)
        and not lines.texts[row + 1].startswith("第")
        and not setting.full(lines.buffer, candidate.line_start, candidate.line_end)
    )
