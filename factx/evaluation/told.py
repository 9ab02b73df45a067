"""What happened and what was said: events, their slots, statements."""

from __future__ import annotations

from typing import Any

from factx.evaluation.faults import missing, surplus
from factx.evaluation.gold import GoldEvent, GoldStatement
from factx.evaluation.likeness import (
    Row,
    occurrences,
    overlap,
    refers,
    same_days,
    source_of,
    tokens,
    words_of,
)
from factx.evaluation.matching import Fault, Matching, Score, match
from factx.evaluation.reports import GoldReport

SLOTS = ("actors", "targets", "places", "weapons")


def events(report: GoldReport, found: list[Row], gold: list[GoldEvent]) -> Matching[Row, GoldEvent]:
    """Events of the same type, one telling of which lies over one of the gold's."""

    def fits(record: Row, item: GoldEvent) -> bool:
        if record.get("type") != item.type:
            return False
        tellings = [record.get("trigger") or {}, *(record.get("also") or [])]
        mine = [(t.get("start", -1), t.get("end", -1)) for t in tellings]
        theirs = [span for words in (item.evidence, *item.also) for span in occurrences(report.text, words)]
        return overlap(mine, theirs)

    return match(found, gold, fits)


def slots(report: GoldReport, found: list[Row], gold: list[GoldEvent], matching: Matching[Row, GoldEvent]) -> Score:
    """Who, whom, where, with what, when, who says, and how it is asserted: of the events that are right, beside those
    of all events. A slot that the gold leaves out is not annotated."""
    filled = sum(
        sum(len(e.get(s) or []) for s in SLOTS) + bool(e.get("start")) + bool(words_of(source_of(e))) + 1 for e in found
    )
    filled -= sum(len(e.get(s) or []) for e, item in matching.pairs for s in SLOTS if getattr(item, s) is None)
    wanted = sum(sum(len(getattr(e, s) or ()) for s in SLOTS) + bool(e.start) + bool(e.source) + 1 for e in gold)
    score = Score(0, filled, wanted)
    for record, item in matching.pairs:
        score += _references(report, record, item) + _qualities(report, record, item)
    return score


def _references(report: GoldReport, record: Row, item: GoldEvent) -> Score:
    right, faults = 0, list[Fault]()
    for slot in SLOTS:
        if (wanted := getattr(item, slot)) is None:
            continue
        matching = match(record.get(slot) or [], wanted, refers)
        right += len(matching.pairs)
        says = f"{item.type}: {slot}"
        faults += [missing("event slots", report, item, f"{says} lack {want}") for want in matching.missed]
        faults += [surplus("event slots", report, _part(x), f"{says} have {words_of(x)}") for x in matching.wrong]
    return Score(right, faults=tuple(faults))


def _part(reference: Any) -> Row:
    return reference if isinstance(reference, dict) else {"text": reference}


def _qualities(report: GoldReport, record: Row, item: GoldEvent) -> Score:
    """Time and source, where the gold has them, and the assertion."""
    checks = [
        (
            record.get("assertion") == item.assertion,
            f"assertion: gold {item.assertion}, found {record.get('assertion') or 'none'}",
        )
    ]
    if item.source:
        source = source_of(record)
        checks.append((refers(source, item.source), f"source: gold {item.source}, found {words_of(source) or 'none'}"))
    if item.start:
        mine = f"{record.get('start')}..{record.get('end')}" if record.get("start") else "none"
        checks.append((same_days(record, item), f"time: gold {item.start}..{item.end}, found {mine}"))
    faults = [missing("event slots", report, item, f"{item.type}: {says}") for ok, says in checks if not ok]
    return Score(len(checks) - len(faults), faults=tuple(faults))


def said(record: Row, item: GoldStatement) -> bool:
    """The same speaker, and half of the words: of both quotes taken together, and of the gold's alone."""
    mine, theirs = set(tokens(record.get("quote") or "")), set(tokens(item.quote))
    common = len(mine & theirs)
    if common * 2 < max(1, (len(mine) + len(theirs)) / 2) or common < 0.5 * len(theirs):
        return False
    if item.speaker is None:
        return not record.get("speaker")
    return refers(record.get("speaker"), item.speaker)
