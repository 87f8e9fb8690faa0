"""A quotation is opened and not closed, or closed and not opened; a mark that was typed the wrong way round is both.

Looked at are “” ‘’ 「」 『』 《》 and the straight " within a reader's paragraph, a heading together with the text that runs on behind it.
One finding a paragraph, at the first mark without a partner. A quotation over several paragraphs, each of which may open with “, is no
defect, nor is one that a hole in the text cuts: that is lost-text's to tell.

Bad:
    一、窗口建设
    大厅设立”党员先锋岗”，由业务最熟的同志值守，当天的事当天办完。

Bad:
    一、窗口建设
    大厅设立“党员先锋岗，由业务最熟的同志值守，当天的事当天办完。

Good:
    一、窗口建设
    大厅设立“党员先锋岗”，墙上写着：“当天的事‘不过夜’，难办的事‘不推脱’。”
    老主任在留言簿里写道：
    “第一次来的时候，我跑了三个窗口。
    “这一次来，一个窗口就够了。”
"""

from collections.abc import Iterator
from typing import Final

from casekit.diagnostic import Severity
from casekit.patterns import lazy
from casekit.rules.base import Finding, Reading, Rule, quote
from casekit.rules.passages import PROSE, Passage
from casekit.rules.signs import UNEVEN
from casekit.shapes import dataclass

_ZH = (
    "引号只有一半：开而不闭，或者闭而未开；方向打反的两者兼有。检查一个自然段之内（标题连同其后的正文）的“”、‘’、「」、"
    "『』、《》和直引号。每段报告一次，位置在第一个不成对的引号。跨段的引文（每段可以以“开头）不算，被文字缺口截断的由 lost-text 报"
    "告。"
)
_PAIRS: Final = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
_OPENERS: Final = {closer: opener for opener, closer in _PAIRS.items()}
_MARK: Final = lazy('[“”‘’「」『』《》"]')
_HAN: Final = lazy("[\u3000-\u9fff\uff00-\uffef]")
_SHAFTS: Final = frozenset("-–—=")
_KINDS = PROSE | {"title", "subtitle"}
_REACH: Final = 20
"""A quotation over several paragraphs is looked for in so many."""


@dataclass(slots=True)
class _Torn:
    """A passage with marks that have no partner in it: `first` is the place of the first, `opened` and `closed` tell which are left."""

    place: int
    passage: Passage
    first: int
    opened_at: int
    opened: str
    closed: str


def _look(reading: Reading) -> Iterator[Finding]:
    everything = reading.passages
    places = reading.signs.holding(UNEVEN)
    torn = [found for place in places if everything[place].kind in _KINDS and (found := _tear(place, everything[place]))]
    mended = _mended(torn, everything)
    for found in torn:
        passage = found.passage
        opened, closed = found.opened, found.closed
        behind_hole = bool(passage.lost)
        before_hole = found.place + 1 < len(everything) and bool(everything[found.place + 1].lost)
        if (opened and not closed and before_hole) or (closed and not opened and behind_hole) or found.place in mended:
            continue
        yield _finding(found)


def _tear(place: int, passage: Passage) -> _Torn | None:
    """What is left over when the quotation marks of a passage are paired; None where nothing is."""
    text = passage.text
    if not "".join(_MARK.findall(text)).replace("“”", ""):
        return None
    stacks: dict[str, list[int]] = {}
    loose: list[tuple[int, str]] = []
    straight: list[int] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark in _PAIRS:
            stacks.setdefault(mark, []).append(at)
        elif mark == '"':
            straight.append(at)
        elif mark == "》" and text[at - 1 : at] in _SHAFTS and at:
            continue  # an arrow
        elif mark == "’" and at and text[at - 1].isascii() and text[at - 1].isalnum():
            # An apostrophe, or the end of a quotation in Latin letters.
            if stacks.get("‘"):
                stacks["‘"].pop()
        else:
            stack = stacks.get(_OPENERS[mark])
            if stack:
                stack.pop()
            else:
                loose.append((at, mark))
    opened = min(((stack[0], mark) for mark, stack in stacks.items() if stack), default=None)
    closed = loose[0] if loose else None
    if opened is None and closed is None and len(straight) % 2 and len(beside_han := [at for at in straight if _beside_han(text, at)]) % 2:
        opened = beside_han[-1], '"'
    if opened is None and closed is None:
        return None
    first = min(row[0] for row in (opened, closed) if row is not None)
    return _Torn(place, passage, first, *(opened or (-1, "")), closed[1] if closed else "")


def _beside_han(text: str, at: int) -> bool:
    """Whether a straight mark stands in Chinese text: those of code and inches are not paired here."""
    return bool(_HAN.search(text, max(0, at - 1), at + 2)) and not text[at - 1 : at].isdigit()


def _mended(torn: list[_Torn], everything: list[Passage]) -> set[int]:
    """The passages whose loose marks belong to a quotation over several paragraphs."""
    mended: set[int] = set()
    for at, found in enumerate(torn):
        if not found.opened or found.closed or found.opened == '"':
            continue
        leads_in = found.opened_at <= found.passage.joined or found.passage.text[found.opened_at - 1] in "：:"
        run = [found.place]
        for other in torn[at + 1 : at + 1 + _REACH]:
            apart = other.place - found.place
            if apart > _REACH or not (leads_in or apart == 1):
                break
            if other.closed and not other.opened and _PAIRS[found.opened] == other.closed:
                run.append(other.place)
                mended.update(run)
                break
            if not (other.opened == found.opened and not other.closed and other.opened_at == 0):
                break
            run.append(other.place)
        follower = everything[found.place + 1] if found.place + 1 < len(everything) else None
        if leads_in and follower is not None and follower.kind == "paragraph" and follower.text.startswith(found.opened):
            mended.add(found.place)
    return mended


def _finding(found: _Torn) -> Finding:
    passage, at = found.passage, found.first
    text = passage.text
    mark = text[at]
    near = quote(text[max(0, at - 6) : at + 8])
    if mark == '"':
        say, say_zh = "the straight quotation marks do not come in pairs, the last is", "直引号不成对，最后一个"
    elif mark in _PAIRS:
        say, say_zh = f"the quotation opened by {mark} is not closed", f"“{mark}”没有闭合" if mark != "“" else "左引号没有闭合"
    else:
        say, say_zh = f"{mark} closes a quotation that is not open", f"“{mark}”没有对应的左半" if mark != "”" else "右引号没有对应的左引号"
    start = passage.offset(at)
    return Finding(start, start + 1, f'{say}, at "{near}"; correct the pair', f"{say_zh}（{near}）；请改正这一对标点")


RULE = Rule(
    "CK304", "unclosed-quote", Severity.WARNING, "a quotation is not closed, or not opened", "引号不成对", __doc__ or "", _look, why_zh=_ZH
)
