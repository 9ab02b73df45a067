"""What a report says of where its places lie: "Sudzha, in the Kursk region", "Russia's Kursk region", "Paris, Texas".

The words between two names that follow one another tell it; a list shares what is said of its last member ("near
Seversk and Druzhkovka (Donetsk region)").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

Tie = Literal["within", "beside", "near", "peers"]

_ARTICLE = r"(?:the |its |their |his |her )?"
_ADJECTIVES = r"(?:(?!(?:that|which|who|where|and|or|from|to|near|by|of|in|on|with|as|for) )[\w-]+ ){0,3}"
_KINDS = (
    r"(?:city|town|village|settlement|hamlet|port|capital|suburb|district|region|province|state|oblast|county|area|camp"
    r"|stronghold|municipality|commune|locality|territory|governorate|island|department)s?"
)
#: "X (in the) Y": the first lies in the second.
_FIRST_INSIDE = re.compile(
    rf"\s*(?:"
    rf"\(\s*(?:in )?{_ARTICLE}"
    rf"|,?\s+(?:also |both |all )?(?:in|inside|within) {_ARTICLE}{_ADJECTIVES}"
    rf"|,\s+(?:an?|the|another|one of) [^,.;()]{{0,60}}?\b(?:in|of|inside) {_ARTICLE}{_ADJECTIVES}"
    rf"|,?\s+(?:{_KINDS} )?(?:of|in) {_ARTICLE}"
    rf")$"
)
#: "Russia's Kursk region", "Sagaing Region's Mingin Township": the second lies in the first.
_SECOND_INSIDE = re.compile(rf"(?:'s|’s|'|’)\s+{_ADJECTIVES}(?:{_KINDS} (?:of )?)?$")
_NEAR = re.compile(
    rf",?\s*(?:(?:an?|the) [^,.;()]{{0,50}}?)?\b(?:near|close to|outside|on the outskirts of|next to)"
    rf" {_ARTICLE}{_ADJECTIVES}$"
)
#: "X, a town 325 km north of Y" lies apart from Y; three figures before the unit are far away.
_AWAY = re.compile(
    r"\b(?:(?P<far>\d[\d,]*\d{2}(?:\.\d+)?|hundreds of)|\d+(?:\.\d+)?|dozens of|several|a few)"
    r"[ -](?:km|kms|kilomet\w+|miles?)\b"
    r"|\b(?:north|south|east|west)\w* of\b"
)
_COMMA = re.compile(rf"\s*,\s+{_ARTICLE}(?:(?:north|south|east|west|central)\w*[ -])*")
_LIST = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|&)\s+(?:the )?$")
_DEMONYM = re.compile(rf"\s+(?:{_ADJECTIVES}{_KINDS}(?: of)? )?$")

_WIDEST = 90  #: characters between two names that are read
_LONGEST = 6  #: members of a list that share what is said of the last


class Link(NamedTuple):
    """The first is said to lie within the second, or near it (both indices of spans); "beside" is a mere comma before
    what may contain it, "peers" are members of one list."""

    inner: int
    outer: int
    tie: Tie


def links(text: str, spans: Sequence[tuple[int, int]]) -> list[Link]:
    """What the words between each two spans (in the order of the text) that follow one another say."""
    found: list[Link] = []
    members = [0]  #: of the list that is being read, the last span included
    for i in range(len(spans) - 1):
        gap = text[spans[i][1] : spans[i + 1][0]]
        if len(gap) > _WIDEST or "\n\n" in gap:
            members = [i + 1]
            continue
        listed = _LIST.match(gap) is not None
        if _SECOND_INSIDE.match(gap):
            found.append(Link(i + 1, i, "within"))
        elif _NEAR.match(gap):
            found += [Link(m, i + 1, "near") for m in members]
        elif _COMMA.fullmatch(gap):
            found.append(Link(i, i + 1, "beside"))
        elif _FIRST_INSIDE.match(gap) and (away := _AWAY.search(gap)):
            found += [] if away["far"] else [Link(i, i + 1, "near")]
        elif _FIRST_INSIDE.match(gap):
            found += [Link(m, i + 1, "within") for m in (members if "(" in gap else members[-1:])]
        found += [Link(m, i + 1, "peers") for m in members if listed]
        members = [*members[-_LONGEST:], i + 1] if listed else [i + 1]
    return found


def qualifies(text: str, end: int, start: int) -> bool:
    """Does a demonym that ends at `end` say where the place at `start` lies: "the Sudanese town of"?"""
    return 0 < start - end <= 40 and bool(_DEMONYM.match(text[end:start]))
