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
    "bold_headings": 20,
}
"""So many texts may be read otherwise, of some 1,800; elsewhere a hundredth of what is typed another way."""


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
    wrong, tried = {}, 0
    for name, text, gold in right:
        other, moved = retyped(text, gold, way)
        if other == text:
            continue
        tried += 1
        if errors := compare(moved, parse(Source(other)).outline(items=True)):
            wrong[name] = errors
    assert len(wrong) <= LEFT.get(way.__name__, tried // 100), (tried, wrong)
