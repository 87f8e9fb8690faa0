"""Where a Chinese text may be cut: behind sentences, and where one is too long, behind clauses."""

import re
from collections.abc import Iterator, Sequence

from casekit.model import Block

_CLOSERS = "”’」』）》】〕〉)\\]\"'"
_SENTENCE = re.compile(rf"(?:[。！？；…!?;]+|(?<=[A-Za-z)])\.(?=\s))[{_CLOSERS}]*\s*|\n\s*")
_CLAUSE = re.compile(rf"[，、：,:—]+[{_CLOSERS}]*\s*")


def sentences(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """The ranges of the sentences of `text`, without a gap; one of more than `limit` code points comes in several parts.

    A sentence ends behind 。！？；… and their like, with the quotes and brackets that close behind them, and behind a line break. A long
    one is cut behind its commas and colons, where that does not help at `limit`.
    """
    for start, end in _ranges(_SENTENCE, text, 0, len(text)):
        if end - start <= limit:
            yield start, end
            continue
        begin = at = start
        for _, clause in _ranges(_CLAUSE, text, start, end):
            if clause - begin > limit and at > begin:
                yield begin, at
                begin = at
            while clause - begin > limit:
                yield begin, begin + limit
                begin += limit
            at = clause
        if begin < end:
            yield begin, end


def _ranges(border: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in border.finditer(text, start, end):
        if found.end() < end:
            yield start, found.end()
            start = found.end()
    if start < end:
        yield start, end


def places(block: Block, indexes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The source offset and the line of each of `block.text[index]`; the indexes ascend. Takes one look at the joins for all of them."""
    text, joins = block.text, block.joins
    waiting = 0
    moved = block.start
    line, seen = block.line, 0
    for index in indexes:
        while waiting < len(joins) and moved + index >= joins[waiting].start:
            join = joins[waiting]
            moved += join.end - join.start - len(join.glue)
            line, seen = join.line, join.end - moved
            waiting += 1
        if seen < index:
            line += text.count("\n", seen, index)
            seen = index
        yield moved + index, line
