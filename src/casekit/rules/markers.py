"""What the rules about markers share: how a marker is written, apart from its number and its width."""

from functools import lru_cache
from typing import Final

from casekit import numerals
from casekit.ladder.atoms import BLANK, BLURRED, FORMAL, HAN, ORDINAL, characters
from casekit.model import Section
from casekit.patterns import lazy
from casekit.source import Source

_DASHES = f"{BLURRED}ㄧー—―－–"
_NUMBERS = tuple(map(characters, (HAN + _DASHES + "+", FORMAL, "0-9０-９lIOｌ丨|｜", "A-Za-zＡ-Ｚａ-ｚ")))
"""What a number is made of: signs of one of these."""
_GLYPHS = characters("①-⓿❶-➓⑴-⒛㈠-㈩㉑-㊿Ⅰ-ⅿ")
"""Numbers of one sign."""
_LETTERS: Final = lazy("[A-Za-zＡ-Ｚａ-ｚⅠ-ⅿ]+")
_CYCLE: Final = lazy(f"[{numerals.STEMS}{numerals.BRANCHES}]")
_WIDTH = str.maketrans("（）［］〔〕〈〉〖〗｛｝．，：；､﹒", "()[][]<>[]{}.,:;、.", characters(BLANK) + "\r\n")
_PAIRS: Final = frozenset(("()", "[]", "<>", "{}", "【】"))
_OPENING: Final = frozenset("([<{【")
_LOOKALIKES: Final = frozenset(("han-lookalike", "arabic-lookalike", "parens-lookalike", "decimal-lookalike"))
_ORDINALS: Final = frozenset(ORDINAL[1:])
_RADICAL: Final = lazy("[\u2e80-\u2fdf]")
_IN_NUMBER: Final = lazy(f"[{BLURRED}ㄧー―+]|(?<![0-9０-９])[—－–](?![0-9０-９])|(?<=[{HAN}])-(?![0-9０-９])")
_IN_NUMBER_SIGNS: Final = frozenset(f"{_DASHES}-+")
_WRONG_STOP: Final = lazy("[。；;·•﹒]$")
_NO_DASH: Final = frozenset(("chapter-dash", "decimal", "decimal-lookalike", "annex-decimal", "section-sign", "label", "english"))


def folded(section: Section) -> str:
    """The marker in half width and without blanks."""
    return section.marker.translate(_WIDTH)


@lru_cache(maxsize=4096)
def shape(marker: str, family: str) -> str:
    """A marker of a family in half width with # for its number: #、 for 二、, (#) for （3）."""
    marker = marker.translate(_WIDTH)
    if family.startswith(("stem", "branch")):
        return _CYCLE.sub("#", marker, count=1)
    return _LETTERS.sub("#", marker, count=1) if family.startswith(("latin", "roman")) else _numberless(marker)


def _numberless(marker: str) -> str:
    """A marker with # for its first number."""
    for at, sign in enumerate(marker):
        number = next((signs for signs in _NUMBERS if sign in signs), "")
        if number or sign in _GLYPHS:
            rest = marker[at + 1 :]
            return f"{marker[:at]}#{rest.lstrip(number) if number else rest}"
    return marker


def stop(section: Section, source: Source) -> str:
    """The sign directly behind the marker in the text, where it is not the title's first."""
    at = section.start + len(section.marker)
    return source.text[at : at + 1] if not section.suffixed else ""


def damage(section: Section) -> str:
    """What a scanner or a converter did to the marker: `radical`, `lookalike`, `ordinal`, `brackets`, `stop`; "" for nothing."""
    return damage_of(section.marker, section.family)


@lru_cache(maxsize=4096)
def damage_of(marker: str, family: str) -> str:
    """The same for a marker of a family."""
    marker = marker.translate(_WIDTH)
    if _RADICAL.search(marker):
        return "radical"
    if marker[0] in _ORDINALS:
        return "ordinal"
    if family in _LOOKALIKES or (family not in _NO_DASH and not _IN_NUMBER_SIGNS.isdisjoint(marker) and _IN_NUMBER.search(marker)):
        return "lookalike"
    if not _OPENING.isdisjoint(marker):
        opened = next(at for at, sign in enumerate(marker) if sign in _OPENING)
        closed = max(map(marker.rfind, ")]>}】"))
        if opened < closed and marker[opened] + marker[closed] not in _PAIRS:
            return "brackets"
    return "stop" if family == "arabic-loose" and _WRONG_STOP.search(marker) else ""
