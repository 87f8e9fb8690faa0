"""Which rules a run checks: what `--select`, `--ignore`, `--extend-select` and `--profile` come to.

A word is a rule's name, its code, or the beginning of its code; several may stand in one word, with commas between.
"""

from collections.abc import Iterable, Sequence

from casekit.cli.language import wrong
from casekit.errors import ConfigError
from casekit.rules import PROFILES, RULES, Rule, selected

PAGES: dict[str, tuple[str, str, str, str]] = {
    "CK011": (
        "stale-record",
        "error",
        "The source of a record has changed since the record was made.\n\nParse it again; nothing else in the record is compared then.",
        "生成记录之后原文已改动。\n\n请重新解析；此时不再比对记录的其他内容。",
    ),
    "CK012": (
        "edited-record",
        "error",
        "A record says something else than its source, although the source is the same: a text, marker, title, line or level was edited,\n"
        "or a node was taken out or moved.\n\nParse the source again, or correct the source itself.",
        "原文未变，记录却与之不符：正文、序号、标题、行号或级别被改过，或有节点被删去或移动。\n\n请重新解析，或改正原文。",
    ),
    "CK901": (
        "unused-exception",
        "warning",
        "An exception in the settings matches nothing, although its file was checked.\n\nRemove it, so that it hides nothing new.",
        "设置中的一条例外没有匹配任何问题，而其文件已检查。\n\n请删去，以免掩盖新的问题。",
    ),
}
"""The findings that are not about the text itself but about a record or the settings: name, severity, what they say in both languages."""

ABOUT: dict[str, str] = {code: name for code, (name, *_) in PAGES.items()}
"""Their names by code."""


def chosen(select: Sequence[str], ignore: Sequence[str], extend_select: Sequence[str] = (), profile: str = "") -> tuple[Rule, ...]:
    """The rules to check. Raises ConfigError for a word that stands for no rule and for an unknown profile."""
    wanted, also, refused = codes(select), codes(extend_select), codes(ignore)
    if profile and profile not in PROFILES:
        import difflib

        near = difflib.get_close_matches(profile, list(PROFILES), 1)
        raise wrong(ConfigError, "no-profile", near=near[0] if near else "", name=profile)
    if wanted and not wanted - set(ABOUT):
        wanted = {"-"}  # only findings about records and settings are wanted, and no rule is one of them
    return selected(wanted, refused, also, profile)


def about(select: Sequence[str], ignore: Sequence[str], extend_select: Sequence[str] = ()) -> frozenset[str]:
    """The codes of `ABOUT` that a run tells of."""
    wanted = codes(select)
    return frozenset(code for code in ABOUT if (not wanted or code in wanted | codes(extend_select)) and code not in codes(ignore))


def codes(words: Iterable[str]) -> set[str]:
    """The codes that names, codes or beginnings of codes stand for. Raises ConfigError for what stands for none."""
    known = {rule.code: rule.name for rule in RULES} | ABOUT
    found: set[str] = set()
    for word in (part.strip() for words_here in words for part in words_here.split(",")):
        if not word:
            continue
        meant = {code for code, name in known.items() if word.lower() == name or code.startswith(word.upper())}
        if not meant:
            import difflib

            near = difflib.get_close_matches(word, [*known.values(), *known], 1)
            raise wrong(ConfigError, "no-rule", near=near[0] if near else "", name=word)
        found |= meant
    return found
