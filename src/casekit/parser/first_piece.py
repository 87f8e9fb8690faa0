"""The title of the first of several documents one behind another, where the outline makes a heading of a later one's.

Guarantees:
1. Both titles end with the same word for a kind of document, or are both rules; the first is the first line of the text.
2. The later one stands beside the headings of the first document, over a numbering that begins again as one of theirs did.
"""

from typing import Final

from casekit.parser.boundaries import OPENS_A_TEXT, title_at
from casekit.parser.documents import LETTERS, RULES, TEXTS
from casekit.parser.lines import Lines
from casekit.parser.numbered import can_be_title
from casekit.parser.outline import Outline
from casekit.parser.scan import Candidate
from casekit.parser.scan.candidate import FIRST_OF_SEVERAL
from casekit.parser.setting import Setting
from casekit.parser.signs import TITLE_MOST, sign_of
from casekit.patterns import lazy

_BELIEF: Final = 2.6
_KIND: Final = lazy(f"[一-鿿）)》”〕]{{2}}(?<!规章)(?P<kind>{RULES}|{TEXTS}|{LETTERS})(?:[（(][^（()）]{{1,8}}[）)])?$")
_HOUSE: Final = frozenset(("制度", "条例", "规则", "办法", "规定", "细则", "守则", "章程", "公约", "规约", "准则"))
"""What orders a house, one behind another."""
_PASSES_ON: Final = ("转发", "批转", "印发", "转印")
"""Such a title is of a letter, and what stands behind it is annexed to it."""
_FIRM: Final = frozenset(("chapter", "article"))
"""What one text has one numbering of: another title over the first may be a section's."""
_ANNEXED: Final = "附"
_LATER_LEAST: Final = 6
"""The title of a later document is not shorter, in code points: 讨论记录 is a section's."""


def first_piece(lines: Lines, candidates: list[Candidate], outline: Outline, setting: Setting) -> Candidate | None:
    """The title of the first document; None where the text is one document, or its first line no such title."""
    texts, parents = lines.texts, outline.parents
    row = next((at for at, text in enumerate(texts) if text), -1)
    kind = _kind(texts[row]) if row >= 0 else ""
    first = next((index for index, parent in enumerate(parents) if parent >= -1), -1)
    if not kind or first < 0 or not _is_first(candidates[first], row) or not _is_later(lines, candidates, parents, kind):
        return None
    if not can_be_title(lines, setting, row) or setting.runs_on(lines, row) or any(word in texts[row] for word in _PASSES_ON):
        return None
    firm = candidates[first].family.id in _FIRM
    if any(_is_other(lines, setting, between, firm) for between in range(row + 1, candidates[first].row)):
        return None  # the first line is the title of the whole
    start = lines.begin(row)
    return title_at(start, start + len(texts[row]), row, lines.starts[row], lines.text_end(row), _BELIEF, FIRST_OF_SEVERAL)


def _is_later(lines: Lines, candidates: list[Candidate], parents: list[int], kind: str) -> bool:
    """Whether the title of a later document of this kind stands on the first level, over a numbering that begins as one before did."""
    texts = lines.texts
    styles: set[str] = set()
    title = -1
    divided = False
    for index, parent in enumerate(parents):
        candidate = candidates[index]
        if title >= 0 and parent == title and candidate.number == 1 and candidate.style in styles:
            return True
        if parent >= -1:
            title = -1  # only the first heading under it tells
        if parent == -1 and candidate.kind == "boundary":
            divided = True
            if candidate.notes[0][0] in OPENS_A_TEXT and _alike(kind, _kind(texts[candidate.row])) and _is_own(texts, candidate.row):
                title = index
        elif parent == -1 and not divided:
            styles.add(candidate.style)
    return False


def _is_other(lines: Lines, setting: Setting, row: int, firm: bool) -> bool:
    """Whether a line between the first title and the numbering may be a title too: that of a document, or, not `firm`, of a section."""
    text = lines.texts[row]
    if not text or not can_be_title(lines, setting, row):
        return False
    return _kind(text) != "" or not (firm or sign_of(text) or "：" in text or ":" in text)


def _is_first(candidate: Candidate, row: int) -> bool:
    """Whether the numbering of the first document begins with a heading below its title."""
    return candidate.number == 1 and candidate.kind in ("heading", "container") and candidate.row > row and not candidate.glued


def _kind(text: str) -> str:
    """The kind of document that a title ends with, "" for none."""
    kind = _KIND.search(text) if text and len(text) <= TITLE_MOST else None
    return kind["kind"] if kind else ""


def _alike(kind: str, other: str) -> bool:
    return kind == other or (kind in _HOUSE and other in _HOUSE)


def _is_own(texts: list[str], row: int) -> bool:
    """Whether a title can be a document's, and nothing tells that what it opens is annexed to the text before."""
    above = next((text for text in reversed(texts[:row]) if text), "")
    return len(texts[row]) >= _LATER_LEAST and above[:1] != _ANNEXED and texts[row][:1] != _ANNEXED
