"""Finds casualties: how many people, or who, were killed, wounded, captured, missing, displaced, abducted and so on.

Findings go to the group "casualties": the span is the victims' phrase, the label what became of them; notes give the
noun and the bound, `part` where they belong to others told before them, and in `at` the words that tell it and the
phrase of the whole; `source` is the row that tells it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from factx.lexicon import lexicon as tables
from factx.pipes.balances import balances
from factx.pipes.figures import Figure, Figures
from factx.pipes.nounphrases import meant, noun_phrase
from factx.pipes.outcomes import PLACE, Outcome, Outcomes, opens
from factx.pipes.parts import openings, parts, severity
from factx.pipes.tolls import toll
from factx.spans import findings, mark_chars
from factx.syntax import arguments, passive
from factx.values.victims import ANIMALS, Victims

GROUP = "casualties"
#: What may stand between a figure and the participle that says what became of it ("two were reported killed").
_BETWEEN = frozenset(
    "was were is are be been being have has had reported believed confirmed feared said also later others more people"
    " then reportedly severely seriously critically slightly lightly still already \" ' “ ” ‘ ’".split()
)
_DEFINITE = frozenset(("the", "this", "that"))
#: How far before a pronoun the noun may stand that it is for, in words.
REACH = 30
_WITH = frozenset("with along alongside together".split())
#: From how many on those who leave a place are displaced, and no delegation.
MASS = 100
_STATES = frozenset(("VBN", "VBD", "JJ", "NN", "VBG"))
_HELD = frozenset("hold remain keep languish captive captivity still".split())


@dataclass(frozen=True, slots=True)
class Casualty:
    """A finding: the figure, the status, the word that tells it, the rule, the table's row ("" for
    grammar alone) and the figure that it is a part of."""

    figure: Figure
    status: str
    word: Span
    rule: str
    source: str
    whole: Figure | None = None


@Language.factory("factx_casualties", default_config={"lexicon": []})
def make_casualties(nlp: Language, name: str, lexicon: Sequence[str]) -> Casualties:
    """The component; `lexicon` names the user's table folders."""
    return Casualties(tuple(lexicon))


class Casualties:
    """Marks the casualties of a Doc."""

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        lexicon = tables(folders)
        self.outcomes = Outcomes(lexicon.table("harm_words"))
        self.victims = Victims(lexicon.table("victims"))

    def __call__(self, doc: Doc) -> Doc:
        for c in sorted(_Reading(doc, self.outcomes, self.victims).found(), key=lambda c: c.figure.first):
            f, b = c.figure, c.figure.bound
            at = {
                "cue": [c.word.start_char, c.word.end_char],
                "whole": [c.whole.first, c.whole.last] if c.whole else None,
                "full": [f.first, max(f.last, noun_phrase(f.head)[1])],
            }
            mark_chars(
                doc, GROUP, f.first, f.last, c.status, rule=c.rule, noun=f.noun, value=b.value, min=b.min, max=b.max,
                part=f.part or c.whole is not None, named=f.kind == "name", at=at,
                source=[c.source] if c.source else [],
            )  # fmt: skip
        return doc


def _predicate(f: Figure) -> bool:
    """Does it only say of somebody named already what they are ("she was the fourth activist murdered")?"""
    verb = f.head.head
    return f.head.dep_ == "attr" and verb.lemma_ == "be" and any(c.dep_ == "nsubj" for c in verb.children)


class _Reading:
    """The casualties of one Doc, gathered from the surest evidence to the weakest."""

    def __init__(self, doc: Doc, outcomes: Outcomes, victims: Victims) -> None:
        self.doc, self.outcomes, self.victims = doc, outcomes, victims
        self.figures = Figures(doc)
        self.things = {i for s in findings(doc, "equipment") for i in range(s.start, s.end)}
        self.nations = {i for s in findings(doc, "demonyms") for i in range(s.start, s.end)}
        self.text = doc.text
        self.kept: dict[tuple[int, str], Casualty] = {}
        self.fates: set[int] = set()
        self.opened = {first for _, first in openings(doc)}

    def found(self) -> list[Casualty]:
        for outcome in self.outcomes(self.doc):
            self._befallen(outcome)
        told = {first for (first, _), c in self.kept.items() if c.rule != "list"}
        self.kept = {k: c for k, c in self.kept.items() if c.rule != "list" or k[0] not in told}
        for figure in self.figures.counted:
            self._inherent(figure)
            if not self._told(figure):
                self._beside(figure)
        for figure in self.figures.counted:
            self._toll(figure)
        for balance in balances(self.doc, self.figures):
            word = self.doc.char_span(*balance.cue, alignment_mode="expand")
            for figure in balance.figures:
                if word is not None and self.people(figure):
                    self._keep(figure, "killed", word, balance.rule, "")
        self._parts()
        return list(self.kept.values())

    def people(self, f: Figure) -> bool:
        """Does the figure's noun name people?"""
        if f.kind == "name":
            return True
        if f.head.i in self.things:
            return False
        nation = f.head.i in self.nations or f.head.ent_type_ == "NORP"
        nation = nation and (f.kind != "article" or f.head.pos_ != "ADJ")
        return nation or (f.noun is not None and self.victims.known(f.noun) is not None)

    def _befallen(self, o: Outcome) -> None:
        if any(c.dep_ == "neg" for c in o.word.children):
            return
        found = [self.figures.around(h) or self.figures.around(meant(h)) for h in o.heads]
        if not any(found) and o.row["form"] == "verb" and o.row["victim"] != "subject" and opens(o.word):
            found = [self.figures.governed(o.word)]
        found = [self.figures.opened(f, o.word) or f if f else None for f in self._nearest(o, found)]
        for figure in (self._open(f, o) for f in [*found, *self._alongside(o)]):
            if figure is None or figure.kind == "listed" or not self._fits(figure, o):
                continue
            if figure.part and severity(self.doc, figure):  # "one of them seriously" tells its own
                continue
            if self._inserted(figure, o.word) or self._of_whole(figure, o.word):
                continue
            word = self.doc[o.word.i : o.word.i + 1]
            figure = self._ranked(figure)
            self._keep(figure, o.row["status"], word, o.row["form"], o.row.source)
            if o.row["form"] != "noun":
                for other in self._listed(figure, o.word):
                    self._keep(other, o.row["status"], word, "list", o.row.source)

    def _inserted(self, f: Figure, word: Token) -> bool:
        """Is it a part before what is told of another count: "ten died, among them four women, and 40 were hurt"?"""
        if f.start not in self.opened or not f.end < word.i < f.end + REACH:
            return False
        return any(other.kind == "counted" for i in range(f.end, word.i) if (other := self.figures.starting(i)))

    def _of_whole(self, f: Figure, word: Token) -> bool:
        """Does it tell of the whole that a figure is a share of, whose own fate is told: "three of those hurt died"?"""
        number = self.doc[f.start]
        whole = word.dep_ in ("acl", "relcl") and word.head.dep_ == "pobj" and word.head.head.head == number
        return whole and number.dep_ in ("nsubj", "nsubjpass") and self.outcomes.row(number.head) is not None

    def _listed(self, figure: Figure, word: Token) -> list[Figure]:
        """Those who share the fate of a figure: told after it and, where they are the verb's subject, before it."""
        after = list(self.figures.listed(figure, self._joins))
        if word.i < figure.start:
            return self.figures.heard(after)
        return [*after, *self._preceding(figure)]

    def _preceding(self, figure: Figure) -> list[Figure]:
        """The people listed before a figure, but where a preposition or a verb governs their list."""
        before = self.figures.before(figure) if self.people(figure) else []
        first = before[-1].start - 1 if before else -1
        free = first < 0 or self.doc[first].pos_ not in ("ADP", "VERB")
        return [f for f in before if free and f.start not in self.opened and self._joins(f)]

    def _alongside(self, o: Outcome) -> list[Figure]:
        """Those counted with whom somebody met a fate ("was arrested along with nine others")."""
        if o.row["form"] != "verb" or not passive(o.word):
            return []
        found = [self.figures.around(a.head) for a in arguments(o.word) if a.role in _WITH]
        return [f for f in found if f is not None and f.kind == "counted" and self.people(f)]

    def _nearest(self, o: Outcome, found: list[Figure | None]) -> list[Figure | None]:
        """What a passive befell: the count right before it, where the parse has taken what stands farther off."""
        beside = self.figures.beside(o.word, _BETWEEN) if o.word.tag_ in ("VBN", "VBD") else None
        known = [f for f in found if f is not None]
        if beside is None or not known or self._within(beside) or any(f.end >= beside.start for f in known):
            return found
        return found if any(f in known for f in self.figures.before(beside)) else [beside]

    def _ranked(self, f: Figure) -> Figure:
        """A name with the rank that stands before it as its noun."""
        if f.kind != "name" or not f.start:
            return f
        rank = self.doc[f.start - 1].lower_.rstrip(".")
        return replace(f, noun=rank) if self.victims.of(rank) == "military" else f

    def _joins(self, f: Figure) -> bool:
        """May the figure share the fate of those before it in a list? Not one whose own words tell its fate."""
        definite = f.kind == "article" and self.doc[f.start].lower_ in _DEFINITE
        return self.people(f) and not definite and not self._told(f) and self._own(f) is None

    def _open(self, f: Figure | None, o: Outcome) -> Figure | None:
        """A figure of "them" with the noun that it stands for: the last people in the plural before it, or things where
        the word is as common of those."""
        if f is None or not f.anaphoric or (f.noun and self.victims.known(f.noun)):
            return f
        for t in reversed(self.doc[max(0, f.start - REACH) : f.start]):
            if t.i in self.things and not o.row["people"]:
                continue
            if t.tag_ == "NNS" and (t.i in self.things or self.victims.known(t.lemma_)):
                return None if t.i in self.things else replace(f, noun=t.lemma_)
        return f

    def _fits(self, f: Figure, o: Outcome) -> bool:
        if o.row["words"].endswith(PLACE):
            return f.kind == "counted" and self.people(f) and (f.bound.value or f.bound.min or 0) >= MASS
        if f.kind == "article":
            return self.people(f) and not self._mentioned(f) and not _predicate(f)
        if o.row["people"] or f.kind == "name":
            return self.people(f) or (o.row["victim"] == "subject" and f.noun is None and f.kind == "counted")
        return f.head.i not in self.things and f.head.lemma_.lower() not in ANIMALS

    def _mentioned(self, f: Figure) -> bool:
        """Is it one who was spoken of before ("the boy")?"""
        return self.doc[f.start].lower_ in _DEFINITE and 0 <= self.text.find(f.head.text) < f.first

    def _inherent(self, f: Figure) -> None:
        """What the figure's own words say: "15 dead", "163 injured people", "44 bodies"."""
        if f.kind != "counted" or f.head.i in self.things:
            return
        if own := self._own(f):
            self._keep(f, own[0], self.doc[own[1].i : own[1].i + 1], "noun", own[2])
            return
        entry = self.victims.known(f.noun) if f.noun and not f.elided else None
        status = self.victims.status.get(entry or "")
        if entry and status and not self._told(f) and (status == "killed" or self._held(f, status)):
            self._keep(f, status, self.doc[f.start : f.end], "noun", self.victims.source[entry])

    def _own(self, f: Figure) -> tuple[str, Token, str] | None:
        """The status that an adjective or participle in the figure, or in place of its noun, tells, that word, and the
        table's row."""
        if f.kind != "counted":
            return None
        for t in self.doc[f.start : f.end + f.elided]:
            row = self.outcomes.row(t) if t.tag_ in ("VBN", "VBD") else None
            status = row["status"] if row else self.victims.status.get(t.lower_)
            if status and not self._of_whole(f, t) and (f.noun is None or t is f.head or self.people(f)):
                return status, t, row.source if row else self.victims.source[t.lower_]
        return None

    def _held(self, f: Figure, status: str) -> bool:
        near = self.doc[f.end : f.end + 5]
        return status not in ("abducted", "captured") or any(t.lemma_.lower() in _HELD for t in near)

    def _beside(self, f: Figure) -> None:
        """A figure that stands right before or behind the word that tells, whatever the parse says."""
        if f.kind != "counted" or (f.noun is not None and not self.people(f)) or self._within(f):
            return
        i = f.end
        while i < len(self.doc) and i - f.end < 5 and self.doc[i].lower_ in _BETWEEN:
            i += 1
        after = self.doc[i] if i < len(self.doc) else None
        told = after is not None and not any(c.dep_ in ("dobj", "obj") and c.i <= i + 3 for c in after.children)
        if after is not None and told and after.tag_ in _STATES and self._tell(f, after, ("object", "both")):
            for other in self._preceding(f):
                self._tell(other, after, ("object", "both"))
            return
        if f.start and self.doc[f.start - 1].tag_ in ("VBD", "VBG", "VBZ", "VBN", "VBP"):
            self._tell(f, self.doc[f.start - 1], ("object", "both"))

    def _within(self, f: Figure) -> bool:
        """Is it the whole that another figure is a share of ("1,000 of the initial 12,000 soldiers")?"""
        of = next((t.i for t in self.doc[max(0, f.start - 4) : f.start] if t.lower_ == "of"), 0)
        return of > 0 and self.figures.ends(of)

    def _tell(self, f: Figure, word: Token, victim: tuple[str, ...]) -> bool:
        row = self.outcomes.row(word)
        told = row if row and row["victim"] in victim else None
        status = told["status"] if told else self.victims.status.get(word.lower_)
        if status is None or (row and row["people"] and not self.people(f)):
            return False
        source = told.source if told else self.victims.source[word.lower_]
        self._keep(f, status, self.doc[word.i : word.i + 1], "beside", source)
        return True

    def _toll(self, f: Figure) -> None:
        if self._told(f) or f.kind != "counted" or not (f.noun is None or self.people(f)):
            return
        if (said := toll(self.doc, f, self.outcomes)) is not None:
            self._keep(f, said[0], self.doc[said[1] : said[1] + 1], "toll", said[2])

    def _parts(self) -> None:
        """Those "including", "among them" whom others stand that were told."""
        wholes = sorted(self.kept.values(), key=lambda c: c.figure.start)
        for whole, figure in parts(self.doc, self.figures, wholes, self._part):
            if not self._told(figure) or (figure.first, whole.status) in self.kept:
                self.fates.add(figure.first)
                part = Casualty(figure, whole.status, whole.word, "part", whole.source, whole.figure)
                self.kept[figure.first, whole.status] = part
        for figure in self.figures.counted:
            if not self._told(figure) and figure.part and (status := severity(self.doc, figure)):
                last = bisect_left(wholes, figure.start, key=lambda c: c.figure.start) - 1
                of = wholes[last].figure if last >= 0 else None
                self._keep(figure, status, self.doc[figure.end : figure.end + 1], "part", "", of)

    def _part(self, f: Figure) -> bool:
        return self.people(f) and not f.anaphoric and self.doc[f.start].lower_ not in _DEFINITE

    def _told(self, f: Figure) -> bool:
        return f.first in self.fates

    def _keep(self, f: Figure, status: str, word: Span, rule: str, source: str, whole: Figure | None = None) -> None:
        self.fates.add(f.first)
        self.kept.setdefault((f.first, status), Casualty(f, status, word, rule, source, whole))
