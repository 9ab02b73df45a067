"""The records are what the contract and the published schema say."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import get_args

import jsonschema
import pytest
from click.testing import CliRunner

from factx.cli import cli
from factx.intake import document
from factx.output.encode import json_schema, to_json
from factx.pipeline import Pipeline
from factx.schema import KINDS, PlaceRecord, Record, record_id

REPORT = """GOMA, DR Congo, 24 January 2025 (AFP) - At least 12 people were killed when two Su-25 jets bombed Sake,
20 km west of Goma, on Thursday, General Sylvain Ekenge, spokesman for the Congolese army, said.
The rebels shot down a drone."""

#: record.md, version 1: the field names by kind. A renamed field is a new version of the contract.
CONTRACT = {
    "document": "path title published updated language sha256 chars words boilerplate duplicate_of warnings model "
    "gazetteer version",
    "place": "doc mentions confidence name type geonames lat lon country admin1 candidates",
    "person": "doc mentions confidence name roles country",
    "organisation": "doc mentions confidence name type country",
    "equipment": "doc mentions confidence name class designation",
    "date": "doc mentions confidence text start end precision edtf relative",
    "quantity": "doc mentions confidence text value min max unit dimension of si",
    "event": "doc mentions confidence type trigger actors targets places weapons start end precision attribution "
    "assertion also acled plover rule evidence",
    "casualty": "doc mentions confidence status who value min max text event place start end attribution assertion "
    "evidence",
    "loss": "doc mentions confidence item class status value min max side event attribution assertion evidence",
    "statement": "doc mentions confidence speaker cue direct quote channel date evidence",
}


@pytest.fixture(scope="module")
def records(pipeline: Pipeline) -> list[Record]:
    return pipeline.read(document(REPORT))


def test_records_validate_against_the_printed_schema(records: list[Record]) -> None:
    printed = CliRunner().invoke(cli, ["schema"])
    assert printed.exit_code == 0
    schema = json.loads(printed.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert {r.kind for r in records} == set(KINDS)
    for record in records:
        validator.validate(json.loads(to_json(record)))


def test_the_schema_refuses_what_is_no_record(records: list[Record]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    plain = json.loads(to_json(next(r for r in records if r.kind == "place")))
    assert not validator.is_valid({**plain, "kind": "rumour"})
    assert not validator.is_valid({**plain, "type": "planet"})
    assert not validator.is_valid({**plain, "confidence": 1.5})
    assert not validator.is_valid({k: v for k, v in plain.items() if k != "mentions"})


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_of_the_contract(kind: str, records: list[Record]) -> None:
    plain = json.loads(to_json(next(r for r in records if r.kind == kind)))
    assert {"kind", "id", *CONTRACT[kind].split()} <= set(plain)


def test_every_record_type_is_a_kind() -> None:
    assert [{f.name: f for f in fields(of)}["kind"].default for of in get_args(Record)] == list(KINDS)


def test_ids_are_stable_and_tell_spans_and_types_apart() -> None:
    one = record_id("d", "place", [(0, 4)], "settlement")
    assert one == record_id("d", "place", [(0, 4)], "settlement")
    others = [("e", "place", [(0, 4)], "settlement"), ("d", "date", [(0, 4)], "settlement"),
              ("d", "place", [(0, 5)], "settlement"), ("d", "place", [(0, 4)], "water")]  # fmt: skip
    assert one not in {record_id(*o) for o in others}


def test_line_ends_that_are_not_newlines_are_written_escaped() -> None:
    text = "a\u2028b\u0085c"
    place = PlaceRecord(id="p", doc="d", confidence=1, mentions=[], name=text, type="other", geonames=None, lat=None,
                        lon=None, country=None, admin1=None, candidates=0)  # fmt: skip
    line = to_json(place)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["name"] == text
