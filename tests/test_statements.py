"""Statements and attributions: quotations as printed, then who says what in whole sentences."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from factx.intake import document
from factx.pipeline import Pipeline
from factx.schema import StatementRecord
from factx.values.quotes import quotations

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "statements.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "yes" and left.', ["yes"]),
        ("„Wir bleiben“, sagte er.", ["Wir bleiben"]),
        ("«Jamais», dit-il. »Nie«, sagte sie.", ["Jamais", "Nie"]),
        ("‘It’s ours,’ she said; the soldiers’ camp wasn’t.", ["It’s ours,"]),
        ("'We can't stay,' he said.", ["We can't stay,"]),
        ("The soldiers' camp and the '90s.", []),
        ("“He said ‘no’ twice.”", ["He said ‘no’ twice."]),
        ("“First part.\n\n“Second part.” End.", ["First part.\n\n“Second part."]),
        ("“Never closed.\n\nNext paragraph.", ["Never closed."]),
        ('A 5\'10" man and a 12" gun.', []),
        ("``Old marks,'' he said.", ["Old marks,"]),
        ("", []),
        ("“”", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == quoted


@pytest.mark.parametrize("text", ["'a " * 60_000, '"' * 100_000, "“a\n\n" * 40_000])
def test_hostile_marks(text: str) -> None:
    began = perf_counter()
    quotations(text)
    assert perf_counter() - began < 5


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_statements(case: dict[str, Any], pipeline: Pipeline) -> None:
    text = case["text"]
    records = pipeline.read(document(text, published=date(2024, 5, 14)))
    found = [r for r in records if isinstance(r, StatementRecord)]
    for r in found:
        assert all(text[m.start : m.end] == m.text for m in r.mentions)
    said = [[r.speaker.name if r.speaker else None, r.cue, r.direct, r.quote] for r in found]
    assert sorted(said, key=str) == sorted(case["said"], key=str)
    if "channel" in case:
        assert {r.channel for r in found} == {case["channel"]}
