"""Places: names in the text, weighed by the model, the gazetteer and the words beside them; and written positions.

The gazetteer speaks after the model and over it: Kursk is a place although the model calls it a product, and Reading is
none although a town is so called. What is weighed is a name, over all its occurrences in the Doc, so that one reading
holds for a name in a document; an occurrence inside a longer name of something else is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from factx.lexicon import Lexicon
from factx.lexicon import lexicon as tables_of
from factx.lexicon.entries import Entry
from factx.lexicon.gazetteer import gazetteer
from factx.lexicon.names import fold
from factx.pipes.cues import Cues, Kind
from factx.pipes.toponyms import PLACES, Candidate, capital, propose
from factx.spans import ZONES, mark, mark_chars
from factx.values import positions
from factx.values.phrases import split

ENOUGH = 2.0  #: the weight at which a name is a place
_LABELS = {"GPE": 3.0, "LOC": 3.0, "FAC": 2.0, "": 0.0, "PRODUCT": -0.5, "PERSON": -1.0, "ORG": -1.0, "NORP": -1.0}
_CUES = (0.0, 1.25, 2.25, 4.5)
#: What a type word beside the name, or a place in the layout, is worth.
_TYPED = {"": 2.5, "settlement": 2.5, "facility": 3.5, "admin1": 3.5, "admin2": 3.5, "water": 3.5, "region": 3.5}
_SAID_OF = 4.0  #: "the village of X"
_ORDINARY, _ACRONYM, _UNKNOWN, _EPONYM = -3.0, -2.0, -1.5, -1.5
_SEVERAL = 1.0  #: a name of several words that the gazetteer knows as a whole
_ATTRIBUTIVE = frozenset({"US", "U.S.", "UK", "U.K.", "UAE", "USA"})


@dataclass(slots=True)
class Found:
    """A candidate with what the words beside it say."""

    candidate: Candidate
    kind: Kind | None
    cue: float
    start: int
    end: int
    vetoed: bool = False
    eponym: bool = False


@dataclass(slots=True)
class Name:
    """All occurrences of a name in the Doc, and their common weight."""

    occurrences: list[Found] = field(default_factory=list)

    def weight(self, ordinary: frozenset[str]) -> float:
        """How much speaks for its being a place; `ENOUGH` is enough."""
        free = [f for f in self.occurrences if not f.vetoed]
        if not free:
            return 0.0
        labels = [_LABELS.get(f.candidate.label, -1.5) for f in free]
        cues = sorted((f.cue for f in free), reverse=True)
        believed = max(labels) >= 3
        model = sum(labels) / len(labels)
        first = free[0].candidate
        weight = (max(model, 1.5) if believed else model) + cues[0] + min(1.5, 0.5 * sum(c >= 2 for c in cues[1:]))
        weight += known(first.entries) + (_EPONYM if any(f.eponym for f in self.occurrences) else 0.0)
        if " " in first.name:
            weight += _SEVERAL if first.entries else 0.0
        elif fold(first.name) in ordinary:
            weight += _ORDINARY / (1 + believed)
        if first.name.isupper() and 1 < len(first.name) <= 5 and not (believed and first.entries):
            weight += _ACRONYM
        return weight


def known(entries: tuple[Entry, ...]) -> float:
    """What the gazetteer adds to a name: by what is best known of the places so called."""
    if not entries:
        return _UNKNOWN
    if _country(entries):
        return 3.0
    best = max(e.importance for e in entries)
    if all(e.skeleton for e in entries):
        return 0.7 * best
    return 2.0 * best + (0.5 if any(e.canonical for e in entries) else 0.0)


def _country(entries: tuple[Entry, ...]) -> bool:
    return any(e.type == "country" and not e.skeleton for e in entries)


class Places:
    """Marks the span groups "places" and "demonyms".

    A place has the label of its kind as the text tells it (a place type in capitals, or PLACE), and the notes `rule`,
    `name` (what is to be looked up), `kind` (the type told, or "") and `metonym` (it stands for a government).
    A position has the label POSITION and the notes `lat` and `lon`; a demonym ("Russian") the note `country`.
    """

    def __init__(self, tables: Lexicon) -> None:
        folders = tuple(map(str, tables.folders[1:]))
        self.gazetteer = gazetteer(folders)
        self.cues = Cues(tables)
        self.ordinary = frozenset(row["word"] for row in tables.table("ordinary"))
        self.demonyms: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self.joined = frozenset(_joined(tables))
        self.states = frozenset(
            a for row in tables.table("states_us") for a in (*split(row["abbreviations"]), row["postal"])
        )
        for row in tables.table("countries"):
            names = {row["name"], *split(row["aliases"])}
            for word in {*split(row["adjectives"]), *split(row["demonyms"])} - names:
                wording = tuple(word.split())
                self.demonyms[wording[0]].append((wording, row["iso"]))

    def __call__(self, doc: Doc) -> Doc:
        for point in positions.find(doc.text):
            mark_chars(doc, "places", point.start, point.end, "POSITION", rule="position", lat=point.lat, lon=point.lon)
        taken = set(self._mark_demonyms(doc))
        metonyms = {(s.start, s.end) for s in doc.spans["metonyms"]} if "metonyms" in doc.spans else set()
        found = [self._weigh(doc, c) for c in self._candidates(doc, taken)]
        self._share(doc, found)
        names: dict[str, Name] = defaultdict(Name)
        for f in found:
            names[fold(f.candidate.name)].occurrences.append(f)
        for name in names.values():
            if name.weight(self.ordinary) >= ENOUGH:
                for f in name.occurrences:
                    if not f.vetoed:
                        self._mark(doc, f, (f.candidate.start, f.candidate.end) in metonyms)
        return doc

    def _mark(self, doc: Doc, f: Found, metonym: bool) -> None:
        c, type_ = f.candidate, f.kind.type if f.kind else ""
        believed = c.label in PLACES
        if type_ == "facility":
            rule = "facility"
        elif _country(c.entries):
            rule = "country"
        elif c.entries:
            rule = "model+gazetteer" if believed else "gazetteer"
        else:
            rule = "model" if believed else "context"
        mark(
            doc, "places", f.start, f.end, type_.upper() or "PLACE", rule=rule, name=c.name, kind=type_, metonym=metonym
        )

    def _mark_demonyms(self, doc: Doc) -> Iterator[int]:
        for token in doc:
            for wording, country in self.demonyms.get(token.text, ()):
                span = doc[token.i : token.i + len(wording)]
                if tuple(t.text for t in span) == wording:
                    mark(doc, "demonyms", span.start, span.end, "DEMONYM", rule="table", country=country)
                    yield from range(span.start, span.end)

    def _candidates(self, doc: Doc, demonyms: set[int]) -> Iterator[Candidate]:
        for c in propose(doc, self.gazetteer.exact, self.joined, self.cues):
            if not demonyms.issuperset(range(c.start, c.end)):
                yield c
            elif (kind := self.cues.after(doc, c.end)) and kind.type:  # "the Syrian desert"
                c.name = " ".join(doc[c.start : kind.end].text.split())
                c.entries = self.gazetteer.exact(c.name)
                if c.entries:
                    yield c

    def _weigh(self, doc: Doc, c: Candidate) -> Found:
        if c.start and doc[c.start - 1].text == "," and c.name in self.states and not _opens(doc, c):
            c.name = self.states[c.name]  # "Charleston, W.Va."
            c.entries = self.gazetteer.exact(c.name)
        strength = self.cues.strength(doc, c.start, c.end)
        f = Found(c, None, _CUES[strength], c.start, c.end)
        self._typed(doc, f)
        if self.cues.apposed(doc, c.end) or _opens(doc, c):
            f.cue = max(f.cue, _TYPED[""])
        if not c.entries and (strength >= 2 or f.kind or c.label in PLACES):
            c.entries = self.gazetteer.lookup(c.name)
        f.eponym = f.kind is None and self.cues.eponym(doc, c.end)
        f.vetoed = f.eponym or self._vetoed(doc, f)
        return f

    def _typed(self, doc: Doc, f: Found) -> None:
        """Read the type word beside the candidate, and take it into the name where it belongs to it."""
        c = f.candidate
        if (kind := self.cues.last(doc, c.start, c.end)) is not None:
            if kind.type == "facility" and not c.entries and self.cues.generic(doc, c.start, c.end):
                return
            if not c.entries and kind.type != "facility":
                c.name = doc[c.start : kind.start].text
        elif (kind := self.cues.after(doc, c.end)) is not None:
            small = doc[kind.end - 1].is_lower
            if kind.type == "facility" and ((kind.end < len(doc) and doc[kind.end].lower_ == "of") or _wide(c.entries)):
                return  # "the Black Sea port of Feodosia"
            if kind.type and _country(c.entries) and not self.gazetteer.exact(doc[c.start : kind.end].text):
                return  # "the Libya coast"
            if kind.type and not (small and kind.type == "settlement"):
                f.end = kind.end
            if kind.type == "facility":
                c.name = " ".join(doc[c.start : kind.end].text.split())
                c.entries = self.gazetteer.exact(c.name)
        elif (kind := self.cues.before(doc, c.start)) is not None:
            if doc[kind.end - 1].text[0].isupper():
                f.start = kind.start
            f.cue = max(f.cue, _SAID_OF)
        f.kind = kind
        if kind is not None:
            f.cue = max(f.cue, _TYPED[kind.type])

    def _vetoed(self, doc: Doc, f: Found) -> bool:
        """Does this occurrence belong to something else: an adjective, a state behind its town, a longer name?"""
        c = f.candidate
        if (c.name in _ATTRIBUTIVE and _modifies(doc, c.end)) or "-" in doc[c.end - 1].text[1:-1]:
            return True
        if c.start and doc[c.start - 1].text == "," and c.name in self.states and _opens(doc, c):
            return True
        if c.label in PLACES or (c.cover[0] >= f.start and c.cover[1] <= f.end):
            return False
        return c.label != "" or not c.entries

    def _share(self, doc: Doc, found: list[Found]) -> None:
        """Give the type word of the last of a list to those before: "Pokrovskyi and Kramatorskyi districts"."""
        for f, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
            kind = following.kind
            between = doc[f.end : following.start].text.strip()
            if f.kind is None and kind and doc[kind.end - 1].lower_.endswith("s") and between in (",", "and", ", and"):
                f.kind, f.cue = kind, max(f.cue, _TYPED[kind.type])


def _wide(entries: tuple[Entry, ...]) -> bool:
    return bool(entries) and entries[0].type in ("country", "admin1", "region", "water")


def _opens(doc: Doc, c: Candidate) -> bool:
    """Does the candidate open an inline dateline?"""
    return any(kind == "dateline" and a <= doc[c.start].idx < b for a, b, kind in doc.user_data.get(ZONES, ()))


def _modifies(doc: Doc, end: int) -> bool:
    """Does an abbreviation of a country stand as an adjective: "US troops", "UK-made"?"""
    if end >= len(doc):
        return False
    after = doc[end]
    return (
        after.text == "-"
        or (not after.is_punct and after.pos_ in ("NOUN", "ADJ", "PROPN") and not capital(after))
        or (after.pos_ == "PROPN" and after.dep_ in ("compound", "nsubj", "pobj", "dobj"))
    )


def _joined(tables: Lexicon) -> Iterator[str]:
    for table in ("countries", "places"):
        for row in tables.table(table):
            for name in (row["name"], *split(row["aliases"])):
                if " and " in name:
                    yield name.partition(" and ")[0].split()[-1]


@Language.factory("factx_places", default_config={"lexicon": []})
def make_places(nlp: Language, name: str, lexicon: list[str]) -> Callable[[Doc], Doc]:
    """The component; `lexicon` names the user's folders of tables."""
    return Places(tables_of(tuple(lexicon)))
