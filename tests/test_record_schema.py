"""The published schema takes every record, and refuses what the reader refuses."""

import json
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.diagnostic import Diagnostic
from casekit.model import Document, Section
from casekit.record import SCHEMA_ID, SCHEMA_VERSION, dump, schema, split
from casekit.record.schema import SURROGATE_BASES
from casekit.source import Origin
from record_samples import FINDING, SPOILED, documents, findings, plain_data, sample

# The schema

VALIDATOR = jsonschema.Draft7Validator(schema())


def test_the_schema_is_one_and_says_so() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    assert schema()["$id"] == SCHEMA_ID
    assert f"-{SCHEMA_VERSION}.json" in SCHEMA_ID
    assert dump(sample()).startswith(f"# yaml-language-server: $schema={SCHEMA_ID}\n")


def test_a_schema_may_be_changed_without_harm_to_the_next() -> None:
    before = json.dumps(schema())
    mine = schema()
    mine["definitions"]["block"]["properties"]["span"]["items"]["minimum"] = 7
    mine["properties"].clear()
    assert json.dumps(schema()) == before


def test_every_key_has_a_title_and_a_description() -> None:
    whole = schema()
    objects = [whole, *whole["definitions"].values()]
    described = 0
    for entry in objects:
        if entry is whole["definitions"]["node"]:
            continue
        for key, value in entry["properties"].items():
            target = whole["definitions"][value["$ref"].rsplit("/")[-1]] if "$ref" in value else value
            assert target["title"] and target["description"].endswith("."), key
            described += 1
    assert described > 50


def test_every_key_that_is_written_is_in_the_schema() -> None:
    whole = schema()
    whole["additionalProperties"] = False
    for name, entry in whole["definitions"].items():
        if name != "node":
            entry["additionalProperties"] = False
    strict = jsonschema.Draft7Validator(whole)
    strict.validate(plain_data(sample(), (FINDING,)))
    strict.validate(plain_data(split(sample())[1]))
    strict.validate(plain_data(Document(Origin("\ud800"), Section("case", 1, title="春"))))


@settings(max_examples=60, deadline=None)
@given(documents, st.lists(findings, max_size=2))
def test_what_is_dumped_is_valid(document: Document, found: list[Diagnostic]) -> None:
    VALIDATOR.validate(json.loads(dump(document, found, "json")))
    VALIDATOR.validate(yaml.load(dump(document, found), Loader=yaml.CSafeLoader))


BEYOND_THE_SCHEMA = ("case.number must be from 1 to", "must go up", "must not start before", "tree[0].line must be an integer, found 1.0")


@pytest.mark.parametrize(("message", "data"), SPOILED, ids=[message for message, _ in SPOILED])
def test_the_schema_refuses_what_the_reader_refuses(message: str, data: Any) -> None:
    beyond = any(part in message for part in BEYOND_THE_SCHEMA)
    assert VALIDATOR.is_valid(data) is beyond


def test_no_lone_surrogate_is_kept_as_a_code_point_that_is_no_character() -> None:
    assert len(SURROGATE_BASES) == 62
    kept = {base + at for base in SURROGATE_BASES for at in range(0x800)}
    assert len(kept) == 62 * 0x800
    assert all(0xF0000 <= code <= 0x10FFFD and code & 0xFFFF < 0xFFFE for code in kept)
