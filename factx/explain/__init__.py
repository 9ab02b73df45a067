"""Why each record is there: the words, what found them by which row of which table, and what was decided on what
grounds.

Nothing is traced in an ordinary run but where a row stands. Whatever else an explanation tells is asked again, of the
same functions and the same reading, so it is what was decided and not a guess at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from factx.explain import bodies, confidence, dates, equipment, events, harm, people, places, quantities, statements
from factx.explain.case import Case, finding
from factx.explain.grounds import Explanation, Mark, Source, Step
from factx.facts.assembly import assemble
from factx.schema import Document, Record

if TYPE_CHECKING:
    from factx.pipeline import Pipeline

__all__ = ["Explanation", "Source", "Step", "explanations"]

_STEPS: dict[str, Any] = {
    "place": places.steps, "person": people.steps, "organisation": bodies.steps, "equipment": equipment.steps,
    "date": dates.steps, "quantity": quantities.steps, "event": events.steps, "casualty": harm.casualty,
    "loss": harm.loss, "statement": statements.steps,
}  # fmt: skip
#: What a reference of a record is called where its words are marked.
_REFERENCES = ("actors", "targets", "places", "weapons", "place", "speaker")


def explanations(document: Document, pipeline: Pipeline, wanted: Iterable[str] | None = None) -> Iterator[Explanation]:
    """The explanations of the records of one document, in their order; of those alone whose ids begin so, if `wanted`
    is given."""
    case = Case(document, assemble(pipeline.reading(document), pipeline.lexicon))
    begins = None if wanted is None else tuple(wanted)
    for record in case.assembly.records:
        if begins is None or record.id.startswith(begins):
            yield explain(record, case)


def explain(record: Record, case: Case) -> Explanation:
    """The explanation of one record of a case."""
    steps = [case.found(record), *_STEPS[record.kind](record, case), confidence.step(record)]
    marks = list(_marks(record))
    found = [finding(m) for m in case.mentions(record)]
    return Explanation(record, case.passages(marks), tuple(found), tuple(s for s in steps if s))


def _marks(record: Record) -> Iterator[Mark]:
    """The words of the report that a record points at."""
    if record.kind == "document":
        return
    spans: list[Any] = list(record.mentions)
    for i, m in enumerate(spans):
        yield Mark(m.start, m.end, "also" if i and record.kind in ("event", "casualty") else record.kind)
    for name in _REFERENCES:
        held = getattr(record, name, None)
        for r in held if isinstance(held, list) else [held] if held else []:
            yield Mark(r.start, r.end, name)
    attribution = getattr(record, "attribution", None)
    if attribution is not None:
        yield Mark(attribution.start, attribution.end, "cue")
        if attribution.source:
            yield Mark(attribution.source.start, attribution.source.end, "source")
