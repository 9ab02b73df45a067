"""Events in the classes of ACLED and PLOVER."""

from __future__ import annotations

from typing import get_args

import pytest

from factx.facts.crosswalk import Parties, codes
from factx.lexicon.tables import models, rows
from factx.pipeline import Pipeline
from factx.schema import Acled, Document, EventRecord, EventType, Plover

#: The sub-event types of ACLED's codebook by event type, and PLOVER's types: nothing else may stand in the table.
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {"Chemical weapon", "Air/drone strike", "Suicide bomb",
                                   "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade"},
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
                               "Headquarters or base established", "Looting/property destruction",
                               "Non-violent transfer of territory", "Other"},
}  # fmt: skip
PLOVER = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
             "MOBILIZE COERCE ASSAULT".split())  # fmt: skip
TABLE = list(rows(models() / "crosswalk.tsv"))


def test_every_type_has_a_last_row_that_fits_everything_and_a_reason() -> None:
    for type_ in get_args(EventType):
        mine = [r for r in TABLE if r["type"] == type_]
        assert mine, type_
        assert (mine[-1]["actor"], mine[-1]["target"], mine[-1]["weapon"]) == ("*", "*", "*")
    assert all(r["reason"] for r in TABLE)
    assert {r["type"] for r in TABLE} == set(get_args(EventType))


def test_the_table_names_classes_of_the_codebooks_only() -> None:
    for row in TABLE:
        assert row["acled_sub_event"] in ACLED.get(row["acled_event"], {""})
        assert row["plover"] in PLOVER | {""}


@pytest.mark.parametrize(
    ("type_", "assertion", "parties", "acled", "plover"),
    [
        ("airstrike", "asserted", Parties(), "Air/drone strike", ("ASSAULT", "aerial")),
        ("capture", "claimed", Parties(["home_state"]), "Government regains territory", ("ASSAULT", None)),
        ("capture", "claimed", Parties(["foreign_state"]), "Non-state actor overtakes territory", ("ASSAULT", None)),
        ("assault", "asserted", Parties((), ["civilian"]), "Attack", ("ASSAULT", None)),
        ("assault", "asserted", Parties(), "Armed clash", ("ASSAULT", None)),
        ("explosion", "asserted", Parties(weapons="suicide vest"), "Suicide bomb", ("ASSAULT", "suicide-attack")),
        ("withdrawal", "asserted", Parties(), "Non-violent transfer of territory", ("RETREAT", "withdraw")),
        ("withdrawal", "planned", Parties(), None, ("CONCEDE", None)),
        ("negotiation", "asserted", Parties(), None, ("CONSULT", None)),
        ("evacuation", "asserted", Parties(), None, None),
    ],
)
def test_codes(
    type_: str, assertion: str, parties: Parties, acled: str | None, plover: tuple[str, str | None] | None
) -> None:
    found, also = codes(type_, assertion, parties)
    assert (found.sub_event_type if isinstance(found, Acled) else None) == acled
    assert ((also.event, also.mode) if isinstance(also, Plover) else None) == plover


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RSF troops captured Wad Madani in Sudan.", "Non-state actor overtakes territory"),
        ("The Kachin Independence Army seized Bhamo in Myanmar.", "Non-state actor overtakes territory"),
        ("Rebel forces captured Goma in Congo.", "Non-state actor overtakes territory"),
        ("The Sudanese army recaptured Wad Madani in Sudan.", "Government regains territory"),
    ],
)
def test_whose_gain_a_capture_is(pipeline: Pipeline, text: str, expected: str) -> None:
    [event] = [r for r in pipeline.read(Document("d", "", text, text, "")) if isinstance(r, EventRecord)]
    assert event.acled is not None and event.acled.sub_event_type == expected
