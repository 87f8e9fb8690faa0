"""Where the authors of a paper work: numbered lines under its title, in brackets or with a postcode each.

Guarantees:
1. Only markers of the first lines are refused, at least two of them together.
"""

from typing import Final

from casekit.parser.lines import Lines
from casekit.parser.scan import Candidate
from casekit.patterns import lazy

_LAST_ROW: Final = 40
"""Authors stand among so many first lines."""
_LEAST: Final = 2
_POSTED: Final = lazy("[^。]{4,60}[\u4e00-\u9fff][\\s,，]*[0-9]{6}[\\s;；,，)）。.]*")
"""北川农业职业学院，北川 617000；"""
_POSTED_BEFORE: Final = lazy(
    "[^。\\s]{1,3}\\s?[0-9]{6}\\s?(?![元人个户册份件吨亩平千克米条名台套次位]|余(?![姚杭干江庆])|多(?!伦)|张(?![家掖北])|用户)[\u4e00-\u9fff]{2,12}[,，\\s]\\s?[^。；]{2,80}"
)
"""2．617000北川，北川农业职业学院: the postcode stands before the place."""
_POSTED_ABROAD: Final = lazy(
    "[^。\u4e00-\u9fff]{8,120}?(?<![0-9])[0-9]{6}[\\s,，]*(?:P\\s?[.．]?\\s?R\\s?[.．]?\\s?(?:of\\s)?)?C\\s?[Hh]\\s?[Ii]\\s?[Nn]\\s?[Aa]"
    "[\\s.．;；,，)）]*"
)
"""2．Beichuan Agricultural College, Beichuan 617000, China; in the English head of a paper; scans part the letters."""
_CODED: Final = lazy("(?:代码|编号|代号)[:： ]*[0-9]{6}")
"""No postcode."""
_SURE: Final = 3.0
_POSTCODE: Final = lazy("(?<![0-9])[0-9]{6}(?![0-9])")
_WORKPLACES: Final = ("大学", "学院", "医院", "研究", "公司", "中心", "学校", "协会", "学会", "委员会", "集团", "局", "站", "馆")
_CHINA_LAST: Final = frozenset("aA.．;；,，)）")
_OPENED: Final = lazy("[（(][1１一a][.．、\\s][^（()）]{2,60}[;；,，]")
"""（1.北川农业职业学院，北川 617000；: the bracket is closed behind the last of them."""
_DIGITS: Final = frozenset("0123456789")
_CODE_MOST: Final = 24
"""A postcode, the country and what closes the line are not longer, in code points."""
_BRACKETS: Final = frozenset("（(")
_ONES: Final = frozenset("1１a")
_FEW: Final = 8
_SIGNS: Final = frozenset("0123456789０１２３４５６７８９（(abcdef")


def affiliations(lines: Lines, candidates: list[Candidate]) -> None:
    """Refuse the numbers before the places where authors work."""
    if lines.head is not None:
        return
    texts = lines.texts
    near: list[Candidate] = []
    posted: list[Candidate] = []
    for candidate in candidates:
        if candidate.row >= _LAST_ROW:
            break
        if not candidate.refused and texts[candidate.row][0] in _SIGNS:
            near.append(candidate)
            if not _DIGITS.isdisjoint(texts[candidate.row][-_CODE_MOST:]) or not _DIGITS.isdisjoint(texts[candidate.row][2:_FEW]):
                posted.append(candidate)
    if not near:
        return
    found = [candidate for candidate in posted if _with_postcode(texts[candidate.row])]
    if found and _under_a_heading(candidates, found[0]):
        found = []
    opened = [row for row, text in enumerate(texts[:_LAST_ROW]) if text[:1] in _BRACKETS and text[1:2] in _ONES and _OPENED.fullmatch(text)]
    for row in opened:
        closed = next((below for below in range(row + 1, min(row + _FEW, len(texts))) if texts[below][-1:] in ("）", ")")), row)
        found += [candidate for candidate in near if row <= candidate.row <= closed]
    together = found and len(_POSTCODE.findall(texts[found[0].row])) >= _LEAST
    if len(found) >= _LEAST or (found and opened) or together:
        for candidate in found:
            candidate.refused = "affiliation"


def _under_a_heading(candidates: list[Candidate], first: Candidate) -> bool:
    """Whether a heading of another kind stands right above: authors stand under a title, or at the foot of a page."""
    above = [one for one in candidates[:_LAST_ROW] if one.row == first.row - 1 and not one.refused and not one.glued]
    return any(one.belief >= _SURE and one.style != first.style for one in above)


def _with_postcode(text: str) -> bool:
    """Whether a line names a place of work with its postcode, behind it or before it."""
    if (_POSTED.fullmatch(text) and not _CODED.search(text)) or (text[-1] in _CHINA_LAST and _POSTED_ABROAD.fullmatch(text)):
        return True
    return _POSTED_BEFORE.fullmatch(text) is not None and any(word in text for word in _WORKPLACES)
