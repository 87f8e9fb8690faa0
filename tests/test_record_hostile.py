"""Texts that are no records: each is refused in one line that names the place, and soon."""

import json
import random
import time
from copy import deepcopy
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import RecordError
from casekit.model import Document, Section
from casekit.record import Record, dump, load, plain, read
from casekit.source import Origin
from record_samples import FINDING, NASTY, SPOILED, plain_data, sample


@pytest.mark.parametrize(("message", "data"), SPOILED, ids=[message for message, _ in SPOILED])
def test_a_spoiled_record_is_told_by_its_place(message: str, data: Any) -> None:
    for text in (json.dumps(data), yaml.safe_dump(json.loads(json.dumps(data)))):
        with pytest.raises(RecordError) as caught:
            read(text)
        assert caught.value.message.startswith(f"record is not valid: {message}")
        assert caught.value.message.endswith("; parse the source again")
        assert caught.value.message_zh.startswith("记录无效：")
        assert "\n" not in caught.value.message + caught.value.message_zh


BROKEN = [
    ("it is empty", ""),
    ("it is empty", "# yaml\n"),
    ("it must be a mapping", "just words"),
    ("line 1: no JSON", "{"),
    ("line 1: no JSON", '{"a" 1}'),
    ("line 2: no YAML", 'a: 1\nb: "open'),
    ("line 2: no YAML", "a: 1\n\tb: 2"),
    ("line 3: no YAML, could not find expected ':'", "a: 1\nb\nc: 2"),
    ("NaN is no number", '{"schema": NaN}'),
    ("-Infinity is no number", '{"schema": -Infinity}'),
    ("a number is too long", '{"schema": ' + "9" * 5000 + "}"),
    ("schema must be from 0 to 9007199254740991, found a number of more than 40 digits", '{"schema": ' + "9" * 4000 + "}"),
    ('schema must be an integer, found "' + "9" * 39 + '…"', "schema: " + "9" * 5000),
    ('key "schema" stands twice', '{"schema": 1, "schema": 1}'),
    ('line 2: key "schema" stands twice', "schema: 1\nschema: 1\n"),
    ("line 1: anchors and tags are not read", "a: &x 1"),
    ("line 1: anchors and tags are not read", "&x {a: 1}"),
    ("line 1: anchors and tags are not read", "a: !!python/object/apply:os.system ['true']"),
    ("line 1: anchors and tags are not read", "a: ! 1"),
    ("line 1: aliases are not read", "a: *x"),
    ("line 1: merge keys are not read", "<<: {a: 1}"),
    ("line 1: a key is no word", "? [a]\n: 1"),
    ("line 2: a second document starts", "a: 1\n---\nb: 2"),
    ("a line starts with %", "%YAML 1.1\n---\na: 1"),
    ("it holds lone surrogates", "a: \ud800"),
    ("it holds lone surrogates", '{"a": "\udfff"}'),
    ("line 1: lists and mappings are nested deeper than 160", '{"a": ' + "[" * 100_000),
    ("line 1: lists and mappings are nested deeper than 160", "a: " + "[" * 200 + "]" * 200),
    ("line 1: lists and mappings are nested deeper than 160", "- " * 100_000),
    ("line 161: lists and mappings are nested deeper than 160", "".join(" " * level + "a:\n" for level in range(300))),
    (
        'tree must be a list, found "\\u001b[31m\\u0007\\u202e"',
        json.dumps({"schema": 1, "source": {"path": "a", "encoding": "utf-8"}, "tree": "\x1b[31m\x07\u202e"}),
    ),
]


@pytest.mark.parametrize(("message", "text"), BROKEN)
def test_a_hostile_text_is_refused_in_one_line(message: str, text: str) -> None:
    with pytest.raises(RecordError) as caught:
        read(text)
    assert caught.value.message.startswith(f"record is not valid: {message}")
    assert caught.value.message.isprintable()


def test_structure_inside_strings_is_no_structure() -> None:
    text = "[{" * 500 + '"' + "&a *b <<: %TAG --- \\"
    document = Document(Origin(text), Section("root"))
    assert load(dump(document)) == load(dump(document, format="json")) == document


@pytest.mark.parametrize(
    "text",
    [
        '{"' + '\\"' * 300_000,
        '{"a": "' + "\\" * 600_001,
        '{"a":[' + '"b",' * 200_000,
        "a: " + "[" * 600_000,
        "a: [" + "b, " * 50_000,
        "? " * 300_000,
    ],
)
def test_no_text_takes_long_to_refuse(text: str) -> None:
    started = time.process_time()
    with pytest.raises(RecordError):
        read(text)
    assert time.process_time() - started < 2


def test_size_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    text = dump(sample())
    size = len(text.encode())
    monkeypatch.setattr(plain, "SIZE_LIMIT", size)
    assert load(text) == sample()
    monkeypatch.setattr(plain, "SIZE_LIMIT", size - 1)
    with pytest.raises(RecordError, match="it is larger than"):
        load(text)
    monkeypatch.setattr(plain, "SIZE_LIMIT", len(text) - 1)
    with pytest.raises(RecordError, match="it is larger than"):
        load(text)


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_the_number_of_values_is_limited(monkeypatch: pytest.MonkeyPatch, format: str) -> None:
    text = dump(sample(), format=format)
    monkeypatch.setattr(plain, "TOKEN_LIMIT", 400)
    assert load(text) == sample()
    monkeypatch.setattr(plain, "TOKEN_LIMIT", 40)
    with pytest.raises(RecordError, match="it holds more than 40 values"):
        load(text)


JUNK: list[Any] = [
    None,
    True,
    -1,
    10**400,
    1e308,
    "",
    "x" * 99,
    "\ud800",
    [],
    {},
    [[]],
    [1, 2],
    [2, 1],
    {"kind": "case"},
    {"kind": {}},
    "case",
    "paragraph",
]


def spoil(data: Any, random: random.Random) -> None:
    """Replace, drop or double one value somewhere in `data`."""
    while True:
        at = random.choice(list(data) if isinstance(data, dict) else range(len(data)))
        below = data[at]
        if isinstance(below, (dict, list)) and below and random.random() < 0.8:
            data = below
            continue
        if random.random() < 0.3:
            del data[at]
        else:
            data[at] = deepcopy(random.choice(JUNK))
        return


def survives(text: str) -> None:
    try:
        record = read(text)
    except RecordError as error:
        assert error.message.isprintable()
    else:
        assert read(dump(record.document, record.findings)) == rounded(record)


def rounded(record: Record) -> Record:
    return read(dump(record.document, record.findings, "json"))


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_spoiled_data_ends_in_a_record_or_an_error(random: random.Random) -> None:
    data = plain_data(sample(), (FINDING,))
    for _ in range(random.randint(1, 3)):
        spoil(data, random)
        if not data:
            break
    survives(json.dumps(data))
    survives(yaml.safe_dump(data))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["yaml", "json"]),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 9), st.sampled_from([*NASTY, "", "9" * 5000, "\n- ", "[{"])), max_size=4),
)
def test_damaged_text_ends_in_a_record_or_an_error(format: str, damage: list[tuple[int, int, str]]) -> None:
    text = dump(sample(), [FINDING], format)
    for at, length, new in damage:
        text = text[:at] + new + text[at + length :]
    survives(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(NASTY) | st.text(max_size=6), max_size=12).map("".join))
def test_any_text_ends_in_a_record_or_an_error(text: str) -> None:
    survives(text)
    survives("{" + text)
