"""Places: names in the text, weighed by the model, the gazetteer and the words beside them; and written positions.

The gazetteer speaks after the model and over it: Kursk is a place although the model calls it a product, and Reading is
none although a town is so called. What is weighed is a name, over all its occurrences in the Doc, so that one reading
holds for a name in a document; an occurrence inside a longer name of something else is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

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
_CUES = (0.0, 1.4, 2.25, 4.5)
#: What a type word beside the name, or a place in the layout, is worth.
_TYPED = {"": 2.5, "settlement": 2.5, "facility": 3.5, "admin1": 3.5, "admin2": 3.5, "water": 3.5, "region": 3.5}
_SAID_OF = 4.0  #: "the village of X"
_ORDINARY, _ACRONYM, _UNKNOWN, _EPONYM = -3.0, -2.0, -1.5, -1.5
_SURNAME, _ARTICLE, _PEER, _MODIFIER, _FIRST = -2.5, -1.5, 1.0, -1.5, -1.5
_SEVERAL = 1.0  #: a name of several words that the gazetteer knows as a whole
_AND = frozenset({",", "and", ", and", "or", "&"})
_ATTRIBUTIVE = frozenset({"US", "U.S.", "UK", "U.K.", "UAE", "USA"})


@dataclass(slots=True)
class Found:
    """A candidate with what the words beside it say."""

    candidate: Candidate
    kind: Kind | None
    cue: float
    start: int
    end: int
    before: str
    base: str  #: the candidate's name without a type word
    vetoed: bool = False
    eponym: bool = False

    first: bool = False  #: the first word of its sentence
    inner: bool = False  #: capitalised within a sentence, and without an article
    peer: bool = False  #: in a list with a place

    @property
    def article(self) -> bool:
        """Is it an untyped name with "the"? Towns and villages have none."""
        return self.kind is None and self.before == "the"


@dataclass(slots=True)
class Name:
    """All occurrences of a name in the Doc, and their common weight."""

    occurrences: list[Found] = field(default_factory=list)

    def weight(self, ordinary: frozenset[str], surnames: set[str]) -> float:
        """How much speaks for its being a place; `ENOUGH` is enough. `surnames` are those of the Doc's persons."""
        free = [f for f in self.occurrences if not f.vetoed]
        if not free:
            return 0.0
        labels = [_LABELS.get(f.candidate.label, -1.5) for f in free]
        cues = sorted((f.cue for f in free), reverse=True)
        believed = max(labels) >= 3
        model = sum(labels) / len(labels)
        first = free[0].candidate
        weight = _PEER * any(f.peer for f in free)
        weight += (max(model, 1.5) if believed else model) + cues[0] + min(1.5, 0.5 * sum(c >= 2 for c in cues[1:]))
        weight += _EPONYM if any(f.eponym for f in self.occurrences) else 0.0
        if first.entries or not any(f.kind and f.kind.type == "facility" for f in free):
            weight += known(first.entries)
        if " " in first.name or "-" in first.name:
            weight += _SEVERAL if first.entries else 0.0
        elif fold(first.name) in ordinary:
            weight += _ORDINARY / (1 + (believed or any(f.inner for f in free)))
        if fold(first.name) in surnames and not _country(first.entries):
            weight += _SURNAME
        if not first.entries and all(f.article for f in free):
            weight += _ARTICLE
        if not (first.entries or believed) and all(f.first for f in free):
            weight += _FIRST
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
    """Marks the span groups "places", "toponyms" and "demonyms".

    "toponyms" are the places once more: where a place is lost to a longer name that it is part of ("Aleppo Media
    Centre"), it still tells where the report is.

    A place has the label of its kind as the text tells it (a place type in capitals, or PLACE), and the notes `rule`,
    `name` (what is to be looked up), `base` (that without a type word), `kind` (the type told, or "") and `metonym` (it
    stands for a government).
    A position has the label POSITION and the notes `lat` and `lon`; a demonym ("Russian") the note `country`.
    """

    def __init__(self, tables: Lexicon) -> None:
        folders = tuple(map(str, tables.folders[1:]))
        self.gazetteer = gazetteer(folders)
        self.cues = Cues(tables)
        self.ordinary = frozenset(row["word"] for row in tables.table("ordinary"))
        self.demonyms: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self.joined = frozenset(_joined(tables))
        self.states = {
            short: row["name"]
            for row in tables.table("states_us")
            for short in (*split(row["abbreviations"]), row["postal"])
        }
        for row in tables.table("countries"):
            names = {row["name"], *split(row["aliases"])}
            for word in {*split(row["adjectives"]), *split(row["demonyms"])} - names:
                wording = tuple(word.split())
                self.demonyms[wording[0]].append((wording, row["iso"]))
        for row in tables.table("peoples"):
            self.demonyms[row["word"]].append(((row["word"],), ""))

    def __call__(self, doc: Doc) -> Doc:
        for point in positions.find(doc.text):
            mark_chars(doc, "places", point.start, point.end, "POSITION", rule="position", lat=point.lat, lon=point.lon)
        taken = set(self._mark_demonyms(doc))
        metonyms = {(s.start, s.end) for s in doc.spans["metonyms"]} if "metonyms" in doc.spans else set()
        found = [self._weigh(doc, c) for c in self._candidates(doc, taken)]
        self._share(doc, found)
        surnames = {fold(e[-1].text) for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}
        names: dict[str, Name] = defaultdict(Name)
        for f in found:
            names[fold(f.candidate.name)].occurrences.append(f)
        accepted = {k for k, name in names.items() if name.weight(self.ordinary, surnames) >= ENOUGH}
        for f, following in pairwise(found):
            if doc[f.end : following.start].text.strip() in _AND:
                f.peer |= fold(following.candidate.name) in accepted
                following.peer |= fold(f.candidate.name) in accepted
        accepted = {k for k, name in names.items() if name.weight(self.ordinary, surnames) >= ENOUGH}
        for key in sorted(accepted):
            for f in names[key].occurrences:
                if not f.vetoed:
                    self._loosen(f, names, accepted)
                    self._mark(doc, f, (f.candidate.start, f.candidate.end) in metonyms)
        return doc

    def _loosen(self, f: Found, names: dict[str, Name], accepted: set[str]) -> None:
        """Take "Dnipro" for the place where "Dnipro hospital" is said of a report's Dnipro."""
        if f.kind and f.kind.loose and (base := fold(f.base)) in accepted and base in names:
            f.kind, f.end, f.candidate.name = None, f.candidate.end, f.base

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
        label = type_.upper() or "PLACE"
        for group in ("places", "toponyms"):
            mark(doc, group, f.start, f.end, label, rule=rule, name=c.name, kind=type_, base=f.base, metonym=metonym)

    def _mark_demonyms(self, doc: Doc) -> Iterator[int]:
        for token in doc:
            for wording, country in self.demonyms.get(token.text, ()):
                span = doc[token.i : token.i + len(wording)]
                if tuple(t.text for t in span) == wording:
                    if country:
                        mark(doc, "demonyms", span.start, span.end, "DEMONYM", rule="table", country=country)
                    yield from range(span.start, span.end)

    def _candidates(self, doc: Doc, demonyms: set[int]) -> Iterator[Candidate]:
        for c in propose(doc, self.gazetteer.exact, self.joined, self.cues, self.ordinary):
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
        f = Found(c, None, _CUES[strength], c.start, c.end, doc[c.start - 1].lower_ if c.start else "", c.name)
        self._typed(doc, f)
        if self.cues.apposed(doc, c.end) or _opens(doc, c):
            f.cue = max(f.cue, _TYPED[""])
        if not c.entries and (strength >= 2 or f.kind or c.label in PLACES):
            c.entries = self.gazetteer.lookup(c.name)
        if f.kind is None and _modifies(doc, c.end):
            f.cue += _MODIFIER if max((e.importance for e in c.entries), default=0.0) < 0.6 else 0.0
        f.first = bool(doc[c.start].is_sent_start)
        f.inner = not f.first and f.before not in ("the", "a", "an") and c.cover == (c.start, c.end)
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
            if kind.type == "settlement" and (small or doc[kind.start].lower_ not in ("city", "town")):
                f.cue = max(f.cue, _TYPED[""])
                return
            if kind.type:
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
            if f.kind is None and kind and doc[kind.end - 1].lower_.endswith("s") and between in _AND:
                f.kind, f.cue = kind, max(f.cue, _TYPED[kind.type])


def _wide(entries: tuple[Entry, ...]) -> bool:
    return bool(entries) and entries[0].type in ("country", "admin1", "region", "water")


def _opens(doc: Doc, c: Candidate) -> bool:
    """Does the candidate open an inline dateline?"""
    return any(kind == "dateline" and a <= doc[c.start].idx < b for a, b, kind in doc.user_data.get(ZONES, ()))


def _modifies(doc: Doc, end: int) -> bool:
    """Is the name before `end` used as an adjective: "US troops", "UK-made", "U.S. and coalition ships"?"""
    if end >= len(doc):
        return False
    root, after = doc[end - 1], doc[end]
    if after.text == "-" and not after.whitespace_:
        return True
    if root.dep_ in ("compound", "nmod", "amod") and root.head.i >= end and root.head.pos_ in ("NOUN", "PROPN"):
        return after.tag_ != "POS"
    return after.pos_ in ("NOUN", "ADJ") and not capital(after)


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
