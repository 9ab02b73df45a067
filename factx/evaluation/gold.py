"""A gold: the facts of a report as a person annotated them, in layers.

A layer that is left out was not annotated, and is not scored; nor is an event's slot, a source or a side. The words
must stand in the report just as they are.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from factx.schema import (
    Assertion,
    CasualtyStatus,
    EquipmentClass,
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
LEFT_OUT = ""  #: of a field that is not annotated; null says that the report tells none
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
    actors: list[Words] | None = None
    targets: list[Words] | None = None
    places: list[Words] | None = None
    weapons: list[Words] | None = None
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
    source: Words | None = LEFT_OUT


@_item
class GoldLoss(Item, Bounds):
    text: Words
    item: str
    status: LossStatus
    class_: Annotated[EquipmentClass | None, Field(alias="class")] = None  #: not scored
    side: str | None = LEFT_OUT
    source: Words | None = LEFT_OUT


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
