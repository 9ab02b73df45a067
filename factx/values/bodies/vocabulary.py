"""The vocabulary of bodies, read once from the tables: nations, names, heads, portfolios, units, ships."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import NamedTuple

from factx.lexicon import Lexicon
from factx.values.bodies.finding import Option
from factx.values.phrases import Phrases, keys, split

#: Offices that are told apart by their portfolio.
OFFICES = ("ministry", "department", "secretariat")
BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")
ABBREVIATION = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z0-9][A-Za-z0-9./&-]{1,8}s?$")


class Nation(NamedTuple):
    iso: str
    adjective: str
    name: str
    is_adjective: bool
    source: str


class Name(NamedTuple):
    """A name of the tables: the body, the name as it is written there, whether it is weak on its own, and its row."""

    option: Option
    wording: str
    weak: bool
    source: str

    @property
    def short(self) -> bool:
        """Is it an abbreviation, which only capitals write?"""
        return ABBREVIATION.fullmatch(self.wording) is not None and " " not in self.wording


class Head(NamedTuple):
    """A body that every state has: `of` is national, local or both, `alone` proper, actor or empty."""

    head: str
    type: str
    of: str
    alone: str
    source: str = ""


class Portfolio(NamedTuple):
    """What a ministry is for, by the word that joins its wordings."""

    key: str
    source: str


class Ending(NamedTuple):
    """The type of a body whose name ends in a word."""

    type: str
    source: str


class Noun(NamedTuple):
    """A noun that says what the name beside it is: the type, whether the noun belongs to a name before it (`named`),
    and whether a name may follow it (`before`)."""

    type: str
    named: bool
    before: bool
    source: str


class UnitWord(NamedTuple):
    """What units are called: the full word, and its use."""

    unit: str
    use: str
    source: str


class Prefix(NamedTuple):
    """The navy whose ships' names have a prefix."""

    country: str
    source: str


class Vocabulary:
    """The tables as look-ups. Each is made when it is first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._table = lexicon.table

    @cached_property
    def nations(self) -> Phrases[Nation]:
        """Names and adjectives of countries."""
        made: Phrases[Nation] = Phrases()
        for row in self._table("countries"):
            adjectives = split(row["adjectives"])
            adjective = adjectives[0] if adjectives else row["name"]
            names = [row["name"], *split(row["aliases"])]
            for wording in dict.fromkeys([*adjectives, *names]):
                made.add(keys(wording), Nation(row["iso"], adjective, row["name"], wording in adjectives, row.source))
        return made

    @cached_property
    def adjectives(self) -> dict[str, str]:
        """Country → the adjective that names its bodies."""
        rows = self._table("countries")
        return {row["iso"]: (split(row["adjectives"]) or [row["name"]])[0] for row in rows}

    @cached_property
    def capitals(self) -> Phrases[str]:
        """Capital → country."""
        made: Phrases[str] = Phrases()
        for row in self._table("countries"):
            for name in split(row["capital"]):
                made.add(keys(name), row["iso"])
        return made

    @cached_property
    def names(self) -> Phrases[Name]:
        """Everything that has a name of its own: groups, agencies, media, houses that stand for a government."""
        made: Phrases[Name] = Phrases()
        for table in ("armed_groups", "organisations", "media"):
            for row in self._table(table):
                option = Option(row["name"], row["type"], row["country"], tuple(split(row["also"])))
                weak = frozenset(split(row["weak"]))
                for wording in (row["name"], *split(row["aliases"])):
                    plain = BRACKETS.sub("", wording) if wording[-1] == ")" else wording
                    made.add(keys(plain), Name(option, plain, wording in weak, row.source))
        for row in self._table("seats"):
            if row["kind"] == "house":
                option = Option(row["name"], row["type"], row["country"])
                for wording in (row["name"], *split(row["aliases"])):
                    made.add(keys(wording), Name(option, wording, False, row.source))
        return made

    @cached_property
    def heads(self) -> Phrases[Head]:
        """Bodies that every state has."""
        made: Phrases[Head] = Phrases()
        for row in self._table("force_words"):
            made.add(keys(row["phrase"]), Head(row["head"], row["type"], row["of"], row["alone"], row.source))
        return made

    @cached_property
    def portfolios(self) -> Phrases[Portfolio]:
        """What ministries are for."""
        made: Phrases[Portfolio] = Phrases()
        for row in self._table("ministries"):
            made.add(keys(row["portfolio"]), Portfolio(row["key"], row.source))
        return made

    @cached_property
    def endings(self) -> dict[tuple[str, ...], Ending]:
        """The last words of bodies' names."""
        return {keys(row["word"]): Ending(row["type"], row.source) for row in self._table("body_words")}

    @cached_property
    def last_words(self) -> frozenset[str]:
        """The words that an ending may end in."""
        return frozenset(ending[-1] for ending in self.endings)

    @cached_property
    def nouns(self) -> dict[str, Noun]:
        """Nouns that say what the name beside them is."""
        rows = self._table("body_nouns")
        return {r["noun"]: Noun(r["type"], r["named"] == "yes", r["before"] == "yes", r.source) for r in rows}

    @cached_property
    def openers(self) -> frozenset[str]:
        """The keys of words that may begin something even when written small; any other small word is passed over."""
        tables = (self.nations, self.names, self.heads, self.portfolios)
        return frozenset().union(*(t.first for t in tables), self.noun_openers, OFFICES)

    @cached_property
    def noun_openers(self) -> frozenset[str]:
        """The words that one of `nouns` may begin with."""
        return frozenset(noun.split()[0] for noun in self.nouns)

    @cached_property
    def unit_words(self) -> Phrases[UnitWord]:
        """What units are called."""
        made: Phrases[UnitWord] = Phrases()
        for row in self._table("unit_words"):
            made.add(keys(row["word"]), UnitWord(row["unit"], row["use"], row.source))
        return made

    @cached_property
    def unit_kinds(self) -> Phrases[str]:
        """Kinds of units → the country whose army names its units so, or nothing."""
        made: Phrases[str] = Phrases()
        for row in self._table("unit_kinds"):
            made.add(keys(row["kind"]), row["army"])
        return made

    @cached_property
    def ships(self) -> dict[str, Prefix]:
        """The prefixes of warships' names."""
        return {row["prefix"]: Prefix(row["country"], row.source) for row in self._table("ships")}


@cache
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of these tables; made once a process, since it is read-only."""
    return Vocabulary(lexicon)
