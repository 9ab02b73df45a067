"""Names of persons as words: which form is the fullest, and which shorter form joins which full one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

#: Small words that may stand between the words of a name.
LINKS = frozenset(
    "al el ul bin ben ibn bint abu abi umm von van der den de del della di da dos das du la las los y e und zu ould "
    "uld walad".split()
)
#: What does not tell persons apart in a name: those, and what is joined by a hyphen ("as-Sisi").
PARTICLES = LINKS | frozenset("ud as ash at ad an ar az le ten ter i af av ag".split())
_GENERATIONS = frozenset("jr sr ii iii iv".split())
_DOUBLED = re.compile(r"(.)\1+")


def parts(name: str) -> tuple[str, ...]:
    """The words of a name that tell persons apart, folded: no accents, apostrophes, particles; "al-Burhan" is
    ("burhan",). Spellings that differ by the transcription of one script ("Zelensky", "Zelenskyy") are the same."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’ʼ`ʹ‘]s?\b|[\"“”]", "", plain)
    words = [w for w in re.split(r"[^\w]+", plain) if w]
    kept = [w for w in words if w not in PARTICLES and w not in _GENERATIONS] or words
    return tuple(_DOUBLED.sub(r"\1", re.sub(r"iy|yi|ij", "i", w).replace("y", "i")) for w in kept)


def joins(short: Iterable[str], full: Iterable[str]) -> bool:
    """May the name of the parts `short` be a shorter form of the name of the parts `full`?

    The surname or (as with Korean, Chinese and Burmese names) the first word alone does; so do words of the full name
    in their order that end as it ends ("Michael Kurilla", "Michael Erik Kurilla"), or that follow one another in it; an
    initial stands for its word.
    """
    s, f = tuple(short), tuple(full)
    if not s or len(s) > len(f):
        return False
    if len(s) == 1:
        return len(s[0]) > 1 and s[0] in (f[0], f[-1])
    if any(s == f[i : i + len(s)] for i in range(len(f) - len(s) + 1)):
        return True
    rest = iter(f)
    return s[-1] == f[-1] and all(any(_same(w, x) for x in rest) for w in s)


def _same(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0])


def gather(names: list[str]) -> list[int]:
    """For each name, in the order of the text, the number of the person it stands for.

    A short form joins the person last named before it whose full form it fits, else the first named after it.
    """
    forms = [parts(n) for n in names]
    person = [-1] * len(names)
    known: dict[tuple[str, ...], int] = {}
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    said: dict[int, list[int]] = defaultdict(list)  # where each person has been named so far
    for i in sorted(range(len(names)), key=lambda i: (-len(forms[i]), i)):
        form = forms[i]
        found = {known[form]} if form in known and len(form) > 1 else set()
        found = found or {known[f] for f in by_word[form[-1] if form else ""] if joins(form, f)}
        person[i] = _nearest(found, said, i) if found else i
        if form not in known:
            known[form] = person[i]
            for word in {*form}:
                by_word[word].append(form)
        insort(said[person[i]], i)
    return person


def _nearest(persons: set[int], said: dict[int, list[int]], at: int) -> int:
    """The person last named before the mention `at`, else the one first named after it."""
    before = {p: bisect_left(said[p], at) for p in persons}
    last = {said[p][n - 1]: p for p, n in before.items() if n}
    return last[max(last)] if last else min(persons, key=lambda p: said[p][0])
