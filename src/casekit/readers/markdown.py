"""Markdown: its marks become hints, its words stay, line by line.

1. Every line of the file is one line of the text, so that a line number means the same in both.
2. `#` and underlined headings give levels; `--relevel` keeps that they are headings and forgets the levels, which converters of pages
   set all alike. Words in `**` that are a whole line are bold, not a heading.
3. Fenced code, HTML comments and front matter are regions, their `#` no headings.
4. Marks of emphasis, links, images, quotes, and the backslashes before marks go; what they mark stays.
"""

import re
from collections.abc import Iterator

from casekit.readers.content import DEFAULT, Content, Options

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t\u3000]+|(?=[^#\s0-9A-Za-z!-/]))(.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_STARS = re.compile(r"\*{1,3}|__")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_FRONT_LIMIT = 60
"""Lines of front matter; what does not close within them is none."""
_UNDERLINED_LIMIT = 200
"""Code points; a longer line above `---` is a paragraph above a rule."""


def read(text: str, name: str, options: Options = DEFAULT) -> Content:
    """The content of a Markdown text; nothing in it raises."""
    content = Content()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fence = ""
    comment = False
    front = lines[0].rstrip() == "---"
    for at, line in enumerate(lines):
        content.place(line=at + 1)
        mark = _FENCE.match(line)
        if front and at:
            _verbatim(content, line, "furniture")
            front = line.rstrip() not in ("---", "...")
        elif front:
            front = any(later.rstrip() in ("---", "...") for later in lines[1:_FRONT_LIMIT])
            _verbatim(content, line, "furniture" if front else "")
        elif fence:
            closing = mark is not None and mark[1].startswith(fence) and not line.strip(" \t`~")
            _verbatim(content, line, "code")
            fence = "" if closing else fence
        elif comment or line.lstrip().startswith("<!--"):
            _verbatim(content, line, "furniture")
            comment = "-->" not in line
        elif mark and "`" not in line[mark.end() :]:
            fence = mark[1]
            _verbatim(content, line, "code")
        else:
            _line(content, line, lines[at + 1] if at + 1 < len(lines) else "", options)
        if at + 1 < len(lines):
            content.add("\n")
    return content


def _verbatim(content: Content, line: str, region: str) -> None:
    start = content.length
    content.add(line)
    if region:
        content.mark(start, "region", region)


def _line(content: Content, line: str, below: str, options: Options) -> None:
    """One line outside of code."""
    start = content.length
    quoted = _QUOTE.match(line)
    line = line[quoted.end() :] if quoted else line
    bare = line.strip()
    if len(bare) > 2 and set(bare) <= set("|:-=* \t") and len(set(bare) & set("-=*")) == 1:
        return  # a rule, the underline of a heading, or the line below a table's head
    if len(bare) > 2 and bare[0] == bare[-1] == "|":
        content.add("\t".join(_plain(cell.strip()) for cell in bare[1:-1].split("|")))
        content.mark(start, "region", "table")
        return
    heading = _HEADING.fullmatch(line)
    # `#words#` without a blank is a topic of a social network, not a heading.
    if heading and (line[heading.end(1)].isspace() or "#" not in heading[2]):
        _inline(content, _unclosed(heading[2]))
        content.mark(start, "level", 0 if options.relevel else len(heading[1]))
        return
    item = _ITEM.match(line)
    under = _UNDERLINE.fullmatch(below)
    _inline(content, line[item.end() :] if item else line)
    if under and bare and not item and not quoted and len(line) <= _UNDERLINED_LIMIT:
        content.mark(start, "level", 0 if options.relevel else 1 if under[1][0] == "=" else 2)


def _unclosed(words: str) -> str:
    """The words of a heading without the `#` that may close it."""
    bare = words.rstrip()
    inner = bare.rstrip("#")
    return inner.rstrip() if inner != bare and inner[-1:].isspace() else bare


def _inline(content: Content, line: str) -> None:
    """A line's words with its emphasis as hints."""
    if not any(sign in line for sign in "*_[\\<"):
        content.add(line)
        return
    line = _BREAK.sub(" ", _LINK.sub(r"\1", line))
    end = 0
    for opening, closing in _pairs(line):
        content.add(_unescaped(line[end : opening.start()]))
        start = content.length
        content.add(_unescaped(line[opening.end() : closing.start()]))
        if len(opening[0]) > 1:
            content.mark(start, "bold", 1)
        end = closing.end()
    content.add(_unescaped(line[end:]))


def _pairs(line: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The marks of emphasis, each with the one that closes it."""
    opening: re.Match[str] | None = None
    for mark in _STARS.finditer(line):
        if mark.start() and line[mark.start() - 1] == "\\":
            continue
        before, behind = line[mark.start() - 1 : mark.start()], line[mark.end() : mark.end() + 1]
        if opening and opening[0] == mark[0] and opening.end() < mark.start() and not before.isspace():
            yield opening, mark
            opening = None
        elif behind and not behind.isspace():
            opening = mark


def _plain(text: str) -> str:
    """The words of a table's cell."""
    line = Content()
    _inline(line, text)
    return line.text()


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
