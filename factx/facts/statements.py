"""Statement records: what was said, by whom, by which words and where."""

from __future__ import annotations

from factx.facts import confidence
from factx.facts.attribution import Attributions
from factx.lexicon import Lexicon
from factx.schema import DateRecord, Mention, Reading, Slice, StatementRecord, record_id

LABELS = frozenset(("DIRECT", "INDIRECT"))


def records(
    reading: Reading, lexicon: Lexicon, attributions: Attributions, dates: list[DateRecord]
) -> list[StatementRecord]:
    """One record a quotation or reported clause, in the order of the text."""
    made = []
    for m in reading.of("statements"):
        if m.label not in LABELS:
            continue
        at = m.notes["at"]
        rule = str(m.notes["rule"])
        made.append(
            StatementRecord(
                id=record_id(reading.document.id, "statement", [(m.start, m.end)], m.label),
                doc=reading.document.id,
                confidence=confidence.of("statement", rule),
                rule=rule,
                mentions=[Slice(m.start, m.end, m.text)],
                speaker=attributions.speaker(m),
                cue=reading.document.text[slice(*at["cue"])],
                direct=m.label == "DIRECT",
                quote=m.text,
                channel=m.notes["channel"],
                date=_day(m, dates),
                evidence=m.sentence,
            )
        )
    return made


def _day(statement: Mention, dates: list[DateRecord]) -> str | None:
    """The day that the words of the cue give ("said on Monday")."""
    start, end = statement.notes["at"]["clause"]
    for record in dates:
        at = record.mentions[0]
        if start <= at.start and at.end <= end and record.start and record.start[:10] == (record.end or "")[:10]:
            return record.start[:10]
    return None
