"""How the words before a place tie it to the spot that is meant: "15 km north of X", "between X and Y", "near X"."""

from __future__ import annotations

import re
from typing import Literal

from factx.schema import Relation

Kind = Literal["near", "direction", "distance", "between", "within", "border", "toward", "from"]

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)*|an?|one|two|three|four|five|six|seven|eight|nine|ten|a (?:few|dozen|couple(?: of)?)"
    r"|some|several)"
)
_UNIT = r"(?:km|kms|kilomet(?:er|re)s?|mi|miles?|nm|nmi|nautical[ -]miles?|met(?:er|re)s?|m|yards?)\b\.?"
_COMPASS = r"(?:(?:north|south)[\s-]?(?:east|west)|north|south|east|west)(?:wards?|erly)?"
_ADJECTIVE = r"(?:(?:north|south)[\s-]?(?:east|west)|north|south|east|west)ern"
_LEAD = r"(?:(?:some|about|around|roughly|nearly|almost|just|only|over|up to|more than|less than|at least) )?"
_FILL = r"(?:the )?(?:(?:[a-z-]+ ){0,3}(?:city|town|village|port|settlement|capital|camp|island)(?: of)? )?(?:the )?"
#: The words that end right before the place, the most telling first.
_TELLING: tuple[tuple[Kind, str], ...] = (
    ("distance", rf"{_LEAD}(?P<n>{_NUMBER})[ -]?(?P<unit>{_UNIT})(?: ?\([^()]{{1,30}}\))? (?:(?:to|in) the )?"
                 rf"(?:(?:further|due) )?(?P<bearing>{_COMPASS})? ?(?:of|from|off|outside|inside|away from)"),
    ("direction", rf"(?:(?:to|in|on) the )?(?P<bearing>{_COMPASS}) of"),
    ("between", r"between"),
    ("border", r"(?:border|frontier|boundary)(?: with| of| near)"),
    ("within", rf"(?:(?P<bearing>{_ADJECTIVE}) )?(?:outskirts|suburbs?|edges?|parts?|side|approaches|countryside|"
               rf"district|entrance|tip|flank) (?:of|to)"),
    ("near", r"(?:near|close to|next to|nearby|outside|around|in the vicinity of|in the area of|adjacent to|alongside|"
             r"off(?: the coast of)?|not far from|just outside|on the road to)"),
    ("toward", r"(?:towards?|in the direction of|to|into|bound for|heading for|en route to)"),
    ("from", r"(?:from|out of|away from)"),
    ("within", rf"(?:in|across|throughout|inside|from|over|to)? ?(?:the )?(?P<bearing>{_ADJECTIVE}|central)"),
)  # fmt: skip
_BEFORE = tuple((kind, re.compile(rf"(?<!\w){pattern} {_FILL}$", re.I)) for kind, pattern in _TELLING)
_PAIR = re.compile(r"\bbetween (?:the )?(?P<first>[^,.;()\n]{2,60}?) and (?:the )?$", re.I)
_BOTH = re.compile(r"(?:'s|’s)?(?: [a-z-]+){0,2} and (?:the )?(?P<other>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3})")
_TRIGGER = re.compile(
    r"\b(?:of|from|off|outside|inside|between|and|with|near|nearby|to|around|alongside|towards?|into|for|central|\w+ern)\b",
    re.I,
)
_NEAREST = 45  #: characters before the place in which the last word of a relation stands
_REACH = 90  #: characters before the place that are read
_WORDS = {"a": 1.0, "an": 1.0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
          "nine": 9, "ten": 10, "a dozen": 12}  # fmt: skip
_KM = {"k": 1.0, "mi": 1.609344, "n": 1.852, "y": 0.0009144, "m": 0.001}


def relation(text: str, start: int, end: int) -> Relation | None:
    """The relation that the words of `text` tell of the place at `start` to `end`; None where they tell none.

    Its slice ends where the place begins; only that of "between X and Y" covers both.
    """
    before = text[max(0, start - _REACH) : start]
    before = before[before.rfind("\n") + 1 :]
    if not _TRIGGER.search(before, max(0, len(before) - _NEAREST)):  # most places have no relation: a cheap look first
        return None
    origin = start - len(before)
    if pair := _PAIR.search(before):
        return _relation(text, "between", origin + pair.start(), end, other=pair["first"].strip())
    for kind, pattern in _BEFORE:
        found = pattern.search(before)
        if found is None:
            continue
        at = origin + found.start()
        if kind == "between":
            both = _BOTH.match(text, end)
            return _relation(text, kind, at, both.end(), other=both["other"]) if both else None
        told = found.groupdict()
        distance = _kilometres(told.get("n"), told.get("unit"))
        return _relation(text, kind, at, start, _bearing(told.get("bearing")), distance)
    return None


def _relation(
    text: str, kind: Kind, start: int, end: int, bearing: str | None = None, km: float | None = None,
    other: str | None = None,
) -> Relation:  # fmt: skip
    words = text[start:end].rstrip()
    lead = len(words) - len(words.lstrip())
    return Relation(start + lead, start + len(words), words[lead:], kind, bearing, km, other)


def _bearing(words: str | None) -> str | None:
    letters = re.findall(r"north|south|east|west", (words or "").lower())
    return "".join(w[0].upper() for w in letters) or None


def _kilometres(number: str | None, unit: str | None) -> float | None:
    if number is None or unit is None:
        return None
    said = number.lower()
    value = _WORDS.get(said)
    if value is None:
        try:
            value = float(re.sub(r",(?=\d{3}\b)", "", said).replace(",", "."))
        except ValueError:
            return None
    key = next(k for k in _KM if unit.lower().startswith(k))
    return round(value * _KM[key], 3)
