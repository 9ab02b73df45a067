"""Records beside gold reports → a score a layer, and what is wrong with the records themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from factx.evaluation import things, told
from factx.evaluation.attributes import FIELDS, attributes
from factx.evaluation.faults import bounded, fields, scored
from factx.evaluation.likeness import Row, occurrences, overlap, spans
from factx.evaluation.matching import Score, match
from factx.evaluation.reports import GoldReport
from factx.evaluation.values import Values

#: In the order in which they are printed.
LAYERS = (
    "places", "places resolved", "people", "roles", "organisations", "dates", "quantities", "events", "event slots",
    "casualties", "losses", "statements", "attributes",
)  # fmt: skip
Layer = tuple[str, Score]


@dataclass(frozen=True, slots=True)
class Evaluation:
    reports: int
    layers: dict[str, Score]  #: those that are annotated, in the order of LAYERS
    off: int  #: ids that stood before, and parts of records whose words are not what stands at their offsets
    leaks: int  #: records out of boilerplate
    absent: tuple[str, ...] = ()  #: the reports of which the records hold no document

    @property
    def mean(self) -> float:
        """The mean F1 of the layers."""
        return sum(s.f1 for s in self.layers.values()) / len(self.layers) if self.layers else 0.0


def evaluate(reports: Iterable[GoldReport], records: Iterable[Row]) -> Evaluation:
    """Score records beside reports, put together by the file name in the path of a record's document; records of
    documents that are none of the reports count for nothing."""
    documents, of = _by_file(records)
    totals: dict[str, Score] = {}
    seen: set[str] = set()
    absent: list[str] = []
    count = off = leaks = 0
    for report in reports:
        count += 1
        absent += [report.path.name] if report.path.name not in documents else []
        mine = of.get(report.path.name, [])
        for layer, score in _layers(report, mine):
            totals[layer] = totals.get(layer, Score()) + score
        off += _off(report, mine, seen)
        junk = [span for words in report.gold.boilerplate for span in occurrences(report.text, words)]
        leaks += sum(any(overlap([span], junk) for span in spans(record)) for record in mine)
    return Evaluation(count, {layer: totals[layer] for layer in LAYERS if layer in totals}, off, leaks, tuple(absent))


def _by_file(records: Iterable[Row]) -> tuple[set[str], dict[str, list[Row]]]:
    """The file names of the documents, and the records of each."""
    all_ = list(records)
    home = {r["id"]: PurePath(str(r["path"])).name for r in all_ if r["kind"] == "document"}
    of: dict[str, list[Row]] = defaultdict(list)
    for record in all_:
        if record["kind"] != "document":
            of[home.get(record.get("doc"), "")].append(record)
    return set(home.values()), of


def _layers(report: GoldReport, records: list[Row]) -> Iterator[Layer]:
    """The scores of one report, of the layers that its gold has."""
    kinds: dict[str, list[Row]] = defaultdict(list)
    for record in records:
        kinds[record["kind"]].append(record)
    gold = report.gold
    if gold.places is not None:
        matching = things.places(report, kinds["place"], gold.places)
        yield "places", scored("places", report, matching, fields("name"))
        yield "places resolved", things.resolved(report, matching)
        yield "attributes", attributes(report, "places", matching.pairs)
    if gold.people is not None:
        people, pairs = things.people(report, kinds["person"], gold.people)
        yield "people", people
        yield "roles", things.roles(report, kinds["person"], gold.people, pairs)
    if gold.events is not None:
        happened = told.events(report, kinds["event"], gold.events)
        yield "events", scored("events", report, happened, fields("type"))
        yield "event slots", told.slots(report, kinds["event"], gold.events, happened)
    yield from _plain_layers(report, kinds)


def _plain_layers(report: GoldReport, kinds: dict[str, list[Row]]) -> Iterator[Layer]:
    """The layers whose records either are the gold item or are not."""
    values = Values(report)
    for layer, kind, fits, says in (
        ("organisations", "organisation", things.named, fields("name")),
        ("dates", "date", values.date, fields("start", "end")),
        ("quantities", "quantity", values.quantity, bounded("unit")),
        ("casualties", "casualty", values.casualty, bounded("status", "who")),
        ("losses", "loss", values.loss, bounded("status", "item")),
        ("statements", "statement", told.said, fields("speaker")),
    ):
        items: list[Any] | None = getattr(report.gold, layer)
        if items is not None:
            matching = match(kinds[kind], items, fits)
            yield layer, scored(layer, report, matching, says)
            if layer in FIELDS:
                yield "attributes", attributes(report, layer, matching.pairs)


def _off(report: GoldReport, records: list[Row], seen: set[str]) -> int:
    off = 0
    for record in records:
        off += record["id"] in seen
        seen.add(record["id"])
        off += sum(report.text[p["start"] : p["end"]] != p["text"] for p in _pieces(record))
    return off


def _pieces(value: Any) -> Iterator[Row]:
    """Whatever in a record has a start, an end and a text, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int) and "text" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _pieces(part)
