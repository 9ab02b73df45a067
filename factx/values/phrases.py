"""Many fixed phrases found in running text at once: word by word, whatever stands between the words.

A phrase is a tuple of word keys (folded, without diacritics and dots), so that "Al-Qaida", "al Qaida" and "AL-QAIDA"
are one key and "U.S." is "us"; case is judged afterwards, on the words as written. The cost of a look-up is one
dictionary access a word, however many phrases there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

#: A word: letters dotted as "U.S.", or letters and digits with inner apostrophes (Jama'at, Ta’izz); a possessive
#: "'s" is a word of its own.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|['’`]s(?!\w)|[^\W_]+(?:['’`ʼ](?!s(?!\w))[^\W_]+)*")
#: What may stand between two words of one name: a space, a hyphen or dash, the end of a full line.
JOINT = re.compile(r"[ \t\u00a0]{0,3}\r?\n[ \t]{0,3}|[ \t\u00a0]{1,3}|[-–‑/]|[ \u00a0]?&[ \u00a0]?")
#: A shorter line ends what it says; a longer one may have been broken to fit a page.
FULL_LINE = 48

PLAIN = re.compile(r"[A-Za-z0-9 -]+")
NEXT = frozenset({"", " ", "-"})

T = TypeVar("T")


class Word(NamedTuple):
    """A word of the text: its key, its characters, and whether it continues the word before it without a break."""

    key: str
    text: str
    start: int
    end: int
    joined: bool

    @property
    def capital(self) -> bool:
        """Does the word begin with a capital letter or a digit?"""
        return not self.text[0].islower()


@lru_cache(maxsize=20000)
def key(word: str) -> str:
    """The form of a word that look-ups use: case, diacritics, dots and inner apostrophes folded away."""
    if word[0] in "'’`":
        return "'s"
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.sub(r"['’`ʼ.]", "", word).casefold()


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    found: list[Word] = []
    last = 0
    for m in WORD.finditer(text):
        start, end = m.span()
        gap, word = text[last:start], m.group()
        joined = gap in NEXT or _joins(text, last, gap)
        found.append(Word(key(word), word, start, end, joined))
        last = end
    return found


def _joins(text: str, end: int, gap: str) -> bool:
    """Does the gap that begins at `end` hold two words of one name together?"""
    if gap == ". ":  # an initial
        return end > 1 and text[end - 1].isupper() and not text[end - 2].isalpha()
    if JOINT.fullmatch(gap) is None:
        return False
    return "\n" not in gap or end - text.rfind("\n", 0, end) > FULL_LINE


def keys(phrase: str) -> tuple[str, ...]:
    """The key of a phrase: those of its words."""
    if PLAIN.fullmatch(phrase):
        return tuple(phrase.casefold().replace("-", " ").split())
    return tuple(key(m.group()) for m in WORD.finditer(phrase))


class Phrases(Generic[T]):
    """A set of phrases, each with what it stands for; several things may share one wording."""

    def __init__(self) -> None:
        self.first: dict[str, list[int]] = {}  #: first word → lengths of the phrases, the longest first
        self.known: dict[tuple[str, ...], list[T]] = {}

    def add(self, wording: tuple[str, ...], thing: T) -> None:
        """Add a phrase under its key."""
        things = self.known.get(wording)
        if things is not None:
            things.append(thing)
        elif wording:
            self.known[wording] = [thing]
            lengths = self.first.setdefault(wording[0], [])
            if len(wording) not in lengths:
                lengths.append(len(wording))
                lengths.sort(reverse=True)

    def at(self, text: Sequence[Word], i: int) -> Sequence[tuple[int, list[T]]]:
        """The phrases that begin at the word `i`, the longest first: (number of words, things)."""
        lengths = self.first.get(text[i].key)
        return self._of(text, i, lengths) if lengths else ()

    def longest(self, text: Sequence[Word], i: int) -> tuple[int, T] | None:
        """The longest phrase that begins at the word `i`: its number of words, and the first thing so called."""
        found = self.at(text, i)
        return (found[0][0], found[0][1][0]) if found else None

    def _of(self, text: Sequence[Word], i: int, lengths: list[int]) -> list[tuple[int, list[T]]]:
        found: list[tuple[int, list[T]]] = []
        for n in lengths:
            run = text[i : i + n]
            things = self.known.get(tuple([w.key for w in run])) if len(run) == n else None
            if things and all(w.joined for w in run[1:]):
                found.append((n, things))
        return found


def said(run: Iterable[Word]) -> str:
    """Words as they are printed in a name: single spaces, a possessive on its word."""
    return " ".join(w.text for w in run).replace(" 's", "'s").replace(" ’s", "’s")


def split(cell: str) -> list[str]:
    """The values of a table cell that holds several."""
    return [v.strip() for v in cell.split("|")] if cell else []


def phrases(pairs: Iterable[tuple[str, T]]) -> Phrases[T]:
    """The set made of (wording, thing) pairs."""
    made: Phrases[T] = Phrases()
    for wording, thing in pairs:
        made.add(keys(wording), thing)
    return made
