"""How sure a record is: the share of records resting on the same evidence that were right where it was counted.

The counts stand in `models/calibration.tsv`. Those of a rule are of our own gold, which rules were made with in view;
those of a kind as a whole (rule "") are of reports that nothing was made with, and draw the rules' shares to theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from factx.lexicon.tables import models, rows

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


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    table = rows(models() / "calibration.tsv")
    return {(r["kind"], r["rule"].replace("*", "")): (int(r["right"]), int(r["total"])) for r in table}
