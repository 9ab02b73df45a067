"""Events of single sentences: every type, and what only looks like one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from factx.intake import document
from factx.pipeline import Pipeline
from factx.schema import EventRecord, EventType, Record
from factx.values.events.frames import FRAMES

CASES = Path(__file__).parent / "cases" / "events.tsv"


def cases() -> list[dict[str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def events(pipeline: Pipeline, text: str) -> list[EventRecord]:
    found: list[Record] = pipeline.read(document(text))
    return [r for r in found if isinstance(r, EventRecord)]


@pytest.mark.parametrize("case", cases(), ids=lambda c: c["text"][:50])
def test_events_of_a_sentence(case: dict[str, str], pipeline: Pipeline) -> None:
    found = events(pipeline, case["text"])
    assert ",".join(e.type for e in found) == case["types"].replace("-", "")
    for event in found:
        assert case["text"][event.trigger.start : event.trigger.end] == event.trigger.text
    if case["trigger"]:
        assert found[0].trigger.text == case["trigger"]
    for slot in ("actors", "targets", "places", "weapons"):
        if case[slot]:
            assert [r.text for r in getattr(found[0], slot)] == case[slot].split("|")


def test_every_type_has_a_case() -> None:
    told = {t for c in cases() for t in c["types"].split(",")}
    assert set(EventType.__args__) <= told  # type: ignore[attr-defined]


def test_tables_are_sound(tables) -> None:  # type: ignore[no-untyped-def]
    for row in tables.table("triggers"):
        assert row["frame"] in FRAMES, row
        assert row["type"] == "none" or row["type"] in EventType.__args__, row  # type: ignore[attr-defined]


def test_a_retelling_is_one_event(pipeline: Pipeline) -> None:
    text = "Rebels ambushed a convoy near Gao on Monday.\n\nThe ambush killed nine soldiers, the army said."
    (event,) = events(pipeline, text)
    assert event.type == "ambush"
    assert [a.text for a in event.also] == ["ambush"]


def test_two_attacks_are_two_events(pipeline: Pipeline) -> None:
    text = "Gunmen attacked a village near Djibo. Two days later they attacked a barracks in Fada N'Gourma."
    assert [e.type for e in events(pipeline, text)] == ["assault", "assault"]


def test_a_plan_is_planned_and_a_denial_is_one(pipeline: Pipeline) -> None:
    (planned,) = events(pipeline, "Rwanda plans to deploy troops to Cabo Delgado.")
    assert (planned.type, planned.assertion) == ("deployment", "planned")
    assert planned.acled is None


def test_the_codebooks_class_is_given(pipeline: Pipeline) -> None:
    (event,) = events(pipeline, "Saudi warplanes bombed a warehouse in Sanaa.")
    assert event.acled is not None and event.acled.sub_event_type == "Air/drone strike"
    assert event.plover is not None and event.plover.event == "ASSAULT"


def test_a_denial_and_a_result_tell_no_event_of_their_own(pipeline: Pipeline) -> None:
    text = (
        "Two patients were killed by shells which struck a clinic in Kabo.\n\n"
        "The spokesman denied troops had fired on the clinic."
    )
    assert [e.type for e in events(pipeline, text)] == ["shelling"]
