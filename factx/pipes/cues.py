"""What the words beside a name tell of its being a place: type words, prepositions, nouns and verbs, as data.

`placewords.tsv` has the words that name a kind of place ("region", "Lake", "the village of"), `placecues.tsv` those
that only stand before places ("near", "the fall of", "overran").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Token

from factx.lexicon import Lexicon
from factx.pipes.line import Line

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
_AFTER, _APPOSED = frozenset({"after", "title"}), frozenset({"of", "after", "apposed"})
_OF, _BEFORE, _LINE = frozenset({"of"}), frozenset({"before"}), frozenset({"line"})
_EPONYM, _TITLE = frozenset({"eponym"}), frozenset({"title"})
_ARTICLES = frozenset({"a", "an", "the", "another", "one", "its", "their"})
_STOPS = frozenset({",", ";", ":", ".", "(", ")", "who", "that", "which", "\n", "\n\n"})
_SKIPPED = frozenset({"DET", "ADJ", "PUNCT"})
_LONGEST = 4  #: words in a type word
#: How far and which way a place lies from another: "325 km (200 miles) northeast of", "60 km from".
_AWAY = re.compile(
    r"(?:some |about |around |roughly |nearly |just |only |over )?[\d.,]+ ?-? ?(?:km|kms|kilomet\w+|miles?)\b"
    r"(?: \([^)]*\))?(?: to the)?(?: (?:north|south|east|west)\w*(?: - (?:north|south|east|west)\w*)?)? (?:of|from)\b",
    re.I,
)
_SURE = 3  #: the strength of a preposition that only places follow and lie by


class Kind(NamedTuple):
    """A type word beside a name: the tokens that it covers, and the type of place that it tells ("" for none).

    `loose` tells that the two make no name if the name is a town's ("Dnipro hospital"). `source` is the word's row.
    """

    start: int
    end: int
    type: str
    loose: bool = False
    source: str = ""


class Cue(NamedTuple):
    """How strongly words tell a place (0 to 3), and their row; the stronger is the greater."""

    strength: int
    source: str


_NONE = Cue(0, "")


@dataclass(frozen=True, slots=True)
class _Word:
    type: str
    forms: frozenset[str]
    source: str


class Cues:
    """The two tables as look-ups over the tokens of a Doc."""

    def __init__(self, tables: Lexicon) -> None:
        self.kinds: dict[str, _Word] = {}
        for row in tables.table("placewords"):
            word = _Word(row["type"], frozenset(row["form"].split("|")), row.source)
            for form in (row["word"], *_plural(row["word"])):
                self.kinds.setdefault(form, word)
        self.first = frozenset(form.partition(" ")[0].partition("-")[0] for form in self.kinds)
        self.cues = {row["cue"]: (frozenset(row["slot"].split("|")), Cue(int(row["strength"]), row.source))
                     for row in tables.table("placecues")}  # fmt: skip

    def after(self, line: Line, end: int) -> Kind | None:
        """The type word that follows a name: "Kursk *region*", "Zaporizhzhia *nuclear power plant*"."""
        if end >= len(line) or line.lower[end] not in self.first:
            return None
        for n in range(min(_LONGEST, len(line) - end), 0, -1):
            if kind := self._kind(line, end, end + n, _AFTER):
                return kind
        return None

    def road(self, line: Line, start: int, end: int) -> bool:
        """Is the run of capitalised words the name of a road ("Dublin Road")?"""
        return end - start > 1 and self._kind(line, end - 1, end, _LINE) is not None

    def eponym(self, line: Line, end: int) -> bool:
        """Is something called after the place: "the Minsk *agreements*", "West Nile *virus*"?"""
        return end < len(line) and self._kind(line, end, end + 1, _EPONYM) is not None

    def generic(self, line: Line, start: int, end: int) -> bool:
        """Do the words tell nothing but a kind: "Central", "High School", "National Park"?"""
        return all(w in self.kinds or w in GENERIC or not w.isalpha() for w in line.lower[start:end])

    def last(self, line: Line, start: int, end: int) -> Kind | None:
        """The type word in which a run of capitalised words ends, with a name before it: "Kerch *Bridge*"."""
        for n in range(min(_LONGEST, end - start - 1), 0, -1):
            if kind := self._kind(line, end - n, end, _AFTER):
                return kind
        return None

    def before(self, line: Line, start: int) -> Kind | None:
        """The type word before a name, with "of" or capitalised without it: "village of", "Lake", "Gulf of"."""
        i = start - 1
        if i >= 1 and line.lower[i] == "the":
            i -= 1
        if i >= 1 and line.lower[i] == "of":
            kinds = (self._kind(line, i - n, i, _OF) for n in range(min(3, i), 0, -1))
            return next(filter(None, kinds), None)
        if i == start - 1 and i >= 0 and line.capital[i]:
            return self._kind(line, i, start, _BEFORE)
        return None

    def _kind(self, line: Line, start: int, end: int, forms: frozenset[str]) -> Kind | None:
        text = line.lower[start] if end - start == 1 else " ".join(line.lower[start:end]).replace(" - ", "-")
        word = self.kinds.get(text)
        if word is None or not (found := word.forms & forms):
            return None
        return Kind(start, end, word.type, found == _TITLE and not line.capital[end - 1], word.source)

    def apposed(self, line: Line, end: int) -> Kind | None:
        """The type word of an apposition: "Sake, a *town* 25 km west", "Kursk, the regional *capital*", "Lyman (Donetsk
        *region*)"."""
        if end + 2 >= len(line) or line.text[end] not in (",", "–", "-", "("):
            return None
        if line.text[end] == "(":
            kinds = (self._kind(line, i, i + 1, _AFTER) for i in range(end + 1, min(end + 6, len(line))))
            return next(filter(None, kinds), None)
        if line.lower[end + 1] not in _ARTICLES:
            return None
        for i in range(end + 2, min(end + 7, len(line))):
            if line.capital[i] or line.text[i] in _STOPS or line.doc[i].pos_ in ("VERB", "AUX"):
                return None
            if kind := self._kind(line, i, i + 1, _APPOSED):
                return kind
        return None

    def located(self, line: Line, end: int) -> bool:
        """Do the words after a comma say where the name lies: "Sake, near the border", "Tawila, some 60 km west of"?"""
        if end + 2 >= len(line) or line.text[end] != ",":
            return False
        for i in range(end + 1, min(end + 6, len(line) - 1)):
            if self._by_order(line, i + 1).strength >= _SURE:
                return True
            if line.capital[i] or line.doc[i].pos_ not in ("ADV", "ADJ", "NUM", "NOUN", "DET"):
                return False
        return False

    def measured(self, line: Line, end: int) -> bool:
        """Do the words in a comma or bracket say how far off the name lies: "Sake (20 km west of the city)"?"""
        if end + 2 >= len(line) or line.text[end] not in (",", "("):
            return False
        return _AWAY.match(" ".join(line.text[end + 1 : end + 14])) is not None

    def strength(self, line: Line, start: int, end: int) -> Cue:
        """The strongest of the words before a name, by order and by the parse, that tell a place."""
        return max(self._by_order(line, start), self._by_parse(line.doc[start:end].root))

    def _by_order(self, line: Line, start: int) -> Cue:
        i = modified(line, start) - 1
        if i < 0:
            return _NONE
        token = line.doc[i]
        if i and line.lower[i] == "of":
            return self._noun(line.doc[i - 1])
        if i and (double := self._cue(f"{line.lower[i - 1]} {line.lower[i]}", "preposition")).strength:
            return double
        return max(self._preposition(token, line.doc[i - 1] if i else None), self._verb(token))

    def _by_parse(self, root: Token) -> Cue:
        for _ in range(12):
            if root.dep_ not in ("conj", "appos", "compound", "nmod") or root.head is root:
                break
            root = root.head
        head = root.head
        if root.dep_ == "pobj":
            return self._noun(head.head) if head.lower_ == "of" else self._preposition(head, head.head)
        return self._verb(head) if root.dep_ in ("dobj", "nsubjpass") else _NONE

    def _noun(self, token: Token) -> Cue:
        return max(self._cue(token.lower_, "of"), self._cue(token.lemma_.lower(), "of"))

    def _preposition(self, token: Token, noun: Token | None) -> Cue:
        """The cue of a preposition, and of "on" and "against" after a noun of attack."""
        cue = self._cue(token.lower_, "preposition")
        if noun is not None and token.lower_ in ("on", "against"):
            return max(cue, self._cue(noun.lemma_.lower(), "on"))
        return cue

    def _verb(self, token: Token) -> Cue:
        return self._cue(token.lemma_.lower(), "object") if token.pos_ == "VERB" else _NONE

    def _cue(self, word: str, slot: str) -> Cue:
        slots, cue = self.cues.get(word, (frozenset(), _NONE))
        return cue if slot in slots else _NONE


def modified(line: Line, start: int) -> int:
    """Where the phrase of a name begins: before its article, adjectives and points of the compass ("the besieged",
    "northern", "rebel-held")."""
    i = start
    while i > 0 and not line.opens[i] and line.text[i - 1] not in _STOPS:
        hyphened = line.text[i - 1] == "-" or (i < len(line) and line.text[i] == "-")
        before = line.doc[i - 1]
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
