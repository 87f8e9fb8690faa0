"""Families of a project's own: what their rows must say, how they are read, and that none of them can hang the program."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from casekit.cli import main
from casekit.errors import ConfigError
from casekit.ladder.custom import MOST, WINDOW, families
from casekit.ladder.in_use import IN_USE, in_use
from casekit.parser import parse
from casekit.source import Source

STORY: dict[str, Any] = {
    "id": "story",
    "pattern": "故事(?P<number>[一二三四五六七八九十]+)〉",
    "system": "han",
    "kind": "case",
    "examples": [["故事三〉 渡口", 3], ["  故事十二〉", 12]],
    "lookalikes": ["故事〉", "讲故事一〉"],
}
TEXT = "老街旧闻\n故事一〉 渡口\n一、摆渡人\n他摆了四十年渡。\n二、渡船\n船是杉木的。\n　故事二〉 碾房\n水推着石碾转了一百年。\n"


def headings(text: str) -> list[tuple[int, str, str, str, int]]:
    rows = parse(Source(text)).outline()
    return [(row["line"], row["marker"], row["title"], row["family"], row["parent"]) for row in rows]


def test_a_family_of_ones_own_is_read_and_opens_cases() -> None:
    with in_use(families([STORY], "here")):
        assert headings(TEXT) == [
            (2, "故事一〉", "渡口", "story", -1),
            (3, "一、", "摆渡人", "han-comma", 0),
            (5, "二、", "渡船", "han-comma", 0),
            (7, "故事二〉", "碾房", "story", -1),
        ]
    assert not IN_USE
    assert all(row[3] != "story" for row in headings(TEXT))


def test_it_goes_before_the_built_in_families() -> None:
    clause = {"id": "clause", "pattern": "第[一二三]条款(?= )", "system": "han", "examples": [["第二条款 价金", 2]]}
    with in_use(families([clause], "here")):
        assert [row[3] for row in headings("第一条款 标的\n十二头牛。\n第二条款 价金\n每头八千。\n")] == ["clause", "clause"]


@pytest.mark.parametrize(
    ("system", "pattern", "text", "number"),
    [
        ("han", "款[一二三壹贰叁]+", "款贰", 2),
        ("arabic", "款[0-9０-９]+", "款１２", 12),
        ("roman", "款[IVX]+", "款IV", 4),
        ("latin", "款[A-Z]", "款C", 3),
        ("stem", "款[甲乙丙丁]", "款丁", 4),
        ("branch", "款[子丑寅卯]", "款寅", 3),
        ("glyph", "[①-⑨]款", "③款", 3),
        ("decimal", "款[0-9]+\\.[0-9]+", "款1.2", 2),
    ],
)
def test_every_system_counts(system: str, pattern: str, text: str, number: int) -> None:
    row = {"id": "mine", "pattern": pattern, "system": system, "examples": [[text, number]]}
    (custom,) = families([row], "here")
    found = custom.match(text, 0, len(text))
    assert found is not None and found[0] == len(text) and found[1][0] == number


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"id": "han-comma"}, "id 'han-comma' must be a new name"),
        ({"id": "Story"}, "id 'Story' must be a new name"),
        ({"id": None}, "id None must be a new name"),
        ({"pattern": ""}, "pattern must be"),
        ({"pattern": 3}, "pattern must be"),
        ({"pattern": "故事(一"}, "the pattern is not valid"),
        ({"system": "greek"}, "system must be han|arabic"),
        ({"system": ["han"]}, "system must be han|arabic"),
        ({"examples": []}, "examples must be"),
        ({"examples": [["故事三〉"]]}, "examples must be"),
        ({"examples": [["故事三〉", True]]}, "examples must be"),
        ({"examples": [["故事三〉", 4]]}, "the example '故事三〉' must read as 4 and reads as 3"),
        ({"examples": [["渡口", 1]]}, "the example '渡口' must read as 1 and reads as nothing"),
        ({"lookalikes": ["故事一〉"]}, "the look-alike '故事一〉' is read as 1"),
        ({"lookalikes": "故事"}, "lookalikes must be"),
        ({"kind": "title"}, "kind must be heading|case|container"),
        ({"kind": {}}, "kind must be heading|case|container"),
        ({"rank": 0}, "rank must be 1…20"),
        ({"rank": True}, "rank must be 1…20"),
        ({"belief": float("nan")}, "belief must be 0…6"),
        ({"belief": 7}, "belief must be 0…6"),
        ({"runs-on": 1}, "runs-on must be true|false"),
        ({"pattern": "((故|事|故事)+)+三〉", "examples": [["故事三〉", 3]], "lookalikes": []}, "the pattern took more than"),
    ],
)
def test_a_wrong_row_is_one_clear_line(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError) as raised:
        families([STORY | change], "casekit.toml")
    message = raised.value.message
    assert message.startswith("casekit.toml: families[1]") and words in message and "\n" not in message
    assert raised.value.message_zh.startswith("casekit.toml：families[1]") and "\n" not in raised.value.message_zh


@pytest.mark.parametrize("rows", ["story", {"id": "story"}, ["story"], [STORY] * (MOST + 1)])
def test_families_are_a_list_of_tables(rows: object) -> None:
    with pytest.raises(ConfigError, match=re.escape("families must be at most")):
        families(rows, "casekit.toml")


def test_two_families_have_two_names() -> None:
    with pytest.raises(ConfigError, match=re.escape("families[2]: id 'story' must be a new name")):
        families([STORY, STORY], "casekit.toml")


def test_a_pattern_sees_one_line_and_not_all_of_it() -> None:
    row = {"id": "all", "pattern": "款(?P<number>[0-9]+)[\\s\\S]*", "system": "arabic", "examples": [["款1", 1]]}
    (custom,) = families([row], "here")
    text = "款1" + "字" * 500 + "\n款2\n"
    found = custom.match(text, 0, text.index("\n"))
    assert found is not None and found[0] == WINDOW


def test_a_slow_place_in_a_text_stops_with_one_line() -> None:
    row = {"id": "slow", "pattern": "款1|((鱼|虾|鱼虾)+)+〉", "system": "arabic", "examples": [["款1", 1]]}
    with in_use(families([row], "here")), pytest.raises(ConfigError, match="family 'slow': the pattern took more than"):
        parse(Source("鱼虾" * 60 + "\n"))


def test_the_settings_of_a_project_name_families(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = (
        "[[families]]\nid = 'story'\npattern = '故事(?P<number>[一二三]+)〉'\nsystem = 'han'\nkind = 'case'\nexamples = [['故事三〉', 3]]\n"
    )
    Path("casekit.toml").write_text(rows, encoding="utf-8")
    Path("old.txt").write_text(TEXT, encoding="utf-8")
    assert main(["outline", "old.txt", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [row["family"] for row in printed["headings"]] == ["story", "han-comma", "han-comma", "story"]
    assert main(["explain", "old.txt:2"]) == 0
    assert "story" in capsys.readouterr().out
    assert main(["families"]) == 0
    assert re.search("^story +故事三〉", capsys.readouterr().out, re.MULTILINE)
    Path("casekit.toml").write_text(rows.replace("3]]", "4]]"), encoding="utf-8")
    assert main(["--lang", "en", "outline", "old.txt"]) == 2
    captured = capsys.readouterr()
    assert not captured.out and captured.err.count("\n") == 1
    assert "families[1] 'story': the example '故事三〉' must read as 4 and reads as 3" in captured.err
    assert not IN_USE


def test_what_was_found_without_a_family_is_not_taken_for_what_is_found_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASEKIT_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(TEXT.replace("故事二〉", "故事三〉") + f"{name}\n", encoding="utf-8")
    Path("casekit.toml").write_text("select = ['missing-part']\n", encoding="utf-8")
    assert main(["validate", ".", "--jobs", "2"]) == 0
    assert "missing-part" not in capsys.readouterr().out
    rows = "[[families]]\nid = 'story'\npattern = '故事[一二三]+〉'\nsystem = 'han'\nkind = 'case'\nexamples = [['故事三〉', 3]]\n"
    Path("casekit.toml").write_text("select = ['missing-part']\n" + rows, encoding="utf-8")
    for _ in range(2):
        assert main(["validate", ".", "--jobs", "2"]) == 1
        assert capsys.readouterr().out.count("missing-part") == 2


def test_records_are_made_anew_with_a_family_in_every_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for name in ("a.txt", "b.txt"):
        Path("in", name).write_text(f"{TEXT}{name}\n", encoding="utf-8")
    command = ["parse", "in", "-o", "out", "--jobs", "2"]
    assert main(command) == 0
    assert len(list(Path("out").rglob("*.yaml"))) == 2
    rows = "[[families]]\nid = 'story'\npattern = '故事[一二三]+〉'\nsystem = 'han'\nkind = 'case'\nexamples = [['故事三〉', 3]]\n"
    Path("casekit.toml").write_text(rows, encoding="utf-8")
    assert main(command) == 0
    made = list(Path("out").rglob("*.yaml"))
    assert len(made) == 4 and all('family: "story"' in path.read_text(encoding="utf-8") for path in made)
