"""Which signs a text is typed with, and how its lines are set apart, says nothing about its headings: parser/folded.py."""

import json
from pathlib import Path

import pytest

from casekit.parser import parse
from casekit.source import Source
from gold import compare, gold_errors
from retyped import WAYS, Way, retyped

HERE = Path(__file__).parent
LEFT = {
    "half_width": 1,
    "straight_quotes": 2,
    "fixed_blanks": 0,
    "other_line_ends": 1,
    "blanks_at_line_ends": 1,
    "blank_lines_between": 6,
    "two_blank_lines_between": 7,
    "blanks_behind_markers": 7,
    "bold_headings": 18,
}
"""So many texts are read otherwise, of some 800 to 2,000 that each way changes. These only fall."""


def texts() -> list[Path]:
    return [text for folder in ("cases", "documents") for text in sorted((HERE / folder).rglob("*.txt")) if not gold_errors(text)]


@pytest.fixture(scope="module")
def right() -> list[tuple[str, str, list[dict[str, object]]]]:
    """Names, texts and headings of all that reads right as it is."""
    return [
        (path.name, path.read_text(encoding="utf-8"), json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))["headings"])
        for path in texts()
    ]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_text_typed_another_way_has_the_same_headings(way: Way, right: list[tuple[str, str, list[dict[str, object]]]]) -> None:
    wrong = {}
    for name, text, gold in right:
        other, moved = retyped(text, gold, way)
        if other == text:
            continue
        if errors := compare(moved, parse(Source(other)).outline(items=True)):
            wrong[name] = errors
    assert len(wrong) <= LEFT[way.__name__], wrong
