"""How sure a record is: the share of records resting on the same evidence that were right on our own gold.

The counts stand in `models/calibration.tsv`, which `benchmarks/calibrate.py` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from factx.lexicon.tables import models, rows

#: How many records' worth the share of the whole kind counts for a rule of which few records were seen.
PRIOR = 5


@cache
def of(kind: str, rule: str) -> float:
    """The confidence (0 to 1) of a record of `kind` found by `rule`."""
    return round(share(_counts(), kind, rule), 2)


def share(counts: Mapping[tuple[str, str], tuple[int, int]], kind: str, rule: str) -> float:
    """The share of right records of a rule, drawn towards that of its kind (rule ""), and that towards one half."""
    right, total = counts.get((kind, ""), (0, 0))
    prior = (right + 1) / (total + 2)
    right, total = counts.get((kind, rule), (0, 0))
    return (right + PRIOR * prior) / (total + PRIOR)


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    table = rows(models() / "calibration.tsv")
    return {(r["kind"], r["rule"].replace("*", "")): (int(r["right"]), int(r["total"])) for r in table}
