"""From a reading to its records, kind by kind; each kind sees those before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factx.facts import (
    casualties,
    dates,
    equipment,
    events,
    losses,
    organisations,
    people,
    places,
    quantities,
    statements,
)
from factx.facts.arbitration import settle
from factx.facts.assertion import Assertions
from factx.facts.attribution import Attributions
from factx.facts.references import References
from factx.lexicon import Lexicon
from factx.lexicon.placewords import kinds_of_places
from factx.schema import DateRecord, EventRecord, PlaceRecord, Reading, Record


@dataclass(frozen=True, slots=True)
class Assembly:
    """The records of one document, in the order of `schema.KINDS`, and what they were made with: the reading as it was
    settled, and what tells of any words whom they mean, who says so and whether it happened."""

    reading: Reading
    lexicon: Lexicon
    references: References
    attributions: Attributions
    assertions: Assertions
    places: list[PlaceRecord]
    dates: list[DateRecord]
    events: list[EventRecord]
    records: list[Record]


def records(reading: Reading, lexicon: Lexicon) -> list[Record]:
    """All records of one document but the document's own, in the order of `schema.KINDS`."""
    return assemble(reading, lexicon).records


def assemble(reading: Reading, lexicon: Lexicon) -> Assembly:
    """The records of one document, with what they were made with."""
    reading = settle(reading)
    where = places.records(reading, lexicon)
    bodies = organisations.records(reading, lexicon, where)
    who = people.records(reading, lexicon, where, bodies)
    arms = equipment.records(reading, lexicon)
    days = dates.records(reading, lexicon)
    references = References(reading, [*where, *who, *bodies, *arms], kinds_of_places(lexicon))
    attributions = Attributions(reading, references)
    assertions = Assertions(reading)
    told = (reading, lexicon, references, attributions, assertions, days)
    happened = events.records(*told)
    counted = quantities.records(reading, lexicon)
    hurt, lost = casualties.records(*told, happened), losses.records(*told, happened)
    said = statements.records(reading, lexicon, attributions, days)
    made = _once([*where, *who, *bodies, *arms, *days, *counted, *happened, *hurt, *lost, *said])
    return Assembly(reading, lexicon, references, attributions, assertions, where, days, happened, made)


def _once(found: Iterable[Record]) -> list[Record]:
    """Findings of one kind and type over the same words are one record: the first."""
    return list({r.id: r for r in reversed(list(found))}.values())[::-1]
