"""People: names of persons and the roles that stand beside them, over the model's opinion and the tables of titles.

The model's PERSON is believed for a name of several words, and for one word only where something else speaks for it;
a title, a role set beside the name or a verb of speech find those that the model missed or took for a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from factx.pipes.offices import grammar
from factx.pipes.wording import Wording
from factx.spans import findings, mark
from factx.values.people import evidence, names
from factx.values.people.joining import joins, parts
from factx.values.people.line import Line
from factx.values.people.roles import Role
from factx.values.people.titles import singular

_GROWN = 6  # words to which the model's name may grow over the run of capitals around it
_BETWEEN = 8  # words between two persons who share a title in the plural


@dataclass(frozen=True, slots=True)
class Person:
    """Words that are a person's name (indices of the line), the roles beside it and the evidence it rests on: a rule,
    and the rows of the titles that touch the name."""

    start: int
    end: int
    rule: str
    roles: tuple[Role, ...] = ()
    titles: tuple[str, ...] = ()


class People:
    """Marks the span group "people": label PERSON; notes `rule` and `roles`, a list of dicts with the `title`, `of` (or
    None), whether it is `posted` there, its `source`, and `at`, the characters of its words counted from the start of
    the name; and `source`, the rows of all titles."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self.grammar = grammar(folders)
        self.titles = self.grammar.titles

    def __call__(self, doc: Doc) -> Doc:
        wording = Wording(doc)
        found = [p for c in self._candidates(wording) if (p := self._judge(wording, *c)) is not None]
        found = sorted([*found, *self._repeated(wording, found)], key=lambda p: p.start)
        for person in self._shared(wording, found):
            span = wording.span(person.start, person.end)
            roles = [_plain(wording, role, span) for role in person.roles]
            source = list(dict.fromkeys([*person.titles, *(r.source for r in person.roles)]))
            mark(doc, "people", span.start, span.end, "PERSON", rule=person.rule, roles=roles, source=source)
        return doc

    def _candidates(self, wording: Wording) -> Iterator[tuple[int, int, bool]]:
        """The model's persons and the runs of capitals, each cut to what is name in it: the words from and to, and
        whether the model has it. No two overlap."""
        line = wording.line
        runs = list(names.runs(line, wording.walls))
        around = {i: run for run in runs for i in range(*run)}
        taken: set[int] = set()
        for first, last in wording.persons:
            start, end = names.core(line, self.titles, first, last)
            run = around.get(start)
            if run and start < end and not wording.headline(start):
                first = min(run[0], start) if end - run[0] <= _GROWN else start
                last = max(run[1], end) if run[1] - start <= _GROWN else end
                start, end = names.core(line, self.titles, first, last)
            if start < end and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                yield start, end, True
        for run in runs:
            start, end = names.core(line, self.titles, *run)
            if start < end and taken.isdisjoint(range(start, end)) and not wording.headline(start):
                yield start, end, False

    def _judge(self, wording: Wording, start: int, end: int, model: bool) -> Person | None:
        """The person, where enough speaks for one: a title at the name, a role beside it, the model, a verb."""
        line, words = wording.line, wording.line.words[start:end]
        if not names.plausible(words, self.titles):
            return None
        before = self.grammar.before(line, start, end)
        roles = (*before.roles, *self.grammar.after(line, start, end))
        several = names.words(words) > 1
        thing = wording.thing(start, end)
        rule = ""
        if before.titled and thing != "organisations":
            rule = "title"
        elif roles and (model or (several and not thing)):
            rule = "role"
        elif thing or evidence.placed(line, start):
            rule = ""
        elif model and several:
            rule = "model"
        elif (model or several) and (evidence.speaks(line, start, end) or evidence.aged(line, end)):
            rule = "speech"
        elif model and evidence.acts(line, start, end):
            rule = "word"
        return Person(start, end, rule, roles, before.titles) if rule else None

    def _repeated(self, wording: Wording, found: list[Person]) -> Iterator[Person]:
        """The other occurrences of the surnames and full names that were found."""
        line = wording.line
        taken = {i for p in found for i in range(p.start, p.end)}
        several = [p for p in found if p.end - p.start > 1]
        full = {parts(" ".join(line.words[p.start : p.end])) for p in several}
        surnames = {name[-1] for name in full if len(name) > 1}
        written = {w for p in several for w in line.words[p.start : p.end] if w[0].isupper()}
        free = [w in written and i not in taken for i, w in enumerate(line.words)]
        for start, end in _stretches(line, free):
            form = parts(" ".join(line.words[start:end]))
            again = form[-1] in surnames if end - start == 1 else any(joins(form, name) for name in full)
            if again and wording.thing(start, end) != "part" and not evidence.longer(line, start, end):
                yield Person(start, end, "surname")

    def _shared(self, wording: Wording, found: list[Person]) -> Iterator[Person]:
        """The persons, where a title in the plural is that of all whom it precedes ("Presidents A of X and B of Y")."""
        line = wording.line
        last: Person | None = None
        for person in found:
            if last and not person.roles and (plural := [r for r in last.roles if r.plural and r.end <= last.start]):
                between = line.words[last.end : person.start]
                listed = all(w in ("and", ",", "of") or w[:1].isupper() for w in between)
                if listed and len(between) < _BETWEEN and line.at(person.start - 1) in ("and", ","):
                    after = last.end
                    alone = [replace(r, of=None) if r.of and r.of[0] >= after else r for r in plural]
                    roles = tuple(self.grammar.belonging(line, r, person.end) for r in alone)
                    person = replace(person, roles=roles)
            yield person
            last = person


def _stretches(line: Line, free: list[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of the words marked in `free`, over hyphens between them."""
    start = None
    for i, inside in enumerate([*free, False]):
        if inside and start is None:
            start = i
        elif start is not None and not inside and not (line.at(i) == "-" and i + 1 < len(free) and free[i + 1]):
            yield start, i
            start = None


def _plain(wording: Wording, role: Role, name: Span) -> dict[str, Any]:
    """A role as plain values."""
    words = wording.span(role.start, role.end)
    title, of = words.text, None
    if role.of is not None:
        of = wording.span(*role.of).text
        if role.start < role.of[0] < role.end:  # "former Ukrainian president"
            rest = role.of[1] + wording.line.possessive(role.of[1])
            title = f"{wording.span(role.start, role.of[0]).text} {wording.span(rest, role.end).text}"
    elif role.antecedent:
        of = _antecedent(wording.doc, words.start, role.antecedent == "subject")
    if role.plural:
        rest_of_title, _, head = title.rpartition(" ")
        title = f"{rest_of_title} {singular(head) or head}".strip()
    at = [words.start_char - name.start_char, words.end_char - name.start_char]
    return {"title": title, "of": of, "posted": role.posted, "at": at, "source": role.source}


def _antecedent(doc: Doc, before: int, subject: bool) -> str | None:
    """The body last spoken of before the token `before`, in its sentence or the one before that; with `subject` rather
    the subject of that sentence, be it a state. None where none is near: a guess from afar is mostly wrong."""
    here = doc[before].sent
    since = doc[here.start - 1].sent.start if here.start else 0
    near = [s for s in findings(doc, "organisations") if since <= s.start and s.end <= before]
    near = near or [e for e in doc.ents if e.label_ == "ORG" and since <= e.start and e.end <= before]
    states = [e for e in doc.ents if e.label_ == "GPE" and since <= e.start and e.end <= before] if subject else []
    spoken_of = sorted([*near, *states], key=lambda s: s.start)
    acting = [s for s in spoken_of if s.root.dep_ in ("nsubj", "nsubjpass")]
    if subject and acting:
        sentence = acting[-1].sent.start
        return str(next(s for s in acting if s.start >= sentence).text)
    return str(near[-1].text) if near else None


@Language.factory("factx_people", default_config={"lexicon": []})
def people(nlp: Language, name: str, lexicon: list[str]) -> People:
    return People(tuple(lexicon))
