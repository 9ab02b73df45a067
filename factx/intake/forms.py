"""How words are written in mixed case: the word list and the exceptions to it. Read when a text in capitals comes."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from factx.lexicon import lexicon, models

_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
_DERIVED = re.compile(
    r"(?=.{8})(?:ANTI|NON|COUNTER|ULTRA|SUPER|INTER|PARA|NARCO|MULTI|MID|UP|DOWN)?(?P<stem>[A-Z]{4,}?)"
    r"(?:LY|ISTS?|NESS|INGS?|ED|IZATION|ISATION|ERS?)?$"
)
#: Nouns that end compounds written as one word ("warplane", "ceasefire") and hardly a name.
_COMPOUND = re.compile(
    r"(?P<stem>[A-Z]{3,}?)(?:(?:BASE|BOMB|CARRIER|CRAFT|FIGHTER|FIRE|FRONT|GUN|HOLDER|HUNTER|JACKET|KEEPER|LAUNCHER|LOAD"
    r"|MAKER|PLANE|SHIP|STRIKE|SWEEPER|THROWER|WORKER)S?|BORNE|PROOF|WIDE|WOMAN|WOMEN|(?<=[A-Z]{4})(?:MEN|LONG))$"
)


@dataclass(frozen=True, slots=True)
class Forms:
    """Look-ups by the word in capitals."""

    ordinary: frozenset[str]  #: written in lower case
    ambiguous: frozenset[str]  #: both an ordinary word and a name
    roles: dict[str, tuple[str, ...]]  #: of single words, as cased.tsv gives them
    names: dict[str, str]  #: names whose form is told: "MIG" is "MiG"
    phrases: dict[str, list[tuple[str, ...]]]  #: names of several words by their first, the longest first


@lru_cache(maxsize=50_000)
def kind(word: str) -> str:
    """What a word is taken for before its neighbours are looked at: "lower", "either", "name", "upper" (kept), or
    "other" for what holds a figure or is not in capitals."""
    if not word.isupper() or any(map(str.isdigit, word)):
        return "other"
    known = forms()
    roles = known.roles.get(word, ())
    if len(word) == 1:
        return "lower" if word == "A" else "upper"
    if "upper" in roles or "." in word:
        return "upper"
    if "name" in roles:
        return "name"
    if word in known.ambiguous:
        return "either"
    if word in known.ordinary or "lower" in roles or _derived(word, known):
        return "lower"
    return "name" if _VOWEL.search(word) else "upper"


def _derived(word: str, known: Forms) -> bool:
    """Made of an ordinary word that the list has: "ANTIGOVERNMENT", "UNIONISTS", "WARPLANE"."""
    m, compound = _DERIVED.match(word), _COMPOUND.match(word)
    if compound and compound["stem"] in known.ordinary:
        return True
    return m is not None and (m["stem"] in known.ordinary or m["stem"] + "E" in known.ordinary)


@cache
def forms() -> Forms:
    """The forms of `words.txt.gz` and `cased.tsv`; read once a process, in some 30 ms."""
    packed = gzip.decompress((models() / "lexicon" / "words.txt.gz").read_bytes()).decode("utf-8")
    listed = [line for line in packed.upper().split("\n") if line and not line.startswith("#")]
    roles: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for row in lexicon().table("cased"):
        words, given = tuple(row["form"].split()), tuple(row["role"].split())
        if len(words) > 1:
            phrases.setdefault(words[0].upper(), []).append(words)
            continue
        roles[words[0].upper()] = given
        if "name" in given or "designator" in given:
            names[words[0].upper()] = words[0]
    return Forms(
        ordinary=frozenset(word for word in listed if word[-1] != "*"),
        ambiguous=frozenset(word[:-1] for word in listed if word[-1] == "*"),
        roles=roles,
        names=names,
        phrases={first: sorted(found, key=len, reverse=True) for first, found in phrases.items()},
    )
