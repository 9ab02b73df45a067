"""Abbreviations that a report sets beside a name: "Rapid Support Forces (RSF)", "UKMTO (United Kingdom Maritime Trade
Operations)", "Combined Arms Army [CAA]"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factx.values.bodies.closed import FUNCTION
from factx.values.phrases import Word

SHORT = re.compile(r"[A-Z][A-Z0-9&-]{1,9}s?$|[A-Z][a-zA-Z]{0,3}[A-Z][A-Za-z]{0,4}$")
#: Abbreviations in brackets that name no body.
NO_BODIES = frozenset(
    "gmt utc est edt bst cet msk uav uavs drone ied ieds pow pows icbm usv usvs afv afvs ifv apc atgm fpv km mph sq "
    "usd".split()
)
LONGEST = 10


@dataclass(frozen=True, slots=True)
class Definition:
    """The words of the full name and those of the abbreviation. `first` is -1 where the abbreviation does not spell
    the words before it ("Armed Forces Press Committee (COPREFA)"): they must be known as a body by other means."""

    first: int
    last: int
    short_first: int
    short_last: int


def definitions(words: Sequence[Word], text: str) -> Iterator[Definition]:
    """The definitions in a line of words."""
    for i in range(1, len(words)):
        before = text[words[i - 1].end : words[i].start].rstrip("\"“'")
        if before[-1:] not in "([" or not before or before[:-1].strip():
            continue
        last = _closing(words, text, i)
        if last is None:
            continue
        short = "".join(w.text for w in words[i:last])
        if SHORT.match(short) and last - i <= 3 and words[i].key not in NO_BODIES:
            yield Definition(_spelt(words, i, short), i, i, last)
        elif SHORT.match(words[i - 1].text) and last - i >= 2 and _initials(words[i:last], words[i - 1].text):
            yield Definition(i, last, i - 1, i)


def _closing(words: Sequence[Word], text: str, i: int) -> int | None:
    """The word after the bracket's last, if it closes soon."""
    for j in range(i, min(len(words), i + LONGEST)):
        after = text[words[j].end : words[j].end + 2].lstrip("\"”'")
        if after[:1] in (")", "]"):
            return j + 1
        if not after.strip() or after[0].isalnum() or after[0] in "-'’/&.":
            continue
        return None
    return None


def _spelt(words: Sequence[Word], end: int, short: str) -> int:
    """Where the capitalised name begins that ends before the word `end` and whose initials the abbreviation has, or
    -1."""
    letters = [c for c in short.rstrip("s") if c.isalpha()]
    best = -1
    for first in range(end - 1, max(-1, end - LONGEST - 1), -1):
        word = words[first]
        if first < end - 1 and not words[first + 1].joined:
            break
        if word.text[0].isupper() and word.key not in FUNCTION and _initials(words[first:end], short):
            best = first
            if word.text[0].upper() == letters[0].upper():
                break
    return best


def _initials(run: Sequence[Word], short: str) -> bool:
    """Do the initials of the capitalised words, in order, give the abbreviation or nearly?"""
    letters = [c.upper() for c in short.rstrip("s") if c.isalpha()]
    initials = [w.text[0].upper() for w in run if w.text[0].isupper()]
    every = [w.text[0].upper() for w in run if w.key != "'s"]
    if not initials or not letters or initials[0] != letters[0]:
        return False
    return (
        initials == letters
        or every == letters
        or (
            len(letters) >= 2
            and _within(letters, "".join(w.text.upper() for w in run))
            and abs(len(initials) - len(letters)) <= 1
        )
    )


def _within(letters: list[str], name: str) -> bool:
    """Are the letters found in the name in order?"""
    at = 0
    for letter in letters:
        at = name.find(letter, at) + 1
        if not at:
            return False
    return True
