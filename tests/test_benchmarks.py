"""The scorer scores right, and the golden cases come out no worse than they are pinned."""

import json
import random
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import accuracy
import corpus
import emit
import score
import speed
import start
import tree_distance
from casekit.numerals import spell


def heading(start: int, parent: int = -1, **keys: Any) -> dict[str, Any]:
    return {"line": 1, "start": start, "marker": "一、", "title": f"题{start}", "parent": parent, "run_in": False, **keys}


THREE = [heading(0), heading(10, 0), heading(20, 0)]


def scored(gold: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]], text: str = "字" * 99, **more: Any) -> score.Score:
    return score.score({"headings": gold}, rows, text, **more)


def test_the_same_outline_is_perfect() -> None:
    one = scored(THREE, THREE)
    assert (one.f1, one.parents, one.tree, one.titles_right, one.run_in_right, one.perfect) == (1, 1, 1, 3, 3, True)


def test_a_missed_heading_costs_recall_and_an_invented_one_precision() -> None:
    one = scored(THREE, [*THREE[:2], heading(30, 0)])
    assert (one.recall, one.precision, one.perfect) == (pytest.approx(2 / 3), pytest.approx(2 / 3), False)
    assert (one.missed, one.invented) == ([2], [30])
    # One renamed node of four, the root counted.
    assert one.tree == pytest.approx(3 / 4)


def test_a_wrong_parent_costs_no_heading() -> None:
    one = scored(THREE, [heading(0), heading(10, 0), heading(20, 1)])
    assert (one.f1, one.parents, one.misplaced, one.perfect) == (1, pytest.approx(2 / 3), [2], False)
    assert one.tree == pytest.approx(1 / 2)


def test_optional_headings_count_neither_way_and_are_looked_through() -> None:
    gold = [heading(0), heading(10, 0, optional=True), heading(20, 1)]
    assert scored(gold, [heading(0), heading(20, 0)]).perfect
    assert scored(gold, gold).perfect
    assert scored(gold, [heading(10), heading(20, 0)]).missed == [0]


def test_other_starts_blanks_and_titles_that_are_right_too() -> None:
    gold = [heading(8, alt=[3], title="河", title_alt=["江"]), heading(20, title="湖", title_any=True)]
    one = scored(gold, [heading(3, title="江"), heading(18, title="海")], "字" * 18 + "\u3000 字")
    assert (one.perfect, one.titles, one.titles_right) == (True, 1, 1)
    assert not scored(gold, [heading(3), heading(18)]).perfect


def test_two_rows_at_one_place_find_one_heading() -> None:
    assert scored([heading(0)], [heading(0), heading(0)]).precision == 1 / 2


def test_candidates_are_counted_for_required_headings_with_a_number() -> None:
    gold = [heading(0), heading(9, alt=[5]), heading(20), heading(30, optional=True), heading(40, marker="")]
    one = scored(gold, [], offered=[0, 5])
    assert (one.numbered, one.offered) == (3, 2)


def test_lead_ins_that_gold_does_not_list_are_left_out() -> None:
    rows = [heading(0, kind="lead"), heading(10, 0, kind="heading"), heading(20, 0, kind="lead"), heading(30, 2, kind="heading")]
    kept = score.without_free_leads(rows, {"headings": [heading(10), heading(20)]})
    assert [(row["start"], row["parent"]) for row in kept] == [(10, -1), (20, -1), (30, 1)]


def test_nothing_wanted_and_nothing_found_is_right() -> None:
    assert scored([], []).perfect
    assert (scored([], [heading(0)]).f1, scored([heading(0)], []).f1) == (0, 0)


def test_a_summary_is_a_mean_over_documents() -> None:
    figures = score.summary([scored(THREE, THREE), scored(THREE, [])])
    assert (figures["f1"], figures["perfect"], figures["titles"], figures["documents"]) == (1 / 2, 1 / 2, 1, 2)


Nested = tuple[int, tuple["Nested", ...]]


def nested(labels: Sequence[int], parents: Sequence[int], node: int = -1) -> Nested:
    below = tuple(nested(labels, parents, child) for child, parent in enumerate(parents) if parent == node)
    return (labels[node] if node >= 0 else -99, below)


@cache
def plain_distance(left: tuple[Nested, ...], right: tuple[Nested, ...]) -> int:
    """The definition: the last tree's root is deleted, inserted, or matched."""
    if not left or not right:
        return sum(1 + plain_distance(below, ()) for _, below in left or right)
    (label, below), (other, beside) = left[-1], right[-1]
    return min(
        plain_distance(left[:-1] + below, right) + 1,
        plain_distance(left, right[:-1] + beside) + 1,
        plain_distance(below, beside) + plain_distance(left[:-1], right[:-1]) + (label != other),
    )


def random_pair(rng: random.Random, size: int) -> tuple[list[int], list[int], list[int], list[int]]:
    """A tree in pre-order and one made of it: nodes lost, moved, renamed."""
    parents = preorder(rng, size)
    labels = list(range(size))
    if rng.random() < 0.3:
        return labels, parents, [label % 3 for label in labels], preorder(rng, size)
    kept = [index for index in range(size) if rng.random() < 0.8]
    other_labels = [label if rng.random() < 0.9 else -2 - label for label in kept]
    return labels, parents, other_labels, preorder(rng, len(kept))


def preorder(rng: random.Random, size: int) -> list[int]:
    path = [-1]
    parents = []
    for index in range(size):
        del path[rng.randint(1, len(path)) :]
        parents.append(path[-1])
        path.append(index)
    return parents


def test_the_tree_distance_is_the_one_defined() -> None:
    rng = random.Random(5)
    for _ in range(150):
        labels, parents, others, above = random_pair(rng, rng.randint(0, 8))
        wanted = plain_distance((nested(labels, parents),), (nested(others, above),))
        largest = max(len(labels), len(others)) + 1
        found, exact = tree_distance.similarity(labels, parents, others, above)
        assert exact
        assert found == pytest.approx(max(0, 1 - wanted / largest)), (labels, parents, others, above)


def test_beyond_the_limit_the_similarity_is_a_lower_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(6)
    pairs = [random_pair(rng, 30) for _ in range(40)]
    exact = [tree_distance.similarity(*pair)[0] for pair in pairs]
    monkeypatch.setattr(tree_distance, "WORK_LIMIT", 0)
    bounded = [tree_distance.similarity(*pair) for pair in pairs]
    assert sum(not sure for _, sure in bounded) > 30
    assert all(bound <= true for (bound, _), true in zip(bounded, exact, strict=True))
    assert any(bound > 0 for bound, _ in bounded)


@pytest.fixture(scope="module")
def cases() -> list[accuracy.Result]:
    return accuracy.measure_folders([accuracy.CASES])


def test_the_golden_cases_hold_their_pins(cases: list[accuracy.Result]) -> None:
    pins = json.loads(accuracy.PINS.read_text(encoding="utf-8"))
    figures = score.summary([one.scores["casekit"] for one in cases])
    assert set(pins) == set(accuracy.PINNED)
    fallen = {name: (figures[name], pin) for name, pin in pins.items() if figures[name] < pin}
    assert not fallen, "below the pins: see python benchmarks/accuracy.py --worst 10"


def test_every_golden_case_with_gold_is_scored(cases: list[accuracy.Result]) -> None:
    assert len(cases) == len(list(accuracy.CASES.glob("*.gold.json"))) > 60
    assert not any(one.errors or one.encoding_given for one in cases)


def test_pins_rise_and_never_fall(tmp_path: Path) -> None:
    path = tmp_path / "pins.json"
    accuracy.raise_pins(path, {"f1": 0.91239, "parents": 0.9, "perfect": 0.5})
    assert accuracy.raise_pins(path, {"f1": 0.8, "parents": 0.95, "perfect": 0.5}) == {"f1": 0.912, "parents": 0.95, "perfect": 0.5}


def gold_folder(folder: Path, data: bytes, gold: dict[str, Any]) -> Path:
    folder.mkdir()
    (folder / "paper.txt").write_bytes(data)
    (folder / "paper.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


TEXT = "一、清淤\n河底的泥挖深了半米。\n二、护坡\n两岸种上了柳树。\n"
GOLD = [heading(0, title="清淤"), heading(16, title="护坡")]


def test_offsets_of_crlf_texts_count_as_the_gold_says(tmp_path: Path) -> None:
    data = TEXT.replace("\n", "\r\n").encode("utf-8-sig")
    noted = gold_folder(tmp_path / "noted", data, {"headings": GOLD, "newline": "CRLF", "encoding": "utf-8-bom"})
    as_it_is = gold_folder(tmp_path / "plain", data, {"headings": [GOLD[0], {**GOLD[1], "start": 18}]})
    assert [one.scores["casekit"].perfect for one in accuracy.measure_folders([noted, as_it_is])] == [True, True]


def test_the_table_names_sets_and_shows_the_worst_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = gold_folder(tmp_path / "rivers", TEXT.encode(), {"headings": [GOLD[0], heading(16, 0, title="护坡"), heading(20, 0)]})
    report = tmp_path / "figures.json"
    assert accuracy.main([str(folder), "--worst", "1", "--json", str(report), "--jobs", "1"]) == 0
    shown = capsys.readouterr().out
    assert "rivers" in shown and "> " in shown and "- " in shown
    figures = json.loads(report.read_text(encoding="utf-8"))
    assert figures["set"]["rivers"]["casekit"]["recall"] == pytest.approx(2 / 3)
    assert accuracy.main([str(folder), "--by", "family", "--jobs", "1"]) == 0
    assert "han-comma" in capsys.readouterr().out


def test_a_document_that_raises_is_told_and_counts_as_nothing_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(source: object) -> None:
        raise RecursionError("too deep\x1b[2J")

    folder = gold_folder(tmp_path / "rivers", TEXT.encode(), {"headings": GOLD})
    monkeypatch.setattr(accuracy, "parse", broken)
    assert accuracy.main([str(folder), "--worst", "1", "--jobs", "1"]) == 1
    shown = capsys.readouterr().out
    assert "casekit raised on 1 documents" in shown and "\x1b[2J" not in shown


def test_the_corpus_is_the_same_every_time_and_as_large_as_asked() -> None:
    text = corpus.generate(50_000, seed=3)
    assert text == corpus.generate(50_000, seed=3) != corpus.generate(50_000, seed=4)
    assert 49_996 < len(text.encode()) <= 50_000
    assert all(f"第{spell(number, '一')}章" in text for number in (1, 2))


def test_stages_make_up_the_whole_and_the_parser_is_left_as_it_was() -> None:
    before = dict(vars(sys.modules["casekit.parser"]))
    figures = speed.measure(corpus.generate(20_000), runs=1)
    assert vars(sys.modules["casekit.parser"]) == before
    assert all(figures["stages"][stage] > 0 for stage in speed.STAGES)
    assert figures["stages"]["rest"] < 0.5 * sum(figures["stages"].values())


def test_the_exponent_is_the_slope() -> None:
    assert speed.exponent({"parse": 1, "code_points": 10}, {"parse": 100, "code_points": 100}) == pytest.approx(2)


def test_the_writers_are_measured_on_the_same_data() -> None:
    figures = emit.measure(corpus.generate(20_000), 1)
    assert {name for name in figures if "orjson" not in name} == {
        *emit.OWN.values(), "PyYAML CSafeDumper", "json.dumps, indent", "json.dumps, one line"
    }  # fmt: skip
    assert figures["casekit YAML"]["ratio"] == figures["casekit JSON"]["ratio"] == 1
    assert all(row["seconds"] > 0 and row["length"] > 20_000 for row in figures.values())


def test_starts_are_measured_beside_a_python_that_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = {start.NOTHING: start.CALLS[start.NOTHING], "casekit --version": start.CALLS["casekit --version"]}
    monkeypatch.setattr(start, "CALLS", calls)
    figures = start.measure(1)
    assert {*figures} == {*calls} and figures[start.NOTHING]["ratio"] == 1 and figures["casekit --version"]["ratio"] > 0
