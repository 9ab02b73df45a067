"""Who the victims of a figure are: by their noun, the body they belong to, those told before them or their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from factx.facts.references import References
from factx.schema import Mention, OrganisationRecord, Reading, Who
from factx.values.victims import Victims

HELPING = frozenset(("ngo", "igo"))
ARMED = frozenset(("military", "military_unit", "armed_group"))
#: Nouns that leave open who is meant, so that those told before them are ("42 others", "around twenty men").
OPEN = frozenset("other others more man men prisoner dead wounded injured hurt killed missing deceased death".split())
#: Of them, those that may be of another sort than the last figure.
SORTS = frozenset(("man", "men", "prisoner"))
#: Those who belong to the relief agency that their sentence is about.
STAFF = frozenset("volunteer staffer staff employee driver colleague".split())
#: How far back those may stand whom an open figure goes on about, in characters.
REACH = 300


#: What tells who the victims are.
NOUN, _OPEN = "the noun", "nothing tells it"


@dataclass(frozen=True, slots=True)
class Figure:
    """A mention with who the victims are, and what tells it."""

    mention: Mention
    who: Who
    why: str = NOUN


def identified(reading: Reading, victims: Victims, references: References) -> list[Figure]:
    """The figures of a document in order, each with who they are."""
    found: list[Figure] = []
    mentions = reading.of("casualties")
    parts: dict[tuple[int, ...], list[tuple[str, float]]] = defaultdict(list)
    for m in mentions:
        who, why = _who(m, victims, references)
        if _open(m) and (who == "unknown" or m.notes["value"] != 1):
            before = _before(m, found)
            who, why = (before, "those who were told right before") if before != "unknown" else (who, why)
        if who == "military" and m.label == "displaced":
            continue
        if who == "unknown" and m.label in ("displaced", "evacuated"):
            who, why = "civilian", "whoever is displaced or evacuated is a civilian where nothing else is said"
        if who == "unknown" and m.label == "captured":
            who, why = "military", "whoever is captured is a soldier where nothing else is said"
        found.append(Figure(m, cast(Who, who), why))
        if whole := m.notes["at"]["whole"]:
            parts[tuple(whole)].append((who, m.notes["value"] or 0))
    return [_whole(f, parts.get((f.mention.start, f.mention.end), [])) for f in found]


def _whole(f: Figure, parts: list[tuple[str, float]]) -> Figure:
    who = _mixed(f, parts)
    return f if who == f.who else Figure(f.mention, who, "the parts that it is made up of")


def _mixed(f: Figure, parts: list[tuple[str, float]]) -> Who:
    """An unknown whole whose parts are of several kinds is mixed; one made up of parts of one kind is of that."""
    kinds = {who for who, _ in parts} - {"unknown"}
    if f.who != "unknown" or not kinds:
        return f.who
    if len(kinds) > 1 and kinds & {"military", "police"}:
        return "mixed"
    whole = len(kinds) == 1 and sum(size for _, size in parts) == f.mention.notes["value"]
    return cast(Who, kinds.pop()) if whole else f.who


def _who(m: Mention, victims: Victims, references: References) -> tuple[str, str]:
    noun = m.notes["noun"]
    if noun is None:
        return "unknown", _OPEN
    who = victims.of(noun)
    if who != "unknown" or victims.past(noun):
        return who, NOUN
    belonging = m.notes["at"]["full"][1]
    types = {n.record.type for n in references.within(m.start, belonging) if isinstance(n.record, OrganisationRecord)}
    if types & ARMED:
        return "military", "the armed body that they are of"
    if types & HELPING:
        return "aid_worker", "the relief agency that they are of"
    if noun.casefold().split()[-1] in STAFF and _relief(m, references):
        return "aid_worker", "the relief agency that their sentence is about"
    whose = references.text[m.end : belonging].casefold().partition("of ")[2]
    return (victims.of(whose), f"whose they are: {whose.strip()}") if whose else (who, NOUN)


def _relief(m: Mention, references: References) -> bool:
    """Does the sentence name a relief agency before the figure?"""
    before = references.within(m.sentence.start, m.start)
    return any(isinstance(n.record, OrganisationRecord) and n.record.type in HELPING for n in before)


def _open(m: Mention) -> bool:
    noun = m.notes["noun"]
    if noun is None:
        return not m.notes["named"]
    last = noun.casefold().split()[-1]
    return last in OPEN and (last not in SORTS or m.notes["value"] != 1)


def _before(m: Mention, found: Sequence[Figure]) -> str:
    """Who those are that were told right before."""
    for f in reversed(found):
        if m.start - f.mention.end > REACH:
            break
        if f.who != "unknown" if m.notes["noun"] in SORTS else not f.mention.notes["part"]:
            return f.who
    return "unknown"
