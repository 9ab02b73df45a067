"""Why names are one organisation, of what type and country it is, and which of the bodies of one name was meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factx.explain import places
from factx.explain.case import Case
from factx.explain.grounds import Step, code, table
from factx.facts.bodies import Body
from factx.schema import Mention, OrganisationRecord

#: How a mention came to the body, by its rule.
JOINED = {
    "table": "a row of the tables has the name",
    "unit": "the same number, kind and word of a unit",
    "nation": "the same country and kind of body",
    "head": "only the kind is said: the body of that kind of the country spoken of, or the one named last",
    "definition": "the report itself gives the name",
    "metonym": "the capital stands for the government",
}
_BUILD = "factx.facts.bodies:Bodies.build"


def steps(record: OrganisationRecord, case: Case) -> Iterator[Step]:
    """The joined names, the choice among bodies of one name, the country."""
    mentions = case.mentions(record)
    if len(mentions) > 1:
        options = tuple(_named(m) for m in mentions)
        yield Step("names", f"{len(mentions)} names are one body: {record.name}", (), (code(_BUILD),), options)
    built = case.bodies.bodies.values()
    body = next((b for b in built if mentions and mentions[0] in b.mentions), None)
    several = next((m for m in mentions if len(m.notes["options"]) > 1), None)
    if several is not None:
        yield _choice(several, body)
    best = next((m for m in mentions if m.notes["rule"] == record.rule), None)
    yield Step("type", record.type, (_type(best),), table(best.notes["source"][:1] if best else ()))
    if record.country:
        yield _country(record, mentions, case)


def _named(m: Mention) -> dict[str, Any]:
    rule = m.notes["rule"]
    why = JOINED.get(rule, "the same name")
    return {"words": m.text, "at": m.start, "rule": rule, "joined": why, "row": ", ".join(m.notes["source"])}


def _type(best: Mention | None) -> str:
    if best is None or not best.notes["source"]:
        return "no word of the name tells more"
    return "the row of the name, or of the word that it ends in, says so"


def _choice(m: Mention, body: Body | None) -> Step:
    chosen = body.name if body else None
    options = tuple(
        {"chosen": name == chosen, "name": name, "type": type_, "country": country or None, "also": ", ".join(also)}
        for name, type_, country, also in m.notes["options"]
    )
    because = "the one that the report names in full, else the one of whose countries it speaks most"
    by = (*table(m.notes["source"]), code("factx.facts.bodies:Bodies._choose"))
    return Step("body", f"“{m.text}” is {chosen}", (because,), by, options)


def _country(record: OrganisationRecord, mentions: list[Mention], case: Case) -> Step:
    told = next((m for m in mentions if m.notes["country"] == record.country), None)
    if told is not None:
        because = [f"“{told.text}” itself, or its row, tells whose it is"]
    elif any(c == record.country for m in mentions for _, _, c, _ in m.notes["options"]):
        because = ["the row of the name tells whose it is"]
    else:
        because = ["no word of it tells whose it is: what is named beside it, else the country under discussion"]
        spoken = case.bodies.belonging.countries.most_common(3)
        because.append(f"the report speaks of {', '.join(f'{iso} (weight {n})' for iso, n in spoken)}")
    row = places.country(case, record.country or "")
    by = code("factx.facts.belonging:Belonging")
    return Step("country", record.country or "", tuple(because), (row, by) if row else (by,))
