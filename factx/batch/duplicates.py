"""Copies: documents that tell nothing that an earlier one does not tell.

Wire copies are the same words with a line cut or added. MinHash estimates how much of their wording two documents
share; that alone would take one day's bulletin for another's, which differ by a number. So a copy may hold no number
and no name that its original lacks, no number of anything else ("15 killed" is not held by "15 March"), and may not be
published days away from it.
"""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest

from rensa import RMinHash

from factx.schema import Document
from factx.values.numerals import NUMBER_WORDS

#: The share of their wording that copies have in common.
ALIKE = 0.8
#: Days between a copy and its original, at most: papers print the wire of yesterday.
DAYS = 2
_HASHES, _BAND = 128, 8
_SHINGLE = 3  #: words
_SHORTEST = 30  #: words; of fewer, too few are shared by more than chance
_LONGEST = 1_000_000  #: characters; nobody wires a book, and the print of one takes long
_TOGETHER = re.compile(r"[^\S\n]+\n?[^\S\n]*|\n")  # no blank line between
_WORD = re.compile(r"\w[\w.,:'’-]*\w|\w")


@dataclass(frozen=True, slots=True)
class Print:
    """What of a document tells whether another is its copy; all of it is kept as numbers."""

    day: date | None
    minhash: array[int]  #: empty where the document is too short
    words: array[int]  #: of all words, and of all numbers with the word after them, sorted
    telling: array[int]  #: of the words with a capital, and of the numbers as far as possible with the word after them

    def bands(self) -> list[int]:
        """The buckets of locality-sensitive hashing: documents that are alike share one, most likely."""
        edges = range(0, len(self.minhash) + 1, _BAND)
        return [zlib.crc32(self.minhash[a:b].tobytes()) << 8 | n for n, (a, b) in enumerate(pairwise(edges))]

    def likeness(self, other: Print) -> float:
        """The estimated share of wording that the two have in common."""
        same = sum(a == b for a, b in zip(self.minhash, other.minhash, strict=True))
        return same / len(self.minhash)

    def adds_nothing_to(self, other: Print) -> bool:
        return all(other._holds(word) for word in self.telling)

    def near(self, other: Print) -> bool:
        """Whether the days, where both are known, are near."""
        return not (self.day and other.day) or abs((self.day - other.day).days) <= DAYS

    def _holds(self, word: int) -> bool:
        at = bisect_left(self.words, word)
        return at < len(self.words) and self.words[at] == word


def fingerprint(document: Document) -> Print:
    """The print of a document's body: bylines, captions and the page around it are nobody's wording. Of a very long
    document it is empty: only the same bytes are its copy."""
    body = _body(document)
    if len(body) > _LONGEST:
        return Print(document.published, array("I"), array("I"), array("I"))
    found = list(_WORD.finditer(body))
    words = [m[0].casefold() for m in found]
    telling, all_ = set(), set(words)
    for m, word, after, next_ in zip_longest(found, words, found[1:], words[1:]):
        if _figure(word) and after:
            of = f"{word} {next_}"
            all_.add(of)
            telling.add(of if _TOGETHER.fullmatch(body, m.end(), after.start()) else word)
        elif _figure(word) or m[0] != word:
            telling.add(word)
    minhash: array[int] = array("I")
    if len(words) >= _SHORTEST:
        hasher = RMinHash(num_perm=_HASHES, seed=1)
        hasher.update([" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)])
        minhash.extend(hasher.digest())
    return Print(document.published, minhash, _hashes(all_), _hashes(telling))


def _hashes(words: set[str]) -> array[int]:
    return array("I", sorted(zlib.crc32(w.encode()) for w in words))


def _figure(word: str) -> bool:
    return any(c.isdigit() for c in word) or not NUMBER_WORDS.isdisjoint(word.split("-"))


def _body(document: Document) -> str:
    parts, at = [], 0
    for zone in sorted(document.silent, key=lambda z: z.start):
        parts.append(document.cased[at : zone.start])
        at = max(at, zone.end)
    return "\n\n".join([*parts, document.cased[at:]])
