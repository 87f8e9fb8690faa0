"""Random compilations come back whole."""

import pytest

import casekit
from random_compilations import Wanted, compilation, parts

COUNT = 120


def found(text: str) -> Wanted:
    return [(row["line"], row["level"]) for row in casekit.parse(text).outline() if row["kind"] != "lead"]


@pytest.mark.parametrize(("damaged", "least"), [(False, 0.99), (True, 0.97)])
def test_cases_with_ladders_of_their_own(damaged: bool, least: float) -> None:
    texts = [compilation(seed, damaged) for seed in range(COUNT)]
    wrong = [seed for seed, (text, wanted) in enumerate(texts) if found(text) != wanted]
    assert len(wrong) <= (1 - least) * COUNT, wrong


def test_one_family_above_the_cases_and_in_them() -> None:
    texts = [parts(seed) for seed in range(COUNT)]
    wrong = [seed for seed, (text, wanted) in enumerate(texts) if found(text) != wanted]
    assert len(wrong) <= 0.03 * COUNT, wrong
