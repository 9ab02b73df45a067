"""Positions, relations and containment: what the words of a report say of where a place lies. Cases are data."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from factx.lexicon.tables import rows
from factx.values.containment import links
from factx.values.positions import find, grid
from factx.values.relations import relation

CASES = Path(__file__).parent / "cases"


def bracketed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and the spans that they marked."""
    spans, plain = [], ""
    for part in re.split(r"(\[[^]]*\])", text):
        if part.startswith("["):
            spans.append((len(plain), len(plain) + len(part) - 2))
            part = part[1:-1]
        plain += part
    return plain, spans


@pytest.mark.parametrize("case", list(rows(CASES / "positions.tsv")), ids=lambda c: c["text"][:50])
def test_position(case: dict[str, str]) -> None:
    found = [(case["text"][p.start : p.end], p.lat, p.lon) for p in find(case["text"])]
    wanted = [(case["surface"], float(case["lat"]), float(case["lon"]))] if case["surface"] else []
    assert [f[0] for f in found] == [w[0] for w in wanted]
    for (_, lat, lon), (_, want_lat, want_lon) in zip(found, wanted, strict=True):
        assert (lat, lon) == pytest.approx((want_lat, want_lon), abs=2e-5)


def test_grid_of_no_square() -> None:
    assert grid("61U DQ 12345 67890") is None
    assert grid("37U DQ 1234 678") is None


@pytest.mark.parametrize("case", list(rows(CASES / "relations.tsv")), ids=lambda c: c["text"][:50])
def test_relation(case: dict[str, str]) -> None:
    text, [(start, end)] = bracketed(case["text"])
    found = relation(text, start, end)
    if not case["words"]:
        assert found is None
        return
    assert found is not None
    assert text[found.start : found.end] == found.text == case["words"]
    assert (found.kind, found.bearing or "", found.other or "") == (case["kind"], case["bearing"], case["other"])
    assert found.distance_km == (float(case["km"]) if case["km"] else None)


@pytest.mark.parametrize("case", list(rows(CASES / "containment.tsv")), ids=lambda c: c["text"][:50])
def test_containment(case: dict[str, str]) -> None:
    text, spans = bracketed(case["text"])
    names = [text[a:b] for a, b in spans]
    found = {f"{names[link.inner]} {link.tie} {names[link.outer]}" for link in links(text, spans)}
    assert found == set(filter(None, case["links"].split("|")))


@pytest.mark.parametrize("hostile", ["N 12 " * 40_000, "1" * 200_000, "12.3456," * 25_000, "between " * 25_000])
def test_hostile_lines_do_not_hang(hostile: str) -> None:
    began = time.process_time()
    list(find(hostile))
    relation(hostile, len(hostile), len(hostile))
    assert time.process_time() - began < 5
