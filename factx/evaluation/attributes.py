"""The finer fields of the records that are right: type, country, precision, side, source, directness."""

from __future__ import annotations

from typing import Any

from factx.evaluation.faults import missing
from factx.evaluation.gold import LEFT_OUT
from factx.evaluation.likeness import Row, refers, source_of, words_of
from factx.evaluation.matching import Score
from factx.evaluation.reports import GoldReport

#: What is compared of each layer; "source" is who says so, and null where the report itself does.
FIELDS = {
    "places": ("type", "country"),
    "organisations": ("type", "country"),
    "dates": ("precision",),
    "casualties": ("source",),
    "losses": ("side", "source"),
    "statements": ("direct",),
}


def attributes(report: GoldReport, layer: str, pairs: list[tuple[Row, Any]]) -> Score:
    """The fields of the pairs of one layer that the gold has."""
    faults = []
    told = [(record, item, name) for record, item in pairs for name in FIELDS[layer]]
    checks = [(record, item, name) for record, item, name in told if getattr(item, name) != LEFT_OUT]
    for record, item, name in checks:
        wanted = getattr(item, name)
        got, ok = _compared(record, name, wanted)
        if not ok:
            says = f"{record.get('kind')}: {name}: gold {_said(wanted)}, found {_said(got)}"
            faults.append(missing("attributes", report, item, says))
    return Score(len(checks) - len(faults), len(checks), len(checks), tuple(faults))


def _said(value: Any) -> str:
    """A value as a person reads it; JSON's words for what is none and for true and false."""
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _compared(record: Row, name: str, wanted: Any) -> tuple[Any, bool]:
    if name != "source":
        return record.get(name), record.get(name) == wanted
    source = source_of(record)
    words = words_of(source)
    return words or None, refers(source, wanted) if wanted else not words
