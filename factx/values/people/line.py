"""The words that the grammar of names and roles reads: plain lists, made of a Doc by the component."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_POSSESSIVE = frozenset(["'s", "’s", "'", "’"])


@dataclass(frozen=True, slots=True)
class Line:
    """Words in their order, with a coarse tag each.

    A tag is the universal part of speech; but NORP for the name of a people ("Ukrainian"), GPE for that of a state or
    town and DATE in a date, where the model says so, and PARTICIPLE for the forms in "-ing" and "-ed". The end of a
    paragraph is a word of its own, a line feed.
    `chunks` has the named things other than persons: first word → the word after the last; `ends` the same from
    behind, `bodies` those of organisations alone, from behind.
    """

    words: Sequence[str]
    tags: Sequence[str]
    chunks: Mapping[int, int]
    ends: Mapping[int, int]
    bodies: Mapping[int, int]

    def at(self, i: int) -> str:
        """The word at `i`, empty where the line has none."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def tag(self, i: int) -> str:
        """The tag at `i`, empty where the line has none."""
        return self.tags[i] if 0 <= i < len(self.tags) else ""

    def low(self, i: int) -> str:
        """The word at `i` in small letters."""
        return self.at(i).casefold()

    def capital(self, i: int) -> bool:
        return self.at(i)[:1].isupper()

    def possessive(self, i: int) -> bool:
        """Is the word the mark of a possessive ("'s")?"""
        return self.at(i) in _POSSESSIVE and self.tags[i] != "PUNCT"
