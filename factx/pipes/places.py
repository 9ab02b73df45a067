"""Places: names in the text, weighed by the model, the gazetteer and the words beside them; and written positions.

The gazetteer speaks after the model and over it: Kursk is a place although the model calls it a product, and Reading is
none although a town is so called. What is weighed is a name, over all its occurrences in the Doc, so that one reading
holds for a name in a document; an occurrence inside a longer name of something else is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from factx.lexicon import Lexicon
from factx.lexicon import lexicon as tables_of
from factx.lexicon.gazetteer import gazetteer
from factx.lexicon.names import fold
from factx.pipes.cues import Cues, Kind
from factx.pipes.evidence import CUES, ENOUGH, SAID_OF, TYPED, Found, Name, state
from factx.pipes.line import Line
from factx.pipes.offices import Offices
from factx.pipes.toponyms import PLACES, Candidate, Holder, Proposer
from factx.spans import ZONES, mark, mark_chars
from factx.values import positions
from factx.values.phrases import split

_AND = frozenset({",", "and", ", and", "or", "&"})
_ATTRIBUTIVE = frozenset({"US", "U.S.", "UK", "U.K.", "UAE", "USA"})


class Places:
    """Marks the span groups "places", "toponyms" and "demonyms".

    "toponyms" are the places once more: where a place is lost to a longer name that it is part of ("Aleppo Media
    Centre"), it still tells where the report is.

    A place has the label of its kind as the text tells it (a place type in capitals, or PLACE), and the notes `rule`,
    `name` (what is to be looked up), `base` (that without a type word), `kind` (the type told, or ""), `metonym` (it
    stands for a government), `model` (the model's label, or "") and `source`.
    A position has the label POSITION and the notes `lat` and `lon`; a demonym ("Russian") `country` and `source`.
    """

    def __init__(self, tables: Lexicon) -> None:
        self.folders = tuple(map(str, tables.folders[1:]))
        self.gazetteer = gazetteer(self.folders)
        self.cues = Cues(tables)
        self.ordinary = frozenset(row["word"] for row in tables.table("ordinary"))
        self.demonyms: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        self.proposer = Proposer(self.gazetteer.exact, frozenset(_joined(tables)), self.cues, self.ordinary)
        self.states = {
            short: row["name"]
            for row in tables.table("states_us")
            for short in (*split(row["abbreviations"]), row["postal"])
        }
        self.titles = frozenset(_titles(tables))
        for row in tables.table("countries"):
            names = {row["name"], *split(row["aliases"])}
            for word in {*split(row["adjectives"]), *split(row["demonyms"])} - names:
                wording = tuple(word.split())
                self.demonyms[wording[0]].append((wording, row["iso"], row.source))
        for row in tables.table("peoples"):
            self.demonyms[row["word"]].append(((row["word"],), "", row.source))

    def __call__(self, doc: Doc) -> Doc:
        line = Line(doc)
        for point in positions.find(line.whole):
            mark_chars(doc, "places", point.start, point.end, "POSITION", rule="position", lat=point.lat, lon=point.lon)
        taken = set(self._mark_demonyms(line))
        metonyms = {(s.start, s.end) for s in doc.spans["metonyms"]} if "metonyms" in doc.spans else set()
        offices = Offices(doc, self.folders)
        candidates = self._candidates(line, taken, offices.holder)
        found = [self._weigh(line, c) for c in candidates]
        surnames = {fold(e[-1].text) for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}
        surnames |= {fold(f.candidate.name) for f in found if f.titled}
        for f in self._accepted(line, found, surnames):
            self._mark(doc, f, (f.candidate.start, f.candidate.end) in metonyms)
        return doc

    def _accepted(self, line: Line, found: list[Found], surnames: set[str]) -> list[Found]:
        """The candidates that are places; those in a list with a place are weighed once more."""
        names: dict[str, Name] = defaultdict(Name)
        for f in found:
            names[fold(f.candidate.name)].occurrences.append(f)
        listed = [(f, g) for f, g in pairwise(found) if " ".join(line.text[f.end : g.start]) in _AND]
        for f, g in listed:
            g.follow(f, line.lower)
        for f, g in reversed(listed):
            f.share(g, line.lower)
        places: set[str] = set()
        for _ in range(2):
            places = {key for key, name in names.items() if name.weight(self.ordinary, surnames) >= ENOUGH}
            for f, g in listed:
                f.after_place = fold(g.candidate.name) in places
                g.before_place = fold(f.candidate.name) in places
        kept = [f for f in found if not f.vetoed and fold(f.candidate.name) in places]
        for f in kept:
            f.loosen(places)
        return kept

    def _mark(self, doc: Doc, f: Found, metonym: bool) -> None:
        kind = f.kind.type if f.kind else ""
        name, label = f.candidate.name, kind.upper() or "PLACE"
        source = [row for row in (f.kind.source if f.kind else "", f.row) if row]
        for group in ("places", "toponyms"):
            mark(
                doc, group, f.start, f.end, label, rule=f.rule, name=name, kind=kind, base=f.base, metonym=metonym,
                model=f.candidate.label, source=source,
            )  # fmt: skip

    def _mark_demonyms(self, line: Line) -> Iterator[int]:
        for i, word in enumerate(line.text):
            for wording, country, row in self.demonyms.get(word, ()):
                end = i + len(wording)
                if tuple(line.text[i:end]) == wording:
                    if country:
                        mark(line.doc, "demonyms", i, end, "DEMONYM", rule="table", country=country, source=[row])
                    yield from range(i, end)

    def _candidates(self, line: Line, demonyms: set[int], person: Holder) -> Iterator[Candidate]:
        for c in self.proposer.candidates(line, person):
            if not demonyms.issuperset(range(c.start, c.end)):
                yield c
            elif (kind := self.cues.after(line, c.end)) and kind.type:  # "the Syrian desert"
                c.name = line.words(c.start, kind.end)
                c.entries = self.gazetteer.exact(c.name)
                if c.entries:
                    yield c

    def _weigh(self, line: Line, c: Candidate) -> Found:
        dateline = _opens(line, c)
        before = line.lower[c.start - 1] if c.start else ""
        f = Found(c, c.start, c.end, before, c.name)
        if c.name in self.states and (before == "," or ("." in c.name and c.label in PLACES)):
            f.vetoed = dateline  # "TAMPA, Fla. -" names Tampa
            c.name = self.states[c.name]
            c.entries = self.gazetteer.exact(c.name)
        strength, f.row = self.cues.strength(line, c.start, c.end)
        f.cue = CUES[strength]
        self._typed(line, f)
        if dateline or self.cues.apposed(line, c.end) or self.cues.located(line, c.end):
            f.cue = max(f.cue, TYPED[""])
        if self.cues.measured(line, c.end):
            f.cue = max(f.cue, SAID_OF)
        if not c.entries and (strength >= 2 or f.kind or c.label in PLACES):
            c.entries = self.gazetteer.lookup(c.name)
        f.first = line.opens[c.start]
        f.modifier = f.kind is None and _modifies(line, c.end)
        f.eponym = f.kind is None and self.cues.eponym(line, c.end) and not state(c.entries)
        f.titled = before.rstrip(".") in self.titles and (line.capital[c.start - 1] or c.label not in PLACES)
        f.vetoed |= f.titled or f.eponym or f.swallowed or (f.modifier and c.name in _ATTRIBUTIVE)
        f.vetoed |= "-" in line.text[c.end - 1][1:-1]  # "U.S.-made" is one word
        return f

    def _typed(self, line: Line, f: Found) -> None:
        """Read the type word beside the candidate, and take it into the name where it belongs to it."""
        c = f.candidate
        if kind := self.cues.last(line, c.start, c.end):
            if kind.type == "facility" and not c.entries and not self._names(line, c.start, kind.start):
                return
            if not c.entries and kind.type != "facility":
                c.name = f.base = line.words(c.start, kind.start)
        elif kind := self.cues.after(line, c.end):
            if not self._joins(line, f, kind):
                return
            f.end = kind.end if kind.type else f.end
            if kind.type == "facility":
                c.name = line.words(c.start, kind.end)
                c.entries = self.gazetteer.exact(c.name)
        elif kind := self.cues.before(line, c.start):
            f.start = kind.start if line.capital[kind.end - 1] else f.start
            f.cue = max(f.cue, SAID_OF)
        if kind:
            f.kind = kind
            f.cue = max(f.cue, TYPED[kind.type])

    def _names(self, line: Line, start: int, end: int) -> bool:
        """Do the words before the type word of a building name it: "Saudi Maternity Hospital", not "Every School"?"""
        tokens = line.doc[start:end]
        proper = any(t.pos_ == "PROPN" for t in tokens) and not any(t.pos_ in ("VERB", "AUX", "DET") for t in tokens)
        return proper and not self.cues.generic(line, start, end)

    def _joins(self, line: Line, f: Found, kind: Kind) -> bool:
        """Is the type word behind a name one of that name? Of "the Black Sea port of Feodosia", of "the Libya coast",
        of "Kharkiv city" it is none."""
        entries = f.candidate.entries
        if kind.type == "facility":
            wide = bool(entries) and entries[0].type in ("country", "admin1", "region", "water")
            several = kind.loose and line.lower[kind.end - 1].endswith("s")  # "Latin schools"
            other = wide or several or line.lower[kind.end : kind.end + 1] == ["of"]
            return not other and self._names(line, f.start, kind.start)
        if kind.type == "settlement" and not (line.capital[kind.start] and line.lower[kind.start] in ("city", "town")):
            f.cue = max(f.cue, TYPED[""])
            return False
        if kind.type and state(entries):
            return bool(self.gazetteer.exact(line.words(f.start, kind.end)))
        return True


def _opens(line: Line, c: Candidate) -> bool:
    """Does the candidate stand in an inline dateline?"""
    at = line.at[c.start]
    return any(kind == "dateline" and a <= at < b for a, b, kind in line.doc.user_data.get(ZONES, ()))


def _modifies(line: Line, end: int) -> bool:
    """Is the name before `end` used as an adjective: "US troops", "UK-made", "U.S. and coalition ships"?"""
    if end >= len(line):
        return False
    root, after = line.doc[end - 1], line.doc[end]
    if line.hyphen(end):
        return True
    if root.dep_ in ("compound", "nmod", "amod") and root.head.i >= end and root.head.pos_ in ("NOUN", "PROPN"):
        return after.tag_ != "POS"
    return after.pos_ in ("NOUN", "ADJ") and not line.capital[end]


def _titles(tables: Lexicon) -> Iterator[str]:
    """The words after which a name is a person's: "President", "Gen."."""
    for row in tables.table("titles"):
        if {"office", "occupation", "honorific"} & set(row["kinds"].split(",")):
            yield row["title"].split()[-1]
    for row in tables.table("ranks"):
        yield row["rank"].split()[-1]
        yield from (a.split()[-1] for a in row["abbreviations"].split(",") if a.strip())


def _joined(tables: Lexicon) -> Iterator[str]:
    for table in ("countries", "places"):
        for row in tables.table(table):
            for name in f"{row['name']}|{row['aliases']}".split("|") if " and " in row["name"] + row["aliases"] else ():
                if " and " in name:
                    yield name.partition(" and ")[0].split()[-1]


@Language.factory("factx_places", default_config={"lexicon": []})
def make_places(nlp: Language, name: str, lexicon: list[str]) -> Callable[[Doc], Doc]:
    """The component; `lexicon` names the user's folders of tables."""
    return Places(tables_of(tuple(lexicon)))
