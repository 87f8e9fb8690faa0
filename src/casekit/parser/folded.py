"""A text that is written in one of several ways, read in the one in which all rules are written.

Traditional characters are read as simplified ones, half-width stops behind Han as full-width ones, straight quotation marks beside Han as
a pair, small forms of stops as usual ones, what Markdown emphasises at the beginning of a line without its marks, numbers with
their titles in the middle of a rule without it, a letter that a scanner
put for the number 3 as that, a blank that does not break as a blank, and lines that all have a blank one between them as lines without.

Guarantees:
1. Each character stands for one, so places are those of the text.
2. Nothing of what is kept is altered: markers are as written, and titles and paragraphs are cut from the text itself.
"""

import re
from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.parser.lines import Lines, firsts
from casekit.parser.scan import Candidate
from casekit.parser.scan.candidate import text_start
from casekit.parser.setting import Setting
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
_FORMAL: Final = lazy("參(?=[、．.·）)拾佰])|(?<=[第拾佰（(])參|^參(?=[ \u3000](?! ?考))", re.MULTILINE)
"""參 as a numeral, elsewhere 参: 參考文獻."""
_FIXED_BLANK: Final = "\u00a0"
_STRAIGHT: Final = '"'
_OPEN: Final = "“"
_CLOSE: Final = "”"
_CJK: Final = "\u2e80"
"""Han and full-width signs come from here on."""
_LASTS: Final = frozenset(("", "\n", "：", ":"))
_OUTLINED: Final = lazy(
    "第[0-9一二三四五六七八九十百]{1,5}[条章节款]|[（(]?[0-9一二三四五六七八九十]{1,3}(?:[.．][0-9]{1,2})*[、.．)） \u3000]"
)
"""What begins with a number may be an outline that is quoted over several lines."""
_PARAGRAPH_END: Final = lazy("[。！？；][ \t\u3000]*\n|\n[ \t\u3000]*\n")
_BEFORE_OPEN: Final = frozenset(("", *"\n \t\u3000（(《【[：:"))
_BEHIND_CLOSE: Final = frozenset(("", *"\r\n \t\u3000，。；、：！？）)》】],;:!?"))
"""Beside these a quotation mark opens, or closes."""
_HAN: Final = "\u4e00-\u9fff"
_FIRST_HAN: Final = 0x4E00
_LAST_HAN: Final = 0x9FFF
_LAST_ASCII: Final = 0x7F
_STOPS: Final = dict(zip(",;:?!", "，；：？！", strict=True))
_BEHIND: Final = {
    half: lazy(f"{sign}(?:(?<=[{_HAN}”》）」』】]{sign})|(?<=[{_HAN}][0-9]{sign})(?=[{_HAN}]))")
    for half, sign in ((",", ","), (";", ";"), (":", ":"), ("?", "[?]"), ("!", "!"))
}
"""A half-width stop, as it is read behind Han, and behind a digit between Han; the sign first, so that the text between is passed over at
the speed of memory.
"""
_CLOSED: Final = frozenset("”》）」』】")
_SMALL: Final = "﹐﹑﹔﹕"
_SMALL_FORMS: Final = tuple(zip(_SMALL, "，、；：", strict=True))
_ZE: Final = "\u0417"
_THREE: Final = lazy(f"^(?P<ahead>[{BLANK}]*[（(〔]?){_ZE}(?=[）)〕．.、，])", re.MULTILINE)
"""The Cyrillic letter that looks like a 3, where a number stands."""
_NUMBER: Final = (
    f"(?:第[0-9０-９一二三四五六七八九十百零]{{1,5}}|[（(【〔\\[]?[0-9０-９一二三四五六七八九十]{{1,3}}(?:[.．][0-9]{{1,2}}){{0,3}}[、.．)）:：】〕\\]{BLANK}]"
    "|[①-⑳]|附[件录錄表則则]|案例|[【〔]|[篇例][0-9一二三四五六七八九十])"
)
_EMPHASIS: Final = {
    sign: lazy(
        f"(?P<mark>{mark})(?P<words>(?:{_NUMBER}[^{sign[0]}\\n]{{0,80}}?|[^{sign[0]}\\n]{{2,40}}(?={mark}[{BLANK}]*$)))(?P=mark)",
        re.MULTILINE,
    )
    for sign, mark in (("**", "[*]{2,3}"), ("__", "__"))
}
"""Words that Markdown emphasises at the beginning of a line: a number with or without its title, or all of the line. Masks, **省**市, are
none of these.
"""
_RULED: Final = {
    sign: lazy(
        f"(?P<mark>{rule},80}}+)(?P<words>[{BLANK}]{{0,4}}{_NUMBER}[^{sign}\\n]{{0,60}}?)(?P<close>{rule},80}}+)[{BLANK}\\r]*$",
        re.MULTILINE,
    )
    for sign, rule in (*((sign, f"[{sign}]{{3") for sign in "=-#~—─━"), ("*", "[*]{4"))
}
"""A rule with a number and words in its middle: ===== 一、安装 =====. A number alone is that of a page."""
_RULE_FIRST: Final = firsts(_RULED)
_WORDS: Final = lazy("[A-Za-z\u4e00-\u9fff]")
_MARKS: Final = frozenset("*_=-#~＝—─━")
_BLANK_SHARE: Final = 3
"""A text whose lines are set apart has one blank line in so many at least."""
_GAPS_LEAST: Final = 5
"""So many lines that are set apart are no accident."""
_BESIDE: Final = 20
"""One pair of lines without a blank one between is let pass for so many with one."""
_TABLE: Final[dict[int, str]] = {}
"""The simplified form by code point, made for the first text that needs it."""


def folded(source: Source, head: list[str] | None) -> tuple[Lines, Lines]:
    """The lines of a text as they are read, and as they stand in it: the same where it is written so. `head` is that of `Lines`."""
    text = source.text
    sample = source.buffer[:_SAMPLE]
    traditional = _is_traditional(sample)
    small = any(map(sample.__contains__, _SMALL))
    bare = text
    if "*" in text or "_" in text:
        for sign in _EMPHASIS:
            if sign[0] in bare:
                bare = _unmarked(bare, sign)
    read = _read(bare, traditional, small)
    begun = None if head is None else _read("\n".join(head), traditional, small).split("\n")
    same = read is text or read == text
    lines = Lines(source if same else Source(read, source.origin), begun)
    signs = _rules_of_titles(lines)
    if signs:
        for sign in signs:
            bare = _unruled(bare, sign)
        read, same = _read(bare, traditional, small), False
        lines = Lines(Source(read, source.origin), begun)
    spacing = _spacing(lines.texts) if lines.texts.count("") * _BLANK_SHARE >= len(lines.texts) else 0
    if spacing:
        lines = Lines(Source(_closed_up(lines, spacing), source.origin), begun)
    elif same:
        return lines, lines
    lines.written = source.buffer
    if spacing:
        return lines, Lines(source, head)
    source.lend(lines.starts)
    plain = Lines(source, head, lines)
    return lines, plain if bare is text else plain.as_written()  # what is emphasised has other bounds


def _unmarked(text: str, sign: str) -> str:
    """The text with blanks for the marks around what is emphasised at the beginnings of lines."""
    pieces: list[str] = []
    done = 0
    first = sign[0]
    at = text.find(first)
    while at >= 0:
        if text[at + 1 : at + 2] != first:  # to leap from one sign to the next is faster than to look for two
            at = text.find(first, at + 1)
            continue
        begin = at
        while begin > done and text[begin - 1] != "\n" and text[begin - 1].isspace():
            begin -= 1
        match = _EMPHASIS[sign].match(text, at) if not begin or text[begin - 1] == "\n" else None
        if match is None:
            at = text.find(first, at + len(sign))
            continue
        mark = " " * len(match["mark"])
        pieces.append(f"{text[done:at]}{mark}{match['words']}{mark}")
        done = match.end()
        at = text.find(first, done)
    pieces.append(text[done:])
    return "".join(pieces) if done else text


def _rules_of_titles(lines: Lines) -> list[str]:
    """The signs of rules that have a number and words in their middle."""
    found: list[str] = []
    for row in lines.beginning(_RULE_FIRST):
        sign = lines.texts[row][0]
        if sign not in found and lines.texts[row].startswith(3 * sign) and _RULED[sign].match(lines.buffer, lines.begin(row)):
            found.append(sign)
    return found


def _unruled(text: str, sign: str) -> str:
    """The text with blanks for the rules around numbers and their titles."""
    pieces: list[str] = []
    done = 0
    rule = 3 * sign
    at = text.find(rule)
    while at >= 0:
        begin = text.rfind("\n", 0, at) + 1
        match = _RULED[sign].match(text, at) if not text[begin:at].strip() else None
        if match is not None and _WORDS.search(match["words"]):
            pieces.append(f"{text[done:at]}{' ' * len(match['mark'])}{match['words']}{' ' * len(match['close'])}")
            done = match.end("close")
        end = text.find("\n", at)
        at = text.find(rule, end) if end >= 0 else -1
    pieces.append(text[done:])
    return "".join(pieces) if done else text


def _spacing(texts: list[str]) -> int:
    """How many blank lines stand between nearly any two lines: those tell nothing."""
    gaps: list[int] = []
    gap = -1
    for text in texts:
        if not text:
            gap += gap >= 0
            continue
        if gap >= 0:
            gaps.append(gap)
        gap = 0
    gaps.sort()
    return gaps[len(gaps) // _BESIDE] if len(gaps) >= _GAPS_LEAST else 0


_COMPILED: Final = not hasattr(_spacing, "__code__")
"""Then a loop is faster than a pattern."""


def _widened(text: str, half: str, full: str) -> str:
    """The text with its half-width stops behind Han as full-width ones: `_BEHIND` in a loop."""
    if not _COMPILED:
        return _BEHIND[half].sub(full, text)
    kept = [-1]
    at = text.find(half)
    while at >= 0:
        before = ord(text[at - 1]) if at else 0
        if not (_FIRST_HAN <= before <= _LAST_HAN or (before > _LAST_ASCII and text[at - 1] in _CLOSED)):
            digit = 0x30 <= before <= 0x39 and at > 1 and at + 1 < len(text)
            if not (digit and _FIRST_HAN <= ord(text[at - 2]) <= _LAST_HAN and _FIRST_HAN <= ord(text[at + 1]) <= _LAST_HAN):
                kept.append(at)
        at = text.find(half, at + 1)
    wide = text.replace(half, full)
    if len(kept) == 1:
        return wide
    pieces = [wide[one + 1 : other] for one, other in pairwise([*kept, len(text)])]
    return half.join(pieces)


def _closed_up(lines: Lines, spacing: int) -> str:
    """The text with so many blank lines less behind each line: their line ends are read as blanks."""
    texts, last = lines.texts, len(lines.raw) - 1
    pieces: list[str] = []
    left = 0
    for row, line in enumerate(lines.raw):
        if texts[row]:
            left = spacing
        pieces.append(line + (" " if left > 0 and row < last and not texts[row + 1] else "\n"))
        left -= 1
    return "".join(pieces)[:-1]


def _read(text: str, traditional: bool, small: bool) -> str:
    """The text in the characters in which it is read, itself where it is written in these."""
    if traditional:
        if not _TABLE:
            _fill()
        text = (_FORMAL.sub("叁", text) if "參" in text else text).translate(_TABLE)
    if _FIXED_BLANK in text:
        text = text.replace(_FIXED_BLANK, " ")
    if _STRAIGHT in text:
        text = _paired(text)
    for half, full in _STOPS.items():
        if half in text:
            text = _widened(text, half, full)
    for form, usual in _SMALL_FORMS if small else ():
        text = text.replace(form, usual)
    return _THREE.sub("\\g<ahead>3", text) if _ZE in text else text


def _is_traditional(sample: str) -> bool:
    """Whether a sample of a text is written in traditional characters."""
    if not any(map(sample.__contains__, _USUAL)):  # most texts
        return False
    told = sum(map(sample.count, _TRADITIONAL))
    return told >= _LEAST and told > sum(map(sample.count, _SIMPLIFIED))


def _paired(text: str) -> str:
    """The text with each straight quotation mark beside Han or a full-width sign as the one that opens or closes.

    What stands beside a mark tells which it is; where that does not, the mark before it does. A quotation goes on over the end of a
    paragraph where it began with a line, behind a colon or before a number, as quoted articles and outlines do.
    """
    pieces = text.split(_STRAIGHT)
    marks: list[str] = []
    is_open = lasting = False
    for at in range(len(pieces) - 1):
        piece, following = pieces[at], pieces[at + 1]
        opened, closed = piece.rfind(_OPEN), piece.rfind(_CLOSE)
        if opened >= 0 or closed >= 0:
            is_open, lasting = opened > closed, False
        if is_open and not lasting and _PARAGRAPH_END.search(piece):
            is_open = False
        before, behind = piece[-1:], following[:1]
        if not (before >= _CJK or behind >= _CJK or (before in _LASTS and _OUTLINED.match(following))):  # of code, or inches
            marks.append(_STRAIGHT)
            continue
        begins, ends = before in _BEFORE_OPEN, behind in _BEHIND_CLOSE
        is_open = begins if begins != ends else not is_open
        if is_open:
            lasting = before in _LASTS or _OUTLINED.match(following) is not None
        marks.append(_OPEN if is_open else _CLOSE)
    marks.append("")
    return "".join([piece + mark for piece, mark in zip(pieces, marks, strict=True)])


def _fill() -> None:
    from casekit.variants import RARER, VARIANTS

    pairs = VARIANTS + RARER
    for simplified, traditional in zip(pairs[::2], pairs[1::2], strict=True):
        if traditional not in _AS_THEY_ARE:
            _TABLE.setdefault(ord(traditional), simplified)


def unfold(candidates: list[Candidate], read: Lines, lines: Lines, setting: Setting) -> None:
    """Give the candidates that were found in the folded lines `read` their markers and rows as they stand in the `lines` of the text."""
    for candidate in candidates:
        start, end = candidate.start, candidate.end
        if not lines.buffer.startswith(candidate.marker, start) and read.buffer[start:end].rstrip() == candidate.marker:
            candidate.marker = lines.buffer[start:end].rstrip()
    if len(read.starts) != len(lines.starts):
        for candidate in candidates:
            candidate.row = lines.at(candidate.line_start)
        setting.move([lines.at(start) for start in read.starts], lines)
    if not lines.borrowed and any(sign in lines.buffer for sign in (*_EMPHASIS, *_RULED)):
        _emphasise(candidates, read, lines)


def _emphasise(candidates: list[Candidate], read: Lines, lines: Lines) -> None:
    """Let the headings that are emphasised begin and end with the marks of that."""
    for candidate in candidates:
        if lines.texts[candidate.row][:1] not in _MARKS:
            continue
        begin = text_start(candidate)
        start = lines.begin(lines.at(begin))
        if start < begin and read.buffer[start:begin].isspace() and lines.buffer[start] in _MARKS:
            candidate.sign = start
            candidate.line_end = lines.text_end(lines.at(candidate.line_end))
