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


BULLETIN = """The enemy's estimated losses:
personnel – about 1,050
tanks – 14
• armoured combat vehicles: 23 (+3)
Page: 12
"""


def test_a_bulletin_counts_by_its_labels(nlp: Language, tables: Lexicon) -> None:
    records = read(nlp, tables, BULLETIN)
    assert [r.text for r in records] == ["personnel – about 1,050", "tanks – 14", "armoured combat vehicles: 23"]
    assert [said(r) for r in records] == [
        "1050 - - count personnel", "14 14 14 count tanks", "23 23 23 count armoured combat vehicles",
    ]  # fmt: skip


def test_a_part_points_to_its_whole(nlp: Language, tables: Lexicon) -> None:
    whole, part, _, of_them = read(
        nlp, tables, "Shelling killed 12 people, including three children. Four soldiers were hurt, one of them badly."
    )
    assert part.subset_of == whole.id
    assert whole.subset_of is None
    assert of_them.of == "soldier"


def test_a_calibre_is_a_measure_within_a_count(nlp: Language, tables: Lexicon) -> None:
    records = read(nlp, tables, "The cache held three 81 mm mortars.")
    assert [r.text for r in records] == ["three 81 mm mortars", "81 mm"]
    assert [said(r) for r in records] == ["3 3 3 count 81 mm mortar", "81 81 81 mm mortar"]


def test_measures_have_si_and_counts_have_none(nlp: Language, tables: Lexicon) -> None:
    far, men = read(nlp, tables, "Up to 5 miles away, 300 men dug in.")
    assert far.si is not None and (far.si.value, far.si.min, far.si.max, far.si.unit) == (8046.72, None, 8046.72, "m")
    assert men.si is None
    assert (far.dimension, men.dimension) == ("length", "count")


def test_ids_are_of_the_words_and_the_document(nlp: Language, tables: Lexicon) -> None:
    text = "Two tanks and three trucks were hit."
    first, second = read(nlp, tables, text), read(nlp, tables, text)
    assert [r.id for r in first] == [r.id for r in second]
    assert len({r.id for r in first}) == 2


@pytest.mark.parametrize(
    ("text", "bound"),
    [("killing at least 16", (16, 16, None)), ("dozens wounded", (None, 24, 99)), ("nobody hurt", None)],
)
def test_bounds_serve_other_layers(text: str, bound: tuple[float | None, ...] | None) -> None:
    found = bounds(text)
    assert (found and (found.value, found.min, found.max)) == bound
