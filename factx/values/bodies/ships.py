"""Warships: a navy's prefix and a name ("USS Cole (DDG 67)"), or a class and a name ("the frigate Psara")."""

from __future__ import annotations

from collections.abc import Sequence

from factx.values.bodies.closed import FUNCTION
from factx.values.bodies.finding import Finding
from factx.values.bodies.vocabulary import Vocabulary
from factx.values.phrases import Word, said

CLASSES = frozenset(
    "frigate destroyer cruiser corvette carrier battleship submarine minesweeper minehunter warship flagship gunboat "
    "cutter dreadnought minelayer".split()
)
LONGEST = 4


def ship(words: Sequence[Word], text: str, i: int, v: Vocabulary) -> Finding | None:
    """The warship whose name begins at the word `i`."""
    word = words[i]
    if prefix := v.ships.get(word.text):
        last = _name(words, i + 1)
        if last > i + 1:
            name, end = said(words[i:last]), _hull(words, text, last)
            return Finding(i, end, "military_unit", name, "unit", prefix.country, source=(prefix.source,))
    if i and words[i - 1].key in CLASSES and word.joined:
        last = _name(words, i)
        if last > i and not (last < len(words) and words[last].key == "class"):
            country = next((t[0].iso for k in range(max(0, i - 4), i) for _, t in v.nations.at(words, k)), "")
            return Finding(i, last, "military_unit", said(words[i:last]), "unit", country)
    return None


def _name(words: Sequence[Word], i: int) -> int:
    first = i
    while i < len(words) and i - first < LONGEST and (i == first or words[i].joined):
        if not words[i].text[0].isupper() or words[i].key in FUNCTION or not words[i].text.isalpha():
            break
        i += 1
    return i


def _hull(words: Sequence[Word], text: str, last: int) -> int:
    """The end with the hull number in brackets after the name."""
    k = last
    while k < len(words) and k - last < 3 and (words[k].text.isupper() or words[k].text.isdigit()):
        k += 1
    if (
        k > last
        and text[words[last - 1].end : words[last].start].strip() == "("
        and text[words[k - 1].end :][:1] == ")"
    ):
        return k
    return last
