"""From a decoded text to its tree: `scan`, `regions`, `outline`, `build`, one stage after another; no stage looks back.

A long plain text is read in windows of whole cases, see `windows`; whoever wants no more than one of them in memory takes `in_pieces`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from casekit.model import Document
from casekit.parser.boundaries import OPENS_A_TEXT, boundaries
from casekit.parser.build import build
from casekit.parser.captions import captions, labels
from casekit.parser.doubts import doubt
from casekit.parser.folded import folded, unfold
from casekit.parser.items import mark_items
from casekit.parser.lost_openers import lost_openers
from casekit.parser.outline import resolve
from casekit.parser.regions import regions
from casekit.parser.scan import merge, scan
from casekit.parser.scan.countdown import countdowns
from casekit.parser.setting import read_setting
from casekit.parser.window import Text, Window, is_long
from casekit.source import Source

if TYPE_CHECKING:
    from casekit.parser.account import Explanation
    from casekit.parser.windows import Piece

__all__ = ["explain", "in_pieces", "parse"]

_RUNNING_LEAST: Final = 12
"""Numbers that run through a text, and the headings they run through, are no fewer candidates."""


def parse(source: Source) -> Document:
    """The tree of `source`. Every text gives one, however odd; nothing is raised for what a text says."""
    if is_long(source):
        from casekit.parser.windows import SIZE, join  # what few texts need is loaded for those

        return join(source, _read, SIZE)
    return _read(source, Window()).document


def in_pieces(text: Text, size: int = 0) -> Iterator["Piece"]:
    """The cases of a long text, a window after the other; `parse` gives the same, joined. `size` is that of a window in code points, 0
    for the usual one.
    """
    from casekit.parser.windows import SIZE, pieces

    return pieces(text, _read, size or SIZE)


def explain(source: Source, line: int) -> "Explanation":
    """The account of the 1-based `line` of `source`, see `casekit.parser.account`. Raises IndexError for a line that the text has not."""
    from casekit.parser.account import account

    return account(source, line)


def _read(source: Source, window: Window) -> Window:
    """Fill in `window`: the tree of its text, and what was found on the way."""
    lines, text = folded(source, window.head)
    setting = window.setting or read_setting(lines)
    candidates = window.with_first(scan(lines))
    areas = regions(lines, candidates)
    if source.hints:  # most sources are plain text, and need none of this
        from casekit.parser.hinted import hinted
        from casekit.parser.told import settle, told

        setting.told = True
        given = told(lines, source.hints)
        areas = settle(lines, candidates, areas, given)
    setting.mark(lines, areas)
    countdowns(candidates)
    candidates = merge(candidates, lost_openers(lines, candidates, setting))
    parts = boundaries(lines, candidates, setting)
    candidates = merge(candidates, parts)
    doubt(lines, candidates, setting)
    if len(candidates) >= _RUNNING_LEAST:
        from casekit.parser.running import running

        running(candidates)
    guide = None
    if source.hints:
        candidates, guide = hinted(lines, candidates, setting, given)
    setting.captions = captions(lines, candidates, setting)
    setting.labels = labels(lines, candidates)
    window.restore_first()
    outline = resolve(candidates, window.begun, guide)
    if not guide and lines.head is None and any(part.notes[0][0] in OPENS_A_TEXT for part in parts):
        from casekit.parser.first_piece import first_piece

        first = first_piece(lines, candidates, outline, setting)
        if first is not None:
            candidates = merge(candidates, [first])
            outline = resolve(candidates, window.begun)
    mark_items(lines, candidates, outline)
    if guide:
        guide.tell(candidates, outline)
    if lines is not text:
        unfold(candidates, lines, text, setting)
    document = build(source, text, candidates, outline, setting, window.start, window.row)
    document.trace = (candidates, outline, setting)
    window.document, window.lines = document, text
    return window
