"""People: names of persons and the roles that stand beside them, over the model's opinion and the tables of titles.

The model's PERSON is believed for a name of several words, and for one word only where something else speaks for it;
a title, a role set beside the name or a verb of speech find those that the model missed or took for a place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from factx.lexicon import Lexicon
from factx.lexicon import lexicon as tables
from factx.spans import findings, mark
from factx.values.people import names
from factx.values.people.joining import joins, parts
from factx.values.people.roles import Grammar, Role
from factx.values.people.titles import Line, Titles, singular

_SPEECH = frozenset(
    "acknowledge add admit allege announce argue assert ask claim comment complain concede confirm declare deny "
    "describe emphasise emphasize estimate explain insist joke lament maintain mention note observe predict promise "
    "post recall recount remark reply report respond reveal say state stress tell testify tweet urge vow warn "
    "whisper write".split()
)
_PLACING = frozenset("in near at around outside inside towards toward across into onto through via outside off".split())
_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday easter ramadan christmas eid "
    "spring summer autumn winter today tomorrow yesterday tonight".split()
)
_GROWN = 6  # words to which the model's name may grow over the run of capitals around it
_ATTRIBUTES = ["ORTH", "POS", "TAG", "ENT_TYPE", "SENT_START"]
_TO_A_PLACE = frozenset("to from of the".split())
_WITH_A_PERSON = frozenset("by with against under for whom like than".split())
_THINGS = ("organisations", "places", "equipment")
_MODEL_THINGS = frozenset(["ORG", "FAC", "GPE", "LOC"])


@dataclass(slots=True)
class Candidate:
    """Words that may be a name (indices of the line), and what speaks for it."""

    start: int
    end: int
    model: bool
    roles: list[Role] = field(default_factory=list)
    titled: bool = False
    rule: str = ""


class People:
    """Marks the span group "people": label PERSON; notes `rule` and `roles`, each with its `title`, `of` and `at`, the
    characters of the role's words counted from the start of the name."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        lexicon = tables(folders)
        bodies = [row["word"].split()[-1] for row in lexicon.table("body_words")]
        bodies += [row["word"] for row in lexicon.table("placewords") if row["form"] in ("after", "line")]
        self.titles = Titles(lexicon.table("titles"), lexicon.table("ranks"), bodies, _peoples(lexicon))
        self.grammar = Grammar(self.titles)

    def __call__(self, doc: Doc) -> Doc:
        reading = Words(doc)
        accepted = [c for c in self._candidates(reading) if self._decide(reading, c)]
        accepted += self._repeated(reading, accepted)
        accepted.sort(key=lambda c: c.start)
        self._share(reading, accepted)
        for c in accepted:
            span = reading.span(c.start, c.end)
            roles = [reading.said(role, span) for role in c.roles]
            mark(doc, "people", span.start, span.end, "PERSON", rule=c.rule, roles=roles)
        return doc

    def _candidates(self, reading: Words) -> Iterator[Candidate]:
        """The model's persons and the runs of capitals, each cut to what is name in it; no two overlap."""
        line = reading.line
        taken = [False] * len(line.words)
        grown = dict(reading.runs)
        run_of = {i: (a, b) for a, b in grown.items() for i in range(a, b)}
        for ent_start, ent_end in reading.persons:
            start, end = names.core(line, self.titles, ent_start, ent_end)
            if start >= end:
                continue
            run = run_of.get(start)
            if run and not reading.capitals(start):
                first = min(run[0], start) if end - run[0] <= _GROWN else start
                start, end = names.core(line, self.titles, first, max(run[1], end) if run[1] - start <= _GROWN else end)
            if start < end and not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                yield Candidate(start, end, True)
        for run_start, run_end in grown.items():
            start, end = names.core(line, self.titles, run_start, run_end)
            if start < end and not any(taken[start:end]) and not reading.capitals(start):
                yield Candidate(start, end, False)

    def _decide(self, reading: Words, c: Candidate) -> bool:
        """Gather what speaks for a candidate and judge it: its `rule` and `roles` are set where it is a person."""
        line, words = reading.line, list(reading.line.words[c.start : c.end])
        if not names.plausible(words, self.titles):
            return False
        before = self.grammar.before(line, c.start, c.end)
        roles = [*before.roles, *self.grammar.after(line, c.start, c.end)]
        several = sum(w[:1].isalpha() for w in words) > 1
        thing = reading.thing(c.start, c.end)
        if before.titled and thing != "whole organisation":
            c.rule = "title"
        elif roles and (several or c.model) and not (thing and not c.model):
            c.rule = "role"
        elif thing or reading.placed(c.start):
            return False
        elif c.model and several:
            c.rule = "model"
        elif (reading.speaks(c.start, c.end) or reading.aged(c.end)) and (several or c.model):
            c.rule = "speech"
        elif c.model and reading.acts(c.start, c.end):
            c.rule = "word"
        else:
            return False
        c.roles, c.titled = roles, before.titled
        return True

    def _repeated(self, reading: Words, accepted: list[Candidate]) -> Iterator[Candidate]:
        """The other occurrences of the surnames and full names that were accepted."""
        words = reading.line.words
        taken = {i for c in accepted for i in range(c.start, c.end)}
        full = {parts(" ".join(words[c.start : c.end])) for c in accepted if c.end - c.start > 1}
        surnames = {name[-1] for name in full if len(name) > 1}
        written = {w for c in accepted if c.end - c.start > 1 for w in words[c.start : c.end] if w[0].isupper()}
        i = 0
        while i < len(words):
            start = i
            while i < len(words) and i not in taken and (words[i] in written or (i > start and words[i] == "-")):
                i += 1
            form = parts(" ".join(words[start:i])) if i > start else ()
            again = form[-1:] and form[-1] in surnames if i - start == 1 else any(joins(form, name) for name in full)
            if again and reading.thing(start, i) != "part" and not reading.longer(start, i):
                yield Candidate(start, i, False, rule="surname")
            i += i == start

    def _share(self, reading: Words, accepted: list[Candidate]) -> None:
        """"Presidents A of X and B of Y": the title in the plural is that of both."""
        for one, other in zip(accepted, accepted[1:]):
            plural = [r for r in one.roles if r.plural and r.end <= one.start]
            between = reading.line.words[one.end : other.start]
            if plural and not other.roles and between[-1:] in (["and"], [","]) and len(between) < 8:
                if all(w in ("and", ",", "of") or w[:1].isupper() for w in between):
                    alone = [replace(r, of=None) if r.of and r.of[0] >= one.end else r for r in plural]
                    other.roles = [self.grammar.belonging(reading.line, r, other.end) for r in alone]


def _peoples(lexicon: Lexicon) -> Iterator[str]:
    for row in lexicon.table("countries"):
        yield from (w for column in ("adjectives", "demonyms") for w in row[column].split("|") if " " not in w)
    yield from (row["word"] for row in lexicon.table("peoples"))


class Words:
    """A Doc as a `Line`: without white space, but for a word "\\n" where a paragraph ends."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.tokens: list[int] = []
        self._sentences: list[int] = [0]  # the words at which they begin
        self._titled: dict[int, bool] = {}
        words: list[str] = []
        tags: list[str] = []
        place: dict[int, int] = {}
        strings, broken = doc.vocab.strings, False
        named: dict[tuple[int, int, int], str] = {}
        for i, (form, *kinds, opens) in enumerate(doc.to_array(_ATTRIBUTES).tolist()):
            word = strings[form]
            if word.isspace():
                broken = "\n" in word
                if words and "\n\n" in word:
                    words.append("\n")
                    tags.append("SPACE")
                    self.tokens.append(i)
                continue
            key = (kinds[0], kinds[1], kinds[2])
            if key not in named:
                named[key] = _tag(*(strings[k] for k in key))
            if opens == 1 and broken and words and words[-1] != "\n":
                words.append("\n")
                tags.append("SPACE")
                self.tokens.append(i - 1)
            broken = False
            if opens == 1:
                self._sentences.append(len(words))
            place[i] = len(words)
            words.append(word)
            tags.append(strings[kinds[0]] if named[key] == "DATE" and not _dated(word) else named[key])
            self.tokens.append(i)
        self.persons = [
            (place[e.start], place[e.end - 1] + 1)
            for e in doc.ents
            if e.label_ == "PERSON" and e.start in place and e.end - 1 in place
        ]
        person = {i: (a, b) for a, b in self.persons for i in range(a, b)}
        chunks: dict[int, int] = {}
        self._things: dict[int, tuple[int, int, str]] = {}
        spans = [(s, group) for group in _THINGS for s in findings(doc, group)]
        for span, group in [*((e, "") for e in doc.ents if e.label_ in _MODEL_THINGS), *spans]:
            if span.start not in place or span.end - 1 not in place:
                continue
            start, end = place[span.start], place[span.end - 1] + 1
            chunks[start] = max(end, chunks.get(start, 0))
            if group and not (start in person and person[start][1] - person[start][0] > end - start):
                for i in range(start, end):
                    self._things[i] = (start, end, group)
        bodies = {b: a for a, b, group in self._things.values() if group == "organisations"}
        self.line = Line(words, tags, chunks, {b: a for a, b in chunks.items()}, bodies)
        walls = frozenset(w for a, b, _ in self._things.values() for w in (a, b))
        self.runs = list(names.runs(self.line, walls))

    def span(self, start: int, end: int) -> Span:
        return self.doc[self.tokens[start] : self.tokens[end - 1] + 1]

    def thing(self, start: int, end: int) -> str:
        """What else the words are said to be: "" nothing, "part" of something longer, "whole organisation" …"""
        found = [self._things[i] for i in range(start, end) if i in self._things]
        if not found:
            return ""
        if any(a < start or b > end for a, b, _ in found):
            return "part"
        return f"whole {found[0][2].rstrip('s')}"

    def longer(self, start: int, end: int) -> bool:
        """Do the words stand in a longer name ("Ponce Battalion")?"""
        after = end < len(self.line.words) and self.line.tags[end] == "PROPN" and self.line.words[end][0].isupper()
        before = self.line.words[start - 1] if start else ""
        return after or (before[:1].isupper() and self.line.tags[start - 1] == "PROPN")

    def capitals(self, i: int) -> bool:
        """Does the word stand in a sentence most of whose words are in capitals, as headlines are?"""
        n = bisect_right(self._sentences, i)
        if n not in self._titled:
            end = self._sentences[n] if n < len(self._sentences) else len(self.line.words)
            words = [w for w in self.line.words[self._sentences[n - 1] : end] if w.isalpha() and len(w) > 3]
            self._titled[n] = len(words) > 3 and sum(w[0].isupper() for w in words) > 0.75 * len(words)
        return self._titled[n]

    def placed(self, start: int) -> bool:
        return start > 0 and self.line.words[start - 1].casefold() in _PLACING

    def aged(self, end: int) -> bool:
        """Does an age follow the name ("NAME, 68, …")?"""
        after = self.line.words[end : end + 3]
        return len(after) > 1 and after[0] == "," and after[1].isdigit() and len(after[1]) < 3 and after[-1] in (",", ".", ")")

    def speaks(self, start: int, end: int) -> bool:
        """Is the name the subject of a verb of speech next to it ("NAME said", "said NAME,")?"""
        after = self._lemma(end) in _SPEECH
        closed = end >= len(self.line.words) or self.line.tags[end] in ("PUNCT", "SPACE", "SCONJ", "PRON", "ADP", "CCONJ")
        return after or (start > 0 and self.line.words[start - 1] in ("said", "says", "added", "wrote") and closed)

    def acts(self, start: int, end: int) -> bool:
        """Does a single word stand as a person's name does: owner, subject, or beside a preposition not of place?"""
        after, before = self.line.tags[end : end + 1], self.line.words[start - 1].casefold() if start else ""
        if before in _TO_A_PLACE or self.line.words[end : end + 1] == ["-"]:
            return False
        return after in (["VERB"], ["AUX"]) or self.line.words[end : end + 1] in (["'s"], ["’s"]) or before in _WITH_A_PERSON

    def _lemma(self, i: int) -> str:
        return self.doc[self.tokens[i]].lemma_ if 0 <= i < len(self.tokens) else ""

    def said(self, role: Role, name: Span) -> dict[str, Any]:
        """A role as plain values."""
        text = self.span(role.start, role.end)
        title, of = text.text, None
        if role.of is not None:
            of = self.span(*role.of).text
            if role.start < role.of[0] < role.end:
                rest = self.span(role.of[1] + (self.line.words[role.of[1]] in ("'s", "’s")), role.end)
                title = f"{self.span(role.start, role.of[0]).text} {rest.text}"
        elif role.antecedent:
            of = self._antecedent(role)
        if role.plural:
            head = title.split()[-1]
            title = title[: len(title) - len(head)] + (singular(head) or head)
        return {"title": title, "of": of, "at": [text.start_char - name.start_char, text.end_char - name.start_char]}

    def _antecedent(self, role: Role) -> str | None:
        """The body last spoken of before a role of "its" or "whose": for "its" rather the subject of its sentence."""
        at = self.tokens[role.start]
        bodies = [s for s in findings(self.doc, "organisations") if s.end <= at]
        bodies = bodies or [e for e in self.doc.ents if e.label_ == "ORG" and e.end <= at]
        if not bodies:
            return None
        last = bodies[-1]
        if role.antecedent == "subject":
            subjects = [s for s in bodies if s.sent == last.sent and s.root.dep_ in ("nsubj", "nsubjpass")]
            last = subjects[0] if subjects else last
        return last.text


def _tag(pos: str, fine: str, entity: str = "") -> str:
    """The coarse tag that a `Line` wants."""
    if entity in ("DATE", "TIME") and pos in ("PROPN", "NOUN", "NUM"):
        return "DATE"
    if entity in ("NORP", "GPE") and pos in ("ADJ", "PROPN", "NOUN"):
        return entity
    return "PARTICIPLE" if pos == "VERB" and fine in ("VBN", "VBG") else pos


def _dated(word: str) -> bool:
    """Is a word of what the model takes for a date one indeed, and no surname ("said NAME, 68")?"""
    return not word[0].isupper() or word.casefold().strip(".") in _CALENDAR


@Language.factory("factx_people", default_config={"lexicon": []})
def people(nlp: Language, name: str, lexicon: list[str]) -> People:
    return People(tuple(lexicon))
