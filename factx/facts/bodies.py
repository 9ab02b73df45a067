"""Mentions of organisations, joined into bodies.

A body's names join by the table's row, by country and head word ("Russia's defence ministry", "Ministry of Defence of
the Russian Federation"), by a unit's number and kind. A head alone ("the army", "the ministry") belongs to the body of
that kind of the country that is spoken of, or that was named last; where none is named it is a body of its own if the
report keeps using it as an actor.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from factx.facts.belonging import Belonging
from factx.schema import Mention, PlaceRecord, Reading
from factx.values.bodies.finding import RANK, Option
from factx.values.organisations import class_of, name_key, unit_key

#: A head alone must be used so often to be the lasting name of an actor.
LASTING = 2


@dataclass(slots=True)
class Body:
    """A body in the making. `classes` are the heads by which it may be called alone."""

    type: str
    country: str | None
    name: str
    stately: bool = False  #: named by its state and its head, not by a name of its own
    kinds: frozenset[str] = frozenset()  #: of a unit
    classes: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def rule(self) -> str:
        """The best evidence that any of its mentions rests on."""
        return min((str(m.notes["rule"]) for m in self.mentions), key=lambda r: RANK[r])


class Bodies:
    """The bodies of one document. `heads` tells the classes of a body of the tables, `adjectives` are those of the
    countries."""

    def __init__(
        self,
        reading: Reading,
        places: Sequence[PlaceRecord],
        heads: Callable[[str], frozenset[str]],
        adjectives: Mapping[str, str],
    ) -> None:
        self.mentions = reading.of("organisations")
        self.belonging = Belonging(reading, places)
        self.heads, self.adjectives = heads, adjectives
        self.bodies: dict[tuple[Any, ...], Body] = {}
        self.by_class: dict[str, list[Body]] = defaultdict(list)
        self.units: dict[tuple[str, str], list[Body]] = defaultdict(list)

    def build(self) -> list[Body]:
        """All bodies, their mentions joined: full names before what may stand for several, heads alone last."""
        by_rule: dict[str, list[int]] = defaultdict(list)
        for i, m in enumerate(self.mentions):
            rule = m.notes["rule"]
            short = m.notes["unsure"] or (m.notes["options"] and " " not in m.text)
            by_rule[rule if rule in ("head", "unit") else "short" if short else "full"].append(i)
        for i in (*by_rule["full"], *by_rule["short"]):
            self._named(self.mentions[i])
        for i in by_rule["unit"]:
            self._unit(i)
        self._alone([self.mentions[i] for i in by_rule["head"]])
        return list(self.bodies.values())

    def _body(self, key: tuple[Any, ...], type_: str, country: str | None, name: str) -> Body:
        return self.bodies.setdefault(key, Body(type_, country, name))

    def _call(self, body: Body, kinds: frozenset[str]) -> None:
        """Let the body be called by heads of these classes alone."""
        for kind in kinds - body.classes:
            body.classes.add(kind)
            self.by_class[kind].append(body)

    # ------------------------------------------------------------------------------------------------ names

    def _named(self, m: Mention) -> None:
        notes = m.notes
        if notes["options"]:
            option = self._choose(m)
            if option is None:
                return
            body = self._body(("name", name_key(option.name)), option.type, option.country or None, option.name)
            self._call(body, self.heads(option.name))
        elif notes["rule"] == "metonym":
            body = self._body(("capital", notes["name"]), notes["type"], notes["country"], notes["name"])
        elif notes["head"]:
            body = self._of_state(notes, notes["country"] or self.belonging.of_seat(notes["seat"]))
        else:
            country = notes["country"] or self.belonging.of_name(m)
            body = self._body(("name", name_key(notes["name"])), notes["type"], country, notes["name"])
        body.mentions.append(m)

    def _of_state(self, notes: Mapping[str, Any], country: str | None) -> Body:
        kind = class_of(notes["head"])
        for body in self.by_class[kind]:
            if body.country == country:
                return body
        body = self._body(("head", country, kind), notes["type"], country, notes["name"])
        body.stately = True
        self._call(body, frozenset([kind]))
        return body

    def _choose(self, m: Mention) -> Option | None:
        """Which of the bodies of one name is meant: one that was named in full, else one at home in the countries under
        discussion. None where nothing speaks for any of them."""
        options = [Option(name, type_, country, tuple(also)) for name, type_, country, also in m.notes["options"]]
        for option in options:
            if ("name", name_key(option.name)) in self.bodies:
                return option
        if m.notes["unsure"]:
            return None
        home = [o for o in options if self.belonging.at_home(o)]
        if home:
            return max(home, key=self.belonging.weight)
        first = options[0]
        if self.belonging.worldwide(first):
            return None if first.name.endswith(")") else first
        if first.type in ("government", "military") and " " in m.text:  # several states have a body of that name
            return Option(m.text, first.type, self.belonging.main or "")
        return None if m.text.isupper() or first.name.endswith(")") else first

    # ------------------------------------------------------------------------------------------------ units

    def _unit(self, i: int) -> None:
        m = self.mentions[i]
        name = m.notes["name"]
        number, unit, kinds = unit_key(name)
        country = self.belonging.of_unit(i, self.mentions)
        for body in self.units[number, unit]:
            if kinds == body.kinds or (number and (kinds <= body.kinds or body.kinds <= kinds)):
                break
        else:
            body = self._body(("unit", number, unit, kinds), m.notes["type"], country, name)
            body.kinds = kinds
            self.units[number, unit].append(body)
        if len(name) > len(body.name):
            body.name = name
        body.mentions.append(m)

    # ------------------------------------------------------------------------------------------------ heads alone

    def _alone(self, mentions: list[Mention]) -> None:
        """The heads alone join a body of their class: of the speaker's country, of the country spoken of, of the one
        under discussion, or the one that was named last; or they make one of their own."""
        starts = {id(b): sorted(m.start for m in b.mentions) for of in self.by_class.values() for b in of}
        left: dict[tuple[str, str | None], list[Mention]] = defaultdict(list)
        for m in mentions:
            kind = class_of(m.notes["head"])
            named = self.by_class.get(kind, [])
            country = self.belonging.of_speaker(m)
            if country and not any(b.country == country for b in named):
                left[kind, country].append(m)
                continue
            country = country or self.belonging.spoken_of(m)
            before = {id(b): bisect_right(starts[id(b)], m.start) for b in named}
            known = (
                [b for b in named if b.country == country]
                or [b for b in named if before[id(b)]]
                or [b for b in named if b.country == self.belonging.main]
            )
            if known:
                last = max(known, key=lambda b: starts[id(b)][before[id(b)] - 1] if before[id(b)] else -1)
                last.mentions.append(m)
            else:
                left[kind, self.belonging.main].append(m)
        for (kind, country), of_kind in left.items():
            self._lasting(kind, country, of_kind)

    def _lasting(self, kind: str, country: str | None, mentions: list[Mention]) -> None:
        """A body that only its head names: capitalised, or the lasting name of an actor."""
        proper = [m for m in mentions if m.notes["alone"] == "proper"]
        actors = [m for m in mentions if m.notes["alone"] == "actor"]
        uses = sum(m.notes["alone"] != "part" for m in mentions)
        if proper or (actors and (uses >= LASTING or kind.endswith("ministry"))):
            first = (proper or actors)[0].notes
            name = first["name"] if proper else f"{self.adjectives.get(country or '', '')} {first['head']}".strip()
            self._body(("head", country, kind), first["type"], country, name).mentions += mentions
