"""From a decoded text to its tree: `scan`, `regions`, `outline`, `build`, one stage after another; no stage looks back."""

from casekit.model import Document
from casekit.parser.boundaries import boundaries
from casekit.parser.build import build
from casekit.parser.captions import captions
from casekit.parser.doubts import doubt
from casekit.parser.explain import explain
from casekit.parser.items import mark_items
from casekit.parser.lines import Lines
from casekit.parser.outline import resolve
from casekit.parser.regions import regions
from casekit.parser.scan import merge, scan
from casekit.parser.setting import read_setting
from casekit.source import Source

__all__ = ["explain", "parse"]


def parse(source: Source) -> Document:
    """The tree of `source`. Every text gives one, however odd; nothing is raised for what a text says."""
    lines = Lines(source)
    setting = read_setting(lines)
    candidates = scan(lines)
    areas = regions(lines, candidates)
    if source.hints:  # most sources are plain text, and need none of this
        from casekit.parser.hinted import hinted
        from casekit.parser.told import settle, told

        given = told(lines, source.hints)
        areas = settle(lines, candidates, areas, given)
    setting.mark(lines, areas)
    candidates = merge(candidates, boundaries(lines, candidates, setting))
    doubt(lines, candidates, setting)
    guide = None
    if source.hints:
        candidates, guide = hinted(lines, candidates, setting, given)
    setting.captions = captions(lines, candidates, setting)
    outline = resolve(candidates, guide)
    mark_items(lines, candidates, outline)
    if guide:
        guide.tell(candidates, outline)
    document = build(source, lines, candidates, outline, setting)
    document.trace = (candidates, outline, setting)
    return document
