"""Quantities as a text says them: a number with the words that bound it and the unit beside it.

    "at least 12"           value 12, min 12, max None      "up to 12"    value 12, min None, max 12
    "about 12"              value 12, min None, max None    "12 to 15"    value None, min 12, max 15
    "dozens"                value None, min 24, max 99      "12"          value 12, min 12, max 12

Pure functions of the text. Whether the number counts the noun that follows is a matter of grammar, and for the pipe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from factx.lexicon import lexicon
from factx.values.fractions import shares
from factx.values.numbers import Number, Real, scan
from factx.values.uncounted import aged, uncounted
from factx.values.units import Found, Unit, Units, known

PERCENT = Unit("%", "ratio")
_QUOTES = "\"'“‘([*"


@dataclass(frozen=True, slots=True)
class Bound:
    """The number said (None where it is vague or a range) and its inclusive bounds (None is unbounded)."""

    value: Real | None
    min: Real | None
    max: Real | None


@dataclass(frozen=True, slots=True)
class Expression:
    """A number of a text with its cues and unit: the phrase is `text[start:end]`, the bare number `text[number:close]`.

    `unit` is None for a count; `rule` is "unit", "money", "ratio" or "number"; `word` is what a hyphen ties to a count
    ("five-storey"), empty otherwise.
    """

    start: int
    end: int
    number: int
    close: int
    bound: Bound
    unit: Unit | None
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Core:
    """A number or a range of two, with its unit, before the words around it are read."""

    start: int
    end: int
    low: Number
    high: Number
    unit: Unit | None
    number: int
    close: int


_RANGE = re.compile(r"\s?(?:to|or|and|[-‐‑–—−])\s?\n?", re.I)
_DASHED = re.compile(r"\s?[-‐‑–—−]\s?")
_BETWEEN = re.compile(r"\b(?:between|from)\s(?:about\s|around\s|some\s|roughly\s)?$", re.I)
_CHANGE = re.compile(r"\bby\s(?:\w+\s){0,2}$", re.I)
_OF = re.compile(r"\sof\s(?=[a-z$€£])")
_CUT = re.compile(r"[\w/:]")  # before a number: it is the end of something else
_CALIBRE = re.compile(r"\s?[x×]\s?\d{1,3}(?:\.\d)?\s?(?=mm\b)")
_MONEY_SCALE = re.compile(r"\s?(?P<scale>[mMbBkKT])(?![\w])")
_SCALES = {"k": 1000, "m": 10**6, "b": 10**9, "t": 10**12}
_HYPHENED = re.compile(r"[-‐‑](?P<word>[a-z]{3,})\b")
_MINUS = re.compile(r"(?:\bminus[\s-]|(?<![\w)])[-−–])$", re.I)
_LATE = re.compile(r"(?:\s(?!and\b|or\b|but\b)[\w’'-]+){1,4}?\s(?P<cue>or\s(?:so|more|less|fewer))\b")
_HALF_A = re.compile(r"\b(?P<part>half|quarter)(?P<of>\sof)?(?:\s|-)an?\s|\bhalf-(?=[a-z])", re.I)


class Grammar:
    """The words that bound a number, and the units: everything that reading quantities needs of a lexicon."""

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        tables = lexicon(folders)
        self.units: Units = known(tables)
        self.before = {r["cue"]: (r["sense"], bool(r["place"])) for r in tables.table("bounds")}
        self.after = {r["cue"]: r["sense"] for r in tables.table("bounds_after")}
        self.last = {cue.split()[-1] for cue in self.before}
        words = sorted(self.after, key=len, reverse=True)
        self.follow = re.compile(rf"(?:\s|(?=[-+]))(?P<cue>{'|'.join(map(re.escape, words))})(?![\w-])", re.I)

    def expressions(self, text: str) -> Iterator[Expression]:
        """Every quantity of the text in order, none overlapping another; linear in the length of the text."""
        taken = sorted(self._shares(text), key=lambda e: e.number)
        busy = [(e.number, e.close) for e in taken]
        numbers = [n for n in scan(text) if not any(a < n.end and n.start < b for a, b in _near(busy, n))]
        read = [*taken, *self._parts(text), *self._numbers(text, numbers)]
        end = -1
        for e in sorted(read, key=lambda e: (e.start, -e.end)):
            if e.number >= end:
                end = e.end
                yield e

    def _numbers(self, text: str, numbers: list[Number]) -> Iterator[Expression]:
        i = 0
        while i < len(numbers):
            core, i = self._core(text, numbers, i)
            if core and not (uncounted(text, core.number, core.close) if core.unit is None else aged(text, core.number, core.end)):
                yield self._dress(text, core)

    def _core(self, text: str, numbers: list[Number], i: int) -> tuple[_Core | None, int]:
        """The number at `i` with its unit, joined with the next one where the two are a range."""
        first = self._measured(text, numbers[i])
        if i + 1 == len(numbers) or numbers[i + 1].start - first.end > 14:
            return first, i + 1
        gap = _RANGE.match(text, first.end)
        second = self._measured(text, numbers[i + 1])
        if not gap or gap.end() != second.start or not _joins(text, first, second, gap.group().strip()):
            return first, i + 1
        low, high = first.low, second.low
        if low.scale == 1 and high.scale > 1 and high.value and low.value and low.value < high.value / high.scale:
            low = replace(low, value=low.value * high.scale, min=low.min * high.scale, max=low.max * high.scale)
        if low.max > high.max:
            low, high = high, low
        return _Core(first.start, second.end, low, high, second.unit or first.unit, first.number, second.close), i + 2

    def _measured(self, text: str, n: Number) -> _Core:
        """A number with the currency before it or the unit after it."""
        if n.digits and (money := self.units.ahead(text, n.start)):
            n, end = _scaled(text, n)
            found = self.units.rate(text, money, end)
            named = self.units.after(text, end)
            if named and named.unit.symbol == money.unit.symbol:
                found = named
            return _Core(money.start, max(end, found.end), n, n, found.unit, n.start, end)
        calibre = _CALIBRE.match(text, n.end) if n.digits else None
        of = _OF.match(text, n.end) if n.value is None or not n.digits and n.value == 2 else None
        found_ = self.units.after(text, calibre.end() if calibre else of.end() - 1 if of else n.end)
        if found_ is None or n.digits and _CUT.search(text, max(0, n.start - 1), n.start):
            return _Core(n.start, n.end, n, n, None, n.start, n.end)
        if _MINUS.search(text, max(0, n.start - 6), n.start) and found_.unit.dimension in ("temperature", "ratio", "money"):
            sign = _MINUS.search(text, max(0, n.start - 6), n.start)
            negative = replace(n, value=-(n.value or 0), min=-n.max, max=-n.min)
            return _Core(sign.start() if sign else n.start, found_.end, negative, negative, found_.unit, n.start, n.end)
        return _Core(n.start, found_.end, n, n, found_.unit, n.start, n.end)

    def _dress(self, text: str, core: _Core) -> Expression:
        """A core with the words around it that bound it."""
        start, before = self._cues(text, core)
        end, after = core.end, ""
        word = _HYPHENED.match(text, end) if core.unit is None else None
        if m := self.follow.match(text, end):
            end, after, word = m.end(), self.after[m["cue"].lower()], None
        elif m := _LATE.match(text, end):
            after = self.after.get(" ".join(m["cue"].lower().split()), "")
        senses = [*before, after] if after else before
        bound = _bound(core.low, core.high, senses)
        return Expression(start, end, core.number, core.close, bound, core.unit, word["word"] if word else "")

    def _cues(self, text: str, core: _Core) -> tuple[int, list[str]]:
        """Where the cues before a core begin, and their senses, the outermost first."""
        start, senses = core.start, []
        big = core.unit is not None or core.low.max >= 10
        while found := self._cue(text, start, big, core.unit):
            start, sense = found
            senses.insert(0, sense)
        between = _BETWEEN.search(text, max(0, start - 24), start)
        if between and core.low is not core.high and "between" in between.group().lower():
            start = between.start()
        return start, senses

    def _cue(self, text: str, end: int, big: bool, unit: Unit | None) -> tuple[int, str] | None:
        """The longest cue that ends right before `end`: where it begins and its sense."""
        window = text[max(0, end - 48) : end]
        base = end - len(window)
        body = window.rstrip(" \n\u00a0")
        if window and window == body:  # a sign may touch the number, a word may not
            sense = self.before.get(window[-1])
            return (end - 1, sense[0]) if sense else None
        if window.count("\n", len(body)) > 1:
            return None
        if body[body.rfind(" ") + 1 :].rpartition("\n")[2].lstrip(_QUOTES).lower() not in self.last:
            return None
        words = [(m.start(), m.group()) for m in re.finditer(r"\S+", body)][-6:]
        for size in range(min(5, len(words)), 0, -1):
            tail = words[-size:]
            first = tail[0][1].lstrip(_QUOTES)
            phrase = " ".join([first, *(w for _, w in tail[1:])]).lower()
            context = f"({tail[0][1].lower()}) {' '.join(w for _, w in tail[1:]).lower()}"
            if size > 1 and context in self.before:
                return base + tail[1][0], self.before[context][0]
            if phrase in self.before:
                sense, place = self.before[phrase]
                timed = unit is not None and unit.dimension == "time" and phrase in ("over", "above", "beyond")
                if place and (not big or timed):
                    return None
                return base + tail[0][0] + len(tail[0][1]) - len(first), sense
        return None

    def _shares(self, text: str) -> Iterator[Expression]:
        for s in shares(text):
            number = Number(s.start, s.end, s.percent, s.percent, s.percent)
            yield self._dress(text, _Core(s.start, s.end, number, number, PERCENT, s.start, s.end))

    def _parts(self, text: str) -> Iterator[Expression]:
        """ "half an hour", "a quarter of a mile": a part of one unit."""
        for m in _HALF_A.finditer(text):
            found = self.units.after(text, m.end() - 1 if m.group()[-1].isspace() else m.end())
            if found and (found.unit.si or found.unit.dimension == "money") and text[m.end() : found.end].isalpha():
                worth = 0.25 if (m["part"] or "").lower() == "quarter" else 0.5
                n = Number(m.start(), m.end(), worth, worth, worth)
                yield self._dress(text, _Core(m.start(), found.end, n, n, found.unit, m.start(), m.end()))


def _near(busy: list[tuple[int, int]], n: Number) -> list[tuple[int, int]]:
    """The busy stretches that a number may touch (they are in order; few texts have more than a handful)."""
    from bisect import bisect_left

    i = bisect_left(busy, (n.start, n.end))
    return busy[max(0, i - 1) : i + 2]


def _scaled(text: str, n: Number) -> tuple[Number, int]:
    """A sum of money with the letter that scales it ("€5m", "$1.2B"), and where it ends."""
    m = _MONEY_SCALE.match(text, n.end) if n.scale == 1 else None
    if m is None or n.value is None:
        return n, n.end
    scale = _SCALES[m["scale"].lower()]
    value = round(n.value * scale, 2)
    value = int(value) if value == int(value) else value
    return replace(n, value=value, min=value, max=value, scale=scale), m.end()


def _joins(text: str, first: _Core, second: _Core, by: str) -> bool:
    """Are two measured numbers with "to", "or", "and" or a dash between them one range?"""
    a, b, by = first.low, second.low, by.lower()
    shared = first.unit is None or first.unit == second.unit
    if not shared and not (second.unit is None and first.number > first.start and first.unit and first.unit.dimension == "money"):
        return False
    if a.value is None or b.value is None:
        return False
    scaled = a.value * b.scale if a.scale == 1 and a.value < b.value / b.scale else a.value
    before = text[max(0, first.start - 28) : first.start]
    if by == "and":
        return scaled < b.value and bool(re.search(r"\bbetween\s(?:\w+\s)?$", before, re.I))
    if by == "or":
        return scaled < b.value <= scaled * 4 + 2 and first.unit in (None, second.unit)
    if by == "to":
        return not _CHANGE.search(before) and (scaled < b.value or second.unit is not None)
    return scaled < b.value and b.value <= 1000 * max(scaled, 1)


def _bound(low: Number, high: Number, senses: list[str]) -> Bound:
    """The bounds of a number or range under the senses of the cues beside it, the outermost first."""
    value = low.value if low is high else None
    side = next((s for s in senses if s in ("min", "max")), None)
    if side == "min":
        return Bound(value, low.min, None)
    if side == "max":
        return Bound(value, None, high.max)
    if "about" in senses and value is not None:
        return Bound(value, None, None)
    return Bound(value, low.min, high.max)


@cache
def grammar(folders: tuple[str, ...] = ()) -> Grammar:
    """The grammar of quantities with the user's folders of tables on top, made once a process."""
    return Grammar(folders)


def bounds(text: str, folders: tuple[str, ...] = ()) -> Bound | None:
    """The bound of the first quantity in `text` ("at least 12 soldiers" -> 12, 12, None), or None where it has none."""
    found = next(grammar(folders).expressions(text), None)
    return found.bound if found else None
