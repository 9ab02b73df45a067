"""Person records: the names of a report gathered into persons, with all that it says they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from itertools import takewhile

from factx.facts import confidence
from factx.lexicon import Lexicon
from factx.schema import Mention, OrganisationRecord, PersonRecord, PlaceRecord, Reading, Role, Slice, record_id
from factx.values.people.joining import gather, parts

#: The stronger evidence first: a person's record rests on the best that one of its mentions has.
_STRENGTH = ("title", "role", "model", "speech", "word", "surname")


def records(
    reading: Reading, lexicon: Lexicon, places: list[PlaceRecord], organisations: list[OrganisationRecord]
) -> list[PersonRecord]:
    """One record a person, in the order of their first mentions."""
    found = reading.of("people")
    cased = reading.document.cased
    names = [_name(cased[m.start : m.end]) for m in found]
    groups: dict[int, list[int]] = defaultdict(list)
    for i, person in enumerate(gather(names)):
        groups[person].append(i)
    country = _countries(lexicon, places, organisations)
    made = []
    for members in sorted(groups.values()):
        mentions = [found[i] for i in members]
        rule = min((str(m.notes["rule"]) for m in mentions), key=_STRENGTH.index)
        if rule == "surname":  # the full name that it repeats stands where nothing is taken from
            continue
        homes = (said["of"] for m in mentions for said in m.notes["roles"] if said["of"] and not said["posted"])
        made.append(
            PersonRecord(
                id=record_id(reading.document.id, "person", [(m.start, m.end) for m in mentions]),
                doc=reading.document.id,
                confidence=confidence.of("person", rule),
                rule=rule,
                mentions=[Slice(m.start, m.end, m.text) for m in mentions],
                name=max((names[i] for i in members), key=lambda n: len(parts(n))),
                roles=_roles(mentions),
                country=next((c for of in homes if (c := country(of))), None),
            )
        )
    return made


def _name(words: str) -> str:
    return " ".join(words.split())


def _roles(mentions: list[Mention]) -> list[Role]:
    """The roles of all the mentions, each once: the one that says more where a title comes again."""
    kept: dict[str, Role] = {}
    for m in mentions:
        for said in m.notes["roles"]:
            start, end = said["at"]
            role = Role(_name(said["title"]), _body(said["of"]), m.start + start, m.start + end)
            key = role.title.casefold()
            if key not in kept or (kept[key].of is None and role.of is not None):
                kept[key] = role
    return list(kept.values())


def _body(of: str | None) -> str | None:
    """What a role belongs to, without a leading article."""
    if of is None:
        return None
    words = of.split()
    while words and words[0].casefold() in ("the", "a", "an", "this", "that"):
        words = words[1:]
    return " ".join(words) or None


def _countries(
    lexicon: Lexicon, places: list[PlaceRecord], organisations: list[OrganisationRecord]
) -> Callable[[str], str | None]:
    """What tells the country of what a role belongs to: the report's own places and bodies by their names, and all
    states by their names and adjectives ("Ukraine's army", "Ukrainian military intelligence")."""
    told: dict[str, str] = {}
    records: list[OrganisationRecord | PlaceRecord] = [*organisations, *places]
    for record in records:
        if record.country:
            for name in [record.name, *(m.text for m in record.mentions)]:
                told.setdefault(_key(name), record.country)
    states = _states(lexicon)

    def country(of: str) -> str | None:
        owner, *owned = re.split(r"['’]s? ", of, maxsplit=1)
        words = of.split()
        nation = " ".join(takewhile(lambda w: w[:1].isupper(), words))
        known = told.get(_key(of)) or states.get(_key(of)) or (states.get(_key(owner)) if owned else None)
        return known or (states.get(_key(nation)) if len(nation.split()) < len(words) else None)

    return country


@cache
def _states(lexicon: Lexicon) -> Mapping[str, str]:
    """The names, adjectives and peoples of all states, folded → ISO 3166-1 alpha-2."""
    columns = ("name", "adjectives", "demonyms", "aliases")
    table = lexicon.table("countries")
    return {_key(name): row["iso"] for row in table for column in columns for name in row[column].split("|") if name}


def _key(name: str) -> str:
    return " ".join(w for w in name.casefold().split() if w not in ("the", "a", "an"))
