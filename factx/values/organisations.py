"""What a mention of an organisation says, made comparable: keys that join a body's names, and the name to print."""

from __future__ import annotations

import re

from factx.values.phrases import key, keys, words

#: Ways to say one body. "Army", "military" and "armed forces" of a country are one unless a report tells them apart.
CLASSES = {
    "army": "army",
    "military": "army",
    "armed forces": "army",
    "government forces": "army",
    "regime forces": "army",
    "junta": "government",
    "regime": "government",
    "government": "government",
    "administration": "government",
    "defence ministry": "defence ministry",
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})$")
SMALL = frozenset("the of and for de la al el an a".split())


def class_of(head: str) -> str:
    """The class of a body's head word: what may be one and the same body."""
    return CLASSES.get(head, head)


def name_key(name: str) -> str:
    """The key of a proper name: its words without articles, possessives and "of"."""
    return " ".join(k for k in keys(name) if k not in SMALL and k != "'s")


def unit_key(name: str) -> tuple[str, str, frozenset[str]]:
    """The key of a unit's name: its number, its unit word, and the kinds and names between them."""
    parts = [w.text for w in words(name)]
    number, rest = "", []
    for part in parts:
        found = _number(part) if not number else ""
        if found:
            number = found
        else:
            rest.append(key(part))
    unit = rest[-1].rstrip("s") if rest else ""
    return number, unit, frozenset(rest[:-1])


def _number(part: str) -> str:
    digits = re.match(r"\d+", part)
    if digits:
        return digits.group()
    if key(part) in ORDINALS:
        return str(ORDINALS[key(part)])
    roman = ROMAN.match(part)
    if roman:
        small = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
        return str(10 * len(roman.group(1)) + small[roman.group(2)])
    return part if len(part) == 1 and part.isupper() else ""


def bare(surface: str) -> str:
    """A surface form on one line, without its article."""
    return re.sub(r"^(?:the|a|an) ", "", re.sub(r"\s+", " ", surface), flags=re.I)


def fullest(surfaces: list[str], owned: bool = False) -> str | None:
    """The longest of the surface forms that is written as a name: of several words, each long one capitalised. Those
    with a possessive count only for a body that a nation does not own (`owned`): "Armenia's Defence Ministry" has a
    better name."""
    kept = [bare(s) for s in surfaces if not (owned and re.search(r"['’]", s))]
    named = [s for s in kept if " " in s and all(w[0].isupper() for w in s.split() if len(w) > 3)]
    return max(named, key=lambda s: (len(s.split()), len(s)), default=None)
