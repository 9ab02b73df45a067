"""Whose an organisation is: the country that the words give, or the one under discussion."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from factx.schema import Mention, PlaceRecord, Reading
from factx.values.bodies.finding import Option
from factx.values.organisations import name_key
from factx.values.phrases import keys

#: Countries whose bodies any report may name; another's abbreviation needs that the report speaks of that country.
WORLDWIDE = frozenset(["", "US", "GB", "FR", "RU", "CN", "IL"])
#: What fights or governs is of the country under discussion where nothing else is said.
OF_THE_STATE = frozenset(["military", "military_unit", "armed_group", "government"])
#: What stands between a name and the place that it is of.
AFTER = re.compile(r" (?:of|in|from) (?:the )?|, (?:based|headquartered) in |\s?\((?=[A-Z])")
#: What stands between a unit and the army or the larger unit that it is of.
OF = re.compile(r"\s*(?:of|from|\(|,)\s*(?:the\s+)?$")


#: How far back a paragraph tells whose "the army" is, in characters.
REACH = 1500


class Belonging:
    """The countries of one document."""

    def __init__(self, reading: Reading, places: Sequence[PlaceRecord]) -> None:
        self.text = reading.document.text
        self.starts = {m.start: p.country for p in places for m in p.mentions if p.country}
        names = ((name, p.country) for p in places for name in (p.name, *(m.text for m in p.mentions)))
        self.seats = {name_key(name): country for name, country in names if country}
        self.countries = _discussed(reading, places)
        self.main = self.countries.most_common(1)[0][0] if self.countries else None  #: the one under discussion
        self.cues = _cues(reading, places)
        self.quotes = _quotes(reading)
        self.speakers: dict[str, str] = {}  #: the countries of those who were quoted so far, by the name they go by
        self.owners: dict[int, str | None] = {}  #: of the units seen so far, by the index of the mention

    def at_home(self, body: Option) -> bool:
        """Does the report speak of a country of this body, or has it none?"""
        return (not body.country and not body.also) or any(c in self.countries for c in (body.country, *body.also))

    def weight(self, body: Option) -> int:
        """How much the report speaks of its countries."""
        return max(self.countries[c] for c in (body.country, *body.also))

    def worldwide(self, body: Option) -> bool:
        """May a report name this body whatever it speaks of?"""
        return body.country in WORLDWIDE or not self.countries

    def of_seat(self, seat: str) -> str | None:
        """The country of a town or region, else the one under discussion."""
        return self.seats.get(name_key(seat)) or self.main

    def of_speaker(self, m: Mention) -> str | None:
        """The country of who is quoted with the mention: that of a body or people in the words that tell who speaks, or
        in those that told it of the same speaker before; None outside a quotation."""
        for quote in self.quotes:
            if quote.start > m.start:
                break
            at = quote.notes["at"]
            who = self.text[slice(*at["speaker"])].split()[-1]
            first, last = at["clause"]
            said = self._last(first, last)
            if said:
                self.speakers.setdefault(who, said)
            if m.end <= quote.end:
                return said or self.speakers.get(who)
        return None

    def spoken_of(self, m: Mention) -> str | None:
        """The country that was named last before the mention: in its sentence, else in its paragraph."""
        return self._last(max(0, self.text.rfind("\n\n", 0, m.start), m.start - REACH), m.start)

    def _last(self, start: int, end: int) -> str | None:
        """The country that is named last between two offsets."""
        i = bisect_left(self.cues, (end, "")) - 1
        return self.cues[i][1] if i >= 0 and self.cues[i][0] >= start else None

    def of_name(self, m: Mention) -> str | None:
        """The country of a body with a name of its own: a place right after it ("of Piraeus") or in it, else, if it
        governs or fights, the one under discussion."""
        after = AFTER.match(self.text, m.end)
        if after and after.end() in self.starts:
            return self.starts[after.end()]
        parts = keys(m.notes["name"])
        for n in (3, 2, 1):
            for i in range(len(parts) - n + 1):
                country = self.seats.get(" ".join(parts[i : i + n]))
                if country:
                    return country
        return self.main if m.notes["type"] in OF_THE_STATE else None

    def of_unit(self, i: int, mentions: Sequence[Mention]) -> str | None:
        """Whose unit the mention `i` is: the army that it is said to be of, the army that alone names its units so, the
        force spoken of just before, the country under discussion."""
        country = self.owners[i] = mentions[i].notes["country"] or self._beside(i, mentions) or self._style(i, mentions)
        return country

    def _beside(self, i: int, mentions: Sequence[Mention]) -> str | None:
        """The country of what is named right before or after: "the Sudanese army's Sixth Division"."""
        m, owner = mentions[i], None
        if i and self.text[mentions[i - 1].end : m.start] in ("'s ", "’s ", "' ", "’ ", " "):
            owner = mentions[i - 1].notes["country"] or self.owners.get(i - 1)
        if not owner and i + 1 < len(mentions) and OF.fullmatch(self.text, m.end, mentions[i + 1].start):
            owner = mentions[i + 1].notes["country"]
        return owner

    def _style(self, i: int, mentions: Sequence[Mention]) -> str | None:
        m = mentions[i]
        army: str = m.notes["army"]
        if army and army in self.countries:
            return army
        for j in range(i - 1, max(-1, i - 5), -1):
            before = mentions[j]
            country: str | None = before.notes["country"] or self.owners.get(j)
            if before.sentence == m.sentence and country and before.notes["type"] in OF_THE_STATE:
                return country
        return self.main


def _cues(reading: Reading, places: Sequence[PlaceRecord]) -> list[tuple[int, str]]:
    """Where the text names a country, a people or the body of a state: (offset, country), in order."""
    states = [(m.start, p.country) for p in places if p.type == "country" and p.country for m in p.mentions]
    of = (*reading.of("demonyms"), *(m for m in reading.of("organisations") if m.notes["rule"] != "unit"))
    return sorted([*states, *((m.start, m.notes["country"]) for m in of if m.notes["country"])])


def _quotes(reading: Reading) -> list[Mention]:
    """The quotations that somebody named says, in order."""
    said = reading.of("statements")
    return sorted((m for m in said if m.label == "DIRECT" and m.notes["at"]["speaker"]), key=lambda m: m.start)


def _discussed(reading: Reading, places: Sequence[PlaceRecord]) -> Counter[str]:
    """The countries that the report is about, by how often it names them."""
    said: Counter[str] = Counter()
    for p in places:
        if p.country:
            said[p.country] += 2 * len(p.mentions)
    for m in (*reading.of("demonyms"), *reading.of("organisations")):
        if m.notes["country"] and (m.group == "demonyms" or m.notes["rule"] in ("nation", "metonym", "unit")):
            said[m.notes["country"]] += 1
    return said
