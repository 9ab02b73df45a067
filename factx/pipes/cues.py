"""What the words beside a name tell of its being a place: type words, prepositions, nouns and verbs, as data.

`placewords.tsv` has the words that name a kind of place ("region", "Lake", "the village of"), `placecues.tsv` those
that only stand before places ("near", "the fall of", "overran").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token

from factx.lexicon import Lexicon

COMPASS = frozenset(
    f"{a}{b}{c}"
    for a in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    for b, c in (("", ""), ("", "ern"), ("", "ernmost"))
) | {"central", "mainland", "downtown", "upper", "lower", "mid", "far", "deep", "rural", "greater"}
_COMMON = (
    "national public general regional municipal community elementary primary high middle junior senior memorial state"
    " military international local private federal royal grand old new big great saint main provincial university"
    " catholic lutheran baptist methodist christian islamic civil medical maternity children's women's people's first"
    " second third no. golden"
)
#: Words that make no name of a building or of a district by themselves.
GENERIC = COMPASS | frozenset(_COMMON.split())
_SKIPPED = frozenset({"DET", "ADJ", "PUNCT"})
_LONGEST = 4  #: words in a type word


class Kind(NamedTuple):
    """A type word beside a name: the tokens that it covers, and the type of place that it tells ("" for none).

    `loose` tells that the two make no name if the name is a town's ("Dnipro hospital").
    """

    start: int
    end: int
    type: str
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    type: str
    forms: frozenset[str]


class Cues:
    """The two tables as look-ups over the tokens of a Doc."""

    def __init__(self, tables: Lexicon) -> None:
        self.kinds: dict[str, _Word] = {}
        for row in tables.table("placewords"):
            word = _Word(row["type"], frozenset(row["form"].split("|")))
            for form in (row["word"], *_plural(row["word"])):
                self.kinds.setdefault(form, word)
        self.cues = {row["cue"]: (frozenset(row["slot"].split("|")), int(row["strength"]))
                     for row in tables.table("placecues")}  # fmt: skip

    def after(self, doc: Doc, end: int) -> Kind | None:
        """The type word that follows a name: "Kursk *region*", "Zaporizhzhia *nuclear power plant*"."""
        for n in range(min(_LONGEST, len(doc) - end), 0, -1):
            if kind := self._kind(doc, end, end + n, {"after", "title"}):
                return kind
        return None

    def line(self, doc: Doc, start: int, end: int) -> bool:
        """Is the run of capitalised words the name of a road ("Dublin Road")?"""
        return end - start > 1 and self._kind(doc, end - 1, end, {"line"}) is not None

    def eponym(self, doc: Doc, end: int) -> bool:
        """Is something called after the place: "the Minsk *agreements*", "West Nile *virus*"?"""
        return end < len(doc) and self._kind(doc, end, end + 1, {"eponym"}) is not None

    def generic(self, doc: Doc, start: int, end: int) -> bool:
        """Do the words tell nothing but a kind: "Central", "High School", "National Park"?"""
        return all(t.lower_ in self.kinds or t.lower_ in GENERIC or not t.is_alpha for t in doc[start:end])

    def last(self, doc: Doc, start: int, end: int) -> Kind | None:
        """The type word in which a run of capitalised words ends, with a name before it: "Kerch *Bridge*"."""
        for n in range(min(_LONGEST, end - start - 1), 0, -1):
            if kind := self._kind(doc, end - n, end, {"after", "title"}):
                return kind
        return None

    def before(self, doc: Doc, start: int) -> Kind | None:
        """The type word before a name, with "of" or capitalised without it: "village of", "Lake", "Gulf of"."""
        i = start - 1
        if i >= 1 and doc[i].lower_ == "the":
            i -= 1
        if i >= 1 and doc[i].lower_ == "of":
            for n in range(min(3, i), 0, -1):
                if kind := self._kind(doc, i - n, i, {"of"}):
                    return kind
            return None
        if i == start - 1 and i >= 0 and doc[i].text[0].isupper():
            return self._kind(doc, i, start, {"before"})
        return None

    def _kind(self, doc: Doc, start: int, end: int, forms: set[str]) -> Kind | None:
        text = " ".join(t.lower_ for t in doc[start:end]).replace(" - ", "-")
        word = self.kinds.get(text)
        if word is None or not (found := word.forms & forms):
            return None
        return Kind(start, end, word.type, found == {"title"} and doc[end - 1].is_lower)

    def apposed(self, doc: Doc, end: int) -> Kind | None:
        """The type word of an apposition: "Sake, a *town* 25 km west", "Kursk, the regional *capital*", "Lyman (Donetsk
        *region*)"."""
        if not (end + 2 < len(doc) and doc[end].text in (",", "–", "-", "(")):
            return None
        if doc[end].text == "(":
            kinds = (self._kind(doc, i, i + 1, {"after"}) for i in range(end + 1, min(end + 6, len(doc))))
            return next(filter(None, kinds), None)
        if doc[end + 1].lower_ not in ("a", "an", "the", "another", "one", "its", "their"):
            return None
        for i in range(end + 2, min(end + 7, len(doc))):
            if doc[i].lower_ in (",", ".", "who", "that", "which") or doc[i].pos_ in ("VERB", "AUX", "PROPN"):
                return None
            if (kind := self._kind(doc, i, i + 1, {"of", "after", "apposed"})) and doc[i].lower_ == doc[i].text:
                return kind
        return None

    def strength(self, doc: Doc, start: int, end: int) -> int:
        """How strongly the words before a name, by order and by the parse, tell a place (0 to 3)."""
        return max(self._by_order(doc, start), self._by_parse(doc[start:end].root))

    def _by_order(self, doc: Doc, start: int) -> int:
        i = modified(doc, start) - 1
        if i < 0:
            return 0
        if doc[i].lower_ == "of" and i:
            head = doc[i - 1]
            return max(self._cue(head.lower_, "of"), self._cue(head.lemma_.lower(), "of"), 0)
        if doc[i].lower_ == "'s" or doc[i].tag_ == "POS":
            return 0
        if i and (double := self._cue(f"{doc[i - 1].lower_} {doc[i].lower_}", "preposition")):
            return double
        return max(self._preposition(doc[i], doc[i - 1] if i else None), self._verb(doc[i]))

    def _by_parse(self, root: Token) -> int:
        for _ in range(12):
            if root.dep_ not in ("conj", "appos", "compound", "nmod") or root.head is root:
                break
            root = root.head
        head = root.head
        if root.dep_ == "pobj" and head.lower_ == "of":
            return max(self._cue(head.head.lower_, "of"), self._cue(head.head.lemma_.lower(), "of"))
        if root.dep_ == "pobj":
            return self._preposition(head, head.head)
        return self._verb(head) if root.dep_ in ("dobj", "nsubjpass") else 0

    def _preposition(self, token: Token, noun: Token | None) -> int:
        """The strength of a preposition, and of "on" and "against" after a noun of attack."""
        strength = self._cue(token.lower_, "preposition")
        if noun is not None and token.lower_ in ("on", "against"):
            return max(strength, self._cue(noun.lemma_.lower(), "on"))
        return strength

    def _verb(self, token: Token) -> int:
        return self._cue(token.lemma_.lower(), "object") if token.pos_ == "VERB" else 0

    def _cue(self, word: str, slot: str) -> int:
        slots, strength = self.cues.get(word, (frozenset(), 0))
        return strength if slot in slots else 0


def modified(doc: Doc, start: int) -> int:
    """Where the phrase of a name begins: before its article, adjectives and points of the compass ("the besieged",
    "northern", "rebel-held")."""
    i = start
    while i > 0 and not doc[i].is_sent_start:
        before = doc[i - 1]
        if before.is_space or before.text in (",", ";", ":", ".", "(", ")"):
            break
        hyphened = before.text == "-" or (i < len(doc) and doc[i].text == "-")
        if not (hyphened or before.pos_ in _SKIPPED or before.lower_ in COMPASS or before.tag_ == "VBN"):
            break
        i -= 1
    return i


def _plural(word: str) -> tuple[str, ...]:
    if word.endswith(("s", "x", "ch", "sh")):
        return (word + "es",) if not word.endswith("s") else ()
    if word.endswith("y") and word[-2] not in "aeou":
        return (word[:-1] + "ies",)
    return (word + "s",)
