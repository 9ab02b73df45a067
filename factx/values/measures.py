"""Numbers with the unit beside them, and two numbers that are one range: "$3-5 billion", "half an hour", "-5 °C"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from factx.values.fractions import shares
from factx.values.numbers import Number, Real, parse, scan
from factx.values.uncounted import aged, uncounted
from factx.values.units import Found, Unit, Units

PERCENT = Unit("%", "ratio")
OLDEST = 120  # years: an older thing is no person, and its age is a measure


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, or the two of a range (`low` and `high` are one and the same where there is one), with its unit.

    The whole is `start` to `end`, the digits or number words alone `number` to `close`; `unit` is None for a count.
    """

    start: int
    end: int
    low: Number
    high: Number
    unit: Unit | None
    number: int
    close: int


_RANGE = re.compile(r"-to-|\s?(?:to|or|and|[-‐‑–—−])\s?\n?", re.I)
_BETWEEN = re.compile(r"\bbetween\s(?:(?:about|around|some|roughly)\s)?$", re.I)
_FROM = re.compile(r"\bfrom\s(?:\w+\s)?$", re.I)
_BY = re.compile(r"\bby\s(?:\w+\s){0,2}$", re.I)
_OF = re.compile(r"\sof(?=\s[a-z$€£])")
_MORE = re.compile(r"\s(?:more|further|additional|extra|full|whole|straight|consecutive|successive|long)(?=\s)")
_CUT = re.compile(r"[\w/:]")  # before a number: it is the end of something else
_CALIBRE = re.compile(r"\s?[x×]\s?\d{1,3}(?:\.\d)?\s?(?=mm\b)")
_LETTER = re.compile(r"\s?(?P<scale>[mMbBkKT])(?!\w)")
_MILLIONS = re.compile(r"M(?=[\s,.;](?![-\d]))")  # "4.3M sales": a capital, so no metre
_SCALES = {"k": 1000, "m": 10**6, "b": 10**9, "t": 10**12}
_MINUS = re.compile(r"(?:(?P<word>\bminus)[\s-]|(?<![\w)])[-−–])$", re.I)
_SIGNED = frozenset(("temperature", "ratio", "money"))
_PART_OF_ONE = re.compile(
    r"\b(?P<part>half|(?:a\s)?quarter|(?:a\s|one-)?third|\d[/⁄]\d{1,3})(?:\sof)?[\s-]an?\s|\bhalf-(?=[a-z])", re.I
)
_ONE = re.compile(r"[aA][nN]?\s(?P<word>[A-Za-z]+)")
_AND_A_HALF = re.compile(r"\sand\sa\shalf\b", re.I)
_AS_MANY = re.compile(r"as many(?=\s[a-z])")
_NTH = "second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBERED = re.compile(rf"\b(two|three|four|five|six|seven|eight|nine|ten|{'|'.join(_NTH)})\b", re.I)


class Measures:
    """Reads the measures and counts of a text, given the units."""

    def __init__(self, units: Units) -> None:
        self.units = units

    def of(self, text: str, ones: list[Measure]) -> list[Measure]:
        """Every measure and every number that may be a count, in order, none overlapping another; `ones` are the units
        of one of the text."""
        found = [*_shares(text), *_and_a_half(text, ones), *self._parts(text), *self._numbers(text)]
        kept: list[Measure] = []
        for m in sorted(found, key=lambda m: (m.start, -m.end)):
            if not kept or m.start >= kept[-1].end:
                kept.append(m)
        return kept

    def ones(self, text: str) -> Iterator[Measure]:
        """The units of one of a text ("a month", "an hour"), which are quantities where something bounds them."""
        for m in _ONE.finditer(text):
            known = m["word"].lower() in self.units.first and not text[max(0, m.start() - 1) : m.start()].isalnum()
            found = self._unit_at(text, m.start("word")) if known else None
            if found is not None and found.unit.symbol != "s":
                yield _exactly(1, m.start(), found.start, found)

    def _numbers(self, text: str) -> Iterator[Measure]:
        numbers, i = list(scan(text)), 0
        while i < len(numbers):
            m = self._measured(text, numbers[i])
            i += 1
            while i < len(numbers) and numbers[i].start < m.end:  # the 2 of "cm2"
                i += 1
            if i < len(numbers) and (joined := self._range(text, m, numbers[i])):
                m, i = joined, i + 1
            if not _idle(text, m):
                yield m

    def _measured(self, text: str, n: Number) -> Measure:
        """A number with the currency before it or the unit after it."""
        if n.digits and (money := self.units.ahead(text, n.start)) and _paid(text, money, n):
            return self._money(text, n, money)
        bare = Measure(n.start, n.end, n, n, None, n.start, n.end)
        if n.digits and _CUT.search(text, max(0, n.start - 1), n.start):
            return bare
        if n.digits and n.scale == 1 and _MILLIONS.match(text, n.end):
            n, end = _scaled(text, n)
            return Measure(n.start, end, n, n, None, n.start, end)
        calibre = _CALIBRE.match(text, n.end) if n.digits else None
        of = _OF.match(text, n.end) if n.value is None or (n.value == 2 and not n.digits) else None
        found = self.units.after(text, (calibre or of).end() if calibre or of else n.end)  # type: ignore[union-attr]
        if found is None and (more := _MORE.match(text, n.end)):
            found = self.units.after(text, more.end())
            found = found if found and found.unit.dimension == "time" else None
        return _signed(text, replace(bare, end=found.end, unit=found.unit)) if found else bare

    def _money(self, text: str, n: Number, sign: Found) -> Measure:
        n, end = _scaled(text, n)
        found = self.units.rate(text, sign, end)
        named = self.units.after(text, end)
        if named and named.unit.symbol.split("/")[0] == sign.unit.symbol:  # "$5 USD"
            found = named
        return _signed(text, Measure(sign.start, max(end, found.end), n, n, found.unit, n.start, end))

    def _range(self, text: str, first: Measure, n: Number) -> Measure | None:
        """`first` and the number `n` after it as one range, or None where they are two quantities."""
        gap = _RANGE.match(text, first.end) if n.start - first.end < 14 else None
        if gap is None:
            return None
        second = self._measured(text, n)
        if gap.end() != second.start or not _joins(text, first, second, gap.group().strip(" -\n").lower()):
            return None
        low, high = _shared_scale(first.low, second.low), second.low
        between = _BETWEEN.search(text, max(0, first.start - 24), first.start)
        start = between.start() if between else first.start
        if low.max > high.max:
            low, high = high, low
        return Measure(start, second.end, low, high, second.unit or first.unit, first.number, second.close)

    def _parts(self, text: str) -> Iterator[Measure]:
        """ "half an hour", "1/16 of a pint", "the third in as many weeks"."""
        for m in _PART_OF_ONE.finditer(text):
            if found := self._unit_at(text, m.end()):
                yield _exactly(_part(m["part"] or "half"), m.start(), m.end(), found)
        for m in _AS_MANY.finditer(text):
            found = self._unit_at(text, m.end() + 1)
            said = _NUMBERED.findall(text, max(0, m.start() - 64), m.start()) if found else None
            if found and said:
                yield _exactly(_cardinal(said[-1].lower()), m.start(), m.end(), found)

    def _unit_at(self, text: str, start: int) -> Found | None:
        """The unit, other than a share, whose name begins right at `start`."""
        spaced = text[start - 1 : start].isspace()
        found = self.units.after(text, start - 1 if spaced else start)
        named = found and found.start == start and text[start].isalpha() and found.unit.dimension != "ratio"
        return found if named else None


def _paid(text: str, sign: Found, n: Number) -> bool:
    """Is it a sum? A lone letter is a currency only before a large one: "P3 million", not the "P3" aircraft."""
    written = text[sign.start : n.start]
    if len(written.rstrip()) > 1 or not written[0].isalpha():
        return True
    return (
        len(written) == 1
        and text[sign.start - 1 : sign.start] != "&"
        and (n.scale != 1 or "," in text[n.start : n.end])
    )


def _shares(text: str) -> Iterator[Measure]:
    for s in shares(text):
        n = Number(s.start, s.end, s.percent, s.percent, s.percent)
        yield Measure(s.start, s.end, n, n, PERCENT, s.start, s.end)


def _and_a_half(text: str, ones: list[Measure]) -> Iterator[Measure]:
    """ "an hour and a half": one and a half of a unit."""
    for one in ones:
        if half := _AND_A_HALF.match(text, one.end):
            n = replace(one.low, value=1.5, min=1.5, max=1.5)
            yield replace(one, end=half.end(), low=n, high=n)


def _exactly(value: Real, start: int, close: int, found: Found) -> Measure:
    n = Number(start, close, value, value, value)
    return Measure(start, found.end, n, n, found.unit, start, close)


def _idle(text: str, m: Measure) -> bool:
    """Does the number count and measure nothing, or somebody's age?"""
    if m.unit is None:
        return uncounted(text, m.number, m.close)
    return m.low.min <= OLDEST and aged(text, m.number, m.end)


def _part(words: str) -> Real:
    """What a part of one is worth ("a quarter", "1/16")."""
    top, _, bottom = words.replace("⁄", "/").partition("/")
    if bottom:
        return int(top) / max(1, int(bottom))
    return {"half": 0.5, "quarter": 0.25}.get(words.split()[-1].lower(), 1 / 3)


def _cardinal(word: str) -> Real:
    number = parse(word)
    return number.min if number else _NTH.index(word) + 2


def _signed(text: str, m: Measure) -> Measure:
    """A measure with the minus before it, if there is one; a dash is a minus only before what can be negative."""
    minus = _MINUS.search(text, max(0, m.start - 6), m.start)
    if minus is None or not (minus["word"] or (m.unit and m.unit.dimension in _SIGNED)):
        return m
    n = replace(m.low, value=None if m.low.value is None else -m.low.value, min=-m.low.max, max=-m.low.min)
    return replace(m, start=minus.start(), low=n, high=n)


def _scaled(text: str, n: Number) -> tuple[Number, int]:
    """A number with the letter that scales it ("€5m", "$1.2B"), and where it ends."""
    m = _LETTER.match(text, n.end) if n.scale == 1 else None
    if m is None or n.value is None:
        return n, n.end
    scale = _SCALES[m["scale"].lower()]
    value = round(n.value * scale, 2)
    value = int(value) if value == int(value) else value
    return replace(n, value=value, min=value, max=value, scale=scale), m.end()


def _shared_scale(low: Number, high: Number) -> Number:
    """The first number of a range with the magnitude that only the last one says ("1 to 2 thousand")."""
    if low.scale != 1 or high.scale == 1 or low.value is None or low.value >= high.min / high.scale:
        return low
    return replace(low, value=low.value * high.scale, min=low.min * high.scale, max=low.max * high.scale)


def _joins(text: str, first: Measure, second: Measure, by: str) -> bool:
    """Are two measured numbers with "to", "or", "and" or a dash (by "") between them one range?"""
    if first.low.value is None or second.low.value is None or not _same_unit(text, first, second):
        return False
    low, high = _shared_scale(first.low, second.low).min, second.low.min
    before = text[max(0, first.start - 28) : first.start]
    if by == "and":
        return low < high and bool(_BETWEEN.search(before))
    if by == "or":
        return low < high <= low * 4 + 2
    if by == "to":
        changed = first.unit is not None and _BY.search(before)  # "rose by 2 % to 5 %"
        return not changed and (
            low < high or (first.unit is not None and second.unit is not None) or bool(_FROM.search(before))
        )
    return low < high <= 1000 * max(low, 1)


def _same_unit(text: str, first: Measure, second: Measure) -> bool:
    """Can two numbers be of one measure: the unit said twice, or once, with the last ("5 to 10 km") or the first
    ("$3-5 billion", "from 20 miles to 30")?"""
    a, b = first.unit, second.unit
    if a is None or a == b:
        return True
    if b is None:
        return first.number > first.start or bool(_FROM.search(text, max(0, first.start - 16), first.start))
    return b.symbol.startswith(f"{a.symbol}/")
