"""Units of measure and money: which one stands beside a number, and what it is in SI.

The units are those of `models/lexicon/units.tsv` and `currencies.tsv`. A unit is looked up by its first few words, so
finding one costs the same however many are known. Rates are made of two ("USD/month", "bbl/day").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from factx.lexicon import Lexicon, Row

_WINDOW, _PIECES = 48, 8  # how far a unit's name may reach, in characters and in words and signs


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: our symbol, what it measures ("length", "money", "ratio"), and its SI unit.

    `value * factor + offset` is the value in `si`; `si` is None for money, ratios and units without a counterpart.
    `source` is its row, of a rate those of both units.
    """

    symbol: str
    dimension: str
    factor: float = 1.0
    offset: float = 0.0
    si: str | None = None
    source: tuple[str, ...] = field(default=(), compare=False)

    def to_si(self, value: float | None) -> float | None:
        """A value of this unit in `si`, to nine figures."""
        return None if value is None else float(f"{value * self.factor + self.offset:.9g}")


@dataclass(frozen=True, slots=True)
class Found:
    """A unit in a text, from `start` to `end`."""

    unit: Unit
    start: int
    end: int


_PIECE = re.compile(r"[^\W\d_]+[23²³]?|[^\w\s]")
_BETWEEN = re.compile(r"[-‐‑]\n?|[ \u00a0\u202f\u2009]{1,2}\n?|\n")
_PER = re.compile(r"\s?/\s?|[-\s]per[-\s]|\s(?:an?|each|every)\s|-an?-")
_BELOW_ARTICLE = frozenset("time mass volume area share head".split())  # "$5 a day", but not "5 kg a km"
_SPACES = frozenset(" \u00a0\u202f")


@dataclass(slots=True)
class Units:
    """The look-ups over the tables: names folded, signs with their case, signs that must touch the digits, currencies
    that may come first, and the words that only "per" makes a unit."""

    symbols: dict[str, Unit] = field(default_factory=dict)
    names: dict[str, Unit] = field(default_factory=dict)
    signs: dict[str, Unit] = field(default_factory=dict)
    glued: dict[str, Unit] = field(default_factory=dict)
    before: dict[str, Unit] = field(default_factory=dict)
    per: dict[str, Unit] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)  # how a name or sign may begin, folded: most words begin none

    def symbol(self, symbol: str) -> Unit | None:
        """The unit that a symbol stands for, rates included ("km", "USD/month"); None for "count"."""
        if symbol in self.symbols or "/" not in symbol:
            return self.symbols.get(symbol)
        above, _, below = symbol.rpartition("/")
        top, bottom = self.symbol(above), self.symbols.get(below)
        return _ratio(top, bottom) if top and bottom else None

    def after(self, text: str, pos: int) -> Found | None:
        """The unit that begins right after a number ending at `pos` ("5km", "300-metre", "5 % a year")."""
        gap = _BETWEEN.match(text, pos)
        start = gap.end() if gap else pos
        found = self._plain(text, start, touching=start == pos)
        return self._rate(text, found) if found else None

    def ahead(self, text: str, pos: int) -> Found | None:
        """The currency that stands right before a number starting at `pos` ("US$", "UAH ", "Rs. ")."""
        end = pos - 1 if text[pos - 1 : pos] in _SPACES and pos else pos
        for start in range(max(0, end - 5), end):
            unit = self.before.get(text[start:end].replace(" $", "$"))
            if unit and text[start] != " " and not (text[start].isalpha() and start and text[start - 1].isalnum()):
                return Found(unit, start, pos)
        return None

    def rate(self, text: str, found: Found, end: int) -> Found:
        """`found`, with "per month" or the like where that stands at `end`."""
        return self._rate(text, Found(found.unit, found.start, end))

    def _plain(self, text: str, start: int, *, touching: bool) -> Found | None:
        """The longest unit that begins at `start`; `touching` tells whether the digits stand right before it."""
        first = _PIECE.match(text, start)
        if first is None or first.group().lower() not in self.first:
            return None
        ends = [m.end() for m in _PIECE.finditer(text, start, start + _WINDOW)]
        for end in reversed(ends[:_PIECES]):
            written = " ".join(text[start:end].split())
            unit = self.signs.get(written) or self.names.get(written.lower().replace("-", " "))
            unit = unit or (self.glued.get(written) if touching or text.startswith("/", end) else None)
            if unit and _closes(text, end):
                return Found(unit, start, end)
        return None

    def _rate(self, text: str, found: Found) -> Found:
        m = _PER.match(text, found.end)
        if m is None:
            return found
        below = self._denominator(text, m.end()) or self._plain(text, m.end(), touching=False)
        article = m.group().strip(" -\n") in ("a", "an", "each", "every")
        if below is None or (article and below.unit.dimension not in _BELOW_ARTICLE):
            return found
        return Found(_ratio(found.unit, below.unit), found.start, below.end)

    def _denominator(self, text: str, start: int) -> Found | None:
        m = _PIECE.match(text, start)
        unit = self.per.get(m.group().lower()) if m else None
        return Found(unit, start, m.end()) if m and unit else None


def _closes(text: str, end: int) -> bool:
    """Does a word or sign end at `end`?"""
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_")


def _ratio(a: Unit, b: Unit) -> Unit:
    si = f"{a.si}/{b.si}" if a.si and b.si else None
    dimension = "speed" if si == "m/s" else "flow" if si == "m3/s" else f"{a.dimension} per {b.dimension}"
    factor = a.factor / b.factor if si else 1.0
    return Unit(f"{a.symbol}/{b.symbol}", dimension, factor, 0.0, si, a.source + b.source)


def _forms(cell: str) -> Iterator[tuple[str, bool]]:
    """The spellings of a cell of names, and whether each is only found after "per"."""
    for name in filter(None, cell.split("|")):
        if name.startswith("/"):
            yield from ((name[1:], True), (name[1:] + "s", True))
        elif name.endswith("!"):
            yield name[:-1] + "s", False
        else:
            one, _, many = name.partition("~")
            yield from ((one, False), (many or one + "s", False))


@cache
def known(tables: Lexicon) -> Units:
    """The units of a lexicon's tables, made once for each lexicon."""
    found = Units()
    for row in tables.table("currencies"):
        unit = Unit(row["code"], row["dimension"], source=(row.source,))
        _add(found, unit, row)
        found.before.update((sign, unit) for sign in filter(None, row["signs"].split("|")))
    for row in tables.table("units"):
        factor, offset = float(row["factor"] or 1), float(row["offset"] or 0)
        unit = Unit(row["symbol"], row["dimension"], factor, offset, row["si"] or None, (row.source,))
        _add(found, unit, row)
    every = (*found.names, *found.signs, *found.glued)
    found.first = {m.group().lower() for m in map(_PIECE.match, every) if m}
    return found


def _add(found: Units, unit: Unit, row: Row) -> None:
    found.symbols[unit.symbol] = unit
    for name, rate in _forms(row["names"]):
        (found.per if rate else found.names)[name.lower().replace("-", " ")] = unit
    found.signs.update((sign, unit) for sign in filter(None, row["signs"].split("|")))
    found.glued.update((sign, unit) for sign in filter(None, row["glued"].split("|")))
