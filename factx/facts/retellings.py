"""Which tellings of a report are of one event.

Two tellings are one event where their types agree, nothing in their slots contradicts, and something ties them: what
they have in common, or that the later is told as known ("the attack", "the shelling"). The headline tells what the
body tells again. A vague word ("the attack", "the blast") may tell again what was told as a missile strike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from factx.schema import Assertion, Attribution, DateRecord, Mention, Reference

#: Types of what comes from afar.
REMOTE = frozenset("explosion shelling airstrike drone_strike missile_strike naval_attack".split())
VIOLENT = frozenset(
    "assault explosion shelling airstrike drone_strike missile_strike naval_attack ambush incursion killing".split()
)
#: Types that a vague word for violence gives, and those that it may stand for.
VAGUE = {"assault": VIOLENT, "explosion": VIOLENT, "shelling": REMOTE, "airstrike": REMOTE}
#: How many events back a definite noun may reach, and where it is told by the same word.
REACH, FAR = 8, 24
#: Types that are ruled out in one breath: "ruled out a truce: there will be no ceasefire".
TALKED = frozenset(("ceasefire", "agreement", "negotiation"))
UNREAL = frozenset(("planned", "possible", "conditional"))


@dataclass(slots=True)
class Telling:
    """An event as it is told once. `when` says why the date is its own, `where` why a place that its words do not name,
    `tie` what makes it the same event as the one it was joined to ("" for a telling on its own)."""

    mention: Mention
    slots: dict[str, list[Reference]]
    date: DateRecord | None
    attribution: Attribution | None
    assertion: Assertion
    when: str = ""
    where: str = ""
    tie: str = ""
    areas: list[tuple[str, ...]] = field(default_factory=list)  #: of its places, by `References.areas`

    @property
    def dated(self) -> bool:
        """Does it tell its date itself, rather than stand in a sentence that has one?"""
        return self.date is not None and bool(self.mention.notes["at"]["time"])

    @property
    def type(self) -> str:
        return self.mention.label

    @property
    def weight(self) -> tuple[bool, int]:
        """How much it tells: a word of its own type before a vague one told as known, then the slots."""
        known = bool(self.mention.notes["definite"])
        told = sum(len(v) for v in self.slots.values()) + (self.date is not None)
        return not known and self.assertion != "denied", told


def merged(tellings: Sequence[Telling], headline: int) -> list[list[Telling]]:
    """The tellings by event, the fullest first, with the slots of all; `headline` is where the headline ends.

    The fullest so far stands first in its group, so that a telling is compared with few others however long the text.
    """
    groups: list[list[Telling]] = []
    for telling in tellings:
        home = _home(telling, groups)
        if home is None and groups and groups[0][0].mention.start < headline <= telling.mention.start:
            home = next((g for g in groups if _opens(telling, g, headline)), None)
            telling.tie = "the body tells for the first time what the headline told"
        if home is None:
            telling.tie = ""
            groups.append([telling])
        elif telling.weight > home[0].weight:
            home[0].tie, telling.tie = telling.tie, ""
            home.insert(0, telling)
        else:
            home.append(telling)
    return [_fullest(g, headline) for g in groups]


def _home(telling: Telling, groups: Sequence[list[Telling]]) -> list[Telling] | None:
    """The event that a telling tells again: by the same word or time, of the same side, else the nearest that fits."""
    known = bool(telling.mention.notes["definite"])
    ties = {id(g): _tie(telling, g[0]) for g in groups[-FAR if known else -REACH :]}
    far = [g for g in reversed(groups[-FAR if known else -REACH :]) if ties[id(g)]]
    near = {id(g) for g in groups[-REACH:]}
    same = [g for g in far if (_known(telling, g) if known else _same_word(telling, g))]
    same += [g for g in far if known and g[0].type == telling.type and _same_side(telling, g[0])]
    same += [g for g in far if id(g) in near]
    telling.tie = ties[id(same[0])] if same else ""
    return same[0] if same else None


def _same_word(telling: Telling, group: Sequence[Telling]) -> bool:
    return any(t.mention.notes["word"] == telling.mention.notes["word"] for t in (group[0], *group[-3:]))


def _same_side(a: Telling, b: Telling) -> bool:
    """Do both name actors of one country, or one within the other ("rebels of the Front", "the Front")?"""
    if {r.country for r in a.slots["actors"] if r.country} & {r.country for r in b.slots["actors"]}:
        return True
    return any(x.name in y.name or y.name in x.name for x in a.slots["actors"] for y in b.slots["actors"])


def _known(telling: Telling, group: Sequence[Telling]) -> bool:
    """Is it told by the same word, or as what was told to be at the same time?"""
    main = group[0]
    a, b = telling.date, main.date
    same_time = a and b and telling.dated and telling.type == main.type and (a.start, a.end) == (b.start, b.end)
    return bool(same_time) or _same_word(telling, group)


def _tie(telling: Telling, main: Telling) -> str:
    """What makes a telling one with an event, by the fullest telling of it; "" where nothing does."""
    if telling.type in VIOLENT and main.type in VIOLENT and _denial(telling, main):
        return "somebody denies what was told to have hit the same"
    known = telling.mention.notes["definite"]
    if main.assertion in UNREAL and telling.assertion not in UNREAL:
        return ""
    if telling.assertion in UNREAL and main.assertion not in UNREAL and not (known and telling.assertion == "possible"):
        return ""
    if known:
        alike = telling.type == main.type or main.type in VAGUE.get(telling.type, ())
        other = telling.dated and _other_time(telling, main)
        fits = alike and not other and not _elsewhere(telling, main)
        return "it is told as known, and no time or place contradicts" if fits else ""
    if telling.type == main.type and _one_weapon(telling, main):
        return "one sentence tells of the very same weapon"
    if telling.type != main.type or _other_time(telling, main) or _differ(telling, main):
        return ""
    if telling.type in TALKED and telling.assertion == main.assertion == "negated":
        return "it is ruled out once more"
    ties = [n for n in ("places", "targets", "actors", "weapons") if _shared(telling.slots[n], main.slots[n])]
    return f"the same {' and '.join(ties)}, and nothing contradicts" if len(ties) > 1 and ties[0] != "actors" else ""


def _denial(telling: Telling, main: Telling) -> bool:
    """Does somebody deny what was told before: the same was hit ("denied having fired on the hospital")?"""
    return telling.assertion == "denied" and main.assertion != "denied" and _shared_targets(telling, main)


def _shared_targets(a: Telling, b: Telling) -> bool:
    named = {w for r in b.slots["targets"] for w in r.text.casefold().split()[-1:]}
    return any(r.text.casefold().split()[-1:][0] in named for r in a.slots["targets"] if r.text.split())


def _one_weapon(a: Telling, b: Telling) -> bool:
    """Do they tell of the very same weapon: "killed by shells which struck a hospital"?"""
    return bool({r.start for r in a.slots["weapons"]} & {r.start for r in b.slots["weapons"]}) and (
        a.mention.sentence == b.mention.sentence
    )


def _opens(telling: Telling, group: Sequence[Telling], headline: int) -> bool:
    """Is it what the headline told, told for the first time in the body?"""
    main = group[0]
    if len(group) > 1 or main.mention.start >= headline:
        return False
    alike = telling.type == main.type or telling.type in VAGUE.get(main.type, ())
    if not alike:
        return False
    if _shared_targets(telling, main) or _same_side(telling, main):
        return True
    return not _elsewhere(telling, main) and not _differ(telling, main)


def _differ(a: Telling, b: Telling) -> bool:
    """Do two tellings name others as who acts or who is hit, or other places?"""
    if _elsewhere(a, b) or _disjoint(a.slots["targets"], b.slots["targets"]):
        return True
    actors, others = a.slots["actors"], b.slots["actors"]
    return _disjoint(actors, others) and not _same_side(a, b)


def _elsewhere(a: Telling, b: Telling) -> bool:
    """Do two tellings name other places, none in a country or region that the other names?"""
    if not _disjoint(a.slots["places"], b.slots["places"]):
        return False
    return not any(of[-1] and of[-1] in inner for x, y in ((a, b), (b, a)) for of in x.areas for inner in y.areas)


def _other_time(a: Telling, b: Telling) -> bool:
    if not a.date or not b.date:
        return False
    return (a.date.end or "") < (b.date.start or "") or (b.date.end or "") < (a.date.start or "")


def _keys(found: Sequence[Reference]) -> set[str]:
    return {r.id or r.name.casefold() for r in found}


def _shared(a: Sequence[Reference], b: Sequence[Reference]) -> bool:
    return bool(_keys(a) & _keys(b))


def _disjoint(a: Sequence[Reference], b: Sequence[Reference]) -> bool:
    return bool(a) and bool(b) and not _shared(a, b)


def _fullest(group: Sequence[Telling], headline: int) -> list[Telling]:
    main = group[0]
    opening = main.mention.start < headline
    dates = [t.date for t in (main, *group) if t.dated] or [t.date for t in (main, *group) if t.date]
    main.date = dates[0] if dates else None
    for other in group:
        for name, found in main.slots.items():
            if not found and (other.assertion != "denied" or main.assertion == "denied"):
                main.slots[name] = other.slots[name]
    told = next((t for t in group if t.attribution and t.assertion == "claimed"), None)
    if opening and told is not None and main.assertion == "asserted":  # a headline leaves out who says so
        main.attribution, main.assertion = told.attribution, told.assertion
    return [main, *sorted(group[1:], key=lambda t: t.mention.start)]
