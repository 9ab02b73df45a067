"""Quantities as a text says them: a number with the words that bound it and the unit beside it.

    "at least 12"           value 12, min 12, max None      "up to 12"    value 12, min None, max 12
    "about 12"              value 12, min None, max None    "12 to 15"    value None, min 12, max 15
    "dozens"                value None, min 24, max 99      "12"          value 12, min 12, max 12

Pure functions of the text. Whether the number counts the noun that follows is a matter of grammar, and for the pipe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from factx.lexicon import lexicon
from factx.values.estimates import Bound, Cue, Cues, bounded
from factx.values.measures import Measure, Measures
from factx.values.units import Unit, known

__all__ = ["Bound", "Expression", "Grammar", "bounds", "grammar"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A quantity in a text: the phrase is `text[start:end]`, the digits or number words alone `text[number:close]`.

    `unit` is None for a count; `word` is what a hyphen ties to a count ("five-storey"), empty otherwise; `cues` are the
    words that bound it.
    """

    start: int
    end: int
    number: int
    close: int
    bound: Bound
    unit: Unit | None
    word: str = ""
    cues: tuple[Cue, ...] = ()


_HYPHENED = re.compile(r"[-‐‑](?P<word>[a-z]{3,})\b")


class Grammar:
    """Reads quantities, given the words and units of a lexicon."""

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        tables = lexicon(folders)
        self.measures = Measures(known(tables))
        self.cues = Cues(tables)

    def expressions(self, text: str) -> Iterator[Expression]:
        """Every quantity of the text in order, none overlapping another; linear in the length of the text."""
        ones = list(self.measures.ones(text))
        found = [self._dress(text, m) for m in self.measures.of(text, ones)]
        dressed = (self._dress(text, m) for m in ones)
        found += [e for e in dressed if e.start < e.number]  # "a month" says one only where a cue does
        end = -1
        for e in sorted(found, key=lambda e: (e.start, -e.end)):
            if e.number >= end:
                end = e.end
                yield e

    def _dress(self, text: str, m: Measure) -> Expression:
        """A measure with the words around it that bound it."""
        start, before = self.cues.before(text, m.start, big=m.unit is not None or m.low.max >= 10, unit=m.unit)
        end, after = self.cues.after(text, m.end)
        word = _HYPHENED.match(text, m.end) if m.unit is None and end == m.end else None
        cues = (*before, after) if after.sense else tuple(before)
        bound = bounded(m.low, m.high, [cue.sense for cue in cues])
        return Expression(start, end, m.number, m.close, bound, m.unit, word["word"] if word else "", cues)


@cache
def grammar(folders: tuple[str, ...] = ()) -> Grammar:
    """The grammar of quantities with the user's folders of tables on top, made once a process."""
    return Grammar(folders)


def bounds(text: str, folders: tuple[str, ...] = ()) -> Bound | None:
    """The bound of the first quantity in `text` ("at least 12 soldiers" -> 12, 12, None), or None where it has none."""
    found = next(grammar(folders).expressions(text), None)
    return found.bound if found else None
