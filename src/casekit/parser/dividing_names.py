"""Names without a number that divide a text or its sections: 【 开箱 】, 【 保养 】, or 症状： and 病因： at the head of every block.

Guarantees:
1. At least three names of one sort stand alone on their lines, in or between rules, ==== 保养 ====; all are different. No numbering stands
   before the first or runs on over one, or one alone does both, whose headings hold those in brackets or rules.
2. A numbering begins behind at least two, or right under one and ends before another: else lead-ins are enough.
3. Labels with a colon and titles need none where they open all blocks between blank lines, nor do clauses in pairs in a text without
   numbers.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import Final

from casekit.ladder import BLANK
from casekit.ladder.family import Family
from casekit.parser import leads
from casekit.parser.framed import in_rules, words_of
from casekit.parser.lines import Lines
from casekit.parser.named_sections import NAMED, NAMED_BELIEF
from casekit.parser.regions.named_again import titles_again
from casekit.parser.scan import Candidate, Mark
from casekit.parser.scan.candidate import UNDER
from casekit.parser.setting import Setting
from casekit.parser.signs import is_title, sign_of
from casekit.patterns import lazy

_BARE: Final = Family("lead", "病因：", "", -1.1, 0, (), kind="boundary")
"""A name without brackets that holds what stands behind it."""
_PART: Final = "named-part"
"""The style of all of them."""
_LEAST: Final = 3
_PAIR: Final = 2
_MOST: Final = 100
"""A text has no more such names."""
_HEAD: Final = 40
"""A numbered list that names them begins among so many candidates."""
_BEGUN_LEAST: Final = 2
_COUNTS: Final = 1.5
"""The number of a marker that is believed so much counts."""
_OPENING: Final = "【〖［〔["
_CLOSING: Final = "】〗］〕]"
_ALONE: Final = frozenset(_CLOSING)
_NAME_MOST: Final = 30
_NAME: Final = lazy(
    f"[【〖［〔\\[][{BLANK}]*+(?!第?[0-9一二三四五六七八九十]{{1,3}}(?:[章节篇条部回课讲卷集步期辑项]|[{BLANK}、.．]|[】〗］〕\\]]))"
    "(?=[^\u4e00-\u9fff]*[\u4e00-\u9fff][^\u4e00-\u9fff]*[\u4e00-\u9fff])[^【】〖〗［］〔〕\\[\\]。；，：:;]+"
    "[】〗］〕\\]]"
)
_COLONS: Final = "：:"
_LABEL_LINE: Final = lazy(
    f"(?!各|尊敬|亲爱|致)[\u4e00-\u9fff]{{2,6}}+(?<![们好位下括中如有为是即说道问答以的到出成])(?<!同志)(?<!老师)(?<!领导)[{BLANK}]*[:：]"
)
"""A label is no greeting, and no sentence that goes on."""
_LABEL_MOST: Final = 8
_CLAUSES: Final = lazy(f"[“《\u4e00-\u9fff](?:[^。；：:，,！!？、{BLANK}]){{3,18}}[{BLANK}]++(?:[^。；：:，,！!？、{BLANK}]){{4,19}}")
_PLAIN: Final = lazy(f"(?![^\\n]{{0,24}}正在)[“《\u4e00-\u9fff][^。；：:，,！!？?…{BLANK}]{{3,25}}")
_PLAIN_LEAST: Final = 4
_CLAUSES_LEAST: Final = 9
_CLAUSES_MOST: Final = 40
_PARAGRAPH: Final = 30
"""What stands under such a title is not shorter, in code points."""
_CREDIT: Final = lazy("^(?:图|表|本报|本刊|记者|通讯员|来源|摄影|供稿)|(?:摄|文|图|报道|供稿|供图|整理|编辑|撰稿|绘)$")
"""Who wrote a report and who took its pictures stands between its paragraphs as well."""
_CAPTION: Final = lazy(
    "[\u4e00-\u9fff]{0,6}?(?:[民员生师人们童友客者]|专家|干部|代表|师傅|群众|孩子)"
    "(?:正|在[\u4e00-\u9fff]{1,8}?[里上中旁边内][\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{0,6}?(?:展示|演示|采摘|搬运|领取|查看|察看|参观|合影|讲授|讲解))"
)
"""What somebody does in a picture: 队员在山坡上栽树."""
_SAYS: Final = lazy("写着|唱[着道]|念[着道]|一句话|一行字|几个大?字|这首[诗歌]|[诗歌]谣?里[说唱]")
_SAYS_WITHIN: Final = 20
"""A paragraph ends with so many code points that may name what is written or sung behind it."""
_SAID: Final = lazy("这(?:是|就是)?[^。，]{0,6}?[教说唱写念][^。，]{0,12}?[歌诗谣话字联]|这[句首副几][^。，]{0,3}?[歌诗谣话字联]")
"""The next begins with what was said: 这是外婆教我唱的第一首歌谣."""
_VERSES: Final = frozenset((5, 7))
"""Lines of a poem have so many signs each."""
_POEM: Final = lazy("诗|[儿民山童渔]歌|歌[词谣声]|谣|吟|唱|念[道着]|谚|古语|俗话|对联|匾")
_ABOVE_MOST: Final = 3
"""Above the first label stand so many lines at most: what the whole is called, and when it was written."""
_ENDS: Final = frozenset("。！？!?；…”")


def dividing_names(
    lines: Lines, candidates: list[Candidate], setting: Setting, opened: list[int], signed: list[Candidate]
) -> list[Candidate]:
    """The names that divide a text or its headings, in order; `opened` are the rows of the titles that open blocks of it. The titles
    `signed` behind a sign stand under them; there are none where one of these stands before them.
    """
    rows, style = _rows(lines, candidates, setting, opened)
    if not rows or any(title.row < rows[0] for title in signed):
        return []
    for title in signed:
        title.series = UNDER + _PART
    return [_named(lines, row, style) for row in rows]


def _named(lines: Lines, row: int, style: str) -> Candidate:
    """A name that divides the whole, or the headings of a `style`."""
    start, text = lines.begin(row), lines.texts[row]
    begin, end = _name(text)
    mark = Mark(NAMED if text[0] in _OPENING else _BARE, " ", 0, None, (start,))
    mark.belief = 0.0
    mark.delimiter = ""
    mark.style = _PART
    mark.series = UNDER + style if style else mark.series
    candidate = Candidate(start + begin, start + begin, row, lines.starts[row], lines.text_end(row), mark)
    candidate.title_start = start + end
    candidate.sign = start
    candidate.weigh("name-of-a-part", NAMED_BELIEF)
    return candidate


def _rows(lines: Lines, candidates: list[Candidate], setting: Setting, opened: list[int]) -> tuple[list[int], str]:
    """The rows of the names that divide a text, in order, and the style of the headings that hold them, "" where they divide the whole."""
    texts = lines.texts
    told = _told(lines, candidates)
    if len(told) >= _LEAST and _numbering(texts, candidates, told)[0] >= 0:
        return told, ""
    rows = [row for row in lines.beginning(_OPENING) if setting.free(lines.begin(row))]
    for sort, end in zip(_OPENING, _CLOSING, strict=True) if len(rows) >= _LEAST else ():
        begun_with = [row for row in rows if texts[row][0] == sort] if sort in lines.by_first else []
        names = [row for row in begun_with if texts[row][-1] == end and len(texts[row]) <= _NAME_MOST and _NAME.fullmatch(texts[row])]
        if not _LEAST <= len(names) <= _MOST:
            continue
        for found in (_with_text_behind(texts, names, begun_with, end), names):
            begun, held = _numbering(texts, candidates, found)
            if begun >= _BEGUN_LEAST and len(held) <= 1:
                return found, "".join(held)
    names = [row for row in in_rules(lines) if setting.free(lines.begin(row))]
    begun, held = _numbering(texts, candidates, names) if len(names) >= _LEAST else (-1, set())
    if begun >= 0 and len(held) <= 1:
        return names, "".join(held)
    rows = lines.ending(_COLONS, _LABEL_MOST)
    labels = [row for row in rows if _LABEL_LINE.fullmatch(texts[row]) and setting.free(lines.begin(row))] if len(rows) <= _MOST else []
    if len(labels) >= _PAIR:
        for found, least in ((_blocks(texts, labels), 0), (labels, _BEGUN_LEAST)):
            begun, held = _numbering(texts, candidates, found)
            least = least if len(found) >= _LEAST else _BEGUN_LEAST
            if len(found) >= (_LEAST if found is labels else _PAIR) and begun >= least and not held:
                return found, ""
    titles = opened[1:] if opened and not any(texts[: opened[0]]) else opened  # the first is the title of the whole
    for found in (titles, _set_apart(lines, candidates, setting)):
        if len(found) >= _LEAST:
            begun, held = _numbering(texts, candidates, found)
            if begun >= 0 and not held:
                return found, ""
    return [], ""


def _told(lines: Lines, candidates: list[Candidate]) -> list[int]:
    """The lines that a numbered list of contents at the head of the text names, without their numbers."""
    first = next((place for place, one in enumerate(candidates[:_HEAD]) if one.refused == "in-toc" and one.number == 1), -1)
    if first < 0:
        return []
    end = first + 1
    while end < len(candidates) and candidates[end].refused == "in-toc" and candidates[end].style == candidates[first].style:
        end += 1
    return titles_again(lines, candidates, first, end)


def _set_apart(lines: Lines, candidates: list[Candidate], setting: Setting) -> list[int]:
    """The lines between two paragraphs that are two clauses set apart by blanks, 修好一条路　方便一村人, in a text without numbers; in one
    whose paragraphs have a line each also those without any sign: 本县苗圃成了气候.
    """
    texts = lines.texts
    if any(one.belief > 0 and not one.refused for one in candidates):
        return []
    one_each = not setting.width and not setting.told  # who sets titles in bold sets all of them so
    found: list[int] = []
    for row, text in enumerate(texts):
        if not _PLAIN_LEAST <= len(text) <= _CLAUSES_MOST:
            continue
        above, below = _beside(texts, row, -1), _beside(texts, row, 1)
        if not above or len(below) < _PARAGRAPH or not (above[-1] in _ENDS or _CREDIT.search(above)):
            continue
        plain = one_each and len(above) >= _PARAGRAPH and below[-1] in _ENDS and _PLAIN.fullmatch(text) is not None
        plain = plain and not _SAYS.search(above[-_SAYS_WITHIN:]) and not _SAID.match(below)
        if not plain and not (len(text) >= _CLAUSES_LEAST and _CLAUSES.fullmatch(text)):
            continue
        if is_title(text) and not sign_of(text) and not _CREDIT.search(text) and setting.free(lines.begin(row)):
            found.append(row)
    return found if len(found) <= _MOST and not _are_verses(texts, found) and not _are_captions(texts, found) else []


def _are_captions(texts: list[str], found: list[int]) -> bool:
    """Whether half of them say what somebody does in a picture."""
    told = sum(1 for row in found if _PLAIN.fullmatch(texts[row]) and _CAPTION.match(texts[row]))
    return told > 0 and 2 * told >= len(found)


def _are_verses(texts: list[str], found: list[int]) -> bool:
    """Whether all are as long as one another, as the lines of a poem are, and have a word in common or stand beside what tells of one."""
    long = {len(texts[row]) for row in found}
    if len(long) != 1 or long.isdisjoint(_VERSES):
        return False
    words = [{texts[row][at : at + 2] for at in range(len(texts[row]) - 1)} for row in found]
    if set.intersection(*words):
        return True
    return any(_POEM.search(_beside(texts, row, step)) for row in found for step in (-1, 1))


def _beside(texts: list[str], row: int, step: int) -> str:
    """The line before or behind a line, one blank line away at most; "" for none."""
    for at in (row + step, row + 2 * step):
        if 0 <= at < len(texts) and texts[at]:
            return texts[at]
    return ""


def _with_text_behind(texts: list[str], names: list[int], opened: list[int], end: str) -> list[int]:
    """The `names` and the others of the lines `opened` that text stands behind, 【课时安排】两课时, where these are no more."""
    alone = {*names}
    others: list[int] = []
    for row in opened:
        match = None if row in alone else leads.NAMED.match(texts[row])
        if match and texts[row][match.end("title")] == end:
            others.append(row)
    return sorted(names + others) if len(others) <= len(names) else names


def _name(text: str) -> tuple[int, int]:
    """Where the name on such a line begins and ends."""
    words = words_of(text)
    if words:
        return text.index(words), text.index(words) + len(words)
    if text[0] not in _OPENING:
        return 0, len(text.rstrip("：:").rstrip())
    inside = text[1 : text.index(_CLOSING[_OPENING.index(text[0])])]
    return 1 + len(inside) - len(inside.lstrip()), 1 + len(inside.rstrip())


def _numbering(texts: list[str], candidates: list[Candidate], rows: list[int]) -> tuple[int, set[str]]:
    """Behind how many of the names on `rows` a numbering begins, and the styles that go on over them; (-1, none) where they divide nothing:
    a name comes again, stands beside a marker, or behind a numbering that ends before it. One right under a name in brackets that ends
    before another counts as two.
    """
    nothing: tuple[int, set[str]] = (-1, set())
    if len({texts[row][slice(*_name(texts[row]))] for row in rows}) < len(rows):
        return nothing
    counted = [one for one in candidates if not one.glued and not one.refused and one.belief >= _COUNTS]
    at = [one.row for one in counted]
    names = {*rows}
    if any(one.kind == "case" for one in counted) or not names.isdisjoint(at):
        return nothing
    borders = [bisect_left(at, row) for row in [*rows, len(texts)]]
    before = {one.style for one in counted[: borders[0]]}
    known = before.copy()
    held: set[str] = set()
    begun = 0
    for first, behind in pairwise(borders):
        here: set[str] = set()
        for one in counted[first:behind]:
            if one.style not in here and one.number != 1 and one.style in known:
                held.add(one.style)
            here.add(one.style)
        known |= here
        if first < behind and counted[first].number == 1:
            row = counted[first].row
            begun += _BEGUN_LEAST if row < rows[-1] and _is_right_behind(texts, names, row) else 1
    return (begun, held) if held <= before and (held or not before) else nothing


def _is_right_behind(texts: list[str], names: set[int], row: int) -> bool:
    """Whether a numbering begins right under one of the `names` that is alone on its line."""
    above = row - 1 if texts[row - 1] else row - 2
    return above in names and texts[above][-1] in _ALONE


def _blocks(texts: list[str], labels: list[int]) -> list[int]:
    """Those of the `labels` that open blocks between blank lines, where all blocks behind the first are opened by one and hold text, else
    none; blocks lie as many blank lines apart as the labels do from what stands before them. Two are enough where the text begins with one
    and several blank lines stand before the other.
    """
    first = next(row for row, text in enumerate(texts) if text)
    found = [row for row in labels if row == first or not texts[row - 1]]
    if len(found) < _LEAST and (len(found) < _PAIR or found[0] > first or _blanks_before(texts, found[1]) < _PAIR):
        return []
    if sum(1 for text in texts[: found[0]] if text) > _ABOVE_MOST:
        return []
    apart = min([_blanks_before(texts, row) for row in found[1:]])
    opened = {*found}
    for row in range(found[0] + 1, len(texts)):
        if texts[row] and not texts[row - 1] and row not in opened and _blanks_before(texts, row) >= apart and not _is_lone(texts, row):
            return []
    held = [any(text[-1:] in _ENDS for text in texts[row + 1 : end] if text) for row, end in pairwise([*found, len(texts)])]
    return found if all(held) or (len(held) > _LEAST and held.count(False) == 1) else []


def _is_lone(texts: list[str], row: int) -> bool:
    """Whether a block is a short line that ends no sentence, as a title in a block that lost its text."""
    return _PLAIN.fullmatch(texts[row]) is not None and not any(texts[row + 1 : row + 2])


def _blanks_before(texts: list[str], row: int) -> int:
    """How many blank lines stand right before a line."""
    above = row - 1
    while above >= 0 and not texts[above]:
        above -= 1
    return row - 1 - above
