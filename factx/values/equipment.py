"""Mentions of equipment in a text: designations ("T-72B3M", "Shahed-136 drones") and common nouns ("howitzers").

A name that is something else too ("Hawk", "M4") is equipment only where its class is said beside it, where it stands in
a list of equipment or is counted, or where that is so elsewhere in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from factx.values.armoury import Armoury, Match, Piece, pieces

_SUFFIX = 3  # characters of a piece that may stand behind a listed designation ("T-72" + "BZ")
_NEAR = 12  # pieces on either side in which a word of fighting makes an unsure noun equipment
_LIST = re.compile(
    r"[\s,/()&]*(?:(?:and|or|the|an?|as|well|plus|with|including|also|from|by|of|more|than|\d[\d.,]*|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|dozens?|several|some|few|other)\b[\s,/()&]*)*\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|dozens?|several|some|more)"
    r"|-(?:made|built|supplied|era|designed|produced|type|donated))\s+\Z",
    re.IGNORECASE,
)
_FIGHTING = re.compile(
    r"(?:fire|firing|launch|shell|struck|strike|hit|destroy|explo|detonat|blast|attack|bomb|ambush|plant|laid|lay|"
    r"intercept|shot|shoot|down|burn|torch|captur|seiz|damag|mount|armed|packed|rigg|demin|clear|stepp|loaded|smuggl|"
    r"deploy|enem|rebel|militant|gunm|soldier|troop|army|militar|navy|naval|guerrilla|terroris|insurg)"
)
_SURE_TAILS = frozenset(["system", "battery", "complex"])
_ROAD = frozenset("highway motorway road route junction expressway freeway street avenue exit".split())


@dataclass(frozen=True, slots=True)
class Found:
    """Equipment over the characters `start` to `end`: `name` in the singular, `key` what makes it one type with others.

    `rule`: "type" (listed), "context" (an unsure name, by what stands around it), "series" (a member of a listed
    series), "pattern" (an unlisted designation beside a noun of its class), "noun".
    """

    start: int
    end: int
    name: str
    class_: str
    designation: str | None
    rule: str
    unsure: bool = False


def find(text: str, armoury: Armoury, noun: Callable[[int, int], bool]) -> list[Found]:
    """The equipment that a text names, in order. `noun(start, end)` tells whether these characters end in a noun."""
    line = pieces(text)
    found: list[tuple[int, int, Found]] = []
    i = 0
    while i < len(line):
        hit = None
        if i == 0 or line[i].gap:
            hit = (_at if armoury.begins(line[i]) else _unlisted)(text, line, i, armoury, noun)
        if hit is None:
            i += 1
            continue
        end, item = hit
        if item is not None:
            found.append((i, end, item))
        i = end
    return [item for item in _settled(text, line, found) if not item.unsure]


def _at(
    text: str, line: list[Piece], i: int, armoury: Armoury, noun: Callable[[int, int], bool]
) -> tuple[int, Found | None] | None:
    """What begins at the piece `i`: the piece after it, and the equipment if it is any; None where nothing does."""
    kind = armoury.type(line, i)
    if kind and not _acceptable(text, line, i, kind):
        kind = None
    common = _common(text, line, i, armoury, noun)
    if kind and (common is None or kind.end > common[0] or kind.entry.case != "any"):
        return _typed(text, line, i, kind, armoury, noun)
    return common or _unlisted(text, line, i, armoury, noun)


def _acceptable(text: str, line: list[Piece], i: int, match: Match) -> bool:
    """Is the name written as one: with its capital, a series without a space before its number, and no age or road?"""
    entry = match.entry
    if not _cased(text, line[i], match):
        return False
    if match.end < len(line):
        after = line[match.end]
        if after.fold in _ROAD:
            return False
        if after.gap == "-" and text[after.start].islower() and len(after.fold) > 2 and entry.kind == "series":
            return False
    return True


def _cased(text: str, piece: Piece, match: Match) -> bool:
    """Has the word the case that its entry wants? A plural "s" is small behind an abbreviation ("UAVs")."""
    word = text[piece.start : piece.end]
    if match.entry.case == "upper":
        return word.isupper() or (match.plural and word[:-1].isupper())
    return match.entry.case == "any" or word[:1].isupper() or word.isdigit()


def _typed(
    text: str, line: list[Piece], i: int, match: Match, armoury: Armoury, noun: Callable[[int, int], bool]
) -> tuple[int, Found | None] | None:
    """A listed type, with the rest of an unlisted variant and the common noun behind it."""
    end, entry = match.end, match.entry
    grown = _variant(text, line, end)
    if grown is None or (entry.unsure and grown > end):
        return None
    plural = grown < len(line) and line[grown].fold == "s" and line[grown].gap == ""
    words = text[line[i].start : line[grown - 1].end]
    own = words if grown > end or entry.kind == "series" else entry.name
    shown = words[:-1] if match.plural and words.endswith("s") else words
    unsure = entry.unsure
    stop = grown + plural
    if stop < len(line) and line[stop].gap == " ":
        behind, tail = _common(text, line, stop, armoury, noun), armoury.noun(line, stop)
        if behind and behind[1] is not None:
            stop, shown, unsure = behind[0], f"{shown} {behind[1].name}", False
        elif tail and tail.entry.kind == "tail" and not _no_weapon(line, tail.end, armoury):
            stop, shown, unsure = tail.end, f"{shown} {tail.entry.name}", unsure and tail.entry.name not in _SURE_TAILS
    rule = "series" if entry.kind == "series" else "context" if entry.unsure else "type"
    return stop, Found(line[i].start, line[stop - 1].end, shown, entry.class_, own, rule, unsure)


def _variant(text: str, line: list[Piece], i: int) -> int | None:
    """The piece after the letters and figures that stand directly behind a designation; None where it is a longer word."""
    while i < len(line) and line[i].gap == "":
        word = text[line[i].start : line[i].end]
        if word == "s" and (i + 1 == len(line) or line[i + 1].gap):
            break
        if not (word.isdigit() or word.isupper() or len(word) == 1) or len(word) > _SUFFIX:
            return None
        i += 1
    return i


def _common(
    text: str, line: list[Piece], i: int, armoury: Armoury, noun: Callable[[int, int], bool]
) -> tuple[int, Found | None] | None:
    """A common noun with the modifiers before it; (end, None) for an idiom or a noun that is no weapon here."""
    cuts = [(i, "")]
    for modifier in armoury.modifiers(line, i):
        cuts.append((modifier.end, f"{cuts[-1][1]}{modifier.entry.name} "))
    best: tuple[int, Found | None] | None = None
    for at, said in cuts:
        match = armoury.noun(line, at) if at < len(line) else None
        if match is None or match.entry.kind in ("no weapon", "tail") or not _upper(text, line, at, match) or (best and match.end <= best[0]):
            continue
        entry = match.entry
        start, end = line[i].start, line[match.end - 1].end
        item = Found(start, end, said + entry.name, entry.class_, None, "noun", entry.unsure and not said)
        if entry.kind == "idiom" or _no_weapon(line, match.end, armoury) or not noun(start, end):
            best = match.end, None
        else:
            best = match.end, item
    return best


def _upper(text: str, line: list[Piece], i: int, match: Match) -> bool:
    """Is an abbreviation ("SAM") written as one? Other nouns may have any case."""
    return match.entry.case != "upper" or _cased(text, line[i], match)


def _no_weapon(line: list[Piece], i: int, armoury: Armoury) -> bool:
    """Does a word follow that makes the noun before it another thing ("tank battalion")?"""
    if i >= len(line) or line[i].gap not in (" ", "-", "\n"):
        return False
    after = armoury.noun(line, i)
    return after is not None and after.entry.kind == "no weapon"


def _unlisted(
    text: str, line: list[Piece], i: int, armoury: Armoury, noun: Callable[[int, int], bool]
) -> tuple[int, Found | None] | None:
    """A designation in no table before a noun of its class ("Zh-11 rockets")."""
    if i + 2 >= len(line) or line[i + 1].gap != "-" or not text[line[i].start].isupper():
        return None
    if len(line[i].fold) > 4 or not line[i + 1].fold.isdigit() or len(line[i + 1].fold) > 4:
        return None
    end = _variant(text, line, i + 2)
    if end is None or end >= len(line) or line[end].gap != " ":
        return None
    behind = _common(text, line, end, armoury, noun)
    if behind is None or behind[1] is None:
        return None
    name = text[line[i].start : line[end - 1].end]
    head = behind[1]
    return behind[0], Found(line[i].start, head.end, f"{name} {head.name}", head.class_, name, "pattern")


def _settled(text: str, line: list[Piece], found: list[tuple[int, int, Found]]) -> Iterator[Found]:
    """The finds with those made sure that their surroundings make sure."""
    items = [item for _, _, item in found]
    for order in (range(len(items)), range(len(items) - 1, -1, -1)):
        for k in order:
            if items[k].unsure and (_listed(text, items, k) or _told(text, line, found[k], items)):
                items[k] = replace(items[k], unsure=False)
    said = {item.designation for item in items if item.designation and not item.unsure}
    return (replace(item, unsure=False) if item.designation in said else item for item in items)


def _listed(text: str, items: list[Found], k: int) -> bool:
    """Is the find a neighbour of sure equipment in a list?"""
    for other, gap in (
        (items[k - 1], slice(items[k - 1].end, items[k].start)) if k else (None, slice(0)),
        (items[k + 1], slice(items[k].end, items[k + 1].start)) if k + 1 < len(items) else (None, slice(0)),
    ):
        if other is not None and not other.unsure and gap.stop - gap.start < 40 and _LIST.match(text[gap]):
            return True
    return False


def _told(text: str, line: list[Piece], where: tuple[int, int, Found], items: list[Found]) -> bool:
    """Do the words around say that it is equipment: a number before a name, a word of fighting near a noun?"""
    start, end, item = where
    if item.designation:
        return bool(_COUNTED.search(text[max(0, item.start - 20) : item.start]))
    near = line[max(0, start - _NEAR) : start] + line[end : end + _NEAR]
    return any(_FIGHTING.match(p.fold) for p in near)
