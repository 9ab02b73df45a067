"""Gold reports: NAME.txt, a report, and NAME.json, what a careful reader takes from it, one key a layer.

A layer that is left out was not annotated, and is not scored. Words are copied to the letter from the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from factx.errors import FactxError
from factx.schema import (
    Assertion,
    CasualtyStatus,
    EventType,
    LossStatus,
    Number,
    OrganisationType,
    PlaceType,
    Precision,
    Who,
)


def _iso(day: str) -> str:
    if date.fromisoformat(day).isoformat() != day:
        raise ValueError("should be a day as YYYY-MM-DD")
    return day


Day = Annotated[str, AfterValidator(_iso)]
Words = Annotated[str, Field(min_length=1)]  #: to be found in the report
_item = dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid", strict=True))


@_item
class Item:
    note: str = ""  #: for the annotator
    nth: Annotated[int, Field(ge=1)] = 1  #: which occurrence of the words is meant


@_item
class Bounds:
    value: Number = None
    min: Number = None
    max: Number = None


@_item
class GoldPlace(Item):
    text: Words
    name: str
    type: PlaceType
    country: str | None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    geonames: int | None = None


@_item
class GoldRole:
    title: Words
    of: Words | None = None


@_item
class GoldPerson(Item):
    text: Words
    name: str
    also: list[Words] = field(default_factory=list)
    roles: list[GoldRole] = field(default_factory=list)


@_item
class GoldOrganisation(Item):
    text: Words
    name: str
    type: OrganisationType
    country: str | None
    also: list[Words] = field(default_factory=list)


@_item
class GoldDate(Item):
    text: Words
    start: Day
    end: Day
    precision: Precision


@_item
class GoldQuantity(Item, Bounds):
    text: Words
    unit: str = "count"
    of: str | None = None


@_item
class GoldEvent(Item):
    type: EventType
    trigger: Words
    evidence: Words
    actors: list[Words] = field(default_factory=list)
    targets: list[Words] = field(default_factory=list)
    places: list[Words] = field(default_factory=list)
    weapons: list[Words] = field(default_factory=list)
    start: Day | None = None
    end: Day | None = None
    source: Words | None = None
    assertion: Assertion = "asserted"
    also: list[Words] = field(default_factory=list)


@_item
class GoldCasualty(Item, Bounds):
    text: Words
    status: CasualtyStatus
    who: Who
    source: Words | None = None


@_item
class GoldLoss(Item, Bounds):
    text: Words
    item: str
    status: LossStatus
    side: str | None = None
    source: Words | None = None


@_item
class GoldStatement(Item):
    speaker: Words | None
    quote: Words
    direct: bool


@_item
class Gold:
    published: Day | None = None
    boilerplate: list[Words] = field(default_factory=list)
    places: list[GoldPlace] | None = None
    people: list[GoldPerson] | None = None
    organisations: list[GoldOrganisation] | None = None
    dates: list[GoldDate] | None = None
    quantities: list[GoldQuantity] | None = None
    events: list[GoldEvent] | None = None
    casualties: list[GoldCasualty] | None = None
    losses: list[GoldLoss] | None = None
    statements: list[GoldStatement] | None = None


@dataclass(frozen=True, kw_only=True)
class GoldReport:
    path: Path
    text: str
    gold: Gold


def read(folder: Path) -> Iterator[GoldReport | FactxError]:
    """The gold reports of a folder, by name; of one that is not well made, what is wrong with it."""
    for path in sorted(folder.glob("*.txt")):
        try:
            yield _report(path)
        except FactxError as e:
            yield e


def _report(path: Path) -> GoldReport:
    beside = path.with_suffix(".json")
    text = _decoded(path)
    if not beside.is_file():
        raise FactxError(str(path), f"has no {beside.name} beside it")
    try:
        gold: Gold = TypeAdapter(Gold).validate_json(_decoded(beside))
    except ValidationError as e:
        raise FactxError(str(beside), _few([_told(dict(x)) for x in e.errors()])) from e
    if wrong := list(_faults(text, gold)):
        raise FactxError(str(beside), _few(wrong))
    return GoldReport(path=path, text=text, gold=gold)


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as e:
        raise FactxError(str(path), e.strerror or str(e)) from e
    except UnicodeDecodeError as e:
        raise FactxError(str(path), f"is not UTF-8 at byte {e.start}") from e


def _told(error: dict[str, Any]) -> str:
    where = "".join(f"[{x}]" if isinstance(x, int) else f".{x}" for x in error["loc"]).lstrip(".")
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}" if where else error["msg"]


def _few(faults: list[str]) -> str:
    more = f"; and {len(faults) - 3} more" if len(faults) > 3 else ""
    return "; ".join(faults[:3]) + more


def _faults(text: str, gold: Gold) -> Iterator[str]:
    """What the types do not tell: words that are not in the report, bounds and days the wrong way round."""
    for where, words, nth in _copied(gold):
        if (times := _count(text, words, nth)) < nth:
            yield f"{where}: {words!r} is " + (f"in the text {times} times, not {nth}" if times else "not in the text")
    for i, place in enumerate(gold.places or ()):
        if place.type != "country" and place.geonames is None and (place.lat is None or place.lon is None):
            yield f"places[{i}]: has neither geonames nor lat and lon"
    for i, event in enumerate(gold.events or ()):
        if event.trigger not in event.evidence:
            yield f"events[{i}].trigger: {event.trigger!r} is not in its evidence"
    for layer in ("dates", "events"):
        for i, item in enumerate(getattr(gold, layer) or ()):
            if item.start and item.end and item.start > item.end:
                yield f"{layer}[{i}]: ends before it starts"
    for layer in ("quantities", "casualties", "losses"):
        for i, item in enumerate(getattr(gold, layer) or ()):
            if item.min is not None and item.max is not None and item.min > item.max:
                yield f"{layer}[{i}]: its min is above its max"


def _copied(gold: Gold) -> Iterator[tuple[str, str, int]]:
    """All that must be in the report to the letter: where it stands in the gold, the words, and which occurrence."""
    for i, words in enumerate(gold.boilerplate):
        yield f"boilerplate[{i}]", words, 1
    for layer in Gold.__dataclass_fields__:
        items = getattr(gold, layer)
        if layer in ("published", "boilerplate") or not items:
            continue
        for i, item in enumerate(items):
            for name in ("text", "evidence", "quote", "trigger", "source", "speaker"):
                if words := getattr(item, name, None):
                    yield f"{layer}[{i}].{name}", words, item.nth if name in ("text", "trigger") else 1
            for name in ("also", "actors", "targets", "places", "weapons"):
                yield from ((f"{layer}[{i}].{name}", words, 1) for words in getattr(item, name, ()))
            for role in getattr(item, "roles", ()):
                yield f"{layer}[{i}].roles", role.title, 1
                if role.of:
                    yield f"{layer}[{i}].roles", role.of, 1


def _count(text: str, words: str, most: int) -> int:
    """How often the words occur, overlaps included; counted up to `most`."""
    times, at = 0, text.find(words)
    while at >= 0 and times < most:
        times, at = times + 1, text.find(words, at + 1)
    return times
