"""Where a title ends and run-in text begins.

Guarantees:
1. A title lies between its marker and the next heading, and so does the text behind it; nothing is read twice.
2. The closing 。；： is no part of the title, ？ and ！ are; a bracket at the end of a heading line is.
3. An article has no title, or the bracketed caption behind its number, or the label before a colon where articles have them.
"""

import re
from collections.abc import Sequence
from typing import Final

from casekit.ladder import BLANK, characters
from casekit.model import Join
from casekit.parser.captions import LABEL
from casekit.parser.run_on import before_its_words, behind_blank, run_on
from casekit.parser.scan import LONE_FAMILIES, Candidate
from casekit.parser.setting import Setting, joint, seam
from casekit.parser.title_ends import ALL, LABEL_MOST, LOOK, end_of_title, full_stop
from casekit.parser.torn import TORN_LEAST, torn, unfinished
from casekit.patterns import lazy

_CAPTION: Final = lazy(
    f"[{BLANK}]*(?:（(?P<a>[^（）\\n]{{1,40}})）|\\((?P<b>[^()\\n]{{1,40}})\\)|【(?P<c>[^【】\\n]{{1,40}})】|〔(?P<d>[^〔〕\\n]{{1,40}})〕)"
)
_CAPTION_SIGNS: Final = (ord("（"), ord("("), ord("【"), ord("〔"))
_FIRST_HAN: Final = 0x4E00
_LAST_HAN: Final = 0x9FFF
"""No sign and no blank lies between these: most characters are done with one look."""
_BLANKS_MOST: Final = 0x3000
"""No blank lies beyond, and no tag ends so."""
_PLAIN_TITLE: Final = lazy("[^，。；：！？,;:.]{2,20}")
_NUMERALS_ONLY: Final = lazy("[一二三四五六七八九十0-9０-９]+")
_BLANK: Final = frozenset(characters(BLANK))
_BLANK_CODE: Final = 0x20
_SEPARATORS: Final = ":：，,"
_SEPARATES: Final = _BLANK | frozenset(_SEPARATORS)
"""What may stand between a marker and its title: blanks and one of these signs."""
_CLOSING: Final = frozenset("。；;：:，,、 ")
"""What a title loses at its end."""
_BEHIND_SUFFIX: Final = lazy(f"[{BLANK}]*[:：】★☆▲△※◆■●]*[{BLANK}]*")
_TAG: Final = lazy("</?[A-Za-z][A-Za-z0-9]{0,9}[ \\t]*/?>$")
_TAG_MOST: Final = 16
"""A tag behind a title is not longer, in code points."""
_FIELD: Final = lazy("[\u4e00-\u9fff]{2,4}[:：]")
_DATED: Final = lazy("[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?\\Z")
"""What stands under the name of a part and is not its title: 案由：…, 编辑部　2022年4月."""
_STATUS: Final = lazy("[（(](?:规范性|资料性)(?:附录)?[）)]")
_STATUS_NAME: Final = lazy(f"[{BLANK}]*\n[{BLANK}]*[^。；，、：:,;\\s]{{2,30}}(?=[{BLANK}]*(?:\n|\\Z))")
"""The title of an annex of a standard stands below what tells whether it binds."""
_EMPHASIS: Final = ("**", "__")
_RULES: Final = ("****", "____")
"""So many of these signs are a rule, in the middle of which a heading may stand, and no marks of emphasis."""


NO_JOINS: Final[Sequence[Join]] = ()
Headline = tuple[int, int, int, int, Sequence[Join]]
"""The parts of a heading's line, as offsets: where its title begins and ends, where what it covers ends, where run-in text begins (-1 for
none); and the line breaks inside the title.
"""


def headline(buffer: str, candidate: Candidate, limit: int, setting: Setting) -> Headline:
    """Title and body of one heading whose section's own text ends at `limit`."""
    if candidate.suffix:
        return _suffixed(buffer, candidate, limit)
    line_end = candidate.line_end
    if line_end > limit:
        line_end = limit
    at = candidate.end
    if at < line_end and not _FIRST_HAN <= ord(buffer[at]) <= _LAST_HAN and buffer[at] in _SEPARATES:
        at = _behind_separator(buffer, at, line_end)
    if candidate.sign >= 0 and buffer.startswith(_EMPHASIS, candidate.sign) and not buffer.startswith(_RULES, candidate.sign):
        mark = buffer[candidate.sign] * 2
        if buffer.startswith(mark, at):  # **一、**标题, **案例一**：标题
            at = _behind_separator(buffer, at + 2, line_end)
            if candidate.style != "article" and buffer.startswith(mark, at) and buffer.find(mark, at + 2, line_end) > 0:
                return _emphasised(buffer, at + 2, line_end, mark)
        elif candidate.style != "article" and buffer.find(mark, at, line_end) > 0:
            return _emphasised(buffer, at, line_end, mark)
    if candidate.style == "article":
        if candidate.row in setting.captions:
            return at, _strip(buffer, at, line_end), line_end, -1, NO_JOINS
        return _article(buffer, at, line_end) if candidate.row not in setting.labels else _labelled(buffer, at, line_end)
    if candidate.kind == "case" and at < candidate.title_start < line_end:
        end = candidate.title_start
        return at, end, end, _behind_blanks(buffer, end, line_end), NO_JOINS
    end = line_end
    whole = end
    if ord(buffer[end - 1]) <= _BLANKS_MOST:
        whole = end = _strip(buffer, at, end)
        if buffer[end - 1] == ">":
            end = _untagged(buffer, at, end)
        elif candidate.sign >= 0:
            end = _unruled(buffer, candidate.sign, at, end)
    if at >= end:
        return _lonely(buffer, candidate, limit, setting)
    title_end, behind = end_of_title(buffer, at, end)
    if candidate.kind == "heading":
        cut = run_on(buffer, at, end if title_end < 0 else title_end, line_end)
        if cut > 0:
            return at, cut, cut, cut, NO_JOINS
    spaced = at + 4 < len(buffer) and ord(buffer[at + 4]) == _BLANK_CODE  # 思想引领 全年…: most names have four signs
    if spaced or candidate.glued or candidate.kind == "case":
        cut = behind_blank(buffer, at, end - 1 if title_end < 0 else title_end, candidate.kind == "case")
        if cut > 0:
            return at, cut, cut, cut + 1, NO_JOINS
        if candidate.glued and candidate.kind == "case":
            cut = before_its_words(buffer, at, title_end if title_end > at else end)
            if cut > 0:
                return at, cut, cut, cut, NO_JOINS
    joins = NO_JOINS
    full = setting.indented or setting.full(buffer, candidate.line_start, candidate.line_end)
    if title_end < 0 and setting.width and candidate.line_end < limit and full:
        followed: list[Join] = []
        whole = end = _extend(buffer, (candidate.line_start, candidate.line_end), at, end, limit, setting, followed)
        joins = followed
        title_end, behind = end_of_title(buffer, at, end) if joins else ALL
    if title_end < 0:
        if candidate.family.id == "annex" and buffer[end - 1] in "）)" and _STATUS.fullmatch(buffer, at, end):
            return _named_annex(buffer, at, end, limit) or (at, end, whole, -1, joins)
        long = end - at >= TORN_LEAST and candidate.kind != "case"  # under a case's title may stand another
        if end == whole and not setting.width and (long or unfinished(buffer, at, end) or buffer.find("，", at, end) >= 0):
            rest = torn(buffer, at, end, limit, setting)
            if rest is not None:
                joins = [*joins, Join(end, rest[0], 0, seam(buffer[end - 1], buffer[rest[0]]))]
                end = whole = rest[1]
        title_end = end
        while title_end > at and not _FIRST_HAN <= ord(buffer[title_end - 1]) <= _LAST_HAN:
            if buffer[title_end - 1] not in _CLOSING and not full_stop(buffer, at, title_end - 1):
                break
            title_end -= 1
        return at, title_end or end, whole, -1, joins
    while title_end > at and ord(buffer[title_end - 1]) <= _BLANKS_MOST and buffer[title_end - 1].isspace():
        title_end -= 1
    if joins:
        joins = [join for join in joins if join.end <= title_end]
    body = behind
    if body < len(buffer) and not _FIRST_HAN <= ord(buffer[body]) <= _LAST_HAN and buffer[body] in _SEPARATES:
        body = _behind_blanks(buffer, behind, len(buffer))
    if body >= end:
        return at, title_end, whole, -1, joins
    return at, title_end, behind if body == behind else max(behind, _strip(buffer, behind, body)), body, joins


def _unruled(buffer: str, sign: int, at: int, end: int) -> int:
    """Where a title ends that stands in the middle of the rule that begins at `sign`: ===== 一、安装 =====."""
    mark = buffer[sign]
    if not buffer.startswith(3 * mark, sign) or not buffer.endswith(3 * mark, at, end):
        return end
    while end > at and buffer[end - 1] == mark:
        end -= 1
    return _strip(buffer, at, end)


def _skip(what: re.Pattern[str], buffer: str, start: int, end: int) -> int:
    found = what.match(buffer, start, end)
    return found.end() if found else start


def _behind_blanks(buffer: str, start: int, end: int) -> int:
    while start < end and not _FIRST_HAN <= ord(buffer[start]) <= _LAST_HAN and buffer[start] in _BLANK:
        start += 1
    return start


def _behind_separator(buffer: str, start: int, end: int) -> int:
    """Where a title begins behind its marker, which ends at `start`."""
    start = _behind_blanks(buffer, start, end)
    return _behind_blanks(buffer, start + 1, end) if start < end and buffer[start] in _SEPARATORS else start


def _strip(buffer: str, start: int, end: int) -> int:
    while end > start and buffer[end - 1].isspace():
        end -= 1
    return end


def _untagged(buffer: str, start: int, end: int) -> int:
    """`end` without the tags of a web page before it."""
    while end > start and buffer[end - 1] == ">" and (tag := _TAG.search(buffer, max(start, end - _TAG_MOST), end)):
        end = _strip(buffer, start, tag.start())
    return end


def _emphasised(buffer: str, at: int, line_end: int, mark: str) -> Headline:
    """A title that Markdown emphasises ends with the emphasis."""
    stop = buffer.find(mark, at, line_end)
    end = _strip(buffer, at, stop)
    while end > at + 1 and buffer[end - 1] in _CLOSING:
        end -= 1
    behind = stop + len(mark)
    behind += buffer[behind : behind + 1] in _SEPARATORS and behind < line_end
    body = _behind_blanks(buffer, behind, line_end)
    rest = _strip(buffer, behind, line_end)
    if body >= rest:
        return at, end, max(behind, rest), -1, NO_JOINS
    return at, end, max(behind, _strip(buffer, behind, body)), body, NO_JOINS


def _suffixed(buffer: str, candidate: Candidate, limit: int) -> Headline:
    end = _strip(buffer, candidate.title_start, candidate.start)
    line_end = min(candidate.line_end, limit)
    body = _skip(_BEHIND_SUFFIX, buffer, candidate.end, line_end)
    leaf_end = max(candidate.end, _strip(buffer, candidate.end, body))
    return candidate.title_start, end, leaf_end, body if _strip(buffer, body, line_end) > body else -1, NO_JOINS


def _article(buffer: str, at: int, line_end: int) -> Headline:
    caption = _CAPTION.match(buffer, at, line_end) if at < line_end and ord(buffer[at]) in _CAPTION_SIGNS else None
    title_start = title_end = leaf_end = at
    if caption:
        group = caption.lastgroup or "a"
        inside = caption[group]
        if not _NUMERALS_ONLY.fullmatch(inside.strip()):
            title_start, title_end = caption.span(group)
            leaf_end = caption.end()
    else:
        leaf_end = _strip(buffer, 0, at)
        title_start = title_end = leaf_end
    body = _behind_blanks(buffer, leaf_end, line_end)
    return title_start, title_end, max(leaf_end, _strip(buffer, leaf_end, body)), body if body < line_end else -1, NO_JOINS


def _labelled(buffer: str, at: int, line_end: int) -> Headline:
    """An article whose label before a colon is its title."""
    label = LABEL.match(buffer, at, line_end)
    if label is None:
        return _article(buffer, at, line_end)
    body = _behind_blanks(buffer, label.end(), line_end)
    return label.start("name"), label.end("name"), label.end(), body if body < line_end else -1, NO_JOINS


def _lonely(buffer: str, candidate: Candidate, limit: int, setting: Setting) -> Headline:
    """A marker alone on its line: the next line is its title when it is short and unfinished."""
    end = candidate.end
    nothing = end, end, max(end, _strip(buffer, end, min(candidate.line_end, limit))), -1, NO_JOINS
    if candidate.family.kind == "case" or candidate.family.id == "qi-alone" or candidate.line_end >= limit:
        return nothing  # 其一 is the whole title; the first line of a poem stands under it
    start = buffer.find("\n", candidate.line_end, limit) + 1
    if not start:
        return nothing
    start = _behind_blanks(buffer, start, limit)
    line_end = buffer.find("\n", start)
    line_end = limit if line_end < 0 else min(line_end, limit)
    stop = _strip(buffer, start, line_end)
    if candidate.family.id in LONE_FAMILIES and not _PLAIN_TITLE.fullmatch(buffer, start, stop):
        return nothing
    if candidate.family.kind == "container" or candidate.family.worded:
        field = _FIELD.match(buffer, start, stop)
        if field is not None or _DATED.search(buffer, start, stop):
            return nothing
    cut, behind = end_of_title(buffer, start, stop) if start < stop and (candidate.glued or buffer[stop - 1] not in "。；") else ALL
    if cut >= 0 and cut - start <= LABEL_MOST and setting.free(start):  # the line was wrapped behind the marker
        return start, cut, behind, -1, NO_JOINS
    if not start < stop or stop - start > 40 or buffer[stop - 1] in "。；，、：:,;" or not setting.free(start):
        return nothing
    if buffer[stop - 1] in "）)" and _STATUS.fullmatch(buffer, start, stop):
        return _named_annex(buffer, start, stop, limit) or (start, stop, stop, -1, NO_JOINS)
    if setting.width and line_end < limit:
        joins: list[Join] = []
        stop = _extend(buffer, (buffer.rfind("\n", 0, start) + 1, stop), start, stop, limit, setting, joins)
        return start, stop, stop, -1, joins or NO_JOINS
    return start, stop, stop, -1, NO_JOINS


def _named_annex(buffer: str, start: int, stop: int, limit: int) -> Headline | None:
    """The status of an annex `[start, stop)` with the title on the next line, None where no title stands there."""
    named = _skip(_STATUS_NAME, buffer, stop, limit)
    if named == stop:
        return None
    begin = _behind_blanks(buffer, buffer.index("\n", stop) + 1, named)
    return start, named, named, -1, [Join(stop, begin, 0, "")]


def _extend(buffer: str, line: tuple[int, int], at: int, end: int, limit: int, setting: Setting, joins: list[Join]) -> int:
    """Follow a title over the lines it was wrapped to, from the `line` that it begins on; returns the new end."""
    line_start, line_end = line
    while line_end < limit and len(joins) < 4 and end - at < LOOK:
        begin = buffer.find("\n", line_end, limit) + 1
        if not begin:
            break
        following = buffer.find("\n", begin)
        following = limit if following < 0 else min(following, limit)
        text = _behind_blanks(buffer, begin, following)
        stop = _strip(buffer, text, following)
        if text >= stop or not setting.wraps_title(buffer, line_start, line_end, begin, text, stop):
            break
        joins.append(Join(end, text, 0, joint(buffer, end, text)))
        end = stop
        line_start, line_end = begin, stop
        if buffer[end - 1] in "。；！？" or end_of_title(buffer, at, end)[0] >= 0:
            break
    return end
