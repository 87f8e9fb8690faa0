"""How the tests of the rules look at findings."""

from casekit.diagnostic import Diagnostic
from casekit.parser import parse
from casekit.rules import RULES, check, selected
from casekit.source import Source

RULES_BY_NAME = {rule.name: rule for rule in RULES}


def find(text: str, *also: str) -> list[Diagnostic]:
    """What the default rules find, and those named by `also`."""
    document = parse(Source(text))
    if not also:
        return check(document)
    rules = selected(extend_select=[RULES_BY_NAME[name].code for name in also])
    return sorted((found for rule in rules for found in rule.check(document)), key=lambda found: (found.start, found.code))


def places(text: str, name: str = "") -> list[tuple[str, int]]:
    """Name and line of every finding, or of those of one rule."""
    return [(found.name, found.line) for found in find(text) if name in ("", found.name)]


def only(name: str, text: str) -> list[Diagnostic]:
    """The findings of one rule, on by default or not."""
    return [found for found in find(text, name) if found.name == name]


def lines(name: str, text: str) -> list[int]:
    """The lines of the findings of one rule."""
    return [found.line for found in only(name, text)]
