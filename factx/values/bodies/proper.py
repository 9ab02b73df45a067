"""Proper names of bodies that no table holds, known by the word that they end in: "Hawar News Agency", "Institute for
the Study of War", "Karenni Nationalities Defence Force"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factx.values.bodies.closed import FUNCTION, PARTICLES, RANKS, TITLES
from factx.values.bodies.finding import Finding
from factx.values.bodies.vocabulary import Ending, Vocabulary
from factx.values.phrases import Word, said

LONGEST = 8
#: After these a name goes on with "of …", "for …", "on …".
OPENED = frozenset(
    "academy administration agency alliance army assembly association authority bank board bureau center centre "
    "centers centres chamber church coalition college command commission committee confederation congress corps "
    "council court department directorate division federation forces forum foundation front fund group guard "
    "headquarters initiative institute institution league mission movement network observatory office organisation "
    "organization parliament party secretariat service society squad tribunal trust union university volunteers "
    "resistance community".split()
)
LINKS = frozenset("of for on against".split())
#: With one of these in its name, a front, an army or a movement is an armed group.
ARMED = frozenset(
    "liberation resistance revolutionary mujahideen jihad salvation patriotic insurgent martyrs guerrilla "
    "independence people's peoples popular islamic nationalities self local homeland".split()
)
MAYBE_ARMED = frozenset(
    "army front movement forces force brigades organization organisation team units council".split()
)
#: What follows shows that the words are a place or a thing: "Union Square", "Security Council Resolution 2231".
NOT_BEFORE = frozenset(
    "square street station road avenue bridge airport building tower park stadium hospital island one day act treaty "
    "summit resolution highway district base bases camp secretary conference briefing release officer adviser "
    "advisor".split()
)
FIGHTERS = frozenset("forces force fighters militia militias guerrillas volunteers group army command party".split())
#: Offices of an army's own, where its name has "Military".
OFFICES = frozenset("branch directorate bureau intelligence service police department agency".split())
#: Where "Department" is an office; any other may be a region ("Antioquia Department").
DEPARTMENTS = frozenset(
    "police fire health water works resources services affairs crime security planning narcotics investigation state "
    "justice treasury war labor labour relations operations transportation protection conservation corrections".split()
)
#: A post of these is no newspaper.
GUARDED = frozenset("border command observation army military police guard trading check frontier outpost".split())
NO_BODIES = frozenset([("soviet", "union"), ("western", "front"), ("eastern", "front"), ("home", "front")])


def proper(words: Sequence[Word], i: int, v: Vocabulary) -> Iterator[Finding]:
    """The name whose last word (before an "of …") is the word `i`."""
    ending, n = _ending(words, i, v)
    if ending is None or (i + 1 < len(words) and words[i + 1].joined and words[i + 1].key in NOT_BEFORE):
        return
    first = _left(words, i, i - n + 1, v)
    last = _right(words, i)
    if words[i].key in FIGHTERS and any(m == i - n + 1 - first for m, _ in v.names.at(words, first)):
        return  # "CENTCOM Forces", "Hamas Fighters": the name is known without the noun
    if any(m > 1 for m, _ in v.unit_words.at(words, i)):
        return  # "Group of Forces": a unit
    own = [w for w in words[first : i - n + 1] if w.key not in PARTICLES and w.key != "'s" and w.key not in FUNCTION]
    if (not own and last == i + 1) or tuple(w.key for w in words[first:last]) in NO_BODIES:
        return
    if words[i].key == "post" and words[i - 1].key in GUARDED:
        return
    if words[i].key == "department" and last == i + 1 and words[i - 1].key not in DEPARTMENTS:
        return
    nation = v.nations.longest(words, first)
    if any(m == last - first for m, _ in v.nations.at(words, first)):
        return  # "Soviet Union": a state
    if nation:  # "Ukrainian", "Pakistan's" before a name of the tables
        rest = first + nation[0] + (words[first + nation[0]].key == "'s")
        if any(rest + m == last for m, _ in v.names.at(words, rest)):
            return
    if nation and first + nation[0] == i - n + 1 and n == 1 and last == i + 1 and words[i].key in ("union", "group"):
        return
    country = nation[1].iso if nation else _country_after(words, i, last, v)
    name = said(words[first:last])
    kind = _type(words[first:last], words[i].key, ending.type)
    yield Finding(first, last, kind, name, "name", country, source=(ending.source,))


def _ending(words: Sequence[Word], i: int, v: Vocabulary) -> tuple[Ending | None, int]:
    """The longest ending at the word `i`, and its number of words."""
    if not words[i].text[0].isupper() or words[i].key not in v.last_words:
        return None, 0
    for n in (3, 2, 1):
        run = words[max(0, i - n + 1) : i + 1]
        if len(run) == n and all(w.joined for w in run[1:]) and all(w.text[0].isupper() for w in run):
            ending = v.endings.get(tuple(w.key for w in run))
            if ending:
                return ending, n
    return None, 0


def _left(words: Sequence[Word], end: int, first: int, v: Vocabulary) -> int:
    """Where the name begins whose ending begins at `first`."""
    while first > 0 and words[first].joined and end - first < LONGEST:
        before = words[first - 1]
        small = before.key in PARTICLES and first > 1 and words[first - 1].joined and words[first - 2].capital
        if small or (before.text[0].isupper() and before.key not in FUNCTION | TITLES | RANKS):
            first -= 1
        elif first > 1 and (_pair(words, first, v) or _possessed(words, first, v)):
            first -= 2
        else:
            break
    while words[first].key in PARTICLES and words[first].text.islower() and words[first].text not in ("al", "el"):
        first += 1
    return first


def _pair(words: Sequence[Word], first: int, v: Vocabulary) -> bool:
    """ "Relief and Works Agency": is what stands before "and" part of the name, after an article of its own?"""
    left = words[first - 2]
    if (
        words[first - 1].key != "and"
        or not left.text[0].isupper()
        or left.key in FUNCTION
        or v.nations.at(words, first - 2)
    ):
        return False
    if first < 3 or not words[first - 2].joined:
        return False
    return words[first - 3].key in ("the", "'s") or bool(v.nations.at(words, first - 3))


def _possessed(words: Sequence[Word], first: int, v: Vocabulary) -> bool:
    """ "People's Defence Force", "Ukraine's Centre for …": a possessive that belongs to the name."""
    owner = words[first - 2]
    if words[first - 1].key != "'s" or not owner.capital:
        return False
    return owner.key in ("people", "women", "children", "doctors") or bool(v.nations.at(words, first - 2))


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
    if kind == "military" and any(w.key == "police" for w in name):
        return "government"
    if ending in OFFICES and any(w.key == "military" for w in name):
        return "military"
    return kind
