"""Titles: the words that say what a person is, found in a line of words by the tables of titles and ranks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from factx.lexicon import Row
from factx.values.people.line import Line

Kind = Literal["office", "occupation", "honorific", "rank"]
_VERBAL = frozenset(["VERB", "AUX", "ADV", "PARTICIPLE"])  # "who will head the court"
_LONGEST = 7  # words of the longest title, hyphens and full stops among them


@dataclass(frozen=True, slots=True)
class Title:
    """A title over the words `start` to `end` (exclusive), and where its row stands."""

    start: int
    end: int
    kind: Kind
    plural: bool = False
    source: str = ""


class Titles:
    """The tables of titles and ranks, looked up by words in either direction."""

    def __init__(
        self,
        titles: Iterable[Row],
        ranks: Iterable[Row],
        institutions: Iterable[str] = (),
        peoples: Iterable[str] = (),
    ) -> None:
        """`institutions` are the last words of the names of bodies ("Academy"), `peoples` the adjectives and names of
        peoples; neither are names of persons."""
        self.institutions = {w.casefold() for w in institutions}
        self.peoples = {w.casefold() for w in peoples}
        self.modifiers: set[str] = set()
        self.bodies: set[str] = set()
        self.surnames: set[str] = set()
        self._kinds: dict[str, list[tuple[Kind, str]]] = {}  #: the kinds of a title, each with where its row stands
        self._abbreviations: set[str] = set()
        for row in titles:
            for kind in row["kinds"].split(","):
                self._add(row["title"].casefold(), kind, row.source)
        for row in ranks:
            self._add(row["rank"].casefold(), "rank", row.source)
            for short in filter(None, (a.strip() for a in row["abbreviations"].split(","))):
                self._add(short.casefold(), "rank", row.source)
                self._abbreviations.add(short.casefold())
        self._first = _with_plurals(k.split(" ", 1)[0] for k in self._kinds)
        self._last = _with_plurals(k.rsplit(" ", 1)[-1] for k in self._kinds)

    def _add(self, words: str, kind: str, source: str) -> None:
        if kind == "modifier":
            self.modifiers.add(words)
        elif kind == "body":
            self.bodies.add(words)
        elif kind == "surname":
            self.surnames.add(words)
        elif kind == "thing":
            self.institutions.add(words)
        elif kind in ("office", "occupation", "honorific", "rank"):
            self._kinds.setdefault(words, []).append((kind, source))  # type: ignore[arg-type]
            if len(words) < 5:
                self._abbreviations.add(words)

    def ending(self, line: Line, end: int, before_name: bool = True) -> Title | None:
        """The longest title whose last word stands just before `end`. Before a name a form of address ("Sheikh") is
        no office; elsewhere ("a tribal sheikh") it may be one."""
        if end == 0 or (norm(line.words[end - 1]) not in self._last and line.words[end - 1] != "."):
            return None
        keys, stop = [], line.words[end - 1] == "."
        for i in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
            word = norm(line.words[i])
            if (not word and line.words[i] not in ".-") or word == "\n":
                break
            keys.append((i, word))
        best = None
        text = ""
        for i, word in keys:
            text = f"{word} {text}".strip() if word else text
            if word and (kind := self._kind(text, before_name)) and (not stop or text in self._abbreviations):
                best = Title(i, end, *kind)
        if best and best.kind == "honorific" and not _address(line.words[best.start]):
            return None
        return best if best and line.tags[end - 1] not in _VERBAL else None

    def starting(self, line: Line, start: int) -> Title | None:
        """The longest title whose first word is `start`, anywhere but before a name."""
        best, text = None, ""
        if norm(line.words[start]) not in self._first or (start and line.words[start - 1] == "-"):
            return None
        for i in range(start, min(len(line.words), start + _LONGEST)):
            word = norm(line.words[i])
            if (not word and line.words[i] not in ".-") or word == "\n":
                break
            if word:
                text = f"{text} {word}".strip()
                if kind := self._kind(text, False):
                    best = Title(start, i + 1, *kind)
        return best if best and line.tags[best.end - 1] not in _VERBAL else None

    def body(self, line: Line, end: int) -> int | None:
        """Where a common noun for a body ("air force") begins that ends just before `end`."""
        for n in (3, 2, 1):
            if end >= n and " ".join(w.casefold() for w in line.words[end - n : end]) in self.bodies:
                return end - n
        return None

    def plain(self, word: str) -> bool:
        """Is the word none of the tables' own?"""
        low = word.casefold()
        return low not in self._kinds and low not in self.modifiers and low not in self.bodies

    def _kind(self, text: str, before_name: bool) -> tuple[Kind, bool, str] | None:
        for form, plural in ((text, False), (singular(text), True)):
            if form and (kinds := self._kinds.get(form)):
                order = ("honorific", "office", "rank", "occupation")
                order = order if before_name else ("office", "occupation", "rank", "honorific")
                kind, source = min(kinds, key=lambda k: order.index(k[0]))
                return kind, plural, source
        return None


def _address(word: str) -> bool:
    """Is the word written as a form of address ("Dr", "Sheikh"; not "brother", nor the "DR" of "DR Congo")?"""
    return word[0].isupper() and (len(word) == 1 or not word.isupper())


def _with_plurals(words: Iterable[str]) -> set[str]:
    found = set(words)
    return found | {w + "s" for w in found} | {w[:-2] + "en" for w in found if w.endswith("man")}


def norm(word: str) -> str:
    """A word as the tables have it: folded, without full stops; empty for a hyphen or a full stop alone."""
    word = word.casefold().replace("’", "'")
    if word in ("-", "–"):
        return ""
    return word.replace(".", "") if len(word) > 1 else word.strip(".-,;:()\"'")


def singular(text: str) -> str | None:
    """The singular of a title in the plural ("spokesmen"), None where it is none."""
    if text.endswith("men"):
        return text[:-2] + "an"
    if text.endswith("ies"):
        return text[:-3] + "y"
    if text.endswith("s") and not text.endswith("ss"):
        return text[:-1]
    return None
