"""What speaks for a name's being that of a place: the model, the gazetteer and the words beside it, as weights.

A name is weighed over all its occurrences in a Doc, so that one reading holds for it. The weights were set by hand on
reports of our own; what they add up to matters only against `ENOUGH`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from factx.lexicon.entries import Entry
from factx.lexicon.names import fold
from factx.pipes.cues import Kind
from factx.pipes.toponyms import PLACES, Candidate

ENOUGH = 2.0  #: the weight at which a name is a place
_LABELS = {"GPE": 3.0, "LOC": 3.0, "FAC": 2.0, "": 0.0, "PRODUCT": -0.5, "PERSON": -1.0, "ORG": -1.0, "NORP": -1.0}
_OTHER = -1.5  #: an event, a law, a work of art
CUES = (0.0, 1.4, 2.25, 4.5)
#: What a type word beside the name, or a place in the layout, is worth.
TYPED = {"": 2.5, "settlement": 2.5, "facility": 3.5, "admin1": 3.5, "admin2": 3.5, "water": 3.5, "region": 3.5}
SAID_OF = 5.0  #: "the village of X"
_ORDINARY, _ACRONYM, _UNKNOWN, _EPONYM = -3.0, -2.0, -1.5, -1.5
_SURNAME, _ARTICLE, _PEER, _MODIFIER, _FIRST = -2.5, -1.5, 1.0, -1.5, -1.5
_SEVERAL = 1.0  #: a name of several words that the gazetteer knows as a whole


@dataclass(slots=True)
class Found:
    """A candidate with what the words beside it say. `start` and `end` take in a type word that belongs to the name."""

    candidate: Candidate
    start: int
    end: int
    before: str  #: the word before the candidate
    base: str  #: the candidate's name without a type word
    kind: Kind | None = None
    cue: float = 0.0
    row: str = ""  #: of the words that are the cue
    first: bool = False  #: it opens its sentence
    modifier: bool = False  #: it stands before its noun as an adjective does
    eponym: bool = False  #: something is called after it
    titled: bool = False  #: a title or a rank stands before it
    after_place: bool = False  #: in a list, right after a place
    before_place: bool = False
    vetoed: bool = False

    @property
    def article(self) -> bool:
        """Is it an untyped name with "the"? Towns and villages have none."""
        return self.kind is None and self.before == "the"

    @property
    def inner(self) -> bool:
        """Is it a whole name, capitalised within a sentence, without an article?"""
        whole = self.candidate.cover == (self.candidate.start, self.candidate.end)
        return whole and not self.first and self.before not in ("the", "a", "an")

    @property
    def swallowed(self) -> bool:
        """Is it a part of a longer name that is none of a place?"""
        c = self.candidate
        if c.label in PLACES or (c.cover[0] >= self.start and c.cover[1] <= self.end):
            return False
        return c.label != "" or not c.entries

    @property
    def rule(self) -> str:
        """The class of the evidence."""
        believed = self.candidate.label in PLACES
        if self.kind and self.kind.type == "facility":
            return "facility"
        if state(self.candidate.entries):
            return "country"
        if self.candidate.entries:
            return "model+gazetteer" if believed else "gazetteer"
        return "model" if believed else "context"

    def follow(self, preceding: Found, lower: list[str]) -> None:
        """Take the type word of the one before in a list: "the *villages of* Maliuc and Caraorman"."""
        kind = preceding.kind
        if self.kind is None and kind and kind.end <= preceding.candidate.start and lower[kind.end - 1].endswith("s"):
            self.kind, self.cue = kind, max(self.cue, SAID_OF)

    def share(self, following: Found, lower: list[str]) -> None:
        """Take the type word of the next in a list: "Pokrovskyi and Kramatorskyi *districts*"."""
        kind = following.kind
        if self.kind is None and kind and kind.start >= following.start and lower[kind.end - 1].endswith("s"):
            self.kind, self.cue = kind, max(self.cue, TYPED[kind.type])

    def loosen(self, places: set[str]) -> None:
        """Take "Dnipro" for the name where "Dnipro hospital" is said and Dnipro is a place of the report."""
        if self.kind and self.kind.loose and fold(self.base) in places:
            self.kind, self.end, self.candidate.name = None, self.candidate.end, self.base


@dataclass(slots=True)
class Name:
    """All occurrences of a name in the Doc, and their common weight."""

    occurrences: list[Found] = field(default_factory=list)

    def weight(self, ordinary: frozenset[str], surnames: set[str]) -> float:
        """How much speaks for its being a place; `ENOUGH` is enough. `surnames` are those of the Doc's persons."""
        free = [f for f in self.occurrences if not f.vetoed]
        if not free:
            return 0.0
        first = free[0].candidate
        believed = any(f.candidate.label in ("GPE", "LOC") for f in free)
        weight = _model(free, believed) + _context(free)
        weight += _PEER * max(f.before_place + f.after_place for f in free) + _EPONYM * any(
            f.eponym for f in self.occurrences
        )
        if first.entries or not any(f.kind and f.kind.type == "facility" for f in free):
            weight += known(first.entries)
        if " " in first.name or "-" in first.name:
            weight += _SEVERAL if first.entries else 0.0
        elif fold(first.name) in ordinary:
            weight += _ORDINARY / (1 + (believed or any(f.inner for f in free)))
        if fold(first.name) in surnames and not state(first.entries):
            weight += _SURNAME
        if not (believed and first.entries) and not state(first.entries):
            weight += _ARTICLE * all(f.article for f in free)
        if not first.entries:
            weight += _FIRST * (not believed and all(f.first for f in free))
        if first.name.isupper() and 1 < len(first.name) <= 5 and not (believed and first.entries):
            weight += _ACRONYM
        return weight


def _model(free: list[Found], believed: bool) -> float:
    labels = [_LABELS.get(f.candidate.label, _OTHER) for f in free]
    mean = sum(labels) / len(labels)
    return max(mean, 1.5) if believed else mean


def _context(free: list[Found]) -> float:
    """The best cue, and a little for each more."""
    cues = sorted((f.cue + (_MODIFIER if f.modifier and _obscure(f) else 0.0) for f in free), reverse=True)
    return cues[0] + min(1.5, 0.5 * sum(c >= CUES[2] for c in cues[1:]))


def _obscure(f: Found) -> bool:
    return all(e.importance < 0.6 for e in f.candidate.entries)


def known(entries: tuple[Entry, ...]) -> float:
    """What the gazetteer adds to a name: by what is best known of the places so called."""
    if not entries:
        return _UNKNOWN
    if state(entries):
        return 3.0
    best = max(e.importance for e in entries)
    if all(e.skeleton for e in entries):
        return 0.7 * best
    return 2.0 * best + (0.5 if any(e.canonical for e in entries) else 0.0)


def state(entries: tuple[Entry, ...]) -> bool:
    """Is a country so called?"""
    return any(e.source == "countries" and not e.skeleton for e in entries)
