"""People: how names join, what a title is, and the persons and roles of a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.intake import document
from factx.lexicon import Lexicon
from factx.lexicon.tables import rows
from factx.pipeline import Pipeline
from factx.schema import PersonRecord
from factx.values.people.joining import gather, joins, parts
from factx.values.people.line import Line
from factx.values.people.titles import Titles

CASES = list(rows(Path(__file__).parent / "cases" / "people.tsv"))


@pytest.fixture(scope="module")
def titles(tables: Lexicon) -> Titles:
    return Titles(tables.table("titles"), tables.table("ranks"))


def people(pipeline: Pipeline, text: str) -> list[PersonRecord]:
    found = [r for r in pipeline.read(document(text)) if isinstance(r, PersonRecord)]
    for person in found:
        assert all(text[m.start : m.end] == m.text for m in person.mentions)
        assert all(text[r.start : r.end].strip() == text[r.start : r.end] != "" for r in person.roles)
    return found


def shown(person: PersonRecord) -> str:
    roles = "; ".join(f"{r.title} @ {r.of}" if r.of else r.title for r in person.roles)
    return f"{person.name}: {roles}" if roles else person.name


@pytest.mark.parametrize("case", CASES, ids=[row["text"][:40] for row in CASES])
def test_people_of_a_sentence(pipeline: Pipeline, case: dict[str, str]) -> None:
    found = people(pipeline, case["text"])
    assert " | ".join(map(shown, found)) == case["people"].removeprefix("-")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Syniehubov", "Oleh Syniehubov"),
        ("Burhan", "Abdel Fattah al-Burhan"),
        ("al-Burhan", "Abdel Fattah al-Burhan"),
        ("Michael Kurilla", "Michael Erik Kurilla"),
        ("M. Kurilla", "Michael Erik Kurilla"),
        ("Mohammed Al Thani", "Mohammed bin Abdulrahman Al Thani"),
        ("Kim", "Kim Jong Un"),
        ("Zelensky", "Volodymyr Zelenskyy"),
        ("Traore", "Ibrahim Traoré"),
        ("Burns’s", "William Burns"),
        ("Keating", "Charles H. Keating IV"),
        ("da Silva", "Luiz Inácio Lula da Silva"),
    ],
)
def test_a_short_form_joins_its_full_name(short: str, full: str) -> None:
    assert joins(parts(short), parts(full))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Erik", "Michael Erik Kurilla"),
        ("Hunter Biden", "Joe Biden"),
        ("Volodymyr Zelenskyy", "Zelenskyy"),
        ("Olena Kravets", "Olena Kravchuk"),
        ("M", "Michael Kurilla"),
    ],
)
def test_another_name_does_not(short: str, full: str) -> None:
    assert not joins(parts(short), parts(full))


def test_a_surname_is_that_of_the_person_last_named() -> None:
    names = ["Joe Biden", "Biden", "Hunter Biden", "Biden", "Putin", "Vladimir Putin"]
    assert gather(names) == [0, 0, 2, 2, 5, 5]


@given(
    st.lists(st.sampled_from(["Ali", "Ali Hassan", "Hassan", "al-Hassan", "Omar", "Ali Omar", "-", "A. Hassan", ""]))
)
def test_gathering_gives_every_mention_a_person_once(names: list[str]) -> None:
    person = gather(names)
    assert len(person) == len(names)
    assert all(person[p] == p for p in person)


@pytest.mark.parametrize(
    ("words", "title", "kind"),
    [
        ("Brig . Gen .", "Brig . Gen .", "rank"),
        ("Lt. Col.", "Lt. Col.", "rank"),
        ("Air Vice - Marshal", "Air Vice - Marshal", "rank"),
        ("the prime minister", "prime minister", "office"),
        ("a commander - in - chief", "commander - in - chief", "office"),
        ("three spokesmen", "spokesmen", "office"),
        ("a surgeon", "surgeon", "occupation"),
        ("Sheikh", "Sheikh", "honorific"),
        ("the spokesman .", None, None),
        ("the river", None, None),
    ],
)
def test_titles_before_a_name(titles: Titles, words: str, title: str | None, kind: str | None) -> None:
    split = words.split()
    found = titles.ending(Line(split, ["NOUN"] * len(split), {}, {}, {}), len(split))
    assert (" ".join(split[found.start : found.end]) if found else None) == title
    assert (found.kind if found else None) == kind


def test_surnames_and_capitals_join_one_record(pipeline: Pipeline) -> None:
    text = "GOVERNOR RAMON PINEDA WAS SHOT IN OCOTAL. PINEDA DIED TODAY, COL LUIS ARANA SAID."
    found = {p.name: [m.text for m in p.mentions] for p in people(pipeline, text)}
    assert found == {"Ramon Pineda": ["RAMON PINEDA", "PINEDA"], "Luis Arana": ["LUIS ARANA"]}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Turkish foreign minister, Hakan Yalçın, flew to Doha.", "TR"),
        ("Ukraine's army chief, General Oleh Panchenko, resigned.", "UA"),
        ("Kenya's ambassador to Ethiopia, Grace Wanjiku, left Addis Ababa.", "KE"),
        ("Ingrid Solheim, an envoy to Ethiopia, left Addis Ababa.", None),
        ("Colonel Moussa Diakité was killed.", None),
    ],
)
def test_country_by_the_role(pipeline: Pipeline, text: str, country: str | None) -> None:
    assert [p.country for p in people(pipeline, text)] == [country]
