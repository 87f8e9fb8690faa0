"""Which rules run: by default, by choice, by the kind of text."""

from typing import get_args

import pytest

from casekit.cli.rules import Profile
from casekit.diagnostic import Severity
from casekit.rules import PROFILES, RULES, selected
from checking import RULES_BY_NAME

CODES = tuple(rule.code for rule in RULES)
DEFAULT = tuple(rule for rule in RULES if rule.default)


def test_by_default_the_defaults_run() -> None:
    assert selected() == DEFAULT
    assert {rule.name for rule in RULES if not rule.default} == {
        "skipped-level",
        "lone-child",
        "flat-outline",
        "doubtful-heading",
        "wrong-separator",
    }


def test_selecting_replaces_and_extending_adds_and_ignoring_wins() -> None:
    gap, style = RULES_BY_NAME["numbering-gap"], RULES_BY_NAME["wrong-separator"]
    assert selected(select=[gap.code]) == (gap,)
    assert selected(select={style.code, gap.code}) == (gap, style)
    assert set(selected(extend_select=[style.code])) == {*DEFAULT, style}
    assert selected(select=[gap.code], extend_select=[style.code]) == (gap, style)
    assert selected(select=CODES, ignore=CODES, extend_select=CODES) == ()
    assert gap not in selected(ignore=[gap.code])


@pytest.mark.parametrize("profile", ["", *PROFILES])
def test_rules_stay_in_order_of_code(profile: str) -> None:
    codes = [rule.code for rule in selected(extend_select=CODES[::-1], profile=profile)]
    assert codes == list(CODES)


def test_what_is_not_known_changes_nothing() -> None:
    assert selected(profile="novel") == DEFAULT
    assert selected(ignore=["CK999"], extend_select=["CK998"]) == DEFAULT


def test_the_profiles_are_these_and_name_rules_that_exist() -> None:
    assert get_args(Profile) == tuple(PROFILES)
    assert set(PROFILES) == {"gongwen", "law", "compilation", "report", "thesis", "standard", "tw-gongwen"}
    for profile in PROFILES.values():
        names = {*profile.on, *profile.off, *profile.severities}
        assert names <= set(RULES_BY_NAME)
        assert not set(profile.on) & set(profile.off)
        assert all(not RULES_BY_NAME[name].default for name in profile.on)
        assert all(severity is not RULES_BY_NAME[name].severity for name, severity in profile.severities.items())


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_turns_rules_on_and_off_and_changes_severities(name: str) -> None:
    profile, running = PROFILES[name], {rule.name: rule for rule in selected(profile=name)}
    assert set(running) == {rule.name for rule in DEFAULT} - set(profile.off) | set(profile.on)
    for rule in running.values():
        assert rule.severity is profile.severities.get(rule.name, RULES_BY_NAME[rule.name].severity)


def test_a_choice_wins_over_the_profile_and_keeps_its_severity() -> None:
    style = RULES_BY_NAME["wrong-separator"]
    assert style.severity is Severity.INFO
    assert [rule.severity for rule in selected(select=[style.code], profile="gongwen")] == [Severity.WARNING]
    assert [rule.name for rule in selected(select=[style.code], profile="tw-gongwen")] == ["wrong-separator"]
    assert style.code not in {rule.code for rule in selected(ignore=[style.code], profile="gongwen")}
    assert style.code not in {rule.code for rule in selected(profile="tw-gongwen")}
    assert style.severity is Severity.INFO
