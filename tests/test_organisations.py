"""Organisations: the grammars on single sentences, bodies joined over a report, capitals that stand for governments."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import factx.pipes.organisations  # noqa: F401  registers the component
from factx.facts import organisations
from factx.intake.documents import document as intake
from factx.lexicon import lexicon
from factx.lexicon.tables import rows
from factx.pipeline import Pipeline
from factx.schema import Document, OrganisationRecord, PlaceMention, PlaceRecord, Reading
from factx.spans import lift
from factx.values.organisations import unit_key
from factx.values.phrases import keys, words

CASES = Path(__file__).parent / "cases"
TABLES = ("armed_groups", "organisations", "media", "seats")
TYPES = frozenset("government military military_unit armed_group igo ngo media company other".split())


def cases(name: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in rows(CASES / f"{name}.tsv")]


@cache
def grammars() -> Language:
    """The component alone, over bare tokens: what it finds without a model."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("factx_organisations")
    return nlp


@pytest.mark.parametrize(("text", "expected"), cases("organisations"))
def test_mentions(text: str, expected: str) -> None:
    mentions, _ = lift(grammars()(text), text)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    kept = [m for m in mentions if m.notes["rule"] != "head" and not m.notes["unsure"]]
    found = [f"{m.text} = {m.notes['type']} {m.notes['country'] or '-'}" for m in kept]
    assert found == (expected.split("; ") if expected else [])


@pytest.mark.parametrize(("places", "text", "expected"), cases("organisation_records"))
def test_records(places: str, text: str, expected: str) -> None:
    mentions, sentences = lift(grammars()(text), text)
    document = Document("d", "", text, text, hashlib.sha256(text.encode()).hexdigest())
    where = [_place(text, *place.split("=")) for place in places.split("|")]
    made = organisations.records(Reading(document, tuple(mentions), tuple(sentences)), lexicon(), where)
    assert all(text[m.start : m.end] == m.text for r in made for m in r.mentions)
    assert len({r.id for r in made}) == len(made)
    found = [f"{r.type} {r.country or '-'}: {' | '.join(m.text for m in r.mentions)}" for r in made]
    assert found == (expected.split("; ") if expected else [])


def test_a_month_is_no_body(pipeline: Pipeline) -> None:
    text = "Since 10 May, the International Organization for Migration has counted 900 people."
    found = [r.name for r in pipeline.read(Document("d", "", text, text, "")) if isinstance(r, OrganisationRecord)]
    assert found == ["International Organization for Migration"]


def test_a_quoted_head_is_of_the_country_of_the_speaker(pipeline: Pipeline) -> None:
    text = (
        "Russia shelled Sumy and Kharkiv, Russia's defence ministry said. Russian forces hold Sudzha in Russia.\n\n"
        'Olena Hrytsenko, head of Ukraine\'s National Bank, said: "The Defence Forces are holding the line."'
    )
    made = [r for r in pipeline.read(intake(text, path="d")) if isinstance(r, OrganisationRecord)]
    assert [r.country for r in made if r.name == "Defence Forces"] == ["UA"]


def test_a_mission_abroad_does_not_hide_where_it_is(pipeline: Pipeline) -> None:
    made = pipeline.read(intake("A bomb exploded at the French embassy in Kabul on Friday.", path="d"))
    assert [r.name for r in made if isinstance(r, PlaceRecord)] == ["Kabul"]
    assert [m.text for r in made if isinstance(r, OrganisationRecord) for m in r.mentions] == [
        "French embassy in Kabul"
    ]


def _place(text: str, name: str, country: str) -> PlaceRecord:
    start = max(text.find(name), 0)
    mentions = [PlaceMention(start, start + len(name), name)]
    return PlaceRecord(
        id=name, doc="d", confidence=1, mentions=mentions, name=name, type="settlement", geonames=None, lat=None,
        lon=None, country=country, admin1=None, candidates=1,
    )  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), cases("metonymy"))
def test_metonymy(nlp: Language, text: str, expected: str) -> None:
    doc = nlp(text)
    assert [span.text for span in doc.spans["metonyms"]] == (expected.split("|") if expected else [])


@pytest.mark.parametrize(
    ("name", "number", "unit"),
    [
        ("47th Mechanized Brigade", "47", "brigade"),
        ("Sixth Infantry Division", "6", "division"),
        ("XVIII Airborne Corps", "18", "corp"),
        ("B Company", "B", "company"),
        ("Azov Brigade", "", "brigade"),
    ],
)
def test_unit_key(name: str, number: str, unit: str) -> None:
    assert unit_key(name)[:2] == (number, unit)


def test_words_fold_spelling() -> None:
    assert keys("Al-Qa’ida") == keys("al Qaida") == ("al", "qaida")
    assert keys("U.S. Army") == keys("US army")
    assert [w.text for w in words("Russia's Jama'at (JNIM)")] == ["Russia", "'s", "Jama'at", "JNIM"]


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_sound(table: str) -> None:
    read = lexicon().table(table)
    names = [row["name"] for row in read]
    assert names == sorted(names)
    assert len(set(names)) == len(names)
    for row in read:
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert row["type"] in TYPES or row.get("kind") == "never", row
        assert all(a and a == a.strip() for a in aliases) and len(set(aliases)) == len(aliases), row
        assert not row["country"] or (len(row["country"]) == 2 and row["country"].isupper()), row
        assert set(filter(None, row.get("weak", "").split("|"))) <= {row["name"], *aliases}, row


def test_hostile_lines_are_read_in_time() -> None:
    for line in ("Army " * 1000, "Ministry of " * 1000, "al-" * 1000, "the X group, a group, " * 500):
        grammars()(line)
