"""From a decoded text to its tree: `scan`, `regions`, `outline`, `build`, one stage after another; no stage looks back.

A long plain text is read in windows of whole cases, see `windows`; whoever wants no more than one of them in memory takes `in_pieces`.
"""

from collections.abc import Iterator

from casekit.model import Document
from casekit.parser import windows
from casekit.parser.boundaries import boundaries
from casekit.parser.build import build
from casekit.parser.captions import captions
from casekit.parser.doubts import doubt
from casekit.parser.explain import explain
from casekit.parser.folded import folded, unfold
from casekit.parser.items import mark_items
from casekit.parser.lines import Lines
from casekit.parser.lost_openers import lost_openers
from casekit.parser.outline import resolve
from casekit.parser.regions import regions
from casekit.parser.scan import merge, scan
from casekit.parser.scan.countdown import countdowns
from casekit.parser.setting import read_setting
from casekit.parser.windows import Piece, Text, Window
from casekit.source import Source

__all__ = ["Piece", "explain", "in_pieces", "parse"]


def parse(source: Source) -> Document:
    """The tree of `source`. Every text gives one, however odd; nothing is raised for what a text says."""
    if windows.is_long(source):
        return windows.join(source, _read, windows.SIZE)
    return _read(source, Window()).document


def in_pieces(text: Text, size: int = windows.SIZE) -> Iterator[Piece]:
    """The cases of a long text, a window after the other; `parse` gives the same, joined. `size` is that of a window in code points."""
    return windows.pieces(text, _read, size)


def _read(source: Source, window: Window) -> Window:
    """Fill in `window`: the tree of its text, and what was found on the way."""
    text = Lines(source, window.head)
    lines = folded(text, source)
    setting = window.setting or read_setting(lines)
    candidates = window.with_first(scan(lines))
    areas = regions(lines, candidates)
    if source.hints:  # most sources are plain text, and need none of this
        from casekit.parser.hinted import hinted
        from casekit.parser.told import settle, told

        given = told(lines, source.hints)
        areas = settle(lines, candidates, areas, given)
    setting.mark(lines, areas)
    countdowns(candidates)
    candidates = merge(candidates, lost_openers(lines, candidates, setting))
    candidates = merge(candidates, boundaries(lines, candidates, setting))
    doubt(lines, candidates, setting)
    guide = None
    if source.hints:
        candidates, guide = hinted(lines, candidates, setting, given)
    setting.captions = captions(lines, candidates, setting)
    window.restore_first()
    outline = resolve(candidates, window.begun, guide)
    mark_items(lines, candidates, outline)
    if guide:
        guide.tell(candidates, outline)
    if lines is not text:
        unfold(candidates, lines, text)
    document = build(source, text, candidates, outline, setting, window.start, window.row)
    document.trace = (candidates, outline, setting)
    window.document, window.lines = document, text
    return window
