"""Who the victims are that a noun names, by the table `models/lexicon/victims.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factx.lexicon import Row

#: "policemen", "frontierswoman": made of what they are.
_MEN = re.compile(r"(?:m[ae]n|wom[ae]n)$")
_ARMED = re.compile(r"\b(?:army|navy|military|air force|forces?|infantry|troops?|militia)\b", re.I)
_BEFORE_OF = re.compile(r"\s(?:of|from|in|with|at|who|whose|for)\s", re.I)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
#: What somebody is no longer.
_PAST = frozenset(("former", "ex", "retired", "ex-"))
#: What dies without being a casualty.
ANIMALS = frozenset(
    "animal cow cattle bull buffalo calf ox sheep goat lamb camel horse donkey mule pig dog cat chicken"
    " hen bird fish dolphin whale elephant rhino lion tiger bear wolf deer livestock head poultry bee"
    " insect rat mouse snake crocodile".split()
)
#: Adjectives before "people" and the like that say who they are.
_SAYS = {"civilian": "civilian", "military": "military", "police": "police", "armed": "military"}


class Victims:
    """Reads nouns of people."""

    def __init__(self, table: Sequence[Row]) -> None:
        self.who = {r["noun"]: r["who"] for r in table}
        self.status = {r["noun"]: r["status"] for r in table if r["status"]}
        self.source = {r["noun"]: r.source for r in table}
        self._longest = max((len(n.split()) for n in self.who), default=1)

    def known(self, noun: str) -> str | None:
        """The entry of the table that a noun phrase in the singular ends in ("wounded army officer": "army officer");
        None where it names no person."""
        for words in self._ends(noun):
            if words in self.who:
                return words
        return None

    def of(self, noun: str) -> str:
        """Who a noun phrase names: "soldier and civilian" are mixed, "people" unknown."""
        sides = {self._one(side) for side in re.split(r"\s(?:and|or)\s|/", noun)}
        said = sides - {"unknown"}
        return "mixed" if len(said) > 1 else next(iter(said), "unknown")

    def past(self, noun: str) -> bool:
        """Does the noun phrase name what somebody was ("former soldier")?"""
        return bool(_PAST & set(noun.casefold().split()))

    def _one(self, noun: str) -> str:
        entry = self.known(noun)
        who = self.who[entry] if entry else "unknown"
        words = noun.casefold().split()
        if self.past(noun):
            return "unknown"
        said = next((_SAYS[w] for w in words if w in _SAYS), None)
        if who in ("unknown", "civilian") and said and entry not in _SAYS:
            return said
        if who == "unknown" and _ARMED.search(noun):
            return "military"
        return who

    def _ends(self, noun: str) -> Iterator[str]:
        """The ends of a noun phrase, longest first, then with "-men" as "-man"; of "members of X" the members."""
        words = [w.casefold() for w in _WORD.findall(_BEFORE_OF.split(noun)[0])] or [""]
        whole = noun.casefold()
        if whole in self.who:
            yield whole
        for n in range(min(self._longest, len(words)), 0, -1):
            yield " ".join(words[-n:])
        last = words[-1]
        for plain in (
            _MEN.sub(lambda m: m[0].replace("men", "man"), last),
            last.removesuffix("s"),
            last.rpartition("-")[2],
        ):
            if plain != last:
                yield plain
