"""Why mentions are one type of equipment, and of what class it is."""

from __future__ import annotations

from collections.abc import Iterator

from factx.explain.case import Case
from factx.explain.grounds import Step, code, table
from factx.schema import EquipmentRecord


def steps(record: EquipmentRecord, case: Case) -> Iterator[Step]:
    """The class, and the joined mentions."""
    mentions = case.mentions(record)
    if len(mentions) > 1:
        options = tuple(
            {"words": m.text, "at": m.start, "rule": m.notes["rule"], "row": ", ".join(m.notes["source"])}
            for m in mentions
        )
        because = "one designation" if record.designation else "one name"
        by = (code("factx.facts.equipment:records"),)
        yield Step("names", f"{len(mentions)} mentions are one type: {record.name}", (because,), by, options)
    rows = mentions[0].notes["source"] if mentions else ()
    known = "its designation is that of the row" if record.designation else "only its class is named"
    yield Step("class", record.class_, (known,), table(rows[:1]))
