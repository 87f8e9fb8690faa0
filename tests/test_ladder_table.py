"""Which families a line is tried with: by the first character of its marker, and by no other look."""

import re

import pytest

from casekit.ladder import LADDER, STARTERS, TABLE, Family, FamilyTable, table
from casekit.ladder.first import first_characters

ALPHABET = "abcxy12-]第（\\"


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("abc", "a"),
        ("[a-c]x", "abc"),
        ("[a\\-]x", "a-"),
        ("a?b", "ab"),
        ("[ab]*c", "abc"),
        ("[ab]{0,2}[12]", "ab12"),
        ("(?:a|[12])x", "a12"),
        ("(?:ab|c(?:x|y))z|1", "ac1"),
        ("(?i:ab)c", "aA"),
        ("(?:a|b)?+c", "abc"),
    ],
)
def test_first_characters_are_read_off(pattern: str, first: str) -> None:
    assert first_characters(pattern) == frozenset(first)


@pytest.mark.parametrize("pattern", ["", ".a", "[^a]b", "^a", "\\d", "(?=a)a", "(?P<n>a)", "a*", "(a)b"])
def test_what_cannot_be_told_is_not_guessed(pattern: str) -> None:
    assert first_characters(pattern) is None


@pytest.mark.parametrize("family", LADDER, ids=lambda family: family.id)
def test_no_family_matches_at_another_character(family: Family) -> None:
    first = first_characters(family.pattern)
    assert first is not None, "every line would be tried with it"
    assert all(text[0] in first for text, _ in family.examples)
    pattern = re.compile(family.pattern)
    tails = [text[1:] for text, _ in family.examples] + ["、甲", "）乙", ". c", ""]
    strangers = [c for c in sorted(STARTERS) + list("的是了，。 ") if c not in first]
    assert not [c for c in strangers for tail in tails if pattern.match(c + tail)]


def test_a_row_tells_which_of_its_families_matched() -> None:
    for family in LADDER:
        for text, _ in family.examples:
            row = TABLE[text[0]]
            assert row is not None
            match = row.match(text, 0)
            assert match is not None and match.lastindex is not None
            assert LADDER.index(row.families[match.lastindex - 1]) <= LADDER.index(family), "an earlier row of the ladder goes first"


@pytest.mark.parametrize("character", sorted({text[0] for family in LADDER for text, _ in family.examples}))
def test_one_family_after_the_other_matches_what_the_pattern_of_all_does(character: str) -> None:
    texts = [text for family in LADDER for text in (*(text for text, _ in family.examples), *family.lookalikes) if text[0] == character]
    families = FamilyTable(LADDER)
    found = []
    for _ in range(3):
        row = families[character]
        assert row is not None
        found.append([(match.span(), match.lastindex) if (match := row.match(text, 0)) else None for text in texts])
        for _ in range(table._FEW):
            row.match(texts[0], 0)
    assert found[0] == found[1] == found[2]
    assert character in families


def test_a_table_has_nothing_for_what_begins_no_marker() -> None:
    chapters = FamilyTable([family for family in LADDER if family.id == "chapter"])
    assert chapters["的"] is None
    assert chapters.starters == {"第", "笫", "弟"}
