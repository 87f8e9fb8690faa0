"""Which rules a run checks: what `--select`, `--ignore`, `--extend-select` and `--profile` come to.

A word is a rule's name, its code, or the beginning of its code; several may stand in one word, with commas between.
"""

import difflib
from collections.abc import Iterable, Sequence

import casekit.rules
from casekit.cli.language import wrong
from casekit.errors import ConfigError
from casekit.rules import Rule

ABOUT: dict[str, str] = {"CK001": "stale-record", "CK002": "edited-record", "CK901": "unused-exception"}
"""The findings that are not about the text itself but about a record or the settings, by code. They have no rule that reads a tree."""


def chosen(select: Sequence[str], ignore: Sequence[str], extend_select: Sequence[str] = (), profile: str = "") -> tuple[Rule, ...]:
    """The rules to check. Raises ConfigError for a word that stands for no rule and for an unknown profile."""
    wanted, also, refused = codes(select), codes(extend_select), codes(ignore)
    base = _profile(profile)
    return tuple(
        rule
        for rule in casekit.rules.RULES
        if rule.code not in refused and (rule.code in also or (rule.code in wanted if wanted else rule.code in base))
    )


def about(select: Sequence[str], ignore: Sequence[str], extend_select: Sequence[str] = ()) -> frozenset[str]:
    """The codes of `ABOUT` that a run tells of."""
    wanted = codes(select)
    return frozenset(code for code in ABOUT if (not wanted or code in wanted | codes(extend_select)) and code not in codes(ignore))


def codes(words: Iterable[str]) -> set[str]:
    """The codes that names, codes or beginnings of codes stand for. Raises ConfigError for what stands for none."""
    known = {rule.code: rule.name for rule in casekit.rules.RULES} | ABOUT
    found: set[str] = set()
    for word in (part.strip() for words_here in words for part in words_here.split(",")):
        if not word:
            continue
        meant = {code for code, name in known.items() if word.lower() == name or code.startswith(word.upper())}
        if not meant:
            near = difflib.get_close_matches(word, [*known.values(), *known], 1)
            raise wrong(ConfigError, "no-rule", near=near[0] if near else "", name=word)
        found |= meant
    return found


def _profile(name: str) -> set[str]:
    """The codes that are checked where nothing is selected. Raises ConfigError."""
    if name:
        raise wrong(ConfigError, "no-profile", near="", name=name)
    return {rule.code for rule in casekit.rules.RULES if rule.default}
