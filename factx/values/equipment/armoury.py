"""The armoury: the tables of equipment as a tree of word pieces, and the longest entry that begins at a piece.

A text is cut into pieces, runs of letters and runs of figures ("T-72B3" is t, 72, b, 3), so that "T-72", "T 72" and
"T72" are one, and an unlisted variant is seen as the longest listed beginning with something more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from factx.lexicon import Row

Case = Literal["any", "capital", "upper"]
Kind = Literal["type", "series", "head", "modifier", "tail", "idiom", "no weapon", "use", "work"]
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_PARTS = re.compile(r"[^\W\d_]+|\d+|#")
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
    """What the tables know under a name: `unsure` where it is other things too; `case` is how it must be written;
    `source` is where its row stands."""

    name: str
    class_: str
    kind: Kind
    unsure: bool = False
    case: Case = "any"
    source: str = ""


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
    """The tables `equipment` (types by designation) and `equipment_classes` (common nouns), looked up by pieces."""

    def __init__(self, types: Iterable[Row], nouns: Iterable[Row]) -> None:
        self._types, self._nouns, self._modifiers = _Tree(), _Tree(), _Tree()
        self._uses: set[str] = set()
        self._works: set[str] = set()
        for row in types:
            self._types.sow(row)
        for row in nouns:
            for kind in row["kind"].split(","):
                if kind in ("use", "work"):
                    (self._uses if kind == "use" else self._works).add(fold(row["noun"]))
                else:
                    (self._modifiers if kind == "modifier" else self._nouns).sow(row)

    def begins(self, piece: Piece) -> bool:
        """May an entry begin with the piece? (Quick: most words of a text begin none.)"""
        forms = (piece.fold, *_singular(piece.fold))
        return any(form in tree.firsts for form in forms for tree in (self._types, self._nouns, self._modifiers))

    def type(self, line: list[Piece], i: int) -> Match | None:
        """The longest designation or name of a type that begins at the piece `i`."""
        return self._types.longest(line, i)

    def noun(self, line: list[Piece], i: int) -> Match | None:
        """The longest common noun (or idiom, or word that makes a noun before it no weapon) that begins at `i`."""
        return self._nouns.longest(line, i)

    def work(self, line: list[Piece], i: int) -> bool:
        """Are the pieces `i - 1` and `i` what a thing is for and a thing that is a work then ("propane" + "tanks")?"""
        noun = line[i].fold
        return line[i - 1].fold in self._uses and not self._works.isdisjoint((noun, *_singular(noun)))

    def modifier(self, line: list[Piece], i: int) -> Match | None:
        """The longest modifier that begins at `i`."""
        return self._modifiers.longest(line, i)


class _Tree:
    """Names by their pieces. The names are many and a report has few of them, so those that begin with a piece are put
    into the tree when the piece is first met."""

    def __init__(self) -> None:
        self.firsts: dict[str, list[Row]] = {}
        self._root: dict[str, Any] = {}

    def sow(self, row: Row) -> None:
        """Take the names of a row in, to be grown later."""
        for alias in _names(row):
            if first := _PIECE.match(alias):
                rows = self.firsts.setdefault(fold(first.group()), [])
                if not rows or rows[-1] is not row:
                    rows.append(row)

    def _grow(self, first: str) -> None:
        for row in self.firsts[first]:
            for alias in _names(row):
                parts = [fold(part) for part in _PARTS.findall(alias)]
                if parts[:1] == [first]:
                    tree = self._root
                    for part in parts:
                        tree = tree.setdefault(part, {})
                    tree.setdefault("", _entry(alias, row))

    def longest(self, line: list[Piece], start: int) -> Match | None:
        """The longest name that begins at the piece `start`."""
        for form in (line[start].fold, *_singular(line[start].fold)):
            if form in self.firsts and form not in self._root:
                self._grow(form)
        best: Match | None = None
        tree, i, plural = self._root, start, False
        while i < len(line) and not plural:
            piece = line[i]
            if i > start and not _GAP.match(piece.gap):
                break
            if i == start + 1 and piece.gap == " " and _lone(line[start], piece):
                break
            deeper = tree.get(piece.fold)
            if deeper is None:
                deeper = next((tree[form] for form in _singular(piece.fold) if form in tree), None)
                plural = deeper is not None
            if deeper is None and "#" in tree and piece.fold.isdigit() and piece.gap in _TIGHT and len(piece.fold) < 5:
                deeper = tree["#"]
            if deeper is None:
                break
            tree, i = deeper, i + 1
            entry: Entry | None = tree.get("")
            if entry and (i == len(line) or line[i].gap or not plural):
                best = Match(entry, i, plural)
        return best


def _names(row: Row) -> list[str]:
    """All that a row is looked up by."""
    return [row["noun"]] if "noun" in row else f"{row['name']}|{row['aliases']}|{row['unsure']}".split("|")


def _entry(alias: str, row: Row) -> Entry:
    first = _PIECE.match(alias)
    upper = first is not None and first.group().isupper() and (alias.isupper() or any(c.isdigit() for c in alias))
    case: Case = "upper" if upper else "capital" if alias[:1].isupper() else "any"
    if "noun" in row:
        kinds = [k for k in row["kind"].split(",") if k != "modifier"] or ["modifier"]
        return Entry(row["noun"], row["class"], kinds[0], bool(row["unsure"]), case, row.source)  # type: ignore[arg-type]
    kind: Kind = "series" if "#" in alias else "type"
    return Entry(row["name"], row["class"], kind, alias in row["unsure"].split("|"), case, row.source)


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
