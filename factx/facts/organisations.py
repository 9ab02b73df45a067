"""Organisation records: the bodies of a report, each with its names, its type and its country."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from factx.facts import confidence
from factx.facts.bodies import Bodies, Body
from factx.lexicon import Lexicon
from factx.schema import Document, OrganisationRecord, OrganisationType, PlaceRecord, Reading, Slice, record_id
from factx.values.bodies.national import national
from factx.values.bodies.vocabulary import vocabulary
from factx.values.organisations import class_of, fullest
from factx.values.phrases import split, words

KIND = "organisation"


def records(reading: Reading, lexicon: Lexicon, places: Sequence[PlaceRecord]) -> list[OrganisationRecord]:
    """The organisations of a document in the order of the text; `places` tell the countries under discussion."""
    made = [_record(reading.document, body) for body in joined(reading, lexicon, places).build()]
    return sorted(made, key=lambda r: (r.mentions[0].start, -r.mentions[0].end))


def joined(reading: Reading, lexicon: Lexicon, places: Sequence[PlaceRecord]) -> Bodies:
    """The bodies of a document, to be built."""
    return Bodies(reading, places, partial(_heads, lexicon), vocabulary(lexicon).adjectives)


def _record(document: Document, body: Body) -> OrganisationRecord:
    spans = sorted({(m.start, m.end) for m in body.mentions}, key=lambda s: (s[0], -s[1]))
    full = fullest([document.cased[m.start : m.end] for m in body.mentions if m.notes["rule"] != "head"], body.stately)
    type_: OrganisationType = body.type  # type: ignore[assignment]
    return OrganisationRecord(
        id=record_id(document.id, KIND, spans, type_),
        doc=document.id,
        confidence=confidence.of(KIND, body.rule),
        rule=body.rule,
        mentions=[Slice(a, b, document.text[a:b]) for a, b in spans],
        name=full or body.name,
        type=type_,
        country=body.country,
    )


@cache
def _names(lexicon: Lexicon) -> dict[str, list[str]]:
    """The names of the bodies of states in the tables that may be called by their head alone."""
    rows = (r for r in lexicon.table("organisations") if r["country"] and r["type"] in ("military", "government"))
    return {row["name"]: [row["name"], *split(row["aliases"])] for row in rows}


@cache
def _heads(lexicon: Lexicon, name: str) -> frozenset[str]:
    """The classes of a body of the tables: "army" of the IDF, "Israeli army" being one of its names."""
    v = vocabulary(lexicon)
    said = [words(wording) for wording in _names(lexicon).get(name, ()) if " " in wording]
    return frozenset(class_of(f.head) for w in said for f in national(w, 0, v) if f.country and f.last == len(w))
