"""Places in whole sentences: what is found and where it is put. The cases are data."""

from __future__ import annotations

from pathlib import Path

import pytest

from factx.intake import document
from factx.lexicon.tables import rows
from factx.pipeline import Pipeline
from factx.schema import PlaceRecord

CASES = list(rows(Path(__file__).parent / "cases" / "places.tsv"))


def places(pipeline: Pipeline, text: str) -> list[PlaceRecord]:
    records = [r for r in pipeline.read(document(text)) if isinstance(r, PlaceRecord)]
    for record in records:
        for m in record.mentions:
            assert text[m.start : m.end] == m.text
            assert m.relation is None or text[m.relation.start : m.relation.end] == m.relation.text
    return records


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_sentence(pipeline: Pipeline, case: dict[str, str]) -> None:
    wanted = [part.partition("=")[::2] for part in case["places"].split("|") if part]
    found = sorted((m.start, m.text, r.country or "-") for r in places(pipeline, case["text"]) for m in r.mentions)
    assert [text for _, text, _ in found] == [text for text, _ in wanted]
    for (_, text, country), (_, want) in zip(found, wanted, strict=True):
        assert not want or country == want, text
