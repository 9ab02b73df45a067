"""When do two sayings mean the same? One set of answers, so that scores of different runs and tools compare.

The definitions are those of the scorer that our own gold came with (`tests/gold/score.py`), to the letter: a change
here changes every figure that was ever published.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache
from typing import Any

Row = dict[str, Any]
Span = tuple[int, int]

_ARTICLE = re.compile(r"^(the|a|an|its|their|his|her)\s+", re.I)
_GENERIC = re.compile(
    r"\b(region|oblast|province|governorate|district|raion|state|city|town|village|county|republic of|the)\b", re.I
)
_EMPTY = frozenset("of the a an and in on at for to by from with 's region".split())
_OWNERS = frozenset(("their", "its", "his", "her"))
_COMPASS = re.compile(r"(north|south|east|west)(ern)?$")
_WORD = re.compile(r"[^\s,;/()\[\]\"“”‘’-]+")


@cache
def folded(text: str) -> str:
    """Without case, accents, punctuation, genitives and a leading article."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"[’'`\"“”ʼ]s?\b", "", text)
    text = re.sub(r"[^\w%]+", " ", text).strip()
    return _ARTICLE.sub("", text)


@cache
def bare(text: str) -> str:
    """A folded name without the word for what it is ("Kursk region", "Kursk Oblast")."""
    plain = folded(text)
    return re.sub(r"\s+", " ", _GENERIC.sub(" ", plain)).strip() or plain


def tokens(text: str) -> list[str]:
    return [t for t in folded(text).split() if t not in _EMPTY]


@cache
def _words(text: str) -> tuple[tuple[str, bool], ...]:
    """The folded words of a phrase, without the empty ones; with each, whether it tells this phrase from its like:
    a capital, a digit or a point of the compass does."""
    return tuple(
        (n, w[0].isupper() or any(c.isdigit() for c in w) or bool(_COMPASS.match(n)))
        for w in _WORD.findall(text)
        for n in folded(w).split()
        if n not in _EMPTY and n not in _OWNERS
    )


def _singular(word: str) -> str:
    return re.sub(r"(?<=[a-z]{3})(?<!s)s$", "", re.sub(r"ies$", "y", word))


def _same_word(a: tuple[str, bool], b: tuple[str, bool]) -> bool:
    """One word in the singular or the plural, or two names of the same first five letters ("Ukraine", "Ukrainian")."""
    if _singular(a[0]) == _singular(b[0]):
        return True
    return a[1] and b[1] and len(a[0]) > 4 and not _COMPASS.match(a[0]) and a[0][:5] == b[0][:5]


@cache
def alike(a: str, b: str) -> bool:
    """Whether two phrases say the same. The shorter must be contained in the longer and at least half as long, or both
    must end in the same word and share half of the shorter's. What tells each from its like rules that out: both have
    such a word that the other lacks ("36th Marines", "37th Marines"), or one has a point of the compass ("Ossetia",
    "South Ossetia")."""
    mine, theirs = _words(a), _words(b)
    if not mine or not theirs:
        return False
    only_mine = [x for x in mine if not any(_same_word(x, y) for y in theirs)]
    only_theirs = [y for y in theirs if not any(_same_word(x, y) for x in mine)]
    apart = [w for w, sets_apart in only_mine if sets_apart]
    apart_too = [w for w, sets_apart in only_theirs if sets_apart]
    if (apart and apart_too) or any(_COMPASS.match(w) for w in apart + apart_too):
        return False
    fewer, more = sorted((len(mine), len(theirs)))
    shared = min(len(mine) - len(only_mine), len(theirs) - len(only_theirs))
    if shared == fewer and shared * 2 >= more:
        return True
    if shared and _same_word(mine[-1], theirs[-1]) and shared * 2 >= fewer:
        return True
    return bare(a) == bare(b)


def occurrences(text: str, words: str) -> list[Span]:
    """Every place where the words stand, overlaps included."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def overlap(spans: list[Span], others: list[Span]) -> bool:
    """Whether any two touch; a span of more than some two and a half times the other's length counts for nothing."""
    return any(a < d and c < b and b - a <= 2.5 * (d - c) + 12 for a, b in spans for c, d in others)


def spans(record: Row) -> list[Span]:
    return [(m["start"], m["end"]) for m in record.get("mentions") or []]


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Along the great circle between two points, each a latitude and a longitude."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def same_number(a: float | None, b: float | None) -> bool:
    """Equal, to a thousandth; null is equal to null only."""
    if a is None or b is None or isinstance(a, str) or isinstance(b, str):
        return a == b
    return a == b or abs(a - b) <= 1e-3 * max(1, abs(a), abs(b))


def same_bounds(record: Row, item: Any) -> bool:
    return all(same_number(record.get(k), getattr(item, k)) for k in ("value", "min", "max"))


def day(moment: str | None) -> str | None:
    return (moment or "")[:10] or None


def same_days(record: Row, item: Any) -> bool:
    return (day(record.get("start")), day(record.get("end"))) == (item.start, item.end)


def words_of(reference: Any) -> str:
    """The words of a reference, whether it is one as the contract has it or a mere string; "" where there is none."""
    text = reference.get("text") if isinstance(reference, dict) else reference
    return text or ""


def refers(reference: Any, wanted: str) -> bool:
    """Does a reference mean this, by its words in the text or by the name that it is resolved to?"""
    if alike(words_of(reference), wanted):
        return True
    return isinstance(reference, dict) and alike(reference.get("name") or "", wanted)


def source_of(record: Row) -> Any:
    return (record.get("attribution") or {}).get("source")
