"""Who acts in an event and who is hit, in the terms that the codebooks ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factx.facts.crosswalk import Parties
from factx.facts.references import References
from factx.schema import OrganisationRecord, Reference

#: Words of targets that are armed people.
ARMED_PEOPLE = frozenset("soldier troop fighter militant rebel officer guard marine insurgent gunman guerrilla".split())
#: Further kinds of targets that a codebook tells apart, by their words.
MARKED = {
    "protester": frozenset("protester protestor demonstrator marcher striker protest rally demonstration".split()),
    "base": frozenset("base post camp checkpoint outpost headquarter point garrison".split()),
}
POLICE = frozenset("police policeman policemen gendarme officer".split())


def parties(slots: Mapping[str, list[Reference]], references: References, trigger: str) -> Parties:
    """Who acts and who is hit, as the codebooks ask."""
    home = {r.country for r in slots["places"] if r.country}
    actors, targets = set(), set()
    for actor in slots["actors"]:
        words = actor.name.casefold().split()
        if POLICE & set(words) or "security forces" in actor.name.casefold():
            actors.add("police")
        kind = references.type_of(actor)
        if kind == "armed_group" or (kind is None and (_rebels(words) or _of_group(actor, references))):
            actors.add("nonstate")
        elif kind in ("government", "military", "military_unit") or (kind is None and _of_state(words)):
            at_home = not home or actor.country is None or actor.country in home
            actors.add("home_state" if at_home else "foreign_state")
    for target in slots["targets"]:
        kind = references.type_of(target)
        named = {w.rstrip("s") for w in target.name.casefold().split()}
        targets |= {name for name, said in MARKED.items() if named & said}
        armed = kind in ("military", "military_unit", "armed_group") or bool(named & ARMED_PEOPLE)
        targets.add("military" if armed else "civilian")
    weapons = " ".join(w.casefold() for w in (*(r.name for r in slots["weapons"] + slots["actors"]), trigger))
    return Parties(actors, targets, weapons)


def _of_group(actor: Reference, references: References) -> bool:
    """Does a phrase name the armed group whose people act ("KIA troops")? The first body of the phrase counts."""
    inside = (n.record for n in references.within(actor.start, actor.end))
    bodies = [r.type for r in inside if isinstance(r, OrganisationRecord)]
    return bodies[:1] == ["armed_group"]


def _of_state(words: Sequence[str]) -> bool:
    return bool(
        {"forces", "troops", "army", "military", "soldiers", "government", "forces'", "navy", "marines"} & set(words)
    )


def _rebels(words: Sequence[str]) -> bool:
    said = {w.rstrip("s") for w in words}
    return bool(
        said
        & {"rebel", "militant", "militia", "insurgent", "guerrilla", "jihadist", "separatist", "paramilitary"}.union(
            ("gunman", "gunmen", "fighter", "terrorist", "militiamen", "militiaman")
        )
    )
