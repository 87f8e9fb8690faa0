"""The number series of a document, and where they are not as they should be.

A series is the headings under one parent that are counted together. It begins at 1, or goes on where the last series of its kind stopped:
articles run on through the chapters, and any other family may do so.

Guarantees:
1. One defect is told once: behind it, counting goes on from what stands there.
2. The time is linear in the headings.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from casekit import numerals
from casekit.ladder import BY_ID
from casekit.model import Block, Section
from casekit.patterns import lazy
from casekit.rules.markers import damage
from casekit.rules.quoting import quote
from casekit.shapes import dataclass

_WINDOW: Final = 32
"""Headings that changed places are looked for among so many."""
_EXCERPT: Final = 10
"""A series that begins at a higher number belongs to an excerpt: nothing was lost from it."""
_PARTS: Final = frozenset(("part", "piece", "chapter", "section", "division", "unit", "lesson", "volume", "volume-half", "unit-first"))
"""A text that begins with one of these, and has no second, was taken from a longer work: nothing was lost from it either."""
_AGAIN: Final = ("（续）", "(续)")
_FAR: Final = 3
_DOWN: Final = "counts-down"
"""The evidence of headings whose numbers fall on purpose: the ten best, the last first."""
_BRACKETED: Final = "han-parens"
_HAN: Final = ("han",)
"""The key of 一、: （四） right behind 三、, where no （三） is, counts with it."""
_PARAGRAPH: Final = "paragraph-of-an-article"
"""The evidence of the second paragraph of an article, the first of which has no number."""
_NOTES: Final = frozenset("[［〔{｛")
_SHORT: Final = 30
"""A line that ends without a mark and is not longer may be a title of its own, in code points."""
_DIGITS: Final = lazy("[0-9０-９]+")
_NUMERAL: Final = lazy("[0-9０-９]+|[一二三四五六七八九十百千零〇○廿卅]+|[壹贰貳叁參叄肆伍陆陸柒捌玖拾佰]+|[Ⅰ-Ⅻⅰ-ⅻ]|[①-⓿❶-➓⑴-⒛㈠-㈩㉑-㊿]")
_LETTER: Final = lazy("[A-Za-z]+")
_STEM: Final = lazy(f"[{numerals.STEMS}{numerals.BRANCHES}]")
_WORDED: Final = frozenset(
    ("label", "volume", "unit", "lesson", "division", "part", "step", "unit-first", "annex", "volume-half", "case-label")
)
"""Families in which the word tells series apart: 任务一 and 活动一."""
_BY_NUMBERS: Final = frozenset(("decimal", "decimal-lookalike", "annex-decimal", "chapter-dash", "section-sign"))
"""Those in which the numbers ahead of the last do: 1.2 and 2.2."""
_BY_MARKER: Final = _WORDED | _BY_NUMBERS
_DELIMITERS: Final = frozenset("、.．)）】")
_WORD: Final = lazy("[\u4e00-\u9fff]")
_NUMBER_WORDS: Final = frozenset("一二三四五六七八九十百千零〇两第之上中下壹贰叁肆伍陆柒捌玖拾")

Key = tuple[str, ...]
Last = dict[tuple[int, Key], Section]
"""The last heading of a kind, by the case it stands in (0 for all of them) and its key."""
Family = tuple[Section, list[Section], list[tuple[Key, list[Section]]]]
"""A section, the sections straight below it, and the series among those."""


@dataclass(slots=True)
class Defect:
    """A heading that stands where another is due.

    `kind` is `gap`, `repeat`, `order` or `restart`; `before` the heading counted from, None at the head of a series; `due` the number
    that was due there.
    """

    kind: str
    section: Section
    before: Section | None
    due: int


def families(sections: list[Section]) -> list[Family]:
    """Of sections in source order, all that have sections below them."""
    found: list[Family] = []
    for parent in sections:
        below = parent.sections
        if below:
            found.append((parent, below, groups(below)))
    return found


def defects(families: list[Family], articles: Last | None = None) -> list[Defect]:
    """Every defect, family by family in source order. `articles` are the last headings before these of the kinds that run on throughout a
    text; it is brought up to date.
    """
    defective: list[Defect] = []
    last: Last = {} if articles is None else dict(articles)
    ran_on: set[tuple[int, Key]] = set()
    cases: dict[int, int] = {}
    for parent, sections, found in families:
        case = parent.start + 1 if parent.kind == "case" else cases.get(id(parent), 0)
        if case:
            for section in sections:
                cases[id(section)] = case
        for key, siblings in found:
            family = BY_ID.get(siblings[0].family)
            throughout = family is not None and family.runs_on
            place = (0 if throughout else case, key)
            previous = last.get(place)
            first = siblings[0].number or 0
            due = 1
            if first <= 1:
                previous, due = None, first
            elif any(name == _PARAGRAPH for name, _ in siblings[0].evidence):
                previous, due = None, 2
            elif previous is not None and (throughout or place in ran_on or _follows(previous, siblings[0])):
                ran_on.add(place)
                due = (previous.number or 0) + 1
            else:
                previous = None
            if not _in_order(siblings, due):
                alone = len(siblings) == 1 and siblings[0] is sections[0]
                excerpt = alone and siblings[0].family in _PARTS and parent.kind in ("root", "case")
                defective += _judge(siblings, previous, due, excerpt)
            last[place] = siblings[-1]
            if throughout and articles is not None:
                articles[place] = siblings[-1]
    return defective


def _in_order(siblings: list[Section], due: int) -> bool:
    """Whether the numbers of a series go up one by one from the one that is due."""
    for section in siblings:
        if (section.number or 0) != due:
            return False
        due += 1
    return True


def groups(sections: list[Section]) -> list[tuple[Key, list[Section]]]:
    """The series among the sections of one parent; a title without a number lets counting begin anew."""
    found: list[tuple[Key, list[Section]]] = []
    open_groups: dict[Key, list[Section]] = {}
    titles = 0
    passed: dict[Key, int] = {}
    known: dict[Key, set[int | None]] = {}
    for section in sections:
        if section.number is None:
            titles += 1
            continue
        key = _key(section)
        group = open_groups.get(key)
        if group is None and section.family == _BRACKETED and section.number > 1:
            beside = open_groups.get(_HAN)
            if beside is not None and beside[-1].number == section.number - 1:
                key, group = _HAN, beside
        if group is None or (titles and passed[key] < titles and section.number <= 1):
            open_groups[key] = group = []
            known.pop(key, None)
            found.append((key, group))
        passed[key] = titles
        if section.title.endswith(_AGAIN):
            if key not in known:
                known[key] = {one.number for one in group}
            if section.number in known[key]:
                continue  # taken up again, and counting goes on behind it
        group.append(section)
        if key in known:
            known[key].add(section.number)
    return found


def _key(section: Section) -> Key:
    """What headings under one parent must share to be counted together."""
    family = section.family
    return _key_of(family, section.marker) if family in _BY_MARKER else _key_of_all(family)


@cache
def _key_of_all(family_id: str) -> Key:
    """The key of all headings of a family, whatever their markers."""
    return _key_of(family_id, "")


@lru_cache(maxsize=4096)
def _key_of(family_id: str, marker: str) -> Key:
    family = BY_ID.get(family_id)
    name = family.series if family is not None and family.series else "case" if family_id == "case-suffix" else family_id
    if family_id in _BY_NUMBERS:
        marker = marker.replace("l", "1").replace("I", "1") if family_id == "decimal-lookalike" else marker
        return name, *(str(numerals.read(part)) for part in _DIGITS.findall(marker)[:-1]), *_LETTER.findall(marker)[:1]
    if family_id in _WORDED:
        words = [c for c in _WORD.findall(marker) if c not in _NUMBER_WORDS]
        word = words[-1] if words else "".join(_LETTER.findall(marker)[:1])
        return (name,) if name == "case" and word == "篇" else (name, word)
    return (name,)


def _judge(siblings: list[Section], previous: Section | None, due: int, excerpt: bool) -> Iterator[Defect]:
    """The defects of one series that is not in order and whose first number should be `due`; any, where the text is an excerpt."""
    numbers = [sibling.number or 0 for sibling in siblings]
    if numbers == sorted(numbers, reverse=True) and all(any(name == _DOWN for name, _ in sibling.evidence) for sibling in siblings):
        return
    at = 0
    while at < len(siblings):
        section, number = siblings[at], numbers[at]
        before = siblings[at - 1] if at else previous
        following = numbers[at + 1] if at + 1 < len(siblings) else -1
        if number == due or _later(before, section):
            due = number + 1
        elif number > due:
            if end := _shuffled(numbers, at, due):
                yield Defect("order", section, before, due)
                due += end - at
                at = end
                continue
            if following == due + 1:
                # One number is wrong, and counting goes on as if it were right.
                yield Defect("repeat", siblings[at + 1], section, due) if following == number else Defect("order", section, before, due)
                due += 1
            elif following == due:
                yield Defect("order", section, before, due)
            else:
                if before is not None or (number <= _EXCERPT and not excerpt and not _chosen(siblings)):
                    yield Defect("gap", section, before, due)
                due = number + 1
        elif following in (due + 1, -1) and damage(section) == "lookalike":
            due += 1  # read wrong because it is damaged, which damaged-marker tells
        elif following == due + 1 and number != 1:
            yield Defect("repeat", section, before, due)
            due += 1
        elif following == due:
            yield Defect("repeat", section, before, due)
        elif number == 1 and at and following != due + 1:
            if not _introduced(siblings, at):
                yield Defect("restart", section, before, due)
            due = 2
        else:
            yield Defect("repeat", section, before, due)
            due = due + 1 if following == due + 1 else number + 1
        at += 1


def _chosen(siblings: list[Section]) -> bool:
    """Whether a number stands alone that belongs elsewhere: 2.3 in a table of clauses, a note [5], a reference to §8."""
    if len(siblings) > 1:
        return False
    only = siblings[0]
    if only.family in ("decimal", "decimal-lookalike", "annex-decimal"):
        return (only.number or 0) >= _FAR
    return only.family == "section-sign" or only.marker[:1] in _NOTES


def _follows(before: Section, section: Section) -> bool:
    return section.number == (before.number or 0) + 1 or _later(before, section)


def _later(before: Section | None, section: Section) -> bool:
    """Whether a heading is a 之一 of the number before it."""
    return before is not None and before.number == section.number and section.sub is not None and section.sub > (before.sub or 0)


def _shuffled(numbers: list[int], start: int, due: int) -> int:
    """Where the run of headings ends that only changed places, 0 where there is none."""
    seen: set[int] = set()
    most = 0
    for at in range(start, min(len(numbers), start + _WINDOW)):
        number = numbers[at]
        if number < due or number in seen or number - due >= _WINDOW:
            return 0
        seen.add(number)
        most = max(most, number)
        if most == due + at - start:
            return at + 1
    return 0


def _introduced(siblings: list[Section], at: int) -> bool:
    """Whether what stands before the restart `siblings[at]` announces a new list, or is a title of its own."""
    node: Section | Block = siblings[at - 1]
    if isinstance(node, Section) and not node.children:
        # A title with nothing below, where others have text, is the title of the list behind it.
        return not node.closing and any(sibling.children for sibling in siblings[max(0, at - 1 - _WINDOW) : at - 1])
    while isinstance(node, Section) and node.children:
        node = node.children[-1]
    if isinstance(node, Section):
        return False
    if node.kind != "paragraph":
        return True
    text = node.text.rstrip()
    return text.endswith(("：", ":")) or (len(text) <= _SHORT and text[-1:] not in "。！？；;!?.，,、")


def label(section: Section) -> str:
    """A heading as messages name it: marker and title."""
    marker, title = quote(section.marker), quote(section.title)
    if not title:
        return marker
    if section.suffixed:
        return title + marker
    return f"{marker}{title}" if marker[-1:] in _DELIMITERS else f"{marker} {title}"


def spelled(section: Section, number: int) -> str:
    """`number` as a marker like that of `section`: （二） after （三）; plain digits where the script does not go that far."""
    marker = quote(section.marker)
    if section.family.startswith("latin"):
        found = list(_LETTER.finditer(marker))
        like = "A" if marker.isupper() else "a"
    elif section.family.startswith(("stem", "branch")):
        found = list(_STEM.finditer(marker))
        like = found[0].group() if found else "甲"
    else:
        found = list(_NUMERAL.finditer(marker)) or [m for m in _LETTER.finditer(marker) if numerals.read_roman(m.group())]
        like = ""
    if not found:
        return str(number)
    # 第五条之一 is counted by its first numeral, 1.2.3 by its last.
    where = found[-1] if section.family in ("decimal", "decimal-lookalike", "annex-decimal", "chapter-dash", "section-sign") else found[0]
    try:
        own = numerals.spell(number, like=like or where.group()[0])
    except ValueError:
        return str(number)
    behind = marker[where.end() :]
    if section.sub is not None:
        behind = behind.split("之")[0] if "之" in behind else ""
    return marker[: where.start()] + own + behind
