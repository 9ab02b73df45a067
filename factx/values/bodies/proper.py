"""Proper names of bodies that no table holds, known by the word that they end in: "Hawar News Agency", "Institute for
the Study of War", "Karenni Nationalities Defence Force"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factx.values.bodies.finding import Finding
from factx.values.bodies.national import FUNCTION, RANKS
from factx.values.bodies.vocabulary import Vocabulary
from factx.values.phrases import Word

LONGEST = 8
PARTICLES = frozenset("al el ul ad ar as ash az ez de del la los las du des bin ibn e y i wal und der".split())
#: After these a name goes on with "of …", "for …", "on …".
OPENED = frozenset(
    "academy administration agency alliance army assembly association authority bank board bureau center centre chamber "
    "church coalition college command commission committee confederation congress corps council court department "
    "directorate division federation forces forum foundation front fund group guard headquarters initiative institute "
    "institution league mission movement network observatory office organisation organization parliament party "
    "secretariat service society squad tribunal trust union university volunteers resistance community".split()
)
LINKS = frozenset("of for on against".split())
#: With one of these in its name, a front, an army or a movement is an armed group.
ARMED = frozenset(
    "liberation resistance revolutionary mujahideen jihad salvation patriotic insurgent martyrs guerrilla independence "
    "people's peoples popular islamic nationalities self local homeland".split()
)
MAYBE_ARMED = frozenset("army front movement forces force brigades organization organisation team units council".split())
#: What follows shows that the words are a place or a thing: "Union Square", "Security Council Resolution 2231".
NOT_BEFORE = frozenset(
    "square street station road avenue bridge airport building tower park stadium hospital island one day act treaty "
    "summit resolution highway district".split()
)
TITLES = frozenset(
    "president minister premier chancellor king queen emir sultan sheikh mr mrs ms dr sir lord lady senator governor "
    "mayor ambassador secretary chief director commander chairman spokesman spokeswoman spokesperson deputy member "
    "members head leader former ex".split()
)


def proper(words: Sequence[Word], i: int, v: Vocabulary) -> Iterator[Finding]:
    """The name whose last word (before an "of …") is the word `i`."""
    kind, n = _ending(words, i, v)
    if not kind or i + 1 < len(words) and words[i + 1].joined and words[i + 1].key in NOT_BEFORE:
        return
    first = _left(words, i, i - n + 1, v)
    last = _right(words, i)
    if any(m == i - n + 1 - first for m, _ in v.names.at(words, first)):
        return  # "CENTCOM Forces", "Hamas Fighters": the name is known without the noun
    if any(m > 1 for m, _ in v.unit_words.at(words, i)):
        return  # "Group of Forces": a unit
    own = [w for w in words[first : i - n + 1] if w.key not in PARTICLES and w.key != "'s" and w.key not in FUNCTION]
    if not own and last == i + 1:
        return
    nation = next(((m, things[0]) for m, things in v.nations.at(words, first)), None)
    if any(m == last - first for m, _ in v.nations.at(words, first)):
        return  # "Soviet Union": a state
    if nation and any(m == last - first - nation[0] for m, _ in v.names.at(words, first + nation[0])):
        return  # "Ukrainian" before a name of the tables
    if nation and first + nation[0] == i - n + 1 and n == 1 and last == i + 1 and words[i].key in ("union", "group"):
        return
    country = nation[1].iso if nation else _country_after(words, i, last, v)
    name = " ".join(w.text for w in words[first:last]).replace(" 's", "'s")
    yield Finding(first, last, _type(words[first:last], words[i].key, kind), name, "name", country)


def _ending(words: Sequence[Word], i: int, v: Vocabulary) -> tuple[str, int]:
    """The type that the longest ending at the word `i` gives, and its number of words."""
    if not words[i].text[0].isupper():
        return "", 0
    for n in (3, 2, 1):
        run = words[max(0, i - n + 1) : i + 1]
        if len(run) == n and all(w.joined for w in run[1:]) and all(w.text[0].isupper() for w in run):
            kind = v.endings.get(tuple(w.key for w in run))
            if kind:
                return kind, n
    return "", 0


def _left(words: Sequence[Word], end: int, first: int, v: Vocabulary) -> int:
    """Where the name begins whose ending begins at `first`."""
    while first > 0 and words[first].joined and end - first < LONGEST:
        before = words[first - 1]
        if before.text[0].isupper() and before.key not in FUNCTION and before.key not in TITLES | RANKS:
            first -= 1
        elif before.key in PARTICLES and first > 1 and (words[first - 1].joined and words[first - 2].capital):
            first -= 1
        elif before.key in ("and", "&") and first > 1 and _pair(words, first, v):
            first -= 2
        elif before.key == "'s" and first > 1 and words[first - 2].capital and _seat(words, first - 2, v):
            first -= 2
        else:
            break
    while words[first].key in PARTICLES and words[first].text.islower() and words[first].text not in ("al", "el"):
        first += 1
    return first


def _pair(words: Sequence[Word], first: int, v: Vocabulary) -> bool:
    """ "Relief and Works Agency": is what stands before "and" part of the name, after an article of its own?"""
    left = words[first - 2]
    if not left.text[0].isupper() or left.key in FUNCTION or v.nations.at(words, first - 2):
        return False
    if first < 3 or not words[first - 2].joined:
        return False
    return words[first - 3].key in ("the", "'s") or bool(v.nations.at(words, first - 3))


def _seat(words: Sequence[Word], i: int, v: Vocabulary) -> bool:
    return bool(v.nations.at(words, i)) or words[i].key in ("people", "women", "children", "doctors")


def _right(words: Sequence[Word], i: int) -> int:
    """Where the name ends: after its ending, or after the "of …", "for …" that goes on with it."""
    last = i + 1
    if words[i].key not in OPENED:
        return last
    while last + 1 < len(words) and words[last].joined and words[last].key in LINKS:
        j = last + 1
        if j < len(words) and words[j].joined and words[j].key == "the":
            j += 1
        start = j
        while j < len(words) and words[j].joined and _goes_on(words, j, start):
            j += 1
        if j < len(words) and words[j - 1].text[0].isupper() and words[j].joined and words[j].key in TITLES:
            j = start  # "Congress of Sri Lankan President …"
        if j == start:
            break
        last = j
    return last


def _goes_on(words: Sequence[Word], j: int, start: int) -> bool:
    word = words[j]
    if word.text[0].isupper() and word.key not in FUNCTION | TITLES:
        return True
    follows = j + 1 < len(words) and words[j + 1].joined and words[j + 1].text[0].isupper()
    return j > start and follows and (word.key == "and" or word.key in PARTICLES)


def _country_after(words: Sequence[Word], i: int, last: int, v: Vocabulary) -> str:
    for j in range(i + 1, last):
        for _, things in v.nations.at(words, j):
            return things[0].iso
    return ""


def _type(name: Sequence[Word], ending: str, kind: str) -> str:
    if ending in MAYBE_ARMED and any(w.key in ARMED for w in name):
        return "armed_group"
    return kind
