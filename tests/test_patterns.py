"""Patterns that wait: nothing is compiled before it is needed, and then they find what compiled ones find."""

import re

import pytest

from casekit.patterns import lazy

TEXT = "一、总则。二、附则；Ab aB"


@pytest.fixture
def compiled(monkeypatch):
    """The patterns that were compiled since."""
    seen: list[str] = []
    real = re.compile

    def note(pattern, flags=0):
        seen.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", note)
    return seen


def test_a_pattern_waits_for_its_first_use_and_is_compiled_once(compiled):
    waiting = lazy("[一二]、")
    assert waiting.pattern == "[一二]、" and compiled == []
    assert waiting.match(TEXT) and waiting.search(TEXT, 3) and waiting.findall(TEXT) == ["一、", "二、"]
    assert compiled == ["[一二]、"]


@pytest.mark.parametrize(("pattern", "flags"), [("[一二](、)", 0), ("ab", re.IGNORECASE), ("没有", 0), ("", 0)])
def test_it_finds_what_the_compiled_pattern_finds(pattern, flags):
    waiting, real = lazy(pattern, flags), re.compile(pattern, flags)
    for method in ("match", "fullmatch", "search", "finditer"):
        found, expected = getattr(waiting, method)(TEXT), getattr(real, method)(TEXT)
        if method == "finditer":
            assert [one.span() for one in found] == [one.span() for one in expected]
        else:
            assert (found and found.span()) == (expected and expected.span())
    assert waiting.sub("-", TEXT) == real.sub("-", TEXT) and waiting.subn("-", TEXT, 1) == real.subn("-", TEXT, 1)
    assert waiting.split(TEXT) == real.split(TEXT) and waiting.findall(TEXT) == real.findall(TEXT)


def test_an_error_comes_at_the_first_use_and_other_names_are_unknown():
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.match("")
    with pytest.raises(AttributeError, match="groupindex"):
        _ = lazy("a").groupindex
