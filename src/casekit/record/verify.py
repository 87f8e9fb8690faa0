"""Whether a record still says what its source says: the tree against the text, span by span.

1. A source that changed since gives one finding, `stale-record`, and nothing else is compared.
2. Where the bytes are the same, every difference is one of the record's: a text, a marker, a line or a level that somebody edited, a node
   that somebody took out or moved. Each is told once, where it stands in the record.
3. The time is linear in the record and the text.
"""

import re
from collections.abc import Iterator

from casekit.diagnostic import Diagnostic, Severity
from casekit.model import Block, Document, Join, Section, nodes
from casekit.source import Source

STALE = ("CK011", "stale-record")
EDITED = ("CK012", "edited-record")
_BREAK_MOST = 8
"""A line break inside a marker, with the blanks around it, takes no more code points."""
_QUOTED = 16
_NEAR = 1 << 16
"""Code points of the record in which a node's range is looked for behind the last one."""
_BLANK = re.compile(r"\s*")


def verify(document: Document, record: Source, source: Source) -> list[Diagnostic]:
    """What is wrong with a record; places are those in the text of the record."""
    if source.origin.sha256 != document.origin.sha256:
        at = record.text.find("sha256")
        message = "the source has changed since the record was made; parse it again"
        return [_finding(STALE, record, max(at, 0), message, "生成记录之后原文已改动；请重新解析")]
    return list(_edits(document, record, source))


def _finding(kind: tuple[str, str], record: Source, at: int, message: str, message_zh: str) -> Diagnostic:
    line, column = record.position(at)
    end = record.text.find("\n", at)
    return Diagnostic(*kind, Severity.ERROR, line, column, at, len(record.text) if end < 0 else end, message, message_zh)


def _edits(document: Document, record: Source, source: Source) -> Iterator[Diagnostic]:
    """Every difference, in the order of the tree."""
    behind = -1
    at = 0
    for node, level in _levelled(document):
        start, end = (node.start, node.end) if isinstance(node, Block) else node.leaf
        at = _where(record, start, end, at)
        wrong = _block(node, source) if isinstance(node, Block) else _section(node, source, level)
        if not wrong and behind >= 0 and not _blank(source.text, behind, start):
            lost = _quote(source.text[behind:start])
            line = source.line(behind)
            wrong = (
                f'the text "{lost}" from line {line} of the source on is in no node before this one',
                f"原文第 {line} 行起的“{lost}”不在此前的任何节点中",
            )
        if wrong:
            yield _finding(EDITED, record, at, f"{wrong[0]}; parse the source again", f"{wrong[1]}；请重新解析")
        behind = max(behind, end)
    if (document.parts in (0, 1) or document.part == document.parts) and behind >= 0 and not _blank(source.text, behind, len(source.text)):
        line = source.line(behind)
        message = f"the text from line {line} of the source on is in no node; parse the source again"
        yield _finding(EDITED, record, max(at, 0), message, f"原文第 {line} 行起的文字不在任何节点中；请重新解析")


def _levelled(document: Document) -> Iterator[tuple[Section | Block, int]]:
    """Every node below the root with the level that a heading must have there."""
    depth = {id(document.root): 0}
    for node in nodes(document.root):
        if isinstance(node, Section):
            level = depth[id(node)]
            for child in node.children:
                depth[id(child)] = level + 1
            if node is document.root:
                continue
        yield node, depth[id(node)]


def _block(block: Block, source: Source) -> tuple[str, str] | None:
    """What is wrong with a block, in both languages."""
    if block.end > len(source.text):
        return _beyond()
    text = _joined(source.text, block.start, block.end, block.joins)
    if text != block.text:
        return _differs("text", "正文", block.text, text)
    return _line(block.line, block.start, source) or _line(block.last_line, max(block.end - 1, block.start), source)


def _is_broken(buffer: str, start: int, marker: str) -> bool:
    """Whether a marker stands at a place with a line break inside it: 第三 / 条."""
    near = buffer[start : start + len(marker) + _BREAK_MOST]
    head, _, rest = near.partition("\n")
    head = head.rstrip()
    return head != "" and marker.startswith(head) and len(head) < len(marker) and rest.lstrip().startswith(marker[len(head) :])


def _section(section: Section, source: Source, level: int) -> tuple[str, str] | None:
    """What is wrong with a heading."""
    if max(section.leaf[1], section.end, section.start + len(section.marker)) > len(source.text):
        return _beyond()
    marker = source.text[section.start : section.start + len(section.marker)]
    # A marker that a line break fell into has the break as the parser reads it, or none.
    near = source.buffer[section.start : section.start + len(section.marker)]
    if section.marker not in (marker, near) and not _is_broken(source.buffer, section.start, section.marker):
        return _differs("marker", "序号", section.marker, marker)
    if section.title:
        title = _joined(source.text, section.offset(0), section.end, section.joins)
        if title != section.title:
            return _differs("title", "标题", section.title, title)
    if section.level != level:
        return (
            f"the level is {section.level} where the heading stands on level {level} of the tree",
            f"级别写作 {section.level}，而标题在树中处于第 {level} 级",
        )
    return _line(section.line, section.start, source)


def _joined(text: str, start: int, end: int, joins: list[Join]) -> str:
    """The text of a range as a reader reads it, over the breaks in `joins`."""
    parts: list[str] = []
    for join in joins:
        if not start <= join.start <= join.end <= end:
            continue
        parts += [text[start : join.start], join.glue]
        start = join.end
    return "".join([*parts, text[start:end]])


def _line(line: int, offset: int, source: Source) -> tuple[str, str] | None:
    real = source.line(min(offset, len(source.text)))
    return None if line == real else (f"the line is {line} where the text stands in line {real}", f"行号写作 {line}，而文字在第 {real} 行")


def _beyond() -> tuple[str, str]:
    return "the range ends behind the end of the source", "范围超出原文末尾"


def _differs(what: str, what_zh: str, here: str, there: str) -> tuple[str, str]:
    at = next((at for at, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    at = max(0, at - 4)
    mine, source = _quote(here[at:]), _quote(there[at:])
    return f'the {what} says "{mine}" where the source says "{source}"', f"{what_zh}写作“{mine}”，而原文是“{source}”"


def _quote(text: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in text[: _QUOTED * 4]).split())
    return plain if len(plain) <= _QUOTED else plain[: _QUOTED - 1] + "…"


def _blank(text: str, start: int, end: int) -> bool:
    found = _BLANK.match(text, start, max(start, end))
    return found is not None and found.end() >= end


def _where(record: Source, start: int, end: int, after: int) -> int:
    """Where the record writes the range of a node, from `after` on; the place before it where it does not."""
    for written in (f": [{start}, {end}]", f": [\n{start},"):
        at = record.text.find(written, after, after + _NEAR)
        if at >= 0:
            return record.starts[record.line(at) - 1] + _indent(record, at)
    return after


def _indent(record: Source, at: int) -> int:
    line = record.line_text(record.line(at))
    return len(line) - len(line.lstrip())
