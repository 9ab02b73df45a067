"""One document with all that its records were made with: what every explanation asks. Nothing here decides anything;
what was decided in an ordinary run is asked of the same functions again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from factx.explain.grounds import Finding, Mark, Passage, Step, code, table
from factx.explain.rules import RULES
from factx.facts import casualties, dates, events, organisations, toponyms
from factx.facts.assembly import Assembly
from factx.facts.bodies import Bodies
from factx.facts.dates import Placed
from factx.facts.retellings import Telling
from factx.facts.sides import Sides
from factx.facts.victims import Figure
from factx.lexicon.gazetteer import Gazetteer, gazetteer
from factx.schema import Document, Mention, Record
from factx.values.disambiguation import Weighed, weighed

#: The group in which the mentions of a kind of record are found.
GROUPS = {
    "place": "places", "person": "people", "organisation": "organisations", "equipment": "equipment", "date": "dates",
    "quantity": "quantities", "event": "events", "casualty": "casualties", "loss": "losses", "statement": "statements",
}  # fmt: skip

#: Words that are quoted again where they are explained; longer ones stand marked in their sentence.
QUOTED = 60


@dataclass(frozen=True)
class Case:
    """A document, and what `facts.assembly` made of it."""

    document: Document
    assembly: Assembly

    @property
    def folders(self) -> tuple[str, ...]:
        """The user's folders of tables."""
        return tuple(map(str, self.assembly.lexicon.folders[1:]))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return gazetteer(self.folders)

    @cached_property
    def bodies(self) -> Bodies:
        """The bodies of the document, as their mentions were joined."""
        a = self.assembly
        joined = organisations.joined(a.reading, a.lexicon, a.places)
        joined.build()
        return joined

    @cached_property
    def places(self) -> list[toponyms.Place]:
        """The places of the document, each with its choice."""
        return toponyms.places(self.assembly.reading, self.assembly.lexicon)

    @cached_property
    def weights(self) -> list[list[Weighed]]:
        """The candidates of each of the places, with what each weighed."""
        _, asked, said = toponyms.named(self.assembly.reading, self.assembly.lexicon)
        return weighed(asked, said)

    @cached_property
    def dates(self) -> list[Placed]:
        """The dates of the document with what each was read against."""
        return list(dates.placed(self.assembly.reading, self.assembly.lexicon))

    @cached_property
    def events(self) -> list[list[Telling]]:
        """The tellings of each event."""
        a = self.assembly
        return events.grouped(a.reading, a.references, a.attributions, a.assertions, a.dates)

    @cached_property
    def figures(self) -> list[list[Figure]]:
        """The tellings of each figure of casualties."""
        a = self.assembly
        return casualties.told(a.reading, a.lexicon, a.references)

    @cached_property
    def sides(self) -> Sides:
        """The parties of the fighting."""
        return Sides(self.assembly.reading, self.assembly.references)

    def mentions(self, record: Record) -> list[Mention]:
        """The mentions that a record was made of, in its own order: of several findings over the same words those of
        the record's rule first."""
        if record.kind == "document":
            return []
        found: dict[tuple[int, int], list[Mention]] = {}
        for m in self.assembly.reading.of(GROUPS[record.kind]):
            found.setdefault((m.start, m.end), []).append(m)
        told = [found.get((m.start, m.end), []) for m in record.mentions]
        return [min(of, key=lambda m: m.notes["rule"] != record.rule) for of in told if of]

    def near(self, group: str, start: int, end: int) -> list[Mention]:
        """The mentions of a group that share characters with these offsets."""
        return [m for m in self.assembly.reading.of(group) if m.start < end and start < m.end]

    def record(self, id_: str | None) -> Record | None:
        """The record with this id."""
        return next((r for r in self.assembly.records if r.id == id_), None) if id_ else None

    def found(self, record: Record) -> Step | None:
        """What found the mention that a record rests on: its rule, the rows of the tables, the model's label."""
        if record.kind == "document":
            return None
        mentions = self.mentions(record)
        best = next((m for m in mentions if m.notes["rule"] == record.rule), mentions[0] if mentions else None)
        rule = RULES[record.kind, record.rule]
        rows = table(best.notes.get("source", ())) if best else ()
        because = tuple(_opinion(best, record.rule)) if best else ()
        words = f"“{best.text}”: " if best and len(best.text) <= QUOTED else ""
        decided = f"{words}{rule.says} (rule {record.kind} / {record.rule})"
        return Step("found", decided, because, (*rows, code(rule.code)))

    def passages(self, marks: Iterable[Mark]) -> tuple[Passage, ...]:
        """The sentences in which the marks stand, each with its own."""
        held: dict[tuple[int, int], list[Mark]] = {}
        for mark in sorted(set(marks), key=lambda m: (m.start, -m.end)):
            held.setdefault(self._sentence(mark), []).append(mark)
        text = self.document.text
        return tuple(Passage(a, b, text[a:b], tuple(of)) for (a, b), of in sorted(held.items()))

    def _sentence(self, mark: Mark) -> tuple[int, int]:
        for s in self.assembly.reading.sentences:
            if s.start <= mark.start < s.end:
                return s.start, max(s.end, mark.end)
        return mark.start, mark.end


def finding(mention: Mention) -> Finding:
    """A mention as the span that it was."""
    rule = str(mention.notes.get("rule", ""))
    return Finding(mention.group, mention.label, rule, mention.start, mention.end, mention.text)


def _opinion(mention: Mention, rule: str) -> Iterator[str]:
    """What the statistical model says of a mention, where the rule asks it."""
    label = mention.notes.get("model")
    if label is not None:
        yield f"the model labels it {label}" if label else "the model has no label for it"
    elif rule in ("model", "word"):
        label = "PERSON" if mention.group == "people" else "ORG"
        yield f"it rests on the model's label alone: {label}" + ("" if rule == "model" else ", over a single word")
