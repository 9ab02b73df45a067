"""The role grammar of events: which argument of a word fills which slot.

A frame maps a role (subject, object, dative, poss, modifier, a preposition) to a slot. "event" marks an argument that
is itself the event's name or another telling of it, of which nothing is a slot. What a frame does not list falls to
`COMMON`. The names of the frames stand in the table `triggers`.
"""

from __future__ import annotations

from collections.abc import Mapping

ON = dict.fromkeys("on upon against at".split(), "targets")
INTO = dict.fromkeys("into toward towards onto".split(), "targets")
SIDES = dict.fromkeys("with between against among".split(), "actors")

#: What any event takes: where it was, with what.
COMMON: Mapping[str, str] = {
    **dict.fromkeys(
        "in near around at over across outside inside within along off through from to toward towards into between"
        " beyond north south east west northeast northwest southeast southwest on under behind above about".split(),
        "places",
    ),
    **dict.fromkeys("with using by".split(), "weapons"),
    "via": "places",
}

FRAMES: Mapping[str, Mapping[str, str]] = {
    "transitive": {"subject": "actors", "object": "targets", "against": "targets"},
    "strike": {"subject": "actors", "object": "targets", **ON},
    "intransitive": {"subject": "actors", **SIDES},
    "intransitive-weapon": {"subject": "weapons", **ON, **INTO, "in": "targets"},
    "weapon-subject": {"subject": "weapons", **dict.fromkeys(("under", "beneath", "inside"), "targets")},
    "fire": {"subject": "actors", "object": "weapons", **ON, **INTO},
    "at-target": {"subject": "actors", **ON, "into": "targets"},
    "patient": {"subject": "targets", "object": "places"},
    "mover": {"subject": "actors", "object": "places"},
    "deploy": {"subject": "actors", "object": "targets"},
    "supply": {"subject": "actors", "object": "weapons", "dative": "targets", "to": "targets", "for": "targets"},
    "given": {"subject": "actors", "object": "targets", "dative": "targets", "with": "weapons"},
    "at-thing": {"subject": "actors", "to": "targets"},
    "aid": {"subject": "actors", "dative": "targets", "to": "targets", "for": "targets"},
    "taking": {"subject": "actors", "object": "targets", "of": "targets"},
    "repel": {"subject": "actors", "object": "targets"},
    "speech": {"subject": "actors", "object": "targets", "dative": "targets", "on": "targets", "upon": "targets"},
    "object-event": {"subject": "actors", "object": "event", "with": "actors", "between": "actors"},
    "light-only": {"subject": "actors", "object": "event", **SIDES},
    "theme-self": {"subject": "actors", "object": "targets"},
    "noun": {
        "subject": "actors", "poss": "actors", "by": "actors", "modifier": "actors", "object": "targets",
        "of": "targets", "for": "targets", **ON,
    },
    "noun-actor": {"subject": "actors", "poss": "actors", "by": "actors", "modifier": "actors", "of": "actors"},
    "noun-actor-first": {
        "subject": "actors", "poss": "actors", "by": "actors", "modifier": "actors", "of": "actors",
        "against": "targets",
    },
    "noun-between": {"subject": "actors", "poss": "actors", "by": "actors", "modifier": "actors", **SIDES},
}  # fmt: skip


def slot(frame: str, role: str) -> str | None:
    """The slot that an argument in this role fills: "actors", "targets", "places", "weapons", "event" or None."""
    return FRAMES[frame].get(role) or COMMON.get(role)
