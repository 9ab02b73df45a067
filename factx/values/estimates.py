"""The words beside a number that open a side of it: "at least", "up to", "about", "or more".

Their vocabulary stands in `models/lexicon/bounds.tsv` (before a number) and `bounds_after.tsv` (after it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from factx.lexicon import Lexicon
from factx.values.numbers import Number, Real
from factx.values.units import Unit


@dataclass(frozen=True, slots=True)
class Bound:
    """The number said (None where it is vague or a range) and its inclusive bounds (None is unbounded)."""

    value: Real | None
    min: Real | None
    max: Real | None


class Cue(NamedTuple):
    """What words beside a number say of it ("min", "max", "about", ""), and their row."""

    sense: str
    source: str = ""


_REACH = 48  # characters before a number in which its cues stand
_LONGEST = 6  # words in the longest cue, with its context
_MOST = 4  # cues in a row ("at least some", "up to a total of about")
_WORD = re.compile(r"\S+")
_QUOTES = "\"'“‘([*"
#: "300 people or so": a cue after what is counted.
_LATE = re.compile(r"(?:\s(?!and\b|or\b|but\b)[\w’'-]+){1,4}?\s(?P<cue>or\s(?:so|more|less|fewer))\b")
#: Prepositions of place that say "during" or "past" before a time.
_TIMED = frozenset(("over", "above", "beyond"))


class Cues:
    """The cues of a lexicon."""

    def __init__(self, tables: Lexicon) -> None:
        self.senses = {r["cue"]: (Cue(r["sense"], r.source), bool(r["place"])) for r in tables.table("bounds")}
        self.last = {cue.split()[-1] for cue in self.senses}
        self.later = {r["cue"]: Cue(r["sense"], r.source) for r in tables.table("bounds_after")}
        words = "|".join(map(re.escape, sorted(self.later, key=len, reverse=True)))
        self._follow = re.compile(rf"(?:\s|(?=[-+]))(?P<cue>{words})(?![\w-])", re.I)

    def before(self, text: str, end: int, *, big: bool, unit: Unit | None) -> tuple[int, list[Cue]]:
        """Where the cues that end right before `end` begin, and the cues, the outermost first.

        `big` tells whether a preposition of place ("over") may be a bound: before a measure, or ten or more.
        """
        cues: list[Cue] = []
        while len(cues) < _MOST and (found := self._one(text, end, big, unit)):
            end, cue = found
            cues.insert(0, cue)
        return end, cues

    def after(self, text: str, start: int) -> tuple[int, Cue]:
        """Where the cue that follows at `start` ends, and the cue; one without a sense where there is none."""
        if m := self._follow.match(text, start):
            return m.end(), self.later[m["cue"].lower()]
        if m := _LATE.match(text, start):
            return start, self.later.get(" ".join(m["cue"].lower().split()), Cue(""))
        return start, Cue("")

    def _one(self, text: str, end: int, big: bool, unit: Unit | None) -> tuple[int, Cue] | None:
        """The longest cue that ends right before `end`, and where it begins."""
        window = text[max(0, end - _REACH) : end]
        body = window.rstrip(" \n\u00a0")
        if window == body:  # a sign may touch the number, a word may not
            sign = self.senses.get(window[-1:])
            return (end - 1, sign[0]) if sign else None
        near = body.rsplit(None, 1)
        if not near or near[-1].lstrip(_QUOTES).lower() not in self.last or window.count("\n", len(body)) > 1:
            return None
        words = [(end - len(window) + m.start(), m.group()) for m in _WORD.finditer(body)]
        for size in range(min(_LONGEST, len(words)), 0, -1):
            at, first = words[-size]
            rest = [w.lower() for _, w in words[-size + 1 :]] if size > 1 else []
            bare = first.lstrip(_QUOTES)
            if rest and (known := self.senses.get(f"({bare.lower()}) {' '.join(rest)}")):
                return (words[-size + 1][0], known[0]) if known[0].sense != "none" else None
            phrase = " ".join([bare.lower(), *rest])
            if phrase in self.senses:
                cue, place = self.senses[phrase]
                during = unit is not None and unit.dimension == "time" and phrase in _TIMED
                return None if place and (during or not big) else (at + len(first) - len(bare), cue)
        return None


def bounded(low: Number, high: Number, senses: list[str]) -> Bound:
    """The bounds of a number, or of a range of two, under the senses of the cues beside it, the outermost first."""
    value = low.value if low is high else None
    side = next((s for s in senses if s in ("min", "max")), None)
    if side == "min":
        return Bound(value, low.min, None)
    if side == "max":
        return Bound(value, None, high.max)
    if "about" in senses and value is not None:
        return Bound(value, None, None)
    return Bound(value, low.min, high.max)
