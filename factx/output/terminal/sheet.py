"""The records of one document, as they are looked up while it is shown."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from factx.schema import KINDS, CasualtyRecord, DocumentRecord, EventRecord, LossRecord, Record, StatementRecord


@dataclass(frozen=True, slots=True)
class Sheet:
    """`events` and the like are those to be shown; `by_id` knows all records, for what those refer to."""

    document: DocumentRecord | None
    by_id: Mapping[str, Record]
    events: list[EventRecord]
    casualties: list[CasualtyRecord]
    losses: list[LossRecord]
    statements: list[StatementRecord]

    @classmethod
    def of(cls, records: list[Record], kinds: Container[str] = KINDS) -> Sheet:
        shown = [r for r in records if r.kind in kinds]
        return cls(
            next((r for r in records if isinstance(r, DocumentRecord)), None),
            {r.id: r for r in records},
            [r for r in shown if isinstance(r, EventRecord)],
            [r for r in shown if isinstance(r, CasualtyRecord)],
            [r for r in shown if isinstance(r, LossRecord)],
            [r for r in shown if isinstance(r, StatementRecord)],
        )

    @property
    def text(self) -> str | None:
        return self.document.text if self.document else None
