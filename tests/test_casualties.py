"""Casualties: who befell what, on single sentences through the whole pipeline, and the pure readings of nouns."""

from __future__ import annotations

from pathlib import Path

import pytest

from factx.lexicon import Lexicon
from factx.lexicon.tables import rows
from factx.pipeline import Pipeline
from factx.schema import CasualtyRecord, Document
from factx.values.victims import Victims

CASES = [tuple(row.values()) for row in rows(Path(__file__).parent / "cases" / "casualties.tsv")]


def bound(record: CasualtyRecord) -> str:
    match record.value, record.min, record.max:
        case value, None, None:
            return f"~{value}"
        case value, low, high if value == low == high:
            return str(value)
        case _, low, high:
            return f"{'' if low is None else low}..{'' if high is None else high}"


def told(pipeline: Pipeline, text: str) -> list[str]:
    found = [r for r in pipeline.read(Document("d", "", text, text, "")) if isinstance(r, CasualtyRecord)]
    texts = {r.id: r.text for r in found}
    for r in found:
        assert all(text[m.start : m.end] == m.text for m in r.mentions)

    def part(r: CasualtyRecord) -> str:
        return f" < {texts[r.subset_of]}" if r.subset_of and r.rule == "part" and "of" not in r.text else ""

    return [f"{r.text} = {r.status} {r.who} {bound(r)}{part(r)}" for r in found]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_the_casualties_of_a_sentence(pipeline: Pipeline, text: str, expected: str) -> None:
    assert told(pipeline, text) == [e for e in expected.split(" | ") if e]


def test_the_same_figure_told_again_is_one_record(pipeline: Pipeline) -> None:
    text = "Floods of shells killed 61 worshippers in Peshawar.\n\nThe 61 worshippers died on Friday."
    found = [r for r in pipeline.read(Document("d", "", text, text, "")) if isinstance(r, CasualtyRecord)]
    assert [len(r.mentions) for r in found] == [2]


@pytest.mark.parametrize(
    ("noun", "who"),
    [
        ("soldier", "military"), ("wounded army officer", "military"), ("frontierswoman", "unknown"),
        ("policeman", "police"),
        ("soldier and civilian", "mixed"), ("12-year-old girl", "child"), ("former soldier", "unknown"),
        ("Red Cross volunteer", "aid_worker"), ("cameraman", "journalist"), ("people", "unknown"),
        ("civilian", "civilian"), ("member of the security forces", "military"), ("prisoner of war", "military"),
    ],
)  # fmt: skip
def test_who_a_noun_names(tables: Lexicon, noun: str, who: str) -> None:
    assert Victims(tables.table("victims")).of(noun) == who
