"""How sure a record is: the share of records resting on the same evidence that were right where it was counted.

The counts stand in `models/calibration.tsv`. Those of a rule are of our own gold, which rules were made with in view;
those of a kind as a whole (rule "") are of reports that nothing was made with, and draw the rules' shares to theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from factx.lexicon.tables import Row, models, rows

#: How many records of a rule the share of the whole kind is worth.
PRIOR = 50


@cache
def of(kind: str, rule: str) -> float:
    """The confidence (0 to 1) of a record of `kind` found by `rule`."""
    return round(share(_counts(), kind, rule), 2)


def share(counts: Mapping[tuple[str, str], tuple[int, int]], kind: str, rule: str) -> float:
    """The share of right records of a rule, drawn towards that of its kind (rule "")."""
    right, total = counts.get((kind, ""), (0, 0))
    prior = (right + 1) / (total + 2)
    right, total = counts.get((kind, rule), (0, 0))
    return (right + PRIOR * prior) / (total + PRIOR)


def counted(kind: str, rule: str) -> tuple[Row | None, Row | None]:
    """The rows of the rule, and of its kind as a whole, None where it was not counted."""
    return _table().get((kind, rule)), _table().get((kind, ""))


@cache
def _table() -> dict[tuple[str, str], Row]:
    return {(r["kind"], r["rule"].replace("*", "")): r for r in rows(models() / "calibration.tsv")}


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    return {key: (int(r["right"]), int(r["total"])) for key, r in _table().items()}
