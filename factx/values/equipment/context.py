"""What stands around an unsure find, and whether it makes equipment of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factx.values.equipment.armoury import Piece

_NEAR = 12  # pieces on either side in which a word of fighting makes an unsure noun equipment
_FAR = 60  # pieces between a weapon and what may be its ammunition
_WEAPONS = frozenset("tank ifv artillery mortar mlrs air_defence missile aircraft helicopter drone small_arms".split())
_GAP = 40  # characters between two neighbours in a list
_LIST = re.compile(
    r"[\s,/()&]*(?:(?:and|or|the|an?|as|well|plus|with|including|also|from|by|of|more|than|\d[\d.,]*|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|several|some|few|other)\b[\s,/()&]*)*\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|dozens?|several|some|more)"
    r"|-(?:made|built|supplied|era|designed|produced|type|donated))\s+\Z",
    re.IGNORECASE,
)
#: A thing has an article, and a person has none ("a government Antonov").
_ARTICLE = re.compile(r"\b(?:an?|another|every|each)\s+(?:[a-z][\w-]*\s+){0,2}\Z", re.IGNORECASE)
_FIGHTING = re.compile(
    r"(?:fire|firing|launch|shell|struck|strike|hit|destroy|explo|detonat|blast|attack|bomb|ambush|plant|laid|lay"
    r"|intercept|shot|shoot|down|burn|torch|captur|seiz|damag|mount|armed|packed|rigg|demin|clear|stepp|loaded|smuggl"
    r"|deploy|enem|rebel|militant|gunm|soldier|troop|army|militar|navy|naval|guerrilla|terroris|insurg)"
)
_MINING = re.compile(
    r"(?:laid|lay|plant|stepp|trod|explo|detonat|clear|demin|field|anti|trigger|blast|scatter|ordnance|unexplo)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Equipment over the characters `start` to `end`: `name` in the singular, its class and its designation, if any.

    `rule`: "type" (listed), "context" (an unsure name, by what stands around it), "series" (a member of a listed
    series), "pattern" (an unlisted designation before a noun of its class), "noun". `pieces` are its first piece and
    the one after its last; `source` are the tables' rows that it rests on.
    """

    start: int
    end: int
    pieces: tuple[int, int]
    name: str
    class_: str
    designation: str | None
    rule: str
    unsure: bool = False
    source: tuple[str, ...] = ()


def settle(text: str, line: Sequence[Piece], found: Sequence[Found]) -> list[Found]:
    """The finds that are sure, and those that their surroundings, or another place in the text, make sure."""
    items = list(found)
    for order in (range(len(items)), range(len(items) - 1, -1, -1)):
        for k in order:
            if items[k].unsure and (_listed(text, items, k) or _told(text, line, items[k]) or _supplied(items, k)):
                items[k] = replace(items[k], unsure=False)
    said = {item.designation for item in items if item.designation and not item.unsure}
    return _unabbreviated(text, [item for item in items if not item.unsure or item.designation in said])


def _unabbreviated(text: str, items: Sequence[Found]) -> list[Found]:
    """The finds, an abbreviation under the words that it is said to stand for ("unmanned aerial vehicles (UAVs)")."""
    meant = {
        item.name: before.name
        for before, item in pairwise(items)
        if text[before.end : item.start] == " (" and text[item.end : item.end + 1] == ")" and item.name.isupper()
    }
    return [replace(item, name=meant.get(item.name, item.name)) for item in items]


def _listed(text: str, items: Sequence[Found], k: int) -> bool:
    """Is the find a neighbour of sure equipment in a list?"""
    before = k > 0 and not items[k - 1].unsure and _joined(text, items[k - 1].end, items[k].start)
    after = k + 1 < len(items) and not items[k + 1].unsure and _joined(text, items[k].end, items[k + 1].start)
    return before or after


def _joined(text: str, start: int, end: int) -> bool:
    return end - start < _GAP and _LIST.match(text[start:end]) is not None


def _supplied(items: Sequence[Found], k: int) -> bool:
    """Is it ammunition ("shells") not far from a weapon?"""
    if items[k].class_ != "ammunition":
        return False
    around = [items[n] for n in (k - 1, k + 1) if 0 <= n < len(items) and not items[n].unsure]
    near = (abs(other.pieces[0] - items[k].pieces[0]) < _FAR for other in around if other.class_ in _WEAPONS)
    return any(near)


def _told(text: str, line: Sequence[Piece], item: Found) -> bool:
    """Do the words around say that it is equipment: a number before a name, a word of fighting near a noun?"""
    start, end = item.pieces
    if item.designation:
        before = text[max(0, item.start - 30) : item.start]
        if _COUNTED.search(before[-20:]) is not None:
            return True
        if item.class_ != "aircraft" or _ARTICLE.search(before) is None:
            return False
    telling = _MINING if item.class_ == "mine" else _FIGHTING
    return any(telling.match(p.fold) for p in (*line[max(0, start - _NEAR) : start], *line[end : end + _NEAR]))
