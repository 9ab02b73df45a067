"""Units of armies, numbered or named: "47th Mechanized Brigade", "III Corps", "Light Infantry Battalion 371", "Company
B", "101st Airborne", "Azov Brigade", and the units in a list ("the 3rd and 4th Brigades")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from factx.values.bodies.closed import FUNCTION, PARTICLES, TITLES
from factx.values.bodies.finding import Finding
from factx.values.bodies.vocabulary import UnitWord, Vocabulary
from factx.values.phrases import Word, said

ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th|d)$", re.I)
NUMBER = re.compile(r"\d{1,4}$")
ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$")
SPELLED = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
LETTERS = frozenset("alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima".split())
LARGE = frozenset(["Group of Forces", "Military District", "Military Region", "Military Zone", "Fleet", "Army Group"])
#: What a bare number is enough for, though the word is weak: "45 Commando", "2 Para".
BARE = frozenset(["Commando", "Para"])
MOST = 9
#: Those who serve in a unit, and how they are said to.
MEN = frozenset(
    "soldiers troops servicemen servicewomen fighters officers marines paratroopers troopers infantrymen men members "
    "forces elements personnel peacekeepers commandos sappers gunners crews conscripts recruits volunteers "
    "advisers".split()
)
MEMBERSHIP = frozenset("of from in with".split())


def unit(words: Sequence[Word], i: int, v: Vocabulary) -> Finding | None:
    """The unit whose name begins at the word `i`, with the nation that it is said to be of, that stands before it or
    whose men it is said to be of."""
    found = _unit(words, i, v)
    if found and not found.country:
        nation = _after(words, found.last, v) or _of_men(words, i, v)
        if nation:
            return replace(found, country=nation)
        for n in (1, 2, 3):
            before = i - n - (words[i - 1].key == "'s")
            things = next((t for m, t in v.nations.at(words, before) if m == n), None) if before >= 0 else None
            if things and words[i].joined:
                return replace(found, country=things[0].iso)
    return found


def _after(words: Sequence[Word], i: int, v: Vocabulary) -> str:
    """The country of "of Armenia" after a unit's name, empty where there is none."""
    if i + 1 >= len(words) or not words[i].joined or words[i].key != "of":
        return ""
    i += 1 + (words[i + 1].key == "the")
    nation = v.nations.longest(words, i) if i < len(words) and words[i].joined else None
    return nation[1].iso if nation else ""


def _of_men(words: Sequence[Word], i: int, v: Vocabulary) -> str:
    """The country of "British troops of the" before a unit's name, empty where there is none."""
    i -= i > 0 and words[i].joined and words[i - 1].key == "the"
    if i < 3 or not words[i].joined or words[i - 1].key not in MEMBERSHIP or words[i - 2].key not in MEN:
        return ""
    for k in (i - 3, i - 4):
        if k < 0 or not words[k + 1].joined:
            break
        for n, nations in v.nations.at(words, k):
            if n <= i - 2 - k and nations[0].is_adjective:
                return nations[0].iso
    return ""


def _unit(words: Sequence[Word], i: int, v: Vocabulary) -> Finding | None:
    word = words[i]
    ordinal = _ordinal(word)
    if ordinal or NUMBER.match(word.text) or ROMAN.match(word.text) or word.key in LETTERS or _letter(word):
        found = _numbered(words, i, v, ordinal)
        if found:
            return found
    return _before_number(words, i, v) or _named(words, i, v)


def _ordinal(word: Word) -> bool:
    return ORDINAL.match(word.text) is not None or word.key in SPELLED


def _letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isupper() and word.text != "A"


def _numbered(words: Sequence[Word], i: int, v: Vocabulary, ordinal: bool) -> Finding | None:
    """A number, kinds or a name, and a unit word."""
    j, army, kinds = i + 1, "", 0
    while j < min(len(words), i + MOST):
        if not words[j].joined and not _bracketed(words, j - 1, v):
            return None
        if _bracketed(words, j + 1, v):
            inside = v.unit_kinds.longest(words, j + 1)
            j, kinds, army = j + 2, kinds + 1, army or (inside[1] if inside else "")
            continue
        ending = v.unit_words.longest(words, j)
        if ending and not _kind_goes_on(words, j, ending[0], v):
            return _finish(words, i, j + ending[0], ending[1], ordinal, kinds, army)
        kind = v.unit_kinds.longest(words, j)
        if kind:
            j, army, kinds = j + kind[0], army or kind[1], kinds + 1
        elif ordinal and words[j].text[0].isupper() and words[j].key not in FUNCTION | TITLES:
            j += 1
        else:
            return None
    return None


def _kind_goes_on(words: Sequence[Word], j: int, n: int, v: Vocabulary) -> bool:
    """Is the unit word a kind of a longer name ("Airborne Division", "Brigade Combat Team", "Mountain Brigade")?"""
    return any(
        j + m < len(words) and words[j + m].joined and (v.unit_words.at(words, j + m) or v.unit_kinds.at(words, j + m))
        for m in [n]
    )


def _finish(
    words: Sequence[Word], i: int, last: int, word: UnitWord, ordinal: bool, kinds: int, army: str
) -> Finding | None:
    full, use, source = word
    unit_word, number = words[last - 1], words[i]
    capital = unit_word.text[0].isupper()
    strong = use in ("strong", "plural")
    if use == "name":
        if not capital or not ordinal or number.key in SPELLED or (not kinds and last - i > 2):
            return None
    elif number.key in SPELLED or number.key in LETTERS:
        if not (capital and number.capital and (strong or kinds or full in ("Army", "Fleet", "Company", "Squadron"))):
            return None
    elif not ordinal:  # a bare number, a Roman one, a letter: "77 Brigade", "III Corps", "B Company"
        if not capital or full == "Front" or (NUMBER.match(number.text) and use != "strong" and full not in BARE):
            return None
    elif not (capital or (strong and use != "plural") or use == "plural"):
        return None
    name = said(words[i:last])
    kind = "military" if full in LARGE else "military_unit"
    return Finding(i, last, kind, name, "unit", head=army, source=(source,))


def _before_number(words: Sequence[Word], i: int, v: Vocabulary) -> Finding | None:
    """The number last: "Light Infantry Battalion 371", "Task Force 59", "Unit 8200", "Company B"."""
    if not words[i].text[0].isupper() or (i and words[i].joined and words[i - 1].capital and not _free(words[i - 1])):
        return None
    j, army = i, ""
    while j < min(len(words), i + 5) and words[j].text[0].isupper() and (j == i or words[j].joined):
        ending = v.unit_words.longest(words, j)
        if ending and j + ending[0] < len(words):
            after = words[j + ending[0]]
            numbered = NUMBER.match(after.text) or (ending[1].unit in ("Company", "Battery") and len(after.text) == 1)
            if after.joined and numbered and after.text != "A":
                last = j + ending[0] + 1
                if (
                    last < len(words)
                    and words[last].start == words[last - 1].end + 1
                    and NUMBER.match(words[last].text)
                ):
                    last += words[last].joined  # "Task Force 2-7"
                name = said(words[i:last])
                return Finding(i, last, "military_unit", name, "unit", head=army, source=(ending[1].source,))
        kind = v.unit_kinds.longest(words, j)
        if not kind:
            return None
        j, army = j + kind[0], army or kind[1]
    return None


def _free(word: Word) -> bool:
    return word.key in FUNCTION or word.key.isdigit()


def _named(words: Sequence[Word], i: int, v: Vocabulary) -> Finding | None:
    """A name and a unit word: "Azov Brigade", "Atlacatl Battalion", "Sever group of forces"."""
    if not _names(words, i) or (i and words[i].joined and (_names(words, i - 1) or words[i - 1].text == "-")):
        return None
    j, army = i, ""
    while j < min(len(words), i + 6) and (j == i or words[j].joined):
        ending = v.unit_words.longest(words, j)
        if ending and j > i and ending[1].use == "strong" and not _kind_goes_on(words, j, ending[0], v):
            return _christened(words, i, j, j + ending[0], ending[1], army, v)
        kind = v.unit_kinds.longest(words, j)
        if kind and j > i:
            j, army = j + kind[0], army or kind[1]
        elif _names(words, j) or (j > i and words[j].key in PARTICLES):
            j += 1
        else:
            return None
    return None


def _christened(
    words: Sequence[Word], i: int, j: int, last: int, word: UnitWord, army: str, v: Vocabulary
) -> Finding | None:
    """A named unit, if what stands before its unit word is a name and no kind or nation alone."""
    full, nation = word.unit, v.nations.longest(words, i)
    start = i + nation[0] if nation else i
    capital = words[last - 1].text[0].isupper()
    k, named = start, False
    while k < j:
        kind = next((n for n, _ in v.unit_kinds.at(words, k)), 0)
        named = named or not kind
        k += kind or 1
    if words[start].text.isupper() and not capital:  # "a PDF battalion": one of its battalions
        return None
    if not named or (not capital and full not in ("Brigade", "Battalion", "Regiment", "Group of Forces")):
        return None
    if full in ("Division", "Corps") and not any(v.unit_kinds.at(words, k) for k in range(start, j)) and j - start > 2:
        return None
    name = said(words[start:last])
    kind_of = "military" if full in LARGE else "military_unit"
    prefix = v.ships.get(words[start].text)
    country = nation[1].iso if nation else prefix.country if prefix else ""
    return Finding(start, last, kind_of, name, "unit", country, head=army, source=(word.source,))


def _names(words: Sequence[Word], i: int) -> bool:
    word = words[i]
    return word.text[0].isupper() and word.text[0].isalpha() and word.key not in FUNCTION | TITLES


def _bracketed(words: Sequence[Word], j: int, v: Vocabulary) -> bool:
    """Is the word a kind in brackets inside a unit's name: "98th Airborne (VDV) Division"?"""
    if j + 1 >= len(words) or words[j].joined or words[j + 1].joined or not 1 < len(words[j].text) <= 5:
        return False
    tight = words[j].start - words[j - 1].end == 2 == words[j + 1].start - words[j].end
    return tight and words[j].text.isupper() and bool(v.unit_words.at(words, j + 1))


def listed(words: Sequence[Word], found: Finding) -> Iterator[Finding]:
    """The other units of a list that ends in `found`: the "3rd" of "the 3rd and 4th Brigades"."""
    i = found.first
    tail = found.name.split(" ", 1)[1] if " " in found.name else ""
    while tail and i > 1 and _ordinal(words[i]):
        i -= 1
        while i > 0 and words[i].key in ("and", "or"):
            i -= 1
        if not ORDINAL.match(words[i].text):
            return
        yield replace(found, first=i, last=i + 1, name=f"{words[i].text} {tail}")
