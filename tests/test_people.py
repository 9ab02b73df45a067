"""People: how names join, what a title is, and the persons and roles of a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from factx.facts.assembly import records
from factx.intake import document
from factx.lexicon import Lexicon
from factx.lexicon.tables import rows
from factx.pipeline import Pipeline
from factx.schema import PersonRecord
from factx.values.people.joining import gather, joins, parts

CASES = list(rows(Path(__file__).parent / "cases" / "people.tsv"))


def people(pipeline: Pipeline, text: str) -> list[PersonRecord]:
    return [r for r in pipeline.read(document(text)) if isinstance(r, PersonRecord)]


def shown(person: PersonRecord) -> str:
    roles = "; ".join(f"{r.title} @ {r.of}" if r.of else r.title for r in person.roles)
    return f"{person.name}: {roles}" if roles else person.name


@pytest.mark.parametrize("case", CASES, ids=[row["text"][:40] for row in CASES])
def test_people_of_a_sentence(pipeline: Pipeline, case: dict[str, str]) -> None:
    text = case["text"]
    found = people(pipeline, text)
    assert " | ".join(shown(p) for p in found) == case["people"].removeprefix("-")
    for person in found:
        assert all(text[m.start : m.end] == m.text for m in person.mentions)
        assert all(text[r.start : r.end].split() for r in person.roles)
