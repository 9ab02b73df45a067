"""Equipment: designations and common nouns in a sentence, the tables themselves, and the records of a document."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from factx.intake import document
from factx.lexicon import Lexicon
from factx.lexicon.tables import rows
from factx.pipeline import Pipeline
from factx.schema import EquipmentClass, EquipmentRecord
from factx.values.equipment.armoury import Armoury
from factx.values.equipment.finding import find

CASES = list(rows(Path(__file__).parent / "cases" / "equipment.tsv"))


@pytest.fixture(scope="module")
def armoury(tables: Lexicon) -> Armoury:
    return Armoury(tables.table("equipment"), tables.table("equipment_classes"))


@pytest.mark.parametrize("case", CASES, ids=[row["text"][:40] for row in CASES])
def test_equipment_of_a_sentence(armoury: Armoury, case: dict[str, str]) -> None:
    text = case["text"]
    found = find(text, armoury, lambda end: True)
    shown = [f"{text[f.start : f.end]}: {f.class_}" + (f", {f.designation}" if f.designation else "") for f in found]
    assert " | ".join(shown) == case["equipment"].removeprefix("-")


def test_hostile_text_is_read_in_little_time(armoury: Armoury) -> None:
    for text in ("T-" * 50_000, "A1" * 50_000, "anti-" * 20_000 + "tank", "Kh-" + "9" * 100_000, "two, " * 20_000):
        find(text, armoury, lambda end: True)


@pytest.mark.parametrize("name", ["equipment", "equipment_classes"])
def test_tables_know_their_classes(tables: Lexicon, name: str) -> None:
    classes = {*get_args(EquipmentClass), ""}
    assert {row["class"] for row in tables.table(name)} <= classes


def test_every_listed_type_is_found_by_its_name(tables: Lexicon, armoury: Armoury) -> None:
    for row in tables.table("equipment"):
        if "#" not in row["name"] and row["name"] not in row["unsure"].split("|"):
            text = f"It was {row['name']}, they said."
            assert [f.designation for f in find(text, armoury, lambda end: True)] == [row["name"]], row


def test_a_verb_is_no_equipment(pipeline: Pipeline) -> None:
    text = "They shell the town daily and mine the roads that the tanks use."
    assert [r.name for r in equipment(pipeline, text)] == ["tank"]


def test_one_record_a_type_with_all_its_mentions(pipeline: Pipeline) -> None:
    text = (
        "Two Shahed-136 drones hit the port. The Shaheds came at night. Drones and a T-72 were lost; the T-72s burned."
    )
    found = {r.name: [m.text for m in r.mentions] for r in equipment(pipeline, text)}
    assert found == {
        "Shahed-136 drone": ["Shahed-136 drones", "Shaheds"],
        "drone": ["Drones"],
        "T-72": ["T-72", "T-72s"],
    }


def equipment(pipeline: Pipeline, text: str) -> list[EquipmentRecord]:
    found = [r for r in pipeline.read(document(text)) if isinstance(r, EquipmentRecord)]
    assert all(text[m.start : m.end] == m.text for r in found for m in r.mentions)
    return found
