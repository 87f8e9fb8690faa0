"""One part per case, nothing lost, and file names that every system takes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.model import Block, Document, Section
from casekit.record import dump, file_name, load, split
from casekit.source import Origin
from record_samples import documents, sample, texts

# Parts and their names


@settings(max_examples=80, deadline=None)
@given(documents)
def test_parts_hold_everything_once_and_in_order(document: Document) -> None:
    document.part = document.parts = 0
    parts = split(document)
    assert [child for part in parts for child in part.root.children] == document.root.children
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))
    assert {part.parts for part in parts} == {len(parts)}
    cases = [child for child in document.root.sections if child.kind == "case"]
    assert len(parts) == max(1, len(cases))
    for part, case in zip(parts, cases, strict=False):
        assert part.cases() == [case]
        assert part.origin == document.origin
        assert load(dump(part)) == part


def test_a_split_gives_the_preamble_to_the_first_and_the_rest_to_the_last() -> None:
    whole = sample()
    first, second = split(whole)
    assert first.root.children == whole.root.children[:2]
    assert second.root.children == whole.root.children[2:]
    assert len(whole.root.children) == 4
    assert split(second) == [second]
    plain_text = Document(Origin(), Section("root", children=[Block("paragraph", "春", 0, 1, 1, 1)]))
    assert [(part.part, part.parts, part.root) for part in split(plain_text)] == [(1, 1, plain_text.root)]


def named(title: str, part: int = 1, parts: int = 1, format: str = "yaml") -> str:
    return file_name(Document(Origin(), Section("root", children=[Section("case", title=title)]), part, parts), format)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("春耕备耕", "01-春耕备耕.yaml"),
        ("关于2024年 “三农”工作（草案）", "01-关于2024年-三农-工作-草案.yaml"),
        ("ＡＢ１２　春〇々", "01-AB12-春〇々.yaml"),
        ("../../etc/passwd\x00", "01-etc-passwd.yaml"),
        ("..\\..\\CON", "01-CON.yaml"),
        ("CON", "01-CON.yaml"),
        (" . ", "01-case.yaml"),
        ("\ud800\u202e😀", "01-case.yaml"),
        ("caf\u00e9", "01-caf.yaml"),
        ("春-—-耕", "01-春-耕.yaml"),
        ("\u8c48\uf900", "01-豈豈.yaml"),
        ("𠮷野", "01-𠮷野.yaml"),
    ],
)
def test_names_are_made_of_titles(title: str, name: str) -> None:
    assert named(title) == name


def test_names_are_numbered_as_wide_as_needed() -> None:
    assert named("春", 7, 12) == "07-春.yaml"
    assert named("春", 7, 1200, "json") == "0007-春.json"
    assert file_name(sample()) == "01-春耕备耕.yaml"


def test_names_fall_back_on_title_block_and_marker() -> None:
    title = Block("title", "秋收总结", 0, 4, 1, 1)
    assert file_name(Document(Origin(), Section("root", children=[title]))) == "01-秋收总结.yaml"
    assert file_name(Document(Origin(), Section("root", children=[title, Section("case", marker="案例一")]))) == "01-案例一.yaml"
    assert (
        file_name(Document(Origin(), Section("root", children=[Section("case", marker="案例一", children=[title])]))) == "01-秋收总结.yaml"
    )
    assert file_name(Document(Origin(), Section("root"))) == "01-case.yaml"


@settings(max_examples=200, deadline=None)
@given(texts | st.text(max_size=300) | st.integers(1, 300).map("农".__mul__), st.integers(1, 99999), st.sampled_from(["yaml", "json"]))
def test_names_are_portable(title: str, part: int, format: str) -> None:
    name = named(title, part, 99999, format)
    assert re.fullmatch(
        rf"[0-9]{{5}}-[0-9A-Za-z々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]([^/\\:*?\"<>|.\s]*[^-.\s])?\.{format}", name
    )
    assert len(name.encode()) <= 100
    assert "--" not in name
