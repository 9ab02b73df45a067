"""Dates: the cases of tests/cases/dates.tsv, and the laws of the grammar and of the calendar."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from factx.facts import dates as facts
from factx.lexicon import lexicon
from factx.lexicon.tables import rows
from factx.schema import DateRecord, Document, Reading
from factx.spans import lift
from factx.values import dates

CASES = list(rows(Path(__file__).parent / "cases" / "dates.tsv"))
MARK = re.compile(r"\[\[(.*?)\]\]")


def records(nlp: Language, text: str, published: str) -> list[DateRecord]:
    mentions, sentences = lift(nlp(text), text)
    day = None if published == "-" else date.fromisoformat(published)
    document = Document("d", "", text, text, "", published=day)
    mentions = [m for m in mentions if m.group == "dates"]
    return facts.records(Reading(document, tuple(mentions), tuple(sentences)), lexicon())


def value(record: DateRecord) -> str:
    if record.start is None and record.end is None:
        assert record.reason and record.edtf is None
        return "?"
    days = record.start if record.start == record.end else f"{record.start}..{record.end}"
    return f"{days} {record.precision}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["sentence"])
def test_case(nlp: Language, case: dict[str, str]) -> None:
    text = MARK.sub(r"\1", case["sentence"])
    found = records(nlp, text, case["published"])
    assert [r.text for r in found] == MARK.findall(case["sentence"])
    assert [value(r) for r in found] == [v for v in case["values"].split(" | ") if v]
    for r in found:
        assert text[r.mentions[0].start : r.mentions[0].end] == r.text
