"""Records: what is written is read back, by every reader alike."""

import io
import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from casekit.diagnostic import Diagnostic
from casekit.errors import ConfigError, RecordError
from casekit.model import DEPTH_LIMIT, Block, Document, Join, Point, Section
from casekit.record import SCHEMA_ID, Record, dump, file_name, load, read, split
from casekit.source import Origin
from record_samples import FINDING, NASTY, documents, findings, plain_data, sample

# What is written


def test_yaml_is_written_as_people_like_it() -> None:
    part = split(sample())[0]
    assert (
        dump(part, [FINDING])
        == f"""\
# yaml-language-server: $schema={SCHEMA_ID}
schema: 1
source:
  path: "dump/农事.txt"
  sha256: "{"ab" * 32}"
  encoding: "gb18030"
  bom: true
  replaced: 3
case:
  number: 1
  of: 2
  title: "春耕备耕"
tree:
  - kind: "title"
    text: "乡村工作汇编"
    span: [0, 4]
    lines: [1, 1]
  - kind: "case"
    marker: "第一篇"
    title: "春耕备耕"
    level: 1
    family: "piece"
    number: 1
    sub: 2
    line: 1
    start: 5
    end: 12
    leaf: [5, 13]
    separator: "："
    children:
      - kind: "heading"
        marker: "一、"
        title: "摸排情况怎么做"
        level: 2
        family: "han-comma"
        number: 1
        run_in: true
        line: 2
        start: 14
        end: 23
        leaf: [14, 23]
        confidence: 0.9
        children:
          - kind: "paragraph"
            text: "一是摸清底数，二是逐户走访。"
            span: [24, 40]
            lines: [3, 4]
            joins:
              - {{span: [31, 33], line: 4}}
            points:
              - {{marker: "一是", number: 1, span: [24, 31]}}
              - {{marker: "二是", number: 2, span: [33, 40]}}
          - kind: "item"
            marker: "1."
            title: "列清单"
            level: 3
            family: "arabic-dot"
            number: 1
            line: 5
            start: 41
            end: 45
            leaf: [41, 46]
            closing: "。"
            confidence: 0.75
            evidence: [["due", 2.0], ["short", -0.5]]
findings:
  - code: "CK001"
    name: "numbering-gap"
    severity: "warning"
    line: 3
    column: 1
    start: 24
    end: 31
    message: "number 2 is missing"
    message_zh: "缺少第 2 项"
"""
    )


def test_json_has_an_indent_of_two_and_ends_its_last_line() -> None:
    text = dump(Document(Origin("a.txt"), Section("root", children=[Block("date", "春", 0, 1, 1, 1, [Join(0, 1, 2, " ")])])), format="json")
    assert (
        text
        == """\
{
  "schema": 1,
  "source": {
    "path": "a.txt",
    "encoding": "utf-8"
  },
  "tree": [
    {
      "kind": "date",
      "text": "春",
      "span": [0, 1],
      "lines": [1, 1],
      "joins": [
        {"span": [0, 1], "line": 2, "glue": " "}
      ]
    }
  ]
}
"""
    )


def in_one_line(value: Any) -> bool:
    """Whether a value of a record is a scalar, a range or the evidence, which take one line."""
    return not isinstance(value, dict) and (not isinstance(value, list) or not value or not isinstance(value[0], dict))


def json_layout(value: Any, tab: str = "") -> str:
    """The layout of JSON records, told once more and slowly."""
    if in_one_line(value) or (isinstance(value, dict) and "span" in value and "kind" not in value):
        return json.dumps(value, ensure_ascii=False)
    inner = tab + "  "
    if isinstance(value, list):
        return "[" + ",".join(f"\n{inner}{json_layout(item, inner)}" for item in value) + f"\n{tab}]"
    return "{" + ",".join(f'\n{inner}"{key}": {json_layout(item, inner)}' for key, item in value.items()) + f"\n{tab}}}"


def yaml_layout(mapping: dict[str, Any], tab: str = "") -> str:
    """The layout of YAML records, told once more and slowly."""
    lines = ""
    for key, value in mapping.items():
        if in_one_line(value):
            lines += f"{tab}{key}: {json.dumps(value, ensure_ascii=False)}\n"
        elif isinstance(value, dict):
            lines += f"{tab}{key}:\n{yaml_layout(value, tab + '  ')}"
        elif "kind" in value[0] or "code" in value[0]:
            lines += f"{tab}{key}:\n" + "".join(f"{tab}  - {yaml_layout(item, tab + '    ').lstrip()}" for item in value)
        else:
            items = [", ".join(f"{name}: {json.dumps(one, ensure_ascii=False)}" for name, one in item.items()) for item in value]
            lines += f"{tab}{key}:\n" + "".join(f"{tab}  - {{{item}}}\n" for item in items)
    return lines


@settings(max_examples=60, deadline=None)
@given(documents, st.lists(findings, max_size=2))
def test_every_record_is_laid_out_alike(document: Document, found: list[Diagnostic]) -> None:
    data = plain_data(document, tuple(found))
    hidden = re.compile("[\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")

    def escaped(text: str) -> str:
        return hidden.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)

    assert dump(document, found, "json") == escaped(json_layout(data)) + "\n"
    assert dump(document, found) == f"# yaml-language-server: $schema={SCHEMA_ID}\n" + escaped(yaml_layout(data))


def test_what_prints_needs_no_escape_but_for_two_signs() -> None:
    prints = "".join(sign for sign in map(chr, range(0x110000)) if sign.isprintable() and sign not in '"\\')
    written = dump(Document(Origin(prints), Section("root")), format="json")
    assert json.loads(written)["source"]["path"] == prints
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]", written)
    for code in (*range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFFE, 0xFFFF):
        assert f'"a\\u{code:04x}b"' in dump(Document(Origin(f"a{chr(code)}b"), Section("root")), format="yaml")


def test_empty_document_keeps_its_tree_key() -> None:
    empty = Document(Origin(), Section("root"))
    assert "\ntree: []\n" in dump(empty)
    assert load(dump(empty)) == load(dump(empty, format="json")) == empty


def test_only_ascii_line_feeds_end_lines() -> None:
    block = Block("paragraph", "".join(NASTY), 0, 9, 1, 1)
    for format in ("yaml", "json"):
        text = dump(Document(Origin(), Section("root", children=[block])), format=format)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\ufeff\ufffe\uffff\ud800-\udfff]", text)
        text.encode()


def test_weights_are_kept_to_three_places_and_stay_there() -> None:
    section = Section("lead", confidence=0.123456, evidence=[("a", 1 / 3), ("b", -0.0001), ("c", 1e15), ("d", 1e-9)])
    text = dump(Document(Origin(), Section("root", children=[section])))
    assert "confidence: 0.123\n" in text
    assert 'evidence: [["a", 0.333], ["b", 0.0], ["c", 1000000000000000.0], ["d", 0.0]]' in text
    assert dump(load(text)) == text


@pytest.mark.parametrize(
    "spoil", [{"kind": "paragraph\n"}, {"evidence": [("a", float("nan"))]}, {"evidence": [("a", float("inf"))]}, {"confidence": 1e300}]
)
def test_what_no_record_can_hold_is_not_written(spoil: dict[str, Any]) -> None:
    section = Section("lead")
    for key, value in spoil.items():
        setattr(section, key, value)
    with pytest.raises(RecordError, match="cannot be written"):
        dump(Document(Origin(), Section("root", children=[section])))


def deep(levels: int) -> Document:
    root = section = Section("root")
    for level in range(levels):
        section.children.append(Section("heading", level=min(level + 1, DEPTH_LIMIT)))
        section = section.children[-1]
    section.children.append(Block("paragraph", "底", 0, 1, 1, 1))
    return Document(Origin(), root)


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_depth_is_limited_in_both_directions(format: str) -> None:
    assert load(dump(deep(DEPTH_LIMIT), format=format)) == deep(DEPTH_LIMIT)
    for levels in (DEPTH_LIMIT + 1, 100_000):
        with pytest.raises(RecordError, match="deeper than 64 levels"):
            dump(deep(levels), format=format)
    data = plain_data(deep(DEPTH_LIMIT))
    innermost = data["tree"]
    while "children" in innermost[0]:
        innermost = innermost[0]["children"]
    innermost[0] = {"kind": "lead", "level": 1, "line": 1, "start": 0, "end": 0, "leaf": [0, 0]}
    with pytest.raises(RecordError, match="deeper than 64 levels"):
        load(json.dumps(data) if format == "json" else yaml.safe_dump(data, default_flow_style=False))


def test_unknown_format_is_refused() -> None:
    with pytest.raises(ConfigError, match="'toml'"):
        dump(sample(), format="toml")
    with pytest.raises(ConfigError, match="'html/x'"):
        file_name(sample(), "html/x")


# Round trip


@settings(max_examples=150, deadline=None)
@given(documents, st.lists(findings, max_size=3), st.sampled_from(["yaml", "json"]))
def test_what_is_dumped_is_loaded(document: Document, found: list[Diagnostic], format: str) -> None:
    text = dump(document, found, format)
    text.encode()
    assert read(text) == Record(document, found)
    assert dump(*vars_of(read(text)), format) == text


def vars_of(record: Record) -> tuple[Document, list[Diagnostic]]:
    return record.document, record.findings


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("format", ["yaml", "json"])
def test_every_nasty_string_survives_everywhere(text: str, format: str) -> None:
    section = Section(
        "case",
        marker=text,
        family=text,
        separator=text,
        title=text,
        closing=text,
        evidence=[(text, 1.0)],
        joins=[Join(0, 1, 1, text, text)],
    )
    section.children = [Block("table", text, 0, 1, 1, 1, [], [Point(text, 1, 0, 1)], text)]
    document = Document(Origin(text, text, text), Section("root", children=[section]), 1, 1)
    assert load(dump(document, format=format)) == document


def test_lone_surrogates_find_another_place_where_private_signs_are_used() -> None:
    text = "\ud83d\ude00\U0010f000\U0010f7ff\U0010e800"
    document = Document(Origin(text), Section("root"))
    for format in ("yaml", "json"):
        written = dump(document, format=format)
        assert "surrogates" in written
        written.encode()
        assert load(written) == document
    crowded = "\ud800" + "".join(map(chr, range(0xF0000, 0x10FFFE, 0x400)))
    with pytest.raises(RecordError, match="no private code points free"):
        dump(Document(Origin(crowded), Section("root")))


def test_source_and_trace_are_no_part_of_a_record() -> None:
    document = sample()
    document.trace = object()
    assert load(dump(document)) == document
    assert load(dump(document)).trace is None


# Every reader reads the same


@settings(max_examples=40, deadline=None)
@given(documents, st.lists(findings, max_size=2))
def test_yaml_readers_and_json_agree(document: Document, found: list[Diagnostic]) -> None:
    text = dump(document, found)
    expected = json.loads(dump(document, found, "json"))
    assert yaml.load(text, Loader=yaml.SafeLoader) == expected
    assert yaml.load(text, Loader=yaml.CSafeLoader) == expected
    assert yaml.load(text.encode(), Loader=yaml.CSafeLoader) == expected
    for version in ("1.1", "1.2"):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(io.StringIO(text)) == expected


def test_reading_needs_no_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert read(dump(sample(), [FINDING])) == Record(sample(), [FINDING])
    with pytest.raises(RecordError, match="no YAML"):
        read('a: "\\UFFFFFFFF"\n')


def test_records_of_other_writers_are_read() -> None:
    data = plain_data(sample(), (FINDING,))
    expected = Record(sample(), [FINDING])
    assert read(yaml.safe_dump(data, allow_unicode=True)) == expected
    assert read("---\n" + yaml.safe_dump(data, default_flow_style=True)) == expected
    assert read("\ufeff\r\n" + json.dumps(data)) == expected
    edited = dump(sample(), [FINDING]).replace('title: "春耕备耕"', "title: 春耕备耕  # 手工").replace("\n", "\r\n")
    assert read(edited) == expected


def test_unknown_keys_are_ignored() -> None:
    data = plain_data(sample(), (FINDING,))
    for place in (data, data["source"], data["tree"][0], data["tree"][1], data["findings"][0]):
        place["later"] = {"x": [1, None]}
    assert read(json.dumps(data)) == Record(sample(), [FINDING])


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_what_a_reader_found_out_about_the_file_is_kept(format: str) -> None:
    origin = Origin("甲.docx", encoding="gb18030", format="docx", decided="scored", mixed="utf-8", mixed_lines=3)
    document = Document(origin, Section("root"))
    written = dump(document, format=format)
    assert load(written).origin == origin
    assert [written.count(f"{key}") for key in ("format", "decided", "mixed_lines")] == [1, 1, 1]
