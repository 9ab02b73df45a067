"""What numbers, bounds and units say (tests/cases/numbers.tsv), and that reading them stays linear."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from factx.lexicon import lexicon
from factx.lexicon.tables import rows
from factx.values.numbers import parse, scan
from factx.values.quantities import Bound, bounds, grammar
from factx.values.units import known

CASES = list(rows(Path(__file__).parent / "cases" / "numbers.tsv"))


def written(*cells: float | str | None) -> str:
    return " ".join("-" if c is None else c if isinstance(c, str) else f"{c:.12g}" for c in cells)


def says(kind: str, text: str) -> str:
    if kind == "number":
        number = parse(text)
        return written(number.value, number.min, number.max) if number else ""
    found = next(grammar().expressions(text), None)
    if found is None:
        return ""
    b = found.bound
    unit = (found.unit.symbol if found.unit else None,) if kind == "unit" else ()
    return written(b.value, b.min, b.max, *unit)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['kind']}:{c['text']}" for c in CASES])
def test_case(case: dict[str, str]) -> None:
    assert says(case["kind"], case["text"]) == case["says"]


def test_offsets_are_those_of_the_text() -> None:
    text = "Between 3,000 and 4,000 men, about a dozen tanks (5 km away) and one and a half million shells"
    assert [text[n.start : n.end] for n in scan(text)] == ["3,000", "4,000", "a dozen", "5", "one and a half million"]
    assert [text[e.start : e.end] for e in grammar().expressions(text)] == [
        "Between 3,000 and 4,000", "about a dozen", "5 km", "one and a half million",
    ]  # fmt: skip


def test_parse_counts_offsets_from_the_start_of_the_text() -> None:
    number = parse("  1,300 ")
    assert number is not None
    assert (number.start, number.end, number.value) == (2, 7, 1300)


def test_bounds_are_of_the_first_quantity() -> None:
    assert bounds("at least eight soldiers and 21 civilians") == Bound(8, 8, None)
    assert bounds("no soldiers") is None


@pytest.mark.parametrize(
    ("symbol", "value", "si", "unit"),
    [
        ("km", 5, 5000, "m"),
        ("mi", 1, 1609.344, "m"),
        ("nmi", 34, 62968, "m"),
        ("km2", 2, 2e6, "m2"),
        ("lb", 500, 226.796185, "kg"),
        ("t", 62, 62000, "kg"),
        ("kn", 6, 3.08666667, "m/s"),
        ("km/h", 36, 10, "m/s"),
        ("h", 2, 7200, "s"),
        ("°C", -20, 253.15, "K"),
        ("°F", 32, 273.15, "K"),
        ("bbl/day", 1e6, 1.84013073, "m3/s"),
        ("kt TNT", 15, 6.276e13, "J"),
    ],
)
def test_units_convert(symbol: str, value: float, si: float, unit: str) -> None:
    found = known(lexicon()).symbol(symbol)
    assert found is not None and found.si == unit
    assert found.to_si(value) == pytest.approx(si, rel=1e-6)


def test_money_and_shares_have_no_si() -> None:
    units = known(lexicon())
    assert [units.symbol(s).si for s in ("USD", "%", "USD/month")] == [None, None, None]  # type: ignore[union-attr]
    assert units.symbol("count") is None


def test_every_name_of_a_unit_is_found_after_a_number() -> None:
    units = known(lexicon())
    lost = [name for name, unit in units.names.items() if (f := units.after(f"5 {name}.", 1)) is None or f.unit != unit]
    assert not lost


@pytest.mark.parametrize(
    "piece", ["1,", "1'", "5-", "a ", "one ", "half of a ", "about ", "5 to ", "$5m-", "as many ", "[5]"]
)
def test_hostile_runs_are_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        for _ in grammar().expressions(text):
            pass
        return time.process_time() - start

    seconds(1000)
    short, long = (min(seconds(size) for _ in range(3)) for size in (10_000, 40_000))
    assert long < 8 * max(short, 0.02)  # linear is 4, quadratic 16
