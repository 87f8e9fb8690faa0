"""The first dump this project was made for, where it is at hand: a compilation of five cases, damaged as dumps are.

It is not ours to publish, so it stands beside the repository and not in it; without it these checks are left out.
"""

from pathlib import Path

import pytest

import casekit
from casekit.readers import read_bytes

DUMP = Path(__file__).parent.parent.parent / "shared" / "seeds" / "party-building-cases.txt"
pytestmark = pytest.mark.skipif(not DUMP.exists(), reason="the dump is not at hand")

LEADS = [*range(67, 72), *range(74, 77)]
JOINS = {9: 8, 12: 11, 14: 13, 22: 21, 28: 27, 51: 50, 56: 55}
MASKED = [66, 70, 73, 74, 76, 78, 79]
LOST = [92, 97, 114, 118]


@pytest.fixture(scope="module")
def document() -> casekit.Document:
    return casekit.parse(casekit.read(DUMP))


def shape(document: casekit.Document) -> list[tuple[object, ...]]:
    return [(row["marker"], row["title"], row["parent"], row["run_in"], row["kind"]) for row in document.outline()]


def half(text: str) -> str:
    return text.translate(str.maketrans("，：（）", ",:()"))


def blocks(document: casekit.Document) -> list[casekit.Block]:
    from casekit.model import nodes

    return [node for node in nodes(document.root) if isinstance(node, casekit.Block)]


def test_headings_and_lead_ins(document: casekit.Document) -> None:
    rows = document.outline()
    assert sum(1 for row in rows if row["marker"]) == 57
    assert [row["line"] for row in rows if not row["marker"]] == LEADS
    parents = {row["line"]: rows[row["parent"]]["line"] if row["parent"] >= 0 else 0 for row in rows}
    assert [line for line, parent in parents.items() if not parent] == [1, 37, 62, 81, 103]
    assert {parents[line] for line in (65, 72, 77)} == {62}
    assert {parents[line] for line in (98, 99, 100)} == {89}
    assert (parents[35], parents[119]) == (31, 115)


def test_lines_are_joined_where_a_sentence_goes_on_and_nowhere_else(document: casekit.Document) -> None:
    joined = {join.line: join.line - 1 for block in blocks(document) if block.kind == "paragraph" for join in block.joins}
    assert joined == JOINS
    assert [block.line for block in blocks(document) if block.lost] == LOST


def test_front_matter(document: casekit.Document) -> None:
    kinds = {(block.line, block.last_line): block.kind for block in blocks(document)}
    assert kinds[82, 84] == kinds[104, 106] == "title"
    assert kinds[85, 85] == kinds[107, 107] == "subtitle"
    assert (kinds[3, 3], kinds[39, 39], kinds[102, 102], kinds[64, 64]) == ("term", "byline", "byline", "disclaimer")


def test_findings(document: casekit.Document) -> None:
    found: dict[str, list[int]] = {}
    for finding in casekit.check(document):
        found.setdefault(finding.name, []).append(finding.line)
    assert {name: lines for name, lines in found.items() if name.startswith("numbering")} == {
        "numbering-gap": [35, 119],
        "numbering-repeat": [98],
    }
    assert found["lost-text"] == LOST
    assert found["broken-line"] == list(JOINS)
    assert (found["truncated-end"], found["unclosed-quote"]) == ([30, 123], [76, 94])
    assert (found["stray-space"], found["stray-debris"], found["empty-field"]) == ([4, 5], [1], [102])
    assert (found["count-mismatch"], found["duplicate-title"]) == ([90, 112], [103])
    assert found["masked-text"] == MASKED
    assert set(found) == {
        "numbering-gap",
        "numbering-repeat",
        "lost-text",
        "broken-line",
        "truncated-end",
        "unclosed-quote",
        "stray-space",
        "stray-debris",
        "empty-field",
        "count-mismatch",
        "duplicate-title",
        "masked-text",
    }


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_the_encoding_changes_nothing(document: casekit.Document, encoding: str) -> None:
    text = DUMP.read_text(encoding="utf-8")
    assert shape(casekit.parse(read_bytes(text.encode(encoding)))) == shape(document)
    assert shape(casekit.parse(read_bytes(text.replace("\n", "\r\n").encode(encoding)))) == shape(document)


def test_the_width_of_punctuation_changes_nothing(document: casekit.Document) -> None:
    wide = DUMP.read_text(encoding="utf-8").translate(str.maketrans(",:()", "，：（）"))
    rows = [(half(str(marker)), half(str(title)), *rest) for marker, title, *rest in shape(casekit.parse(wide))]
    assert rows == [(half(str(marker)), half(str(title)), *rest) for marker, title, *rest in shape(document)]


def test_rendered_to_text_it_parses_to_the_same_tree(document: casekit.Document) -> None:
    assert shape(casekit.parse(casekit.render(document, "text"))) == shape(document)
