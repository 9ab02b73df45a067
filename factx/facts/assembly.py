"""TEMPORARY (lead): tolerates verticals that are not there yet."""

from __future__ import annotations

import importlib
from typing import Any

from factx.facts.arbitration import settle
from factx.lexicon import Lexicon
from factx.schema import Reading, Record


def _of(name: str, *args: Any) -> list[Any]:
    try:
        module = importlib.import_module(f"factx.facts.{name}")
    except ModuleNotFoundError:
        return []
    return module.records(*args) if hasattr(module, "records") else []


def records(reading: Reading, lexicon: Lexicon) -> list[Record]:
    """All records of one document but the document's own, kind by kind in the order of `schema.KINDS`."""
    reading = settle(reading)
    where = _of("places", reading, lexicon)
    bodies = _of("organisations", reading, lexicon, where)
    return [
        *where,
        *_of("people", reading, lexicon, where, bodies),
        *bodies,
        *_of("equipment", reading, lexicon),
        *_of("dates", reading, lexicon),
        *_of("quantities", reading, lexicon),
    ]
