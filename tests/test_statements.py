"""Statements and attributions: quotations as printed, then who says what in whole sentences."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from factx.facts.attribution import Attributions
from factx.facts.references import References
from factx.intake import document
from factx.pipeline import Pipeline
from factx.schema import Mention, Reading, Sentence, StatementRecord
from factx.spans import lift
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


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("The army said that its troops had left Malakal.", "left", "army"),
        ("The town was shelled at dawn, police said.", "shelled", "police"),
        ("The town was reportedly shelled at dawn.", "shelled", None),
        ("Two boats are believed to have sunk.", "sunk", None),
        ("The rebels accused the army of shelling the market.", "shelling", "rebels"),
        ("The army said that its troops had left Malakal. The town was shelled at dawn.", "shelled", ""),
        ("Militants fired rockets at the base on Friday.", "fired", ""),
        ("The depot burned, the mayor said, while talks went on in Geneva.", "talks", ""),
    ],
)
def test_attribution(text: str, words: str, source: str | None, pipeline: Pipeline) -> None:
    """`source` is "" where the report speaks for itself, None where nobody is named."""
    start = text.index(words)
    found = attributions(text, pipeline).of(start, start + len(words))
    assert ("" if found is None else found.source and found.source.name) == source


def attributions(text: str, pipeline: Pipeline) -> Attributions:
    doc = pipeline.nlp(text)
    mentions, sentences = lift(doc, text)
    reading = Reading(document(text), tuple(mentions), tuple(sentences))
    return Attributions(reading, References(reading, [], {}))


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Tehran says 40 drones were shot down", 1),  # the body tells it too
        ("Tehran says talks will resume in Muscat", 2),
    ],
)
def test_headline_told_again(headline: str, told: int, pipeline: Pipeline) -> None:
    text = (
        f"{headline}\n\nDUBAI, May 14 (Agency) - Iran said on Tuesday that its air defences shot down 40 drones near "
        "Isfahan.\n\nThe airport stayed shut.\n"
    )
    records = pipeline.read(document(text, published=date(2024, 5, 14)))
    said = [r for r in records if isinstance(r, StatementRecord)]
    assert len(said) == told
    assert any("air defences" in r.quote for r in said)


def test_many_scopes_within_one() -> None:
    """What is asked of thousands of scopes within an endless one takes no time that grows with their number."""
    count, step = 20_000, 100
    whole = Sentence(0, count * step)
    spans = [(0, count * step), *((n * step, n * step + 50) for n in range(count))]
    nowhere = {"speaker": None, "cue": [-1, -1], "clause": [-1, -1]}
    mentions = tuple(
        Mention("statements", "SCOPE", a, b, "", whole, {"rule": "clause", "at": {**nowhere, "scope": [[a, b]]}})
        for a, b in spans
    )
    reading = Reading(document("x"), mentions, ())
    began = perf_counter()
    told = Attributions(reading, References(reading, [], {}))
    assert all(told.of(n * step + 60, n * step + 70) for n in range(count))
    assert perf_counter() - began < 5
