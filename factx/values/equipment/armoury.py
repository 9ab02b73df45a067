"""The armoury: the tables of equipment as a tree of word pieces, and the longest entry that begins at a piece.

A text is cut into pieces, runs of letters and runs of figures ("T-72B3" is t, 72, b, 3), so that "T-72", "T 72" and
"T72" are one, and an unlisted variant is seen as the longest listed beginning with something more.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

Case = Literal["any", "capital", "upper"]
Kind = Literal["type", "series", "head", "modifier", "tail", "idiom", "no weapon"]
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_GAP = re.compile(r"(?:[ \u00a0]?[-‐‑–/][ \u00a0]?|[ \u00a0]|\r?\n|\.\s?|['’])?\Z")
_TIGHT = frozenset(["", "-", "‐", "‑", "–"])


#: The fold of the "s" in "T-72s", which is none of "T-72S".
PLURAL = "-s"


class Piece(NamedTuple):
    """A run of letters or of figures: its characters, folded; `gap` is what stands between it and the piece before."""

    start: int
    end: int
    fold: str
    gap: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the tables know under a name: `unsure` where it is other things too; `case` is how it must be written."""

    name: str
    class_: str
    kind: Kind
    unsure: bool = False
    case: Case = "any"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry over the pieces up to `end` (exclusive)."""

    entry: Entry
    end: int
    plural: bool = False


def pieces(text: str) -> list[Piece]:
    """The pieces of a text in their order."""
    found, last = [], 0
    for m in _PIECE.finditer(text):
        start, end = m.span()
        word, gap = text[start:end], text[last:start]
        found.append(Piece(start, end, PLURAL if word == "s" and not gap else fold(word), gap))
        last = end
    return found


def fold(word: str) -> str:
    """A word without case and accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i").replace("ł", "l"))
    return "".join(c for c in plain if not unicodedata.combining(c))


class Armoury:
    """The tables `equipment` (types by designation) and `equipment_classes` (common nouns), looked up by pieces.

    The names of types are many and a report has few of them, so the tree of those that begin with a piece is grown
    when the piece is first met.
    """

    def __init__(self, types: Iterable[Mapping[str, str]], nouns: Iterable[Mapping[str, str]]) -> None:
        self._seeds: dict[str, list[tuple[str, Mapping[str, str]]]] = defaultdict(list)
        self._types: dict[str, Any] = {}
        self._nouns: dict[str, Any] = {}
        self._modifiers: dict[str, Any] = {}
        for row in types:
            for alias in "|".join((row["name"], row["aliases"], row["unsure"])).split("|"):
                if first := _PIECE.match(alias):
                    self._seeds[fold(first.group())].append((alias, row))
        for row in nouns:
            for kind in row["kind"].split(","):
                entry = Entry(row["noun"], row["class"], kind, bool(row["unsure"]))  # type: ignore[arg-type]
                _insert(self._modifiers if kind == "modifier" else self._nouns, row["noun"], entry)
        self._firsts = {*self._seeds, *self._nouns, *self._modifiers}
        self._firsts |= {w + "s" for w in self._firsts} | {w[:-1] + "ies" for w in self._nouns if w.endswith("y")}
        self._firsts |= {w + "es" for w in self._nouns}

    def begins(self, piece: Piece) -> bool:
        """May an entry begin with the piece? (Quick: most words of a text begin none.)"""
        return piece.fold in self._firsts

    def type(self, line: list[Piece], i: int) -> Match | None:
        """The longest designation or name of a type that begins at the piece `i`."""
        for first in (line[i].fold, line[i].fold[:-1] if line[i].fold.endswith("s") else ""):
            for alias, row in self._seeds.pop(first, ()):
                unsure = alias in row["unsure"].split("|")
                _insert(
                    self._types, alias, Entry(row["name"], row["class"], "series" if "#" in alias else "type", unsure)
                )
        return _longest(self._types, line, i)

    def noun(self, line: list[Piece], i: int) -> Match | None:
        """The longest common noun (or idiom, or word that makes a noun before it no weapon) that begins at `i`."""
        return _longest(self._nouns, line, i)

    def modifier(self, line: list[Piece], i: int) -> Match | None:
        """The longest modifier that begins at `i`."""
        return _longest(self._modifiers, line, i)


def _insert(tree: dict[str, Any], alias: str, entry: Entry) -> None:
    for part in re.findall(r"[^\W\d_]+|\d+|#", alias):
        tree = tree.setdefault(fold(part), {})
    first = _PIECE.match(alias)
    upper = first is not None and first.group().isupper() and (alias.isupper() or any(c.isdigit() for c in alias))
    case: Case = "upper" if upper else "capital" if alias[:1].isupper() else "any"
    tree.setdefault("", replace(entry, case=case))


def _longest(tree: dict[str, Any], line: list[Piece], start: int) -> Match | None:
    best: Match | None = None
    i = start
    while i < len(line):
        piece = line[i]
        if i > start and not _GAP.match(piece.gap):
            break
        if i == start + 1 and piece.gap == " " and _lone(line[start], piece):
            break
        deeper, plural = tree.get(piece.fold), False
        if deeper is None and (one := _singular(piece.fold)):
            deeper, plural = next((tree[s] for s in one if s in tree), None), True
        if deeper is None and "#" in tree and piece.fold.isdigit() and piece.gap in _TIGHT and len(piece.fold) < 5:
            deeper = tree["#"]
        if deeper is None:
            break
        tree, i = deeper, i + 1
        entry: Entry | None = tree.get("")
        if entry and (i == len(line) or line[i].gap or not plural):
            best = Match(entry, i, plural)
        if plural:
            break
    return best


def _lone(letter: Piece, figures: Piece) -> bool:
    """A single letter before figures is an article or a pronoun ("A 26 year old") unless a hyphen joins them."""
    return len(letter.fold) == 1 and letter.fold.isalpha() and figures.fold.isdigit()


def _singular(word: str) -> tuple[str, ...]:
    """What a plural may be the plural of."""
    if word.endswith("men"):
        return (word[:-2] + "an",)
    if not word.endswith("s") or word.endswith("ss") or len(word) < 3:
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)
