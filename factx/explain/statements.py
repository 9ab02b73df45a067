"""Why words are a statement: the cue's row, who speaks, where and when."""

from __future__ import annotations

from collections.abc import Iterator

from factx.explain import claims
from factx.explain.case import Case
from factx.explain.grounds import Step, code, table
from factx.schema import Mention, StatementRecord


def steps(record: StatementRecord, case: Case) -> Iterator[Step]:
    """The cue, the speaker, the channel and the day."""
    label = "DIRECT" if record.direct else "INDIRECT"
    first = record.mentions[0]
    mention = next((m for m in case.mentions(record) if m.label == label), None)
    mention = mention or next((m for m in case.near("statements", first.start, first.end) if m.label == label), None)
    if mention is None:
        return
    cue = [s for s in table(mention.notes["source"]) if "channels.tsv" not in s.name]
    how = "between quotation marks" if record.direct else "in reported speech"
    yield Step("cue", f"“{record.cue}”", (f"what is said stands {how}",), tuple(cue))
    yield _speaker(record, mention)
    if record.channel:
        rows = [s for s in table(mention.notes["source"]) if "channels.tsv" in s.name]
        yield Step("channel", record.channel, ("a noun after the cue is a channel",), tuple(rows))
    if record.date:
        by = (code("factx.facts.statements:_day"),)
        yield Step("date", record.date, ("the day that stands with the cue",), by)


def _speaker(record: StatementRecord, mention: Mention) -> Step:
    by = (code("factx.facts.attribution:Attributions.speaker"),)
    if record.speaker is None:
        return Step("speaker", "nobody is named", (), by)
    told = record.speaker
    pronoun = told.text.casefold() in ("he", "she", "it", "they", "him", "her", "them")
    because = "the pronoun goes on the speaker before it" if pronoun else "the noun phrase that the cue has for it"
    return Step("speaker", claims.reference(told), (because,), by)
