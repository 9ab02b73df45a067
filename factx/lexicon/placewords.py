"""Words that tell the kind of the name beside them, as data: "Kursk region", "Lake Chad", "the village of Nir Am"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from factx.lexicon import Lexicon

#: What a kind may turn out to be in the gazetteer, the likeliest first: the terms of states differ ("county" is the
#: first level in Kenya), and a "region" or a "district" may have no office.
ACCEPTS: dict[str, tuple[str, ...]] = {
    "admin1": ("admin1", "region", "admin2"),
    "admin2": ("admin2", "admin1", "region"),
    "settlement": ("settlement",),
    "region": ("region", "other"),
    "water": ("water",),
    "facility": ("facility",),
}


def kinds_of_places(lexicon: Lexicon) -> dict[str, str]:
    """The words that name a kind of place, and its type ("" where they tell none)."""
    of = {"after", "of", "before"}
    rows = lexicon.table("placewords")
    return {r["word"].casefold(): r["type"] for r in rows if r["type"] != "facility" and of & set(r["form"].split("|"))}


class Bare(NamedTuple):
    """A name without its word of kind, and the type that the word tells ("" where it tells a place, but no type)."""

    name: str
    type: str
    word: str


class PlaceWords:
    """The table `placewords`: `bare` takes such a word off a phrase."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._forms: dict[str, dict[str, str]] = defaultdict(dict)
        for row in lexicon.table("placewords"):
            for form in row["form"].split("|"):
                self._forms[form.strip()][row["word"].casefold()] = row["type"]
        self._longest = max((w.count(" ") + 1 for words in self._forms.values() for w in words), default=0)

    def bare(self, phrase: str) -> Bare | None:
        """The name in the phrase and the type that the longest word of kind at its end, or else at its head, tells."""
        words = phrase.split()
        if words and words[0].casefold() == "the":
            words = words[1:]
        return next(self._readings(words), None)

    def _readings(self, words: list[str]) -> Iterator[Bare]:
        for size in range(min(self._longest, len(words) - 1), 0, -1):
            tail = self._kind("after", words[-size:])
            if tail:
                yield Bare(" ".join(words[:-size]), tail[1], tail[0])
        for size in range(min(self._longest, len(words) - 1), 0, -1):
            if len(words) > size + 1 and words[size].casefold() == "of" and (head := self._kind("of", words[:size])):
                yield Bare(" ".join(words[size + 1 :]), head[1], head[0])
            if head := self._kind("before", words[:size]):
                yield Bare(" ".join(words[size:]), head[1], head[0])

    def _kind(self, form: str, words: list[str]) -> tuple[str, str] | None:
        said = " ".join(words).casefold().rstrip(".")
        for word in (said, said.removesuffix("s")):
            if word in self._forms[form]:
                return word, self._forms[form][word]
        return None
