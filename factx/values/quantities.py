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

_OLDEST = 120  # years: an older thing is no person, and its age is a measure
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
_MILLIONS = re.compile(r"M(?=[\s,.;)](?![-\d]))")  # "4.3M sales": capital, and no metre
_SCALES = {"k": 1000, "m": 10**6, "b": 10**9, "t": 10**12}
_HYPHENED = re.compile(r"[-‐‑](?P<word>[a-z]{3,})\b")
_MINUS = re.compile(r"(?:(?P<word>\bminus)[\s-]|(?<![\w)])[-−–])$", re.I)
_LATE = re.compile(r"(?:\s(?!and\b|or\b|but\b)[\w’'-]+){1,4}?\s(?P<cue>or\s(?:so|more|less|fewer))\b")
_HALF_A = re.compile(r"\b(?P<part>half|(?:a\s)?quarter|(?:a\s|one-)?third|\d[/⁄]\d{1,3})(?P<of>\sof)?[\s-]an?\s|\bhalf-(?=[a-z])", re.I)
_A_UNIT = re.compile(r"[aA][nN]?\s(?P<word>[A-Za-z]+)")
_AND_A_HALF = re.compile(r"\sand\sa\shalf\b", re.I)
_AS_MANY = re.compile(r"as many(?=\s[a-z])")
_NUMBERED = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.I)
_NTH = "second third fourth fifth sixth seventh eighth ninth tenth".split()


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
            core = self._measured(text, numbers[i])
            i += 1
            while i < len(numbers) and numbers[i].start < core.end:  # the 2 of "cm2"
                i += 1
            if i < len(numbers) and (joined := self._range(text, core, numbers[i])):
                core, i = joined, i + 1
            if core.unit is None:
                counts = not uncounted(text, core.number, core.close)
            else:
                counts = core.low.min > _OLDEST or not aged(text, core.number, core.end)
            if counts:
                yield self._dress(text, core)

    def _range(self, text: str, first: _Core, n: Number) -> _Core | None:
        """`first` and the number `n` after it as one range, or None where they are two quantities."""
        gap = _RANGE.match(text, first.end) if n.start - first.end < 14 else None
        if gap is None:
            return None
        second = self._measured(text, n)
        if gap.end() != second.start or not _joins(text, first, second, gap.group().strip()):
            return None
        low, high = first.low, second.low
        if low.scale == 1 and high.scale > 1 and high.value and low.value and low.value < high.value / high.scale:
            low = replace(low, value=low.value * high.scale, min=low.min * high.scale, max=low.max * high.scale)
        if low.max > high.max:
            low, high = high, low
        return _Core(first.start, second.end, low, high, second.unit or first.unit, first.number, second.close)

    def _measured(self, text: str, n: Number) -> _Core:
        """A number with the currency before it or the unit after it."""
        if n.digits and (money := self.units.ahead(text, n.start)):
            n, end = _scaled(text, n)
            found = self.units.rate(text, money, end)
            named = self.units.after(text, end)
            if named and named.unit.symbol.split("/")[0] == money.unit.symbol:
                found = named
            return _signed(text, _Core(money.start, max(end, found.end), n, n, found.unit, n.start, end))
        if n.digits and n.scale == 1 and _MILLIONS.match(text, n.end) and not _CUT.search(text, max(0, n.start - 1), n.start):
            n, end = _scaled(text, n)
            return _Core(n.start, end, n, n, None, n.start, end)
        if n.digits and _CUT.search(text, max(0, n.start - 1), n.start):
            return _Core(n.start, n.end, n, n, None, n.start, n.end)
        calibre = _CALIBRE.match(text, n.end) if n.digits else None
        of = _OF.match(text, n.end) if n.value is None or not n.digits and n.value == 2 else None
        named = self.units.after(text, calibre.end() if calibre else of.end() - 1 if of else n.end)
        if named is None:
            return _Core(n.start, n.end, n, n, None, n.start, n.end)
        return _signed(text, _Core(n.start, named.end, n, n, named.unit, n.start, n.end))

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
            sign = self.before.get(window[-1])
            return (end - 1, sign[0]) if sign else None
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
                sense = self.before[context][0]
                return (base + tail[1][0], sense) if sense != "none" else None
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
        """ "half an hour", "1/16 of a pint": a part of one unit; "about an hour", "an hour and a half": one unit."""
        for m in _HALF_A.finditer(text):
            found = self._unit_at(text, m.end())
            if found:
                yield self._unit_phrase(text, m.start(), m.end(), found, _part(m["part"] or "half"))
        for m in _A_UNIT.finditer(text):
            known = m["word"].lower() in self.units.first and not text[max(0, m.start() - 1) : m.start()].isalnum()
            found = self._unit_at(text, m.start("word")) if known else None
            if found is None or found.unit.symbol == "s":
                continue
            half = _AND_A_HALF.match(text, found.end)
            if half:
                yield self._unit_phrase(text, m.start(), found.start, replace(found, end=half.end()), 1.5)
            elif self._cue(text, m.start(), True, found.unit):
                yield self._unit_phrase(text, m.start(), found.start, found, 1)
        for m in _AS_MANY.finditer(text):
            found = self._unit_at(text, m.end() + 1)
            said = _NUMBERED.findall(text, max(0, m.start() - 64), m.start()) if found else None
            if found and said:
                word = said[-1].lower()
                n = _NTH.index(word) + 2 if word in _NTH else next(scan(word)).min
                yield self._unit_phrase(text, m.start(), m.end(), found, n)

    def _unit_at(self, text: str, start: int) -> Found | None:
        """The unit, other than a share, whose name begins right at `start`."""
        found = self.units.after(text, start - 1) if text[start - 1 : start].isspace() else self.units.after(text, start)
        return found if found and found.start == start and found.unit.dimension != "ratio" and text[start].isalpha() else None

    def _unit_phrase(self, text: str, start: int, close: int, found: Found, value: Real) -> Expression:
        n = Number(start, close, value, value, value)
        return self._dress(text, _Core(start, found.end, n, n, found.unit, start, close))


def _part(words: str) -> Real:
    """What a part of one is worth ("a quarter", "1/16")."""
    top, _, bottom = words.replace("⁄", "/").partition("/")
    if bottom:
        return int(top) / max(1, int(bottom))
    return {"half": 0.5, "quarter": 0.25}.get(words.split()[-1].lower(), 1 / 3)


def _near(busy: list[tuple[int, int]], n: Number) -> list[tuple[int, int]]:
    """The busy stretches that a number may touch (they are in order; few texts have more than a handful)."""
    from bisect import bisect_left

    i = bisect_left(busy, (n.start, n.end))
    return busy[max(0, i - 1) : i + 2]


def _signed(text: str, core: _Core) -> _Core:
    """A measure with the minus before it, if there is one; a dash is a minus only before what can be negative."""
    m = _MINUS.search(text, max(0, core.start - 6), core.start)
    dimension = core.unit.dimension if core.unit else ""
    if m is None or not (m["word"] or dimension in ("temperature", "ratio", "money")):
        return core
    n = core.low
    n = replace(n, value=None if n.value is None else -n.value, min=-n.max, max=-n.min)
    return replace(core, start=m.start(), low=n, high=n)


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
    if a.value is None or b.value is None or not _same_measure(text, first, second):
        return False
    low = a.value * b.scale if a.scale == 1 and a.value < b.value / b.scale else a.value
    before = text[max(0, first.start - 28) : first.start]
    if by == "and":
        return low < b.value and bool(_BETWEEN.search(before)) and "between" in before.lower()
    if by == "or":
        return low < b.value <= low * 4 + 2
    if by == "to":
        changed = first.unit is not None and _CHANGE.search(before)
        return not changed and (low < b.value or first.unit is not None and second.unit is not None or "from" in before.lower())
    return low < b.value <= 1000 * max(low, 1)


def _same_measure(text: str, first: _Core, second: _Core) -> bool:
    """Can two numbers be of one measure: the unit said twice, or once, with the last ("5 to 10 km") or the first
    ("$3-5 billion", "from 20 miles to 30")?"""
    a, b = first.unit, second.unit
    if a is None or b is None or a == b:
        money_first = a is not None and first.number > first.start
        return a is None or b is not None or money_first or "from " in text[max(0, first.start - 12) : first.start].lower()
    return b.symbol.startswith(f"{a.symbol}/")


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
