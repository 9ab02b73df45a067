"""Words that stand for somebody or something, as references to the records of the document.

A noun phrase refers to the record whose name it is or ends in ("the northern city of Kharkiv"); one that only begins
with a name ("Ukraine's forces", "RSF fighters") keeps its own words and takes the name's country. A pronoun refers to
the likeliest name before it: of the right kind, recent, and early in its sentence, where subjects stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factx.lexicon.placewords import ACCEPTS
from factx.schema import (
    EquipmentRecord,
    OrganisationRecord,
    PersonRecord,
    PlaceRecord,
    Reading,
    Record,
    Reference,
)

Named = PersonRecord | OrganisationRecord | PlaceRecord | EquipmentRecord

DETERMINER = re.compile(r"(?:the|an?|its|their|his|her|our|this|that|these|those)\s+(?=\S)", re.I)
PERSONAL = frozenset("he she him her his hers himself herself who whom whose".split())
NEUTRAL = frozenset("it its itself which".split())
PLURAL = frozenset("they them their theirs themselves we us our ours who which whose".split())
PRONOUNS = PERSONAL | NEUTRAL | PLURAL | {"i", "me", "my", "that", "one"}
#: Generic words for a body, by the organisation types that they may stand for ("the group", "the ministry said").
GENERIC: dict[str, frozenset[str]] = {
    **dict.fromkeys("group movement militia faction organisation organization rebels militants insurgents guerrillas"
                    .split(), frozenset(["armed_group"])),
    **dict.fromkeys("ministry government authorities administration regime junta agency presidency".split(),
                    frozenset(["government"])),
    **dict.fromkeys("army military forces troops command".split(), frozenset(["military"])),
    **dict.fromkeys("brigade battalion regiment division unit".split(), frozenset(["military_unit"])),
    **dict.fromkeys("channel newspaper broadcaster outlet".split(), frozenset(["media"])),
    **dict.fromkeys("charity monitor watchdog".split(), frozenset(["ngo"])),
}  # fmt: skip
#: What ties a name to the head of the phrase before it.
LINK = re.compile(r"\s(?:in|at|of|from|for|near|on|by|with|to|against|under|inside)\s+(?:the\s+)?$", re.I)
#: "The city of", "the Black Sea port of": the phrase is the place that the name names.
SPOT = re.compile(
    r"\b(?:city|town|village|hamlet|settlement|capital|port|region|province|state|district|island|republic|county|"
    r"governorate|oblast|department|municipality|suburb|camp|stronghold|kingdom)\s+of\s*$",
    re.I,
)
#: "The town", "that region": a place spoken of before.
DEFINITE = re.compile(r"\b(?:the|this|that|same)\s", re.I)
#: How far back it may have been named, in characters.
SPOKEN = 1500
#: How many sentences back a pronoun may look.
REACH = 3


class _Name(NamedTuple):
    start: int
    end: int
    record: Named


class References:
    """Resolves the words of one document against its records."""

    def __init__(self, reading: Reading, records: Sequence[Record], spots: Mapping[str, str]) -> None:
        """`spots` are the words for kinds of places, with the type that each tells ("town": "settlement")."""
        self.text = reading.document.text
        self.spots = spots
        named = [r for r in records if isinstance(r, Named)]
        found = (_Name(m.start, m.end, r) for r in named for m in r.mentions)
        self.names = sorted(found, key=lambda n: (n.start, -n.end))
        self._starts = [n.start for n in self.names]
        self.adjectives = [(m.start, m.end, m.notes.get("country")) for m in reading.of("demonyms")]
        self._adjective_starts = [a[0] for a in self.adjectives]
        self.sentences = [s.start for s in reading.sentences]
        self.by_id = {r.id: r for r in named}

    def at(self, start: int, end: int) -> Reference:
        """The reference that the noun phrase at these offsets makes, without the articles and possessives before it."""
        while (article := DETERMINER.match(self.text, start, end)) and not self._name_at(start, end):
            start = article.end()
        words = self.text[start:end]
        if words.casefold() in PRONOUNS:
            return self._refer(start, end, self._antecedent(start, words.casefold()))
        inside = self.within(start, end)
        for name in inside:
            if (name.start <= start and name.end >= end) or (name.end == end and not self._belongs(start, name)):
                return self._refer(start, end, name.record)
        generic = self._generic(start, words)
        if generic is not None:
            return self._refer(start, end, generic)
        return Reference(words, start, end, words, None, self._country(start, end, inside))

    def within(self, start: int, end: int) -> list[_Name]:
        """The names that share characters with these offsets, in order."""
        first = max(0, bisect_left(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [n for n in self.names[first:last] if n.end > start]

    def type_of(self, reference: Reference) -> str | None:
        """What a reference is resolved to: an organisation's type, else "person", "place" or "equipment", else None."""
        record = self.by_id.get(reference.id or "")
        if isinstance(record, OrganisationRecord):
            return record.type
        return record.kind if record else None

    def areas(self, reference: Reference) -> tuple[str, ...]:
        """The country and the region that a place lies in or is; the last is what it is, if it is one of these."""
        p = self.by_id.get(reference.id or "")
        if not isinstance(p, PlaceRecord) or not p.country:
            return ("",)
        region = p.name if p.type == "admin1" else p.admin1
        lies = (p.country, f"{p.country}/{region}") if region else (p.country,)
        return lies if p.type in ("country", "admin1") else (*lies, "")

    def _belongs(self, start: int, name: _Name) -> bool:
        """Is the name only what the head of the phrase belongs to: "a diplomat in Nairobi", "planes of the Air Force"?
        "The city of Kharkiv" is Kharkiv."""
        before = self.text[start : name.start]
        if LINK.search(before) is None:
            return False
        return not (isinstance(name.record, PlaceRecord) and SPOT.search(before))

    def _name_at(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, start)
        return at < len(self.names) and self._starts[at] == start and self.names[at].end <= end

    def _refer(self, start: int, end: int, record: Named | None) -> Reference:
        words = self.text[start:end]
        if record is None:
            return Reference(words, start, end, words)
        country = None if isinstance(record, EquipmentRecord) else record.country
        return Reference(words, start, end, record.name, record.id, country)

    def _country(self, start: int, end: int, inside: Sequence[_Name]) -> str | None:
        """The country that a phrase names by an adjective ("Ukrainian troops") or by a name that it begins with."""
        at = bisect_left(self._adjective_starts, start)
        if at < len(self.adjectives) and self.adjectives[at][1] <= end:
            return str(self.adjectives[at][2]) or None
        countries = [n.record.country for n in inside if not isinstance(n.record, EquipmentRecord)]
        return next((c for c in countries if c), None)

    def _antecedent(self, start: int, pronoun: str) -> Named | None:
        def fits(record: Named) -> bool:
            if pronoun in PERSONAL - PLURAL:
                return isinstance(record, PersonRecord)
            if pronoun in NEUTRAL - PLURAL:
                body = isinstance(record, OrganisationRecord)
                return body or (isinstance(record, PlaceRecord) and record.type == "country")
            return isinstance(record, OrganisationRecord) and record.type not in ("government", "media")

        if pronoun in ("who", "which", "whose", "that"):  # a relative pronoun follows its noun
            before = [n for n in self._before(start, 0) if start - n.end <= 3]
            return before[-1].record if before else None
        if pronoun in ("i", "me", "my", "we", "us", "our", "ours", "one"):
            return None
        return self._likeliest(start, fits)

    def _generic(self, start: int, words: str) -> Named | None:
        """The body that "the group", "the ministry" stands for: the last one of such a type."""
        types = GENERIC.get(words.casefold())
        if not types or words[:1].isupper():
            return None
        return self._likeliest(start, lambda r: isinstance(r, OrganisationRecord) and r.type in types)

    def spot(self, reference: Reference) -> Reference | None:
        """The place that "the town", "the same region" stands for: of its type the town named last before it, the
        region or district named most. None where the words are no such."""
        start = reference.start
        types = ACCEPTS.get(self.spots.get(reference.text.casefold().removeprefix("same "), ""))
        if reference.id or not types or not DEFINITE.search(self.text[max(0, start - 8) : start + 5]):
            return None
        last = bisect_left(self._starts, start)
        near = self.names[bisect_left(self._starts, start - SPOKEN) : last]
        found = [n.record for n in near if isinstance(n.record, PlaceRecord) and n.record.type in types]
        if not found:
            return None
        often = max(found, key=lambda p: bisect_left(p.mentions, start, key=lambda m: m.start))
        return self._refer(start, reference.end, found[-1] if "settlement" in types else often)

    def _likeliest(self, start: int, fits: object) -> Named | None:
        """The fitting name nearest before `start`, sentence by sentence; within a sentence the first, its subject."""
        assert callable(fits)
        for back in range(REACH + 1):
            for name in self._before(start, back):
                if fits(name.record):
                    return name.record
        return None

    def _before(self, start: int, back: int) -> list[_Name]:
        """The names before `start` that stand in the sentence `back` sentences before its own, in order."""
        own = bisect_right(self.sentences, start) - 1 - back
        if own < 0:
            return []
        end = start if not back else self.sentences[own + 1]
        first, last = bisect_left(self._starts, self.sentences[own]), bisect_left(self._starts, end)
        return [n for n in self.names[first:last] if n.end <= start]
