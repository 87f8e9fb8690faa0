"""The benchmark of the rules counts right: what is recorded and found, what is found and not recorded."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import findings

TEXT = "一、修路\n路修到了山脚。\n三、通水\n水通到了每一户。\n四、种树\n树种了**县的。\n"


def headings(*lines: int) -> list[dict[str, Any]]:
    return [{"line": line} for line in lines]


def write(folder: Path, name: str, text: str, **gold: Any) -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    if gold:
        (folder / f"{name}.gold.json").write_text(json.dumps({"headings": headings(1, 3, 5), **gold}), encoding="utf-8")


def test_recorded_defects_are_found_or_missed(tmp_path: Path) -> None:
    write(tmp_path, "a", TEXT, defects=[{"kind": "numbering-gap", "line": 3}, {"kind": "truncated-end", "line": 6}], set="gold")
    write(tmp_path, "b", TEXT)
    one, other = findings.check_folders([tmp_path])
    assert one.recorded == [("numbering-gap", 3, True), ("truncated-end", 6, False)]
    assert [(row.rule, row.line, row.recorded) for row in one.found] == [("numbering-gap", 3, True), ("masked-text", 6, False)]
    assert other.recorded == []
    rows = findings.figures([one, other])
    assert rows["gold"]["rules"]["numbering-gap"] == {"findings": 1, "recorded": 1}
    assert rows["gold"]["defects"]["truncated-end"] == {"recorded": 1, "found": 0}
    assert rows[tmp_path.name]["documents"] == 1


@pytest.mark.parametrize(
    ("kind", "line", "found"), [("numbering-gap", 1, True), ("numbering-duplicate", 3, True), ("mixed-marker", 3, False)]
)
def test_a_gap_is_the_same_on_both_sides(tmp_path: Path, kind: str, line: int, found: bool) -> None:
    write(tmp_path, "a", TEXT, defects=[{"kind": kind, "line": line}])
    assert findings.check_folders([tmp_path])[0].recorded == [(kind, line, found)]


def test_a_profile_and_all_rules_can_be_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "a", TEXT.replace("一、", "1、").replace("三、", "3、").replace("四、", "4、"))
    names = [{row.rule for row in findings.check_folders([tmp_path], *more)[0].found} for more in (("",), ("gongwen",), ("", True))]
    assert ["wrong-separator" in name for name in names] == [False, True, True]


def test_the_tables_are_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a", TEXT, defects=[{"kind": "numbering-gap", "line": 3}], set="gold")
    target = tmp_path / "figures.json"
    code = findings.main([str(tmp_path), "--clean", "gold", "--json", str(target), "--jobs", "1"])
    printed = capsys.readouterr().out
    assert code == 0
    assert "+ gold/a:6: masked-text: " in printed
    assert "100.0" in printed
    assert json.loads(target.read_text(encoding="utf-8"))["sets"]["gold"]["documents"] == 1
