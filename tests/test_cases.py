"""Golden pairs: tests/cases/NAME.txt and what the parser makes of it, NAME.yaml; NAME.gold.json is what a careful editor makes of it.

`pytest --accept` rewrites the YAML.
"""

from pathlib import Path

import pytest

from casekit.parser import parse
from casekit.readers import read_path
from casekit.record import dump
from casekit.rules import check

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


def record(name: str) -> str:
    """The record of one golden text, named as it stands in the folder."""
    source = read_path(CASES / f"{name}.txt")
    source.origin.path = f"{name}.txt"
    document = parse(source)
    return dump(document, check(document))


@pytest.mark.parametrize("name", NAMES)
def test_the_record_is_the_accepted_one(name: str, request: pytest.FixtureRequest) -> None:
    made = record(name)
    kept = CASES / f"{name}.yaml"
    if request.config.getoption("--accept"):
        kept.write_text(made, encoding="utf-8")
    assert kept.exists(), "no accepted record: look at the outline, then run pytest --accept"
    assert made == kept.read_text(encoding="utf-8")


def test_no_orphans() -> None:
    assert NAMES
    assert sorted(path.stem for path in CASES.glob("*.yaml")) == NAMES
    assert {path.name.removesuffix(".gold.json") for path in CASES.glob("*.gold.json")} <= set(NAMES)


def test_texts_are_short() -> None:
    long = [name for name in NAMES if len((CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()) > 40]
    assert not long
