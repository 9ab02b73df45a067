"""Things with a name: places, where they lie, people, their roles, organisations."""

from __future__ import annotations

from factx.evaluation.faults import fields, missing, scored, surplus
from factx.evaluation.gold import GoldOrganisation, GoldPerson, GoldPlace, GoldRole
from factx.evaluation.likeness import (
    Row,
    alike,
    bare,
    folded,
    kilometres,
    occurrences,
    overlap,
    spans,
    words_of,
)
from factx.evaluation.matching import Matching, Score, match
from factx.evaluation.reports import GoldReport

#: How far from its gold point, in km, a place may be put: a settlement or facility, and anything larger.
NEAR, NEAR_LARGE = 25, 161

People = list[tuple[Row, GoldPerson]]


def named(record: Row, item: GoldPerson | GoldOrganisation | GoldPlace) -> bool:
    """The same by name, or by any of its forms."""
    mine = {bare(record.get("name") or "")} | {bare(m["text"]) for m in record.get("mentions") or []}
    theirs = {bare(form) for form in (item.name, item.text, *getattr(item, "also", ()))}
    return bool((mine & theirs) - {""})


def places(report: GoldReport, found: list[Row], gold: list[GoldPlace]) -> Matching[Row, GoldPlace]:
    def fits(record: Row, item: GoldPlace) -> int:
        here = overlap(spans(record), occurrences(report.text, item.text)[:1])
        if not here and not named(record, item):
            return 0
        forms = {folded(m["text"]) for m in record.get("mentions") or []}
        return 1 + 2 * here + 2 * (folded(item.text) in forms) + (record.get("type") == item.type)

    return match(found, gold, fits)


def placed(record: Row, item: GoldPlace) -> bool:
    """Does the record lie where the gold does: the same country, the same GeoNames id, or a point near enough?"""
    if item.type == "country":
        return record.get("country") == item.country and record.get("type") in (None, "country")
    if item.geonames is not None and record.get("geonames") == item.geonames:
        return True
    if record.get("lat") is None or record.get("lon") is None or item.lat is None or item.lon is None:
        return False
    reach = NEAR if item.type in ("settlement", "facility") else NEAR_LARGE
    return kilometres((record["lat"], record["lon"]), (item.lat, item.lon)) <= reach


def resolved(report: GoldReport, matching: Matching[Row, GoldPlace]) -> Score:
    """The places found, by whether they lie right."""
    off = [(record, item) for record, item in matching.pairs if not placed(record, item)]
    faults = tuple(
        missing("places resolved", report, item, f"{item.name}, not {_lies(record)}") for record, item in off
    )
    pairs = len(matching.pairs)
    return Score(pairs - len(off), pairs + len(matching.wrong), pairs + len(matching.missed), faults)


def _lies(record: Row) -> str:
    return f"{record.get('name')} {record.get('country')} {record.get('lat')}, {record.get('lon')}"


def roles(report: GoldReport, found: list[Row], gold: list[GoldPerson], people: People) -> Score:
    """The roles of people; one is right only where its bearer is."""
    bearer = {id(record): item for record, item in people}
    mine = [(record, role) for record in found for role in record.get("roles") or []]
    theirs = [(item, role) for item in gold for role in item.roles]

    def fits(held: tuple[Row, Row], wanted: tuple[GoldPerson, GoldRole]) -> bool:
        (record, role), (item, want) = held, wanted
        if bearer.get(id(record)) is not item or not alike(role.get("title") or "", want.title):
            return False
        return not want.of or alike(words_of(role.get("of")), want.of)

    matching = match(mine, theirs, fits)
    missed = [missing("roles", report, p, f"{p.name}: {_office(r.title, r.of)}") for p, r in matching.missed]
    wrong = [
        surplus("roles", report, r, f"{p.get('name')}: {_office(r.get('title'), words_of(r.get('of')))}")
        for p, r in matching.wrong
    ]
    return Score(len(matching.pairs), len(mine), len(theirs), (*missed, *wrong))


def _office(title: str | None, of: str | None) -> str:
    return f"{title}, {of}" if of else title or ""


def people(report: GoldReport, found: list[Row], gold: list[GoldPerson]) -> tuple[Score, People]:
    matching = match(found, gold, named)
    return scored("people", report, matching, fields("name")), matching.pairs
