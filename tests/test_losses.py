"""Losses: what was destroyed, captured, lost, on single sentences through the whole pipeline, and the pure rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from factx.lexicon.tables import rows
from factx.pipeline import Pipeline
from factx.schema import Document, LossRecord
from factx.values.losses import item, status

CASES = [tuple(row.values()) for row in rows(Path(__file__).parent / "cases" / "losses.tsv")]


def told(pipeline: Pipeline, text: str) -> list[str]:
    found = [r for r in pipeline.read(Document("d", "", text, text, "")) if isinstance(r, LossRecord)]
    for r in found:
        assert text[r.mentions[0].start : r.mentions[0].end] == r.text
        assert r.value == r.min == r.max
    return [f"{r.text} = {r.item}, {r.class_}, {r.status}, {r.value}, {r.side or '-'}" for r in found]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_the_losses_of_a_sentence(pipeline: Pipeline, text: str, expected: str) -> None:
    assert told(pipeline, text.replace("\\n", "\n")) == [e for e in expected.split(" | ") if e]


@pytest.mark.parametrize(
    ("told", "class_", "words", "airborne", "expected"),
    [
        ("intercepted", "drone", "shoot down", True, "intercepted"),
        ("intercepted", "aircraft", "shoot down", True, "destroyed"),
        ("intercepted", "vehicle", "intercept", False, None),
        ("destroyed", "missile", "destroy", True, "intercepted"),
        ("destroyed", "drone", "destroy", False, "destroyed"),
        ("lost", "tank", "lose", False, "lost"),
    ],
)
def test_the_status_of_a_thing(told: str, class_: str, words: str, airborne: bool, expected: str | None) -> None:
    assert status(told, class_, words, airborne=airborne) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("U.S.-made M113 armoured personnel carrier", "M113 armoured personnel carrier"),
        ("Liberian-flagged, Greek-owned bulk carrier", "bulk carrier"),
        ("fleet's warship", "warship"),
        ("five-storey apartment building", "apartment building"),
        ("trucks and fuel tankers", "truck and fuel tanker"),
        ("Su-25s", "Su-25"),
        ("armenian tank", "tank"),
    ],
)
def test_what_a_thing_is_called(noun: str, expected: str) -> None:
    assert item(noun, frozenset(["armenian"])) == expected
