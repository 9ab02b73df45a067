"""What became of a thing of a class, and what it is called: the rules by which bulletins count, as pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from factx.lexicon import Lexicon

#: Classes of nouns whose things are built.
_BUILT = frozenset(("building", "infrastructure"))
#: What flies without a crew: it is intercepted, where a manned aircraft is destroyed.
UNMANNED = frozenset(("missile", "bomb", "drone"))
#: Words that end the name of a munition, whatever its launcher is ("HIMARS rocket").
_MUNITION = frozenset("rocket missile bomb shell projectile round munition warhead".split())
#: Words of a noun phrase that tell whose or from where a thing is, not what: "U.S.-made", "Liberian-flagged".
_ORIGIN = re.compile(
    r"^(?:[\w.’'-]+[-‐‑](?:made|built|supplied|owned|flagged|operated|manufactured|produced|designed|donated|type|registered|linked)\b,?\s*"
    r"|(?:another|more|other|further|additional|the|an?|his|her|its|their|our)\s+)+",
    re.I,
)
_SIZE = re.compile(r"^(?:\w+-stor(?:e?y|ied)|[\d,.]+-?\s?(?:metre|meter|m|km|pound|kg|ton|tonne|foot|ft)\b)\s*", re.I)
#: The plural of a bulletin's label or of a designation ("fuel tankers", "Su-25s").
_MANY = re.compile(r"(?<=[^\Ws])s(?=$|\s(?:and|or)\s)")
_OWNER = re.compile(r"^.*[’']s?\s")
_PART = re.compile(r"^(?:part|parts|portion|section|most|half|wing|roof)\s+of\s+(?:an?\s+|the\s+)?", re.I)


class Thing(NamedTuple):
    """The class that a common noun names, and the table's row that says so."""

    class_: str
    source: str


def things(lexicon: Lexicon) -> dict[str, Thing]:
    """The common nouns of things that can be lost, each with its class; an idiom, which is no such thing, with ""."""
    people = {row["noun"] for row in lexicon.table("victims")}
    sites = [row for row in lexicon.table("noun_classes") if _built(row["classes"])]
    sites += [row for row in lexicon.table("materiel") if row["kind"] == "site"]
    nouns = lexicon.table("equipment_classes")
    found = {row["noun"]: Thing("infrastructure", row.source) for row in sites if row["noun"] not in people}
    found |= {row["noun"]: Thing(row["class"], row.source) for row in nouns if row["kind"].startswith("head")}
    found |= {row["noun"]: Thing("", row.source) for row in nouns if row["kind"] == "idiom"}
    uses = [row for row in nouns if "use" in row["kind"].split(",")]
    works = [row["noun"] for row in nouns if "work" in row["kind"].split(",")]
    return found | {f"{use['noun']} {work}": Thing("infrastructure", use.source) for use in uses for work in works}


def _built(classes: str) -> bool:
    kinds = set(classes.split("|"))
    return not _BUILT.isdisjoint(kinds) and "territory" not in kinds


def thing(noun: str, known: Mapping[str, Thing]) -> Thing | None:
    """The thing that a noun phrase ends in, by its last three words, two or one."""
    words = noun.lower().split(" of ")[0].split()
    endings = (" ".join(words[-n:]) for n in (3, 2, 1) if len(words) >= n)
    found = next((known[ending] for ending in endings if ending in known), None)
    return found if found is not None and found.class_ else None


def flying(class_: str, noun: str) -> str:
    """The class of a thing, but "missile" for what a launcher fires."""
    return "missile" if noun.lower().rpartition(" ")[2] in _MUNITION else class_


def status(told: str, class_: str, words: str, *, airborne: bool) -> str | None:
    """The status of a thing of `class_` by the status of the verb and the verb's own `words`; None where it is no loss.

    `airborne`: somebody is said to have destroyed it as it came, with no thing on the ground beside it.
    """
    if told == "intercepted":
        if class_ in UNMANNED or class_ in ("ammunition", "other"):
            return "intercepted"
        return "destroyed" if "down" in words.split() else None
    if told == "destroyed" and airborne and class_ in UNMANNED:
        return "intercepted"
    return told


def item(noun: str, nations: frozenset[str] = frozenset()) -> str:
    """The noun phrase of a thing without what tells its origin or size ("a U.S.-made M113 carrier" → "M113 carrier").

    `nations` are the adjectives and names of owners that stand in the report, folded.
    """
    noun, before = _MANY.sub("", noun), None
    while before != noun:
        before = noun
        noun = _OWNER.sub("", noun)
        noun = _SIZE.sub("", _ORIGIN.sub("", _PART.sub("", noun)))
        first, _, rest = noun.partition(" ")
        if rest and first.casefold() in nations:
            noun = rest
    return noun.strip(" ,\"'“”") or before
