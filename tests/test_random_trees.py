"""Random trees in random ladders come back as they were, however the families stand to each other."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import trees

SEEDS = range(1, 61)


@pytest.mark.parametrize("run_in", [False, True], ids=["titles-alone", "titles-run-in"])
@pytest.mark.parametrize(
    ("damage", "share"),
    [
        ("clean", 0.98),
        ("one heading dropped", 0.9),
        ("two headings dropped", 0.85),
        ("indented", 0.98),
        ("blank lines", 0.98),
        ("page numbers", 0.95),
    ],
)
def test_trees_come_back(damage: str, share: float, run_in: bool) -> None:
    lost = trees.losses(SEEDS, damage, run_in=run_in)
    assert 1 - len(lost) / len(SEEDS) >= share, f"seeds {lost}"


def test_every_damage_is_asked_for_and_changes_the_text() -> None:
    plain = [trees.sample(seed) for seed in SEEDS]
    for damage in trees.DAMAGE:
        changed = [trees.damaged(seed, damage) != made for seed, made in zip(SEEDS, plain, strict=True)]
        assert any(changed) == (damage != "clean"), damage


def test_the_damaged_headings_stand_where_they_are_said_to() -> None:
    for damage in trees.DAMAGE:
        text, rows = trees.damaged(3, damage)
        lines = text.split("\n")
        assert all(lines[line - 1].strip() == head.strip() and parent < index for index, (line, head, parent) in enumerate(rows)), damage


def test_a_tree_that_differs_is_noticed() -> None:
    text, rows = trees.sample(1)
    assert trees.comes_back((text, rows))
    assert not trees.comes_back((text, rows[:-1]))
    assert not trees.comes_back((text, [*rows[:-1], (*rows[-1][:2], -1 if rows[-1][2] >= 0 else 0)]))
