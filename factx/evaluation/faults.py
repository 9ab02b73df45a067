"""A matching as a score, its faults told so that a person finds them in the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from factx.evaluation.likeness import Row, Span, occurrences, words_of
from factx.evaluation.matching import Fault, Matching, Score
from factx.evaluation.reports import GoldReport

Theirs = TypeVar("Theirs")
#: What an item of the gold or a record holds, beyond its words.
Says = Callable[[Any], str]


def scored(layer: str, report: GoldReport, matching: Matching[Row, Theirs], says: Says) -> Score:
    missed = [missing(layer, report, item, says(item)) for item in matching.missed]
    wrong = [surplus(layer, report, record, says(record)) for record in matching.wrong]
    right = len(matching.pairs)
    return Score(right, right + len(wrong), right + len(missed), (*missed, *wrong))


def missing(layer: str, report: GoldReport, item: Any, says: str) -> Fault:
    """What the gold has and the records have not, or not so."""
    span = standing(report.text, item)
    return Fault(layer, report.path.name, "missed", span, report.text[slice(*span)], says)


def surplus(layer: str, report: GoldReport, record: Row, says: str) -> Fault:
    """What the records have and the gold has not: a record, or a part of one with offsets of its own."""
    first = next(iter(record.get("mentions") or [record]))
    start, end = first.get("start"), first.get("end")
    if isinstance(start, int) and isinstance(end, int):
        return Fault(layer, report.path.name, "wrong", (start, end), report.text[start:end], says)
    return Fault(layer, report.path.name, "wrong", None, str(first.get("text") or ""), says)


def standing(text: str, item: Any) -> Span:
    """Where a gold item stands: its own words, an event's trigger in its evidence, a statement's quote."""
    if evidence := getattr(item, "evidence", None):
        start: int = text.find(evidence) + evidence.find(item.trigger)
        return start, start + len(item.trigger)
    nth: int = item.nth
    return occurrences(text, getattr(item, "text", None) or item.quote)[nth - 1]


def fields(*names: str) -> Says:
    """Those fields of a record or of a gold item that are not empty, one after the other."""

    def says(of: Any) -> str:
        values = (of.get(name) if isinstance(of, dict) else getattr(of, name) for name in names)
        return " ".join(words_of(v) if isinstance(v, dict) else str(v) for v in values if v not in (None, "", []))

    return says


def bounded(*names: str) -> Says:
    """The same, with the bounds behind it."""
    plain = fields(*names)

    def says(of: Any) -> str:
        value, least, most = (of.get(k) if isinstance(of, dict) else getattr(of, k) for k in ("value", "min", "max"))
        return f"{plain(of)} {value} [{least}, {most}]".lstrip()

    return says
