"""Mentions of organisations → one record a body.

A body's names join by the table's row, by country and head word ("Russia's defence ministry", "Ministry of Defence of
the Russian Federation"), by a unit's number and kind. A head alone ("the army", "the ministry") belongs to the body of
that kind that was named last; where none is named it is a body of its own if the report keeps using it as an actor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from factx.facts import confidence
from factx.lexicon import Lexicon
from factx.schema import Mention, OrganisationRecord, OrganisationType, PlaceRecord, Reading, Slice, record_id
from factx.values.bodies.finding import RANK
from factx.values.bodies.national import national
from factx.values.bodies.vocabulary import Vocabulary
from factx.values.organisations import class_of, fullest, name_key, unit_key
from factx.values.phrases import split, words

KIND = "organisation"
MILITARY = frozenset(["military", "military_unit", "armed_group", "government"])
#: A head alone must be used so often to be the lasting name of an actor.
LASTING = 2


@dataclass(slots=True)
class Body:
    """A body in the making."""

    key: tuple[Any, ...]
    type: str
    country: str | None
    name: str
    classes: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def rule(self) -> str:
        """The best evidence that any of its mentions rests on."""
        return min((str(m.notes["rule"]) for m in self.mentions), key=lambda r: RANK[r])


class Bodies:
    """The bodies of one document."""

    def __init__(self, reading: Reading, lexicon: Lexicon, places: Sequence[PlaceRecord]) -> None:
        self.reading = reading
        self.vocabulary = _vocabulary(lexicon)
        self.heads = _heads_of_rows(lexicon)
        self.mentions = reading.of("organisations")
        self.seats = {name_key(n): p.country for p in places for n in (p.name, *(m.text for m in p.mentions))}
        self.countries = self._discussed(places)
        self.bodies: dict[tuple[Any, ...], Body] = {}

    def _discussed(self, places: Sequence[PlaceRecord]) -> Counter[str]:
        """The countries that the report is about, by how often it names them."""
        said: Counter[str] = Counter()
        for p in places:
            if p.country:
                said[p.country] += 2 * len(p.mentions)
        for m in self.mentions:
            if m.notes["country"] and m.notes["rule"] in ("nation", "metonym", "unit"):
                said[m.notes["country"]] += 1
        return said

    @property
    def main(self) -> str | None:
        """The country under discussion."""
        return self.countries.most_common(1)[0][0] if self.countries else None

    def build(self) -> list[Body]:
        """All bodies, their mentions joined."""
        alone = []
        for i, m in enumerate(self.mentions):
            if m.notes["rule"] == "head":
                alone.append(m)
            elif m.notes["rule"] == "unit":
                self._unit(i, m)
            else:
                self._named(m)
        self._alone(alone)
        return [b for b in self.bodies.values() if b.mentions]

    # ------------------------------------------------------------------------------------------------ names

    def _named(self, m: Mention) -> None:
        notes = m.notes
        if notes["options"]:
            option = self._choose(m)
            if option is None:
                return
            name, type_, country, _ = option
            body = self._body(("name", name_key(name)), type_, country or None, name)
            body.classes |= self.heads.get(name, frozenset())
        elif notes["rule"] == "metonym":
            body = self._body(("capital", notes["name"]), notes["type"], notes["country"], notes["name"])
        elif notes["head"]:
            country = notes["country"] or self.seats.get(name_key(notes["seat"])) or self.main
            body = self._of_state(notes, country)
        else:
            country = notes["country"] or self._of_name(notes)
            body = self._body(("name", name_key(notes["name"])), notes["type"], country, notes["name"])
        body.mentions.append(m)

    def _of_state(self, notes: Any, country: str | None) -> Body:
        kind = class_of(notes["head"])
        for body in self.bodies.values():
            if kind in body.classes and body.country == country:
                return body
        body = self._body(("head", country, kind), notes["type"], country, notes["name"])
        body.classes.add(kind)
        return body

    def _choose(self, m: Mention) -> tuple[str, str, str, list[str]] | None:
        """Which of the bodies of one name is meant: one that was named in full, else one at home in the countries under
        discussion. None where nothing speaks for any of them."""
        options = m.notes["options"]
        full = [o for o in options if ("name", name_key(o[0])) in self.bodies]
        if full:
            return tuple(full[0])  # type: ignore[return-value]
        home = [o for o in options if any(c in self.countries for c in (o[2], *o[3]))]
        home.sort(key=lambda o: -max(self.countries[c] for c in (o[2], *o[3])))
        if home and not m.notes["unsure"]:
            return tuple(home[0])  # type: ignore[return-value]
        if m.notes["unsure"] or (len(m.text) < 3 and options[0][2]):
            return None
        return tuple(options[0])  # type: ignore[return-value]

    def _of_name(self, notes: Any) -> str | None:
        """The country of a body with a name of its own: a place in its name, else, if it governs or fights, the one
        under discussion."""
        parts = [w.key for w in words(notes["name"])]
        for n in (3, 2, 1):
            for i in range(len(parts) - n + 1):
                country = self.seats.get(" ".join(parts[i : i + n]))
                if country:
                    return country
        return self.main if notes["type"] in MILITARY else None

    def _body(self, key: tuple[Any, ...], type_: str, country: str | None, name: str) -> Body:
        return self.bodies.setdefault(key, Body(key, type_, country, name))

    # ------------------------------------------------------------------------------------------------ units

    def _unit(self, i: int, m: Mention) -> None:
        number, unit, kinds = unit_key(m.notes["name"])
        country = m.notes["country"] or self._army_of(i)
        for body in self.bodies.values():
            if body.key[0] == "unit" and body.key[1:3] == (number, unit):
                others = body.key[3]
                if number and (kinds <= others or others <= kinds) or kinds == others:
                    body.mentions.append(m)
                    if len(m.notes["name"]) > len(body.name):
                        body.name = m.notes["name"]
                    return
        body = self._body(("unit", number, unit, kinds), m.notes["type"], country, m.notes["name"])
        body.mentions.append(m)

    def _army_of(self, i: int) -> str | None:
        """Whose unit the mention is: the army that it is said to be of, the army that alone names its units so, the
        force spoken of just before, the country under discussion."""
        m, text = self.mentions[i], self.reading.document.text
        if i and text[self.mentions[i - 1].end : m.start] in ("'s ", "’s ", " ") and self.mentions[i - 1].notes["country"]:
            return str(self.mentions[i - 1].notes["country"])
        if i + 1 < len(self.mentions):
            after = self.mentions[i + 1]
            between = text[m.end : after.start].strip().removesuffix("the").strip()
            if between in ("of", "from", "(", ",") and after.notes["country"]:
                return str(after.notes["country"])
        army = m.notes["army"]
        if army and army in self.countries:
            return str(army)
        for before in reversed(self.mentions[max(0, i - 4) : i]):
            if before.sentence == m.sentence and before.notes["country"] and before.notes["type"] in MILITARY:
                return str(before.notes["country"])
        return self.main

    # ------------------------------------------------------------------------------------------------ heads alone

    def _alone(self, mentions: list[Mention]) -> None:
        """The heads alone join the body of their class that was named last, or make one of their own."""
        left: dict[str, list[Mention]] = {}
        for m in mentions:
            kind = class_of(m.notes["head"])
            named = [b for b in self.bodies.values() if kind in b.classes]
            home = [b for b in named if b.country == self.main]
            before = [b for b in named if any(x.start < m.start for x in b.mentions)]
            if home or before:
                self._last(home or before, m).mentions.append(m)
            elif m.notes["alone"] != "named":
                left.setdefault(kind, []).append(m)
        for kind, of_kind in left.items():
            proper = any(m.notes["alone"] == "proper" for m in of_kind)
            if proper or len(of_kind) >= LASTING:
                first = of_kind[0].notes
                adjective = self.vocabulary.adjectives.get(self.main or "", "")
                name = first["name"] if proper else f"{adjective} {first['head']}".strip()
                body = self._body(("head", self.main, kind), first["type"], self.main, name)
                body.mentions += of_kind

    def _last(self, named: list[Body], m: Mention) -> Body:
        return max(named, key=lambda b: max((x.start for x in b.mentions if x.start <= m.start), default=-1))


def records(reading: Reading, lexicon: Lexicon, places: Sequence[PlaceRecord]) -> list[OrganisationRecord]:
    """The organisations of a document in the order of the text; `places` tell the countries under discussion."""
    made = [_record(reading.document.id, body) for body in Bodies(reading, lexicon, places).build()]
    return sorted(made, key=lambda r: (r.mentions[0].start, -r.mentions[0].end))


def _record(doc: str, body: Body) -> OrganisationRecord:
    spans = sorted({(m.start, m.end, m.text) for m in body.mentions}, key=lambda s: (s[0], -s[1]))
    full = fullest([m.text for m in body.mentions if m.notes["rule"] != "head"])
    type_: OrganisationType = body.type  # type: ignore[assignment]
    return OrganisationRecord(
        id=record_id(doc, KIND, [(a, b) for a, b, _ in spans], type_),
        doc=doc,
        confidence=confidence.of(KIND, body.rule),
        mentions=[Slice(a, b, t) for a, b, t in spans],
        name=full or body.name,
        type=type_,
        country=body.country,
    )


@cache
def _vocabulary(lexicon: Lexicon) -> Vocabulary:
    return Vocabulary(lexicon)


@cache
def _heads_of_rows(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Rows of the tables that are a state's army or other body of its kind: name → classes ("Israeli army" is among the
    names of the Israel Defense Forces)."""
    v = _vocabulary(lexicon)
    found: dict[str, frozenset[str]] = {}
    for row in lexicon.table("organisations"):
        if row["country"] and row["type"] in ("military", "government"):
            said = [words(a) for a in (row["name"], *split(row["aliases"])) if " " in a]
            heads = {class_of(f.head) for line in said for f in national(line, 0, v) if f.country and f.last == len(line)}
            if heads:
                found[row["name"]] = frozenset(heads)
    return found
