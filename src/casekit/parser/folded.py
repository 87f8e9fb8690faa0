"""Traditional characters read as simplified ones, in which all words are written that markers and lines are told by.

Guarantees:
1. Each character stands for one, so places are those of the text.
2. Nothing of what is kept is altered: markers are as written, and titles and paragraphs are cut from the text itself.
"""

import re
from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.patterns import lazy
from casekit.source import Source

_SAMPLE: Final = 2048
"""So many code points tell which characters a text is written in."""
_TRADITIONAL: Final = (
    "個這來時會對為學國過們說從開關應產務業數據與無長張號樓層區課員見問題記論報處點級組條項線類圖書動機實現發經給統結構設計議該種兩東車門間"
)
_SIMPLIFIED: Final = (
    "个这来时会对为学国过们说从开关应产务业数据与无长张号楼层区课员见问题记论报处点级组条项线类图书动机实现发经给统结构设计议该种两东车门间"
)
_USUAL: Final = "個來時會對為學國過說開後數與門號點級項"
"""Hardly a text in traditional characters has none of these."""
_LEAST: Final = 2
"""A single one may stand in a name."""
_AS_THEY_ARE: Final = frozenset("著乾")
"""Characters that simplified text has too."""
_FORMAL: Final = lazy("參(?=[、．.）)拾佰])|(?<=[第拾佰（(])參|^參(?=[ \u3000](?! ?考))", re.MULTILINE)
"""參 as a numeral, elsewhere 参: 參考文獻."""
_TABLE: Final[dict[int, str]] = {}
"""The simplified form by code point, made for the first text that needs it."""


def folded(lines: Lines, source: Source) -> Lines:
    """The lines in simplified characters; they themselves where the text is written in these."""
    sample = source.buffer[:_SAMPLE]
    if not any(map(sample.__contains__, _USUAL)):  # most texts
        return lines
    told = sum(map(sample.count, _TRADITIONAL))
    if told < _LEAST or told <= sum(map(sample.count, _SIMPLIFIED)):
        return lines
    if not _TABLE:
        _fill()
    head = None if lines.head is None else [text.translate(_TABLE) for text in lines.head]
    text = _FORMAL.sub("叁", source.text) if "參" in source.text else source.text
    read = Lines(Source(text.translate(_TABLE), source.origin), head)
    read.written = lines.buffer
    return read


def _fill() -> None:
    from casekit.variants import RARER, VARIANTS

    pairs = VARIANTS + RARER
    for simplified, traditional in zip(pairs[::2], pairs[1::2], strict=True):
        if traditional not in _AS_THEY_ARE:
            _TABLE.setdefault(ord(traditional), simplified)


def unfold(candidates: list[Candidate], read: Lines, lines: Lines) -> None:
    """Give the candidates that were found in the folded lines `read` their markers as they stand in the `lines` of the text."""
    for candidate in candidates:
        start, end = candidate.start, candidate.end
        if read.buffer[start:end].rstrip() == candidate.marker:
            candidate.marker = lines.buffer[start:end].rstrip()
