"""TEMPORARY (lead): tolerates verticals that are not there yet."""

from __future__ import annotations

import importlib
from typing import Any

from factx.facts.arbitration import settle
from factx.facts.assertion import Assertions
from factx.facts.references import References
from factx.lexicon import Lexicon
from factx.schema import Reading, Record


def _of(name: str, *args: Any) -> list[Any]:
    try:
        module = importlib.import_module(f"factx.facts.{name}")
    except ModuleNotFoundError:
        return []
    return module.records(*args) if hasattr(module, "records") else []


def _attributions(reading: Reading, references: References) -> Any:
    try:
        return importlib.import_module("factx.facts.attribution").Attributions(reading, references)
    except ModuleNotFoundError:
        return None


def records(reading: Reading, lexicon: Lexicon) -> list[Record]:
    """All records of one document but the document's own, kind by kind in the order of `schema.KINDS`."""
    reading = settle(reading)
    where = _of("places", reading, lexicon)
    bodies = _of("organisations", reading, lexicon, where)
    people = _of("people", reading, lexicon, where, bodies)
    equipment = _of("equipment", reading, lexicon)
    dates = _of("dates", reading, lexicon)
    references = References(reading, [*where, *people, *bodies, *equipment])
    attributions = _attributions(reading, references)
    assertions = Assertions(reading)
    told = (reading, lexicon, references, attributions, assertions, dates)
    events = _of("events", *told)
    return [
        *where,
        *people,
        *bodies,
        *equipment,
        *dates,
        *_of("quantities", reading, lexicon),
        *events,
        *_of("casualties", *told, events),
        *_of("losses", *told, events),
        *_of("statements", reading, lexicon, references, dates),
    ]
