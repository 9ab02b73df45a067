"""Values: dates on the calendar, quantities, casualties and losses with their bounds."""

from __future__ import annotations

from typing import Any

from factx.evaluation.gold import GoldCasualty, GoldDate, GoldLoss, GoldQuantity
from factx.evaluation.likeness import Row, alike, occurrences, overlap, same_bounds, same_days, spans
from factx.evaluation.reports import GoldReport


class Values:
    """When a record of each kind is the gold item, in one report: its words lie there, and its value is the same."""

    def __init__(self, report: GoldReport) -> None:
        self.text = report.text

    def date(self, record: Row, item: GoldDate) -> bool:
        return same_days(record, item) and self._there(record, item)

    def quantity(self, record: Row, item: GoldQuantity) -> bool:
        return same_bounds(record, item) and (record.get("unit") or "count") == item.unit and self._there(record, item)

    def casualty(self, record: Row, item: GoldCasualty) -> bool:
        same = record.get("status") == item.status and record.get("who") == item.who
        return same and same_bounds(record, item) and self._there(record, item)

    def loss(self, record: Row, item: GoldLoss) -> bool:
        same = record.get("status") == item.status and same_bounds(record, item)
        return same and alike(record.get("item") or "", item.item) and self._there(record, item)

    def _there(self, record: Row, item: Any) -> bool:
        return overlap(spans(record), occurrences(self.text, item.text))
