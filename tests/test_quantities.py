"""Quantities in sentences (tests/cases/quantities.tsv), and the laws of their records."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spacy.language import Language

from factx.facts import quantities
from factx.intake.documents import document
from factx.lexicon import Lexicon
from factx.lexicon.tables import rows
from factx.schema import QuantityRecord, Reading
from factx.spans import lift
from factx.values.quantities import bounds

CASES = list(rows(Path(__file__).parent / "cases" / "quantities.tsv"))
MARK = re.compile(r"\{([^}]*)\}")


def read(nlp: Language, tables: Lexicon, text: str) -> list[QuantityRecord]:
    found, sentences = lift(nlp(text), text)
    reading = Reading(document(text, path="case.txt"), tuple(found), tuple(sentences))
    return quantities.records(reading, tables)


def said(record: QuantityRecord) -> str:
    """A record as the table writes it."""
    cells = (record.value, record.min, record.max, record.unit, record.of)
    return " ".join("-" if c is None else f"{c:.12g}" if isinstance(c, (int, float)) else c for c in cells)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_sentence(nlp: Language, tables: Lexicon, case: dict[str, str]) -> None:
    text = MARK.sub(r"\1", case["text"])
    records = read(nlp, tables, text)
    assert [r.text for r in records] == MARK.findall(case["text"])
    assert [said(r) for r in records] == [c.strip() for c in case["quantities"].split("|") if c.strip()]
    for r in records:
        assert text[r.mentions[0].start : r.mentions[0].end] == r.text
