"""Which rules a run checks: what `--select`, `--ignore`, `--extend-select` and `--profile` come to.

A word is a rule's name, its code, or the beginning of its code; several may stand in one word, with commas between.
"""

import difflib
from collections.abc import Callable, Collection, Iterable, Sequence

import casekit.rules
from casekit.cli.language import wrong
from casekit.errors import ConfigError
from casekit.rules import Rule

ABOUT: dict[str, str] = {"CK011": "stale-record", "CK012": "edited-record", "CK901": "unused-exception"}
"""The findings that are not about the text itself but about a record or the settings, by code. They have no rule that reads a tree."""


def chosen(select: Sequence[str], ignore: Sequence[str], extend_select: Sequence[str] = (), profile: str = "") -> tuple[Rule, ...]:
    """The rules to check. Raises ConfigError for a word that stands for no rule and for an unknown profile."""
    wanted, also, refused = codes(select), codes(extend_select), codes(ignore)
    profiles: Collection[str] = getattr(casekit.rules, "PROFILES", ())
    if profile and profile not in profiles:
        near = difflib.get_close_matches(profile, list(profiles), 1)
        raise wrong(ConfigError, "no-profile", near=near[0] if near else "", name=profile)
    if wanted and not wanted - set(ABOUT):
        wanted = {"-"}  # only findings about records and settings are wanted, and no rule is one of them
    choose: Callable[..., tuple[Rule, ...]] = getattr(casekit.rules, "selected", _selected)
    return choose(wanted, refused, also, profile)


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


def _selected(wanted: Collection[str], refused: Collection[str], also: Collection[str], profile: str) -> tuple[Rule, ...]:
    """The rules that run, by their codes."""
    rules = casekit.rules.RULES
    on = {rule.code for rule in rules if (rule.code in wanted if wanted else rule.default) or rule.code in also}
    return tuple(rule for rule in rules if rule.code in on and rule.code not in refused)
