"""An event's class in the codebooks that researchers code by, read off `models/crosswalk.tsv`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from factx.lexicon.tables import Row, models, rows
from factx.schema import Acled, Plover


@dataclass(frozen=True, slots=True)
class Parties:
    """What the class may hang on: `actors` of home_state, foreign_state, nonstate, police; `targets` of civilian,
    military; the words of the weapons, in lower case."""

    actors: Collection[str] = ()
    targets: Collection[str] = ()
    weapons: str = ""


def codes(type_: str, assertion: str, parties: Parties) -> tuple[Acled | None, Plover | None]:
    """ACLED's and PLOVER's class of an event; None where a codebook has no place for it.

    ACLED has rows for what is asserted or claimed only; PLOVER counts a withdrawal to come as a concession.
    """
    row = chosen(type_, parties)
    if row is None:
        return None, None
    happened = assertion in ("asserted", "claimed")
    acled = Acled(row["acled_event"], row["acled_sub_event"]) if happened and row["acled_event"] else None
    if not row["plover"]:
        return acled, None
    if row["plover"] == "RETREAT" and not happened:
        return acled, Plover("CONCEDE", None)
    return acled, Plover(row["plover"], row["mode"] or None)


def chosen(type_: str, parties: Parties) -> Row | None:
    """The row of the crosswalk that fits: the first."""
    return next((r for r in _table().get(type_, ()) if _fits(r, parties)), None)


def _fits(row: Mapping[str, str], parties: Parties) -> bool:
    return (
        row["actor"] in ("*", *parties.actors)
        and row["target"] in ("*", *parties.targets)
        and (row["weapon"] == "*" or row["weapon"] in parties.weapons)
    )


@cache
def _table() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows(models() / "crosswalk.tsv"):
        found.setdefault(row["type"], []).append(row)
    return found
