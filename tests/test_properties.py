"""What holds of every text: nothing raises, every mention is its slice, records survive JSON, order does not matter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factx.intake import document
from factx.output.encode import to_json
from factx.pipeline import Pipeline
from factx.schema import Record

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
GOLD = sorted((Path(__file__).parent / "gold").glob("*.txt"))
#: Pieces that a report is made of, and that a careless pattern trips over.
WORDS = """and to the a of in said dozens on between at 12 % 47th km mm 120 30,000 $61bn Kyiv MOSCOW DENIED U.S.
Ukraine Sunday General Brigade İstanbul ﬁ 🙂 é e\u0301 ’s ( ) [ ] - – , . " ” 051430ZJAN25 T-72B3M"""
PHRASES = ("\n\n", "\n", "\t", "\u2028", "\u0085", "Read more:", "13°25'N", "on 5 May", "at least 12", "the night of",
           "north of", "Rapid Support Forces (RSF)")  # fmt: skip
PIECES = st.sampled_from([*WORDS.split(), *PHRASES])
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join))


def slices(value: Any) -> Iterator[dict[str, Any]]:
    """All parts of a record that point into the text."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield value
        for inner in value.values():
            yield from slices(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from slices(inner)


def check(text: str, records: list[Record]) -> None:
    plain = [json.loads(to_json(r)) for r in records]
    assert len({r["id"] for r in plain}) == len(plain)
    for record in plain[1:]:
        assert record["doc"] == plain[0]["id"]
        assert record["mentions"]
        for part in slices(record):
            assert text[part["start"] : part["end"]] == part["text"] != ""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_is_read_and_every_mention_is_its_slice(pipeline: Pipeline, text: str) -> None:
    check(text, pipeline.read(document(text)))


@pytest.mark.parametrize("path", [*SEEDS, *GOLD], ids=lambda p: p.stem)
def test_every_mention_of_a_report_is_its_slice_in_body(pipeline: Pipeline, path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    records = pipeline.read(document(text))
    check(text, records)
    silent = json.loads(to_json(records[0]))["boilerplate"]
    for record in records[1:]:
        for part in json.loads(to_json(record))["mentions"]:
            assert not any(a < part["end"] and part["start"] < b for a, b in silent)


@pytest.mark.parametrize("path", GOLD[:4], ids=lambda p: p.stem)
def test_other_line_ends_move_offsets_and_nothing_else(pipeline: Pipeline, path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    crlf = text.replace("\n", "\r\n")
    kept = pipeline.read(document(crlf))
    check(crlf, kept)
    assert [r.kind for r in kept] == [r.kind for r in pipeline.read(document(text))]


def test_the_order_of_the_reports_does_not_matter(pipeline: Pipeline) -> None:
    documents = [document(p.read_bytes().decode("utf-8"), path=p.name) for p in SEEDS + GOLD[:4]]
    forth = {str(d.path): o for d, o in zip(documents, pipeline.stream(documents), strict=True)}
    back = {str(d.path): o for d, o in zip(documents[::-1], pipeline.stream(documents[::-1]), strict=True)}
    assert forth == back


def test_a_long_text_is_read_whole_in_pieces(pipeline: Pipeline) -> None:
    paragraph = "Shelling killed three people in Kherson on 5 May 2024, said General Oleh Bondar.\n\n"
    text = paragraph * 600
    records = pipeline.read(document(text))
    check(text, records)
    assert sum(r.kind == "date" for r in records) == 600
    assert [len(r.mentions) for r in records if r.kind == "place"] == [600]
